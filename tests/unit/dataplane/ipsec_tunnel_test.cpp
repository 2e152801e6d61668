// Tunnel mode in the data plane: outer and inner header, MTU, and which SA a packet is for.
#include <boost/endian/conversion.hpp>

#include "firmware/base/checksum.hpp"
#include "tests/unit/dataplane/ipsec_site.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

TEST_CASE("tunnel mode: the whole packet goes under ESP, and what the peer sends comes out") {
  for (bool encapsulated : {false, true}) {
    Site site(ipsec::Mode::tunnel, encapsulated);

    site.from_lan(lan_packet());
    REQUIRE(site.wan().size() == 1);
    const auto outer = site.wan()[0];
    const wire::Ipv4View view(outer.data());
    CHECK(view.source() == kOwn);
    CHECK(view.destination() == kPeer);
    CHECK(view.protocol() == (encapsulated ? 17 : 50));
    CHECK_FALSE(view.dont_fragment());

    site.from_wan(site.protect(inner_ping(), 4));
    REQUIRE(site.sent(0).size() == 1);
    auto expected = inner_ping();
    wire::decrement_ttl(expected.data());
    CHECK(to_hex(ByteView(site.sent(0)[0]).subspan(14)) == to_hex(expected));
  }
}

TEST_CASE("tunnel mode: the outer header takes over DSCP and ECN") {
  Site site;
  auto packet = lan_packet();
  packet[1] = 0xb9;  // EF and ECT(1)
  mend_ipv4(packet);

  site.from_lan(packet);

  CHECK(site.wan().at(0)[1] == 0xb9);
}

TEST_CASE("tunnel mode: ECN of outer and inner header become one (RFC 6040 section 4.2)") {
  constexpr int kDropped = -1;
  // Columns: outer Not-ECT, ECT(1), ECT(0), CE.
  constexpr int kResult[4][4] = {
      {0, 0, 0, kDropped},  // inner Not-ECT
      {1, 1, 1, 3},         // inner ECT(1)
      {2, 1, 2, 3},         // inner ECT(0)
      {3, 3, 3, 3},         // inner CE
  };
  for (int inner = 0; inner < 4; ++inner) {
    for (int outer = 0; outer < 4; ++outer) {
      INFO("inner " << inner << ", outer " << outer);
      Site site;
      auto packet = inner_ping();
      packet[1] = static_cast<std::uint8_t>(0xb8 | inner);
      mend_ipv4(packet);
      auto protected_packet = site.protect(packet, 4);
      protected_packet[1] = static_cast<std::uint8_t>(outer);
      mend_ipv4(protected_packet);

      site.from_wan(protected_packet);

      const auto sent = site.sent(0);
      const auto expected = kResult[inner][outer];
      REQUIRE(sent.size() == (expected == kDropped ? 0u : 1u));
      CHECK(site.drops(DropReason::esp_congestion) == (expected == kDropped ? 1u : 0u));
      if (expected != kDropped) CHECK((sent[0][14 + 1] == (0xb8 | expected)));
    }
  }
}

TEST_CASE("tunnel mode: the outer DF bit is the inner one's, or as it is configured") {
  struct Case {
    dataplane::OuterDf configured;
    bool inner;
    bool outer;
  };
  using dataplane::OuterDf;
  for (auto one : {Case{OuterDf::copy, false, false}, Case{OuterDf::copy, true, true}, Case{OuterDf::set, false, true},
                   Case{OuterDf::clear, true, false}}) {
    Site site;
    site.builder.interface("tunnel1").outer_df = one.configured;
    site.plan(site.builder);
    auto packet = lan_packet();
    if (one.inner) packet[6] = 0x40;
    mend_ipv4(packet);

    site.from_lan(packet);

    CHECK(wire::Ipv4View(site.wan().at(0).data()).dont_fragment() == one.outer);
  }
}

TEST_CASE("tunnel mode: what is longer than the tunnel's MTU is cut before encryption, or refused with a word") {
  Site site;
  site.builder.interface("tunnel1").mtu_bytes = 576;
  site.plan(site.builder);
  auto packet = udp(ip("192.168.1.2"), 5000, ip("192.168.2.2"), 6000, Bytes(1000, 0x77));

  SECTION("cut") {
    site.from_lan(packet);
    const auto sent = site.wan();
    REQUIRE(sent.size() == 2);
    for (auto& each : sent) CHECK(each.size() <= 576 + 80);
  }
  SECTION("refused") {
    packet[6] = 0x40;
    mend_ipv4(packet);
    site.from_lan(packet);
    CHECK(site.wan().empty());
    CHECK(site.drops(DropReason::fragment_needed) == 1);
    const auto answer = site.sent(0);
    REQUIRE(answer.size() == 1);
    const auto icmp = ByteView(answer[0]).subspan(14 + 20);
    CHECK(icmp[0] == wire::icmp_type::unreachable);
    CHECK(icmp[1] == wire::icmp_code::fragmentation_needed);
    CHECK((icmp[6] << 8 | icmp[7]) == 576);
  }
}

TEST_CASE("tunnel mode: an ESP packet that is too long is cut whatever it says, unless the tunnel obeys its DF bit") {
  Site site;
  site.builder.interface("tunnel1").mtu_bytes = 1500;
  auto packet = udp(ip("192.168.1.2"), 5000, ip("192.168.2.2"), 6000, Bytes(1460, 0x77));
  packet[6] = 0x40;
  mend_ipv4(packet);

  SECTION("cut, without the bit") {
    site.plan(site.builder);
    site.from_lan(packet);
    const auto sent = site.wan();
    REQUIRE(sent.size() == 2);
    CHECK_FALSE(wire::Ipv4View(sent[0].data()).dont_fragment());
  }
  SECTION("obeyed: the sender hears what fits, and what fits passes whole") {
    site.builder.interface("tunnel1").obeys_outer_df = true;
    site.plan(site.builder);
    site.from_lan(packet);
    CHECK(site.wan().empty());
    const auto answer = site.sent(0);
    REQUIRE(answer.size() == 1);
    const auto icmp = ByteView(answer[0]).subspan(14 + 20);
    CHECK(icmp[1] == wire::icmp_code::fragmentation_needed);
    const auto room = static_cast<std::size_t>(icmp[6] << 8 | icmp[7]);
    for (std::size_t more : {0u, 1u}) {
      auto next = udp(ip("192.168.1.2"), 5000, ip("192.168.2.2"), 6000, Bytes(room - 28 + more, 0x77));
      next[6] = 0x40;
      mend_ipv4(next);
      site.from_lan(next);
      CHECK(site.wan().size() == 1 - more);
    }
  }
}

TEST_CASE("tunnel mode: only what the SA was agreed for passes, in both directions") {
  Site site;
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{site.pair.spi_out}, kPolicy);
  site.pair.selection = {{ipsec::TrafficRange::of(net("192.168.1.0/24"))},
                         {ipsec::TrafficRange::of(net("192.168.2.0/24"))}};
  site.pair.spi_in = 0x1100;
  site.pair.spi_out = 0x2100;
  site.worker.install_sa(site.pair.inbound());
  site.worker.install_sa(site.pair.outbound());

  SECTION("what is inside passes") {
    site.from_lan(lan_packet());
    CHECK(site.wan().size() == 1);
    site.from_wan(site.protect(inner_ping(), 4));
    CHECK(site.sent(0).size() == 1);
    CHECK(site.drops(DropReason::esp_selector) == 0);
  }
  SECTION("another source does not leave, and not in the clear either") {
    site.from_lan(udp(ip("192.168.7.7"), 5000, ip("192.168.2.2"), 6000, Bytes(33, 0x77)));
    CHECK(site.wan().empty());
    CHECK(site.drops(DropReason::esp_selector) == 1);
  }
  SECTION("another source, or another destination, does not come in") {
    site.from_wan(site.protect(icmp_echo(ip("192.168.9.2"), ip("192.168.1.2"), 5), 4));
    site.from_wan(site.protect(icmp_echo(ip("192.168.2.2"), ip("192.168.5.2"), 5), 4));
    CHECK(site.sent(0).empty());
    CHECK(site.drops(DropReason::esp_selector) == 2);
  }
}

TEST_CASE("tunnel mode: of several SAs of a policy the newest sends that is for the packet") {
  Site site;
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{site.pair.spi_out}, kPolicy);
  for (auto [spi, remote, port] : {std::tuple{0x3100u, "192.168.2.1/32", 41001}, {0x3200u, "192.168.2.2/32", 41002},
                                   {0x3300u, "192.168.2.3/32", 41003}}) {
    site.pair.spi_out = spi;
    site.pair.peer = {kPeer, static_cast<std::uint16_t>(port)};
    site.pair.selection = {{}, {ipsec::TrafficRange::of(net(remote))}};
    site.worker.install_sa(site.pair.outbound());
  }
  const auto sent_to = [&](std::string_view destination) {
    site.from_lan(udp(ip("192.168.1.2"), 5000, ip(destination), 6000, Bytes(33, 0x77)));
    const auto packets = site.wan();
    return packets.empty() ? std::string() : to_hex(ByteView(packets.at(0)).subspan(20, 4));
  };

  CHECK(sent_to("192.168.2.1") == "00003100");
  CHECK(sent_to("192.168.2.3") == "00003300");
  CHECK(sent_to("192.168.2.2") == "00003200");
  CHECK(sent_to("192.168.2.9").empty());
  CHECK(site.drops(DropReason::esp_selector) == 1);
}

TEST_CASE("tunnel mode: of many clients' SAs the one is found that is for the packet, and a newer one for a network wins") {
  Site site;
  const auto client = [](std::uint32_t i) { return Ipv4Address{ip("192.168.2.0").value + i}; };
  const auto spi_of = [&](const Bytes& packet) { return boost::endian::load_big_u32(packet.data() + 20); };
  const auto install = [&](std::uint32_t spi, std::vector<ipsec::TrafficRange> remote) {
    auto pair = site.pair;
    pair.spi_in = spi + 0x100000;
    pair.spi_out = spi;
    pair.selection.remote = std::move(remote);
    site.worker.install_sa(pair.outbound());
  };
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{site.pair.spi_out}, site.pair.policy, std::nullopt);
  for (std::uint32_t i = 1; i <= 200; ++i) install(0x5000 + i, {ipsec::TrafficRange::of(Ipv4Prefix{client(i), 32})});
  for (std::uint32_t i : {1u, 77u, 200u}) {
    site.from_lan(udp(ip("192.168.1.2"), 5000, client(i), 6000, Bytes(9)));
    REQUIRE(site.wan().size() == 1);
    CHECK(spi_of(site.wan()[0]) == 0x5000 + i);
  }
  site.from_lan(udp(ip("192.168.1.2"), 5000, client(201), 6000, Bytes(9)));
  CHECK(site.wan().empty());
  install(0x9000, {ipsec::TrafficRange::of(net("192.168.2.0/24"))});
  site.from_lan(udp(ip("192.168.1.2"), 5000, client(77), 6000, Bytes(9)));
  CHECK(spi_of(site.wan().at(0)) == 0x9000);
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{0x9000}, site.pair.policy, std::nullopt);
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{0x5000 + 77}, site.pair.policy, std::nullopt);
  site.from_lan(udp(ip("192.168.1.2"), 5000, client(77), 6000, Bytes(9)));
  CHECK(site.wan().empty());
}

TEST_CASE("tunnel mode: a client that chose another's SPI takes only its own SA away when it leaves") {
  Site site;
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{site.pair.spi_out}, kPolicy);
  site.pair.spi_out = 0x3100;
  for (auto [remote, port] : {std::pair{"192.168.2.1/32", 41001}, {"192.168.2.2/32", 41002}}) {
    site.pair.peer = {kPeer, static_cast<std::uint16_t>(port)};
    site.pair.selection = {{}, {ipsec::TrafficRange::of(net(remote))}};
    auto keys = site.pair.outbound();
    keys.encryption_key = Secret(Bytes(ipsec::key_bytes(keys.suite.cipher), static_cast<std::uint8_t>(port)));
    site.worker.install_sa(std::move(keys));
  }
  const auto packets_to = [&](std::string_view destination) {
    site.from_lan(udp(ip("192.168.1.2"), 5000, ip(destination), 6000, Bytes(33, 0x77)));
    return site.wan().size();
  };
  REQUIRE(packets_to("192.168.2.1") + packets_to("192.168.2.2") == 2);

  site.worker.remove_sa(ipsec::Direction::outbound, Spi{0x3100}, kPolicy, Endpoint{kPeer, 41002});

  CHECK(packets_to("192.168.2.1") == 1);
  CHECK(packets_to("192.168.2.2") == 0);
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{0x3100}, kPolicy, Endpoint{kPeer, 49999});
  CHECK(packets_to("192.168.2.1") == 0);
}

TEST_CASE("tunnel mode: what is not IPv4 or comes for a disabled tunnel is dropped") {
  Site site;
  site.from_wan(site.protect(inner_ping(), 41));
  CHECK(site.drops(DropReason::esp_next_header) == 1);
  site.from_wan(site.protect(Bytes(20, 0), 59));  // a dummy: silently
  site.builder.interface("tunnel1").enabled = false;
  site.plan(site.builder);
  site.from_wan(site.protect(inner_ping(), 4));
  CHECK(site.drops(DropReason::esp_policy_mismatch) == 1);
  CHECK(site.worker.conservation().dropped == 2);
}

namespace {

/// What a router on the way says of a packet that is too long for it.
Bytes too_long(ByteView packet, std::uint16_t mtu) {
  auto error = icmp_error(ip("203.0.113.77"), wire::icmp_type::unreachable, wire::icmp_code::fragmentation_needed, packet);
  boost::endian::store_big_u16(error.data() + 26, mtu);
  boost::endian::store_big_u16(error.data() + 22, 0);
  boost::endian::store_big_u16(error.data() + 22, finish_checksum(checksum_add(0, ByteView(error).subspan(20))));
  return error;
}

Bytes long_packet(bool dont_fragment) {
  auto packet = udp(ip("192.168.1.2"), 5000, ip("192.168.2.2"), 6000, Bytes(1100, 0x77));
  if (dont_fragment) packet[6] |= 0x40;
  mend_ipv4(packet);
  return packet;
}

}  // namespace

TEST_CASE("tunnel mode: what a router on the path says of its MTU is passed on to who must not be cut, for ten minutes") {
  for (bool udp_encapsulated : {false, true}) {
    Site site(ipsec::Mode::tunnel, udp_encapsulated);
    site.from_lan(long_packet(true));
    REQUIRE(site.wan().size() == 1);
    CHECK(wire::Ipv4View(site.wan()[0].data()).dont_fragment());
    const auto first = site.wan()[0];
    site.from_wan(too_long(first, 1000));

    site.from_lan(long_packet(true));
    CHECK(site.wan().empty());
    REQUIRE(site.sent(0).size() == 1);
    const auto frame = site.sent(0)[0];
    const auto told = ByteView(frame).subspan(wire::kEthernetHeaderBytes);
    const auto room = boost::endian::load_big_u16(told.data() + 26);
    CHECK(told[20] == wire::icmp_type::unreachable);
    CHECK(told[21] == wire::icmp_code::fragmentation_needed);
    // What fits by that word fits through the path.
    auto fitting = udp(ip("192.168.1.2"), 5000, ip("192.168.2.2"), 6000, Bytes(room - 28u, 0x77));
    fitting[6] |= 0x40;
    mend_ipv4(fitting);
    site.from_lan(fitting);
    REQUIRE(site.wan().size() == 1);
    CHECK(site.wan()[0].size() <= 1000);
    CHECK(site.wan()[0].size() > 1000 - 16);

    // What may be cut goes without DF, and is the path's to cut.
    site.from_lan(long_packet(false));
    REQUIRE(site.wan().size() == 1);
    CHECK_FALSE(wire::Ipv4View(site.wan()[0].data()).dont_fragment());

    site.now += std::chrono::minutes(11);
    site.from_lan(long_packet(true));
    CHECK(site.wan().size() == 1);
  }
}

TEST_CASE("tunnel mode: with DF set outside, a narrow path has packets cut before encryption") {
  Site site;
  site.builder.interface("tunnel1").outer_df = dataplane::OuterDf::set;
  site.plan(site.builder);
  site.from_lan(long_packet(false));
  REQUIRE(site.wan().size() == 1);
  site.from_wan(too_long(site.wan()[0], 1000));
  site.from_lan(long_packet(false));
  REQUIRE(site.wan().size() == 2);
  for (auto& packet : site.wan()) CHECK(packet.size() <= 1000);
}

TEST_CASE("tunnel mode: a word about the path that quotes no packet of an SA, or is absurd, is not believed") {
  Site site;
  site.from_lan(long_packet(true));
  REQUIRE(site.wan().size() == 1);
  const auto sent = site.wan()[0];
  const auto still_passes = [&] {
    site.from_lan(long_packet(true));
    return site.wan().size() == 1;
  };
  auto other_spi = sent;
  other_spi[20] ^= 1;
  auto other_peer = sent;
  other_peer[19] ^= 1;
  mend_ipv4(other_peer);
  auto other_protocol = sent;
  other_protocol[9] = 51;
  mend_ipv4(other_protocol);
  for (auto& quoted : {other_spi, other_peer, other_protocol}) {
    site.from_wan(too_long(quoted, 1000));
    CHECK(still_passes());
  }
  for (auto mtu : {std::uint16_t{0}, std::uint16_t{68}, std::uint16_t{575}, std::uint16_t{1400}}) {
    site.from_wan(too_long(sent, mtu));
    CHECK(still_passes());
  }
  auto cut = too_long(sent, 1000);
  cut.resize(cut.size() - 1);
  boost::endian::store_big_u16(cut.data() + 2, static_cast<std::uint16_t>(cut.size()));
  mend_ipv4(cut);
  site.from_wan(cut);
  CHECK(still_passes());
}

TEST_CASE("a client's own filters count for what it sends and gets, beside the tunnel's") {
  dataplane::FilterPlan icmp_only;
  icmp_only.id = FilterId{1};
  icmp_only.action = dataplane::FilterAction::pass;
  icmp_only.protocols = {wire::ip_protocol::icmp};
  Site site;
  auto builder = site.builder;
  builder.plan.filters = {icmp_only};
  builder.plan.clients = {{ip("192.168.2.2"), builder.index("tunnel1"), {FilterId{1}}, {FilterId{1}}}};
  site.plan(builder);

  site.from_wan(site.protect(inner_ping(), 4));
  CHECK(site.sent(0).size() == 1);
  site.from_wan(site.protect(udp(ip("192.168.2.2"), 1, ip("192.168.1.2"), 2, Bytes(8)), 4));
  CHECK(site.sent(0).empty());
  CHECK(site.drops(DropReason::filtered_in) == 1);
  site.from_wan(site.protect(udp(ip("192.168.2.3"), 1, ip("192.168.1.2"), 2, Bytes(8)), 4));
  CHECK(site.sent(0).size() == 1);  // of another client, which has no filters

  site.from_lan(lan_packet());
  CHECK(site.wan().empty());
  CHECK(site.drops(DropReason::filtered_out) == 1);
  site.from_lan(icmp_echo(ip("192.168.1.2"), ip("192.168.2.2"), 5));
  CHECK(site.wan().size() == 1);
}

TEST_CASE("of SPIs that are none, ten different ones a second are told") {
  Site site;
  std::vector<dataplane::IllegalSpi> told;
  for (std::uint32_t i = 0; i < 200; ++i) {
    Bytes esp(40);
    esp[3] = static_cast<std::uint8_t>(1 + i % 20);  // each of twenty, ten times
    site.from_wan(ipv4(kPeer, kOwn, 50, esp));
    const auto notices = site.notices<dataplane::IllegalSpi>();
    told.insert(told.end(), notices.begin(), notices.end());
  }
  REQUIRE(told.size() == 10);
  CHECK(told[0].spi == Spi{1});
  CHECK(told[9].spi == Spi{10});
  CHECK(told[0].source == IpAddress(kPeer));
  CHECK(site.drops(DropReason::esp_unknown_spi) == 200);

  site.now += std::chrono::seconds(1);
  site.from_wan(ipv4(kPeer, kOwn, 50, Bytes(40, 1)));
  CHECK(site.notices<dataplane::IllegalSpi>().size() == 1);
}
