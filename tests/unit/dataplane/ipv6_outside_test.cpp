// IPsec between two routers whose way to each other is IPv6: what goes in at one comes out at the other, whatever is around it.
#include "firmware/ipsec/ah.hpp"
#include "tests/unit/dataplane/ipv6_packets.hpp"
#include "tests/unit/dataplane/rig.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

constexpr PolicyId kPolicy{101};
const auto kWanOfA = ip6("2001:db8:ffff::1");
const auto kWanOfB = ip6("2001:db8:ffff::2");
const auto kHostOfA = ip("192.168.1.2");
const auto kHostOfB = ip("192.168.2.2");
const auto kHost6OfA = ip6("2001:db8:1::2");
const auto kHost6OfB = ip6("2001:db8:2::2");

struct Protection {
  const char* name;
  ipsec::Suite suite;
  bool udp = false;
  bool compresses = false;
};
const Protection kProtections[] = {
    {"ESP by protocol 50", {}},
    {"ESP in UDP", {}, true},
    {"ESP with AES-GCM", {ipsec::EspCipher::aes_gcm, ipsec::EspIntegrity::none}},
    {"AH with SHA-1", ipsec::Suite::ah(ipsec::EspIntegrity::sha_hmac)},
    {"AH with SHA-256, which is padded", ipsec::Suite::ah(ipsec::EspIntegrity::sha256_hmac)},
    {"IPComp under ESP", {}, false, true},
};

/// Router `number` (1 or 2): 192.168.number.0/24 and 2001:db8:number::/64 on lan1, the other's networks behind tunnel1.
struct Router : Rig {
  Router(std::uint8_t router, const Protection& protection, ipsec::Mode mode) : Rig(router, 2048), number(router) {
    const auto other = std::to_string(3 - number);
    const auto own = std::to_string(number);
    builder.port("lan1", lan_mac(), {net("192.168." + own + ".1/24")}).port("lan2", wan_mac());
    builder.interface("lan1").addresses6 = {net6("2001:db8:" + own + "::1/64"), wire::link_local(lan_mac())};
    builder.interface("lan2").addresses6 = {net6("2001:db8:ffff::" + own + "/64"), wire::link_local(wan_mac())};
    auto& routes6 = builder.plan.routes6;
    routes6.push_back({net6("2001:db8:" + own + "::/64"), builder.index("lan1"), {}, false, true});
    routes6.push_back({net6("2001:db8:ffff::/64"), builder.index("lan2"), {}, false, true});
    if (mode == ipsec::Mode::tunnel) {
      builder.ipsec_tunnel(TunnelId{1}, kPolicy).route(net("192.168." + other + ".0/24"), "tunnel1");
      routes6.push_back({net6("2001:db8:" + other + "::/64"), builder.index("tunnel1"), {}, false, false});
    } else {
      dataplane::TransportPlan everything;
      everything.policy = kPolicy;
      everything.peer = number == 1 ? kWanOfB : kWanOfA;
      builder.plan.transports.push_back(everything);
    }
    plan(builder);
    for (auto direction : {ipsec::Direction::inbound, ipsec::Direction::outbound}) worker.install_sa(sa(direction, protection, mode));
    knows(0, lan_mac(), ip("192.168." + own + ".1"), mac(number), ip("192.168." + own + ".2"));
    const auto host = ip6("2001:db8:" + own + "::2");
    const auto router6 = ip6("2001:db8:" + own + "::1");
    from_lan(neighbour({true, router6, mac(number), false, false, false}, host, wire::solicited_node(router6)));
  }
  [[nodiscard]] MacAddress lan_mac() const { return router_mac(number, 0); }
  [[nodiscard]] MacAddress wan_mac() const { return router_mac(number, 1); }
  [[nodiscard]] ipsec::SaParameters sa(ipsec::Direction direction, const Protection& protection, ipsec::Mode mode) const {
    SaPair pair;
    pair.mode = mode;
    pair.suite = protection.suite;
    pair.udp_encapsulated = protection.udp;
    const std::uint16_t port = protection.udp ? 4500 : 0;
    pair.local = {kWanOfA, port};
    pair.peer = {kWanOfB, port};
    if (number == 2) {
      std::swap(pair.local, pair.peer);
      std::swap(pair.spi_in, pair.spi_out);
    }
    auto sa = direction == ipsec::Direction::inbound ? pair.inbound() : pair.outbound();
    if (protection.compresses) sa.compression = Cpi{300};
    sa.compresses = protection.compresses;
    return sa;
  }
  void from_lan(const Bytes& packet) {
    const auto type = packet[0] >> 4 == 6 ? wire::ethertype::ipv6 : wire::ethertype::ipv4;
    receive(0, ethernet(lan_mac(), mac(number), type, packet));
  }

  std::uint8_t number;
  PlanBuilder builder;
};

Bytes without_ethernet(const Bytes& frame) { return to_bytes(ByteView(frame).subspan(wire::kEthernetHeaderBytes)); }

/// Two of them, wan to wan.
struct TwoRouters {
  explicit TwoRouters(const Protection& protection, ipsec::Mode mode = ipsec::Mode::tunnel) : a(1, protection, mode), b(2, protection, mode) {}

  /// What leaves one by the wire arrives at the other, and so on until it is quiet. What `keep` says is left out.
  void exchange(Router& from, Router& to) {
    for (auto* pair : {&from, &to}) lan[pair->number].clear();
    auto frames = from.sent(1);
    collect(from);
    for (int round = 0; !frames.empty(); ++round) {
      REQUIRE(round < 20);
      auto& receiver = round % 2 == 0 ? to : from;
      for (auto& frame : frames) wire.push_back(without_ethernet(frame));
      std::erase_if(frames, [&](auto& frame) { return lost && lost(without_ethernet(frame)); });
      receiver.receive(1, frames);
      collect(receiver);
      frames = receiver.sent(1);
    }
  }
  void collect(const Router& router) {
    for (auto& frame : router.sent(0)) lan[router.number].push_back(without_ethernet(frame));
  }
  /// From a host behind `from` to where it goes, once the routers know each other's link addresses.
  std::vector<Bytes> arrives(Router& from, Router& to, const Bytes& packet) {
    wire.clear();
    from.from_lan(packet);
    exchange(from, to);
    return lan[to.number];
  }

  Router a, b;
  std::map<int, std::vector<Bytes>> lan;
  std::vector<Bytes> wire;
  std::function<bool(const Bytes&)> lost;
};

Bytes ping6(std::size_t data_bytes = 100) { return icmpv6(kHost6OfA, kHost6OfB, wire::icmpv6_type::echo_request, data_bytes); }
Bytes ping4(std::size_t data_bytes = 100) { return icmp_echo(kHostOfA, kHostOfB, 7, true, data_bytes); }

}  // namespace

TEST_CASE("IPv4 and IPv6 inside of IPv6 arrive as they were sent, by every protection, in both directions") {
  const auto& protection = GENERATE(from_range(std::begin(kProtections), std::end(kProtections)));
  INFO(protection.name);
  TwoRouters net(protection);

  auto arrived = net.arrives(net.a, net.b, ping4());
  REQUIRE(arrived.size() == 1);
  auto expected = ping4();
  expected[8] = static_cast<std::uint8_t>(expected[8] - 2);  // two routers
  mend_ipv4(expected);
  CHECK(to_hex(arrived[0]) == to_hex(expected));

  arrived = net.arrives(net.a, net.b, ping6());
  REQUIRE(arrived.size() == 1);
  auto expected6 = ping6();
  wire::decrement_hop_limit(expected6.data());
  wire::decrement_hop_limit(expected6.data());
  CHECK(to_hex(arrived[0]) == to_hex(expected6));
  REQUIRE(net.wire.size() == 1);
  const wire::Ipv6View outer(net.wire[0].data());
  CHECK(outer.source() == kWanOfA);
  CHECK(outer.destination() == kWanOfB);
  CHECK(outer.next_header() == (protection.udp ? 17 : protection.suite.protocol == ipsec::Protocol::ah ? 51 : 50));

  CHECK(net.arrives(net.b, net.a, icmpv6(kHost6OfB, kHost6OfA, wire::icmpv6_type::echo_reply)).size() == 1);
  CHECK(net.arrives(net.b, net.a, icmp_echo(kHostOfB, kHostOfA, 7, false)).size() == 1);
}

TEST_CASE("ESP in UDP over IPv6 has a right checksum, which IPv6 demands") {
  TwoRouters net(kProtections[1]);
  REQUIRE(net.arrives(net.a, net.b, ping4()).size() == 1);
  const auto datagram = net.wire.back();
  const auto segment = ByteView(datagram).subspan(wire::kIpv6HeaderBytes);
  CHECK((segment[6] != 0 || segment[7] != 0));
  CHECK(wire::udp_checksum_good(segment, kWanOfA, kWanOfB));

  auto bare = datagram;
  bare[46] = bare[47] = 0;
  net.b.receive(1, ethernet(net.b.wan_mac(), net.a.wan_mac(), wire::ethertype::ipv6, bare));
  CHECK(net.b.drops(DropReason::udp_checksum) == 1);
}

TEST_CASE("what is too long around a packet is cut by the router, and whole again at the other end") {
  const auto& protection = GENERATE(from_range(std::begin(kProtections), std::end(kProtections)));
  INFO(protection.name);
  TwoRouters net(protection);
  for (auto* router : {&net.a, &net.b}) {
    router->builder.interface("tunnel1").mtu_bytes = 1500;
    router->builder.interface("tunnel1").mtu6_bytes = 1500;
    router->plan(router->builder);
  }
  REQUIRE(net.arrives(net.a, net.b, ping4()).size() == 1);
  Bytes noise(1500 - 48);
  TestEntropy(9).fill(noise);  // does not compress
  auto packet = ping6(noise.size());
  std::copy(noise.begin(), noise.end(), packet.begin() + 48);

  REQUIRE(net.arrives(net.a, net.b, packet).size() == 1);
  REQUIRE(net.wire.size() == 2);
  for (auto& piece : net.wire) {
    CHECK(piece.size() <= 1500);
    CHECK(wire::fragment_in(piece));
  }
  CHECK(wire::fragment_in(net.wire[0])->identification == wire::fragment_in(net.wire[1])->identification);
  auto expected = packet;
  wire::decrement_hop_limit(expected.data());
  wire::decrement_hop_limit(expected.data());
  CHECK(to_hex(net.lan[2][0]) == to_hex(expected));
}

TEST_CASE("a router on the way says what fits through it, and the packets are cut to that") {
  TwoRouters net(kProtections[0]);
  for (auto* router : {&net.a, &net.b}) {
    router->builder.interface("tunnel1").mtu6_bytes = 1400;
    router->plan(router->builder);
  }
  REQUIRE(net.arrives(net.a, net.b, ping6()).size() == 1);  // now they know each other's link addresses
  REQUIRE(net.arrives(net.a, net.b, ping6(1352)).size() == 1);
  REQUIRE(net.wire.size() == 1);
  const auto too_long = net.wire[0];
  const auto told = [&](std::uint32_t mtu, ByteView quoted) {
    Bytes message(8);
    message[0] = wire::icmpv6_type::packet_too_big;
    boost::endian::store_big_u32(message.data() + 4, mtu);
    message.insert(message.end(), quoted.begin(), quoted.begin() + std::min<std::ptrdiff_t>(1232, std::ssize(quoted)));
    const auto router = ip6("2001:db8:eeee::1");
    boost::endian::store_big_u16(message.data() + 2, wire::icmpv6_sum(router, kWanOfA, message));
    net.a.receive(1, ethernet(net.a.wan_mac(), net.b.wan_mac(), wire::ethertype::ipv6,
                              ipv6(router, kWanOfA, wire::ip_protocol::icmpv6, message)));
  };
  const auto longest = [&] {
    std::size_t bytes = 0;
    CHECK(net.arrives(net.a, net.b, ping6(1352)).size() == 1);
    for (auto& piece : net.wire) bytes = std::max(bytes, piece.size());
    return bytes;
  };

  SECTION("it is believed") {
    told(1300, too_long);
    CHECK(longest() <= 1300);
    CHECK(net.wire.size() == 2);
    net.a.now += std::chrono::minutes(11);
    CHECK(longest() == too_long.size());
  }
  SECTION("not less than every link carries") {
    told(1279, too_long);
    CHECK(longest() == too_long.size());
  }
  SECTION("not about a packet of another SPI") {
    auto other = too_long;
    other[40] ^= 1;
    told(1300, other);
    CHECK(longest() == too_long.size());
  }
}

TEST_CASE("transport mode over IPv6: the router's own packets go protected, and what is bare is refused") {
  const auto& protection = GENERATE(from_range(std::begin(kProtections), std::end(kProtections) - 1));
  INFO(protection.name);
  TwoRouters net(protection, ipsec::Mode::transport);
  const auto ping = [&](std::size_t bytes) {
    net.wire.clear();
    net.a.call([&](auto& worker) { worker.send_echo(std::nullopt, kWanOfB, 5, 1, bytes, net.a.now, net.a.out); });
    std::vector<dataplane::LocalIcmp> answers;
    net.exchange(net.a, net.b);
    for (auto& notice : net.a.notices<dataplane::LocalIcmp>()) answers.push_back(notice);
    return answers;
  };
  for (std::size_t bytes : {8u, 300u, 1990u}) {
    const auto answers = ping(bytes);
    REQUIRE(answers.size() == 1);
    CHECK(answers[0].source == kWanOfB);
    CHECK(answers[0].message.size() == bytes + 8);
    CHECK(answers[0].message[0] == wire::icmpv6_type::echo_reply);
    for (auto& packet : net.wire) {
      const auto upper = wire::upper_layer(packet);
      REQUIRE(upper);
      const auto protocol = upper->later_fragment ? wire::fragment_in(packet)->next_header : upper->protocol;
      const bool about_neighbours = protocol == wire::ip_protocol::icmpv6;
      CHECK((about_neighbours ? packet[40] >= wire::icmpv6_type::neighbour_solicitation : protocol != 58));
    }
  }
  const auto bare = icmpv6(kWanOfA, kWanOfB, wire::icmpv6_type::echo_request);
  net.b.receive(1, ethernet(net.b.wan_mac(), net.a.wan_mac(), wire::ethertype::ipv6, bare));
  CHECK(net.b.drops(DropReason::unprotected) == 1);
  CHECK(net.b.sent(1).empty());
}

TEST_CASE("AH over IPv6 covers extension headers, but for what routers may change in them") {
  const auto suite = ipsec::Suite::ah(ipsec::EspIntegrity::sha256_hmac);
  const Protection protection{"AH", suite};
  Router a(1, protection, ipsec::Mode::tunnel);
  Router b(2, protection, ipsec::Mode::tunnel);
  /// Hop-by-hop: one option that may change (0x3e) and one that may not (0x1e), 2 bytes each.
  const Bytes options{51, 0, 0x3e, 1, 0xaa, 0x1e, 1, 0xbb};
  const auto inner = ping6();
  const auto packet_of = [&] {
    Bytes body = options;
    body.resize(options.size() + ipsec::ah_bytes(suite, true));
    body.insert(body.end(), inner.begin(), inner.end());
    return ipv6(kWanOfA, kWanOfB, 0, body);
  };
  auto buffer = a.pool.copy(packet_of());
  ipsec::Sa sa(a.sa(ipsec::Direction::outbound, protection, ipsec::Mode::tunnel));
  ipsec::AhJob job{buffer.get(), &sa, wire::ip_protocol::ipv6, {}};
  ipsec::ah_protect({&job, 1});
  REQUIRE(job.error == ipsec::SaError::none);
  const auto sent = to_bytes(buffer->bytes());
  buffer.reset();
  const auto receive = [&](const Bytes& packet) {
    b.receive(1, ethernet(b.wan_mac(), a.wan_mac(), wire::ethertype::ipv6, packet));
    return b.sent(0).size();
  };
  auto on_the_way = sent;
  on_the_way[1] = 0x12;  // traffic class and flow label, hop limit, an option
  on_the_way[7] -= 3;
  on_the_way[44] = 0x55;
  auto forged = sent;
  forged[47] = 0x55;
  CHECK(receive(forged) == 0);
  CHECK(b.drops(DropReason::ah_integrity) == 1);
  CHECK(receive(on_the_way) == 1);
  CHECK(receive(sent) == 0);
  CHECK(b.drops(DropReason::ah_replayed) == 1);
}

TEST_CASE("fragments of IPv6 that overlap end their datagram, and one that is alone is whole") {
  TwoRouters net(kProtections[0]);
  auto& b = net.b;
  const auto request = icmpv6(kWanOfA, kWanOfB, wire::icmpv6_type::echo_request, 64);
  const auto body = ByteView(request).subspan(40);
  const auto piece = [&](std::size_t offset, std::size_t bytes, bool more, std::uint32_t identification) {
    Bytes payload(8);
    const auto part = body.subspan(offset, bytes);
    payload.insert(payload.end(), part.begin(), part.end());
    auto packet = ipv6(kWanOfA, kWanOfB, 0, payload);
    wire::write_fragment({40, wire::kIpv6NextHeaderAt, 58, offset, more, identification}, packet.data());
    return ethernet(b.wan_mac(), net.a.wan_mac(), wire::ethertype::ipv6, packet);
  };
  b.receive(1, ethernet(b.wan_mac(), net.a.wan_mac(), wire::ethertype::ipv6,
                        neighbour({true, kWanOfB, net.a.wan_mac(), false, false, false}, kWanOfA, wire::solicited_node(kWanOfB))));

  SECTION("in any order") {
    b.receive(1, piece(48, 24, false, 1));
    b.receive(1, piece(0, 24, true, 1));
    CHECK(b.sent(1).empty());
    b.receive(1, piece(24, 24, true, 1));
    CHECK(b.sent(1).size() == 1);
  }
  SECTION("a part of nothing") {
    b.receive(1, piece(0, 72, false, 2));
    CHECK(b.sent(1).size() == 1);
  }
  SECTION("overlapping") {
    b.receive(1, piece(0, 48, true, 3));
    b.receive(1, piece(40, 32, false, 3));
    CHECK(b.drops(DropReason::reassembly_overlap) == 2);
    CHECK(b.sent(1).empty());
  }
  SECTION("the same place with other content") {
    b.receive(1, piece(0, 24, true, 4));
    auto other = piece(0, 24, true, 4);
    other.back() ^= 1;
    b.receive(1, other);
    CHECK(b.drops(DropReason::reassembly_overlap) == 2);
  }
  SECTION("another's identification") {
    b.receive(1, piece(0, 48, true, 5));
    b.receive(1, piece(48, 24, false, 6));
    CHECK(b.sent(1).empty());
    b.expire_at(b.now + std::chrono::seconds(31));
    CHECK(b.drops(DropReason::reassembly_timeout) == 2);
  }
}
