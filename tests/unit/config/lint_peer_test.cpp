// The two ends of a tunnel: the lab's two homes with one line changed at a time, and routed homes.
#include <filesystem>
#include <fstream>
#include <sstream>

#include "firmware/config/lint/peer.hpp"
#include "tests/unit/config/linted.hpp"
#include "tests/support/source_tree.hpp"

using namespace kyoten;
using namespace kyoten::test;
using config::lint::Effect;

namespace {

std::string example(const std::string& name) {
  const auto path =
      test::kSourceTree / "examples/two-homes" / name;
  std::ifstream file(path, std::ios::binary);
  std::stringstream text;
  text << file.rdbuf();
  REQUIRE(!text.str().empty());
  return text.str();
}

config::lint::Comparison compared(const std::string& ours, const std::string& theirs) {
  const auto a = loaded(ours);
  const auto b = loaded(theirs);
  REQUIRE(a.report.refused == 0);
  REQUIRE(b.report.refused == 0);
  return config::lint::compare(a.statements, b.statements);
}

/// The text with one line replaced; "" takes it away, text behind it may hold several lines.
std::string with(std::string text, const std::string& line, const std::string& other) {
  const auto at = text.find(line + "\n");
  INFO(line);
  REQUIRE(at != std::string::npos);
  return text.replace(at, line.size(), other);
}

struct PeerCase {
  std::string line;   ///< of site-b
  std::string other;  ///< what stands there instead
  std::string_view rule;
  Effect effect;
};

}  // namespace

TEST_CASE("the two homes of the example fit, whichever is looked at first") {
  const auto a = example("site-a.conf");
  const auto b = example("site-b.conf");

  for (auto& comparison : {compared(a, b), compared(b, a)}) {
    REQUIRE(comparison.pairs.size() == 1);
    CHECK(comparison.pairs[0].mismatches.empty());
    CHECK(comparison.pairs[0].verdict == "Nothing in the two files keeps the tunnel down.");
    CHECK(comparison.unpaired.empty());
    CHECK(comparison.fits());
  }
}

TEST_CASE("how tunnels were matched is told") {
  const auto pair = compared(example("site-a.conf"), example("site-b.conf")).pairs.at(0);

  CHECK(
      pair.matched_by ==
      "router-ids 192.168.100.254 and 192.168.100.1 name each other; 10.10.10.138 is an address of "
      "the other router; the name l2tpv3 is expected there");
}

TEST_CASE("every line of one home that no longer fits the other is named") {
  const auto entry = GENERATE(values<PeerCase>({
      {"  ipsec ike pre-shared-key 1 text yamaha", "ipsec ike pre-shared-key 1 text yamah",
       "peer-key", Effect::keeps_down},
      {"  ipsec ike pre-shared-key 1 text yamaha", "", "peer-key", Effect::keeps_down},
      {"  ipsec ike remote name 1 l2tpv3", "  ipsec ike remote name 1 branch", "peer-name",
       Effect::keeps_down},
      {"  ipsec ike remote name 1 l2tpv3", "", "peer-name", Effect::note},
      {"  ipsec ike remote name 1 l2tpv3", "ipsec ike negotiate-strictly 1 on", "peer-name",
       Effect::keeps_down},
      {"  ipsec ike remote name 1 l2tpv3", "  ipsec ike remote name 1 l2tpv3 fqdn", "peer-name",
       Effect::note},
      {"  ipsec ike nat-traversal 1 on", "", "peer-nat-traversal", Effect::may_keep_down},
      {"  ipsec ike keepalive use 1 on", "  ipsec ike keepalive use 1 on dpd 10 6",
       "peer-heartbeat", Effect::keeps_down},
      {"  ipsec ike keepalive use 1 on", "  ipsec ike keepalive use 1 off", "peer-heartbeat",
       Effect::keeps_down},
      {"  ipsec ike keepalive use 1 on", "  ipsec ike keepalive use 1 on heartbeat 100 6",
       "peer-heartbeat", Effect::keeps_down},
      {"ip lan2 address 10.10.10.138/24", "ip lan2 address 10.10.10.139/24", "peer-address",
       Effect::note},  // NAT traversal at both ends: something in front may have the address
      {" tunnel encapsulation l2tpv3", " tunnel encapsulation l2tpv3-raw", "peer-encapsulation",
       Effect::keeps_down},
      {" tunnel enable 1", "", "peer-enabled", Effect::keeps_down},
      {" l2tp local router-id 192.168.100.1", " l2tp local router-id 192.168.100.2",
       "peer-router-id", Effect::keeps_down},
      {" l2tp remote router-id 192.168.100.254", "", "peer-router-id", Effect::keeps_down},
      {" l2tp remote end-id yamaha", " l2tp remote end-id other", "peer-end-id",
       Effect::keeps_down},
      {" l2tp remote end-id yamaha", "", "peer-end-id", Effect::keeps_down},
      {" l2tp tunnel auth on yamaha", " l2tp tunnel auth on other", "peer-tunnel-auth",
       Effect::keeps_down},
      {" l2tp tunnel auth on yamaha", " l2tp tunnel auth on", "peer-tunnel-auth",
       Effect::keeps_down},
      {" l2tp tunnel auth on yamaha", "", "peer-tunnel-auth", Effect::keeps_down},
      {"ipsec transport 1 101 udp 1701", "", "peer-transport", Effect::keeps_down},
      {"ip bridge1 address 192.168.100.1/24", "ip bridge1 address 192.168.101.1/24", "peer-segment",
       Effect::misleads},
      {"ip bridge1 address 192.168.100.1/24", "ip bridge1 address 192.168.100.254/24",
       "peer-segment", Effect::misleads},
      {"  ipsec ike log 1 key-info message-info payload-info", "ipsec ike version 1 2",
       "peer-ike-version", Effect::keeps_down},
      {"  ipsec ike log 1 key-info message-info payload-info", "ipsec ike payload type 1 3",
       "peer-payload-type", Effect::keeps_down},
  }));
  INFO(entry.line << " -> " << entry.other);

  const auto comparison =
      compared(example("site-a.conf"), with(example("site-b.conf"), entry.line, entry.other));

  REQUIRE(comparison.pairs.size() == 1);
  std::string found;
  for (auto& one : comparison.pairs[0].mismatches) {
    found += std::string(one.rule) + " ";
    CHECK(one.effect == entry.effect);
    CHECK(one.reason.ends_with("."));
    CHECK((one.ours.line != 0 || one.theirs.line != 0 || one.rule == "peer-enabled"));
  }
  CHECK(found == std::string(entry.rule) + " ");
  CHECK(comparison.fits() == (entry.effect == Effect::note));
}

TEST_CASE("both sides are quoted with their lines, keys hidden") {
  const auto comparison =
      compared(example("site-a.conf"),
               with(example("site-b.conf"), "  ipsec ike pre-shared-key 1 text yamaha",
                    "ipsec ike pre-shared-key 1 text yamah"));
  const auto& mismatch = comparison.pairs.at(0).mismatches.at(0);

  CHECK(mismatch.subject == "pre-shared key");
  CHECK(mismatch.ours.text == "ipsec ike pre-shared-key 1 text *");
  CHECK(mismatch.ours.line == 20);
  CHECK(mismatch.theirs.line == 20);
  CHECK(mismatch.reason == "The keys differ (6 and 5 characters).");
  CHECK(comparison.pairs[0].verdict ==
        "The tunnel will not come up or not stay up: pre-shared key.");
}

TEST_CASE("a key in hexadecimal digits may be the same as one in text") {
  const auto comparison =
      compared(example("site-a.conf"),
               with(example("site-b.conf"), "  ipsec ike pre-shared-key 1 text yamaha",
                    "ipsec ike pre-shared-key 1 0x79616d616861"));

  CHECK(comparison.fits());
}

TEST_CASE("swapped router-ids are recognized as such") {
  auto swapped = with(example("site-b.conf"), " l2tp local router-id 192.168.100.1",
                      " l2tp local router-id 192.168.100.254");
  swapped = with(swapped, " l2tp remote router-id 192.168.100.254",
                 " l2tp remote router-id 192.168.100.1");

  const auto pair = compared(example("site-a.conf"), swapped).pairs.at(0);

  REQUIRE(pair.mismatches.size() == 2);
  CHECK(pair.mismatches[0].reason.find("swapped") != std::string::npos);
  CHECK(pair.verdict == "The tunnel will not come up or not stay up: router-id.");
}

TEST_CASE("without anybody to begin, nothing happens") {
  auto a = with(example("site-a.conf"), "ipsec auto refresh on", "");

  const auto pair = compared(a, example("site-b.conf")).pairs.at(0);

  REQUIRE(pair.mismatches.size() == 1);
  CHECK(pair.mismatches[0].rule == "peer-nobody-begins");
}

TEST_CASE("without anybody to call by L2TP, nothing happens") {
  auto a =
      with(example("site-a.conf"), " tunnel endpoint address 192.168.100.254 10.10.10.138", "");

  const auto pair = compared(a, example("site-b.conf")).pairs.at(0);

  REQUIRE(pair.mismatches.size() == 1);
  CHECK(pair.mismatches[0].rule == "peer-nobody-calls");
}

TEST_CASE(
    "two DHCP servers in one segment are told, and worse if they give out the same addresses") {
  const auto scope = [](const std::string& range) {
    return "dhcp service server\ndhcp scope 1 " + range + "/24\n";
  };
  const auto a = example("site-a.conf") + scope("192.168.100.2-192.168.100.99");

  const auto apart = compared(a, example("site-b.conf") + scope("192.168.100.100-192.168.100.199"));
  const auto shared = compared(a, example("site-b.conf") + scope("192.168.100.50-192.168.100.80"));
  const auto elsewhere = compared(a, example("site-b.conf") + scope("192.168.254.2-192.168.254.9"));

  REQUIRE(apart.pairs[0].mismatches.size() == 1);
  CHECK(apart.pairs[0].mismatches[0].effect == Effect::note);
  REQUIRE(shared.pairs[0].mismatches.size() == 1);
  CHECK(shared.pairs[0].mismatches[0].rule == "peer-dhcp");
  CHECK(shared.pairs[0].mismatches[0].effect == Effect::misleads);
  CHECK(elsewhere.pairs[0].mismatches.empty());
}

TEST_CASE("algorithms may differ unless the answering end is strict") {
  const auto other = with(example("site-b.conf"), "  ipsec sa policy 101 1 esp aes-cbc sha-hmac",
                          "  ipsec sa policy 101 1 esp aes256-cbc sha-hmac\n"
                          "ipsec ike encryption 1 aes-cbc");

  CHECK(compared(example("site-a.conf"), other).pairs[0].mismatches.empty());

  const auto strict =
      compared(example("site-a.conf"), other + "ipsec ike negotiate-strictly 1 on\n");
  std::vector<std::string> subjects;
  for (auto& one : strict.pairs[0].mismatches) {
    CHECK(one.effect == Effect::keeps_down);
    subjects.push_back(one.subject);
  }
  CHECK(subjects == std::vector<std::string>{"encryption of IKE", "algorithms of the policy"});
}

namespace {

/// A home with a routed IPsec tunnel, fixed addresses at both ends.
std::string routed(const std::string& home, const std::string& wan, const std::string& far_home,
                   const std::string& far_wan, const std::string& more = "") {
  return "ip route default gateway " + wan.substr(0, wan.rfind('.')) + ".1\nip route " + far_home +
         ".0/24 gateway tunnel 1\nip lan1 address " + home + ".1/24\nip lan2 address " + wan +
         "/24\ntunnel select 1\n ipsec tunnel 101\n  ipsec sa policy 101 1 esp aes-cbc sha-hmac\n"
         "  ipsec ike keepalive use 1 on dpd 10 6\n  ipsec ike pre-shared-key 1 text secret1\n"
         "  ipsec ike remote address 1 " +
         far_wan + "\n tunnel enable 1\nipsec auto refresh on\n" + more;
}
std::string home_one(const std::string& more = "") {
  return routed("192.168.1", "203.0.113.2", "192.168.2", "198.51.100.2", more);
}
std::string home_two(const std::string& more = "") {
  return routed("192.168.2", "198.51.100.2", "192.168.1", "203.0.113.2", more);
}
std::vector<std::string> rules_of(const config::lint::Comparison& comparison) {
  std::vector<std::string> rules;
  for (auto& one : comparison.pairs.at(0).mismatches) rules.emplace_back(one.rule);
  return rules;
}

}  // namespace

TEST_CASE("routed homes with different networks, routes and fixed addresses fit") {
  const auto comparison = compared(home_one(), home_two());

  CHECK(rules_of(comparison).empty());
  CHECK(comparison.fits());
}

TEST_CASE("ESP in UDP at one end: a routed tunnel comes up all the same, and carries nothing") {
  const std::string wraps = "ipsec ike esp-encapsulation 1 on\n";
  const auto comparison = compared(home_one(wraps), home_two());
  CHECK(rules_of(comparison) == std::vector<std::string>{"peer-esp-encapsulation"});
  CHECK(comparison.pairs.at(0).mismatches.at(0).effect == Effect::misleads);
  CHECK(compared(home_one(wraps), home_two(wraps)).fits());
  CHECK(compared(home_one(wraps + "ipsec ike nat-traversal 1 on\n"), home_two("ipsec ike nat-traversal 1 on\n")).fits());
}

TEST_CASE("routed homes need different networks") {
  const auto same = routed("192.168.1", "198.51.100.2", "192.168.1", "203.0.113.2");

  CHECK(rules_of(compared(home_one(), same)) == std::vector<std::string>{"peer-networks"});
}

TEST_CASE("routed homes need routes to each other") {
  const auto lost = routed("192.168.3", "198.51.100.2", "192.168.1", "203.0.113.2");

  const auto comparison = compared(home_one(), lost);

  REQUIRE(rules_of(comparison) == std::vector<std::string>{"peer-route"});
  CHECK(comparison.pairs[0].mismatches[0].ours.text == "no route to 192.168.3.0/24 by tunnel 1");
  CHECK(comparison.pairs[0].mismatches[0].theirs.line == 3);
  CHECK(rules_of(compared(home_one("rip use on\n"), lost)).empty());
}

TEST_CASE("a fixed address must be one that the other end has") {
  const auto moved = routed("192.168.2", "198.51.100.3", "192.168.1", "203.0.113.2");

  CHECK(rules_of(compared(home_one(), moved)) == std::vector<std::string>{"peer-address"});
}

TEST_CASE("over IPv6 too a fixed address must be one that the other end has") {
  const auto home = [](const std::string& own, const std::string& far, const std::string& here, const std::string& there) {
    return "ip lan1 address 192.168." + here + ".1/24\nip route 192.168." + there + ".0/24 gateway tunnel 1\nipv6 lan2 address " + own +
           "/64\nipv6 route default gateway 2001:db8::ff\ntunnel select 1\n ipsec tunnel 101\n  ipsec sa policy 101 1 esp aes-cbc sha-hmac\n"
           "  ipsec ike keepalive use 1 on dpd 10 6\n  ipsec ike pre-shared-key 1 text secret1\n  ipsec ike remote address 1 " + far +
           "\n tunnel enable 1\nipsec auto refresh on\n";
  };
  const auto one = home("2001:db8::1", "2001:db8::2", "1", "2");
  CHECK(rules_of(compared(one, home("2001:db8::2", "2001:db8::1", "2", "1"))).empty());
  CHECK(rules_of(compared(one, home("2001:db8::3", "2001:db8::1", "2", "1"))) == std::vector<std::string>{"peer-address"});
}

TEST_CASE("NAT traversal at one end only is a note where both ends are in the open") {
  const auto comparison = compared(home_one("ipsec ike nat-traversal 1 on\n"), home_two());

  CHECK(rules_of(comparison) == std::vector<std::string>{"peer-nat-traversal"});
  CHECK(comparison.fits());
}

TEST_CASE("keepalive at neither end, MTU and MSS that differ are notes") {
  const auto silent = [](std::string text) {
    return with(std::move(text), "  ipsec ike keepalive use 1 on dpd 10 6", "");
  };
  CHECK(rules_of(compared(silent(home_one()), silent(home_two()))) ==
        std::vector<std::string>{"peer-no-keepalive"});
  const auto comparison = compared(
      home_one("tunnel select 1\nip tunnel mtu 1280\nip tunnel tcp mss limit auto\n"), home_two());
  CHECK(rules_of(comparison) == std::vector<std::string>{"peer-mtu", "peer-mtu"});
  CHECK(comparison.fits());
}

TEST_CASE("selectors of phase 2 must mirror each other") {
  const std::string ours =
      "ipsec ike local id 1 192.168.1.0/24\nipsec ike remote id 1 192.168.2.0/24\n";
  const std::string mirrored =
      "ipsec ike local id 1 192.168.2.0/24\nipsec ike remote id 1 192.168.1.0/24\n";

  CHECK(rules_of(compared(home_one(ours), home_two(mirrored))).empty());
  CHECK(rules_of(compared(home_one(ours), home_two(ours))) ==
        std::vector<std::string>{"peer-selectors", "peer-selectors"});
}

TEST_CASE("in IKEv2 the type of the name counts too") {
  const auto ends = [](const std::string& type) {
    return compared(home_one("ipsec ike version 1 2\nipsec ike local name 1 one " + type + "\n"),
                    home_two("ipsec ike version 1 2\nipsec ike remote name 1 one fqdn\n"));
  };

  CHECK(rules_of(ends("fqdn")).empty());
  CHECK(rules_of(ends("key-id")) == std::vector<std::string>{"peer-name"});
}

TEST_CASE("IPIP ends must name each other") {
  const auto ipip = [](const std::string& home, const std::string& far_home,
                       const std::string& ends) {
    return "ip lan1 address " + home + ".1/24\nip route " + far_home +
           ".0/24 gateway tunnel 1\ntunnel select 1\n tunnel encapsulation ipip\n"
           " tunnel endpoint address " +
           ends + "\n tunnel enable 1\n";
  };
  const auto one = ipip("192.168.1", "192.168.2", "10.0.0.1 10.0.0.2");

  CHECK(rules_of(compared(one, ipip("192.168.2", "192.168.1", "10.0.0.2 10.0.0.1"))).empty());
  CHECK(rules_of(compared(one, ipip("192.168.2", "192.168.1", "10.0.0.2 10.0.0.9"))) ==
        std::vector<std::string>{"peer-end-points"});
}

TEST_CASE("of several tunnels each is matched with its own other end") {
  const std::string more =
      "tunnel select 2\n ipsec tunnel 102\n  ipsec sa policy 102 2 esp aes-cbc sha-hmac\n"
      "  ipsec ike pre-shared-key 2 text secret2\n  ipsec ike remote address 2 192.0.2.9\n"
      " tunnel enable 2\n";

  const auto comparison = compared(home_one(more), home_two());

  REQUIRE(comparison.pairs.size() == 1);
  CHECK(comparison.pairs[0].ours == 1);
  REQUIRE(comparison.unpaired.size() == 1);
  CHECK(comparison.unpaired[0].tunnel == 2);
  CHECK(comparison.unpaired[0].line == 14);
}

TEST_CASE("the only tunnel of each file is matched without any other sign") {
  const auto bare = [](const std::string& encapsulation) {
    return "tunnel select 1\n tunnel encapsulation " + encapsulation + "\n tunnel enable 1\n";
  };

  const auto comparison = compared(bare("ipip"), bare("ipip"));

  REQUIRE(comparison.pairs.size() == 1);
  CHECK(comparison.pairs[0].matched_by == "it is the only one in each file");
}

TEST_CASE("tunnels for clients are not compared") {
  const std::string server = "tunnel select 2\n tunnel encapsulation l2tp\n tunnel enable 2\n";

  const auto comparison = compared(server, home_two());

  CHECK(comparison.pairs.empty());
  CHECK(!comparison.fits());
  REQUIRE(comparison.unpaired.size() == 2);
  CHECK(comparison.unpaired[0].reason.starts_with("not comparable: l2tp"));
}

TEST_CASE("a name that nobody expects is in the way of an end that answers one address only") {
  CHECK(rules_of(compared(home_one("ipsec ike local name 1 one\n"), home_two())) ==
        std::vector<std::string>{"peer-name"});
  CHECK(!compared(home_one("ipsec ike local name 1 one\n"), home_two()).fits());
}

TEST_CASE("AH at one end only keeps the tunnel down, strict or not") {
  const auto ah = [&](const std::string& home) {
    return with(home, "  ipsec sa policy 101 1 esp aes-cbc sha-hmac", "  ipsec sa policy 101 1 ah sha-hmac");
  };
  const auto one = example("site-a.conf"), two = example("site-b.conf");

  CHECK(compared(ah(one), ah(two)).pairs[0].mismatches.empty());
  CHECK(rules_of(compared(ah(one), two)) == std::vector<std::string>{"peer-protocol"});
  CHECK(!compared(one, ah(two)).fits());
}

TEST_CASE("a combined mode at one end only keeps the tunnel down, strict or not") {
  const auto version = "ipsec ike version 1 2\n";
  const auto combined = [&](const std::string& home) {
    return with(home, "  ipsec sa policy 101 1 esp aes-cbc sha-hmac", "  ipsec sa policy 101 1 esp aes256-gcm") + version;
  };
  const auto one = combined(example("site-a.conf")), two = combined(example("site-b.conf"));

  CHECK(compared(one, two).pairs[0].mismatches.empty());
  CHECK(rules_of(compared(one, example("site-b.conf") + version)) == std::vector<std::string>{"peer-combined-mode"});
}
