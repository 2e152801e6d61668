#include "firmware/router/plan_builder.hpp"

using namespace kyoten;
using router::build_plan;
using router::find_interface;

namespace {

const std::vector<MacAddress> kMacs{*MacAddress::parse("00:a0:de:00:00:01"),
                                    *MacAddress::parse("00:a0:de:00:00:02")};

/// An intent with all sections present and empty; tests replace what they are about.
config::Intent an_intent() {
  config::Intent intent = config::compile({}, nullptr);
  return intent;
}

template <class T>
std::shared_ptr<const std::vector<T>> of(std::vector<T> values) {
  return std::make_shared<const std::vector<T>>(std::move(values));
}

config::Interface an_interface(std::string name) {
  config::Interface interface;
  interface.name = std::move(name);
  return interface;
}

}  // namespace

TEST_CASE("every port is an interface, configured or not") {
  const auto plan = build_plan(an_intent(), {}, kMacs);

  REQUIRE(plan.interfaces.size() == 2);
  CHECK(plan.interfaces[0].name == "lan1");
  CHECK(plan.interfaces[1].name == "lan2");
  CHECK(plan.interfaces[1].mac == kMacs[1]);
}

TEST_CASE("an address gives an implicit route to its network") {
  auto intent = an_intent();
  auto lan1 = an_interface("lan1");
  lan1.addresses = {*Ipv4Prefix::parse("192.168.100.1/24")};
  intent.interfaces = of<config::Interface>({lan1});

  const auto plan = build_plan(intent, {}, kMacs);

  REQUIRE(plan.routes.size() == 1);
  CHECK(plan.routes[0].implicit);
  CHECK(plan.routes[0].destination.text() == "192.168.100.0/24");
}

TEST_CASE("a lease gives an address and, unless one is configured, the default route") {
  auto intent = an_intent();
  auto lan2 = an_interface("lan2");
  lan2.dhcp = true;
  intent.interfaces = of<config::Interface>({lan2});
  dhcp::Lease lease;
  lease.address = *Ipv4Prefix::parse("192.168.1.2/24");
  lease.gateway = Ipv4Address::of(192, 168, 1, 1);

  const auto plan = build_plan(intent, {{{"lan2", lease}}, {}, {}, {}}, kMacs);

  CHECK(plan.interfaces[1].addresses.front() == lease.address);
  REQUIRE(plan.routes.size() == 2);
  CHECK(plan.routes[1].destination.length == 0);
  CHECK(plan.routes[1].gateway == lease.gateway);
  CHECK(plan.routes[1].dhcp);
}

TEST_CASE("a bridge takes its members and the address of the lowest LAN among them") {
  auto intent = an_intent();
  config::Tunnel tunnel;
  tunnel.id = TunnelId{1};
  tunnel.encapsulation = config::Encapsulation::l2tpv3;
  tunnel.policy = PolicyId{101};
  intent.tunnels = of<config::Tunnel>({tunnel});
  intent.bridges = of<config::Bridge>({{BridgeId{1}, {"lan1", "tunnel1"}, true, std::nullopt, {}}});

  const auto plan = build_plan(intent, {}, kMacs);

  REQUIRE(plan.bridges.size() == 1);
  CHECK(plan.bridges[0].members.size() == 2);
  const auto& own = plan.interfaces[number(plan.bridges[0].interface)];
  CHECK(own.name == "bridge1");
  CHECK(own.mac == kMacs[0]);
  CHECK(plan.interfaces[0].bridge == BridgeId{1});
  CHECK(plan.interfaces[number(*find_interface(plan, "tunnel1"))].policy == PolicyId{101});
}

TEST_CASE("the outer address `primary` of a NAT descriptor is that of the interface it is applied to") {
  auto intent = an_intent();
  auto lan2 = an_interface("lan2");
  lan2.addresses = {*Ipv4Prefix::parse("203.0.113.5/24")};
  lan2.nat = {NatDescriptorId{1}};
  intent.interfaces = of<config::Interface>({lan2});
  config::NatDescriptor descriptor;
  descriptor.settings.id = NatDescriptorId{1};
  descriptor.outer = config::NatDescriptor::Outer::primary;
  intent.nat = of<config::NatDescriptor>({descriptor});

  const auto plan = build_plan(intent, {}, kMacs);

  REQUIRE(plan.nat.size() == 1);
  CHECK(plan.nat[0].outer == Ipv4Address::of(203, 0, 113, 5));
}

namespace {

/// `pp select 1`, `pppoe use lan2`, `ip pp nat descriptor 1`, `ip route default gateway pp 1 hide`.
config::Intent with_a_pp() {
  auto intent = an_intent();
  config::Pp pp;
  pp.id = PpId{1};
  pp.enabled = true;
  pp.lan = "lan2";
  intent.pps = of<config::Pp>({pp});
  auto interface = an_interface("pp1");
  interface.nat = {NatDescriptorId{1}};
  interface.mtu = 1454;
  intent.interfaces = of<config::Interface>({interface});
  config::NatDescriptor descriptor;
  descriptor.settings.id = NatDescriptorId{1};
  intent.nat = of<config::NatDescriptor>({descriptor});
  config::Route route;
  route.destination = *Ipv4Prefix::parse("0.0.0.0/0");
  route.via = config::Route::Via::pp;
  route.number = 1;
  route.hide = true;
  intent.routes = of<config::Route>({route});
  return intent;
}

}  // namespace

TEST_CASE("a pp has an address, a route to its other end, and an outer address for NAT while its line stands") {
  const auto intent = with_a_pp();
  const auto idle = build_plan(intent, {}, kMacs);
  const auto& down = idle.interfaces[number(*find_interface(idle, "pp1"))];
  CHECK_FALSE(down.line);
  CHECK(down.addresses.empty());
  CHECK(idle.routes.empty());  // it hides
  CHECK_FALSE(idle.nat[0].outer);

  router::Learned learned;
  learned.lines[PpId{1}] = {{kMacs[0], PppoeSessionId{7}}, true, Ipv4Address::of(198, 51, 100, 1), Ipv4Address::of(192, 0, 2, 1), 1440};
  const auto plan = build_plan(intent, learned, kMacs);
  const auto& up = plan.interfaces[number(*find_interface(plan, "pp1"))];
  CHECK(up.line->below == *find_interface(plan, "lan2"));
  CHECK(up.carries_ip);
  CHECK(up.addresses == std::vector{*Ipv4Prefix::parse("198.51.100.1/32")});
  CHECK(up.mtu_bytes == 1440);  // the peer takes no more
  CHECK(plan.nat[0].outer == Ipv4Address::of(198, 51, 100, 1));
  REQUIRE(plan.routes.size() == 3);
  CHECK(plan.routes[1].destination.text() == "192.0.2.1/32");
  CHECK(plan.routes[2].destination.length == 0);
}

TEST_CASE("while PPP is being agreed on, a pp has its session and carries nothing") {
  router::Learned learned;
  learned.lines[PpId{1}] = {{kMacs[0], PppoeSessionId{7}}, false, {}, {}, 1492};
  const auto plan = build_plan(with_a_pp(), learned, kMacs);
  const auto& pp = plan.interfaces[number(*find_interface(plan, "pp1"))];
  CHECK(pp.line);
  CHECK_FALSE(pp.carries_ip);
  CHECK(pp.addresses.empty());
  CHECK(plan.routes.empty());
}

TEST_CASE("of `pppoe tcp mss limit` and `ip pp tcp mss limit` the smaller one counts") {
  auto intent = with_a_pp();
  const auto limit_with = [&](dataplane::MssLimit of_pppoe, dataplane::MssLimit of_ip) {
    auto pps = *intent.pps;
    pps[0].mss_limit = of_pppoe;
    intent.pps = of(pps);
    auto interfaces = *intent.interfaces;
    interfaces[0].mss_limit = of_ip;
    intent.interfaces = of(interfaces);
    const auto plan = build_plan(intent, {}, kMacs);
    return plan.interfaces[number(*find_interface(plan, "pp1"))].mss_limit;
  };
  using Limit = dataplane::MssLimit;
  CHECK(limit_with({true, 0}, {}) == Limit{true, 0});
  CHECK(limit_with({}, {}) == Limit{});
  CHECK(limit_with({true, 0}, {false, 1300}) == Limit{false, 1300});
  CHECK(limit_with({false, 1440}, {true, 0}) == Limit{true, 0});  // 1454 - 40
}

TEST_CASE("a route whose gateway is on no network of ours is left out") {
  auto intent = an_intent();
  config::Route route;
  route.gateway = Ipv4Address::of(198, 51, 100, 1);
  intent.routes = of<config::Route>({route});

  CHECK(build_plan(intent, {}, kMacs).routes.empty());
}

TEST_CASE("a route with several gateways is a row for each, and one that hides is there while its tunnel is up") {
  auto intent = an_intent();
  config::Route through_tunnel;
  through_tunnel.destination = *Ipv4Prefix::parse("0.0.0.0/0");
  through_tunnel.via = config::Route::Via::tunnel;
  through_tunnel.number = 1;
  through_tunnel.hide = true;
  through_tunnel.filters = {FilterId{100}};
  auto discarded = through_tunnel;
  discarded.via = config::Route::Via::null;
  discarded.filters.clear();
  discarded.weight = 0;
  intent.routes = of<config::Route>({through_tunnel, discarded});
  config::Tunnel tunnel;
  tunnel.id = TunnelId{1};
  tunnel.encapsulation = config::Encapsulation::ipsec;
  tunnel.policy = PolicyId{101};
  tunnel.enabled = true;
  intent.tunnels = of<config::Tunnel>({tunnel});

  const auto down = build_plan(intent, {}, kMacs);
  REQUIRE(down.routes.size() == 1);
  CHECK(down.routes[0].discard);
  CHECK(down.routes[0].weight == 0);
  const auto up = build_plan(intent, {{}, {}, {TunnelId{1}}, {}}, kMacs);
  REQUIRE(up.routes.size() == 2);
  CHECK(up.routes[0].filters == std::vector{FilterId{100}});
}

TEST_CASE("a client with a filter set is filtered by its lists, and by one that is not defined lets nothing pass") {
  auto intent = an_intent();
  config::Tunnel tunnel;
  tunnel.id = TunnelId{1};
  tunnel.enabled = true;
  intent.tunnels = of<config::Tunnel>({tunnel});
  intent.filter_sets = std::make_shared<const config::FilterSets>(config::FilterSets{{"guests", {{FilterId{1}}, {FilterId{2}}}}});
  router::Learned learned;
  learned.clients[Ipv4Address::of(10, 9, 0, 1)] = {TunnelId{1}, "guests"};
  learned.clients[Ipv4Address::of(10, 9, 0, 2)] = {TunnelId{1}, "nobody"};
  learned.clients[Ipv4Address::of(10, 9, 0, 3)] = {TunnelId{1}, ""};

  const auto plan = build_plan(intent, learned, kMacs);

  CHECK(plan.routes.size() == 3);
  REQUIRE(plan.clients.size() == 2);
  CHECK(plan.clients[0].interface == *find_interface(plan, "tunnel1"));
  CHECK(plan.clients[0].filter_in == std::vector{FilterId{1}});
  CHECK(plan.clients[0].filter_out == std::vector{FilterId{2}});
  CHECK(plan.clients[1].filter_in == std::vector{FilterId{}});
  CHECK(plan.clients[1].filter_out == std::vector{FilterId{}});
}

TEST_CASE("`ip lan2 secure filter name` puts the set's lists behind those that are written there") {
  auto intent = an_intent();
  auto lan2 = an_interface("lan2");
  lan2.filter_in = {FilterId{7}};
  lan2.filter_set = "outside";
  intent.interfaces = of<config::Interface>({lan2});
  intent.filter_sets = std::make_shared<const config::FilterSets>(config::FilterSets{{"outside", {{FilterId{1}, FilterId{2}}, {FilterId{3}}}}});

  const auto plan = build_plan(intent, {}, kMacs);

  CHECK(plan.interfaces[1].filter_in == std::vector{FilterId{7}, FilterId{1}, FilterId{2}});
  CHECK(plan.interfaces[1].filter_out == std::vector{FilterId{3}});
}

TEST_CASE("while a tunnel is down its routes lead to its backup, and back when it stands") {
  auto intent = an_intent();
  auto lan2 = an_interface("lan2");
  lan2.addresses = {*Ipv4Prefix::parse("192.0.2.1/24")};
  intent.interfaces = of<config::Interface>({lan2});
  config::Tunnel first;
  first.id = TunnelId{1};
  first.enabled = true;
  first.inner_remote = Ipv4Address::of(172, 16, 0, 2);
  config::Tunnel second = first;
  second.id = TunnelId{2};
  second.inner_remote.reset();
  config::Route backup;
  backup.via = config::Route::Via::tunnel;
  backup.number = 2;
  SECTION("another tunnel") {}
  SECTION("a gateway on a LAN") {
    backup.via = config::Route::Via::address;
    backup.gateway = Ipv4Address::of(192, 0, 2, 254);
  }
  first.backup = backup;
  intent.tunnels = of<config::Tunnel>({first, second});
  config::Route route;
  route.destination = *Ipv4Prefix::parse("10.0.0.0/8");
  route.via = config::Route::Via::tunnel;
  route.number = 1;
  intent.routes = of<config::Route>({route});

  const auto down = build_plan(intent, {}, kMacs);
  REQUIRE(down.routes.size() == 3);  // lan2's network, the inner address, and the one that is configured
  CHECK(down.routes[1].destination.text() == "172.16.0.2/32");
  CHECK(down.routes[1].interface == *find_interface(down, "tunnel1"));
  CHECK(down.routes[2].destination.text() == "10.0.0.0/8");
  const bool by_tunnel = backup.via == config::Route::Via::tunnel;
  CHECK(down.routes[2].interface == *find_interface(down, by_tunnel ? "tunnel2" : "lan2"));
  CHECK(down.routes[2].gateway.has_value() == !by_tunnel);

  const auto up = build_plan(intent, {{}, {}, {TunnelId{1}}, {}}, kMacs);
  CHECK(up.routes[2].interface == *find_interface(up, "tunnel1"));
}
