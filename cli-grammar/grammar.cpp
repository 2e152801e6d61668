#include "cli-grammar/grammar.hpp"

#include <cstdio>
#include <cstdlib>

#include "cli-grammar/builtin_data.hpp"
#include "cli-grammar/command.hpp"
#include "cli-grammar/matcher.hpp"

namespace kyoten::grammar {
namespace {

std::vector<Command> builtin_commands() {
  std::vector<Command> commands;
  for (auto& file : builtin_files()) {
    auto records = parse_records(file.name, file.content);
    if (!records) {
      // The build checked them (kyoten-grammar-check): only a broken build can come here.
      std::fprintf(stderr, "kyoten: %s:%zu: %s\n", records.error().file.c_str(), records.error().line,
                   records.error().reason.c_str());
      std::abort();
    }
    for (auto& record : *records) commands.push_back(std::move(record));
  }
  return commands;
}

}  // namespace

class Grammar::Implementation {
 public:
  Implementation() : commands(builtin_commands()), trie(commands), matcher(commands, trie) {
    for (auto& command : commands) by_id[command.id] = &command;
  }
  std::vector<Command> commands;
  Trie trie;
  Matcher matcher;
  std::unordered_map<std::string_view, const Command*> by_id;
};

const Grammar& Grammar::builtin() {
  static const Grammar grammar;
  return grammar;
}

Grammar::Grammar() : implementation_(std::make_unique<Implementation>()) {}
Grammar::~Grammar() = default;

Result<Statement, Mismatch> Grammar::match(std::string_view line, const Selection& selection,
                                           const MatchOptions& options) const {
  return implementation_->matcher.match(line, selection, options);
}

Completion Grammar::complete(std::string_view line, std::size_t cursor, const Selection& selection,
                             const MatchOptions& options) const {
  return implementation_->matcher.complete(line, cursor, selection, options);
}

std::vector<std::string> Grammar::help(std::string_view line, const Selection&, const MatchOptions&,
                                       Language language) const {
  std::vector<std::string> lines;
  const auto add = [&](Label id, std::string_view text) {
    lines.push_back(std::string(label(id, language)) += text);
  };
  for (auto index : implementation_->matcher.commands_behind(line)) {
    const auto& command = implementation_->commands[index];
    auto part = Label::format;
    for (auto& syntax : command.syntax) add(std::exchange(part, Label::parameters), syntax);
    for (auto& parameter : command.parameters) add(Label::parameters, describe(parameter));
    const bool english = language == Language::english || command.help_ja.empty();
    const auto& text = english ? command.help_en : command.help_ja;
    if (!text.empty()) add(Label::explanation, text);
    part = Label::default_value;
    for (auto& parameter : command.parameters) {
      if (parameter.default_text.empty()) continue;
      add(std::exchange(part, Label::parameters), parameter.name + " = " + parameter.default_text);
    }
  }
  return lines;
}

const std::vector<Command>& Grammar::commands() const { return implementation_->commands; }

const Command* Grammar::find(std::string_view id) const {
  auto found = implementation_->by_id.find(id);
  return found == implementation_->by_id.end() ? nullptr : found->second;
}

}  // namespace kyoten::grammar
