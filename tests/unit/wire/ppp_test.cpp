// PPP and PPPoE on the wire: what is taken, and that nothing is read that is not there.
#include <catch2/catch.hpp>

#include "firmware/wire/ppp.hpp"
#include "firmware/wire/pppoe.hpp"

using namespace kyoten;
using namespace kyoten::wire;

TEST_CASE("a PPP frame is taken with and without address, control and the protocol's high byte") {
  const Bytes packet{1, 2, 3};
  for (auto hex : {"0021010203", "21010203", "ff030021010203", "ff0321010203"}) {
    INFO(hex);
    const auto bytes = *from_hex(hex);
    const auto frame = parse_ppp(bytes);
    REQUIRE(frame);
    CHECK(frame->protocol == ppp_protocol::ip);
    CHECK(to_bytes(frame->packet) == packet);
  }
}

TEST_CASE("a PPP protocol whose low byte is even is none") {
  CHECK_FALSE(parse_ppp(*from_hex("0020")));
  CHECK_FALSE(parse_ppp(*from_hex("00")));
  CHECK_FALSE(parse_ppp({}));
}

TEST_CASE("a control packet's length counts: padding behind it is none of it, and more than came is refused") {
  const auto padded = *from_hex("0105000601040000");
  const auto packet = parse_ppp_control(padded);
  REQUIRE(packet);
  CHECK(packet->code == ppp_code::configure_request);
  CHECK(packet->identifier == 5);
  CHECK(to_bytes(packet->data) == Bytes{1, 4});

  for (auto hex : {"01050009aabbccdd", "01050003", "010500", ""}) CHECK_FALSE(parse_ppp_control(*from_hex(hex)));
}

TEST_CASE("a list of options is taken as a whole or not at all") {
  const auto list = *from_hex("010405d405060badcafe");
  const auto options = parse_ppp_options(list);
  REQUIRE(options);
  REQUIRE(options->size() == 2);
  CHECK((*options)[0].type == lcp_option::mru);
  CHECK(to_bytes((*options)[1].value) == *from_hex("0badcafe"));

  // A length of 0 or 1 would never end, one beyond the list would read what is not there (tcpdump's ppp-invalid-lengths).
  for (auto hex : {"0100", "0101", "0105aabb", "01"}) CHECK_FALSE(parse_ppp_options(*from_hex(hex)));
  CHECK_FALSE(parse_ppp_options(Bytes(2 * (kMostPppOptions + 1), 2)));
}

TEST_CASE("PPPoE's length counts, not the frame's") {
  const auto bytes = *from_hex("1100000700040021aabb00000000");
  const auto packet = parse_pppoe(bytes);
  REQUIRE(packet);
  CHECK(packet->session == PppoeSessionId{7});
  CHECK(to_bytes(packet->payload) == *from_hex("0021aabb"));

  CHECK_FALSE(parse_pppoe(*from_hex("1100000700050021aabb")));  // one byte short
  CHECK_FALSE(parse_pppoe(*from_hex("2100000700040021aabb")));  // version 2
  CHECK_FALSE(parse_pppoe(*from_hex("1100000700")));            // half a header
}

TEST_CASE("discovery's tags end at End-Of-List, and none may be longer than the packet") {
  Bytes payload;
  append_pppoe_tag(payload, pppoe_tag::service_name, {});
  append_pppoe_tag(payload, pppoe_tag::ac_name, as_bytes("BAS"));
  append_pppoe_tag(payload, pppoe_tag::end_of_list, {});
  append_pppoe_tag(payload, pppoe_tag::host_uniq, as_bytes("behind"));
  const auto tags = parse_pppoe_tags(payload);
  REQUIRE(tags);
  CHECK(tags->size() == 2);
  CHECK(to_bytes(*find_pppoe_tag(*tags, pppoe_tag::ac_name)) == to_bytes("BAS"));
  CHECK_FALSE(find_pppoe_tag(*tags, pppoe_tag::host_uniq));

  CHECK_FALSE(parse_pppoe_tags(*from_hex("0102ffff41")));
  CHECK_FALSE(parse_pppoe_tags(*from_hex("010200")));
}
