// What the linter says: values, worded once, printed by `kyoten check`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kyoten::config::lint {

/// warning: loads, but cannot work. advice: works only if something outside this file is as it
/// should be, or has no effect.
enum class Severity : std::uint8_t { warning, advice };

struct Warning {
  std::string_view rule;  ///< "tunnel-not-enabled"; the list is `rules()`
  Severity severity = Severity::warning;
  std::size_t line = 0;          ///< of the statement concerned, from 1; 0: no single one
  std::string statement;         ///< its text, secrets hidden
  std::string reason;            ///< one sentence
  std::vector<std::string> add;  ///< lines to add, in this order
  std::string instead;           ///< what to write in place of the statement; empty: nothing
  bool operator==(const Warning&) const = default;
};

}  // namespace kyoten::config::lint
