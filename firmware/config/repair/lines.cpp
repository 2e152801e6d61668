#include "firmware/config/repair/lines.hpp"

#include "firmware/base/utf8.hpp"
#include "firmware/config/text_encoding.hpp"
#include "firmware/config/text_lines.hpp"

namespace kyoten::config::repair {
namespace {

constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";

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
    const auto raw = take_line(text);
    const auto encoding = whole ? whole : encoding_of(raw.text);
    auto decoded = encoding ? to_utf8(raw.text, *encoding) : std::nullopt;
    const bool readable = decoded.has_value();
    lines.push_back({decoded ? std::move(*decoded) : std::string(raw.text), std::string(raw.end),
                     readable});
  }
  return lines;
}

bool begins_with_wide_character(std::string_view text) {
  std::size_t at = 0;
  return !text.empty() && width(next_character(text, at)) == 2;
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
    const auto begin = at;
    const char replacement = plain(next_character(text, at));
    replacement != 0 ? result += replacement : result += text.substr(begin, at - begin);
  }
  return result;
}

}  // namespace kyoten::config::repair
