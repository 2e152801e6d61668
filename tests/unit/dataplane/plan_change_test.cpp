// What must survive a change of plan, also one that moves every row of the interface table.
#include "tests/unit/dataplane/rig.hpp"

#include "firmware/ipsec/esp.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

constexpr PolicyId kPolicy{101};
const MacAddress kWan = router_mac(1, 1);
const MacAddress kNext = mac(2);
const Ipv4Address kOuter = ip("203.0.113.2");
const Ipv4Address kServer = ip("198.51.100.7");

/// `extra` VLANs stand between the ports and everything else, so that rows move from plan to plan.
PlanBuilder a_plan(std::size_t extra) {
  PlanBuilder plan;
  plan.port("lan1", router_mac(1, 0)).port("lan2", kWan, {net("203.0.113.2/24")});
  for (std::size_t i = 0; i < extra; ++i) {
    dataplane::InterfacePlan vlan;
    vlan.name = "lan2/" + std::to_string(i + 1);
    vlan.kind = dataplane::InterfaceKind::vlan;
    vlan.port = PortIndex{1};
    vlan.vlan_id = static_cast<std::uint16_t>(10 + i);
    plan.row(vlan);
  }
  plan.ipsec_tunnel(TunnelId{1}, kPolicy).route(net("192.168.2.0/24"), "tunnel1");
  plan.bridge({"lan1"}, router_mac(1, 0), {net("192.168.1.1/24")});
  plan.route(net("0.0.0.0/0"), "lan2", ip("203.0.113.1")).masquerade("lan2", kOuter);
  return plan;
}

struct Site : Rig {
  Site() : Rig(1, 1024) {
    plan(a_plan(0));
    pair.mode = ipsec::Mode::tunnel;
    pair.local = {kOuter, 0};
    pair.peer = {ip("203.0.113.9"), 0};
    worker.install_sa(pair.inbound());
    worker.install_sa(pair.outbound());
    knows(0, router_mac(1, 0), ip("192.168.1.1"), mac(1), ip("192.168.1.2"));
    knows(1, kWan, kOuter, kNext, ip("203.0.113.1"));
    knows(1, kWan, kOuter, mac(9), ip("203.0.113.9"));
  }
  void from_lan(ByteView packet) { receive(0, ethernet(router_mac(1, 0), mac(1), wire::ethertype::ipv4, packet)); }
  void from_wan(ByteView packet) { receive(1, ethernet(kWan, kNext, wire::ethertype::ipv4, packet)); }
  SaPair pair;
};

}  // namespace

TEST_CASE("after a new plan the sequence numbers of ESP go on, and the window remembers") {
  Site site;
  auto parameters = site.pair.inbound();
  parameters.direction = ipsec::Direction::outbound;
  ipsec::Sa peer(std::move(parameters));
  auto packet = site.pool.copy(icmp_echo(ip("192.168.2.2"), ip("192.168.1.2"), 1));
  ipsec::EncryptJob job{packet.get(), &peer, 4, {}};
  ipsec::esp_encrypt({&job, 1}, site.entropy);
  const auto seen = ipv4(ip("203.0.113.9"), kOuter, 50, packet->bytes());
  packet.reset();
  site.from_wan(seen);
  CHECK(site.drops(DropReason::nat_no_entry) == 1);  // a masquerade in front wants a static entry, as on the device
  auto with_static = [](std::size_t extra) {
    auto plan = a_plan(extra);
    plan.plan.nat[0].statics = {{kOuter, 50, 0, 0, 1}};
    return plan;
  };

  std::vector<int> sequence;
  for (std::size_t extra : {1, 3, 0, 2}) {
    site.plan(with_static(extra));
    site.from_lan(udp(ip("192.168.1.2"), 1, ip("192.168.2.2"), 2, {}));
    REQUIRE(site.sent(1).size() == 1);
    sequence.push_back(site.sent(1)[0][14 + 27]);
    site.from_wan(seen);
    CHECK(site.sent(0).size() == (extra == 1 ? 1 : 0));
  }
  CHECK(sequence == std::vector<int>{1, 2, 3, 4});
  CHECK(site.drops(DropReason::esp_replayed) == 3);
}

TEST_CASE("after a new plan NAT sessions, learned addresses and neighbours are still there") {
  Site site;
  site.from_lan(udp(ip("192.168.1.2"), 5000, kServer, 53, {}));
  REQUIRE(site.sent(1).size() == 1);

  for (std::size_t extra : {2, 0, 1}) {
    site.plan(a_plan(extra));
    site.from_wan(udp(kServer, 53, kOuter, 5000, {}));
    REQUIRE(site.sent(0).size() == 1);  // no ARP for the host, no flood
    CHECK(wire::parse_ethernet(site.sent(0)[0])->destination == mac(1));
    CHECK(site.worker.learning(BridgeId{1}, site.now).size() == 1);
    CHECK(site.worker.arp(site.now).size() == 3);
  }
}

TEST_CASE("a datagram whose fragments come before and after a new plan is put together") {
  Site site;
  site.from_lan(udp(ip("192.168.1.2"), 5000, kServer, 53, {}));
  const auto pieces = fragments(udp(kServer, 53, kOuter, 5000, Bytes(1000, 1)), 800);
  site.from_wan(pieces[0]);
  CHECK(site.worker.conservation().held == 1);

  site.plan(a_plan(3));
  site.from_wan(pieces[1]);
  CHECK(site.sent(0).size() == 1);

  // Outbound too: the datagram is gathered for NAT.
  const auto out = fragments(udp(ip("192.168.1.2"), 5000, kServer, 53, Bytes(1000, 1)), 800);
  site.from_lan(out[0]);
  site.plan(a_plan(0));
  site.from_lan(out[1]);
  CHECK(site.sent(1).size() == 1);
}

TEST_CASE("what waits for an address leaves by the right interface after the rows have moved") {
  Site site;
  site.worker.clear_arp();
  site.from_lan(udp(ip("192.168.1.2"), 5000, kServer, 53, Bytes(5, 1)));
  CHECK(site.worker.conservation().held == 1);

  site.plan(a_plan(3));
  site.knows(1, kWan, kOuter, kNext, ip("203.0.113.1"));

  REQUIRE(site.sent(1).size() == 1);
  CHECK(site.sent(1)[0].size() == 14 + 28 + 5);
}

TEST_CASE("what waits on an interface that is gone is dropped, and its neighbours are forgotten") {
  Site site;
  auto with_vlan = a_plan(1);
  with_vlan.plan.interfaces[2].addresses = {net("172.16.0.1/24")};
  with_vlan.plan.interfaces[2].mac = kWan;
  dataplane::RoutePlan connected;
  connected.destination = net("172.16.0.0/24");
  connected.interface = InterfaceIndex{2};
  with_vlan.plan.routes.push_back(connected);
  site.plan(with_vlan);
  site.from_lan(udp(ip("192.168.1.2"), 5000, ip("172.16.0.9"), 53, {}));
  CHECK(site.worker.conservation().held == 1);

  site.plan(a_plan(0));

  CHECK(site.worker.conservation().held == 0);
  CHECK(site.drops(DropReason::interface_down) == 1);
  site.expire_at(site.now + std::chrono::seconds(10));
}

TEST_CASE("interface counters follow the name") {
  Site site;
  site.from_lan(udp(ip("192.168.1.2"), 5000, kServer, 53, {}));
  auto bridge = [&] {
    for (auto& row : site.worker.interfaces()) {
      if (row.name == "bridge1") return row.received_ipv4.packets;
    }
    return std::uint64_t{999};
  };
  const auto before = bridge();
  CHECK(before == 1);
  site.plan(a_plan(2));
  CHECK(bridge() == before);
}
