// Both versions of IKE between peers that reach each other by IPv6.
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

Ipv6Address ip6(const char* text) { return *Ipv6Address::parse(text); }
const auto kA = ip6("2001:db8:a::1");
const auto kB = ip6("2001:db8:b::1");

ike::Gateway& gateway(Station& station) { return station.settings.gateways[0]; }

/// As two_fixed_sites, but for the addresses.
void two_ipv6_sites(Network& net, int version) {
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) {
    gateway(*station).version = version;
    gateway(*station).local_address = station == &net.a ? kA : kB;
    gateway(*station).remote_address = station == &net.a ? kB : kA;
  }
}

}  // namespace

TEST_CASE("two IPv6 addresses: SAs come up between them, and nothing restricts what goes inside") {
  const int version = GENERATE(1, 2);
  INFO("IKEv" << version);
  Network net;
  two_ipv6_sites(net, version);
  net.configure();
  net.run(2s);
  REQUIRE(net.passes());
  CHECK(net.a.outbound[0].local == Endpoint{kA, 0});
  CHECK(net.a.outbound[0].peer == Endpoint{kB, 0});
  CHECK_FALSE(net.a.outbound[0].selection.restricts());
  CHECK(net.wire[0].source == Endpoint{kA, 500});
  CHECK(net.a.all<ike::PolicyUp>()[0]->peer.text() == "[2001:db8:b::1]:0");
}

TEST_CASE("IPv6: no NAT is found where there is none, and one where there is") {
  const int version = GENERATE(1, 2);
  const bool nat = GENERATE(false, true);
  INFO("IKEv" << version << (nat ? " through a NAT" : ""));
  Network net;
  two_ipv6_sites(net, version);
  const auto outside = ip6("2001:db8:c::1");
  if (nat) {
    net.nat_a = Nat{kA, outside, 20000};
    gateway(net.b).remote_address.reset();
  }
  for (auto* station : {&net.a, &net.b}) gateway(*station).nat_traversal = true;
  if (nat && version == 1) {  // a name, as behind every NAT
    gateway(net.a).local_name = gateway(net.b).remote_name = ike::Name{"branch", ike::NameKind::key_id};
  }
  net.configure();
  net.run(5s);
  REQUIRE(net.passes());
  CHECK(net.b.outbound[0].udp_encapsulated == nat);
  if (nat) CHECK(net.b.outbound[0].peer == Endpoint{outside, 24500});
}

TEST_CASE("IPv6 networks as IDs: both ends agree on them, and on nothing else") {
  const int version = GENERATE(1, 2);
  INFO("IKEv" << version);
  Network net;
  two_ipv6_sites(net, version);
  const auto prefix = [](const char* text) { return IpPrefix::parse(text); };
  gateway(net.a).local_id = prefix("2001:db8:1::/48");
  gateway(net.a).remote_id = prefix("2001:db8:2::/48");

  SECTION("mirrored") {
    gateway(net.b).local_id = prefix("2001:db8:2::/48");
    gateway(net.b).remote_id = prefix("2001:db8:1::/48");
    net.configure();
    net.run(2s);
    REQUIRE(net.passes());
    auto& selection = net.a.outbound[0].selection;
    REQUIRE(selection.local.size() == 1);
    CHECK(selection.local[0] == ipsec::TrafficRange::of(*prefix("2001:db8:1::/48")));
    const ipsec::TrafficEnd ours{ip6("2001:db8:1:ffff::9"), 0}, theirs{ip6("2001:db8:2::1"), 0};
    CHECK(selection.selects(58, ours, theirs));
    CHECK_FALSE(selection.selects(58, ours, {ip6("2001:db8:3::1"), 0}));
    CHECK_FALSE(selection.selects(1, {Ipv4Address::of(10, 0, 0, 1), 0}, {Ipv4Address::of(10, 0, 0, 2), 0}));
  }
  SECTION("not those of the other end") {
    gateway(net.b).local_id = prefix("2001:db8:7::/48");
    gateway(net.b).remote_id = prefix("2001:db8:1::/48");
    net.configure();
    net.run(5s);
    CHECK(net.a.outbound.empty());
    CHECK(net.b.outbound.empty());
  }
  SECTION("IPv4 networks inside of IPv6") {
    gateway(net.a).local_id = prefix("10.1.0.0/16");
    gateway(net.a).remote_id = prefix("10.2.0.0/16");
    net.configure();
    net.run(2s);
    REQUIRE(net.passes());
    CHECK(net.b.outbound[0].selection.remote == std::vector{ipsec::TrafficRange::of(*prefix("10.1.0.0/16"))});
  }
}

TEST_CASE("IPv6: SAs are renewed, a dead peer is found, and the tunnel comes again") {
  const int version = GENERATE(1, 2);
  INFO("IKEv" << version);
  Network net;
  two_ipv6_sites(net, version);
  for (auto* station : {&net.a, &net.b}) {
    gateway(*station).ipsec_lifetime.seconds = 300s;
    gateway(*station).isakmp_lifetime.seconds = 400s;
    gateway(*station).keepalive = {ike::KeepaliveSwitch::on, version == 1 ? ike::KeepaliveKind::dpd : ike::KeepaliveKind::rfc4306, 10s, 3};
  }
  net.configure();
  net.run(2s);
  const auto first = net.a.outbound.back().spi;
  net.run(20min);
  REQUIRE(net.passes());
  CHECK(net.a.outbound.back().spi != first);

  net.power_off(net.b);
  net.run(2min);
  CHECK(net.a.count<ike::PeerDead>() >= 1);
  net.b.on = true;
  net.restart(net.b);
  net.run(3min);
  CHECK(net.passes());
}

TEST_CASE("v2: a peer whose name is its IPv6 address is known by it") {
  Network net;
  two_ipv6_sites(net, 2);
  gateway(net.a).remote_address.reset();
  gateway(net.a).remote_name = ike::Name{"2001:db8:b::1", ike::NameKind::ipv6_addr};
  gateway(net.b).local_name = ike::Name{"2001:db8:b::1", ike::NameKind::ipv6_addr};
  net.configure();
  net.run(2s);
  CHECK(net.passes());
}

TEST_CASE("a gateway whose two addresses are of different versions begins nothing") {
  const int version = GENERATE(1, 2);
  Network net;
  two_ipv6_sites(net, version);
  gateway(net.a).local_address = kSiteA;
  net.configure();
  net.run(10s);
  CHECK(net.wire.empty());
}

TEST_CASE("v2: under load strangers of IPv6 are asked for cookies, each at its own address") {
  Network net;
  two_ipv6_sites(net, 2);
  gateway(net.b).remote_address.reset();
  net.configure();
  net.run(2s);
  const auto first = net.wire[0];
  REQUIRE(first.source.address == IpAddress(kA));
  // Half-open exchanges of many addresses, as a flood makes them.
  std::size_t cookies = 0;
  for (std::uint32_t i = 0; i < 1000; ++i) {
    auto datagram = first;
    auto from = kA;
    from.octets[14] = static_cast<std::uint8_t>(i >> 8);
    from.octets[15] = static_cast<std::uint8_t>(i);
    datagram.source.address = from;
    datagram.payload[0] = static_cast<std::uint8_t>(i >> 8 | 0x80);
    datagram.payload[1] = static_cast<std::uint8_t>(i);
    ike::Outbox answer;
    net.b.engine->receive(datagram, net.now, answer);
    for (auto& reply : answer.datagrams) {
      CHECK(reply.destination.address == IpAddress(from));
      constexpr std::size_t kNotifyType = 28 + 6;  // behind the header of IKE and that of the payload
      constexpr std::uint16_t kCookie = 16390;
      REQUIRE(reply.payload.size() >= kNotifyType + 2);
      if ((reply.payload[kNotifyType] << 8 | reply.payload[kNotifyType + 1]) == kCookie) ++cookies;
    }
  }
  CHECK(cookies > 500);
}
