// Text in columns: padding, and the hard wrap of long lines.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "firmware/base/utf8.hpp"

namespace kyoten::console {

std::string pad_right(std::string_view utf8, int columns);  ///< text, then blanks
std::string pad_left(std::string_view utf8, int columns);   ///< blanks, then text

/// Cuts a line into rows of at most `columns` columns, in the middle of words. Never empty.
std::vector<std::string> wrap(std::string_view line, int columns);

/// The words of a line, split at blanks.
std::vector<std::string> words_of(std::string_view line);
std::string upper_case(std::string_view ascii);

}  // namespace kyoten::console
