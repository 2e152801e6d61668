// What a terminal is sent and what it sends: Unicode inside, and on the line the code that `console
// character` names (ASCII, Shift_JIS, EUC-JP or UTF-8). A character that the code lacks becomes
// '?'.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "firmware/base/bytes.hpp"
#include "firmware/config/intent.hpp"

namespace kyoten::console {

using config::CharacterCode;

/// UTF-8 to the terminal's code. Bytes that are not UTF-8 become '?'.
void encode(std::string_view utf8, CharacterCode code, Bytes& out);

/// Puts the terminal's bytes together to characters, also when one is cut in two by a packet's
/// border.
class CharacterDecoder {
 public:
  /// The character that `byte` completes; nothing inside of one, or for a byte that cannot stand
  /// there.
  std::optional<char32_t> feed(std::uint8_t byte, CharacterCode code);

 private:
  std::optional<char32_t> begin(std::uint8_t byte, CharacterCode code);
  std::optional<char32_t> finish(CharacterCode code);

  Bytes pending_;
  std::size_t wanted_ = 0;
};

}  // namespace kyoten::console
