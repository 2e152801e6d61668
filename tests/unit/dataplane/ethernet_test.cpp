#include "firmware/dataplane/table/neighbour_table.hpp"
#include "tests/unit/dataplane/rig.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

const MacAddress kRouter = router_mac(1, 0);
const MacAddress kHost = mac(1);
constexpr std::uint16_t kIpv4 = wire::ethertype::ipv4;
constexpr std::uint16_t kArp = wire::ethertype::arp;

PlanBuilder one_lan() {
  PlanBuilder plan;
  plan.port("lan1", kRouter, {net("192.168.100.1/24")}).port("lan2", router_mac(1, 1), {net("10.0.0.1/24")});
  return plan;
}

Bytes to_router(ByteView packet) { return ethernet(kRouter, kHost, kIpv4, packet); }

}  // namespace

TEST_CASE("frames shorter than their header, for others, from groups and of unknown types are counted each") {
  Rig rig;
  rig.plan(one_lan());
  const auto packet = icmp_echo(ip("192.168.100.2"), ip("192.168.100.1"), 1);

  for (std::size_t size = 0; size < 14; ++size) rig.receive(0, Bytes(size, 2));
  CHECK(rig.drops(DropReason::frame_too_short) == 14);
  rig.receive(0, ethernet(mac(9), kHost, kIpv4, packet));
  CHECK(rig.drops(DropReason::not_for_us) == 1);
  rig.receive(0, ethernet(kRouter, MacAddress::broadcast(), kIpv4, packet));
  CHECK(rig.drops(DropReason::group_source) == 1);
  rig.receive(0, ethernet(kRouter, kHost, 0x88b5, packet));
  CHECK(rig.drops(DropReason::unknown_ethertype) == 1);
  rig.receive(0, ethernet(kRouter, kHost, kIpv4, packet, 10));
  CHECK(rig.drops(DropReason::unknown_vlan) == 1);
  CHECK(rig.out.transmit.empty() == rig.sent(0).empty());
}

TEST_CASE("frames of a port that the plan does not know are dropped") {
  Rig rig;
  rig.receive(0, Bytes(60, 1));
  rig.plan(one_lan());
  rig.receive(7, Bytes(60, 1));

  CHECK(rig.drops(DropReason::interface_down) == 2);
}

TEST_CASE("a disabled port takes nothing") {
  Rig rig;
  auto plan = one_lan();
  plan.interface("lan1").enabled = false;
  rig.plan(plan);

  rig.receive(0, to_router(icmp_echo(ip("192.168.100.2"), ip("192.168.100.1"), 1)));

  CHECK(rig.drops(DropReason::interface_down) == 1);
}

TEST_CASE("a VLAN is an interface of its own on a port") {
  Rig rig;
  auto plan = one_lan();
  dataplane::InterfacePlan vlan;
  vlan.name = "lan1/1";
  vlan.kind = dataplane::InterfaceKind::vlan;
  vlan.port = PortIndex{0};
  vlan.vlan_id = std::uint16_t{10};
  vlan.mac = kRouter;
  vlan.addresses = {net("172.16.0.1/24")};
  rig.plan(plan.row(vlan));

  rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, arp(true, kHost, ip("172.16.0.2"), ip("172.16.0.1")), 10));
  CHECK(rig.sent(0) == std::vector<Bytes>{ethernet(kHost, kRouter, kArp, arp(false, kRouter, ip("172.16.0.1"),
                                                                             ip("172.16.0.2"), kHost), 10)});
  rig.receive(0, ethernet(kRouter, kHost, kIpv4, icmp_echo(ip("172.16.0.2"), ip("172.16.0.1"), 1), 10));
  REQUIRE(rig.sent(0).size() == 1);
  CHECK(wire::parse_ethernet(rig.sent(0)[0])->vlan_id == std::uint16_t{10});
}

TEST_CASE("ARP: the router answers for its own addresses and learns who asked") {
  Rig rig;
  rig.plan(one_lan());

  rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, arp(true, kHost, ip("192.168.100.2"), ip("192.168.100.1"))));
  CHECK(rig.sent(0) == std::vector<Bytes>{ethernet(kHost, kRouter, kArp, arp(false, kRouter, ip("192.168.100.1"),
                                                                             ip("192.168.100.2"), kHost))});
  REQUIRE(rig.worker.arp(rig.now).size() == 1);
  CHECK(rig.worker.arp(rig.now)[0].mac == kHost);

  rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, arp(true, kHost, ip("192.168.100.2"), ip("192.168.100.9"))));
  CHECK(rig.sent(0).empty());  // somebody else's address
}

TEST_CASE("ARP: a probe is answered without being learned, and nobody else may have our address") {
  Rig rig;
  rig.plan(one_lan());

  rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, arp(true, kHost, {}, ip("192.168.100.1"))));
  CHECK(rig.sent(0).size() == 1);
  rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, arp(true, kHost, ip("192.168.100.1"), ip("192.168.100.1"))));
  rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, arp(true, kHost, ip("10.9.9.9"), ip("192.168.100.1"))));

  CHECK(rig.worker.arp(rig.now).empty());
}

TEST_CASE("ARP: malformed messages are counted") {
  Rig rig;
  rig.plan(one_lan());
  const auto good = arp(true, kHost, ip("192.168.100.2"), ip("192.168.100.1"));

  for (std::size_t size = 0; size < good.size(); ++size) {
    rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, ByteView(good).first(size)));
  }
  for (std::size_t at : {0, 2, 4, 5, 7}) {  // hardware, protocol, their lengths, operation
    auto bad = good;
    bad[at] = 9;
    rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, bad));
  }
  rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp,
                          arp(true, MacAddress::broadcast(), ip("192.168.100.2"), ip("192.168.100.1"))));

  CHECK(rig.drops(DropReason::arp_malformed) == good.size() + 6);
  CHECK(rig.worker.arp(rig.now).empty());
}

TEST_CASE("ARP: with proxyarp the router answers for hosts behind it") {
  Rig rig;
  auto plan = one_lan();
  plan.interface("lan1").proxy_arp = true;
  plan.route(net("0.0.0.0/0"), "lan2", ip("10.0.0.254"));
  rig.plan(plan);

  rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, arp(true, kHost, ip("192.168.100.2"), ip("10.0.0.7"))));
  CHECK(rig.sent(0).size() == 1);
  rig.receive(0, ethernet(MacAddress::broadcast(), kHost, kArp, arp(true, kHost, ip("192.168.100.2"), ip("198.51.100.1"))));
  CHECK(rig.sent(0).empty());  // a default route is no reason
}

TEST_CASE("ARP: packets wait for the answer, the request is repeated, and in the end they are dropped") {
  Rig rig;
  rig.plan(one_lan());
  const auto packet = to_router(udp(ip("192.168.100.2"), 5000, ip("10.0.0.7"), 6000, Bytes(10, 1)));

  rig.receive(0, {packet, packet});
  CHECK(rig.sent(1).size() == 1);  // one request for both
  CHECK(rig.worker.conservation().held == 2);
  for (int i = 0; i < 3; ++i) {
    REQUIRE(rig.worker.deadline());
    rig.expire_at(*rig.worker.deadline());
    CHECK(rig.sent(1).size() == 1);
  }
  rig.expire_at(*rig.worker.deadline());

  CHECK(rig.sent(1).empty());
  CHECK(rig.drops(DropReason::neighbour_unresolved) == 2);
  CHECK(rig.worker.conservation().held == 0);
}

TEST_CASE("ARP: an answer lets the waiting packets go, in order") {
  Rig rig;
  rig.plan(one_lan());
  for (std::uint8_t i = 1; i <= 3; ++i) {
    rig.receive(0, to_router(udp(ip("192.168.100.2"), 5000, ip("10.0.0.7"), 6000, Bytes(i, i))));
  }

  rig.knows(1, router_mac(1, 1), ip("10.0.0.1"), mac(7), ip("10.0.0.7"));

  const auto sent = rig.sent(1);
  REQUIRE(sent.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK(sent[i].size() == 14 + 28 + i + 1);
    CHECK(wire::parse_ethernet(sent[i])->destination == mac(7));
  }
}

TEST_CASE("ARP: what waits is bounded, for each neighbour and in all") {
  using dataplane::NeighbourTable;
  Rig rig(1, 4096);
  auto plan = one_lan();
  plan.interface("lan2").addresses = {net("10.0.0.1/16")};
  plan.plan.routes[1].destination = net("10.0.0.0/16");
  rig.plan(plan);
  auto send = [&](Ipv4Address to) { rig.receive(0, to_router(udp(ip("192.168.100.2"), 5000, to, 6000, Bytes(10, 1)))); };

  for (std::size_t i = 0; i < 100; ++i) send(ip("10.0.0.7"));
  CHECK(rig.worker.conservation().held == 32);
  for (std::uint32_t i = 0; i < 3000; ++i) send({ip("10.0.1.0").value + i});
  CHECK(rig.worker.conservation().held <= 256);
  CHECK(rig.drops(DropReason::neighbour_unresolved) == 3100 - rig.worker.conservation().held);

  for (int i = 0; i < 5; ++i) rig.expire_at(rig.now + std::chrono::seconds(1));
  CHECK(rig.worker.conservation().held == 0);
  CHECK_FALSE(rig.worker.deadline());
}

TEST_CASE("ARP: the memory ends after the timer, and `clear arp` forgets at once") {
  Rig rig;
  rig.plan(one_lan());
  rig.knows(0, kRouter, ip("192.168.100.1"), kHost, ip("192.168.100.2"));
  CHECK(rig.worker.arp(rig.now + std::chrono::seconds(1199)).size() == 1);
  CHECK(rig.worker.arp(rig.now + std::chrono::seconds(1200)).empty());

  rig.worker.clear_arp();
  CHECK(rig.worker.arp(rig.now).empty());
}

TEST_CASE("the router announces its addresses") {
  Rig rig;
  rig.plan(one_lan());

  rig.call([&](auto& worker) { worker.announce(InterfaceIndex{0}, rig.now, rig.out); });

  CHECK(rig.sent(0) == std::vector<Bytes>{ethernet(MacAddress::broadcast(), kRouter, kArp,
                                                   arp(true, kRouter, ip("192.168.100.1"), ip("192.168.100.1")))});
}
