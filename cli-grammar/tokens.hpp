// A typed line in words: blanks (also TAB and the full-width space of a Japanese keyboard) separate, quotes and backslash keep.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kyoten::grammar {

struct Token {
  std::size_t begin = 0;  ///< byte offset in the line
  std::size_t end = 0;
  std::string raw;        ///< as typed
  std::string text;       ///< without quotes and backslashes
};

std::vector<Token> tokenize(std::string_view line);
std::string lower_case(std::string_view text);

}  // namespace kyoten::grammar
