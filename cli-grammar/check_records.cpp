// What a parser cannot see: records that contradict themselves or each other.
#include <map>
#include <set>

#include "cli-grammar/check_lines.hpp"
#include "cli-grammar/value.hpp"

namespace kyoten::grammar {
namespace {

constexpr std::size_t kLongestHelp = 79;

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
    if (command_.kind != Kind::setting && command_.show_order != 0)
      fail("only settings have a place in show config");
    check_scopes();
    if (command_.help_en.empty() || command_.help_ja.empty())
      fail("help is missing in one of the languages");
    if (command_.help_en.size() > kLongestHelp) fail("help is longer than a line of the console");
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

  /// A record that is global and of a block at once says which form is which by the word `pp` or
  /// `tunnel`.
  void check_scopes() {
    using enum Selection::Kind;
    const std::set<Selection::Kind> scopes(command_.scopes.begin(), command_.scopes.end());
    if (scopes.size() != command_.scopes.size()) fail("a scope twice");
    if (!scopes.contains(none)) return;
    if (scopes.contains(pp) && !words_.contains("pp")) fail("no form for the scope: pp");
    if (scopes.contains(tunnel) && !words_.contains("tunnel"))
      fail("no form for the scope: tunnel");
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

  /// Defaults of several words ("by model") are for the reader and stay unchecked.
  [[nodiscard]] bool default_fits(const Parameter& parameter) const {
    const auto& text = parameter.default_text;
    if (text.empty() || text.find(' ') != std::string::npos || words_.contains(text)) return true;
    return match_value(parameter, Token{0, text.size(), text, text}, false).fit != Fit::none;
  }

  const Command& command_;
  std::map<std::string, std::string>& forms_;
  std::vector<NotationError>& errors_;
  std::set<std::string> used_;
  std::set<std::string> words_;
  std::set<std::string> declared_;
};

}  // namespace

namespace {

/// What two records claim at once.
class ClaimCheck {
 public:
  ClaimCheck(const std::vector<Command>& commands, std::vector<NotationError>& errors)
      : commands_(commands), errors_(errors) {
    for (auto& command : commands) {
      if (!by_id_.emplace(command.id, &command).second)
        errors_.push_back({command.chapter, command.line, "declared twice: " + command.id});
    }
  }

  void run() {
    for (auto& command : commands_) {
      check_replaced(command);
      if (command.kind == Kind::setting) {
        // A switch's block has a numbering of its own.
        const bool of_switch = command.scopes == std::vector{Selection::Kind::switch_device};
        claim(orders_, {of_switch, std::to_string(command.show_order)}, command, "the place of");
      }
      claim(helps_, {false, command.help_en}, command, "the help of");
      claim(helps_, {true, command.help_ja}, command, "the help of");
    }
  }

 private:
  using Claims = std::map<std::pair<bool, std::string>, const Command*>;

  void claim(Claims& claims, std::pair<bool, std::string> what, const Command& command,
             const std::string& meaning) {
    const auto [other, fresh] = claims.emplace(std::move(what), &command);
    if (!fresh && other->second->id != command.id)
      fail(command, "has " + meaning + " " + other->second->id + ": " + other->first.second);
  }

  void check_replaced(const Command& command) {
    if (command.replaces.empty()) return;
    const auto other = by_id_.find(command.replaces);
    if (other == by_id_.end())
      fail(command, "replaces no known command: " + command.replaces);
    else if (other->second == &command)
      fail(command, "replaces itself");
    else if (other->second->key.size() != command.key.size())
      fail(command, "replaces a command with another key: " + command.replaces);
  }

  void fail(const Command& command, std::string reason) {
    errors_.push_back(
        {command.chapter, command.line, "command " + command.id + ": " + std::move(reason)});
  }

  const std::vector<Command>& commands_;
  std::vector<NotationError>& errors_;
  std::map<std::string, const Command*> by_id_;
  Claims orders_;
  Claims helps_;
};

}  // namespace

std::vector<NotationError> check_records(const std::vector<Command>& commands) {
  std::vector<NotationError> errors;
  std::map<std::string, std::string> forms;
  for (auto& command : commands) RecordCheck(command, forms, errors).run();
  ClaimCheck(commands, errors).run();
  // Lines are typed only if every record makes sense by itself.
  if (errors.empty()) check_lines(commands, errors);
  return errors;
}

}  // namespace kyoten::grammar
