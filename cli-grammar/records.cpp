// .cmd files: one record a command, one property a line.
#include <charconv>
#include <set>

#include "cli-grammar/notation.hpp"

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

/// "NAME integer 1..6 s default 5", "NAME one-of on off default off", "NAME integer 30..100 or off infinity", "NAME word secret"
bool parse_parameter(std::string_view text, Parameter& parameter) {
  parameter.name = next_word(text);
  parameter.type = next_word(text);
  enum class Reading { plain, words, fallback, unit } reading = Reading::plain;
  if (parameter.type == "one-of") reading = Reading::words;
  while (!text.empty()) {
    const auto word = next_word(text);
    const auto dots = word.find("..");
    if (word == "or") {
      reading = Reading::words;
    } else if (word == "default") {
      reading = Reading::fallback;
    } else if (word == "unit") {
      reading = Reading::unit;
    } else if (word == "secret") {
      parameter.secret = true;
    } else if (reading == Reading::words) {
      parameter.values.emplace_back(word);
    } else if (reading == Reading::fallback) {
      if (!parameter.default_text.empty()) parameter.default_text += ' ';
      parameter.default_text += word;
    } else if (reading == Reading::unit) {
      parameter.unit = word;
      reading = Reading::plain;
    } else if (dots != std::string_view::npos) {
      parameter.minimum = number_of(word.substr(0, dots));
      parameter.maximum = number_of(word.substr(dots + 2));
      if (!parameter.minimum || !parameter.maximum) return false;
    } else {
      return false;
    }
  }
  static const std::set<std::string> types{"integer", "one-of", "ip", "ip-mask", "mac",
                                           "interface", "word", "text", "hex", "mask"};
  return types.contains(parameter.type);
}

/// "interface 47 8": where, and how far down.
bool parse_order(std::string_view text, Command& command) {
  auto number = number_of(trimmed(text));
  if (!number) return false;
  command.show_order = static_cast<int>(*number);
  return true;
}

bool parse_scopes(std::string_view text, Command& command) {
  for (auto& word : words_of(text)) {
    if (word == "global") command.scopes.push_back(Selection::Kind::none);
    else if (word == "pp") command.scopes.push_back(Selection::Kind::pp);
    else if (word == "tunnel") command.scopes.push_back(Selection::Kind::tunnel);
    else if (word == "switch") command.scopes.push_back(Selection::Kind::switch_device);
    else return false;
  }
  return !command.scopes.empty();
}

std::string unquoted(std::string_view text) {
  text = trimmed(text);
  if (text.size() >= 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  return std::string(text);
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
    if (rest == "setting") command.kind = Kind::setting;
    else if (rest == "operation") command.kind = Kind::operation;
    else if (rest == "show") command.kind = Kind::show;
    else if (rest == "clear") command.kind = Kind::clear;
    else return false;
  } else if (name == "level") {
    command.privilege = rest == "user" ? Privilege::user : Privilege::administrator;
  } else if (name == "model") {
    command.support = rest == "other" ? ModelSupport::other_model : ModelSupport::rtx810;
  } else if (name == "order") {
    return parse_order(rest, command);
  } else if (name == "param") {
    Parameter parameter;
    if (!parse_parameter(rest, parameter)) return false;
    command.parameters.push_back(std::move(parameter));
  } else if (name == "help") {
    const auto language = next_word(rest);
    (language == "ja" ? command.help_ja : command.help_en) = unquoted(rest);
  } else {
    return false;
  }
  return true;
}

}  // namespace

Result<std::vector<Command>, NotationError> parse_records(std::string_view chapter, std::string_view text) {
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
      continue;
    }
    if (commands.empty() || !parse_property(name, line, commands.back())) {
      return NotationError{std::string(chapter), line_number, "not understood: " + std::string(whole)};
    }
  }
  for (auto& command : commands) {
    if (command.scopes.empty()) command.scopes.push_back(Selection::Kind::none);
  }
  return commands;
}

namespace {

/// Names of the parameters that a syntax line uses.
void collect_parameters(const Pattern& pattern, std::set<std::string>& names) {
  if (pattern.kind == Pattern::Kind::parameter) names.insert(pattern.text);
  if (pattern.kind == Pattern::Kind::option) names.insert(pattern.parameter);
  for (auto& child : pattern.children) collect_parameters(child, names);
}

}  // namespace

std::vector<NotationError> check_records(const std::vector<Command>& commands) {
  std::vector<NotationError> errors;
  std::set<std::string> ids;
  std::set<std::string> forms;
  for (auto& command : commands) {
    auto fail = [&](std::string reason) {
      errors.push_back({command.chapter, 0, "command " + command.id + ": " + std::move(reason)});
    };
    if (!ids.insert(command.id).second) fail("declared twice");
    if (command.syntax.empty()) fail("no syntax line");
    std::set<std::string> used;
    for (auto& syntax : command.syntax) {
      auto pattern = parse_pattern(syntax);
      if (!pattern) {
        fail(pattern.error().reason);
        continue;
      }
      collect_parameters(*pattern, used);
      if (!forms.insert(syntax).second) fail("the same syntax stands elsewhere: " + syntax);
    }
    std::set<std::string> declared;
    for (auto& parameter : command.parameters) {
      if (!declared.insert(parameter.name).second) fail("parameter declared twice: " + parameter.name);
      if (!used.contains(parameter.name)) fail("parameter in no syntax line: " + parameter.name);
      if (parameter.minimum && *parameter.minimum > *parameter.maximum) fail("empty range: " + parameter.name);
      if (parameter.type == "one-of" && parameter.values.empty()) fail("no values: " + parameter.name);
    }
    for (auto& name : used) {
      if (!declared.contains(name)) fail("parameter without declaration: " + name);
    }
    for (auto& name : command.key) {
      if (!used.contains(name)) fail("key in no syntax line: " + name);
    }
  }
  return errors;
}

}  // namespace kyoten::grammar
