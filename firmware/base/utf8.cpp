#include "firmware/base/utf8.hpp"

#include <cstdint>

namespace kyoten {
namespace {

struct CodeRange {
  char32_t first;
  char32_t last;
};

/// Two columns on a terminal: what Unicode calls wide, and the symbols that Japanese fonts draw
/// wide.
constexpr CodeRange kWide[] = {
    {0x0391, 0x0451}, {0x1100, 0x115f},   {0x2010, 0x2026},   {0x2030, 0x203b}, {0x2103, 0x2121},
    {0x2160, 0x2179}, {0x2190, 0x22bf},   {0x2312, 0x2312},   {0x2460, 0x2473}, {0x2500, 0x266f},
    {0x2e80, 0xa4cf}, {0xac00, 0xd7a3},   {0xf900, 0xfaff},   {0xfe30, 0xfe4f}, {0xff01, 0xff60},
    {0xffe0, 0xffe6}, {0x1f300, 0x1faff}, {0x20000, 0x3fffd},
};

}  // namespace

char32_t next_character(std::string_view utf8, std::size_t& at) {
  const auto byte = static_cast<std::uint8_t>(utf8[at++]);
  if (byte < 0x80) return byte;
  std::size_t more = 0;
  char32_t c = 0;
  char32_t least = 0;
  if (byte >= 0xc2 && byte <= 0xdf) {
    more = 1, c = byte & 0x1fu, least = 0x80;
  } else if (byte >= 0xe0 && byte <= 0xef) {
    more = 2, c = byte & 0x0fu, least = 0x800;
  } else if (byte >= 0xf0 && byte <= 0xf4) {
    more = 3, c = byte & 0x07u, least = 0x10000;
  } else {
    return kNoCharacter;
  }
  if (utf8.size() - at < more) return kNoCharacter;
  for (std::size_t i = 0; i < more; ++i) {
    const auto next = static_cast<std::uint8_t>(utf8[at + i]);
    if ((next & 0xc0) != 0x80) return kNoCharacter;
    c = (c << 6) | (next & 0x3fu);
  }
  const bool surrogate = c >= 0xd800 && c <= 0xdfff;
  if (c < least || c > 0x10ffff || surrogate) return kNoCharacter;
  at += more;
  return c;
}

void append_character(char32_t c, std::string& utf8) {
  auto put = [&](char32_t byte) { utf8 += static_cast<char>(byte); };
  if (c < 0x80) {
    put(c);
  } else if (c < 0x800) {
    put(0xc0 | (c >> 6)), put(0x80 | (c & 0x3f));
  } else if (c < 0x10000) {
    put(0xe0 | (c >> 12)), put(0x80 | ((c >> 6) & 0x3f)), put(0x80 | (c & 0x3f));
  } else {
    put(0xf0 | (c >> 18)), put(0x80 | ((c >> 12) & 0x3f)), put(0x80 | ((c >> 6) & 0x3f)),
        put(0x80 | (c & 0x3f));
  }
}

int width(char32_t c) {
  if (c < 0x80) return 1;
  for (auto& range : kWide) {
    if (c >= range.first && c <= range.last) return 2;
  }
  return 1;
}

int width(std::string_view utf8) {
  int sum = 0;
  for (std::size_t at = 0; at < utf8.size();) sum += width(next_character(utf8, at));
  return sum;
}

}  // namespace kyoten
