#include "firmware/config/text_encoding.hpp"

#include "firmware/base/jis_x_0208.hpp"

namespace kyoten::config {
namespace {

constexpr char32_t kFirstHalfwidthKana = 0xff61;
constexpr std::uint8_t kFirstKanaByte = 0xa1;
constexpr std::uint8_t kLastKanaByte = 0xdf;
constexpr std::uint8_t kEucSingleShift2 = 0x8e;

std::uint8_t byte_at(std::string_view text, std::size_t at) {
  return at < text.size() ? static_cast<std::uint8_t>(text[at]) : 0;
}
bool is_kana(std::uint8_t byte) { return byte >= kFirstKanaByte && byte <= kLastKanaByte; }
char32_t kana(std::uint8_t byte) { return kFirstHalfwidthKana + (byte - kFirstKanaByte); }

/// All these characters are of the basic plane.
void append(char32_t c, std::string& to) {
  if (c < 0x80) {
    to += static_cast<char>(c);
  } else if (c < 0x800) {
    to += static_cast<char>(0xc0 | (c >> 6));
    to += static_cast<char>(0x80 | (c & 0x3f));
  } else {
    to += static_cast<char>(0xe0 | (c >> 12));
    to += static_cast<char>(0x80 | ((c >> 6) & 0x3f));
    to += static_cast<char>(0x80 | (c & 0x3f));
  }
}

/// The character at `at`, which moves behind it; 0 if there is none.
char32_t next_euc(std::string_view text, std::size_t& at) {
  const auto lead = byte_at(text, at++);
  if (lead < 0x80) return lead;
  const auto trail = byte_at(text, at++);
  if (lead == kEucSingleShift2) return is_kana(trail) ? kana(trail) : 0;
  return lead > 0xa0 && trail > 0xa0 ? jis_character(lead - 0xa0, trail - 0xa0) : 0;
}

char32_t next_shift_jis(std::string_view text, std::size_t& at) {
  const auto lead = byte_at(text, at++);
  if (lead < 0x80) return lead;
  if (is_kana(lead)) return kana(lead);
  if (!is_shift_jis_lead(lead)) return 0;
  return shift_jis_character(lead, byte_at(text, at++));
}

template <class Next>
std::optional<std::string> decode(std::string_view text, Next next) {
  std::string result;
  result.reserve(text.size() * 3 / 2);
  for (std::size_t at = 0; at < text.size();) {
    const bool nul = text[at] == '\0';
    const auto c = next(text, at);
    if (c == 0 && !nul) return std::nullopt;
    append(c, result);
  }
  return result;
}

}  // namespace

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto lead = byte_at(text, at++);
    if (lead < 0x80) continue;
    const int more = lead >= 0xf0 ? 3 : lead >= 0xe0 ? 2 : 1;
    if (lead < 0xc2 || lead > 0xf4) return false;
    // Overlong forms, surrogates and what lies behind U+10FFFF show in the second byte.
    const auto second = byte_at(text, at);
    const std::uint8_t low = lead == 0xe0 ? 0xa0 : lead == 0xf0 ? 0x90 : 0x80;
    const std::uint8_t high = lead == 0xed ? 0x9f : lead == 0xf4 ? 0x8f : 0xbf;
    if (second < low || second > high) return false;
    for (int i = 0; i < more; ++i) {
      if ((byte_at(text, at++) & 0xc0) != 0x80) return false;
    }
  }
  return true;
}

std::optional<TextEncoding> encoding_of(std::string_view text) {
  // EUC-JP before Shift_JIS: its bytes are half-width katakana there and would always pass.
  for (auto encoding : {TextEncoding::utf8, TextEncoding::euc_jp, TextEncoding::shift_jis}) {
    if (to_utf8(text, encoding)) return encoding;
  }
  return std::nullopt;
}

std::optional<std::string> to_utf8(std::string_view text, TextEncoding encoding) {
  switch (encoding) {
    case TextEncoding::utf8:
      return is_utf8(text) ? std::optional(std::string(text)) : std::nullopt;
    case TextEncoding::euc_jp:
      return decode(text, next_euc);
    case TextEncoding::shift_jis:
      return decode(text, next_shift_jis);
  }
  return std::nullopt;
}

}  // namespace kyoten::config
