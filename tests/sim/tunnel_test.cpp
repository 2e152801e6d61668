// Two homes in virtual time: the tunnel comes up, stays up and comes back, whatever the lines and
// the power do.
#include <catch2/catch.hpp>

#include "tests/sim/two_homes.hpp"

using namespace kyoten;
using namespace kyoten::sim_test;
using namespace std::chrono_literals;

namespace {

/// For `ipsec ike retry` with its 5 s, DHCP's 4 and 8 s and L2TP's retransmissions on a bad line.
constexpr Duration kBringUpOnABadLine = 120s;
constexpr Duration kBringUp = 10s;
/// Heartbeats every 10 s, six of them missing (`ipsec ike keepalive use` without parameters), then
/// a new start.
constexpr Duration kDeadPeerNoticed = 70s;

decorate::Faults a_bad_line() {
  return {.loss = 0.05, .duplicate = 0.05, .reorder = 0.1, .delay = 10ms, .jitter = 4ms};
}

/// Catch prints these on failure: the seed repeats the run.
#define FOR_SEED(seed)                                                                             \
  const auto seed = static_cast<std::uint64_t>(GENERATE(range(1, static_cast<int>(seeds()) + 1))); \
  INFO("seed " << seed)

}  // namespace

TEST_CASE("two homes find each other on good lines, and everything passes") {
  TwoHomes homes({.seed = 1});

  REQUIRE(homes.up_within(kBringUp));
  const auto checks = homes.lab().run_checks();

  for (auto& check : checks) {
    INFO(name(check.kind) << ": " << check.reason);
    CHECK(check.passed);
    CHECK(check.wan.frames > 0);
  }
  CHECK(homes.violations().empty());
  CHECK(homes.esp_packets() > 0);
}

TEST_CASE("on lines that lose, double and reorder frames the tunnel comes up and a ping passes") {
  FOR_SEED(seed);
  TwoHomes homes({.seed = seed, .faults = a_bad_line()});

  REQUIRE(homes.up_within(kBringUpOnABadLine));
  CHECK(homes.ping_within(10s));

  INFO(homes.sentences());
  CHECK(homes.violations() == std::vector<std::string>{});
}

TEST_CASE("a router that loses its power is joined again when it comes back") {
  FOR_SEED(seed);
  const std::string node = GENERATE(as<std::string>{}, "site-a", "home-gateway", "isp", "site-b");
  TwoHomes homes({.seed = seed});
  REQUIRE(homes.up_within(kBringUp));

  homes.power_cut_for(node, 5s);
  const bool passes = homes.ping_within(kDeadPeerNoticed + kBringUp);

  INFO(node << " lost its power\n" << homes.sentences());
  CHECK(passes);
  CHECK(homes.violations() == std::vector<std::string>{});
}

TEST_CASE("a site that loses its power in the middle of the negotiation is joined afterwards") {
  FOR_SEED(seed);
  const std::string node = GENERATE(as<std::string>{}, "site-a", "site-b");
  TwoHomes homes({.seed = seed});
  // site-a is switched on after a second; the negotiation takes the tenth of a second that follows.
  homes.run_for(1s + seed * 8ms);

  homes.power_cut_for(node, 2s);
  const bool passes = homes.ping_within(kDeadPeerNoticed + kBringUp);

  INFO(node << " lost its power\n" << homes.sentences());
  CHECK(passes);
  CHECK(homes.violations() == std::vector<std::string>{});
}

TEST_CASE("a NAT on the path that forgets its bindings is followed") {
  FOR_SEED(seed);
  TwoHomes homes({.seed = seed});
  REQUIRE(homes.up_within(kBringUp));

  homes.power_cut_for("home-gateway", 50ms);
  const bool passes = homes.ping_within(kDeadPeerNoticed + kBringUp);

  INFO(homes.sentences());
  CHECK(passes);
  CHECK(homes.violations() == std::vector<std::string>{});
}

TEST_CASE("a tunnel that is disabled goes down at both ends, leaks nothing, and comes back") {
  FOR_SEED(seed);
  const std::string node = GENERATE(as<std::string>{}, "site-a", "site-b");
  TwoHomes homes({.seed = seed});
  REQUIRE(homes.up_within(kBringUp));

  homes.lab().execute(node, "tunnel select 1");
  homes.lab().execute(node, "no tunnel enable 1");
  homes.run_for(10s);

  INFO(node << "\n" << homes.sentences());
  CHECK_FALSE(homes.lab().tunnels_up());
  CHECK_FALSE(homes.ping_within(5s));
  CHECK(homes.sentences().find("disabled") != std::string::npos);

  homes.lab().execute(node, "tunnel enable 1");
  CHECK(homes.ping_within(kDeadPeerNoticed + kBringUp));
  CHECK(homes.violations() == std::vector<std::string>{});
}

TEST_CASE("a tunnel outlives the lifetimes of its SAs without losing its way") {
  // Lifetimes of minutes instead of eight hours, so that a test sees several renewals.
  std::vector<Edit> shorter;
  for (auto site : {"site-a", "site-b"}) {
    shorter.push_back({site, "ipsec auto refresh on",
                       "ipsec auto refresh on\nipsec ike duration isakmp-sa 1 600\n"
                       "ipsec ike duration ipsec-sa 1 300"});
  }
  TwoHomes homes({.seed = 1, .edits = shorter});
  REQUIRE(homes.up_within(kBringUp));

  for (int minute = 0; minute < 12; ++minute) {
    homes.run_for(55s);
    INFO("minute " << minute << "\n" << homes.sentences());
    CHECK(homes.ping_within(5s));
  }
  CHECK(homes.spis("site-a") >= 3);
  CHECK(homes.violations() == std::vector<std::string>{});
}

TEST_CASE("the same seed gives the same run, another seed another one") {
  const auto trace = [](std::uint64_t seed) {
    TwoHomes homes({.seed = seed, .faults = a_bad_line()});
    homes.run_for(30s);
    return homes.trace_hash();
  };

  const auto first = trace(1);

  CHECK(trace(1) == first);
  CHECK(trace(2) != first);
}

TEST_CASE("a disabled tunnel loses its SAs and gets no others until it is enabled again") {
  TwoHomes homes({.seed = 1});
  REQUIRE(homes.up_within(kBringUp));

  homes.lab().execute("site-a", "no tunnel enable 1");
  homes.run_for(30s);
  const auto down = homes.lab().execute("site-a", "show ipsec sa");
  const auto sentences = homes.sentences();
  homes.lab().execute("site-a", "tunnel enable 1");

  INFO(sentences);
  CHECK(down.front() == "Total: isakmp:1 send:0 recv:0");
  CHECK(sentences.find("site-a tunnel 1: disabled") != std::string::npos);
  CHECK(sentences.find("or the tunnel is disabled at 203.0.113.2") != std::string::npos);
  CHECK(homes.up_within(kDeadPeerNoticed));
  CHECK(homes.ping_within(10s));
  CHECK(homes.violations() == std::vector<std::string>{});
}

TEST_CASE("the tunnel follows when the NAT on the way gives it another port") {
  TwoHomes homes({.seed = 1});
  REQUIRE(homes.up_within(kBringUp));
  const auto peer_port = [&] {
    for (auto& sa : homes.lab().router("site-b").router()->backend().ike_status().ipsec) {
      if (sa.direction == ipsec::Direction::outbound) return sa.peer.port;
    }
    return std::uint16_t{0};
  };
  const auto before = peer_port();

  // Somebody else in home A gets the port that the tunnel had, and the sessions are forgotten.
  homes.lab().execute("home-gateway", "nat descriptor masquerade static 1 1 192.168.1.99 udp 4500");
  homes.lab().execute("home-gateway", "clear nat descriptor dynamic all");
  homes.run_for(5s);

  CHECK(before == 4500);
  CHECK(peer_port() != before);
  CHECK(homes.lab().tunnels_up());
  CHECK(homes.ping_within(5s));
  CHECK(homes.violations() == std::vector<std::string>{});
}
