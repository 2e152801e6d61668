// The labs of routed tunnels in virtual time: what watches over a tunnel, and what a lost peer does to it.
#include "tests/sim/two_homes.hpp"
#include "tests/support/source_tree.hpp"

using namespace kyoten;
using namespace kyoten::sim_test;
using namespace std::chrono_literals;

namespace {

/// examples/fixed-addresses with `keepalive` at both ends.
struct TwoSites {
  explicit TwoSites(int version, const std::string& kind) : topology(watched(version, kind)) {
    lab.power_on();
  }

  static lab::Topology watched(int version, const std::string& kind) {
    auto topology = *lab::load_topology(test::kSourceTree / "examples" / "fixed-addresses");
    for (const std::string site : {"site-a", "site-b"}) {
      // The host that is pinged is the other site's own.
      const auto host = site == "site-a" ? "192.168.2.10" : "192.168.1.10";
      const auto form = kind == "icmp-echo" ? kind + " " + host : kind;
      apply({site, "ipsec ike keepalive use 1 on heartbeat 10 6",
             "ipsec ike keepalive use 1 on " + form + " 10 6\nipsec ike version 1 " +
                 std::to_string(version)},
            topology);
    }
    return topology;
  }

  [[nodiscard]] bool is_up(std::string_view node) {
    for (auto& tunnel : lab.tunnels()) {
      if (tunnel.node == node) return tunnel.up;
    }
    return false;
  }
  [[nodiscard]] bool checks_pass() {
    const auto results = lab.run_checks();
    return std::ranges::all_of(results, [](auto& result) { return result.passed; });
  }

  lab::Topology topology;
  lab::VirtualLab lab{topology, {.seed = 5, .faults = {.delay = 2ms}}};
};

}  // namespace

TEST_CASE("each kind of keepalive finds a lost peer, and the tunnel comes back with it") {
  const auto [version, kind] = GENERATE(
      table<int, std::string>({{1, "heartbeat"}, {1, "dpd"}, {1, "icmp-echo"}, {2, "rfc4306"}, {2, "icmp-echo"}}));
  INFO("IKEv" << version << " " << kind);
  TwoSites sites(version, kind);
  REQUIRE(sites.lab.run_until_tunnels_up(30s));
  sites.lab.network().run_for(10min);
  REQUIRE(sites.is_up("site-a"));  // nothing is found that is not so
  REQUIRE(sites.checks_pass());

  sites.lab.network().power_cut(sites.lab.id("site-b"));
  sites.lab.network().run_for(90s);
  CHECK_FALSE(sites.is_up("site-a"));

  sites.lab.network().power_on(sites.lab.id("site-b"));
  CHECK(sites.lab.run_until_tunnels_up(2min));
  CHECK(sites.checks_pass());
}

TEST_CASE("icmp-echo also finds that the path behind the peer is closed, which the peer itself does not") {
  TwoSites sites(1, "icmp-echo");
  REQUIRE(sites.lab.run_until_tunnels_up(30s));

  sites.lab.network().power_cut(sites.lab.id("pc-b"));
  sites.lab.network().run_for(75s);

  const auto log = sites.lab.execute("site-a", "show log");
  CHECK(std::ranges::any_of(log, [](auto& line) { return line.find("IP Tunnel[1] Down") != std::string::npos; }));
}

TEST_CASE("`ipsec log illegal-spi`: a router that was switched off and on tells of the SAs that its peer still uses") {
  auto topology = TwoSites::watched(1, "heartbeat");
  apply({"site-b", "ipsec auto refresh on", "ipsec log illegal-spi on"}, topology);
  lab::VirtualLab lab(topology, {.seed = 5, .faults = {.delay = 2ms}});
  lab.power_on();
  REQUIRE(lab.run_until_tunnels_up(30s));
  lab.network().power_cut(lab.id("site-b"));
  lab.network().run_for(1s);
  lab.network().power_on(lab.id("site-b"));
  lab.network().run_for(2s);
  lab.execute("site-a", "ping -c 2 192.168.2.1");
  lab.network().run_for(5s);
  const auto log = lab.execute("site-b", "show log");
  CHECK(std::ranges::any_of(log, [](auto& line) {
    return line.find("illegal SPI ") != std::string::npos && line.ends_with(" from 198.51.100.1");
  }));
}

TEST_CASE("`tunnel backup`: while a tunnel is down, its traffic goes by the other one, and back when it stands") {
  const bool with_backup = GENERATE(true, false);
  INFO("with backup: " << with_backup);
  auto topology = *lab::load_topology(test::kSourceTree / "examples" / "cloud-pair");
  apply({"office", "ip route 10.0.0.0/20 gateway tunnel 1 hide gateway tunnel 2 hide", "ip route 10.0.0.0/20 gateway tunnel 1"}, topology);
  if (with_backup) apply({"office", "description tunnel OCI-VPN1", "tunnel backup tunnel 2"}, topology);
  // Answers come by head-2 all the time: what is looked at is the way there.
  apply({"network", "ip route 192.168.1.0/24 gateway 10.0.16.1", "ip route 192.168.1.0/24 gateway 10.0.16.5"}, topology);
  lab::VirtualLab lab(topology, {.seed = 5, .faults = {.delay = 2ms}});
  lab.power_on();
  REQUIRE(lab.run_until_tunnels_up(60s));
  const auto passes = [&] { return std::ranges::all_of(lab.run_checks(), [](auto& result) { return result.passed; }); };
  REQUIRE(passes());

  lab.network().power_cut(lab.id("head-1"));
  lab.network().run_for(60s);
  CHECK(passes() == with_backup);

  lab.network().power_on(lab.id("head-1"));
  REQUIRE(lab.run_until_tunnels_up(3min));
  CHECK(passes());
}
