// What the linter and the comparison of two files say, against what then happens in the lab: a
// difference that is said to keep the tunnel down does, and one that is not does not.
#include <catch2/catch.hpp>
#include <filesystem>
#include <fstream>
#include <sstream>

#include "firmware/config/lint/lint.hpp"
#include "firmware/config/lint/peer.hpp"
#include "tests/sim/two_homes.hpp"
#include "tests/support/source_tree.hpp"

using namespace kyoten;
using namespace kyoten::sim_test;
using namespace std::chrono_literals;
using config::lint::Effect;

namespace {

/// Longer than ten attempts of five seconds, after which IKE gives up.
constexpr Duration kLongEnough = 75s;

/// The statements of a site of examples/two-homes with these edits.
config::Statements statements_of(const std::string& site, const std::vector<Edit>& edits) {
  const auto path =
      test::kSourceTree / "examples/two-homes" / (site + ".conf");
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  auto text = content.str();
  for (auto& edit : edits) {
    if (edit.node != site) continue;
    const auto at = text.find(edit.line + "\n");
    REQUIRE(at != std::string::npos);
    text.replace(at, edit.line.size(), edit.instead);
  }
  config::Statements statements;
  const auto report = config::load(text, grammar::Grammar::builtin(), {}, statements);
  REQUIRE(report.refused == 0);
  return statements;
}

/// Something in the two files is said to keep the tunnel down.
bool said_to_stay_down(const std::vector<Edit>& edits) {
  const auto a = statements_of("site-a", edits);
  const auto b = statements_of("site-b", edits);
  const auto comparison = config::lint::compare(a, b);
  REQUIRE(comparison.pairs.size() == 1);
  bool down = false;
  for (auto& mismatch : comparison.pairs[0].mismatches)
    down |= mismatch.effect == Effect::keeps_down;
  for (auto* statements : {&a, &b}) {
    for (auto& warning : config::lint::lint(*statements))
      down |= warning.severity == config::lint::Severity::warning;
  }
  return down;
}

struct Case {
  std::vector<Edit> edits;
  bool stays_down;
};

}  // namespace

TEST_CASE("what is said of two files is what happens to the tunnel") {
  const std::string traversal = "ipsec ike nat-traversal 1 on";
  const auto one = GENERATE_COPY(values<Case>({
      {{}, false},
      {{{"site-b", "ipsec ike pre-shared-key 1 text yamaha", "ipsec ike pre-shared-key 1 text x"}},
       true},
      {{{"site-b", "ipsec ike pre-shared-key 1 text yamaha",
         "ipsec ike pre-shared-key 1 0x79616d616861"}},
       false},
      {{{"site-a", "ipsec ike local name 1 l2tpv3", "ipsec ike local name 1 l2tpv3 fqdn"}}, false},
      {{{"site-a", "ipsec ike local name 1 l2tpv3", ""}}, false},
      {{{"site-a", "ipsec ike local name 1 l2tpv3", "ipsec ike local name 1 other"}}, true},
      {{{"site-a", "ipsec ike local name 1 l2tpv3", ""},
        {"site-b", traversal, traversal + "\nipsec ike negotiate-strictly 1 on"}},
       true},
      {{{"site-b", "ipsec ike remote name 1 l2tpv3", ""}}, false},
      {{{"site-a", traversal, ""}}, false},  // the home gateway of this lab lets plain ESP through
      {{{"site-b", traversal, ""}}, false},
      {{{"site-b", "l2tp tunnel auth on yamaha", ""}}, true},
      {{{"site-b", "l2tp remote end-id yamaha", ""}}, true},
      {{{"site-b", "l2tp local router-id 192.168.100.1", ""}}, true},
      {{{"site-a", "tunnel endpoint address 192.168.100.254 10.10.10.138", ""}}, true},
      {{{"site-a", "ipsec auto refresh on", ""}}, true},
      {{{"site-b", "ipsec auto refresh on", ""}}, false},
      {{{"site-b", "tunnel encapsulation l2tpv3", "tunnel encapsulation l2tpv3-raw"}}, true},
      {{{"site-b", "ipsec transport 1 101 udp 1701", ""}}, true},
      {{{"site-b", "ipsec auto refresh on", "ipsec auto refresh on\nipsec use off"}}, true},
      {{{"site-a", "tunnel endpoint address 192.168.100.254 10.10.10.138",
         "tunnel endpoint address 192.168.100.254 10.10.10.139"}},
       false},  // it leaves inside the gateway's SA, and arrives
      {{{"site-b", "tunnel enable 1", ""}}, true},
      {{{"site-b", "ipsec tunnel 101", "ipsec tunnel 102"}}, true},
      {{{"site-b", "l2tp service on l2tpv3", ""}}, true},
      {{{"site-b", "l2tp service on l2tpv3", "l2tp service on l2tp"}}, true},
      {{{"site-b", "nat descriptor masquerade static 1 1 192.168.100.1 udp 500", ""}}, true},
      {{{"site-b", "nat descriptor masquerade static 1 3 192.168.100.1 udp 4500", ""}}, true},
      {{{"site-b", "nat descriptor masquerade static 1 2 192.168.100.1 esp", ""}}, false},
      {{{"site-b", "nat descriptor masquerade static 1 2 192.168.100.1 esp", ""},
        {"site-a", traversal, ""},
        {"site-b", traversal, ""}},
       true},
      {{{"site-a", traversal, ""}, {"site-b", traversal, "ipsec ike esp-encapsulation 1 on"}}, true},
      {{{"site-a", traversal, "ipsec ike esp-encapsulation 1 on"}, {"site-b", traversal, "ipsec ike esp-encapsulation 1 on"}},
       false},
      {{{"site-a", traversal, ""}, {"site-b", traversal, traversal + "\nipsec ike esp-encapsulation 1 on"}}, false},
      {{{"site-a", "nat descriptor masquerade static 1 1 192.168.100.254 udp 500", ""},
        {"site-a", "nat descriptor masquerade static 1 2 192.168.100.254 esp", ""},
        {"site-a", "nat descriptor masquerade static 1 3 192.168.100.254 udp 4500", ""}},
       false},
      {{{"site-b", "ipsec sa policy 101 1 esp aes-cbc sha-hmac",
         "ipsec sa policy 101 1 esp 3des-cbc md5-hmac"}},
       false},
      {{{"site-b", traversal,
         traversal + "\nipsec ike negotiate-strictly 1 on\nipsec ike encryption 1 aes-cbc"}},
       true},
      {{{"site-a", traversal,
         traversal + "\nipsec ike negotiate-strictly 1 on\nipsec ike encryption 1 aes-cbc"}},
       false},
      {{{"site-b", "ip lan2 nat descriptor 1",
         "ip lan2 nat descriptor 1\nip lan2 secure filter in 1\nip filter 1 pass * * udp * 500"}},
       true},
      {{{"site-b", "ip lan2 nat descriptor 1",
         "ip lan2 nat descriptor 1\nip lan2 secure filter in 1 2 3\nip filter 1 pass * * udp * "
         "500\n"
         "ip filter 2 pass * * udp * 4500\nip filter 3 pass * * esp"}},
       false},
  }));
  std::string edits;
  for (auto& edit : one.edits) edits += edit.node + ": " + edit.line + " -> " + edit.instead + "\n";
  INFO(edits);

  TwoHomes homes({.seed = 1, .edits = one.edits});
  const bool up = homes.up_within(kLongEnough);

  INFO(homes.sentences());
  CHECK(said_to_stay_down(one.edits) == one.stays_down);
  CHECK(up != one.stays_down);
}
