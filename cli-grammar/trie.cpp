#include "cli-grammar/trie.hpp"

#include <sstream>

#include "firmware/base/assert.hpp"

namespace kyoten::grammar {
namespace {

const Parameter* parameter_named(const Command& command, std::string_view name) {
  for (auto& parameter : command.parameters) {
    if (parameter.name == name) return &parameter;
  }
  return nullptr;
}

bool is_key(const Command& command, const std::string& name) {
  return std::find(command.key.begin(), command.key.end(), name) != command.key.end();
}

/// Words of an id that stand in the syntax: "ip interface address" has a placeholder in the middle.
std::size_t words_in_syntax(const std::string& id, const Pattern& pattern) {
  std::size_t count = 0;
  std::istringstream words(id);
  for (std::string word; words >> word;) {
    for (auto& element : pattern.children) {
      if (element.kind == Pattern::Kind::keyword && element.text == word) {
        ++count;
        break;
      }
    }
  }
  return count;
}

bool id_has_word(const std::string& id, const std::string& word) {
  return (" " + id + " ").find(" " + word + " ") != std::string::npos;
}

}  // namespace

Trie::Trie(const std::vector<Command>& commands) {
  add_state();
  for (std::uint32_t i = 0; i < commands.size(); ++i) {
    auto& command = commands[i];
    for (std::uint16_t form = 0; form < command.syntax.size(); ++form) {
      auto pattern = parse_pattern(command.syntax[form]);
      KYOTEN_ASSERT(pattern.has_value());
      Form state{i, &command, command.key.size(), words_in_syntax(command.id, *pattern)};
      const auto end = add_sequence(pattern->children, root, state);
      states_[end].ends.push_back({i, form});
      states_[end].identified.push_back(i);
    }
  }
}

std::uint32_t Trie::add_state() {
  states_.emplace_back();
  return static_cast<std::uint32_t>(states_.size() - 1);
}

void Trie::mark(std::uint32_t state, const Form& form) {
  if (form.key_left == 0 && form.words_left == 0) states_[state].identified.push_back(form.command);
}

/// Shares the path with other commands that go on with the same word.
std::uint32_t Trie::add_keyword(const std::string& word, std::uint32_t from) {
  for (auto& edge : states_[from].edges) {
    if (edge.kind == Edge::Kind::keyword && edge.word == word && edge.argument.empty()) return edge.target;
  }
  const auto target = add_state();
  Edge edge;
  edge.word = word;
  edge.target = target;
  states_[from].edges.push_back(std::move(edge));
  return target;
}

std::uint32_t Trie::add_sequence(const std::vector<Pattern>& patterns, std::uint32_t from, Form& form) {
  for (auto& pattern : patterns) from = add(pattern, from, form);
  return from;
}

std::uint32_t Trie::add(const Pattern& pattern, std::uint32_t from, Form& form) {
  std::uint32_t target = 0;
  switch (pattern.kind) {
    case Pattern::Kind::keyword:
      target = add_keyword(pattern.text, from);
      if (form.words_left > 0 && id_has_word(form.record->id, pattern.text)) --form.words_left;
      break;
    case Pattern::Kind::parameter:
    case Pattern::Kind::option: {
      const bool option = pattern.kind == Pattern::Kind::option;
      const auto& name = option ? pattern.parameter : pattern.text;
      target = add_state();
      Edge edge;
      edge.kind = option ? Edge::Kind::option : Edge::Kind::parameter;
      edge.word = option ? pattern.text : std::string();
      edge.parameter = parameter_named(*form.record, name);
      edge.argument = option ? pattern.text : name;
      edge.target = target;
      edge.command = form.command;
      KYOTEN_ASSERT(edge.parameter != nullptr);
      states_[from].edges.push_back(std::move(edge));
      if (form.key_left > 0 && is_key(*form.record, name)) --form.key_left;
      break;
    }
    case Pattern::Kind::optional: {
      // What stands in brackets neither identifies nor is needed for it.
      const auto inside = add_state();
      states_[from].skips.push_back(inside);
      Form within = form;
      const auto end = add_sequence(pattern.children, inside, within);
      target = add_state();
      states_[from].skips.push_back(target);
      states_[end].skips.push_back(target);
      if (pattern.repeated) states_[end].skips.push_back(inside);
      mark(target, form);
      return target;
    }
    case Pattern::Kind::choice: {
      target = add_state();
      Form after = form;
      for (auto& branch : pattern.children) {
        Form within = form;
        const auto inside = add_state();
        states_[from].skips.push_back(inside);
        const auto end = add_sequence(branch.children, inside, within);
        states_[end].skips.push_back(target);
        after.key_left = std::min(after.key_left, within.key_left);
        after.words_left = std::min(after.words_left, within.words_left);
      }
      form = after;
      break;
    }
    case Pattern::Kind::sequence: target = add_sequence(pattern.children, from, form); break;
  }
  if (pattern.repeated) {
    // Once more from the end: the same edge again.
    const auto edge = states_[from].edges.empty() ? Edge{} : states_[from].edges.back();
    if (edge.target == target) {
      states_[target].edges.push_back(edge);
    } else {
      states_[target].skips.push_back(from);
    }
  }
  mark(target, form);
  return target;
}

}  // namespace kyoten::grammar
