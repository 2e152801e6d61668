#include "firmware/console/character_code.hpp"

#include "firmware/console/text.hpp"

using namespace kyoten;
using console::CharacterCode;

namespace {

Bytes encoded(std::string_view text, CharacterCode code) {
  Bytes out;
  console::encode(text, code, out);
  return out;
}

std::string decoded(const Bytes& bytes, CharacterCode code) {
  console::CharacterDecoder decoder;
  std::string text;
  for (auto byte : bytes) {
    if (auto c = decoder.feed(byte, code)) append_character(*c, text);
  }
  return text;
}

}  // namespace

TEST_CASE("Japanese goes out in the code of the terminal") {
  CHECK(encoded("エラー", CharacterCode::sjis) == Bytes{0x83, 0x47, 0x83, 0x89, 0x81, 0x5b});
  CHECK(encoded("エラー", CharacterCode::euc) == Bytes{0xa5, 0xa8, 0xa5, 0xe9, 0xa1, 0xbc});
  CHECK(encoded("エラー", CharacterCode::utf8) == to_bytes("エラー"));
  CHECK(encoded("エラー", CharacterCode::ascii) == to_bytes("???"));
}

TEST_CASE("the trail byte of Shift_JIS leaves out 0x7f") {
  CHECK(encoded("ミム", CharacterCode::sjis) == Bytes{0x83, 0x7e, 0x83, 0x80});
  CHECK(encoded("、。", CharacterCode::sjis) == Bytes{0x81, 0x41, 0x81, 0x42});
  CHECK(encoded("漾", CharacterCode::sjis) == Bytes{0xe0, 0x40});
}

TEST_CASE("what a code lacks becomes a question mark, and so do bytes that are no text") {
  CHECK(encoded("a\xf0\x9f\x98\x80"
                "b",
                CharacterCode::sjis) == to_bytes("a?b"));
  CHECK(encoded("a\xff\xc3"
                "b",
                CharacterCode::utf8) == to_bytes("a??b"));
}

TEST_CASE("half-width katakana has one byte in Shift_JIS and two in EUC-JP") {
  CHECK(encoded("ｱ", CharacterCode::sjis) == Bytes{0xb1});
  CHECK(encoded("ｱ", CharacterCode::euc) == Bytes{0x8e, 0xb1});
}

TEST_CASE("every character of the set comes back as it went out") {
  for (auto code : {CharacterCode::sjis, CharacterCode::euc, CharacterCode::utf8}) {
    for (std::string_view text : {"設定を保存しますか? (Y/N)",
                                  "トンネルインタフェースは接続されています", "ｶﾅ", "東京℃①"}) {
      CHECK(decoded(encoded(text, code), code) == text);
    }
  }
}

TEST_CASE("half a character is dropped when Enter follows, and Enter counts") {
  CHECK(decoded({'a', 0x83, '\r'}, CharacterCode::sjis) == "a\r");
  CHECK(decoded({'a', 0xe3, 0x82, '\r'}, CharacterCode::utf8) == "a\r");
}

TEST_CASE("columns are counted, not bytes") {
  CHECK(width("abc") == 3);
  CHECK(width("説明:") == 5);
  CHECK(width("ｱ") == 1);
  CHECK(console::pad_left("説明", 6) == "  説明");
}

TEST_CASE("a long line is cut in mid-word, and a wide character is not cut in two") {
  CHECK(console::wrap("abcdef", 4) == std::vector<std::string>{"abcd", "ef"});
  CHECK(console::wrap("abcd", 4) == std::vector<std::string>{"abcd"});
  CHECK(console::wrap("", 4) == std::vector<std::string>{""});
  CHECK(console::wrap("a説明", 4) == std::vector<std::string>{"a説", "明"});
}
