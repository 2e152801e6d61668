#include "cli-grammar/matcher.hpp"

namespace kyoten::grammar {
namespace {

/// A record that is global and of a block at once says by its second word which form is which: `ip
/// pp mtu`, `ip tunnel mtu`.
Selection::Kind scope_of_form(const Command& command, const std::string& syntax) {
  if (!has_scope(command, Selection::Kind::none)) return command.scopes[0];
  for (auto& token : tokenize(syntax.substr(0, syntax.find_first_of("[{")))) {
    if (token.begin == 0) continue;
    if (token.text == "pp" && has_scope(command, Selection::Kind::pp)) return Selection::Kind::pp;
    if (token.text == "tunnel" && has_scope(command, Selection::Kind::tunnel))
      return Selection::Kind::tunnel;
  }
  return Selection::Kind::none;
}

}  // namespace

Matcher::Matcher(const std::vector<Command>& commands, const Trie& trie)
    : commands_(commands), trie_(trie) {
  form_scopes_.reserve(commands.size());
  for (auto& command : commands) {
    auto& scopes = form_scopes_.emplace_back();
    for (auto& syntax : command.syntax) scopes.push_back(scope_of_form(command, syntax));
  }
}

bool Matcher::is_typed_in(const State::End& end, const Selection& selection) const {
  auto& command = commands_[end.command];
  const auto block = block_of(selection);
  if (has_scope(command, Selection::Kind::none)) {
    const auto scope = form_scopes_[end.command][end.form];
    return scope == Selection::Kind::none || scope == block;
  }
  return has_scope(command, block);
}

/// Why none of the commands that end here can be taken.
struct Matcher::Obstacles {
  bool forbidden = false;
  bool other_model = false;
  bool elsewhere = false;

  [[nodiscard]] std::optional<MessageId> message() const {
    if (forbidden) return MessageId::administrator_use_only;
    if (other_model) return MessageId::not_on_this_model;
    if (elsewhere) return MessageId::select_peer_first;
    return std::nullopt;
  }
};

bool Matcher::may_be_typed(const Command& command, const MatchOptions& options,
                           Obstacles& obstacles) {
  if (command.privilege == Privilege::administrator && options.privilege == Privilege::user) {
    obstacles.forbidden = true;
  } else if (options.strict && command.support == ModelSupport::other_model) {
    obstacles.other_model = true;
  } else {
    return true;
  }
  return false;
}

/// The first command that ends at one of the places, or is identified there if it is a `no` form,
/// and may be typed now.
std::optional<Statement> Matcher::statement_at(const Walk& walk,
                                               const std::vector<Walk::Place>& places, bool negated,
                                               const Selection& selection,
                                               const MatchOptions& options,
                                               Obstacles& obstacles) const {
  for (auto& place : places) {
    auto& state = walk.state(place);
    for (auto& end : negated ? state.identified : state.ends) {
      auto& command = commands_[end.command];
      if (negated && !command.negatable) continue;
      if (!may_be_typed(command, options, obstacles)) continue;
      if (!is_typed_in(end, selection)) {
        obstacles.elsewhere = true;
        continue;
      }
      Statement statement;
      statement.command = &command;
      statement.form = end.form;
      statement.negated = negated;
      if (negated) statement.text = "no";
      if (form_scopes_[end.command][end.form] != Selection::Kind::none)
        statement.selection = selection;
      walk.describe(place, statement);
      return statement;
    }
  }
  return std::nullopt;
}

Result<Statement, Mismatch> Matcher::match(std::string_view line, const Selection& selection,
                                           const MatchOptions& options) const {
  if (line.size() > kLongestLineBytes)
    return Mismatch{MessageId::line_too_long, kLongestLineBytes, {}};
  const auto tokens = tokenize(line);
  if (tokens.empty()) return Mismatch{MessageId::invalid_command_name, 0, {}};
  Walk walk(trie_, line, options.strict, is_no(tokens[0]));
  if (is_no(tokens[0])) return match_negated(walk, tokens, selection, options);
  for (auto& token : tokens) {
    if (walk.step(token)) {
      if (walk.rest_taken()) break;
      continue;
    }
    auto why = walk.why();
    if (walk.at_end())
      why = MessageId::wrong_number_of_parameters;
    else if (walk.in_name() && why == MessageId::illegal_keyword)
      why = MessageId::invalid_command_name;
    return Mismatch{why, token.begin, token.raw};
  }
  Obstacles obstacles;
  if (auto statement = statement_at(walk, walk.places(), false, selection, options, obstacles))
    return *std::move(statement);
  if (auto obstacle = obstacles.message()) return Mismatch{*obstacle, 0, {}};
  if (walk.nearly_whole())
    return Mismatch{MessageId::parameter_out_of_range, tokens.back().begin, tokens.back().raw};
  const auto missing =
      walk.in_name() ? MessageId::invalid_command_name : MessageId::wrong_number_of_parameters;
  return Mismatch{missing, line.size(), {}};
}

std::vector<std::uint32_t> Matcher::whole_commands(std::string_view line,
                                                   const Selection& selection) const {
  Walk walk(trie_, line, false);
  for (auto& token : tokenize(line)) {
    if (!walk.step(token)) return {};
    if (walk.rest_taken()) break;
  }
  std::set<std::uint32_t> commands;
  for (auto& place : walk.places()) {
    for (auto& end : walk.state(place).ends) {
      if (is_typed_in(end, selection)) commands.insert(end.command);
    }
  }
  return {commands.begin(), commands.end()};
}

/// A `no` form needs what identifies the statement; operands behind it are ignored, even wrong
/// ones.
Result<Statement, Mismatch> Matcher::match_negated(Walk& walk, const std::vector<Token>& tokens,
                                                   const Selection& selection,
                                                   const MatchOptions& options) const {
  std::vector<Walk::Place> places;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (!walk.step(tokens[i])) {
      if (!places.empty()) break;
      const bool name = walk.in_name() && walk.why() == MessageId::illegal_keyword;
      return Mismatch{name ? MessageId::invalid_command_name : walk.why(), tokens[i].begin,
                      tokens[i].raw};
    }
    if (walk.identified()) places = walk.places();
    if (walk.rest_taken()) break;
  }
  Obstacles obstacles;
  if (auto statement = statement_at(walk, places, true, selection, options, obstacles))
    return *std::move(statement);
  if (auto obstacle = obstacles.message()) return Mismatch{*obstacle, 0, {}};
  const bool name = walk.in_name() || !places.empty();
  return Mismatch{name ? MessageId::invalid_command_name : MessageId::wrong_number_of_parameters,
                  tokens.back().end,
                  {}};
}

}  // namespace kyoten::grammar
