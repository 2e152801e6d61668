#include "firmware/console/character_code.hpp"

#include "firmware/base/jis_x_0208.hpp"
#include "firmware/console/text.hpp"

namespace kyoten::console {
namespace {

constexpr char32_t kFirstHalfwidthKana = 0xff61;
constexpr char32_t kLastHalfwidthKana = 0xff9f;
/// Shift_JIS and EUC-JP put half-width katakana at this byte onwards (JIS X 0201).
constexpr std::uint8_t kKanaByte = 0xa1;
constexpr std::uint8_t kEucSingleShift2 = 0x8e;

struct RowCell {
  std::uint8_t row = 0;
  std::uint8_t cell = 0;
};

using Reverse = std::unordered_map<char32_t, RowCell>;

Reverse reversed() {
  Reverse map;
  for (int row = 1; row <= kJisRows; ++row) {
    for (int cell = 1; cell <= kJisCells; ++cell) {
      // The first place wins: rows 89 to 92 repeat some characters.
      if (auto c = jis_character(row, cell); c != 0) {
        map.try_emplace(c,
                        RowCell{static_cast<std::uint8_t>(row), static_cast<std::uint8_t>(cell)});
      }
    }
  }
  // Characters that Unicode tables map to the same cells in two ways.
  constexpr std::pair<char32_t, char32_t> kTwins[] = {
      {0x301c, 0xff5e}, {0x2212, 0xff0d}, {0x2016, 0x2225}, {0x2014, 0x2015}};
  for (auto [twin, known] : kTwins) {
    if (auto found = map.find(known); found != map.end()) map.try_emplace(twin, found->second);
  }
  return map;
}

std::optional<RowCell> row_cell(char32_t c) {
  static const Reverse map = reversed();
  auto found = map.find(c);
  if (found == map.end()) return std::nullopt;
  return found->second;
}

/// Two rows share one Shift_JIS lead byte; the trail byte leaves out 0x7f.
void put_sjis(RowCell place, Bytes& out) {
  const int pair = (place.row - 1) / 2;
  out.push_back(static_cast<std::uint8_t>(pair + (pair < 0x1f ? 0x81 : 0xc1)));
  int trail = place.cell;
  if (place.row % 2 == 0) {
    trail += 0x9e;
  } else {
    trail += trail + 0x3f >= 0x7f ? 0x40 : 0x3f;
  }
  out.push_back(static_cast<std::uint8_t>(trail));
}

bool is_kana_byte(std::uint8_t byte) { return byte >= kKanaByte && byte <= 0xdf; }
bool is_halfwidth_kana(char32_t c) { return c >= kFirstHalfwidthKana && c <= kLastHalfwidthKana; }

void put(char32_t c, CharacterCode code, Bytes& out) {
  if (c < 0x80) {
    out.push_back(static_cast<std::uint8_t>(c));
    return;
  }
  const auto place = row_cell(c);
  if (code == CharacterCode::sjis && place) {
    put_sjis(*place, out);
  } else if (code == CharacterCode::euc && place) {
    out.push_back(static_cast<std::uint8_t>(place->row + 0xa0));
    out.push_back(static_cast<std::uint8_t>(place->cell + 0xa0));
  } else if (code != CharacterCode::ascii && is_halfwidth_kana(c)) {
    if (code == CharacterCode::euc) out.push_back(kEucSingleShift2);
    out.push_back(static_cast<std::uint8_t>(c - kFirstHalfwidthKana + kKanaByte));
  } else {
    out.push_back('?');
  }
}

/// How many bytes a UTF-8 character has by its first one; 0 if none begins so.
std::size_t utf8_length(std::uint8_t byte) {
  if (byte >= 0xc2 && byte <= 0xdf) return 2;
  if (byte >= 0xe0 && byte <= 0xef) return 3;
  if (byte >= 0xf0 && byte <= 0xf4) return 4;
  return 0;
}

}  // namespace

void encode(std::string_view utf8, CharacterCode code, Bytes& out) {
  for (std::size_t at = 0; at < utf8.size();) {
    const auto begin = at;
    const auto c = next_character(utf8, at);
    if (code == CharacterCode::utf8 && c != kNoCharacter) {
      out.insert(out.end(), utf8.begin() + static_cast<std::ptrdiff_t>(begin),
                 utf8.begin() + static_cast<std::ptrdiff_t>(at));
    } else {
      put(c == kNoCharacter ? U'?' : c, code, out);
    }
  }
}

std::optional<char32_t> CharacterDecoder::begin(std::uint8_t byte, CharacterCode code) {
  if (byte < 0x80) return byte;
  switch (code) {
    case CharacterCode::sjis:
      if (is_kana_byte(byte)) return kFirstHalfwidthKana + (byte - kKanaByte);
      wanted_ = is_shift_jis_lead(byte) ? 2 : 0;
      break;
    case CharacterCode::euc:
      wanted_ = byte == kEucSingleShift2 || (byte >= 0xa1 && byte <= 0xfe) ? 2 : 0;
      break;
    case CharacterCode::ascii:
    case CharacterCode::utf8:
      wanted_ = utf8_length(byte);
      break;
  }
  if (wanted_ > 0) pending_.assign(1, byte);
  return std::nullopt;
}

std::optional<char32_t> CharacterDecoder::finish(CharacterCode code) {
  char32_t c = 0;
  switch (code) {
    case CharacterCode::sjis:
      c = shift_jis_character(pending_[0], pending_[1]);
      break;
    case CharacterCode::euc:
      if (pending_[0] == kEucSingleShift2) {
        if (is_kana_byte(pending_[1])) c = kFirstHalfwidthKana + (pending_[1] - kKanaByte);
      } else {
        c = jis_character(pending_[0] - 0xa0, pending_[1] - 0xa0);
      }
      break;
    case CharacterCode::ascii:
    case CharacterCode::utf8: {
      std::size_t at = 0;
      c = next_character({reinterpret_cast<const char*>(pending_.data()), pending_.size()}, at);
      if (c == kNoCharacter) c = 0;
      break;
    }
  }
  pending_.clear();
  wanted_ = 0;
  if (c == 0) return std::nullopt;
  return c;
}

std::optional<char32_t> CharacterDecoder::feed(std::uint8_t byte, CharacterCode code) {
  // A control character ends what was begun: Enter must work after half a character.
  if (pending_.empty() || byte < 0x20) {
    pending_.clear();
    wanted_ = 0;
    return begin(byte, code);
  }
  pending_.push_back(byte);
  if (pending_.size() < wanted_) return std::nullopt;
  return finish(code);
}

}  // namespace kyoten::console
