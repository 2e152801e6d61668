// The regular expressions of `| grep`: . ? * + | [ ] [^ ] ^ $ ( ) and backslash. Matched by walking
// all states at once (Thompson), so time grows with pattern times text whatever is typed, and
// nothing recurses on the text.
#pragma once

#include <bitset>
#include <cstdint>
#include <optional>
#include <string_view>
#include <vector>

namespace kyoten::console {

struct PatternOptions {
  bool ignore_case = false;  ///< -i
  bool whole_word = false;   ///< -w
};

class Pattern {
 public:
  static constexpr std::size_t kMostPatternBytes = 1024;
  static constexpr int kMostNesting = 50;

  /// Nothing if the pattern is malformed or too long.
  static std::optional<Pattern> parse(std::string_view text, PatternOptions options);
  [[nodiscard]] bool found_in(std::string_view line) const;

 private:
  friend class PatternParser;
  struct Instruction {
    enum class Kind : std::uint8_t {
      bytes,
      split,
      line_begin,
      line_end,
      no_word_before,
      no_word_behind,
      match
    };
    Kind kind = Kind::match;
    std::bitset<256> bytes;
    std::size_t next = 0;   ///< where it goes on
    std::size_t other = 0;  ///< split: the second way
  };
  void follow(std::size_t at, std::string_view line, std::size_t position,
              std::vector<std::size_t>& states, std::vector<bool>& known) const;

  std::vector<Instruction> program_;
  std::size_t start_ = 0;
};

}  // namespace kyoten::console
