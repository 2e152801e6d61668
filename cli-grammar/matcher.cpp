#include "cli-grammar/matcher.hpp"

#include <set>

namespace kyoten::grammar {
namespace {

/// Longest line the console takes; longer ones are refused before any work is done on them.
constexpr std::size_t kLongestLineBytes = 4095;

bool is_typed_in(const Command& command, const Selection& selection) {
  auto kind = selection.kind;
  if (kind == Selection::Kind::pp_anonymous) kind = Selection::Kind::pp;
  for (auto scope : command.scopes) {
    if (scope == Selection::Kind::none || scope == kind) return true;
  }
  return false;
}

bool needs_selection(const Command& command) {
  return std::none_of(command.scopes.begin(), command.scopes.end(),
                      [](auto scope) { return scope == Selection::Kind::none; });
}

Reading extended(const Reading& reading, std::uint32_t target, std::string word) {
  Reading next = reading;
  next.state = target;
  next.words.push_back(std::move(word));
  return next;
}

}  // namespace

std::vector<Reading> Matcher::closure(std::vector<Reading> readings) const {
  for (std::size_t i = 0; i < readings.size(); ++i) {
    for (auto target : trie_.state(readings[i].state).skips) {
      // The same state with the same operands adds nothing.
      const bool known = std::any_of(readings.begin(), readings.end(), [&](auto& other) {
        return other.state == target && other.arguments.size() == readings[i].arguments.size();
      });
      if (known) continue;
      Reading next = readings[i];
      next.state = target;
      readings.push_back(std::move(next));
    }
  }
  return readings;
}

Matcher::Step Matcher::step(const std::vector<Reading>& readings, const Token& token,
                            std::string_view line) const {
  Step exact;
  Step prefix;
  Step typed;
  Step text;
  std::set<std::string> prefixes;
  const auto lower = lower_case(token.raw);
  bool only_keywords = true;
  MessageId why = MessageId::illegal_keyword;
  for (auto& reading : readings) {
    for (auto& edge : trie_.state(reading.state).edges) {
      if (edge.kind == Edge::Kind::keyword) {
        if (edge.word == lower) {
          exact.readings.push_back(extended(reading, edge.target, edge.word));
        } else if (!lower.empty() && edge.word.starts_with(lower)) {
          prefixes.insert(edge.word);
          prefix.readings.push_back(extended(reading, edge.target, edge.word));
        }
        continue;
      }
      Token operand = token;
      if (edge.kind == Edge::Kind::option) {
        const auto head = edge.word + "=";
        if (!lower.starts_with(head)) continue;
        operand.raw = token.raw.substr(head.size());
        operand.text = token.text.substr(std::min(head.size(), token.text.size()));
      } else {
        only_keywords = false;
      }
      if (edge.parameter->type == "text") {
        operand.raw = line.substr(token.begin);
        while (!operand.raw.empty() && (operand.raw.back() == ' ' || operand.raw.back() == '\r')) operand.raw.pop_back();
        if (operand.raw.find_first_of("\"'\\") == std::string::npos) operand.text = operand.raw;
      }
      auto value = match_value(*edge.parameter, operand);
      // A word of a one-of may be abbreviated like a keyword.
      if (value.fit == Fit::none && edge.parameter->type == "one-of") {
        for (auto& word : edge.parameter->values) {
          if (operand.text.empty() || !word.starts_with(lower_case(operand.text))) continue;
          if (edge.kind == Edge::Kind::parameter) prefixes.insert(word);
          Reading next = extended(reading, edge.target, edge.kind == Edge::Kind::option ? edge.word + "=" + word : word);
          next.arguments.push_back({edge.argument, word, word});
          (edge.kind == Edge::Kind::option ? typed : prefix).readings.push_back(std::move(next));
        }
      }
      if (value.fit == Fit::none) {
        why = value.why;
        continue;
      }
      std::string printed = operand.raw;
      if (std::holds_alternative<std::string>(value.value) && value.fit == Fit::typed) {
        printed = std::get<std::string>(value.value);
      }
      Reading next = extended(reading, edge.target,
                              edge.kind == Edge::Kind::option ? edge.word + "=" + printed : printed);
      next.arguments.push_back({edge.argument, printed, std::move(value.value)});
      const bool word_of_list = std::find(edge.parameter->values.begin(), edge.parameter->values.end(), lower) !=
                                edge.parameter->values.end();
      if (word_of_list) exact.readings.push_back(std::move(next));
      else if (value.fit == Fit::typed) typed.readings.push_back(std::move(next));
      else text.readings.push_back(std::move(next));
    }
  }
  if (!exact.readings.empty()) return exact;
  if (prefixes.size() == 1) return prefix;
  if (!typed.readings.empty()) return typed;
  if (!text.readings.empty()) return text;
  Step none;
  none.prefixes.assign(prefixes.begin(), prefixes.end());
  none.why = only_keywords ? MessageId::illegal_keyword : why;
  return none;
}

bool Matcher::is_identified(const std::vector<Reading>& readings) const {
  return std::any_of(readings.begin(), readings.end(),
                     [&](auto& reading) { return !trie_.state(reading.state).identified.empty(); });
}

Statement Matcher::build(const Reading& reading, std::uint32_t command, std::size_t form, bool negated,
                         const Selection& selection) const {
  Statement statement;
  statement.command = &commands_[command];
  statement.form = form;
  statement.negated = negated;
  if (needs_selection(commands_[command])) {
    statement.selection = selection;
  } else {
    // `ip tunnel ...` and `ip pp ...` belong to what is selected, though their record also serves LANs.
    const bool of_selection = reading.words.size() > 1 && (reading.words[1] == "tunnel" || reading.words[1] == "pp") &&
                              (reading.words[0] == "ip" || reading.words[0] == "ipv6" || reading.words[0] == "queue");
    const bool described = reading.words.size() > 1 && reading.words[0] == "description" &&
                           (reading.words[1] == "tunnel" || reading.words[1] == "pp");
    if (of_selection || described) statement.selection = selection;
  }
  statement.arguments = reading.arguments;
  if (negated) statement.text = "no";
  for (auto& word : reading.words) {
    if (!statement.text.empty()) statement.text += ' ';
    statement.text += word;
  }
  return statement;
}

Result<Statement, Mismatch> Matcher::finish(const std::vector<Reading>& readings, bool negated,
                                            const Selection& selection, const MatchOptions& options,
                                            std::size_t end) const {
  bool elsewhere = false;
  bool forbidden = false;
  bool other_model = false;
  for (auto& reading : readings) {
    const auto& state = trie_.state(reading.state);
    auto consider = [&](std::uint32_t command, std::size_t form) -> std::optional<Statement> {
      auto& record = commands_[command];
      if (negated && record.kind != Kind::setting) return std::nullopt;
      if (record.privilege == Privilege::administrator && options.privilege == Privilege::user) {
        forbidden = true;
      } else if (options.strict && record.support == ModelSupport::other_model) {
        other_model = true;
      } else if (!is_typed_in(record, selection)) {
        elsewhere = true;
      } else {
        return build(reading, command, form, negated, selection);
      }
      return std::nullopt;
    };
    if (negated) {
      for (auto command : state.identified) {
        if (auto statement = consider(command, 0)) return std::move(*statement);
      }
    } else {
      for (auto& candidate : state.ends) {
        if (auto statement = consider(candidate.command, candidate.form)) return std::move(*statement);
      }
    }
  }
  if (forbidden) return Mismatch{MessageId::administrator_use_only, 0, {}};
  if (other_model) return Mismatch{MessageId::not_on_this_model, 0, {}};
  if (elsewhere) return Mismatch{MessageId::select_peer_first, 0, {}};
  const auto why = is_identified(readings) ? MessageId::wrong_number_of_parameters
                                           : readings.size() == 1 && readings[0].arguments.empty() &&
                                                     trie_.state(readings[0].state).ends.empty() &&
                                                     std::all_of(trie_.state(readings[0].state).edges.begin(),
                                                                 trie_.state(readings[0].state).edges.end(),
                                                                 [](auto& edge) { return edge.kind == Edge::Kind::keyword; })
                                                 ? MessageId::invalid_command_name
                                                 : MessageId::wrong_number_of_parameters;
  return Mismatch{why, end, {}};
}

Result<Statement, Mismatch> Matcher::match_negated(const std::vector<Token>& tokens, std::string_view line,
                                                   const Selection& selection, const MatchOptions& options) const {
  auto readings = closure({Reading{}});
  std::vector<Reading> last_identified;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    auto next = step(readings, tokens[i], line);
    if (next.readings.empty()) {
      // Surplus operands of a `no` form are ignored.
      if (!last_identified.empty()) return finish(last_identified, true, selection, options, tokens[i].begin);
      const bool in_name = readings[0].arguments.empty();
      return Mismatch{in_name ? MessageId::invalid_command_name : next.why, tokens[i].begin, tokens[i].raw};
    }
    readings = closure(std::move(next.readings));
    if (is_identified(readings)) {
      last_identified = readings;
      // Operands behind the key are not part of what the `no` form names.
      std::erase_if(last_identified, [&](auto& reading) { return trie_.state(reading.state).identified.empty(); });
    }
  }
  if (last_identified.empty()) return finish(readings, true, selection, options, line.size());
  return finish(last_identified, true, selection, options, line.size());
}

Result<Statement, Mismatch> Matcher::match(std::string_view line, const Selection& selection,
                                           const MatchOptions& options) const {
  if (line.size() > kLongestLineBytes) return Mismatch{MessageId::line_too_long, kLongestLineBytes, {}};
  const auto tokens = tokenize(line);
  if (tokens.empty()) return Mismatch{MessageId::invalid_command_name, 0, {}};
  if (lower_case(tokens[0].raw) == "no") return match_negated(tokens, line, selection, options);
  auto readings = closure({Reading{}});
  for (auto& token : tokens) {
    auto next = step(readings, token, line);
    if (next.readings.empty()) {
      const bool nothing_more = std::any_of(readings.begin(), readings.end(), [&](auto& reading) {
        return !trie_.state(reading.state).ends.empty();
      });
      const bool no_edges = std::all_of(readings.begin(), readings.end(), [&](auto& reading) {
        return trie_.state(reading.state).edges.empty();
      });
      const bool in_name = !is_identified(readings) && readings[0].arguments.empty();
      MessageId why = next.why;
      if (nothing_more && no_edges) why = MessageId::wrong_number_of_parameters;
      else if (in_name && why == MessageId::illegal_keyword) why = MessageId::invalid_command_name;
      return Mismatch{why, token.begin, token.raw};
    }
    readings = closure(std::move(next.readings));
    // Free text takes the rest of the line.
    const bool rest_taken = std::any_of(readings.begin(), readings.end(), [&](auto& reading) {
      return !reading.words.empty() && reading.words.back().find(' ') != std::string::npos &&
             token.begin + reading.words.back().size() >= line.find_last_not_of(" \r\t") + 1;
    });
    if (rest_taken) break;
  }
  return finish(readings, false, selection, options, line.size());
}

Completion Matcher::complete(std::string_view line, std::size_t cursor, const Selection& selection,
                             const MatchOptions& options) const {
  Completion completion;
  line = line.substr(0, std::min(cursor, line.size()));
  auto tokens = tokenize(line.substr(0, kLongestLineBytes));
  std::string word;
  completion.word_begin = line.size();
  const bool in_word = !tokens.empty() && tokens.back().end == line.size();
  if (in_word) {
    completion.word_begin = tokens.back().begin;
    word = lower_case(tokens.back().raw);
    tokens.pop_back();
  }
  auto readings = closure({Reading{}});
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i == 0 && lower_case(tokens[0].raw) == "no") continue;
    auto next = step(readings, tokens[i], line);
    if (next.readings.empty()) return completion;
    readings = closure(std::move(next.readings));
  }
  std::set<std::string> words;
  std::set<std::string> parameters;
  for (auto& reading : readings) {
    const auto& state = trie_.state(reading.state);
    completion.may_end |= !state.ends.empty() && word.empty();
    for (auto& edge : state.edges) {
      if (edge.kind == Edge::Kind::keyword) {
        if (edge.word.starts_with(word)) words.insert(edge.word);
        continue;
      }
      if (edge.kind == Edge::Kind::option) {
        if ((edge.word + "=").starts_with(word)) words.insert(edge.word + "=");
        continue;
      }
      if (!is_typed_in(commands_[edge.command], selection)) continue;
      for (auto& value : edge.parameter->values) {
        if (value.starts_with(word)) words.insert(value);
      }
      if (edge.parameter->type != "one-of") parameters.insert(describe(*edge.parameter));
    }
  }
  (void)options;
  if (!in_word && tokens.empty()) words.insert("no");
  completion.candidates.assign(words.begin(), words.end());
  completion.parameters.assign(parameters.begin(), parameters.end());
  completion.completed = word;
  if (!word.empty() && !words.empty()) {
    // As far as all candidates agree.
    std::string common = *words.begin();
    for (auto& candidate : words) {
      std::size_t same = 0;
      while (same < common.size() && same < candidate.size() && common[same] == candidate[same]) ++same;
      common.resize(same);
    }
    completion.completed = common;
    const bool exact = words.contains(word);
    completion.unique = (words.size() == 1 && common.back() != '=') || (exact && words.size() == 1);
  }
  return completion;
}

std::vector<std::uint32_t> Matcher::commands_behind(std::string_view line) const {
  auto readings = closure({Reading{}});
  const auto tokens = tokenize(line.substr(0, kLongestLineBytes));
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i == 0 && lower_case(tokens[0].raw) == "no") continue;
    auto next = step(readings, tokens[i], line);
    if (next.readings.empty()) return {};
    readings = closure(std::move(next.readings));
  }
  std::set<std::uint32_t> commands;
  for (auto& reading : readings) {
    auto& state = trie_.state(reading.state);
    commands.insert(state.identified.begin(), state.identified.end());
    for (auto& edge : state.edges) {
      if (edge.kind != Edge::Kind::keyword) commands.insert(edge.command);
    }
  }
  return {commands.begin(), commands.end()};
}

}  // namespace kyoten::grammar
