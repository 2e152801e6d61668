// What strongSwan's userspace ESP cannot do is proven between two routers: AH, and IPComp under ESP, by both versions of IKE.
#include "tests/sim/two_homes.hpp"
#include "tests/support/source_tree.hpp"

using namespace kyoten;
using namespace kyoten::sim_test;
using namespace std::chrono_literals;

namespace {

/// examples/fixed-addresses with another `ipsec sa policy`, and more lines below the tunnel.
lab::Topology two_sites(int version, const std::string& policy, const std::string& more = "") {
  auto topology = *lab::load_topology(test::kSourceTree / "examples" / "fixed-addresses");
  for (const std::string site : {"site-a", "site-b"}) {
    apply({site, "ipsec sa policy 101 1 esp aes-cbc sha-hmac",
           "ipsec sa policy 101 1 " + policy + "\nipsec ike version 1 " + std::to_string(version) + "\n" + more},
          topology);
    if (version == 2) apply({site, "ipsec ike keepalive use 1 on heartbeat 10 6", "ipsec ike keepalive use 1 on rfc4306 10 6"}, topology);
  }
  return topology;
}

}  // namespace

TEST_CASE("a tunnel by AH comes up and carries everything, but hides nothing") {
  const int version = GENERATE(1, 2);
  const std::string algorithm = GENERATE(as<std::string>{}, "md5-hmac", "sha-hmac", "sha256-hmac");
  INFO("IKEv" << version << " " << algorithm);
  const auto topology = two_sites(version, "ah " + algorithm);
  lab::VirtualLab lab{topology, {.seed = 3, .faults = {.delay = 2ms}}};
  lab.power_on();

  REQUIRE(lab.run_until_tunnels_up(30s));

  for (auto& check : lab.run_checks()) {
    INFO(name(check.kind) << ": " << check.reason);
    CHECK(check.passed == (check.kind != lab::ProbeKind::in_the_clear));
  }
}

TEST_CASE("a tunnel with IPComp carries everything, by less bytes on the line") {
  const int version = GENERATE(1, 2);
  INFO("IKEv" << version);
  std::size_t bytes[2] = {};
  for (bool compressed : {false, true}) {
    const auto topology = two_sites(version, "esp aes-cbc sha-hmac", compressed ? "ipsec ipcomp type deflate\n" : "");
    lab::VirtualLab lab{topology, {.seed = 3, .faults = {.delay = 2ms}}};
    lab.power_on();
    REQUIRE(lab.run_until_tunnels_up(30s));
    for (auto& check : lab.run_checks()) {
      INFO(name(check.kind) << ": " << check.reason);
      CHECK(check.passed);
      bytes[compressed] += check.wan.bytes;
    }
  }
  CHECK(bytes[1] < bytes[0]);
}

TEST_CASE("where no ESP passes, `ipsec ike esp-encapsulation` at both ends carries everything") {
  const bool wrapped = GENERATE(false, true);
  auto topology = two_sites(1, "esp aes-cbc sha-hmac", wrapped ? "ipsec ike esp-encapsulation 1 on\n" : "");
  const std::string far_side = "ip lan2 address 203.0.113.254/24";
  apply({"internet", far_side, far_side + "\nip filter 1 reject * * esp\nip filter 2 pass * *\nip lan2 secure filter out 1 2"},
        topology);
  lab::VirtualLab lab{topology, {.seed = 3, .faults = {.delay = 2ms}}};
  lab.power_on();
  REQUIRE(lab.run_until_tunnels_up(30s));
  for (auto& check : lab.run_checks()) {
    INFO(name(check.kind) << ": " << check.reason);
    CHECK((check.passed == wrapped || check.kind == lab::ProbeKind::in_the_clear));
  }
}

TEST_CASE("over IPv6 every protection of both versions of IKE carries everything") {
  const int version = GENERATE(1, 2);
  const std::string policy = GENERATE(as<std::string>{}, "esp aes-cbc sha-hmac", "esp 3des-cbc md5-hmac", "esp aes256-cbc sha256-hmac",
                                      "ah sha-hmac", "ah sha256-hmac");
  const std::string more = GENERATE(as<std::string>{}, "", "ipsec ike nat-traversal 1 on force=on", "ipsec ipcomp type deflate");
  if (policy.starts_with("ah") && !more.empty()) return;  // AH goes through no NAT, and not with IPComp
  INFO("IKEv" << version << " " << policy << " " << more);
  auto topology = *lab::load_topology(test::kSourceTree / "examples" / "over-ipv6");
  for (const std::string site : {"site-a", "site-b"}) {
    apply({site, "ipsec sa policy 101 1 esp aes-cbc sha-hmac", "ipsec sa policy 101 1 " + policy + "\n" + more}, topology);
    if (version == 1) {
      apply({site, "ipsec ike version 1 2", ""}, topology);
      apply({site, "ipsec ike keepalive use 1 on rfc4306 10 6", "ipsec ike keepalive use 1 on heartbeat 10 6"}, topology);
    }
  }
  lab::VirtualLab lab{topology, {.seed = 3, .faults = {.delay = 2ms}}};
  lab.power_on();

  REQUIRE(lab.run_until_tunnels_up(30s));

  for (auto& check : lab.run_checks()) {
    INFO(name(check.kind) << ": " << check.reason);
    CHECK(check.passed == (check.kind != lab::ProbeKind::in_the_clear || !policy.starts_with("ah")));
  }
}
