// The character set behind Shift_JIS and EUC-JP: row and cell to Unicode.
#pragma once

#include <cstdint>

namespace kyoten {

constexpr int kJisRows = 94;
constexpr int kJisCells = 94;

/// The character of a row and cell (both from 1), or 0 if there is none.
char16_t jis_character(int row, int cell);

/// The two bytes of a Shift_JIS character, or 0. Two rows share one lead byte; the trail byte leaves out 0x7f.
char32_t shift_jis_character(std::uint8_t lead, std::uint8_t trail);
bool is_shift_jis_lead(std::uint8_t byte);

}  // namespace kyoten
