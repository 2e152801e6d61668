// IPv6 in the data plane: neighbour discovery, forwarding, errors, and through an IPsec tunnel whose outside is IPv4.
#include <boost/endian/conversion.hpp>

#include "tests/unit/dataplane/ipsec_site.hpp"
#include "tests/unit/dataplane/ipv6_packets.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

const auto kRouter6 = ip6("2001:db8:1::1");
const auto kHost6 = ip6("2001:db8:1::2");
const auto kFar6 = ip6("2001:db8:2::2");
const MacAddress kLan = router_mac(1, 0);

/// lan1 2001:db8:1::/64; 2001:db8:2::/64 behind the tunnel.
struct Site6 : Site {
  explicit Site6(bool udp = false) : Site(ipsec::Mode::tunnel, udp) {
    builder.interface("lan1").addresses6 = {net6("2001:db8:1::1/64"), wire::link_local(kLan)};
    builder.interface("tunnel1").mtu6_bytes = 1280;
    builder.plan.routes6.push_back({net6("2001:db8:1::/64"), builder.index("lan1"), {}, false, true});
    builder.plan.routes6.push_back({net6("2001:db8:2::/64"), builder.index("tunnel1"), {}, false, false});
    plan(builder);
  }
  void from_host(const Bytes& packet) { receive(0, ethernet(kLan, mac(1), wire::ethertype::ipv6, packet)); }
  void knows_host() {
    from_host(neighbour({true, kRouter6, mac(1), false, false, false}, kHost6, wire::solicited_node(kRouter6)));
  }
  /// What left by lan1 as IPv6.
  std::vector<Bytes> lan6() const {
    std::vector<Bytes> packets;
    for (auto& frame : sent(0)) {
      if (frame[12] == 0x86 && frame[13] == 0xdd) packets.push_back(to_bytes(ByteView(frame).subspan(14)));
    }
    return packets;
  }
};

wire::NeighbourMessage message_in(const Bytes& packet) {
  const auto message = wire::parse_neighbour_message(ByteView(packet).subspan(wire::kIpv6HeaderBytes));
  REQUIRE(message);
  return *message;
}

}  // namespace

TEST_CASE("IPv6: who asks for the router's address is told, by the rules of RFC 4861") {
  Site6 site;
  site.from_host(neighbour({true, kRouter6, mac(1), false, false, false}, kHost6, wire::solicited_node(kRouter6)));
  REQUIRE(site.lan6().size() == 1);
  const auto answer = message_in(site.lan6()[0]);
  CHECK_FALSE(answer.solicitation);
  CHECK(answer.target == kRouter6);
  CHECK(answer.link_address == kLan);
  CHECK(answer.from_router);
  CHECK(answer.solicited);
  const auto told = site.lan6()[0];
  const wire::Ipv6View ip(told.data());
  CHECK(ip.destination() == kHost6);
  CHECK(ip.hop_limit() == 255);
  CHECK(wire::icmpv6_sum(ip.source(), ip.destination(), ByteView(told).subspan(40)) == 0);

  SECTION("who looks whether the address is taken is told with all others") {
    site.from_host(neighbour({true, kRouter6, {}, false, false, false}, {}, wire::solicited_node(kRouter6)));
    REQUIRE(site.lan6().size() == 1);
    CHECK(wire::Ipv6View(site.lan6()[0].data()).destination() == ip6("ff02::1"));
    CHECK_FALSE(message_in(site.lan6()[0]).solicited);
  }
  SECTION("another's address is not answered for") {
    site.from_host(neighbour({true, ip6("2001:db8:1::9"), mac(1), false, false, false}, kHost6,
                             wire::solicited_node(ip6("2001:db8:1::9"))));
    CHECK(site.sent(0).empty());
  }
  SECTION("nobody beyond the link is believed") {
    site.from_host(neighbour({true, kRouter6, mac(7), false, false, false}, kHost6, wire::solicited_node(kRouter6), 254));
    CHECK(site.sent(0).empty());
    CHECK(site.drops(DropReason::icmp_malformed) == 1);
  }
}

TEST_CASE("IPv6: an echo is answered, a wrong checksum and a group are not") {
  Site6 site;
  site.knows_host();
  site.from_host(icmpv6(kHost6, kRouter6, wire::icmpv6_type::echo_request, 100));
  REQUIRE(site.lan6().size() == 1);
  auto expected = icmpv6(kRouter6, kHost6, wire::icmpv6_type::echo_reply, 100);
  CHECK(to_hex(site.lan6()[0]) == to_hex(expected));

  auto damaged = icmpv6(kHost6, kRouter6, wire::icmpv6_type::echo_request);
  damaged[42] ^= 1;
  site.from_host(damaged);
  CHECK(site.sent(0).empty());
  site.from_host(icmpv6(kHost6, ip6("ff02::1"), wire::icmpv6_type::echo_request));
  CHECK(site.sent(0).empty());
}

TEST_CASE("IPv6: through an IPsec tunnel and back, and a neighbour is asked for while a packet waits") {
  for (bool udp : {false, true}) {
    Site6 site(udp);
    const auto out = icmpv6(kHost6, kFar6, wire::icmpv6_type::echo_request, 500);
    site.from_host(out);
    REQUIRE(site.wan().size() == 1);
    CHECK(wire::check_ipv4(site.wan()[0]) == wire::Ipv4Error::none);
    CHECK_FALSE(wire::Ipv4View(site.wan()[0].data()).dont_fragment());

    const auto back = icmpv6(kFar6, kHost6, wire::icmpv6_type::echo_reply, 500);
    site.from_wan(site.protect(back, wire::ip_protocol::ipv6));
    REQUIRE(site.lan6().size() == 1);
    const auto question = message_in(site.lan6()[0]);
    CHECK(question.solicitation);
    CHECK(question.target == kHost6);
    CHECK(wire::Ipv6View(site.lan6()[0].data()).destination() == wire::solicited_node(kHost6));

    site.from_host(neighbour({false, kHost6, mac(1), false, true, true}, kHost6, kRouter6));
    REQUIRE(site.lan6().size() == 1);
    auto forwarded = back;
    wire::decrement_hop_limit(forwarded.data());
    CHECK(to_hex(site.lan6()[0]) == to_hex(forwarded));
    // By now the host is known.
    site.from_wan(site.protect(back, wire::ip_protocol::ipv6));
    CHECK(site.lan6().size() == 1);
  }
}

TEST_CASE("IPv6: what is too long for the tunnel is refused with the tunnel's MTU, and 1280 bytes always pass") {
  Site6 site;
  site.knows_host();
  site.from_host(icmpv6(kHost6, kFar6, wire::icmpv6_type::echo_request, 1280 - 48));
  CHECK(site.wan().size() == 1);
  site.from_host(icmpv6(kHost6, kFar6, wire::icmpv6_type::echo_request, 1281 - 48));
  CHECK(site.wan().empty());
  REQUIRE(site.lan6().size() == 1);
  const auto error = site.lan6()[0];
  CHECK(error.size() <= 1280);
  CHECK(error[40] == wire::icmpv6_type::packet_too_big);
  CHECK(boost::endian::load_big_u32(error.data() + 44) == 1280);
  const wire::Ipv6View ip(error.data());
  CHECK(ip.source() == kRouter6);
  CHECK(wire::icmpv6_sum(ip.source(), ip.destination(), ByteView(error).subspan(40)) == 0);
}

TEST_CASE("IPv6: hop limit, no route, and never an error about an error") {
  Site6 site;
  site.knows_host();
  site.from_host(icmpv6(kHost6, kFar6, wire::icmpv6_type::echo_request, 8, 1));
  REQUIRE(site.lan6().size() == 1);
  CHECK(site.lan6()[0][40] == wire::icmpv6_type::time_exceeded);
  site.from_host(icmpv6(kHost6, ip6("2001:db8:3::1"), wire::icmpv6_type::echo_request));
  REQUIRE(site.lan6().size() == 1);
  CHECK(site.lan6()[0][40] == wire::icmpv6_type::unreachable);
  site.from_host(icmpv6(kHost6, ip6("2001:db8:3::1"), wire::icmpv6_type::packet_too_big));
  CHECK(site.sent(0).empty());
  site.builder.plan.forwards6 = false;
  site.plan(site.builder);
  site.from_host(icmpv6(kHost6, kFar6, wire::icmpv6_type::echo_request));
  CHECK(site.wan().empty());
}

TEST_CASE("IPv6: what cannot be is dropped") {
  Site6 site;
  site.knows_host();
  const auto good = icmpv6(kHost6, kFar6, wire::icmpv6_type::echo_request);
  for (std::size_t size = 0; size < good.size(); ++size) {
    site.from_host(to_bytes(ByteView(good).first(size)));
    CHECK(site.wan().empty());
  }
  for (auto source : {"ff02::1", "::1", "2001:db8:1::1"}) {
    site.from_host(icmpv6(ip6(source), kFar6, wire::icmpv6_type::echo_request));
    CHECK(site.wan().empty());
  }
  for (auto [source, destination] : {std::pair{"fe80::2", "2001:db8:2::2"}, std::pair{"2001:db8:1::2", "fe80::9"},
                                     std::pair{"2001:db8:1::2", "ff0e::1"}, std::pair{"::", "2001:db8:2::2"}}) {
    site.from_host(icmpv6(ip6(source), ip6(destination), wire::icmpv6_type::echo_request));
    CHECK(site.wan().empty());
  }
  // Ten extension headers, one that ends beyond the packet, and one that chooses its route; to the router itself.
  Bytes many;
  for (int i = 0; i < 10; ++i) many.insert(many.end(), {60, 0, 1, 4, 0, 0, 0, 0});
  for (const auto& [first, payload] : {std::pair<std::uint8_t, Bytes>{60, many}, std::pair<std::uint8_t, Bytes>{0, {58, 9, 0, 0, 0, 0, 0, 0}},
                                      std::pair<std::uint8_t, Bytes>{43, {58, 0, 0, 1, 0, 0, 0, 0}}}) {
    const auto before = site.drops(DropReason::ipv6_malformed);
    site.from_host(ipv6(kHost6, kRouter6, first, payload));
    CHECK(site.drops(DropReason::ipv6_malformed) == before + 1);
  }
}

TEST_CASE("IPv6: filters of their own in both directions, and a list in which nothing matches lets nothing pass") {
  Site6 site;
  site.knows_host();
  const auto packet = icmpv6(kHost6, kFar6, wire::icmpv6_type::echo_request);
  const auto filter = [](std::uint32_t id, dataplane::FilterAction action) {
    dataplane::FilterPlan row;
    row.id = FilterId{id};
    row.action = action;
    return row;
  };
  auto& filters = site.builder.plan.filters6;
  auto& in = site.builder.interface("lan1").filter6_in;
  auto& out = site.builder.interface("tunnel1").filter6_out;
  const auto passes = [&](const Bytes& sent) {
    site.plan(site.builder);
    site.from_host(sent);
    return !site.wan().empty();
  };
  // One of IPv4 with the same number is another.
  site.builder.plan.filters = {filter(1, dataplane::FilterAction::pass)};
  in = {FilterId{1}};
  CHECK_FALSE(passes(packet));
  CHECK(site.drops(DropReason::filtered_in) == 1);

  filters = {filter(1, dataplane::FilterAction::pass)};
  CHECK(passes(packet));
  filters[0].destination = {{kFar6, kFar6}};
  CHECK(passes(packet));
  CHECK_FALSE(passes(icmpv6(kHost6, ip6("2001:db8:2::3"), wire::icmpv6_type::echo_request)));
  filters[0].protocols = {wire::ip_protocol::icmpv6};
  filters[0].icmp_types = {129, 255};
  CHECK_FALSE(passes(packet));
  CHECK(passes(icmpv6(kHost6, kFar6, wire::icmpv6_type::echo_reply)));

  filters = {filter(2, dataplane::FilterAction::reject), filter(1, dataplane::FilterAction::pass)};
  filters[0].protocols = {17};
  filters[0].destination_ports = {{53, 53}};
  in = {FilterId{2}, FilterId{1}};
  const auto datagram = [&](std::uint8_t first, const Bytes& before, std::uint16_t port) {
    Bytes body = before;
    body.insert(body.end(), {0x13, 0x88, static_cast<std::uint8_t>(port >> 8), static_cast<std::uint8_t>(port), 0, 8, 0, 0});
    return ipv6(kHost6, kFar6, first, body);
  };
  CHECK_FALSE(passes(datagram(17, {}, 53)));
  CHECK(passes(datagram(17, {}, 54)));
  const Bytes options{17, 0, 1, 4, 0, 0, 0, 0};
  CHECK_FALSE(passes(datagram(60, options, 53)));
  CHECK(passes(datagram(60, options, 54)));
  Bytes many;  // more headers than are followed: what is behind them is not known
  for (int i = 0; i < 9; ++i) many.insert(many.end(), {60, 0, 1, 4, 0, 0, 0, 0});
  CHECK_FALSE(passes(datagram(60, many, 54)));

  out = {FilterId{3}};
  CHECK_FALSE(passes(datagram(17, {}, 54)));
  CHECK(site.drops(DropReason::filtered_out) == 1);
  REQUIRE(site.notices<dataplane::FilterLogged>().size() == 1);
  CHECK(site.notices<dataplane::FilterLogged>()[0].source == Endpoint{kHost6, 5000});
}

TEST_CASE("IPv6: an address of a link elsewhere is nobody's here") {
  Site6 site;
  site.from_wan(site.protect(icmpv6(ip6("fe80::9"), kRouter6, wire::icmpv6_type::echo_request), wire::ip_protocol::ipv6));
  CHECK(site.drops(DropReason::ip_martian) == 1);
  CHECK(site.sent(0).empty());
  CHECK(site.sent(1).empty());
}

TEST_CASE("IPv6: an SA that was agreed for IPv4 only carries none, in both directions") {
  Site6 site;
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{site.pair.spi_out}, site.pair.policy, std::nullopt);
  site.worker.remove_sa(ipsec::Direction::inbound, Spi{site.pair.spi_in}, site.pair.policy, std::nullopt);
  site.pair.selection = {{ipsec::TrafficRange::of(net("0.0.0.0/0"))}, {ipsec::TrafficRange::of(net("0.0.0.0/0"))}};
  site.worker.install_sa(site.pair.inbound());
  site.worker.install_sa(site.pair.outbound());
  site.from_host(icmpv6(kHost6, kFar6, wire::icmpv6_type::echo_request));
  CHECK(site.wan().empty());
  CHECK(site.drops(DropReason::esp_selector) == 1);
  site.from_wan(site.protect(icmpv6(kFar6, kHost6, wire::icmpv6_type::echo_reply), wire::ip_protocol::ipv6));
  CHECK(site.drops(DropReason::esp_selector) == 2);
}

TEST_CASE("IPv6: what ESP calls IPv6 and is none, and the reverse, is dropped") {
  Site6 site;
  site.from_wan(site.protect(inner_ping(), wire::ip_protocol::ipv6));
  site.from_wan(site.protect(icmpv6(kFar6, kHost6, 129), wire::ip_protocol::ipip));
  CHECK(site.drops(DropReason::esp_next_header) == 2);
  CHECK(site.sent(0).empty());
}

TEST_CASE("IPv6 addresses are read and written as RFC 5952 has it") {
  const std::pair<const char*, const char*> rows[] = {
      {"2001:db8::1", "2001:db8::1"},         {"2001:0DB8:0:0:0:0:0:1", "2001:db8::1"},
      {"::", "::"},                           {"::1", "::1"},
      {"1::", "1::"},                         {"2001:db8:0:1:1:1:1:1", "2001:db8:0:1:1:1:1:1"},
      {"2001:0:0:1:0:0:0:1", "2001:0:0:1::1"}, {"2001:db8:0:0:1:0:0:1", "2001:db8::1:0:0:1"},
      {"::ffff:192.0.2.1", "::ffff:c000:201"}, {"fe80::2a0:deff:fe00:1", "fe80::2a0:deff:fe00:1"},
  };
  for (auto& [read, written] : rows) {
    INFO(read);
    REQUIRE(Ipv6Address::parse(read));
    CHECK(Ipv6Address::parse(read)->text() == written);
    CHECK(Ipv6Address::parse(written) == Ipv6Address::parse(read));
  }
  for (auto bad : {"", ":", ":::", "1:2:3:4:5:6:7", "1:2:3:4:5:6:7:8:9", "1::2::3", "12345::", "g::", "::1%eth0", "1:2:3:4:5:6:7::8",
                   "1.2.3.4", "::1.2.3", "1:", ":1", "1.2.3.4::"})
    CHECK_FALSE(Ipv6Address::parse(bad));
  CHECK(net6("2001:db8:ffff::1/33").network() == ip6("2001:db8:8000::"));
  CHECK(net6("2001:db8::/32").contains(ip6("2001:db8:ffff::1")));
  CHECK_FALSE(Ipv6Prefix::parse("2001:db8::/129"));
  CHECK(wire::link_local(*MacAddress::parse("00:a0:de:11:22:33")).text() == "fe80::2a0:deff:fe11:2233/64");
  CHECK(wire::solicited_node(ip6("2001:db8::1:800e:6c1")) == ip6("ff02::1:ff0e:6c1"));
  CHECK(wire::multicast_mac(ip6("ff02::1:ff0e:6c1")) == *MacAddress::parse("33:33:ff:0e:06:c1"));
}
