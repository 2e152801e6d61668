#include "firmware/wire/ike_id.hpp"
#include "firmware/wire/ike_notify.hpp"
#include "firmware/wire/ike_vendor.hpp"

using namespace kyoten;
using namespace kyoten::wire::ike;

namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

}  // namespace

TEST_CASE("identities of each kind are put together and taken apart") {
  const std::pair<Identity, const char*> rows[] = {
      {Identity::of(Ipv4Address::of(192, 0, 2, 1)), "01000000c0000201"},
      {Identity::of(Ipv4Address::of(192, 0, 2, 1), 17, 1701), "011106a5c0000201"},
      {Identity::of(*Ipv4Prefix::parse("10.1.0.0/16")), "040000000a010000ffff0000"},
      {Identity::of(*Ipv4Prefix::parse("10.1.0.0/32")), "010000000a010000"},
      {Identity::named(id_type::key_id, "branch"), "0b0000006272616e6368"},
      {Identity::named(id_type::fqdn, "a.example"), "02000000612e6578616d706c65"},
  };
  for (auto& [identity, bytes] : rows) {
    INFO(bytes);
    CHECK(to_hex(emit_id(identity)) == bytes);
    const auto parsed = parse_id(hex(bytes));
    REQUIRE(parsed.has_value());
    CHECK(*parsed == identity);
  }
}

TEST_CASE("an identity whose data does not fit its kind is refused, at every length") {
  for (int type : {1, 2, 3, 4, 5, 9, 11, 200}) {
    for (std::size_t length = 0; length <= 20; ++length) {
      Bytes body{static_cast<std::uint8_t>(type), 0, 0, 0};
      body.resize(4 + length, 'x');
      const bool fits = type == 1   ? length == 4
                        : type == 4 ? length == 8
                        : type == 5 ? length == 16
                                    : length >= 1;
      INFO(type << " with " << length);
      CHECK(parse_id(body).has_value() == fits);
    }
  }
  CHECK_FALSE(parse_id(Bytes{1, 0, 0}).has_value());
  CHECK_FALSE(parse_id(Bytes(4 + kLargestIdentityBytes + 1, 2)).has_value());
}

TEST_CASE("an identity is printed as an address, a net, or a name made safe") {
  CHECK(Identity::of(Ipv4Address::of(192, 0, 2, 1)).text() == "192.0.2.1");
  CHECK(Identity::of(*Ipv4Prefix::parse("10.1.0.0/16")).text() == "10.1.0.0/16");
  CHECK(Identity::of(*Ipv6Address::parse("2001:db8::1")).text() == "2001:db8::1");
  CHECK(Identity::of(*Ipv6Prefix::parse("2001:db8::/33")).text() == "2001:db8::/33");
  CHECK(Identity::of(*Ipv6Prefix::parse("2001:db8::/33")).prefix() == IpPrefix::parse("2001:db8::/33"));
  auto with_holes = Identity::of(*Ipv6Prefix::parse("2001:db8::/33"));
  with_holes.data[16 + 9] = 1;
  CHECK_FALSE(with_holes.prefix());
  CHECK(Identity::named(id_type::key_id, "br\x1b[2J").text() == "br\\x1b[2J");
}

TEST_CASE("a mask with holes is no prefix") {
  CHECK_FALSE((*parse_id(hex("040000000a010000ff00ff00"))).prefix());
  CHECK((*parse_id(hex("040000000a010000ffffff00"))).prefix() == Ipv4Prefix::parse("10.1.0.0/24"));
  CHECK((*parse_id(hex("040000000000000000000000"))).prefix() == Ipv4Prefix::parse("0.0.0.0/0"));
}

TEST_CASE("the original address of NAT traversal") {
  const auto bytes = emit_nat_original_address(Ipv4Address::of(10, 0, 0, 2));

  CHECK(to_hex(bytes) == "010000000a000002");
  CHECK(*parse_nat_original_address(bytes) == Ipv4Address::of(10, 0, 0, 2));
  CHECK_FALSE(parse_nat_original_address(hex("010000000a0000")).has_value());
  CHECK_FALSE(parse_nat_original_address(hex("02000000616263")).has_value());
  CHECK(parse_nat_original_address(hex("0500000000000000000000000000000000000001")).has_value());
}

TEST_CASE("a notification is put together and taken apart") {
  const Notification notification{1, notify::r_u_there, Bytes(16, 0xab), hex("00000007")};

  const auto bytes = emit_notification(notification);

  CHECK(to_hex(bytes) ==
        "00000001"
        "01"
        "10"
        "8d28"
        "abababababababababababababababab"
        "00000007");
  const auto parsed = parse_notification(bytes);
  REQUIRE(parsed.has_value());
  CHECK((*parsed).type == notify::r_u_there);
  CHECK((*parsed).spi == notification.spi);
  CHECK((*parsed).data == notification.data);
}

TEST_CASE("a notification whose SPI is longer than it, or of a foreign DOI, is refused") {
  for (std::size_t length = 0; length < 24; ++length) {
    const auto bytes = emit_notification({1, 14, Bytes(16, 1), {}});
    CHECK_FALSE(parse_notification(ByteView(bytes).first(length)).has_value());
  }
  CHECK_FALSE(parse_notification(hex("00000002"
                                     "01"
                                     "00"
                                     "000e"))
                  .has_value());
  CHECK(parse_notification(hex("00000001"
                               "01"
                               "00"
                               "000e"))
            .has_value());
}

TEST_CASE("a delete payload is put together and taken apart") {
  const auto bytes = emit_deletion({3, {hex("c0de0001"), hex("c0de0002")}});

  CHECK(to_hex(bytes) ==
        "00000001"
        "03"
        "04"
        "0002"
        "c0de0001"
        "c0de0002");
  const auto parsed = parse_deletion(bytes);
  REQUIRE(parsed.has_value());
  CHECK((*parsed).spis == std::vector<Bytes>{hex("c0de0001"), hex("c0de0002")});
}

TEST_CASE("a delete payload whose count and length disagree is refused") {
  CHECK_FALSE(parse_deletion(hex("00000001"
                                 "03"
                                 "04"
                                 "0003"
                                 "c0de0001"
                                 "c0de0002"))
                  .has_value());
  CHECK_FALSE(parse_deletion(hex("00000001"
                                 "03"
                                 "04"
                                 "0001"
                                 "c0de0001"
                                 "c0de0002"))
                  .has_value());
  CHECK_FALSE(parse_deletion(hex("00000001"
                                 "03"
                                 "00"
                                 "ffff"))
                  .has_value());
  CHECK_FALSE(parse_deletion(hex("00000001"
                                 "03"
                                 "ff"
                                 "ffff"))
                  .has_value());
  CHECK(parse_deletion(hex("00000001"
                           "03"
                           "04"
                           "0000"))
            .has_value());
  const std::vector<Bytes> many(kMostDeletedSpis + 1, hex("c0de0001"));
  CHECK_FALSE(parse_deletion(emit_deletion({3, many})).has_value());
}

TEST_CASE("vendor ids are recognised, also with a version behind them, and unknown ones are not") {
  for (auto vendor :
       {Vendor::nat_traversal_rfc3947, Vendor::nat_traversal_draft03, Vendor::nat_traversal_draft02,
        Vendor::nat_traversal_draft02_plain, Vendor::dead_peer_detection, Vendor::heartbeat}) {
    auto bytes = vendor_id(vendor);
    CHECK(recognise_vendor(bytes) == vendor);
    bytes.push_back(1);
    CHECK(recognise_vendor(bytes) == vendor);
    CHECK_FALSE(recognise_vendor(ByteView(bytes).first(15)));
  }
  CHECK_FALSE(recognise_vendor({}));
  CHECK_FALSE(recognise_vendor(Bytes(300, 7)));
}
