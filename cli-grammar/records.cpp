// .cmd files: one record a command, one property a line.
#include <charconv>
#include <set>

#include "cli-grammar/notation.hpp"
#include "cli-grammar/value.hpp"

namespace kyoten::grammar {
namespace {

std::string_view trimmed(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\r')) text.remove_suffix(1);
  return text;
}

/// Takes the first word off the front.
std::string_view next_word(std::string_view& text) {
  text = trimmed(text);
  const auto end = text.find(' ');
  const auto word = text.substr(0, end);
  text = end == std::string_view::npos ? std::string_view{} : trimmed(text.substr(end));
  return word;
}

std::vector<std::string> words_of(std::string_view text) {
  std::vector<std::string> words;
  while (!trimmed(text).empty()) words.emplace_back(next_word(text));
  return words;
}

std::optional<std::int64_t> number_of(std::string_view text) {
  std::int64_t value = 0;
  auto [stop, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || stop != text.data() + text.size()) return std::nullopt;
  return value;
}

bool parse_range(std::string_view word, std::optional<std::int64_t>& low,
                 std::optional<std::int64_t>& high) {
  const auto dots = word.find("..");
  if (dots == std::string_view::npos) return false;
  low = number_of(word.substr(0, dots));
  high = number_of(word.substr(dots + 2));
  return low && high;
}

/// "NAME integer 1..6 family 1..200 or none unit s default 5",
/// "NAME one-of md5 sha family sha512 default sha", "NAME word 0..32 secret"
bool parse_parameter(std::string_view text, Parameter& parameter) {
  parameter.name = next_word(text);
  parameter.type = next_word(text);
  if (!is_value_type(parameter.type)) return false;
  enum class Reading { plain, words, family_words, fallback } reading = Reading::plain;
  if (parameter.type == "one-of") reading = Reading::words;
  // The first and the last word of a list are values, even "default".
  bool first_of_list = reading == Reading::words;
  while (!text.empty()) {
    const auto word = next_word(text);
    if (reading == Reading::fallback) {
      if (!parameter.default_text.empty()) parameter.default_text += ' ';
      parameter.default_text += word;
    } else if (first_of_list && word != "family") {
      parameter.values.emplace_back(word);
      first_of_list = false;
    } else if (word == "or") {
      reading = Reading::words;
      first_of_list = true;
    } else if (word == "default" && !(reading == Reading::words && text.empty())) {
      reading = Reading::fallback;
    } else if (word == "unit") {
      parameter.unit = next_word(text);
      reading = Reading::plain;
    } else if (word == "secret") {
      parameter.secret = true;
    } else if (reading == Reading::family_words) {
      parameter.family_values.emplace_back(word);
    } else if (reading == Reading::words && word == "family") {
      reading = Reading::family_words;
      first_of_list = false;
    } else if (reading == Reading::words) {
      parameter.values.emplace_back(word);
    } else if (word == "family") {
      if (!parse_range(next_word(text), parameter.family_minimum, parameter.family_maximum))
        return false;
    } else if (!parse_range(word, parameter.minimum, parameter.maximum)) {
      return false;
    }
  }
  return true;
}

bool parse_order(std::string_view text, Command& command) {
  auto number = number_of(trimmed(text));
  if (!number) return false;
  command.show_order = static_cast<int>(*number);
  return true;
}

bool parse_scopes(std::string_view text, Command& command) {
  for (auto& word : words_of(text)) {
    if (word == "global")
      command.scopes.push_back(Selection::Kind::none);
    else if (word == "pp")
      command.scopes.push_back(Selection::Kind::pp);
    else if (word == "tunnel")
      command.scopes.push_back(Selection::Kind::tunnel);
    else if (word == "switch")
      command.scopes.push_back(Selection::Kind::switch_device);
    else
      return false;
  }
  return !command.scopes.empty();
}

std::string unquoted(std::string_view text) {
  text = trimmed(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"')
    text = text.substr(1, text.size() - 2);
  return std::string(text);
}

template <class T>
bool parse_word(std::string_view word, std::initializer_list<std::pair<std::string_view, T>> known,
                T& result) {
  for (auto& [name, value] : known) {
    if (name != word) continue;
    result = value;
    return true;
  }
  return false;
}

/// One property line of the record. False if it is not understood.
bool parse_property(std::string_view name, std::string_view rest, Command& command) {
  if (name == "syntax") {
    command.syntax.emplace_back(rest);
  } else if (name == "key") {
    command.key = words_of(rest);
  } else if (name == "scope") {
    return parse_scopes(rest, command);
  } else if (name == "kind") {
    command.negatable = rest == "setting";
    return parse_word(rest,
                      {{"setting", Kind::setting},
                       {"operation", Kind::operation},
                       {"show", Kind::show},
                       {"clear", Kind::clear}},
                      command.kind);
  } else if (name == "no" && rest == "all") {
    command.no_means_all = true;
  } else if (name == "no") {
    return parse_word(rest, {{"none", false}, {"accepted", true}}, command.negatable);
  } else if (name == "level") {
    return parse_word(rest,
                      {{"user", Privilege::user}, {"administrator", Privilege::administrator}},
                      command.privilege);
  } else if (name == "model") {
    return parse_word(rest, {{"other", ModelSupport::other_model}}, command.support);
  } else if (name == "replaces") {
    command.replaces = rest;
  } else if (name == "order") {
    return parse_order(rest, command);
  } else if (name == "param") {
    Parameter parameter;
    if (!parse_parameter(rest, parameter)) return false;
    command.parameters.push_back(std::move(parameter));
  } else if (name == "help") {
    const auto language = next_word(rest);
    if (language != "en" && language != "ja") return false;
    (language == "ja" ? command.help_ja : command.help_en) = unquoted(rest);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Result<std::vector<Command>, NotationError> parse_records(std::string_view chapter,
                                                          std::string_view text) {
  std::vector<Command> commands;
  std::size_t line_number = 0;
  while (!text.empty()) {
    ++line_number;
    const auto end = text.find('\n');
    auto line = trimmed(text.substr(0, end));
    text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
    if (line.empty() || line[0] == '#') continue;
    const auto whole = line;
    const auto name = next_word(line);
    if (name == "command") {
      commands.emplace_back();
      commands.back().id = line;
      commands.back().chapter = chapter;
      commands.back().line = line_number;
      continue;
    }
    if (commands.empty() || !parse_property(name, line, commands.back())) {
      return NotationError{std::string(chapter), line_number,
                           "not understood: " + std::string(whole)};
    }
  }
  for (auto& command : commands) {
    if (command.scopes.empty()) command.scopes.push_back(Selection::Kind::none);
  }
  return commands;
}

}  // namespace kyoten::grammar
