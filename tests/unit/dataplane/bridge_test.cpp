#include "firmware/dataplane/table/mac_table.hpp"
#include "tests/unit/dataplane/rig.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

const MacAddress kOwn = router_mac(1, 0);

/// Three ports in one bridge that has an address.
PlanBuilder three_ports() {
  PlanBuilder plan;
  for (std::uint8_t i = 0; i < 3; ++i) plan.port("lan" + std::to_string(i + 1), router_mac(1, i));
  plan.bridge({"lan1", "lan2", "lan3"}, kOwn, {net("192.168.100.1/24")});
  return plan;
}

Bytes frame(const MacAddress& to, const MacAddress& from, std::uint8_t fill = 1) {
  return ethernet(to, from, 0x88b5, Bytes(50, fill));
}

std::string where(const Rig& rig) {
  std::string ports;
  for (std::uint8_t port = 0; port < 3; ++port) {
    if (!rig.sent(port).empty()) ports += static_cast<char>('1' + port);
  }
  return ports;
}

}  // namespace

TEST_CASE("an unknown station is looked for everywhere, a known one is not") {
  Rig rig;
  rig.plan(three_ports());

  rig.receive(0, frame(mac(2), mac(1)));
  CHECK(where(rig) == "23");
  rig.receive(1, frame(mac(1), mac(2)));
  CHECK(where(rig) == "1");
  rig.receive(0, frame(mac(2), mac(1)));
  CHECK(where(rig) == "2");
  CHECK(rig.sent(1)[0] == frame(mac(2), mac(1)));
}

TEST_CASE("a station that moves is followed at once") {
  Rig rig;
  rig.plan(three_ports());
  rig.receive(0, frame(mac(2), mac(1)));
  rig.receive(2, frame(mac(2), mac(1)));

  rig.receive(1, frame(mac(1), mac(2)));

  CHECK(where(rig) == "3");
}

TEST_CASE("a frame never goes back to where it came from") {
  Rig rig;
  rig.plan(three_ports());
  rig.receive(0, frame(mac(9), mac(1)));

  rig.receive(0, frame(mac(1), mac(2)));

  CHECK(where(rig).empty());
  CHECK(rig.drops(DropReason::bridge_same_port) == 1);
}

TEST_CASE("learned addresses age, and their memory is given back") {
  Rig rig;
  rig.plan(three_ports());
  rig.receive(0, frame(mac(2), mac(1)));
  rig.expire_at(rig.now + std::chrono::seconds(1));
  REQUIRE(rig.worker.deadline());

  rig.now += std::chrono::seconds(300);
  rig.receive(1, frame(mac(1), mac(2)));
  CHECK(where(rig) == "13");
  for (int i = 0; i < 20; ++i) rig.expire_at(rig.now + std::chrono::seconds(30));
  CHECK(rig.worker.learning(BridgeId{1}, rig.now).empty());
  CHECK_FALSE(rig.worker.deadline());
}

TEST_CASE("without ageing an address stays, and another bridge's age is its own") {
  Rig rig;
  PlanBuilder plan;
  for (std::uint8_t i = 0; i < 4; ++i) plan.port("lan" + std::to_string(i + 1), router_mac(1, i));
  plan.bridge({"lan1", "lan2"}, kOwn);
  plan.plan.bridges[0].age.reset();
  auto second = plan.plan.bridges[0];
  second.id = BridgeId{2};
  second.age = std::chrono::seconds(60);
  second.interface = InterfaceIndex{5};
  second.members = {InterfaceIndex{2}, InterfaceIndex{3}};
  plan.interface("lan3").bridge = second.id;
  plan.interface("lan4").bridge = second.id;
  plan.plan.bridges.push_back(second);
  dataplane::InterfacePlan own;
  own.name = "bridge2";
  own.kind = dataplane::InterfaceKind::bridge;
  own.bridge = second.id;
  own.mac = router_mac(1, 2);
  rig.plan(plan.row(own));
  rig.receive(0, frame(mac(9), mac(1)));
  rig.receive(2, frame(mac(9), mac(3)));

  for (int i = 0; i < 30; ++i) rig.expire_at(rig.now + std::chrono::seconds(30));

  CHECK(rig.worker.learning(BridgeId{1}, rig.now).size() == 1);
  CHECK(rig.worker.learning(BridgeId{2}, rig.now).empty());
}

TEST_CASE("static entries and `learning off` are obeyed") {
  Rig rig;
  auto plan = three_ports();
  plan.plan.bridges[0].learning = false;
  plan.plan.bridges[0].static_entries = {{mac(5), InterfaceIndex{2}}};
  rig.plan(plan);
  rig.receive(1, frame(mac(9), mac(1)));

  rig.receive(0, frame(mac(1), mac(2)));
  CHECK(where(rig) == "23");
  rig.receive(0, frame(mac(5), mac(2)));
  CHECK(where(rig) == "3");
}

TEST_CASE("`clear bridge learning` forgets") {
  Rig rig;
  rig.plan(three_ports());
  rig.receive(0, frame(mac(2), mac(1)));
  rig.worker.clear_learning(BridgeId{1});

  CHECK(rig.worker.learning(BridgeId{1}, rig.now).empty());
}

TEST_CASE("group source addresses and frames without a header are dropped") {
  Rig rig;
  rig.plan(three_ports());

  rig.receive(0, frame(mac(2), MacAddress::broadcast()));
  rig.receive(0, Bytes(13, 2));

  CHECK(rig.drops(DropReason::group_source) == 1);
  CHECK(rig.drops(DropReason::frame_too_short) == 1);
  CHECK(rig.worker.learning(BridgeId{1}, rig.now).empty());
}

TEST_CASE("the bridge's own address is the router, and broadcasts reach it and all others") {
  Rig rig;
  rig.plan(three_ports());
  const auto request = arp(true, mac(1), ip("192.168.100.2"), ip("192.168.100.1"));

  rig.receive(0, ethernet(MacAddress::broadcast(), mac(1), wire::ethertype::arp, request));
  CHECK(where(rig) == "123");  // flooded to 2 and 3, answered to 1
  rig.receive(0, ethernet(kOwn, mac(1), wire::ethertype::ipv4, icmp_echo(ip("192.168.100.2"), ip("192.168.100.1"), 1)));
  CHECK(where(rig) == "1");
}

TEST_CASE("tagged frames pass untouched, only those of the router's own VLAN also reach it") {
  Rig rig;
  auto plan = three_ports();
  dataplane::InterfacePlan vlan;
  vlan.name = "lan1/1";
  vlan.kind = dataplane::InterfaceKind::vlan;
  vlan.port = PortIndex{0};
  vlan.vlan_id = std::uint16_t{10};
  vlan.mac = kOwn;
  vlan.addresses = {net("172.16.0.1/24")};
  rig.plan(plan.row(vlan));
  const auto question = [](std::uint16_t id) {
    return ethernet(MacAddress::broadcast(), mac(1), wire::ethertype::arp,
                    arp(true, mac(1), ip("172.16.0.2"), ip("172.16.0.1")), id);
  };

  rig.receive(1, question(20));
  CHECK(rig.sent(0) == std::vector<Bytes>{question(20)});
  CHECK(rig.sent(1).empty());
  rig.receive(1, question(10));
  CHECK(rig.sent(0) == std::vector<Bytes>{question(10)});
  CHECK(rig.sent(1).size() == 1);  // the answer, tagged, to where the asker is
  CHECK(wire::parse_ethernet(rig.sent(1)[0])->vlan_id == std::uint16_t{10});
}

TEST_CASE("with no other active member a frame has nowhere to go") {
  Rig rig;
  PlanBuilder plan;
  plan.port("lan1", kOwn);
  rig.plan(plan.bridge({"lan1"}, kOwn));

  rig.receive(0, frame(mac(2), mac(1)));
  rig.receive(0, frame(MacAddress::broadcast(), mac(1)));

  CHECK(rig.drops(DropReason::bridge_no_port) == 1);
  CHECK(rig.drops(DropReason::unknown_ethertype) == 1);  // the broadcast reached the router itself
}

TEST_CASE("a tunnel without session is no member: the frame is dropped for that reason") {
  Rig rig;
  PlanBuilder plan;
  plan.port("lan1", kOwn).port("lan2", router_mac(1, 1), {net("10.0.0.1/24")});
  plan.l2tpv3(TunnelId{1}, PolicyId{101});
  rig.plan(plan.bridge({"lan1", "tunnel1"}, kOwn));

  rig.receive(0, frame(mac(2), mac(1)));

  CHECK(rig.drops(DropReason::l2tp_session_down) == 1);
}

TEST_CASE("an address that jumps between sides faster than any host is a loop, and is damped") {
  Rig rig;
  rig.plan(three_ports());

  for (int i = 0; i < 50; ++i) rig.receive(static_cast<std::uint8_t>(i % 2), frame(MacAddress::broadcast(), mac(1)));

  CHECK(rig.drops(DropReason::bridge_loop) > 10);
  rig.now += std::chrono::seconds(2);
  rig.receive(0, frame(mac(9), mac(1)));
  CHECK(where(rig) == "23");
}

TEST_CASE("without buffers a flood is cut short and counted") {
  Rig rig(1, 2);
  rig.plan(three_ports());

  rig.receive(0, frame(MacAddress::broadcast(), mac(1)));

  CHECK(rig.drops(DropReason::no_buffer) == 1);  // two copies and the original for the router, one buffer free
}

TEST_CASE("two bridges in a circle of tunnels end a frame by its depth") {
  // The tunnel's far end is the router itself: whatever goes in comes out again.
  Rig rig;
  PlanBuilder plan;
  plan.port("lan1", kOwn).port("lan2", router_mac(1, 1), {net("10.0.0.1/24")});
  plan.l2tpv3(TunnelId{1}, std::nullopt).l2tpv3(TunnelId{2}, std::nullopt);
  rig.plan(plan.bridge({"lan1", "tunnel1", "tunnel2"}, kOwn));
  for (std::uint16_t i : {std::uint16_t{1}, std::uint16_t{2}}) {
    dataplane::L2tpSession session;
    session.tunnel = TunnelId{i};
    session.local = SessionId{i};
    session.remote = SessionId{3u - i};
    session.local_endpoint = session.remote_endpoint = {ip("10.0.0.1"), 1701};
    rig.worker.install_session(session);
  }

  rig.receive(0, frame(MacAddress::broadcast(), mac(1)));

  CHECK(rig.drops(DropReason::tunnel_loop) + rig.drops(DropReason::bridge_loop) > 0);
  CHECK(rig.sent(0).size() < 20);
}

TEST_CASE("the table of addresses is bounded: the longest silent one makes room") {
  using dataplane::MacTable;
  MacTable table(1);
  const BridgeId bridge{1};
  Instant now{};
  auto numbered = [](std::size_t i) {
    return MacAddress{{2, 0, 0, 0, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)}};
  };
  for (std::size_t i = 0; i < MacTable::kMostEntries; ++i) table.learn(bridge, numbered(i), InterfaceIndex{0}, now);
  table.learn(bridge, numbered(0), InterfaceIndex{0}, now);  // speaks again

  table.learn(bridge, numbered(5000), InterfaceIndex{0}, now);

  CHECK(table.size() == MacTable::kMostEntries);
  CHECK(table.find(bridge, numbered(0), now, std::nullopt));
  CHECK_FALSE(table.find(bridge, numbered(1), now, std::nullopt));
  CHECK(table.find(bridge, numbered(5000), now, std::nullopt));
}
