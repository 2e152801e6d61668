#include "firmware/wire/ike_config.hpp"

#include <catch2/catch.hpp>

using namespace kyoten;
using namespace kyoten::wire::ike;

TEST_CASE("the attributes payload: a question with a short and two empty attributes") {
  // 01 00 1234 | c088 0000 | 4089 0000 | 408a 0000
  const ConfigPayload question{ConfigType::request,
                               0x1234,
                               {ConfigAttribute::number(config_attribute::xauth_type, 0),
                                ConfigAttribute::asked(config_attribute::user_name),
                                ConfigAttribute::asked(config_attribute::user_password)}};

  CHECK(to_hex(emit_config(question)) == "01001234c08800004089000040" "8a0000");
  const auto read = parse_config(emit_config(question));
  REQUIRE(read.has_value());
  CHECK((*read).type == ConfigType::request);
  CHECK((*read).identifier == 0x1234);
  CHECK((*read).attributes == question.attributes);
}

TEST_CASE("the attributes payload: an address") {
  const ConfigPayload reply{
      ConfigType::reply, 0, {ConfigAttribute::of(config_attribute::address, Ipv4Address::of(10, 9, 0, 1))}};

  CHECK(to_hex(emit_config(reply)) == "02000000000100040a090001");
  const auto read = parse_config(emit_config(reply));
  REQUIRE(read.has_value());
  CHECK((*read).find(config_attribute::address)->value.size() == 4);
  CHECK((*read).find(config_attribute::netmask) == nullptr);
}

TEST_CASE("the attributes payload: whatever is cut or of no known type is refused") {
  const auto whole = *from_hex("02000000000100040a090001c08f0001");
  for (std::size_t size = 0; size < whole.size(); ++size) {
    const bool between = size == 4 || size == 12;
    const auto read = parse_config(ByteView(whole).first(size));
    CHECK(read.has_value() == between);
  }
  CHECK_FALSE(parse_config(*from_hex("00000000")).has_value());
  CHECK_FALSE(parse_config(*from_hex("05000000")).has_value());
  Bytes many = *from_hex("01000000");
  for (std::size_t i = 0; i <= kMostConfigAttributes; ++i) many.insert(many.end(), {0, 1, 0, 0});
  CHECK_FALSE(parse_config(many).has_value());
}
