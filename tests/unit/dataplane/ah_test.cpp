// AH and IPComp in the data plane.
#include "firmware/ipsec/ah.hpp"
#include "firmware/ipsec/ipcomp.hpp"
#include "tests/unit/dataplane/ipsec_site.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

const auto kSuite = ipsec::Suite::ah(ipsec::EspIntegrity::sha256_hmac);

Bytes long_packet() { return udp(ip("192.168.1.2"), 5000, ip("192.168.2.2"), 6000, Bytes(600, 0x77)); }

/// What the peer sends under AH of the pair.
Bytes with_ah(Site& site, ByteView payload, std::uint8_t next_header) {
  auto parameters = site.pair.inbound();
  parameters.direction = ipsec::Direction::outbound;
  auto& sa = site.peers[site.pair.spi_in];
  if (!sa) sa = std::make_unique<ipsec::Sa>(std::move(parameters));
  Bytes body(ipsec::ah_bytes(kSuite));
  body.insert(body.end(), payload.begin(), payload.end());
  auto packet = site.pool.copy(ipv4(kPeer, kOwn, 51, body));
  ipsec::AhJob job{packet.get(), sa.get(), next_header, {}};
  ipsec::ah_protect({&job, 1});
  REQUIRE(job.error == ipsec::SaError::none);
  return to_bytes(packet->bytes());
}

/// The site's own packet as the peer verifies it: what stands behind AH.
std::optional<Bytes> verified(Site& site, const Bytes& sent, std::uint8_t& next_header) {
  auto parameters = site.pair.outbound();
  parameters.direction = ipsec::Direction::inbound;
  ipsec::Sa sa(std::move(parameters));
  auto packet = site.pool.copy(sent);
  ipsec::AhJob job{packet.get(), &sa, 0, {}};
  ipsec::ah_verify({&job, 1});
  next_header = job.next_header;
  if (job.error != ipsec::SaError::none) return std::nullopt;
  return to_bytes(ByteView(packet->bytes()).subspan(20 + ipsec::ah_bytes(kSuite)));
}

}  // namespace

TEST_CASE("AH in tunnel mode: the whole packet goes behind it, and what the peer sends comes out") {
  Site site(ipsec::Mode::tunnel, false, kSuite);

  site.from_lan(lan_packet());
  REQUIRE(site.wan().size() == 1);
  const auto outer = site.wan()[0];
  const wire::Ipv4View view(outer.data());
  CHECK(view.source() == kOwn);
  CHECK(view.destination() == kPeer);
  CHECK(view.protocol() == 51);
  std::uint8_t next_header = 0;
  const auto inner = verified(site, outer, next_header);
  REQUIRE(inner);
  CHECK(next_header == 4);
  auto expected = lan_packet();
  wire::decrement_ttl(expected.data());
  CHECK(to_hex(*inner) == to_hex(expected));

  site.from_wan(with_ah(site, inner_ping(), 4));
  REQUIRE(site.sent(0).size() == 1);
  auto arrived = inner_ping();
  wire::decrement_ttl(arrived.data());
  CHECK(to_hex(ByteView(site.sent(0)[0]).subspan(14)) == to_hex(arrived));
}

TEST_CASE("AH in transport mode: the router's own packet keeps its header") {
  Site site(ipsec::Mode::transport, false, kSuite);
  Datagram datagram{{kOwn, 1701}, {kPeer, 1701}, Bytes(20, 0x55)};

  site.worker.send(datagram, kPolicy, site.now, site.out);

  REQUIRE(site.wan().size() == 1);
  std::uint8_t next_header = 0;
  const auto inner = verified(site, site.wan()[0], next_header);
  REQUIRE(inner);
  CHECK(next_header == 17);
  CHECK(inner->size() == 8 + 20);
}

TEST_CASE("AH: what is not authentic, repeated, unknown or not AH's is dropped and counted") {
  Site site(ipsec::Mode::tunnel, false, kSuite);
  const auto good = with_ah(site, inner_ping(), 4);

  auto forged = good;
  forged.back() ^= 1;
  site.from_wan(forged);
  CHECK(site.drops(DropReason::ah_integrity) == 1);

  auto other_source = good;
  wire::set_source(other_source.data(), ip("203.0.113.77"));
  site.from_wan(other_source);
  CHECK(site.drops(DropReason::ah_integrity) == 2);

  site.from_wan(good);
  site.from_wan(good);
  CHECK(site.drops(DropReason::ah_replayed) == 1);

  auto unknown = good;
  unknown[20 + 7] ^= 1;
  site.from_wan(unknown);
  CHECK(site.drops(DropReason::ah_unknown_spi) == 1);

  site.from_wan(ipv4(kPeer, kOwn, 51, Bytes(11)));
  CHECK(site.drops(DropReason::ah_malformed) == 1);

  // The SPI of an AH SA under ESP, and the other way round.
  Bytes esp(40, 0);
  std::copy_n(good.begin() + 24, 4, esp.begin());
  site.from_wan(ipv4(kPeer, kOwn, 50, esp));
  CHECK(site.drops(DropReason::esp_unknown_spi) == 1);
}

TEST_CASE("AH: of every length up to 64, with the SPI of an SA and without, nothing passes and each is counted") {
  Site site(ipsec::Mode::tunnel, false, kSuite);
  const auto good = with_ah(site, inner_ping(), 4);
  const auto counted = [&] {
    return site.drops(DropReason::ah_malformed) + site.drops(DropReason::ah_integrity) + site.drops(DropReason::ah_unknown_spi);
  };
  std::uint64_t sent = 0;
  for (std::size_t length = 0; length <= 64; ++length) {
    // Its last octet is missing where it would be whole.
    site.from_wan(ipv4(kPeer, kOwn, 51, ByteView(good).subspan(20, std::min(length, good.size() - 21))));
    site.from_wan(ipv4(kPeer, kOwn, 51, Bytes(length, 0xff)));
    site.from_wan(ipv4(kPeer, kOwn, 51, Bytes(length, 0)));
    sent += 3;
    CHECK(counted() == sent);
  }
  CHECK(site.sent(0).empty());
}

TEST_CASE("AH: a packet that was cut on the way is verified when it is whole again") {
  Site site(ipsec::Mode::tunnel, false, kSuite);
  const auto whole = with_ah(site, icmp_echo(ip("192.168.2.2"), ip("192.168.1.2"), 5, true, 700), 4);
  constexpr std::size_t kFirst = 400;
  for (bool second : {false, true}) {
    const auto from = second ? 20 + kFirst : 20;
    const auto count = second ? whole.size() - 20 - kFirst : kFirst;
    Bytes piece(whole.begin(), whole.begin() + 20);
    piece.insert(piece.end(), whole.begin() + static_cast<long>(from), whole.begin() + static_cast<long>(from + count));
    wire::set_total_bytes(piece.data(), piece.size());
    wire::set_fragment(piece.data(), second ? kFirst : 0, !second);
    site.from_wan(piece);
  }

  CHECK(site.sent(0).size() == 1);
  CHECK(site.drops(DropReason::ah_integrity) == 0);
}

TEST_CASE("IPComp: packets that become shorter go compressed, and only if it was agreed and is wanted") {
  struct Case {
    bool agreed;
    bool wanted;
    bool compressed;
  };
  for (auto one : {Case{true, true, true}, Case{true, false, false}, Case{false, true, false}}) {
    Site site;
    auto outbound = site.pair.outbound();
    outbound.spi = Spi{0x3000};
    if (one.agreed) outbound.compression = Cpi{700};
    outbound.compresses = one.wanted;
    site.worker.install_sa(std::move(outbound));

    site.from_lan(long_packet());

    REQUIRE(site.wan().size() == 1);
    CHECK((site.wan()[0].size() < 300) == one.compressed);
  }
}

TEST_CASE("IPComp: what the peer compressed is expanded under the SA it was agreed for, and nowhere else") {
  for (bool agreed : {true, false}) {
    Site site;
    auto under = site.pair;
    under.spi_in = 0x4000;
    auto inbound = under.inbound();
    if (agreed) inbound.compression = Cpi{700};
    site.worker.install_sa(std::move(inbound));
    auto packet = site.pool.copy(icmp_echo(ip("192.168.2.2"), ip("192.168.1.2"), 5, true, 500));
    REQUIRE(ipsec::compress(*packet, 4, Cpi{700}));

    site.from_wan(site.protect(packet->bytes(), ipsec::kIpcompProtocol, under));

    CHECK(site.sent(0).size() == (agreed ? 1u : 0u));
    CHECK(site.drops(DropReason::ipcomp_damaged) == (agreed ? 0u : 1u));
  }
}
