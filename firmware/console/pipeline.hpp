// `show ... | grep [-i] [-v] [-w] PATTERN | ... | less`, `show ... > usb1:FILE`: takes the filters
// and the file off a command line and applies the filters.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "cli-grammar/messages.hpp"
#include "firmware/base/result.hpp"
#include "firmware/console/pattern.hpp"

namespace kyoten::console {

struct Filter {
  Pattern pattern;
  bool inverted = false;  ///< -v
};

struct Pipeline {
  static constexpr std::size_t kMostFilters = 8;

  std::string command;  ///< what stands before the first bar
  std::vector<Filter> filters;
  bool less = false;
  bool piped = false;
  std::string file;     ///< behind `>` or `>>`; empty: none
  bool append = false;  ///< `>>`

  /// What is shown: "Searching ..." and the lines that pass.
  [[nodiscard]] std::vector<std::string> apply(std::vector<std::string> lines) const;
};

/// Splits at bars and `>` that are neither quoted nor behind a backslash. With a file, `command`
/// goes up to it; whether a `>` may stand there is the caller's business (free text may hold one).
Result<Pipeline, grammar::MessageId> parse_pipeline(std::string_view line);

/// A filter being typed, for TAB and `?`: "gr" of "show log | gr". Nothing where none is.
std::optional<std::string> filter_at_end(std::string_view line);

/// True where a typed character would be quoted: inside quotes or behind a backslash.
bool is_quoted_at_end(std::string_view line);

}  // namespace kyoten::console
