#include "tests/unit/dataplane/rig.hpp"

#include "firmware/base/checksum.hpp"
#include "firmware/dataplane/table/nat_table.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;
using dataplane::NatStaticEntry;
using dataplane::NatTable;

namespace {

const Ipv4Address kHost = ip("192.168.1.2");
const Ipv4Address kOther = ip("192.168.1.3");
const Ipv4Address kOuter = ip("203.0.113.2");
const Ipv4Address kServer = ip("198.51.100.7");

/// A home gateway: lan1 inside, lan2 outside with masquerade to its own address.
struct Gateway : Rig {
  explicit Gateway(std::vector<NatStaticEntry> statics = {}) : Rig(1, 2048) {
    builder.port("lan1", router_mac(1, 0), {net("192.168.1.1/24")})
        .port("lan2", router_mac(1, 1), {net("203.0.113.2/24")})
        .route(net("0.0.0.0/0"), "lan2", ip("203.0.113.1"))
        .masquerade("lan2", kOuter, std::move(statics));
    plan(builder);
    knows(0, router_mac(1, 0), ip("192.168.1.1"), mac(2), kHost);
    knows(0, router_mac(1, 0), ip("192.168.1.1"), mac(3), kOther);
    knows(1, router_mac(1, 1), kOuter, mac(1), ip("203.0.113.1"));
  }
  [[nodiscard]] std::vector<Bytes> packets(std::uint8_t port) const {
    std::vector<Bytes> result;
    for (auto& frame : sent(port)) {
      result.push_back(to_bytes(ByteView(frame).subspan(wire::kEthernetHeaderBytes)));
      if (!wire::Ipv4View(result.back().data()).is_fragment()) CHECK(checksums_good(result.back()));
    }
    return result;
  }
  /// What leaves when the inside sends, and what arrives inside when the outside sends.
  std::vector<Bytes> out_of(ByteView packet) {
    receive(0, ethernet(router_mac(1, 0), mac(2), wire::ethertype::ipv4, packet));
    return packets(1);
  }
  std::vector<Bytes> into(ByteView packet) {
    receive(1, ethernet(router_mac(1, 1), mac(1), wire::ethertype::ipv4, packet));
    return packets(0);
  }
  PlanBuilder builder;
};

std::uint16_t source_port(const Bytes& packet) {
  const wire::Ipv4View view(packet.data());
  return static_cast<std::uint16_t>(view.payload()[0] << 8 | view.payload()[1]);
}
std::uint16_t destination_port(const Bytes& packet) {
  const wire::Ipv4View view(packet.data());
  return static_cast<std::uint16_t>(view.payload()[2] << 8 | view.payload()[3]);
}
std::uint16_t echo_id(const Bytes& packet) {
  const wire::Ipv4View view(packet.data());
  return static_cast<std::uint16_t>(view.payload()[4] << 8 | view.payload()[5]);
}
Ipv4Address source(const Bytes& packet) { return wire::Ipv4View(packet.data()).source(); }
Ipv4Address destination(const Bytes& packet) { return wire::Ipv4View(packet.data()).destination(); }

}  // namespace

TEST_CASE("masquerade: the inside shows the outer address, keeps its port, and the answer finds back") {
  Gateway nat;
  for (bool is_udp : {true, false}) {
    const auto there = is_udp ? udp(kHost, 5000, kServer, 53, Bytes(9, 1))
                              : tcp(kHost, 5000, kServer, 53, wire::tcp_flag::syn);
    const auto left = nat.out_of(there);
    REQUIRE(left.size() == 1);
    CHECK(source(left[0]) == kOuter);
    CHECK(source_port(left[0]) == 5000);

    const auto answer = is_udp ? udp(kServer, 53, kOuter, 5000, Bytes(9, 2))
                               : tcp(kServer, 53, kOuter, 5000, wire::tcp_flag::syn | wire::tcp_flag::ack);
    const auto back = nat.into(answer);
    REQUIRE(back.size() == 1);
    CHECK(destination(back[0]) == kHost);
    CHECK(destination_port(back[0]) == 5000);
  }
}

TEST_CASE("masquerade: two inside hosts with one port towards one server get different ones") {
  Gateway nat;
  const auto first = nat.out_of(udp(kHost, 5000, kServer, 53, {}));
  const auto second = nat.out_of(udp(kOther, 5000, kServer, 53, {}));

  REQUIRE(second.size() == 1);
  CHECK(source_port(first[0]) == 5000);
  CHECK(source_port(second[0]) == 60000);
  CHECK(destination(nat.into(udp(kServer, 53, kOuter, 5000, {})).at(0)) == kHost);
  const auto back = nat.into(udp(kServer, 53, kOuter, 60000, {})).at(0);
  CHECK(destination(back) == kOther);
  CHECK(destination_port(back) == 5000);
}

TEST_CASE("masquerade: port ranges are used in order, and when all are taken the packet is dropped") {
  Gateway nat;
  nat.builder.plan.nat[0].port_ranges = {{60000, 60001}, {50000, 50000}};
  nat.plan(nat.builder);
  std::vector<std::uint16_t> ports;
  for (std::uint32_t i = 0; i < 5; ++i) {
    for (auto& packet : nat.out_of(udp({kHost.value + i}, 5000, kServer, 53, {}))) ports.push_back(source_port(packet));
  }

  CHECK(ports == std::vector<std::uint16_t>{5000, 60000, 60001, 50000});
  CHECK(nat.drops(DropReason::nat_no_port) == 1);
}

TEST_CASE("masquerade: echo requests keep apart by their identifier, also when two hosts use the same") {
  Gateway nat;
  const auto first = nat.out_of(icmp_echo(kHost, kServer, 7));
  const auto second = nat.out_of(icmp_echo(kOther, kServer, 7));
  REQUIRE(first.size() == 1);
  REQUIRE(second.size() == 1);
  CHECK(echo_id(first[0]) == 7);
  CHECK(echo_id(second[0]) != 7);

  const auto back = nat.into(icmp_echo(kServer, kOuter, echo_id(second[0]), false));
  REQUIRE(back.size() == 1);
  CHECK(destination(back[0]) == kOther);
  CHECK(echo_id(back[0]) == 7);
  CHECK(destination(nat.into(icmp_echo(kServer, kOuter, 7, false)).at(0)) == kHost);
}

TEST_CASE("masquerade: an echo request from outside is for the router, whatever its identifier") {
  Gateway nat;
  nat.out_of(icmp_echo(kHost, kServer, 7));

  CHECK(nat.into(icmp_echo(kServer, kOuter, 7)).empty());
  REQUIRE(nat.packets(1).size() == 1);
  CHECK(nat.packets(1)[0][20] == wire::icmp_type::echo_reply);
  CHECK(source(nat.packets(1)[0]) == kOuter);
}

TEST_CASE("masquerade: what nobody asked for is dropped") {
  Gateway nat;
  nat.into(udp(kServer, 53, kOuter, 5000, {}));
  nat.into(tcp(kServer, 80, kOuter, 22, wire::tcp_flag::syn));
  nat.into(icmp_echo(kServer, kOuter, 1, false));
  nat.into(ipv4(kServer, kOuter, 47, Bytes(20, 0)));

  CHECK(nat.drops(DropReason::nat_no_entry) == 4);
  CHECK(nat.notices<dataplane::LocalDatagram>().empty());
}

TEST_CASE("masquerade incoming: forward and through") {
  Gateway nat;
  nat.builder.plan.nat[0].incoming = dataplane::NatIncoming::forward;
  nat.builder.plan.nat[0].forward_to = kOther;
  nat.plan(nat.builder);
  CHECK(destination(nat.into(udp(kServer, 53, kOuter, 5000, Bytes(3, 1))).at(0)) == kOther);

  nat.builder.plan.nat[0].incoming = dataplane::NatIncoming::through;
  nat.plan(nat.builder);
  nat.into(udp(kServer, 53, kOuter, 5000, Bytes(3, 1)));
  CHECK(nat.notices<dataplane::LocalDatagram>().size() == 1);
  nat.into(tcp(kServer, 53, kOuter, 22, wire::tcp_flag::syn));
  CHECK(nat.drops(DropReason::nat_no_entry) == 1);
}

TEST_CASE("masquerade static: ports one to one, renumbered and in ranges, in both directions") {
  Gateway nat({{kHost, 6, 8080, 80, 1}, {kOther, 17, 6000, 7000, 11}});

  auto in = nat.into(tcp(kServer, 1234, kOuter, 8080, wire::tcp_flag::syn)).at(0);
  CHECK(destination(in) == kHost);
  CHECK(destination_port(in) == 80);
  auto out = nat.out_of(tcp(kHost, 80, kServer, 1234, wire::tcp_flag::syn | wire::tcp_flag::ack)).at(0);
  CHECK(source_port(out) == 8080);
  in = nat.into(udp(kServer, 1234, kOuter, 6010, {})).at(0);
  CHECK(destination(in) == kOther);
  CHECK(destination_port(in) == 7010);
  CHECK(source_port(nat.out_of(udp(kOther, 7005, kServer, 1, {})).at(0)) == 6005);
  nat.into(udp(kServer, 1234, kOuter, 6011, {}));
  CHECK(nat.drops(DropReason::nat_no_entry) == 1);
}

TEST_CASE("masquerade static: nobody else gets a port that is promised") {
  Gateway nat({{kOther, 17, 4500, 4500, 1}});

  CHECK(source_port(nat.out_of(udp(kHost, 4500, kServer, 4500, {})).at(0)) == 60000);
}

TEST_CASE("masquerade: protocols without ports go by address, a second host to the same end is refused") {
  Gateway nat;
  const Bytes esp(40, 1);
  CHECK(source(nat.out_of(ipv4(kHost, kServer, 50, esp)).at(0)) == kOuter);
  CHECK(nat.out_of(ipv4(kOther, kServer, 50, esp)).empty());
  CHECK(nat.drops(DropReason::nat_no_port) == 1);
  CHECK(destination(nat.into(ipv4(kServer, kOuter, 50, esp)).at(0)) == kHost);

  Gateway with_static({{kOther, 50, 0, 0, 1}});
  CHECK(destination(with_static.into(ipv4(kServer, kOuter, 50, esp)).at(0)) == kOther);
}

TEST_CASE("masquerade: an ICMP error finds the host that caused it, with the packet as that host sent it") {
  Gateway nat;
  nat.out_of(udp(kHost, 5000, kServer, 53, Bytes(20, 1)));
  nat.out_of(icmp_echo(kHost, kServer, 7));
  const auto mine = udp(kOther, 5000, kServer, 53, Bytes(20, 1));
  const auto left = nat.out_of(mine);
  REQUIRE(source_port(left.at(0)) == 60000);

  const auto back = nat.into(icmp_error(ip("203.0.113.77"), wire::icmp_type::time_exceeded, 0, left[0]));
  REQUIRE(back.size() == 1);
  CHECK(destination(back[0]) == kOther);
  const auto quoted = ByteView(back[0]).subspan(28);
  // Addresses, ports and UDP checksum are those of the packet that was sent; only its time to live is one less.
  CHECK(to_hex(quoted.subspan(12)) == to_hex(ByteView(mine).subspan(12, 16)));

  const auto ping = nat.into(icmp_error(kServer, wire::icmp_type::unreachable, 1, icmp_echo(kOuter, kServer, 7)));
  CHECK(destination(ping.at(0)) == kHost);
  CHECK(nat.into(icmp_error(kServer, wire::icmp_type::unreachable, 1, udp(kOuter, 1, kServer, 2, Bytes(8, 0)))).empty());
  CHECK(nat.drops(DropReason::nat_no_entry) == 1);
}

TEST_CASE("masquerade: an ICMP error from inside shows nothing of the inside") {
  Gateway nat({{kHost, 17, 8000, 80, 1}});
  const auto arrived = nat.into(udp(kServer, 1234, kOuter, 8000, Bytes(20, 1))).at(0);

  const auto left = nat.out_of(icmp_error(kHost, wire::icmp_type::unreachable, 3, arrived)).at(0);

  CHECK(source(left) == kOuter);
  CHECK(destination(left) == kServer);
  const auto quoted = Bytes(left.begin() + 28, left.end());
  CHECK(destination(quoted) == kOuter);
  CHECK(destination_port(quoted) == 8000);
}

TEST_CASE("masquerade: fragments in both directions are translated as one datagram") {
  Gateway nat;
  const auto big = udp(kHost, 5000, kServer, 53, Bytes(2000, 1));
  std::vector<Bytes> left;
  for (auto& piece : fragments(big, 1480)) {
    for (auto& packet : nat.out_of(piece)) left.push_back(packet);
  }
  REQUIRE(left.size() == 2);
  CHECK(source(left[0]) == kOuter);
  CHECK(source(left[1]) == kOuter);

  std::vector<Bytes> arrived;
  auto answer = fragments(udp(kServer, 53, kOuter, 5000, Bytes(2000, 2)), 1480);
  for (auto& piece : {answer[1], answer[0]}) {  // the ports come last
    for (auto& packet : nat.into(piece)) arrived.push_back(packet);
  }
  REQUIRE(arrived.size() == 2);
  CHECK(destination(arrived[1]) == kHost);
}

TEST_CASE("masquerade removes the DF bit, so that no sender waits for an answer that never comes") {
  Gateway nat;
  nat.builder.interface("lan2").mtu_bytes = 576;
  nat.plan(nat.builder);
  auto packet = udp(kHost, 5000, kServer, 53, Bytes(1000, 1));
  packet[6] = 0x40;
  mend_ipv4(packet);

  const auto pieces = nat.out_of(packet);
  REQUIRE(pieces.size() == 2);
  CHECK_FALSE(wire::Ipv4View(pieces[0].data()).dont_fragment());

  nat.builder.plan.masquerade_remove_df = false;
  nat.plan(nat.builder);
  CHECK(nat.out_of(packet).empty());
  CHECK(nat.drops(DropReason::fragment_needed) == 1);
  const auto errors = nat.packets(0);
  REQUIRE(errors.size() == 1);  // to the host itself, about what it sent
  CHECK(destination(errors[0]) == kHost);
  CHECK(source(Bytes(errors[0].begin() + 28, errors[0].end())) == kHost);
}

TEST_CASE("masquerade: a UDP checksum of 0 stays, and one that becomes 0 is sent as FFFF") {
  Gateway nat;
  auto none = udp(kHost, 5000, kServer, 53, Bytes(4, 1));
  none[26] = none[27] = 0;
  const auto left = nat.out_of(none).at(0);
  CHECK((left[26] | left[27]) == 0);

  for (std::uint32_t i = 0; i < 65536; ++i) {  // some payload gives every sum
    const auto packet = udp(kHost, 5000, kServer, 53, Bytes{static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)});
    auto translated = udp(kOuter, 5000, kServer, 53, Bytes{static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)});
    if (translated[26] != 0xff || translated[27] != 0xff) continue;
    CHECK(to_hex(ByteView(nat.out_of(packet).at(0)).subspan(20)) == to_hex(ByteView(translated).subspan(20)));
    return;
  }
  FAIL("no such payload");
}

TEST_CASE("masquerade: truncated transport headers are not translated") {
  Gateway nat;
  for (std::uint8_t protocol : {std::uint8_t{6}, std::uint8_t{17}, std::uint8_t{1}}) {
    for (std::size_t size = 0; size < 8; ++size) {
      CHECK(nat.out_of(ipv4(kHost, kServer, protocol, Bytes(size, 0))).empty());
      CHECK(nat.into(ipv4(kServer, kOuter, protocol, Bytes(size, 0))).empty());
    }
  }
  CHECK(nat.drops(DropReason::nat_unsupported) == 48);
}

TEST_CASE("masquerade: ICMP errors with a mangled quote are dropped") {
  Gateway nat;
  const auto left = nat.out_of(udp(kHost, 5000, kServer, 53, Bytes(20, 1))).at(0);
  const auto good = icmp_error(kServer, wire::icmp_type::unreachable, 3, left);
  std::uint64_t dropped = 0;
  auto with = [&](const std::function<void(Bytes&)>& change) {
    Bytes message(good.begin() + 20, good.end());
    change(message);
    message.resize(std::max<std::size_t>(message.size(), 8));
    message[2] = message[3] = 0;
    const auto sum = finish_checksum(checksum_add(0, message));
    message[2] = static_cast<std::uint8_t>(sum >> 8);
    message[3] = static_cast<std::uint8_t>(sum);
    CHECK(nat.into(ipv4(kServer, kOuter, 1, message)).empty());
    CHECK(nat.drops(DropReason::nat_no_entry) == ++dropped);
  };
  for (std::size_t size = 8; size < 36; ++size) with([&](Bytes& m) { m.resize(size); });
  with([](Bytes& m) { m[8] = 0x65; });
  with([](Bytes& m) { m[8] = 0x44; });
  with([](Bytes& m) { m[8] = 0x4f; });
  with([](Bytes& m) { m[15] = 1; });  // a later fragment: no ports there
}

TEST_CASE("without an outer address nothing from inside leaves") {
  Gateway nat;
  nat.builder.plan.nat[0].outer.reset();
  nat.plan(nat.builder);

  CHECK(nat.out_of(udp(kHost, 5000, kServer, 53, {})).empty());
  CHECK(nat.drops(DropReason::nat_no_entry) == 1);
}

TEST_CASE("addresses that are not inside pass a descriptor untouched") {
  Gateway nat;
  nat.builder.plan.nat[0].inner = {{kHost, kHost}};
  nat.plan(nat.builder);

  CHECK(source(nat.out_of(udp(kOther, 5000, kServer, 53, {})).at(0)) == kOther);
  CHECK(source(nat.out_of(udp(kHost, 5000, kServer, 53, {})).at(0)) == kOuter);
}

TEST_CASE("sessions end: by the timer, sooner after a FIN, and a SYN brings the ports to life again") {
  Gateway nat;
  const auto ack = wire::tcp_flag::ack;
  auto alive = [&] { return !nat.into(tcp(kServer, 80, kOuter, 5000, ack)).empty(); };
  nat.out_of(tcp(kHost, 5000, kServer, 80, wire::tcp_flag::syn));
  nat.now += std::chrono::seconds(899);
  CHECK(alive());
  nat.now += std::chrono::seconds(1);
  CHECK_FALSE(alive());

  nat.out_of(tcp(kHost, 5000, kServer, 80, wire::tcp_flag::syn));
  nat.into(tcp(kServer, 80, kOuter, 5000, wire::tcp_flag::fin | ack));
  nat.now += std::chrono::seconds(59);
  CHECK(alive());
  nat.out_of(tcp(kHost, 5000, kServer, 80, ack));  // the rest of a half-closed connection
  nat.now += std::chrono::seconds(59);
  CHECK(alive());
  nat.now += std::chrono::seconds(1);
  CHECK_FALSE(alive());

  nat.out_of(tcp(kHost, 5000, kServer, 80, wire::tcp_flag::rst));
  nat.out_of(tcp(kHost, 5000, kServer, 80, wire::tcp_flag::syn));
  nat.now += std::chrono::seconds(500);
  CHECK(alive());
}

TEST_CASE("only packets from inside keep a session alive") {
  Gateway nat;
  nat.out_of(udp(kHost, 5000, kServer, 53, {}));
  for (int i = 0; i < 9; ++i) {
    nat.now += std::chrono::seconds(99);
    CHECK(nat.into(udp(kServer, 53, kOuter, 5000, {})).size() == 1);
  }
  nat.now += std::chrono::seconds(99);
  CHECK(nat.into(udp(kServer, 53, kOuter, 5000, {})).empty());
}

TEST_CASE("ended sessions are swept, and then no timer is left") {
  Gateway nat;
  nat.out_of(udp(kHost, 5000, kServer, 53, {}));
  CHECK(nat.worker.nat(nat.now).at(0).sessions.size() == 1);
  nat.worker.clear_arp();
  for (int i = 0; i < 32; ++i) nat.expire_at(nat.now + std::chrono::seconds(30));

  CHECK(nat.worker.nat(nat.now).at(0).sessions.empty());
  CHECK_FALSE(nat.worker.deadline());
}

TEST_CASE("`clear nat descriptor dynamic` ends all sessions") {
  Gateway nat;
  nat.out_of(udp(kHost, 5000, kServer, 53, {}));
  nat.worker.clear_nat(NatDescriptorId{1});

  CHECK(nat.into(udp(kServer, 53, kOuter, 5000, {})).empty());
}

TEST_CASE("a new outer address starts sessions over") {
  Gateway nat;
  nat.out_of(udp(kHost, 5000, kServer, 53, {}));
  nat.builder.plan.nat[0].outer = ip("203.0.113.9");
  nat.builder.interface("lan2").addresses = {net("203.0.113.9/24")};
  nat.plan(nat.builder);

  CHECK(source(nat.out_of(udp(kHost, 5000, kServer, 53, {})).at(0)) == ip("203.0.113.9"));
  CHECK(nat.into(udp(kServer, 53, ip("203.0.113.9"), 5000, {})).size() == 1);
}

namespace {

dataplane::NatDescriptorPlan a_descriptor() {
  dataplane::NatDescriptorPlan plan;
  plan.id = NatDescriptorId{1};
  plan.type = dataplane::NatType::masquerade;
  plan.outer = kOuter;
  return plan;
}

dataplane::FlowKey flow(std::uint32_t host, std::uint32_t number) {
  return {17, {{kHost.value + host}, static_cast<std::uint16_t>(1024 + number)},
          {{kServer.value + number / 50000}, 53}};
}

}  // namespace

TEST_CASE("a full table forgets the host's own longest idle session, and never refuses") {
  NatTable table(1);
  const auto plan = a_descriptor();
  Instant now{};
  auto add = [&](const dataplane::FlowKey& key) {
    now += std::chrono::milliseconds(1);
    CHECK(table.outbound(plan, key, kOuter, dataplane::TcpMark::none, now).result == NatTable::Result::translated);
  };
  auto count = [&](std::uint32_t host) {
    std::size_t found = 0;
    for (auto& row : table.sessions(plan, now)) found += row.inner.address.value == kHost.value + host ? 1 : 0;
    return found;
  };
  for (std::uint32_t i = 0; i < 10; ++i) add(flow(1, i));
  for (std::uint32_t i = 0; i < NatTable::kMostSessions + 500; ++i) add(flow(0, i));
  CHECK(count(0) + count(1) == NatTable::kMostSessions);
  CHECK(count(1) == 10);  // the flood pushed itself out, not the neighbour

  add(flow(2, 0));  // a host without session: the longest idle of all goes
  CHECK(count(2) == 1);
  CHECK(count(1) == 9);
}

TEST_CASE("outer ports never collide, whatever comes and goes") {
  NatTable table(1);
  auto plan = a_descriptor();
  plan.port_ranges = {{60000, 60063}};
  TestEntropy dice(9);
  Instant now{};
  for (int i = 0; i < 20000; ++i) {
    now += std::chrono::seconds(dice.u32() % 5);
    const dataplane::FlowKey key{17, {{kHost.value + dice.u32() % 20}, static_cast<std::uint16_t>(5000 + dice.u32() % 3)},
                                 {{kServer.value + dice.u32() % 2}, 53}};
    const auto out = table.outbound(plan, key, kOuter, dataplane::TcpMark::none, now);
    if (out.result != NatTable::Result::translated) continue;
    const auto back = table.inbound(plan, {17, out.endpoint, key.remote}, dataplane::TcpMark::none, now);
    REQUIRE(back.result == NatTable::Result::translated);
    REQUIRE(back.endpoint == key.local);
    if (dice.u32() % 100 == 0) table.expire(now);
  }
}
