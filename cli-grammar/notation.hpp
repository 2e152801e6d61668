// The notation of commands/*.cmd: records, and the little language of their `syntax` lines (docs/cli-notation.md).
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "cli-grammar/command.hpp"
#include "firmware/base/result.hpp"

namespace kyoten::grammar {

/// One element of a syntax line.
struct Pattern {
  enum class Kind : std::uint8_t {
    keyword,      ///< gateway
    parameter,    ///< GATEWAY_ID
    option,       ///< keepalive=INTERVAL, From:ADDRESS: `text` is "keepalive=", `parameter` stands behind it
    optional,     ///< [ ... ]
    choice,       ///< { ... | ... }: children are sequences
    sequence,
  };
  Kind kind = Kind::sequence;
  std::string text;
  std::string parameter;
  bool repeated = false;  ///< followed by "...": once or more
  std::vector<Pattern> children;
};

struct NotationError {
  std::string file;
  std::size_t line = 0;
  std::string reason;
};

/// Parses one `syntax` line.
Result<Pattern, NotationError> parse_pattern(std::string_view text);
/// Parses a whole .cmd file; `chapter` is its name without ending.
Result<std::vector<Command>, NotationError> parse_records(std::string_view chapter, std::string_view text);

/// Malformed, ambiguous or contradictory records: the build fails on them.
std::vector<NotationError> check_records(const std::vector<Command>& commands);

}  // namespace kyoten::grammar
