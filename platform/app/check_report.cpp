#include "platform/app/check_report.hpp"

#include <algorithm>

namespace kyoten::app {

std::size_t CheckedFile::count(config::lint::Severity severity) const {
  return static_cast<std::size_t>(
      std::count_if(warnings.begin(), warnings.end(),
                    [&](auto& warning) { return warning.severity == severity; }));
}

CheckedFile check_text(std::string name, const std::string& text, bool strict,
                       bool every_statement) {
  CheckedFile file;
  file.name = std::move(name);
  const grammar::MatchOptions options{grammar::Privilege::administrator, strict};
  const auto& grammar = grammar::Grammar::builtin();
  const auto detail = every_statement ? config::Detail::every_statement : config::Detail::problems;
  file.load = config::load(text, grammar, options, file.statements, detail);
  file.warnings = config::lint::lint(file.statements);
  file.repaired = config::repair::repair(text, grammar, options);
  if (!file.repaired.changes.empty()) {
    config::Statements statements;
    file.refused_when_repaired =
        config::load(file.repaired.text, grammar, options, statements).refused;
  }
  // Of a line that is torn in two, its repair is what there is to say.
  std::erase_if(file.warnings, [&](auto& warning) {
    return std::any_of(file.repaired.changes.begin(), file.repaired.changes.end(),
                       [&](auto& change) { return change.first_line == warning.line; });
  });
  return file;
}

}  // namespace kyoten::app
