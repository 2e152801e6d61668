// The records as a whole: every one of them can be typed, and is told apart from all others.
#include <set>

#include "cli-grammar/builtin_data.hpp"
#include "cli-grammar/command.hpp"
#include "cli-grammar/grammar.hpp"
#include "cli-grammar/notation.hpp"
#include "tests/support/sample_line.hpp"

using namespace kyoten;
using grammar::Grammar;

namespace {

/// What went wrong, one line for each form; empty if nothing.
std::string faults(bool full) {
  std::string result;
  for (auto& command : Grammar::builtin().commands()) {
    for (std::size_t form = 0; form < command.syntax.size(); ++form) {
      const auto line = test::SampleLine(command, full).of_form(form);
      const auto statement = Grammar::builtin().match(line, test::selection_for(command, line), {});
      if (!statement) {
        result += command.id + ": refused: " + line + "\n";
      } else if (statement->command != &command) {
        result += command.id + ": taken for " + statement->command->id + ": " + line + "\n";
      }
    }
  }
  return result;
}

}  // namespace

TEST_CASE("the records have no fault") {
  std::string reasons;
  for (auto& fault : grammar::check_records(Grammar::builtin().commands())) {
    reasons += fault.file + ":" + std::to_string(fault.line) + ": " + fault.reason + "\n";
  }

  CHECK(reasons == "");
}

TEST_CASE("every form can be typed in its shortest way and is matched as its own command") {
  CHECK(faults(false) == "");
}

TEST_CASE("every form can be typed with all its options and is matched as its own command") {
  CHECK(faults(true) == "");
}

TEST_CASE("the canonical text of a statement matches again and stays the same") {
  std::string changed;
  for (auto& command : Grammar::builtin().commands()) {
    for (std::size_t form = 0; form < command.syntax.size(); ++form) {
      const auto line = test::SampleLine(command, true).of_form(form);
      const auto selection = test::selection_for(command, line);
      const auto once = Grammar::builtin().match(line, selection, {});
      if (!once) continue;  // the cases above report it
      const auto twice = Grammar::builtin().match(once->text, selection, {});
      if (!twice || twice->text != once->text) changed += once->text + "\n";
    }
  }

  CHECK(changed == "");
}

TEST_CASE("every setting that can be negated is negated by what identifies it") {
  std::string refused;
  for (auto& command : Grammar::builtin().commands()) {
    if (command.kind != grammar::Kind::setting || !command.negatable) continue;
    for (std::size_t form = 0; form < command.syntax.size(); ++form) {
      const auto line = test::SampleLine(command, true).of_form(form);
      const auto statement =
          Grammar::builtin().match("no " + line, test::selection_for(command, line), {});
      if (!statement || statement->command != &command || !statement->negated)
        refused += line + "\n";
    }
  }

  CHECK(refused == "");
}

TEST_CASE("the RTX810's own commands are the greater part") {
  std::size_t own = 0;
  for (auto& command : Grammar::builtin().commands())
    own += command.support == grammar::ModelSupport::rtx810 ? 1 : 0;

  CHECK(own > 800);
  CHECK(Grammar::builtin().commands().size() > 1150);
}
