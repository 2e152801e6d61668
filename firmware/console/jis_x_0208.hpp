// The character set behind Shift_JIS and EUC-JP: row and cell to Unicode.
#pragma once

namespace kyoten::console {

constexpr int kJisRows = 94;
constexpr int kJisCells = 94;

/// The character of a row and cell (both from 1), or 0 if there is none.
char16_t jis_character(int row, int cell);

}  // namespace kyoten::console
