#include "firmware/config/repair/trial.hpp"

#include "cli-grammar/command.hpp"
#include "cli-grammar/tokens.hpp"
#include "firmware/config/selection.hpp"

namespace kyoten::config::repair {

Trial::Trial(const grammar::Grammar& grammar, const grammar::MatchOptions& options)
    : grammar_(grammar), options_(options), first_words_{"no"} {
  for (auto& command : grammar.commands())
    first_words_.insert(command.id.substr(0, command.id.find(' ')));
}

std::optional<std::string_view> Trial::matched(std::string_view line) const {
  const auto statement = grammar_.match(line, selection_, options_);
  if (statement) return statement->id();
  if (statement.error().message == grammar::MessageId::select_peer_first) return "";
  return std::nullopt;
}

bool Trial::is_silent(std::string_view line) {
  const auto first = line.find_first_not_of(" \t");
  return first == std::string_view::npos || line[first] == '#';
}

bool Trial::is_no_command(std::string_view line) const {
  const auto tokens = grammar::tokenize(line);
  if (tokens.empty() || accepts(line)) return false;
  return !first_words_.contains(grammar::lower_case(tokens[0].text));
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
