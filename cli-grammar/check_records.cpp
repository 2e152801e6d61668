// What a parser cannot see: records that contradict themselves or each other.
#include <map>
#include <set>

#include "cli-grammar/notation.hpp"
#include "cli-grammar/value.hpp"

namespace kyoten::grammar {
namespace {

class RecordCheck {
 public:
  RecordCheck(const Command& command, std::map<std::string, std::string>& forms,
              std::vector<NotationError>& errors)
      : command_(command), forms_(forms), errors_(errors) {}

  void run() {
    if (command_.syntax.empty()) fail("no syntax line");
    for (auto& syntax : command_.syntax) check_syntax(syntax);
    for (auto& parameter : command_.parameters) check_parameter(parameter);
    for (auto& name : used_) {
      if (!declared_.contains(name)) fail("parameter without declaration: " + name);
    }
    for (auto& name : command_.key) {
      if (!used_.contains(name) && !words_.contains(name)) fail("key in no syntax line: " + name);
    }
    if (command_.kind == Kind::setting && command_.show_order == 0)
      fail("a setting needs its order in show config");
    if (command_.kind != Kind::setting && !command_.key.empty()) fail("only settings have a key");
    if (command_.help_en.empty() || command_.help_ja.empty())
      fail("help is missing in one of the languages");
  }

 private:
  void fail(std::string reason) {
    errors_.push_back(
        {command_.chapter, command_.line, "command " + command_.id + ": " + std::move(reason)});
  }

  void check_syntax(const std::string& syntax) {
    auto pattern = parse_pattern(syntax);
    if (!pattern) return fail(pattern.error().reason);
    if (pattern->children[0].kind != Pattern::Kind::keyword &&
        pattern->children[0].kind != Pattern::Kind::parameter) {
      fail("a syntax line begins with a word: " + syntax);
    }
    collect(*pattern);
    // Two forms that differ by the names of their operands alone cannot be told apart.
    const auto [other, fresh] = forms_.emplace(shape_of(*pattern), command_.id);
    if (!fresh) fail("ambiguous, looks the same as a form of " + other->second + ": " + syntax);
  }

  void collect(const Pattern& pattern) {
    switch (pattern.kind) {
      case Pattern::Kind::parameter:
        used_.insert(pattern.text);
        break;
      case Pattern::Kind::keyword:
        words_.insert(pattern.text);
        break;
      case Pattern::Kind::option:
        used_.insert(pattern.parameter);
        words_.insert(pattern.text.substr(0, pattern.text.size() - 1));
        break;
      default:
        break;
    }
    for (auto& child : pattern.children) collect(child);
  }

  [[nodiscard]] const Parameter* find(const std::string& name) const {
    for (auto& parameter : command_.parameters) {
      if (parameter.name == name) return &parameter;
    }
    return nullptr;
  }

  [[nodiscard]] std::string type_of(const std::string& name) const {
    auto* parameter = find(name);
    if (parameter == nullptr) return name;
    std::string type = "<" + parameter->type;
    for (auto& value : parameter->values) type += " " + value;
    for (auto& value : parameter->family_values) type += " " + value;
    return type + ">";
  }

  [[nodiscard]] std::string shape_of(const Pattern& pattern) const {
    std::string shape;
    switch (pattern.kind) {
      case Pattern::Kind::keyword:
        shape = pattern.text;
        break;
      case Pattern::Kind::parameter:
        shape = type_of(pattern.text);
        break;
      case Pattern::Kind::option:
        shape = pattern.text + type_of(pattern.parameter);
        break;
      case Pattern::Kind::optional:
        shape = "[" + shape_of_children(pattern, " ") + "]";
        break;
      case Pattern::Kind::choice:
        shape = "{" + shape_of_children(pattern, "|") + "}";
        break;
      case Pattern::Kind::sequence:
        shape = shape_of_children(pattern, " ");
        break;
    }
    return pattern.repeated ? shape + "..." : shape;
  }

  [[nodiscard]] std::string shape_of_children(const Pattern& pattern,
                                              const std::string& separator) const {
    std::string shape;
    for (auto& child : pattern.children)
      shape += (shape.empty() ? "" : separator) + shape_of(child);
    return shape;
  }

  void check_parameter(const Parameter& parameter) {
    if (!declared_.insert(parameter.name).second)
      fail("parameter declared twice: " + parameter.name);
    if (!used_.contains(parameter.name)) fail("parameter in no syntax line: " + parameter.name);
    if (parameter.minimum && *parameter.minimum > *parameter.maximum)
      fail("empty range: " + parameter.name);
    const bool wider = !parameter.family_minimum || !parameter.minimum ||
                       (*parameter.family_minimum <= *parameter.minimum &&
                        *parameter.family_maximum >= *parameter.maximum);
    if (!wider) fail("the family's range does not contain the model's: " + parameter.name);
    if (parameter.type == "one-of" && parameter.values.empty() && parameter.family_values.empty())
      fail("no values: " + parameter.name);
    std::set<std::string> values(parameter.values.begin(), parameter.values.end());
    values.insert(parameter.family_values.begin(), parameter.family_values.end());
    if (values.size() != parameter.values.size() + parameter.family_values.size())
      fail("a value twice: " + parameter.name);
    for (auto& value : values) {
      if (value != lower_case(value)) fail("values are written in lower case: " + value);
    }
    if (!default_fits(parameter))
      fail("the default is no value: " + parameter.name + " " + parameter.default_text);
  }

  /// Defaults in words ("by model") are for the reader and stay unchecked.
  [[nodiscard]] static bool default_fits(const Parameter& parameter) {
    const auto& text = parameter.default_text;
    const bool checkable = parameter.type == "one-of" || parameter.type == "integer";
    if (text.empty() || !checkable || text.find(' ') != std::string::npos) return true;
    return match_value(parameter, Token{0, text.size(), text, text}, false).fit == Fit::typed;
  }

  const Command& command_;
  std::map<std::string, std::string>& forms_;
  std::vector<NotationError>& errors_;
  std::set<std::string> used_;
  std::set<std::string> words_;
  std::set<std::string> declared_;
};

}  // namespace

std::vector<NotationError> check_records(const std::vector<Command>& commands) {
  std::vector<NotationError> errors;
  std::set<std::string> ids;
  std::map<std::string, std::string> forms;
  for (auto& command : commands) {
    if (!ids.insert(command.id).second)
      errors.push_back({command.chapter, command.line, "declared twice: " + command.id});
    RecordCheck(command, forms, errors).run();
  }
  for (auto& command : commands) {
    if (!command.replaces.empty() && !ids.contains(command.replaces)) {
      errors.push_back(
          {command.chapter, command.line,
           "command " + command.id + ": replaces no known command: " + command.replaces});
    }
  }
  return errors;
}

}  // namespace kyoten::grammar
