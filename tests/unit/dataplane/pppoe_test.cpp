// A pp in the data plane: what a session carries in and out, and whose business the rest is.
#include "firmware/wire/ppp.hpp"
#include "firmware/wire/pppoe.hpp"
#include "tests/unit/dataplane/rig.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

const auto kOwnMac = router_mac(1, 1);
const auto kAccess = mac(9);
const auto kLocal = ip("198.51.100.1");
const auto kFar = ip("203.0.113.1");
constexpr PppoeSessionId kSession{0x0102};

/// lan1 with a host, lan2 with a PPPoE session towards everything else.
PlanBuilder a_plan(bool connected = true, std::uint16_t mtu = 1454) {
  PlanBuilder plan;
  plan.port("lan1", router_mac(1, 0), {net("192.168.1.1/24")}).port("lan2", kOwnMac);
  dataplane::InterfacePlan pp;
  pp.name = "pp1";
  pp.kind = dataplane::InterfaceKind::pp;
  pp.line = {plan.index("lan2"), kAccess, kSession};
  pp.carries_ip = connected;
  pp.mtu_bytes = mtu;
  if (connected) pp.addresses = {net("198.51.100.1/32")};
  plan.row(pp);
  plan.route(net("192.168.1.0/24"), "lan1").route(net("0.0.0.0/0"), "pp1");
  return plan;
}

Bytes in_session(ByteView packet, std::uint16_t protocol = wire::ppp_protocol::ip, PppoeSessionId session = kSession,
                 const MacAddress& from = kAccess) {
  Bytes ppp;
  ByteWriter(ppp).u16(protocol).bytes(packet);
  return ethernet(kOwnMac, from, wire::ethertype::pppoe_session, wire::pppoe_packet(wire::pppoe_code::session, session, ppp));
}

Bytes from_host(std::size_t bytes) {
  return ethernet(router_mac(1, 0), mac(1), wire::ethertype::ipv4,
                  udp(ip("192.168.1.10"), 1000, kFar, 2000, Bytes(bytes - wire::kIpv4HeaderBytes - wire::kUdpHeaderBytes)));
}

}  // namespace

TEST_CASE("a packet leaves by a pp inside PPP, PPPoE and Ethernet, to the session's other end") {
  Rig rig;
  rig.plan(a_plan());
  rig.receive(0, from_host(100));

  const auto sent = rig.sent(1);
  REQUIRE(sent.size() == 1);
  CHECK(to_hex(ByteView(sent[0]).first(22)) == to_hex(kAccess.octets) + to_hex(kOwnMac.octets) + "8864" "11000102" "0066" "0021");
  CHECK(sent[0].size() == 22 + 100);
  CHECK(checksums_good(ByteView(sent[0]).subspan(22)));
}

TEST_CASE("a packet that a session brings is forwarded, without what Ethernet padded behind it") {
  Rig rig;
  rig.plan(a_plan());
  rig.knows(0, router_mac(1, 0), ip("192.168.1.1"), mac(1), ip("192.168.1.10"));
  auto frame = in_session(udp(kFar, 2000, ip("192.168.1.10"), 1000, Bytes(4)));
  frame.resize(frame.size() + 14, 0xee);
  rig.receive(1, frame);

  const auto sent = rig.sent(0);
  REQUIRE(sent.size() == 1);
  CHECK(sent[0].size() == 14 + wire::kIpv4HeaderBytes + wire::kUdpHeaderBytes + 4);
}

TEST_CASE("what is longer than the peer takes is cut before PPP") {
  Rig rig;
  rig.plan(a_plan());
  rig.receive(0, from_host(1500));
  const auto sent = rig.sent(1);
  REQUIRE(sent.size() == 2);
  for (auto& frame : sent) CHECK(frame.size() <= 22 + 1454);
}

TEST_CASE("a session belongs to its other end: another's frames, another's number and another LAN carry nothing in") {
  Rig rig;
  rig.plan(a_plan());
  const auto packet = udp(kFar, 2000, ip("192.168.1.10"), 1000, Bytes(4));
  rig.receive(1, in_session(packet, wire::ppp_protocol::ip, kSession, mac(8)));
  rig.receive(1, in_session(packet, wire::ppp_protocol::ip, PppoeSessionId{0x0103}));
  auto elsewhere = in_session(packet);
  std::ranges::copy(router_mac(1, 0).octets, elsewhere.begin());
  rig.receive(0, elsewhere);
  CHECK(rig.sent(0).empty());
}

TEST_CASE("frames of sessions that are none are told at a limited rate, and then only counted") {
  Rig rig;
  rig.plan(a_plan());
  std::size_t told = 0;
  for (int i = 0; i < 1000; ++i) {
    rig.receive(1, in_session(Bytes(20), wire::ppp_protocol::ip, PppoeSessionId{7}));
    told += rig.notices<dataplane::PppoeReceived>().size();
  }
  CHECK(told == 10);
  CHECK(rig.drops(DropReason::pppoe_unknown_session) == 990);
}

TEST_CASE("discovery and PPP's own protocols are the router's") {
  Rig rig;
  rig.plan(a_plan());
  rig.receive(1, in_session(*from_hex("01010004"), wire::ppp_protocol::lcp));
  auto received = rig.notices<dataplane::PppoeReceived>();
  REQUIRE(received.size() == 1);
  CHECK_FALSE(received[0].discovery);
  CHECK(received[0].pp.has_value());

  rig.receive(1, ethernet(kOwnMac, kAccess, wire::ethertype::pppoe_discovery,
                          wire::pppoe_packet(wire::pppoe_code::pado, PppoeSessionId{}, {})));
  received = rig.notices<dataplane::PppoeReceived>();
  REQUIRE(received.size() == 1);
  CHECK(received[0].discovery);
  CHECK(received[0].source == kAccess);
}

TEST_CASE("while PPP does not stand, no IP passes either way, and the router hears what wanted to") {
  Rig rig;
  rig.plan(a_plan(false));
  rig.receive(0, from_host(100));
  CHECK(rig.sent(1).empty());
  CHECK(rig.drops(DropReason::line_down) == 1);
  const auto wanted = rig.notices<dataplane::LineWanted>();
  REQUIRE(wanted.size() == 1);
  CHECK(wanted[0].protocol == 17);
  CHECK(wanted[0].source == Endpoint{ip("192.168.1.10"), 1000});
  CHECK(wanted[0].destination == Endpoint{kFar, 2000});

  rig.receive(1, in_session(udp(kFar, 2000, ip("192.168.1.10"), 1000, Bytes(4))));
  CHECK(rig.drops(DropReason::line_down) == 2);
}

TEST_CASE("a PPPoE frame cut at any byte is dropped and counted, never read beyond") {
  const auto whole = in_session(udp(kFar, 2000, ip("192.168.1.10"), 1000, Bytes(30)));
  for (std::size_t length = 0; length < whole.size(); ++length) {
    INFO(length);
    Rig rig;
    rig.plan(a_plan());
    rig.receive(1, Bytes(whole.begin(), whole.begin() + static_cast<std::ptrdiff_t>(length)));
    CHECK(rig.worker.conservation().dropped == 1);
    CHECK(rig.sent(0).empty());
  }
}
