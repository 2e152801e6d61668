// Lines that belong together: the pieces of a line that a terminal or a web page broke.
#pragma once

#include <set>
#include <string>
#include <vector>

#include "firmware/config/repair/lines.hpp"
#include "firmware/config/repair/trial.hpp"

namespace kyoten::config::repair {

/// How many lines, beginning with the one at `at`, are one, and what it reads. No lines: they are
/// not.
struct Joined {
  std::size_t lines = 0;
  std::string text;
};

class Joiner {
 public:
  Joiner(const std::vector<Line>& lines, const Trial& trial);

  /// A line that fills the screen, and a rest that is refused by itself.
  [[nodiscard]] Joined wrapped(std::size_t at) const;
  [[nodiscard]] Joined wrapped_comment(std::size_t at) const;
  /// An arrow or backslash at the end of a line or at the beginning of the next.
  [[nodiscard]] Joined marked(std::size_t at) const;

 private:
  enum class Filled : std::uint8_t { no, yes, but_for_a_blank };
  [[nodiscard]] Filled fills(std::size_t at) const;
  [[nodiscard]] bool is_rest(std::size_t at, bool may_begin_like_a_command) const;
  [[nodiscard]] std::string join(const std::string& head, const std::string& rest,
                                 Filled filled) const;
  [[nodiscard]] bool is_torn_list(const std::string& head, const std::string& rest) const;

  const std::vector<Line>& lines_;
  const Trial& trial_;
  std::set<std::size_t> widths_;
  std::set<std::string> filters_;  ///< numbers that the text defines
};

}  // namespace kyoten::config::repair
