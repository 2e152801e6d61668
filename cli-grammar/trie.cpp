#include "cli-grammar/trie.hpp"

#include <sstream>

#include "cli-grammar/tokens.hpp"
#include "firmware/base/assert.hpp"

namespace kyoten::grammar {
namespace {

const Parameter* parameter_named(const Command& command, std::string_view name) {
  for (auto& parameter : command.parameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

bool contains(const std::vector<std::string>& list, std::string_view item) {
  return std::find(list.begin(), list.end(), item) != list.end();
}

/// Keywords that make up the command's name in this form. "ip interface address" has a placeholder
/// in the middle.
std::vector<std::string> name_words(const std::string& id, const Pattern& pattern) {
  std::vector<std::string> of_id;
  std::istringstream stream(id);
  for (std::string word; stream >> word;) of_id.push_back(word);
  std::vector<std::string> words;
  // A form with another head ("exit" beside "quit") is named by the keywords it begins with.
  bool leading = pattern.children[0].text != of_id[0];
  for (auto& element : pattern.children) {
    const bool keyword = element.kind == Pattern::Kind::keyword;
    leading &= keyword;
    if (keyword && (leading || contains(of_id, element.text))) words.push_back(element.text);
  }
  return words;
}

/// Key operands that the form cannot do without.
void collect_keys(const Pattern& pattern, const Command& command, std::vector<std::string>& keys) {
  if (pattern.kind == Pattern::Kind::optional) return;
  if (pattern.kind == Pattern::Kind::parameter && contains(command.key, pattern.text))
    keys.push_back(pattern.text);
  for (auto& child : pattern.children) collect_keys(child, command, keys);
}

void seen(std::vector<std::string>& left, const std::string& name) { std::erase(left, name); }

bool same_meaning(const Parameter& a, const Parameter& b) {
  return a.type == b.type && a.minimum == b.minimum && a.maximum == b.maximum &&
         a.values == b.values && a.family_values == b.family_values &&
         a.family_minimum == b.family_minimum && a.family_maximum == b.family_maximum &&
         a.unit == b.unit;
}

}  // namespace

Trie::Trie(const std::vector<Command>& commands) {
  add_state();
  for (std::uint32_t i = 0; i < commands.size(); ++i) {
    auto& command = commands[i];
    for (std::uint16_t number = 0; number < command.syntax.size(); ++number) {
      auto pattern = parse_pattern(command.syntax[number]);
      KYOTEN_ASSERT(pattern.has_value() && !pattern->children.empty());
      Form form{i, number, &command, {}, name_words(command.id, *pattern)};
      collect_keys(*pattern, command, form.keys_left);
      const auto end = add_sequence(pattern->children, root, form);
      states_[end].ends.push_back({i, number});
      form.keys_left.clear();
      form.words_left.clear();
      mark(end, form);
    }
  }
  for (auto& state : states_) {
    std::sort(state.keywords.begin(), state.keywords.end(),
              [](auto& a, auto& b) { return a.word < b.word; });
  }
}

std::uint32_t Trie::add_state() {
  states_.emplace_back();
  return static_cast<std::uint32_t>(states_.size() - 1);
}

void Trie::mark(std::uint32_t state, const Form& form) {
  if (!form.words_left.empty()) return;
  states_[state].named = true;
  auto& identified = states_[state].identified;
  const State::End end{form.command, form.number};
  if (form.keys_left.empty() &&
      std::find(identified.begin(), identified.end(), end) == identified.end()) {
    identified.push_back(end);
  }
}

/// Shares the path with other forms that go on with the same word.
std::uint32_t Trie::add_keyword(const std::string& word, std::uint32_t from, const Form& form) {
  const auto lower = lower_case(word);
  const bool other_model = form.record->support == ModelSupport::other_model;
  for (auto& edge : states_[from].keywords) {
    if (edge.word != lower) continue;
    edge.other_model &= other_model;
    return edge.target;
  }
  const auto target = add_state();
  Edge edge;
  edge.word = lower;
  edge.printed = word;
  edge.target = target;
  edge.other_model = other_model;
  states_[from].keywords.push_back(std::move(edge));
  return target;
}

std::uint32_t Trie::add_operand(const Pattern& pattern, std::uint32_t from, Form& form) {
  const bool option = pattern.kind == Pattern::Kind::option;
  Edge edge;
  edge.kind = option ? Edge::Kind::option : Edge::Kind::parameter;
  edge.word = option ? lower_case(pattern.text) : std::string();
  edge.printed = option ? pattern.text : std::string();
  const auto& name = option ? pattern.parameter : pattern.text;
  edge.parameter = parameter_named(*form.record, name);
  KYOTEN_ASSERT(edge.parameter != nullptr);
  edge.argument =
      option && pattern.text.size() > 1 ? pattern.text.substr(0, pattern.text.size() - 1) : name;
  for (auto& other : states_[from].operands) {
    if (other.kind != edge.kind || other.word != edge.word || other.argument != edge.argument)
      continue;
    if (!same_meaning(*other.parameter, *edge.parameter)) continue;
    if (other.commands.back() != form.command) other.commands.push_back(form.command);
    return other.target;
  }
  edge.target = add_state();
  edge.commands.push_back(form.command);
  states_[from].operands.push_back(edge);
  return edge.target;
}

/// What stands in brackets neither identifies nor is needed for it.
std::uint32_t Trie::add_optional(const Pattern& pattern, std::uint32_t from, Form& form) {
  const auto inside = add_state();
  states_[from].skips.push_back(inside);
  Form within = form;
  const auto end = add_sequence(pattern.children, inside, within);
  const auto target = add_state();
  states_[from].skips.push_back(target);
  states_[end].skips.push_back(target);
  if (pattern.repeated) states_[end].skips.push_back(inside);
  return target;
}

std::uint32_t Trie::add_choice(const Pattern& pattern, std::uint32_t from, Form& form) {
  const auto target = add_state();
  Form after = form;
  for (auto& branch : pattern.children) {
    Form within = form;
    const auto inside = add_state();
    states_[from].skips.push_back(inside);
    const auto end = add_sequence(branch.children, inside, within);
    states_[end].skips.push_back(target);
    std::erase_if(after.keys_left, [&](auto& key) { return !contains(within.keys_left, key); });
    std::erase_if(after.words_left, [&](auto& word) { return !contains(within.words_left, word); });
  }
  form = after;
  return target;
}

std::uint32_t Trie::add_sequence(const std::vector<Pattern>& patterns, std::uint32_t from,
                                 Form& form) {
  for (auto& pattern : patterns) from = add(pattern, from, form);
  return from;
}

std::uint32_t Trie::add_once(const Pattern& pattern, std::uint32_t from, Form& form) {
  switch (pattern.kind) {
    case Pattern::Kind::keyword:
      seen(form.words_left, pattern.text);
      return add_keyword(pattern.text, from, form);
    case Pattern::Kind::parameter:
      seen(form.keys_left, pattern.text);
      return add_operand(pattern, from, form);
    case Pattern::Kind::option:
      return add_operand(pattern, from, form);
    case Pattern::Kind::optional:
      return add_optional(pattern, from, form);
    case Pattern::Kind::choice:
      return add_choice(pattern, from, form);
    case Pattern::Kind::sequence:
      return add_sequence(pattern.children, from, form);
  }
  return from;
}

std::uint32_t Trie::add(const Pattern& pattern, std::uint32_t from, Form& form) {
  // A repeated element begins at a state of its own: the way back must not lead to where other
  // forms branch off.
  const bool again = pattern.repeated && pattern.kind != Pattern::Kind::optional;
  if (again) {
    const auto start = add_state();
    states_[from].skips.push_back(start);
    from = start;
  }
  const auto target = add_once(pattern, from, form);
  if (again) states_[target].skips.push_back(from);
  mark(target, form);
  return target;
}

}  // namespace kyoten::grammar
