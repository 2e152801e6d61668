// Typed bytes to keys: control characters, the escape sequences of arrow keys, and characters in
// the terminal's code.
#pragma once

#include <string>

#include "firmware/console/character_code.hpp"

namespace kyoten::console {

enum class KeyKind : std::uint8_t {
  character,  ///< printable, blank included
  enter,      ///< CR or LF
  tab,
  interrupt,  ///< Ctrl-C
  redraw,     ///< Ctrl-R
  stop,       ///< Ctrl-S
  resume,     ///< Ctrl-Q
  up,
  down,
  left,
  right,
  home,
  end,
  backspace,
  erase,        ///< Ctrl-D, Delete: the character under the cursor
  kill_to_end,  ///< Ctrl-K
  kill_line,    ///< Ctrl-U
  kill_word,    ///< Ctrl-W
};

struct Key {
  KeyKind kind = KeyKind::character;
  char32_t character = 0;
};

class KeyDecoder {
 public:
  std::optional<Key> feed(std::uint8_t byte, CharacterCode code);

 private:
  /// Longer escape sequences than this are no keys of ours.
  static constexpr std::size_t kMostEscapeBytes = 8;

  std::optional<Key> feed_escape(std::uint8_t byte);

  CharacterDecoder characters_;
  std::string escape_;  ///< from ESC on, while inside a sequence
};

}  // namespace kyoten::console
