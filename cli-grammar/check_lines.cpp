// What no look at a single record shows: whether its lines can be typed, and which command takes
// them.
#include "cli-grammar/check_lines.hpp"

#include <set>

#include "cli-grammar/matcher.hpp"
#include "cli-grammar/sample_line.hpp"

namespace kyoten::grammar {
namespace {

class LineCheck {
 public:
  LineCheck(const std::vector<Command>& commands, std::vector<NotationError>& errors)
      : commands_(commands), errors_(errors), trie_(commands), matcher_(commands, trie_) {}

  void run() {
    for (auto& command : commands_) {
      for (std::size_t form = 0; form < command.syntax.size(); ++form) {
        for (const bool full : {false, true})
          check(command, SampleLine(command, full).of_form(form));
      }
    }
  }

 private:
  void check(const Command& command, const std::string& line) {
    const auto selection = selection_for(command, line);
    expect(command, line, selection);
    if (command.negatable) expect(command, "no " + line, selection);
    for (auto index : matcher_.whole_commands(line, selection)) {
      if (&commands_[index] != &command)
        fail(command, "ambiguous, is also a line of " + commands_[index].id + ": " + line);
    }
  }

  void expect(const Command& command, const std::string& line, const Selection& selection) {
    const auto statement = matcher_.match(line, selection, {});
    if (!statement)
      fail(command, "cannot be typed: " + line);
    else if (statement->command != &command)
      fail(command, "is taken for " + statement->command->id + ": " + line);
  }

  void fail(const Command& command, std::string reason) {
    const auto text = "command " + command.id + ": " + std::move(reason);
    if (known_.insert(text).second) errors_.push_back({command.chapter, command.line, text});
  }

  const std::vector<Command>& commands_;
  std::vector<NotationError>& errors_;
  Trie trie_;
  Matcher matcher_;
  std::set<std::string> known_;
};

}  // namespace

void check_lines(const std::vector<Command>& commands, std::vector<NotationError>& errors) {
  LineCheck(commands, errors).run();
}

}  // namespace kyoten::grammar
