// `tunnel template` and `ipsec transport template`: the statements of one tunnel or transport, once more with other numbers.
// Only compile() sees the copies: `show config` prints what was typed.
#include <algorithm>

#include "firmware/config/compile/templates.hpp"
#include "firmware/config/compile/values.hpp"
#include "firmware/config/layout.hpp"

namespace kyoten::config {
namespace {

using grammar::Selection;
using grammar::Statement;
using Words = std::vector<std::string>;

std::string joined(const Words& words) {
  std::string text;
  for (auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// The numbers behind the first one.
std::vector<std::uint32_t> destinations(const Words& words, std::size_t first) {
  std::vector<std::uint32_t> result;
  for (std::size_t i = first; i < words.size(); ++i) {
    const auto numbers = numbers_in(words[i]);
    if (numbers) result.insert(result.end(), numbers->begin(), numbers->end());
  }
  return result;
}

/// Whether the statement is one of tunnel `number`, wherever it was typed: those with a gateway or a policy name it.
bool belongs_to(const Statement& statement, std::uint32_t number) {
  const auto id = statement.id();
  const bool numbered = id.starts_with("ipsec ike ") || id == "ipsec sa policy" || id == "ipsec auto refresh" || id == "tunnel enable";
  if (numbered) {
    const auto* name = id == "ipsec sa policy" ? "POLICY_ID" : id == "tunnel enable" ? "TUNNEL_NUM" : "GATEWAY_ID";
    return statement.text_of(name) == std::to_string(number);
  }
  const bool of_block = id == "ipsec tunnel" || id == "tunnel encapsulation" || id.starts_with("tunnel ngn ") || id.starts_with("l2tp ");
  return of_block && statement.selection.kind == Selection::Kind::tunnel && statement.selection.number == number;
}

/// Its line with the tunnel's number where there was the other one's. How many places may hold it says the command.
std::string renumbered(const Statement& statement, std::uint32_t from, std::uint32_t to) {
  auto words = split(statement.text, ' ');
  const auto id = statement.id();
  if (id.starts_with("l2tp ") || id.starts_with("tunnel encapsulation") || id.starts_with("tunnel ngn ")) return statement.text;
  const auto number = std::to_string(from);
  int places = id == "ipsec sa policy" ? 2 : 1;
  for (std::size_t i = 0; i < words.size() && places > 0; ++i) {
    if (words[i] != number) continue;
    words[i] = std::to_string(to);
    --places;
    // Callers are told apart by a name of their own: `pc` becomes `pc2`.
    if (id == "ipsec ike remote name" && i + 1 < words.size()) words[i + 1] += std::to_string(to);
  }
  return joined(words);
}

void type(const std::string& line, const Selection& selection, Statements& to) {
  if (const auto made = grammar::Grammar::builtin().match(line, selection, {})) to.apply(*made);
}

void copy_tunnel(const Statements& all, const Statement& line, Statements& copies) {
  const auto from = static_cast<std::uint32_t>(line.selection.number);
  for (auto to : destinations(split(line.text, ' '), 2)) {
    if (to == from || to == 0) continue;
    const Selection selection{Selection::Kind::tunnel, to, {}};
    for (auto* statement : all.in_order()) {
      if (belongs_to(*statement, from)) type(renumbered(*statement, from, to), selection, copies);
    }
  }
}

/// The policy of each copy is the number of the transport.
void copy_transport(const Statements& all, const Statement& line, Statements& copies) {
  const auto words = split(line.text, ' ');
  const auto from = line.text_of("ID1");
  for (auto* statement : all.find("ipsec transport")) {
    if (statement->text_of("ID") != from) continue;
    for (auto to : destinations(words, 4)) {
      auto copied = split(statement->text, ' ');
      copied.at(2) = copied.at(3) = std::to_string(to);
      type(joined(copied), {}, copies);
    }
  }
}

}  // namespace

std::span<const std::string_view> template_commands() {
  static constexpr std::string_view kCommands[] = {"tunnel template", "ipsec transport template"};
  return kCommands;
}

std::optional<Statements> with_templates(const Statements& statements) {
  const auto tunnels = statements.find("tunnel template");
  const auto transports = statements.find("ipsec transport template");
  if (tunnels.empty() && transports.empty()) return std::nullopt;
  Statements result;
  for (auto* line : tunnels) copy_tunnel(statements, *line, result);
  for (auto* line : transports) copy_transport(statements, *line, result);
  // What is written for a copy itself wins.
  for (auto* statement : statements.in_order()) result.apply(*statement);
  return result;
}

}  // namespace kyoten::config
