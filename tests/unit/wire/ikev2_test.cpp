// The payloads of IKEv2 (RFC 7296 section 3): take apart, put together, refuse what is cut or wrong.
#include "firmware/wire/ikev2_bodies.hpp"
#include "firmware/wire/ikev2_sa.hpp"

using namespace kyoten;
using namespace kyoten::wire::ikev2;

namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

/// Every beginning of a body that is shorter than the whole.
template <class Parse>
void check_cuts_are_refused(const Bytes& body, Parse parse) {
  for (std::size_t size = 0; size < body.size(); ++size) {
    INFO("cut to " << size);
    CHECK_FALSE(parse(ByteView(body).first(size)));
  }
}

const Proposal kEsp{1,
                    protocol::esp,
                    hex("c0de0001"),
                    {{TransformType::encryption, transform_id::aes_cbc, 128},
                     {TransformType::integrity, transform_id::hmac_sha1_96, {}},
                     {TransformType::extended_sequence_numbers, transform_id::no_esn, {}}}};

}  // namespace

TEST_CASE("a chain of payloads is written and read in order, unknown ones are skipped") {
  PayloadWriter writer;
  writer.add(PayloadType::nonce, hex("0102")).add(PayloadType::vendor_id, hex("ff"));
  auto bytes = writer.bytes();

  const auto chain = PayloadChain::parse(writer.first(), bytes);

  REQUIRE(chain.has_value());
  CHECK((*chain).all().size() == 2);
  CHECK(to_hex(*(*chain).only(PayloadType::nonce)) == "0102");

  bytes[0] = 200;  // the nonce says that something unknown follows
  CHECK((*PayloadChain::parse(writer.first(), bytes)).all().size() == 1);
  bytes[7] = 0x80;  // which must be understood
  CHECK((PayloadChain::parse(writer.first(), bytes).error() == WireError::unknown_critical));
}

TEST_CASE("a chain that is cut, or longer than any real one, is refused") {
  PayloadWriter writer;
  writer.add(PayloadType::nonce, hex("0102")).add(PayloadType::vendor_id, hex("ff"));
  check_cuts_are_refused(writer.bytes(),
                         [&](ByteView cut) { return PayloadChain::parse(writer.first(), cut).has_value(); });
  PayloadWriter many;
  for (std::size_t i = 0; i <= kMostPayloads; ++i) many.add(PayloadType::vendor_id, {});
  CHECK((PayloadChain::parse(many.first(), many.bytes()).error() == WireError::too_many_payloads));
  // A payload of length 0 would be read for ever.
  CHECK_FALSE(PayloadChain::parse(43, hex("2b000000")).has_value());
}

TEST_CASE("proposals are written as the RFC draws them, and read back") {
  const auto body = emit_sa({kEsp});
  CHECK(to_hex(body) ==
        "0000002801030403c0de0001"
        "0300000c0100000c800e0080"
        "0300000803000002"
        "0000000805000000");
  const auto read = parse_sa(body);
  REQUIRE(read.has_value());
  CHECK((*read).size() == 1);
  CHECK(((*read)[0].transforms == kEsp.transforms));
  CHECK((*read)[0].spi == kEsp.spi);
  check_cuts_are_refused(body, [](ByteView cut) { return parse_sa(cut).has_value(); });
}

TEST_CASE("a transform with an attribute nobody knows can be read, not chosen") {
  const auto body = hex(
      "0000001c01010001"
      "000000140100000c800e00800001000401020304");
  const auto read = parse_sa(body);
  REQUIRE(read.has_value());
  CHECK_FALSE((*read)[0].offers({TransformType::encryption, transform_id::aes_cbc, 128}));
}

TEST_CASE("the small payloads come back as they went") {
  const auto key = parse_key_exchange(emit_key_exchange({14, hex("0102")}));
  REQUIRE(key.has_value());
  CHECK((*key).group == 14);
  CHECK(to_hex((*key).value) == "0102");

  const auto id = wire::ikev2::parse_id(wire::ikev2::emit_id(wire::ike::Identity::of(Ipv4Address::of(192, 0, 2, 1))));
  REQUIRE(id.has_value());
  CHECK((*id).text() == "192.0.2.1");

  const auto notify = parse_notify(emit_notify({3, notify::rekey_sa, hex("c0de0001"), hex("05")}));
  REQUIRE(notify.has_value());
  CHECK((*notify).type == notify::rekey_sa);
  CHECK(to_hex((*notify).spi) == "c0de0001");
  CHECK(to_hex((*notify).data) == "05");

  const auto deletion = parse_deletion(emit_deletion({protocol::esp, {Spi{1000}, Spi{2000}}}));
  REQUIRE(deletion.has_value());
  CHECK(((*deletion).spis == std::vector{Spi{1000}, Spi{2000}}));
  CHECK((*parse_deletion(emit_deletion({protocol::ike, {}}))).spis.empty());
  CHECK_FALSE(parse_deletion(hex("03040003000003e8")).has_value());  // says three, holds one
}

TEST_CASE("traffic selectors of both versions of IP are read as they are written") {
  const auto net = TrafficSelector::of(*Ipv4Prefix::parse("192.168.1.0/24"));
  const auto body = emit_traffic_selectors({net, TrafficSelector::any()});
  const auto read = parse_traffic_selectors(body);
  REQUIRE(read.has_value());
  CHECK((*read == std::vector{net, TrafficSelector::any()}));
  check_cuts_are_refused(body, [](ByteView cut) { return parse_traffic_selectors(cut).has_value(); });

  auto six = hex("0100000008000028" "0000ffff");
  six.resize(4 + 0x28, 0);
  REQUIRE(parse_traffic_selectors(six).has_value());
  CHECK(*parse_traffic_selectors(six) == std::vector{TrafficSelector::of(*Ipv6Prefix::parse("::"))});
  std::fill(six.begin() + 28, six.end(), std::uint8_t{0xff});
  CHECK(*parse_traffic_selectors(six) == std::vector{TrafficSelector::any_ipv6()});
  CHECK(to_hex(emit_traffic_selectors({TrafficSelector::any_ipv6()})) == to_hex(six));
  const auto mixed = std::vector{net, TrafficSelector::of(*Ipv6Prefix::parse("2001:db8:1::/48")), TrafficSelector::any()};
  CHECK(*parse_traffic_selectors(emit_traffic_selectors(mixed)) == mixed);
}

TEST_CASE("an Encrypted Fragment payload ends its message like an Encrypted payload") {
  const auto bytes = hex("2300000a000100020000ffff");
  const auto chain = PayloadChain::parse(53, bytes);
  REQUIRE(chain.has_value());
  CHECK(to_hex(*(*chain).only(PayloadType::encrypted_fragment)) == "000100020000");
  CHECK((*chain).first_inside() == 35);
}
