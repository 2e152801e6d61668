// A typed line in words: blanks and TABs separate, quotes and backslash keep, `#` at the beginning
// of a word starts a comment. The full-width space of a Japanese keyboard is no blank: the device
// refuses such a line.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kyoten::grammar {

struct Token {
  std::size_t begin = 0;  ///< byte offset in the line
  std::size_t end = 0;
  std::string raw;   ///< as typed
  std::string text;  ///< without quotes and backslashes
};

std::vector<Token> tokenize(std::string_view line);
/// As `show config` prints it: in double quotes if it holds blanks or signs of the console.
std::string quoted(std::string_view word);
std::string lower_case(std::string_view text);

}  // namespace kyoten::grammar
