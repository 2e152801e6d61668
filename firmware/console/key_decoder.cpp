#include "firmware/console/key_decoder.hpp"

namespace kyoten::console {
namespace {

constexpr std::uint8_t kEscape = 0x1b;
constexpr std::uint8_t kDelete = 0x7f;

std::optional<KeyKind> control_key(std::uint8_t byte) {
  switch (byte) {
    case '\r':
    case '\n':
      return KeyKind::enter;
    case '\t':
      return KeyKind::tab;
    case 0x01:
      return KeyKind::home;  // Ctrl-A
    case 0x02:
      return KeyKind::left;  // Ctrl-B
    case 0x03:
      return KeyKind::interrupt;  // Ctrl-C
    case 0x04:
      return KeyKind::erase;  // Ctrl-D
    case 0x05:
      return KeyKind::end;  // Ctrl-E
    case 0x06:
      return KeyKind::right;  // Ctrl-F
    case 0x08:
      return KeyKind::backspace;  // Ctrl-H
    case 0x0b:
      return KeyKind::kill_to_end;  // Ctrl-K
    case 0x0e:
      return KeyKind::down;  // Ctrl-N
    case 0x10:
      return KeyKind::up;  // Ctrl-P
    case 0x11:
      return KeyKind::resume;  // Ctrl-Q
    case 0x12:
      return KeyKind::redraw;  // Ctrl-R
    case 0x13:
      return KeyKind::stop;  // Ctrl-S
    case 0x15:
      return KeyKind::kill_line;  // Ctrl-U
    case 0x17:
      return KeyKind::kill_word;  // Ctrl-W
    case kDelete:
      return KeyKind::backspace;
    default:
      return std::nullopt;
  }
}

/// ECMA-48 sequences as xterm and VT100 send them.
std::optional<KeyKind> escape_key(std::string_view sequence) {
  const struct {
    std::string_view sequence;
    KeyKind key;
  } kKeys[] = {
      {"\x1b[A", KeyKind::up},    {"\x1bOA", KeyKind::up},    {"\x1b[B", KeyKind::down},
      {"\x1bOB", KeyKind::down},  {"\x1b[C", KeyKind::right}, {"\x1bOC", KeyKind::right},
      {"\x1b[D", KeyKind::left},  {"\x1bOD", KeyKind::left},  {"\x1b[H", KeyKind::home},
      {"\x1bOH", KeyKind::home},  {"\x1b[F", KeyKind::end},   {"\x1bOF", KeyKind::end},
      {"\x1b[1~", KeyKind::home}, {"\x1b[4~", KeyKind::end},  {"\x1b[3~", KeyKind::erase},
  };
  for (auto& key : kKeys) {
    if (key.sequence == sequence) return key.key;
  }
  return std::nullopt;
}

}  // namespace

std::optional<Key> KeyDecoder::feed_escape(std::uint8_t byte) {
  escape_ += static_cast<char>(byte);
  if (escape_.size() == 2 && (byte == '[' || byte == 'O')) return std::nullopt;
  const bool final_byte = byte >= 0x40 && byte <= 0x7e;
  const bool control = byte < 0x20;
  if (!final_byte && !control && escape_.size() < kMostEscapeBytes) return std::nullopt;
  const auto key = escape_key(escape_);
  escape_.clear();
  // A control character ends the sequence and counts itself: Enter must never be swallowed.
  if (control) {
    if (auto kind = control_key(byte)) return Key{*kind};
  }
  if (!key) return std::nullopt;
  return Key{*key};
}

std::optional<Key> KeyDecoder::feed(std::uint8_t byte, CharacterCode code) {
  if (!escape_.empty()) return feed_escape(byte);
  if (byte == kEscape) {
    escape_ = static_cast<char>(byte);
    return std::nullopt;
  }
  const auto c = characters_.feed(byte, code);
  if (!c) return std::nullopt;
  if (*c < 0x20 || *c == kDelete) {
    if (auto kind = control_key(static_cast<std::uint8_t>(*c))) return Key{*kind};
    return std::nullopt;
  }
  return Key{KeyKind::character, *c};
}

}  // namespace kyoten::console
