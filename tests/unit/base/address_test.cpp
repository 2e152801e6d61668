#include "firmware/base/address.hpp"

using namespace kyoten;

TEST_CASE("an IPv4 address reads back what it prints") {
  auto address = Ipv4Address::parse("192.168.100.254");

  REQUIRE(address);
  CHECK(*address == Ipv4Address::of(192, 168, 100, 254));
  CHECK(address->text() == "192.168.100.254");
}

TEST_CASE("text that is not exactly four decimal octets is no IPv4 address") {
  for (auto text : {"", "1.2.3", "1.2.3.4.5", "1.2.3.256", "1.2.3.", "1..3.4", "0x1.2.3.4",
                    " 1.2.3.4", "1.2.3.4 ", "1.2.3.0004", "-1.2.3.4", "1.2.3.+4"}) {
    INFO(text);
    CHECK_FALSE(Ipv4Address::parse(text));
  }
}

TEST_CASE("a prefix knows its network and who belongs to it") {
  auto prefix = Ipv4Prefix::parse("192.168.100.1/24");

  REQUIRE(prefix);
  CHECK(prefix->network().text() == "192.168.100.0");
  CHECK(prefix->directed_broadcast().text() == "192.168.100.255");
  CHECK(prefix->contains(Ipv4Address::of(192, 168, 100, 77)));
  CHECK_FALSE(prefix->contains(Ipv4Address::of(192, 168, 101, 1)));
  CHECK(Ipv4Prefix::parse("0.0.0.0/0")->contains(Ipv4Address::of(8, 8, 8, 8)));
}

TEST_CASE("a MAC address takes colons or hyphens between six hex octets") {
  CHECK(MacAddress::parse("00:A0:de:11-22-33")->text() == "00:a0:de:11:22:33");
  CHECK_FALSE(MacAddress::parse("00:a0:de:11:22:3"));
  CHECK_FALSE(MacAddress::parse("00a0de112233"));
}
