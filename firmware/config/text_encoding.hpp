// Configuration texts come from editors and file transfers in UTF-8 (with or without byte order
// mark), Shift_JIS or EUC-JP. Inside everything is UTF-8.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace kyoten::config {

enum class TextEncoding : std::uint8_t { utf8, euc_jp, shift_jis };

bool is_utf8(std::string_view text);
/// Which encoding the whole text is valid in; nothing if none.
std::optional<TextEncoding> encoding_of(std::string_view text);
/// To UTF-8, or nothing if the bytes are not of that encoding.
std::optional<std::string> to_utf8(std::string_view text, TextEncoding encoding);

}  // namespace kyoten::config
