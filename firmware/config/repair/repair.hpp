// Repairing a pasted configuration: `show config` that a terminal wrapped, arrows and full-width
// blanks of web pages, comments of other devices, prompts. A change is made only where the router
// refuses the line as it stands and takes it as it becomes; what already loads stays as it is.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli-grammar/grammar.hpp"

namespace kyoten::config::repair {

enum class Kind : std::uint8_t {
  wrapped_line,
  wrapped_comment,
  continuation_mark,
  wide_characters,
  foreign_comment,
  prompt,
  pager,
};

/// One place of the text: these lines become those.
struct Change {
  Kind kind = Kind::wrapped_line;
  std::size_t first_line = 0;  ///< from 1
  std::vector<std::string> before;
  std::vector<std::string> after;
  std::string explanation;  ///< one sentence
};

struct Repaired {
  std::vector<Change> changes;  ///< in the order of the lines
  /// The whole text with the changes, in UTF-8 without byte order mark; untouched lines keep their
  /// line ends.
  std::string text;
};

/// Pure; repairing a repaired text changes nothing.
Repaired repair(std::string_view text, const grammar::Grammar& grammar,
                const grammar::MatchOptions& options);

}  // namespace kyoten::config::repair
