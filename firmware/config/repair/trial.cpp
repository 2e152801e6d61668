#include "firmware/config/repair/trial.hpp"

#include "firmware/config/selection.hpp"

namespace kyoten::config::repair {

std::optional<std::string_view> Trial::matched(std::string_view line) const {
  const auto statement = grammar_.match(line, selection_, options_);
  return statement ? std::optional(statement->id()) : std::nullopt;
}

bool Trial::is_silent(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  return first == std::string_view::npos || line[first] == '#';
}

bool Trial::is_no_command(std::string_view line) const {
  const auto statement = grammar_.match(line, selection_, options_);
  return !statement && statement.error().position <= line.find_first_not_of(" \t");
}

void Trial::follow(std::string_view line) {
  if (is_silent(line)) return;
  const auto statement = grammar_.match(line, selection_, options_);
  if (!statement) {
    if (names_a_block(line)) selection_ = {};
    return;
  }
  if (auto selected = selected_by(*statement)) selection_ = *selected;
}

}  // namespace kyoten::config::repair
