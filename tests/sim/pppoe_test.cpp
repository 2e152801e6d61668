// Two routers on PPPoE lines (examples/pppoe-lines, whose files are as they were published): who dials, what a line that
// fails says, and how everything comes back.
#include "tests/sim/line_lab.hpp"

using namespace kyoten;
using namespace kyoten::sim_test;
using namespace std::chrono_literals;

namespace {

struct Lines : LineLab {
  explicit Lines(const std::vector<Edit>& edits = {}, decorate::Faults faults = {.delay = 2ms}, std::uint64_t seed = 1)
      : LineLab(pppoe_lines(edits), faults, seed) {}
};

}  // namespace

TEST_CASE("two lines with fixed addresses: PPPoE, PPP and then the tunnel, by the published files") {
  Lines lines;
  REQUIRE(lines.lab.run_until_tunnels_up(30s));
  CHECK(lines.checks_pass());

  CHECK(lines.logged("site-a", "PPPOE[01] Connecting to PPPoE server"));
  CHECK(lines.logged("site-a", "PPPOE[01] PPPoE Connect"));
  CHECK(lines.logged("site-a", "PP[01] PPP/IPCP up  (Local: 198.51.100.1, Remote: 192.0.2.1)"));

  lines.lab.execute("site-a", "console character ascii");
  const auto status = lines.lab.execute("site-a", "show status pp 1");
  REQUIRE(status.size() == 12);
  CHECK(status[0] == "PP[01]:");
  CHECK(status[2] == "Current PPPoE session status is Connected.");
  CHECK(status[3] == "Access Concentrator: provider");
  CHECK(status[7] == "PPP Cofigure Options");
  CHECK(status[8] == "    LCP Local: Magic-Number MRU, Remote: CHAP Magic-Number MRU");
  CHECK(status[9] == "    IPCP Local: IP-Address, Remote: IP-Address");
  CHECK(status[10].starts_with("    PP IP Address Local: 198.51.100.1, Remote: 192.0.2.1"));
  CHECK(status[11] == "    CCP: None");
}

TEST_CASE("a wrong password is called that, at the tunnel that waits for the line") {
  Lines lines({{"site-a", "pp auth myname user1@example.local secret@pass", " pp auth myname user1@example.local wrong"}});
  CHECK_FALSE(lines.lab.run_until_tunnels_up(45s));
  CHECK(lines.sentence("site-a") ==
        "pp 1 is not connected: the peer refuses the name or the password (`pp auth myname`, `pp auth accept`)");
  CHECK(lines.logged("site-a", "PPPOE[01] Disconnected, cause [PPP: Authentication failed]"));
  CHECK(lines.lab.provider("provider").provider()->connected() == std::vector<std::string>{"user2@example.local"});
}

TEST_CASE("nobody on the LAN speaks PPPoE: the sentence says so, and the line is tried again") {
  Lines lines;
  lines.lab.network().power_cut(lines.lab.id("provider"));
  CHECK_FALSE(lines.lab.run_until_tunnels_up(200s));
  CHECK(lines.sentence("site-b") == "pp 1 is not connected: nobody on the LAN answers PPPoE discovery (PADI)");
  CHECK(lines.logged("site-b", "cause [PPPoE: PADI Timeout]"));
  CHECK_FALSE(lines.logged("site-b", "IP Commencing"));  // nothing of IKE leaves before the line stands

  lines.lab.network().power_on(lines.lab.id("provider"));
  CHECK(lines.lab.run_until_tunnels_up(200s));
}

TEST_CASE("a disabled peer is called that") {
  Lines lines({{"site-a", "pp enable 1", ""}});
  CHECK_FALSE(lines.lab.run_until_tunnels_up(20s));
  CHECK(lines.sentence("site-a") == "pp 1 is disabled: `pp enable 1` is missing");
}

TEST_CASE("a peer without a LAN of this router to run on is called that") {
  Lines absent({{"site-a", "pppoe use lan3", " pppoe use lan4"}});
  CHECK_FALSE(absent.lab.run_until_tunnels_up(20s));
  CHECK(absent.sentence("site-a") == "pp 1 has no line: this router has no lan4 for `pppoe use`");

  Lines none({{"site-a", "pppoe use lan3", ""}});
  CHECK_FALSE(none.lab.run_until_tunnels_up(20s));
  CHECK(none.sentence("site-a") == "pp 1 has no line: `pppoe use` is missing");
}

TEST_CASE("after a power cut of the provider, or of a router, lines and tunnel come back") {
  const std::string node = GENERATE("provider", "site-a", "site-b");
  INFO(node);
  Lines lines;
  REQUIRE(lines.lab.run_until_tunnels_up(30s));
  lines.lab.network().power_cut(lines.lab.id(node));
  lines.lab.network().run_for(5s);
  lines.lab.network().power_on(lines.lab.id(node));
  lines.lab.network().run_for(150s);
  REQUIRE(lines.lab.run_until_tunnels_up(5min));
  CHECK(lines.checks_pass());
  CHECK(lines.lab.provider("provider").provider()->connected().size() == 2);
}

TEST_CASE("lines that lose and double frames come up for every seed") {
  for (std::uint64_t seed = 1; seed <= seeds(); ++seed) {
    INFO("seed " << seed);
    Lines lines({}, {.loss = 0.1, .duplicate = 0.1, .delay = 3ms, .jitter = 2ms}, seed);
    CHECK(lines.lab.run_until_tunnels_up(5min));
  }
}

TEST_CASE("`disconnect` hangs up and `connect` dials") {
  // Nothing else dials: the tunnel does not want to stand.
  const std::vector<Edit> quiet{{"site-a", "ipsec auto refresh on", ""}, {"site-b", "ipsec auto refresh on", ""}};
  Lines lines(quiet);
  lines.lab.network().run_for(5s);
  CHECK(lines.lab.provider("provider").provider()->connected().empty());

  lines.lab.execute("site-a", "connect 1");
  lines.lab.network().run_for(5s);
  CHECK(lines.lab.provider("provider").provider()->connected() == std::vector<std::string>{"user1@example.local"});

  lines.lab.execute("site-a", "disconnect pp 1");
  lines.lab.network().run_for(5s);
  CHECK(lines.lab.provider("provider").provider()->connected().empty());
}

TEST_CASE("a packet dials, and the log says which") {
  const std::vector<Edit> quiet{{"site-a", "ipsec auto refresh on", ""}, {"site-b", "ipsec auto refresh on", ""}};
  Lines lines(quiet);
  lines.lab.network().run_for(1s);
  lines.lab.execute("site-a", "ping -c 1 192.0.2.1");
  lines.lab.network().run_for(5s);
  CHECK(lines.logged("site-a", "PP[01] IP Commencing: ICMP 192.168.1.1 > 192.0.2.1"));
  CHECK(lines.lab.provider("provider").provider()->connected() == std::vector<std::string>{"user1@example.local"});
}

TEST_CASE("a packet does not dial a line that has just failed, and the log does not say that it does") {
  Lines lines({{"site-a", "ipsec auto refresh on", ""},
               {"site-b", "ipsec auto refresh on", ""},
               {"site-a", "pp auth myname user1@example.local secret@pass", " pp auth myname user1@example.local wrong"}});
  lines.lab.network().run_for(1s);
  lines.lab.execute("site-a", "ping -c 8 192.0.2.1");
  lines.lab.network().run_for(9s);
  const auto log = lines.lab.execute("site-a", "show log");
  CHECK(std::ranges::count_if(log, [](auto& line) { return line.find("IP Commencing") != std::string::npos; }) == 1);
}

TEST_CASE("a line that is always on is dialled without anybody wanting it, and watched by LCP's echo") {
  Lines lines({{"site-a", "ipsec auto refresh on", ""},
               {"site-b", "ipsec auto refresh on", ""},
               {"site-a", "pppoe use lan3", " pp always-on on\n pppoe use lan3"}});
  lines.lab.network().run_for(5s);
  CHECK(lines.lab.provider("provider").provider()->connected() == std::vector<std::string>{"user1@example.local"});

  lines.lab.network().power_cut(lines.lab.id("provider"));
  lines.lab.network().run_for(60s);
  CHECK(lines.logged("site-a", "cause [PPP: Keepalive Timeout]"));
  lines.lab.network().power_on(lines.lab.id("provider"));
  lines.lab.network().run_for(4min);
  CHECK(lines.lab.provider("provider").provider()->connected() == std::vector<std::string>{"user1@example.local"});
}

TEST_CASE("`ipsec ike local address N ipcp pp M`: the own address is what the line gives, and there is none before") {
  Lines lines({{"site-a", "ipsec ike local address 1 198.51.100.1", "  ipsec ike local address 1 ipcp pp 1"}});
  REQUIRE(lines.lab.run_until_tunnels_up(30s));
  CHECK(lines.checks_pass());
  CHECK(lines.logged("site-a", "(local address 198.51.100.1)"));
}

TEST_CASE("`down=disconnect`: a peer that does not answer costs the line, which is dialled again") {
  for (bool asked : {true, false}) {
    INFO(asked);
    Lines lines({{"site-a", "ipsec ike keepalive use 1 on heartbeat 10 6",
                  std::string("  ipsec ike keepalive use 1 on heartbeat 10 6") + (asked ? " down=disconnect" : "")}});
    REQUIRE(lines.lab.run_until_tunnels_up(30s));
    lines.lab.network().power_cut(lines.lab.id("site-b"));
    lines.lab.network().run_for(150s);
    CHECK(lines.logged("site-a", "PPPOE[01] Disconnected") == asked);
    lines.lab.network().power_on(lines.lab.id("site-b"));
    CHECK(lines.lab.run_until_tunnels_up(4min));
  }
}

TEST_CASE("a tunnel counts as up when its SAs have stood for as long as the keepalive says") {
  Lines lines({{"site-a", "ipsec ike keepalive use 1 on heartbeat 10 6", "  ipsec ike keepalive use 1 on heartbeat 10 6 20"}});
  lines.lab.network().run_for(15s);
  CHECK(lines.lab.execute("site-a", "show ipsec sa").size() > 3);
  CHECK_FALSE(lines.logged("site-a", "IP Tunnel[1] Up"));
  lines.lab.network().run_for(10s);
  CHECK(lines.logged("site-a", "IP Tunnel[1] Up"));
  CHECK(lines.checks_pass());

  // What goes before it counted is not told as down.
  Lines others({{"site-a", "ipsec ike keepalive use 1 on heartbeat 10 6", "  ipsec ike keepalive use 1 on heartbeat 10 6 1000"}});
  others.lab.network().run_for(15s);
  others.lab.execute("site-a", "ipsec sa delete all");
  others.lab.network().run_for(5s);
  CHECK_FALSE(others.logged("site-a", "IP Tunnel[1]"));
}
