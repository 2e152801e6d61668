#include "firmware/config/selection.hpp"

#include "cli-grammar/tokens.hpp"

namespace kyoten::config {

using grammar::Selection;

std::optional<Selection> selected_by(const grammar::Statement& statement) {
  const auto id = statement.id();
  if (id != "pp select" && id != "tunnel select" && id != "switch select") return std::nullopt;
  if (statement.negated || statement.arguments.empty() || statement.arguments[0].text == "none")
    return Selection{};
  const auto& operand = statement.arguments[0];
  if (id == "switch select") return Selection{Selection::Kind::switch_device, 0, operand.text};
  if (operand.text == "anonymous") return Selection{Selection::Kind::pp_anonymous, 0, {}};
  const auto kind = id == "pp select" ? Selection::Kind::pp : Selection::Kind::tunnel;
  return Selection{
      kind, static_cast<std::uint32_t>(statement.integer(operand.name).value_or(0)), {}};
}

bool names_a_block(std::string_view line) {
  const auto tokens = grammar::tokenize(line);
  return tokens.size() >= 2 && grammar::lower_case(tokens[1].text) == "select";
}

}  // namespace kyoten::config
