// Peers that are written as names (examples/pppoe-lines with names instead of addresses; the provider is the DNS server, whose
// names follow the subscribers' addresses as dynamic DNS does).
#include "tests/sim/line_lab.hpp"

using namespace kyoten;
using namespace kyoten::sim_test;
using namespace std::chrono_literals;

namespace {

struct Named : LineLab {
  explicit Named(std::vector<Edit> edits = {}) : LineLab(edited(std::move(edits))) {}

  static lab::Topology edited(std::vector<Edit> edits) {
    // Inner addresses as own ones, behind the line's masquerade, as lines without a fixed address demand.
    std::vector<Edit> all{{"site-a", "ipsec ike remote address 1 203.0.113.1", "  ipsec ike remote address 1 site-b.example"},
                          {"site-b", "ipsec ike remote address 1 198.51.100.1", "  ipsec ike remote address 1 Site-A.Example"},
                          {"site-a", "ipsec ike local address 1 198.51.100.1", "  ipsec ike local address 1 192.168.1.1"},
                          {"site-b", "ipsec ike local address 1 203.0.113.1", "  ipsec ike local address 1 192.168.2.1"},
                          {"site-a", "ip pp mtu 1454", " ip pp mtu 1454\n ip pp nat descriptor 1"},
                          {"site-b", "ip pp mtu 1454", " ip pp mtu 1454\n ip pp nat descriptor 1"},
                          {"site-a", "ipsec auto refresh on", "ipsec auto refresh on\ndns server pp 1\ndns domain example"},
                          {"site-b", "ipsec auto refresh on", "ipsec auto refresh on\ndns server 192.0.2.1"}};
    all.insert(all.end(), edits.begin(), edits.end());
    auto topology = pppoe_lines(all);
    for (auto& node : topology.nodes) {
      if (node.name != "provider") continue;
      for (auto text : {"site-a.example user1@example.local", "site-b.example user2@example.local"})
        node.names.push_back(*lab::parse_host_name(text));
    }
    return topology;
  }
};

}  // namespace

TEST_CASE("two ends that know each other by name find each other: DNS servers written, and told by IPCP") {
  Named named;
  REQUIRE(named.lab.run_until_tunnels_up(30s));
  CHECK(named.checks_pass());
  CHECK(named.says("site-a", "show config", "ipsec ike remote address 1 site-b.example"));
  CHECK(named.logged("site-a", "ISAKMP phase to 203.0.113.1"));
}

TEST_CASE("IKEv2 begins with the host that the remote name stands for") {
  const std::string second = "ipsec ike version 1 2\nipsec ike ";
  Named named({{"site-a", "ipsec ike remote address 1 site-b.example",
                second + "local name 1 site-a.example fqdn\nipsec ike remote name 1 site-b.example fqdn"},
               {"site-b", "ipsec ike remote address 1 Site-A.Example",
                second + "local name 1 site-b.example fqdn\nipsec ike remote name 1 site-a.example fqdn"}});
  REQUIRE(named.lab.run_until_tunnels_up(30s));
  CHECK(named.checks_pass());
}

TEST_CASE("a peer whose line gets another address is found again by its name") {
  Named named;
  REQUIRE(named.lab.run_until_tunnels_up(30s));
  const auto moved = Ipv4Address::of(203, 0, 113, 77);
  named.lab.provider("provider").provider()->give_address("user2@example.local", moved);
  named.lab.execute("site-b", "disconnect pp 1");
  named.lab.network().run_for(5s);
  named.lab.execute("site-b", "connect 1");
  // What is lost is noticed by the heartbeat, after a minute.
  named.lab.network().run_for(100s);
  REQUIRE(named.lab.run_until_tunnels_up(60s));
  CHECK(named.logged("site-a", "ISAKMP phase to 203.0.113.77"));
  CHECK(named.checks_pass());
}

TEST_CASE("a name that DNS does not know: the tunnel says so, and lets nobody in") {
  Named named({{"site-a", "ipsec ike remote address 1 site-b.example", "  ipsec ike remote address 1 nowhere.example"}});
  CHECK_FALSE(named.lab.run_until_tunnels_up(40s));
  CHECK(named.sentence("site-a") == "the address of nowhere.example is not known: DNS knows no such name");
  // The other end's key is right, yet it is not the peer that is written there.
  CHECK(named.logged("site-a", "[IKE] ISAKMP phase to 203.0.113.1 failed: unknown peer name"));

  named.lab.execute("site-a", "ip host nowhere.example 203.0.113.1");
  CHECK(named.lab.run_until_tunnels_up(60s));
}

TEST_CASE("without a DNS server, and with one that is silent, the tunnel says so") {
  Named none({{"site-a", "dns server pp 1", ""}});
  CHECK_FALSE(none.lab.run_until_tunnels_up(30s));
  CHECK(none.sentence("site-a") == "the address of site-b.example is not known: no DNS server can be reached (`dns server`)");

  Named silent({{"site-a", "dns server pp 1", "dns server 192.0.2.99"}});
  CHECK_FALSE(silent.lab.run_until_tunnels_up(30s));
  CHECK(silent.sentence("site-a") == "the address of site-b.example is not known: the DNS servers do not answer");
}

TEST_CASE("a line that nothing else dials is dialled for the name") {
  Named named({{"site-a", "dns server pp 1", "dns server select 500000 pp 1 any ."}});
  REQUIRE(named.lab.run_until_tunnels_up(30s));
  CHECK(named.logged("site-a", "PPPOE[01] Connecting to PPPoE server"));
}

TEST_CASE("a selection that applies only while a line is up waits for it") {
  Named named({{"site-a", "dns server pp 1", "dns server select 500001 pp 1 any . restrict pp 1\ndns server 192.0.2.99"}});
  REQUIRE(named.lab.run_until_tunnels_up(60s));
}

TEST_CASE("a host on the LAN is a DNS server too") {
  Named named({{"site-a", "dns server pp 1", "dns server 192.168.1.10"}});
  auto topology = named.topology;
  for (auto& node : topology.nodes) {
    if (node.name == "pc-a") node.names.push_back(*lab::parse_host_name("site-b.example 203.0.113.1"));
  }
  lab::VirtualLab lab(topology, {.seed = 1, .faults = {.delay = 2ms}});
  lab.power_on();
  CHECK(lab.run_until_tunnels_up(30s));
}

TEST_CASE("ping takes a name, and tries the domain") {
  Named named;
  REQUIRE(named.lab.run_until_tunnels_up(30s));
  named.lab.execute("site-a", "console character ascii");
  const auto ping = [&](std::string_view line) {
    named.lab.execute("site-a", line);
    named.lab.network().run_for(10s);
    return named.lab.router("site-a").take_control_output();
  };
  CHECK(ping("ping -c 1 site-b.example").find("received from 203.0.113.1: icmp_seq=0") != std::string::npos);
  CHECK(ping("ping -c 1 site-b").find("received from 203.0.113.1: icmp_seq=0") != std::string::npos);
  CHECK(ping("ping -c 1 nowhere").starts_with("Error: "));
}

TEST_CASE("`tunnel endpoint name`: L2TPv3 calls whom the name stands for") {
  TwoHomes homes({.edits = {{"site-a", "tunnel endpoint address 192.168.100.254 10.10.10.138", " tunnel endpoint name site-b.example fqdn"},
                            {"site-a", "ipsec auto refresh on", "ipsec auto refresh on\nip host site-b.example 10.10.10.138"}}});
  CHECK(homes.up_within(60s));
  CHECK(homes.ping_within(10s));
  CHECK(homes.violations().empty());
}
