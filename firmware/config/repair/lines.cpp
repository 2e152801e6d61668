#include "firmware/config/repair/lines.hpp"

#include "firmware/config/text_encoding.hpp"

namespace kyoten::config::repair {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

struct Character {
  char32_t code = 0;
  std::size_t bytes = 1;
};

/// The character at `at` of a valid UTF-8 text; of any other text some character of one byte.
Character character_at(std::string_view text, std::size_t at) {
  const auto byte = [&](std::size_t i) {
    return i < text.size() ? static_cast<std::uint8_t>(text[i]) : std::uint8_t{0};
  };
  const auto tail = [&](std::size_t i) { return static_cast<char32_t>(byte(i) & 0x3f); };
  const char32_t lead = byte(at);
  if (lead < 0xc2 || at + 1 >= text.size()) return {lead, 1};
  if (lead < 0xe0) return {((lead & 0x1f) << 6) | tail(at + 1), 2};
  if (lead < 0xf0) return {((lead & 0x0f) << 12) | (tail(at + 1) << 6) | tail(at + 2), 3};
  return {((lead & 0x07) << 18) | (tail(at + 1) << 12) | (tail(at + 2) << 6) | tail(at + 3), 4};
}

bool is_wide(char32_t c) {
  return (c >= 0x1100 && c <= 0x115f) || (c >= 0x2e80 && c <= 0xa4cf) ||
         (c >= 0xac00 && c <= 0xd7a3) || (c >= 0xf900 && c <= 0xfaff) ||
         (c >= 0xfe30 && c <= 0xfe6f) || (c >= 0xff01 && c <= 0xff60) ||
         (c >= 0xffe0 && c <= 0xffe6);
}

/// The keyboard's character for one of typography; 0 for all others.
char plain(char32_t c) {
  constexpr char32_t kFirstFullWidth = 0xff01;
  constexpr char32_t kLastFullWidth = 0xff5e;
  if (c >= kFirstFullWidth && c <= kLastFullWidth)
    return static_cast<char>(c - kFirstFullWidth + '!');
  if (c == 0x3000 || c == 0xa0 || (c >= 0x2000 && c <= 0x200a)) return ' ';
  if (c >= 0x2010 && c <= 0x2015) return '-';
  if (c == 0x2212) return '-';
  if (c == 0x2018 || c == 0x2019) return '\'';
  if (c == 0x201c || c == 0x201d) return '"';
  return 0;
}

}  // namespace

std::vector<Line> lines_of(std::string_view text) {
  if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
  const auto whole = encoding_of(text);
  std::vector<Line> lines;
  while (!text.empty()) {
    const auto end = text.find_first_of("\r\n");
    const auto raw = text.substr(0, end);
    Line line;
    const auto encoding = whole ? whole : encoding_of(raw);
    auto decoded = encoding ? to_utf8(raw, *encoding) : std::nullopt;
    line.readable = decoded.has_value();
    line.text = decoded ? std::move(*decoded) : std::string(raw);
    if (end == std::string_view::npos) {
      lines.push_back(std::move(line));
      break;
    }
    const bool pair = text[end] == '\r' && end + 1 < text.size() && text[end + 1] == '\n';
    line.end = text.substr(end, pair ? 2 : 1);
    text.remove_prefix(end + line.end.size());
    lines.push_back(std::move(line));
  }
  return lines;
}

std::size_t display_width(std::string_view text) {
  std::size_t columns = 0;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    columns += is_wide(c.code) ? 2 : 1;
    at += c.bytes;
  }
  return columns;
}

bool begins_with_wide_character(std::string_view text) {
  return !text.empty() && is_wide(character_at(text, 0).code);
}

std::string_view without_blanks_before(std::string_view text) {
  const auto first = text.find_first_not_of(" \t");
  return first == std::string_view::npos ? std::string_view{} : text.substr(first);
}

std::string_view without_blanks_behind(std::string_view text) {
  return text.substr(0, text.find_last_not_of(" \t") + 1);
}

std::string with_plain_characters(std::string_view text) {
  std::string result;
  for (std::size_t at = 0; at < text.size();) {
    const auto c = character_at(text, at);
    const char replacement = plain(c.code);
    replacement != 0 ? result += replacement : result += text.substr(at, c.bytes);
    at += c.bytes;
  }
  return result;
}

}  // namespace kyoten::config::repair
