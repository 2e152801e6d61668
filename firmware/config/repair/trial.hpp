// Would the router take this line here? The block that is selected at the place counts.
#pragma once

#include <optional>
#include <set>
#include <string>
#include <string_view>

#include "cli-grammar/grammar.hpp"

namespace kyoten::config::repair {

class Trial {
 public:
  Trial(const grammar::Grammar& grammar, const grammar::MatchOptions& options);

  [[nodiscard]] bool accepts(std::string_view line) const { return matched(line).has_value(); }
  /// Id of the command that the line is; nothing if it is refused. A line that is only missing the
  /// block it belongs to is a whole line; its id is empty.
  [[nodiscard]] std::optional<std::string_view> matched(std::string_view line) const;
  /// Nothing to execute: blank, or a comment.
  [[nodiscard]] static bool is_silent(std::string_view line);
  /// Refused, and not even its first word is one with which a command begins.
  [[nodiscard]] bool is_no_command(std::string_view line) const;
  /// The lines below stand in the block that this line selects.
  void follow(std::string_view line);

 private:
  const grammar::Grammar& grammar_;
  const grammar::MatchOptions& options_;
  grammar::Selection selection_;
  std::set<std::string, std::less<>> first_words_;
};

}  // namespace kyoten::config::repair
