// Characters of UTF-8 texts, and the columns that they take on a terminal: where the console breaks lines, and
// where a pasted text was broken.
#pragma once

#include <string>
#include <string_view>

namespace kyoten {

/// Stands for bytes that are not UTF-8.
constexpr char32_t kNoCharacter = 0xfffd;

/// The character at `at`, which moves behind it; kNoCharacter (one byte on) for what is not UTF-8.
char32_t next_character(std::string_view utf8, std::size_t& at);
void append_character(char32_t c, std::string& utf8);

/// Columns that a character takes on the terminal: 1, or 2 for the wide ones.
int width(char32_t c);
int width(std::string_view utf8);

}  // namespace kyoten
