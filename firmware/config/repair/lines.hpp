// A configuration text as lines in UTF-8, each with the line end it had.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace kyoten::config::repair {

struct Line {
  std::string text;
  std::string end;       ///< "\n", "\r\n", "\r", "" at the end of the text
  bool readable = true;  ///< false: of no known encoding, kept byte for byte
};

std::vector<Line> lines_of(std::string_view text);

bool begins_with_wide_character(std::string_view text);
std::string_view without_blanks_before(std::string_view text);
std::string_view without_blanks_behind(std::string_view text);

/// Full-width letters, digits and blanks, typographic quotes and dashes become those of a keyboard.
std::string with_plain_characters(std::string_view text);

}  // namespace kyoten::config::repair
