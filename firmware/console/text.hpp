// UTF-8 as the console needs it: characters, their width in columns, padding, and the hard wrap of
// long lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace kyoten::console {

/// Stands for bytes that are not UTF-8.
constexpr char32_t kNoCharacter = 0xfffd;

/// The character at `at`, which moves behind it; kNoCharacter (one byte on) for what is not UTF-8.
char32_t next_character(std::string_view utf8, std::size_t& at);
void append_character(char32_t c, std::string& utf8);

/// Columns that a character takes on the terminal: 1, or 2 for the wide ones.
int width(char32_t c);
int width(std::string_view utf8);

std::string pad_right(std::string_view utf8, int columns);  ///< text, then blanks
std::string pad_left(std::string_view utf8, int columns);   ///< blanks, then text

/// Cuts a line into rows of at most `columns` columns, in the middle of words. Never empty.
std::vector<std::string> wrap(std::string_view line, int columns);

/// The words of a line, split at blanks.
std::vector<std::string> words_of(std::string_view line);
std::string upper_case(std::string_view ascii);

}  // namespace kyoten::console
