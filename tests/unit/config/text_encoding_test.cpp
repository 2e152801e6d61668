#include "firmware/config/text_encoding.hpp"

using namespace kyoten::config;

TEST_CASE("each encoding is told from the others") {
  CHECK(encoding_of("plain") == TextEncoding::utf8);
  CHECK(encoding_of("拠点") == TextEncoding::utf8);
  CHECK(encoding_of("\xb5\xf2\xc5\xc0") == TextEncoding::euc_jp);
  CHECK(encoding_of("\x8b\x92\x93\x5f") == TextEncoding::shift_jis);
  CHECK(encoding_of("\xff\xff") == std::nullopt);
}

TEST_CASE("half-width katakana are decoded in both Japanese encodings") {
  CHECK(to_utf8("\xb1\xb2\xb3", TextEncoding::shift_jis) == "ｱｲｳ");
  CHECK(to_utf8("\x8e\xb1\x8e\xb2", TextEncoding::euc_jp) == "ｱｲ");
}

TEST_CASE("a character that is cut in two is no text") {
  CHECK_FALSE(to_utf8("\x8b", TextEncoding::shift_jis));
  CHECK_FALSE(to_utf8("\xb5", TextEncoding::euc_jp));
  CHECK_FALSE(is_utf8("\xe6\x8b"));
}

TEST_CASE("overlong forms, surrogates and numbers beyond Unicode are no UTF-8") {
  CHECK_FALSE(is_utf8("\xc0\xaf"));
  CHECK_FALSE(is_utf8("\xe0\x80\xaf"));
  CHECK_FALSE(is_utf8("\xed\xa0\x80"));
  CHECK_FALSE(is_utf8("\xf4\x90\x80\x80"));
  CHECK(is_utf8("\xf0\x9f\x8f\xa0"));
}
