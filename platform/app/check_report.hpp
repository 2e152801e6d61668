// What `kyoten check` has to say about one file, gathered; printed for people or for programs
// elsewhere.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware/config/lint/lint.hpp"
#include "firmware/config/lint/peer.hpp"
#include "firmware/config/repair/repair.hpp"
#include "firmware/config/statements.hpp"

namespace kyoten::app {

struct CheckedFile {
  std::string name;
  config::Statements statements;
  config::LoadReport load;
  std::vector<config::lint::Warning> warnings;
  config::repair::Repaired repaired;
  std::size_t refused_when_repaired = 0;
  std::string fixed_name;  ///< where the repaired text was written; empty: nowhere

  [[nodiscard]] std::size_t count(config::lint::Severity severity) const;
};

/// Loads, lints and looks for repairs.
CheckedFile check_text(std::string name, const std::string& text, bool strict,
                       bool every_statement);

struct ComparedFiles {
  std::string ours;
  std::string theirs;
  config::lint::Comparison comparison;
};

}  // namespace kyoten::app
