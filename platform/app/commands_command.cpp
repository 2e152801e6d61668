// kyoten commands: every command of the router, and whether it does something here. With --markdown it prints
// docs/compatibility.md, which a test compares with what is committed.
#include "platform/app/commands_command.hpp"

#include <algorithm>
#include <map>
#include <memory>

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include "cli-grammar/command.hpp"
#include "cli-grammar/grammar.hpp"
#include "firmware/router/acting.hpp"

namespace kyoten::app {
namespace {

using grammar::Command;

enum class State : std::uint8_t { acts, stored, refused, other_model };
constexpr std::string_view kStates[] = {"acts", "stored only", "not yet", "other model"};

/// A setting without effect is kept all the same; a `show` or an operation without one is refused when it is typed.
State state_of(const Command& command) {
  if (router::acting_commands().contains(command.id)) return State::acts;
  if (command.support == grammar::ModelSupport::other_model) return State::other_model;
  return command.kind == grammar::Kind::setting ? State::stored : State::refused;
}

std::string_view word(State state) { return kStates[static_cast<std::size_t>(state)]; }

std::vector<const Command*> sorted_commands() {
  std::vector<const Command*> rows;
  for (auto& command : grammar::Grammar::builtin().commands()) rows.push_back(&command);
  std::sort(rows.begin(), rows.end(), [](auto* a, auto* b) {
    return std::pair(a->chapter, a->id) < std::pair(b->chapter, b->id);
  });
  return rows;
}

/// "1206 commands: 873 of the RTX810, 333 of sister models alone"
std::string summary(const std::vector<const Command*>& rows) {
  const auto of_others = std::count_if(rows.begin(), rows.end(), [](auto* command) {
    return command->support == grammar::ModelSupport::other_model;
  });
  return fmt::format("{} commands: {} of the RTX810, {} of sister models alone", rows.size(),
                     rows.size() - static_cast<std::size_t>(of_others), of_others);
}

void print_markdown() {
  const auto rows = sorted_commands();
  std::array<std::size_t, std::size(kStates)> counts{};
  for (auto* command : rows) ++counts[static_cast<std::size_t>(state_of(*command))];
  fmt::print(
      "# What each command does here\n\n"
      "Generated from the code by `kyoten commands --markdown`; a test compares.\n\n"
      "| state | commands | meaning |\n|---|---|---|\n"
      "| acts | {} | it does something; not every option of it need act |\n"
      "| stored only | {} | a setting that is checked, kept and printed by `show config`, without effect |\n"
      "| not yet | {} | a `show` or an operation that is known to completion and help, and refused when it is typed |\n"
      "| other model | {} | of a sister model: as stored only; `--strict` refuses it |\n"
      "| all | {} | |\n\n"
      "{}.\n",
      counts[0], counts[1], counts[2], counts[3], rows.size(), summary(rows));
  std::string chapter;
  for (auto* command : rows) {
    if (command->chapter != chapter) {
      chapter = command->chapter;
      fmt::print("\n## {}\n\n| command | state |\n|---|---|\n", chapter);
    }
    fmt::print("| `{}` | {} |\n", command->id, word(state_of(*command)));
  }
}

void print_plain(bool only_acting) {
  const auto rows = sorted_commands();
  for (auto* command : rows) {
    const auto state = state_of(*command);
    if (only_acting && state != State::acts) continue;
    fmt::print("{:<12} {:<44} {}\n", word(state), command->id, command->help_en);
  }
  fmt::print("{}\n", summary(rows));
}

}  // namespace

void add_commands_command(CLI::App& app, int& exit_status) {
  auto* command = app.add_subcommand("commands", "List the router's commands, and what each does here");
  struct Options {
    bool markdown = false;
    bool acting = false;
  };
  auto options = std::make_shared<Options>();
  command->add_flag("--markdown", options->markdown, "Print docs/compatibility.md");
  command->add_flag("--acting", options->acting, "Only those that do something");
  command->callback([options, &exit_status] {
    exit_status = 0;
    if (options->markdown) return print_markdown();
    print_plain(options->acting);
  });
}

}  // namespace kyoten::app
