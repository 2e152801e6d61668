#include "tests/unit/dataplane/rig.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

const Ipv4Address kHost = ip("192.168.100.2");
const Ipv4Address kFar = ip("198.51.100.7");

/// A router between 192.168.100.0/24 on port 0 and 10.0.0.0/24 on port 1, with a next hop whose address is known.
struct Router : Rig {
  Router() {
    builder.port("lan1", router_mac(1, 0), {net("192.168.100.1/24")})
        .port("lan2", router_mac(1, 1), {net("10.0.0.1/24")})
        .route(net("0.0.0.0/0"), "lan2", ip("10.0.0.254"));
    apply();
    knows(0, router_mac(1, 0), ip("192.168.100.1"), mac(1), kHost);
    knows(1, router_mac(1, 1), ip("10.0.0.1"), mac(2), ip("10.0.0.254"));
  }
  void apply() { plan(builder); }
  /// From the inside host, or from the next hop.
  void in(ByteView packet) { receive(0, ethernet(router_mac(1, 0), mac(1), wire::ethertype::ipv4, packet)); }
  void from_wan(ByteView packet) { receive(1, ethernet(router_mac(1, 1), mac(2), wire::ethertype::ipv4, packet)); }
  /// The packets inside what was sent.
  [[nodiscard]] std::vector<Bytes> packets(std::uint8_t port) const {
    std::vector<Bytes> result;
    for (auto& frame : sent(port)) result.push_back(to_bytes(ByteView(frame).subspan(wire::kEthernetHeaderBytes)));
    return result;
  }
  PlanBuilder builder;
};

Bytes forwarded(Bytes packet) {
  wire::decrement_ttl(packet.data());
  return packet;
}

}  // namespace

TEST_CASE("a packet for elsewhere is forwarded with one less to live") {
  Router router;
  const auto packet = udp(kHost, 5000, kFar, 6000, Bytes(10, 1));

  router.in(packet);

  CHECK(router.sent(1) == std::vector<Bytes>{ethernet(mac(2), router_mac(1, 1), wire::ethertype::ipv4, forwarded(packet))});
  CHECK(checksums_good(router.packets(1)[0]));
}

TEST_CASE("the longest prefix wins, whatever the order") {
  Router router;
  router.builder.route(net("198.51.100.0/24"), "lan1", kHost).route(net("198.51.100.0/28"), "lan2", ip("10.0.0.254"));
  router.apply();

  router.from_wan(udp(ip("203.0.113.9"), 1, ip("198.51.100.200"), 2, {}));
  CHECK(router.sent(0).size() == 1);
  router.in(udp(kHost, 1, kFar, 2, {}));
  CHECK(router.sent(1).size() == 1);
}

TEST_CASE("a null route discards, and without any route the sender is told") {
  Router router;
  router.builder.plan.routes.pop_back();
  dataplane::RoutePlan null;
  null.destination = net("198.51.100.0/24");
  null.discard = true;
  router.builder.plan.routes.push_back(null);
  router.apply();

  router.in(udp(kHost, 1, kFar, 2, {}));
  CHECK(router.drops(DropReason::null_route) == 1);
  CHECK(router.sent(0).empty());
  const auto packet = udp(kHost, 1, ip("203.0.113.1"), 2, {});
  router.in(packet);
  CHECK(router.drops(DropReason::no_route) == 1);
  REQUIRE(router.packets(0).size() == 1);
  auto expected = icmp_error(ip("192.168.100.1"), wire::icmp_type::unreachable, 0, packet);
  CHECK(to_hex(ByteView(router.packets(0)[0]).subspan(20)) == to_hex(ByteView(expected).subspan(20)));
}

TEST_CASE("when the time to live runs out the sender is told, at a limited rate and never about an error") {
  Router router;
  const auto dying = udp(kHost, 1, kFar, 2, Bytes(4, 0));
  auto last = dying;
  last[8] = 1;
  mend_ipv4(last);

  int errors = 0;
  for (int i = 0; i < 300; ++i) {
    router.in(last);
    errors += static_cast<int>(router.packets(0).size());
  }
  CHECK(errors == 100);
  CHECK(router.drops(DropReason::ttl_exceeded) == 300);
  router.now += std::chrono::seconds(1);
  router.in(last);
  REQUIRE(router.packets(0).size() == 1);
  CHECK(router.packets(0)[0][20] == wire::icmp_type::time_exceeded);
  CHECK(checksums_good(router.packets(0)[0]));

  auto about_error = icmp_error(kHost, wire::icmp_type::unreachable, 1, udp(kFar, 2, kHost, 1, Bytes(8, 0)));
  about_error[8] = 1;
  mend_ipv4(about_error);
  router.in(about_error);
  CHECK(router.packets(0).empty());
}

TEST_CASE("the router answers an echo request to each of its addresses") {
  Router router;
  for (auto own : {ip("192.168.100.1"), ip("10.0.0.1")}) {
    router.in(icmp_echo(kHost, own, 99, true, 32));
    REQUIRE(router.packets(0).size() == 1);
    auto reply = icmp_echo(own, kHost, 99, false, 32);
    CHECK(to_hex(ByteView(router.packets(0)[0]).subspan(12)) == to_hex(ByteView(reply).subspan(12)));
    CHECK(checksums_good(router.packets(0)[0]));
  }
}

TEST_CASE("an echo request with IP options is answered without them") {
  Router router;
  auto request = icmp_echo(kHost, ip("192.168.100.1"), 99);
  const std::uint8_t options[] = {7, 4, 4, 0};  // record route, no room
  request.insert(request.begin() + 20, std::begin(options), std::end(options));
  request[0] = 0x46;
  request[3] = static_cast<std::uint8_t>(request.size());
  mend_ipv4(request);

  router.in(request);

  REQUIRE(router.packets(0).size() == 1);
  CHECK(router.packets(0)[0].size() == request.size() - 4);
  CHECK(checksums_good(router.packets(0)[0]));
}

TEST_CASE("an echo request to all of a network is not answered, and a directed broadcast not forwarded") {
  Router router;
  router.receive(0, ethernet(MacAddress::broadcast(), mac(1), wire::ethertype::ipv4, icmp_echo(kHost, ip("192.168.100.255"), 1)));
  router.in(icmp_echo(kHost, ip("192.168.100.255"), 1));
  CHECK(router.sent(0).empty());

  router.in(icmp_echo(kHost, ip("10.0.0.255"), 1));
  CHECK(router.sent(1).empty());
  CHECK(router.drops(DropReason::not_forwarded) == 1);
}

TEST_CASE("a packet to one station in a frame to all is not forwarded") {
  Router router;
  router.receive(0, ethernet(MacAddress::broadcast(), mac(1), wire::ethertype::ipv4, udp(kHost, 1, kFar, 2, {})));

  CHECK(router.drops(DropReason::not_forwarded) == 1);
}

TEST_CASE("damaged headers, martians and source routes are dropped, each under its name") {
  Router router;
  const auto good = udp(kHost, 1, kFar, 2, Bytes(8, 0));
  auto changed = [&](std::size_t at, std::uint8_t value, bool mended = true) {
    auto packet = good;
    packet[at] = value;
    if (mended) mend_ipv4(packet);
    return packet;
  };

  for (std::size_t size = 0; size < good.size(); ++size) router.in(ByteView(good).first(size));
  CHECK(router.drops(DropReason::ip_malformed) == good.size());
  router.in(changed(0, 0x65));        // version 6
  router.in(changed(0, 0x44));        // header of 16 bytes
  router.in(changed(3, 19));          // shorter than its header
  router.in(changed(3, 200));         // longer than the frame
  router.in(changed(6, 0x1f));        // a fragment near the end of the largest datagram...
  CHECK(router.drops(DropReason::ip_malformed) == good.size() + 4);
  router.in(changed(10, 0, false));
  CHECK(router.drops(DropReason::ip_checksum) == 1);

  std::uint64_t martians = 0;
  for (auto source : {"127.0.0.1", "224.0.0.1", "255.255.255.255", "0.0.0.0", "192.168.100.255", "192.168.100.1", "198.51.100.7"}) {
    router.in(udp(ip(source), 1, kFar, 2, Bytes(8, 0)));
    CHECK(router.drops(DropReason::ip_martian) == ++martians);
  }
  router.in(udp(kHost, 1, ip("127.0.0.1"), 2, Bytes(8, 0)));
  CHECK(router.drops(DropReason::ip_martian) == martians + 1);

  for (std::uint8_t option : {std::uint8_t{131}, std::uint8_t{137}}) {
    auto routed = good;
    const std::uint8_t options[] = {1, option, 7, 4, 10, 0, 0, 9};
    routed.insert(routed.begin() + 20, std::begin(options), std::end(options));
    routed[0] = 0x47;
    routed[3] = static_cast<std::uint8_t>(routed.size());
    mend_ipv4(routed);
    router.in(routed);
  }
  CHECK(router.drops(DropReason::ip_source_route) == 2);
}

TEST_CASE("Ethernet's padding is not part of the packet") {
  Router router;
  auto packet = udp(kHost, 1, kFar, 2, Bytes(1, 9));
  auto padded = packet;
  padded.resize(46, 0xee);

  router.in(padded);

  CHECK(router.packets(1) == std::vector<Bytes>{forwarded(packet)});
}

TEST_CASE("UDP to the router comes as a notice with all that the services need") {
  Router router;
  router.in(udp(kHost, 68, ip("192.168.100.1"), 67, Bytes{1, 2, 3}));

  const auto notices = router.notices<dataplane::LocalDatagram>();
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].in_interface == InterfaceIndex{0});
  CHECK(notices[0].source_mac == mac(1));
  CHECK_FALSE(notices[0].policy);
  CHECK(notices[0].datagram.source == Endpoint{kHost, 68});
  CHECK(notices[0].datagram.payload == Bytes{1, 2, 3});
}

TEST_CASE("malformed transport headers to the router are counted") {
  Router router;
  auto local = [&](std::uint8_t protocol, const Bytes& segment) {
    router.in(ipv4(kHost, ip("192.168.100.1"), protocol, segment));
  };
  for (std::size_t size = 0; size < 8; ++size) local(17, Bytes(size, 0));
  local(17, Bytes{0, 1, 0, 2, 0, 99, 0, 0});  // longer than it is
  local(17, Bytes{0, 1, 0, 2, 0, 7, 0, 0});   // shorter than its header
  CHECK(router.drops(DropReason::udp_malformed) == 10);
  auto wrong = udp(kHost, 1, ip("192.168.100.1"), 2, Bytes(4, 1));
  wrong.back() ^= 1;
  router.in(wrong);
  CHECK(router.drops(DropReason::udp_checksum) == 1);
  for (std::size_t size = 0; size < 20; ++size) local(6, Bytes(size, 0));
  CHECK(router.drops(DropReason::tcp_malformed) == 20);
  for (std::size_t size = 0; size < 8; ++size) local(1, Bytes(size, 0));
  CHECK(router.drops(DropReason::icmp_malformed) == 8);
  local(99, Bytes(20, 0));
  CHECK(router.drops(DropReason::port_closed) == 1);
}

TEST_CASE("a packet that is too big is cut, or the sender is told if it forbids that") {
  Router router;
  router.builder.interface("lan2").mtu_bytes = 576;
  router.apply();
  auto packet = udp(kHost, 5000, kFar, 6000, Bytes(1400, 7));

  router.in(packet);
  const auto pieces = router.packets(1);
  CHECK(pieces == fragments(forwarded(packet), 552));

  packet[6] = 0x40;
  mend_ipv4(packet);
  router.in(packet);
  CHECK(router.packets(1).empty());
  CHECK(router.drops(DropReason::fragment_needed) == 1);
  REQUIRE(router.packets(0).size() == 1);
  const auto error = router.packets(0)[0];
  CHECK(error[20] == 3);
  CHECK(error[21] == 4);
  CHECK((error[26] << 8 | error[27]) == 576);
  CHECK(wire::Ipv4View(error.data()).destination() == kHost);
}

TEST_CASE("a fragment is cut further, and its place in the datagram is kept") {
  Router router;
  router.builder.interface("lan2").mtu_bytes = 296;
  router.apply();
  const auto packet = udp(kHost, 5000, kFar, 6000, Bytes(1400, 7));
  std::vector<Bytes> expected;
  for (auto& piece : fragments(forwarded(packet), 800)) {
    for (auto part : fragments(piece, 272)) {
      const wire::Ipv4View outer(piece.data());
      const wire::Ipv4View inner(part.data());
      wire::set_fragment(part.data(), outer.fragment_offset() + inner.fragment_offset(),
                         outer.more_fragments() || inner.more_fragments());
      expected.push_back(std::move(part));
    }
  }
  std::vector<Bytes> sent;
  for (auto& piece : fragments(packet, 800)) {
    router.in(piece);
    for (auto& part : router.packets(1)) sent.push_back(part);
  }
  CHECK(sent == expected);
}

TEST_CASE("an MTU that leaves no room behind the header drops the packet") {
  Router router;
  router.builder.interface("lan2").mtu_bytes = 64;
  router.apply();
  auto packet = udp(kHost, 5000, kFar, 6000, Bytes(100, 7));
  packet.insert(packet.begin() + 20, 40, std::uint8_t{1});  // options: all no-operation
  packet[0] = 0x4f;
  packet[3] = static_cast<std::uint8_t>(packet.size());
  mend_ipv4(packet);

  router.in(packet);

  CHECK(router.drops(DropReason::fragment_needed) == 1);
}

TEST_CASE("fragments to the router are put together, in any order") {
  Router router;
  const auto packet = udp(kHost, 5000, ip("192.168.100.1"), 6000, Bytes(1400, 7));
  auto pieces = fragments(packet, 400);
  std::sort(pieces.begin(), pieces.end());
  do {
    std::size_t arrived = 0;
    for (auto& piece : pieces) {
      router.in(piece);
      arrived += router.notices<dataplane::LocalDatagram>().size();
    }
    CHECK(arrived == 1);
    CHECK(router.notices<dataplane::LocalDatagram>().at(0).datagram.payload == Bytes(1400, 7));
  } while (std::next_permutation(pieces.begin(), pieces.end()));
}

TEST_CASE("`tcp mss limit` changes a SYN in both directions and nothing else") {
  Router router;
  router.builder.interface("lan2").mss_limit = {false, 1200};
  router.apply();
  const auto syn = wire::tcp_flag::syn;

  router.in(tcp(kHost, 1, kFar, 80, syn, std::uint16_t{1460}));
  CHECK(router.packets(1) == std::vector<Bytes>{forwarded(tcp(kHost, 1, kFar, 80, syn, std::uint16_t{1200}))});
  router.from_wan(tcp(kFar, 80, kHost, 1, syn | wire::tcp_flag::ack, std::uint16_t{1460}));
  CHECK(router.packets(0) == std::vector<Bytes>{forwarded(tcp(kFar, 80, kHost, 1, syn | wire::tcp_flag::ack, std::uint16_t{1200}))});
  router.in(tcp(kHost, 1, kFar, 80, syn, std::uint16_t{1000}));
  CHECK(router.packets(1) == std::vector<Bytes>{forwarded(tcp(kHost, 1, kFar, 80, syn, std::uint16_t{1000}))});
  router.in(tcp(kHost, 1, kFar, 80, wire::tcp_flag::ack, std::uint16_t{1460}));
  CHECK(router.packets(1) == std::vector<Bytes>{forwarded(tcp(kHost, 1, kFar, 80, wire::tcp_flag::ack, std::uint16_t{1460}))});
}

TEST_CASE("`tcp mss limit auto` follows the interface's MTU") {
  Router router;
  router.builder.interface("lan2").mss_limit.automatic = true;
  router.builder.interface("lan2").mtu_bytes = 1454;
  router.apply();

  router.in(tcp(kHost, 1, kFar, 80, wire::tcp_flag::syn, std::uint16_t{1460}));

  CHECK(router.packets(1) == std::vector<Bytes>{forwarded(tcp(kHost, 1, kFar, 80, wire::tcp_flag::syn, std::uint16_t{1414}))});
}

TEST_CASE("filters: the first match decides, no match rejects, and logging is limited") {
  Router router;
  dataplane::FilterPlan pass;
  pass.id = FilterId{1};
  pass.action = dataplane::FilterAction::pass;
  pass.protocols = {17};
  pass.destination_ports = {{53, 53}};
  pass.log = true;
  dataplane::FilterPlan established;
  established.id = FilterId{2};
  established.action = dataplane::FilterAction::pass;
  established.protocols = {6};
  established.established = true;
  router.builder.plan.filters = {pass, established};
  router.builder.interface("lan2").filter_out = {FilterId{1}, FilterId{2}};
  router.apply();

  router.in(udp(kHost, 1, kFar, 53, {}));
  CHECK(router.sent(1).size() == 1);
  CHECK(router.notices<dataplane::FilterLogged>().size() == 1);
  router.in(tcp(kHost, 1, kFar, 80, wire::tcp_flag::ack));
  CHECK(router.sent(1).size() == 1);
  router.in(tcp(kHost, 1, kFar, 80, wire::tcp_flag::syn));
  CHECK(router.sent(1).empty());
  std::size_t logged = 0;
  for (int i = 0; i < 500; ++i) {
    router.in(udp(kHost, 1, kFar, 54, {}));
    logged += router.notices<dataplane::FilterLogged>().size();
  }
  CHECK(router.drops(DropReason::filtered_out) == 501);
  CHECK(logged < 60);
}

TEST_CASE("filters: ports behind a fragment cannot be matched by guessing") {
  Router router;
  dataplane::FilterPlan pass;
  pass.id = FilterId{1};
  pass.action = dataplane::FilterAction::pass;
  pass.protocols = {17};
  pass.destination_ports = {{53, 53}};
  router.builder.plan.filters = {pass};
  router.builder.interface("lan1").filter_in = {FilterId{1}};
  router.apply();
  const auto pieces = fragments(udp(kHost, 1, kFar, 53, Bytes(64, 0)), 32);

  router.in(pieces[1]);

  CHECK(router.drops(DropReason::filtered_in) == 1);
}

TEST_CASE("the router's own ping leaves, and its answer comes as a notice") {
  Router router;
  router.call([&](auto& worker) { worker.send_echo(std::nullopt, kFar, 77, 1, 64, router.now, router.out); });
  REQUIRE(router.packets(1).size() == 1);
  CHECK(wire::Ipv4View(router.packets(1)[0].data()).source() == ip("10.0.0.1"));
  CHECK(checksums_good(router.packets(1)[0]));

  router.from_wan(icmp_echo(kFar, ip("10.0.0.1"), 77, false));
  const auto notices = router.notices<dataplane::LocalIcmp>();
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].source == kFar);
}

TEST_CASE("a ping to the router itself does not leave it") {
  Router router;
  router.call([&](auto& worker) { worker.send_echo(std::nullopt, ip("192.168.100.1"), 77, 1, 64, router.now, router.out); });

  CHECK(router.notices<dataplane::LocalIcmp>().size() == 1);
  CHECK(router.sent(0).empty());
}

TEST_CASE("DHCP leaves on one interface without a route, to all or to one station") {
  Router router;
  const Datagram offer{{ip("192.168.100.1"), 67}, {Ipv4Address::broadcast(), 68}, Bytes(300, 1)};
  for (auto to : {std::optional<MacAddress>{}, std::optional(mac(5))}) {
    router.call([&](auto& worker) { worker.send_on(InterfaceIndex{0}, offer, to, router.now, router.out); });
    REQUIRE(router.sent(0).size() == 1);
    CHECK(wire::parse_ethernet(router.sent(0)[0])->destination == to.value_or(MacAddress::broadcast()));
    CHECK(checksums_good(router.packets(0)[0]));
  }
}

TEST_CASE("the source address towards a destination is that of the way out, a tunnel borrows one from inside") {
  Router router;
  router.builder.ipsec_tunnel(TunnelId{1}, PolicyId{1}).route(net("172.16.0.0/16"), "tunnel1");
  router.builder.masquerade("lan2", ip("10.0.0.1"));
  router.apply();

  CHECK(router.worker.source_for(kFar) == ip("10.0.0.1"));
  CHECK(router.worker.source_for(kHost) == ip("192.168.100.1"));
  CHECK(router.worker.source_for(ip("172.16.1.1")) == ip("192.168.100.1"));
}

namespace {

dataplane::FilterPlan port_filter(std::uint32_t id, std::uint16_t port, bool pass = true) {
  dataplane::FilterPlan filter;
  filter.id = FilterId{id};
  filter.action = pass ? dataplane::FilterAction::pass : dataplane::FilterAction::reject;
  filter.protocols = {wire::ip_protocol::udp};
  filter.destination_ports = {{port, port}};
  return filter;
}

/// lan1 inside; lan2 and lan3 lead to the internet.
struct TwoWays : Rig {
  TwoWays() {
    builder.port("lan1", router_mac(1, 0), {net("192.168.100.1/24")})
        .port("lan2", router_mac(1, 1), {net("10.0.0.1/24")})
        .port("lan3", router_mac(1, 2), {net("10.0.1.1/24")})
        .route(net("0.0.0.0/0"), "lan2", ip("10.0.0.254"))
        .route(net("0.0.0.0/0"), "lan3", ip("10.0.1.254"));
  }
  void start() {
    plan(builder);
    knows(0, router_mac(1, 0), ip("192.168.100.1"), mac(1), kHost);
    knows(1, router_mac(1, 1), ip("10.0.0.1"), mac(2), ip("10.0.0.254"));
    knows(2, router_mac(1, 2), ip("10.0.1.1"), mac(3), ip("10.0.1.254"));
  }
  dataplane::RoutePlan& way(std::size_t which) { return builder.plan.routes.at(builder.plan.routes.size() - 2 + which); }
  /// Port by which a packet leaves, 0 if it does not.
  std::size_t leaves_by(const Bytes& packet) {
    receive(0, ethernet(router_mac(1, 0), mac(1), wire::ethertype::ipv4, packet));
    return sent(1).size() == 1 ? 1 : sent(2).size() == 1 ? 2 : 0;
  }
  PlanBuilder builder;
};

}  // namespace

TEST_CASE("filter routes: packets that a filter chooses go their own way, the others by the gateway without") {
  TwoWays router;
  router.builder.plan.filters = {port_filter(1, 80), port_filter(2, 443, false), port_filter(3, 443)};
  router.way(0).filters = {FilterId{1}, FilterId{2}, FilterId{3}};
  router.start();
  CHECK(router.leaves_by(udp(kHost, 5000, kFar, 80, {})) == 1);
  CHECK(router.leaves_by(udp(kHost, 5000, kFar, 443, {})) == 2);  // the first that matches rejects
  CHECK(router.leaves_by(udp(kHost, 5000, kFar, 53, {})) == 2);
  CHECK(router.leaves_by(icmp_echo(kHost, kFar, 1)) == 2);
}

TEST_CASE("filter routes: what none of them chooses goes on as if they were not there") {
  TwoWays router;
  router.builder.plan.filters = {port_filter(1, 80)};
  router.builder.plan.routes.pop_back();
  router.builder.route(net("198.51.100.0/24"), "lan3", ip("10.0.1.254"));
  router.builder.plan.routes.back().filters = {FilterId{1}};
  router.start();
  CHECK(router.leaves_by(udp(kHost, 5000, kFar, 80, {})) == 2);
  CHECK(router.leaves_by(udp(kHost, 5000, kFar, 81, {})) == 1);
}

TEST_CASE("filter routes: all fragments of a packet go the way of the first, which has the ports") {
  TwoWays router;
  router.builder.plan.filters = {port_filter(1, 80)};
  router.way(0).filters = {FilterId{1}};
  router.start();
  const auto packet = udp(kHost, 5000, kFar, 80, Bytes(1000, 7));
  std::size_t by_filter = 0;
  for (auto& piece : fragments(packet, 400)) {
    router.receive(0, ethernet(router_mac(1, 0), mac(1), wire::ethertype::ipv4, piece));
    CHECK(router.sent(2).empty());
    by_filter += router.sent(1).size();
  }
  CHECK(by_filter == 1);  // whole again
}

TEST_CASE("several gateways share the streams by their weights, and a stream keeps to one") {
  TwoWays router;
  router.way(0).weight = 3;
  router.start();
  std::size_t by_first = 0;
  constexpr std::size_t kStreams = 400;
  for (std::uint16_t port = 0; port < kStreams; ++port) {
    const auto packet = udp(kHost, static_cast<std::uint16_t>(5000 + port), kFar, 80, {});
    const auto way = router.leaves_by(packet);
    CHECK(router.leaves_by(packet) == way);
    by_first += way == 1 ? 1 : 0;
  }
  CHECK(by_first > kStreams * 65 / 100);
  CHECK(by_first < kStreams * 85 / 100);
}

TEST_CASE("a gateway of weight 0 is there for when no other is, and a huge weight is a share like any other") {
  TwoWays router;
  router.way(0).weight = 0;
  SECTION("beside another") {
    router.start();
    CHECK(router.leaves_by(udp(kHost, 5000, kFar, 80, {})) == 2);
  }
  SECTION("alone") {
    router.builder.plan.routes.pop_back();
    router.start();
    CHECK(router.leaves_by(udp(kHost, 5000, kFar, 80, {})) == 1);
  }
  SECTION("huge") {
    router.way(0).weight = 2147483647;
    router.start();
    std::size_t by_first = 0;
    for (std::uint16_t port = 0; port < 100; ++port)
      by_first += router.leaves_by(udp(kHost, static_cast<std::uint16_t>(5000 + port), kFar, 80, {})) == 1 ? 1 : 0;
    CHECK(by_first > 90);
  }
}
