// What tests of the statement store say: lines are typed, and show config is looked at.
#pragma once

#include "cli-grammar/command.hpp"
#include "firmware/config/statements.hpp"

namespace kyoten::test {

inline const grammar::Selection kPeer1{grammar::Selection::Kind::pp, 1, {}};
inline const grammar::Selection kTunnel1{grammar::Selection::Kind::tunnel, 1, {}};

class TypedConfiguration {
 public:
  TypedConfiguration& type(std::string_view line, const grammar::Selection& selection = {}) {
    auto statement = grammar::Grammar::builtin().match(line, selection, {});
    INFO(line);
    REQUIRE(statement.has_value());
    statements.apply(*statement);
    return *this;
  }
  [[nodiscard]] std::string shown(bool secrets = true) const {
    std::string text;
    for (auto& line : statements.print(secrets)) text += line + "\n";
    return text;
  }

  config::Statements statements;
};

struct Loaded {
  config::Statements statements;
  config::LoadReport report;
  [[nodiscard]] std::string shown() const {
    std::string text;
    for (auto& line : statements.print(true)) text += line + "\n";
    return text;
  }
  [[nodiscard]] std::vector<config::Finding> refused() const {
    std::vector<config::Finding> result;
    for (auto& finding : report.findings) {
      if (finding.severity == config::Finding::Severity::refused) result.push_back(finding);
    }
    return result;
  }
};

inline Loaded loaded(std::string_view text, const grammar::MatchOptions& options = {}) {
  Loaded result;
  result.report = config::load(text, grammar::Grammar::builtin(), options, result.statements);
  return result;
}

}  // namespace kyoten::test
