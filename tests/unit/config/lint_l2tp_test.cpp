// The linter on L2TP, bridges, and clients that dial in.
#include "tests/unit/config/linted.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

/// One end of a bridged L2TPv3/IPsec tunnel in which nothing is wrong.
std::vector<std::string> bridged() {
  return {"ip route default gateway 203.0.113.1",          // 1
          "bridge member bridge1 lan1 tunnel1",            // 2
          "ip bridge1 address 192.168.1.1/24",             // 3
          "ip lan2 address 203.0.113.2/24",                // 4
          "tunnel select 1",                               // 5
          " tunnel encapsulation l2tpv3",                  // 6
          " tunnel endpoint address 198.51.100.2",         // 7
          " ipsec tunnel 101",                             // 8
          "  ipsec sa policy 101 1 esp aes-cbc sha-hmac",  // 9
          "  ipsec ike pre-shared-key 1 text secret1",     // 10
          "  ipsec ike remote address 1 198.51.100.2",     // 11
          " l2tp tunnel disconnect time off",              // 12
          " tunnel enable 1",                              // 13
          "ipsec auto refresh on",                         // 14
          "ipsec transport 1 101 udp 1701",                // 15
          "l2tp service on l2tpv3"};                       // 16
}
std::string bridged_but(std::size_t line, const std::string& text) {
  auto lines = bridged();
  lines.at(line - 1) = text;
  return text_of(lines);
}

/// A server for clients in which nothing is wrong.
std::vector<std::string> dial_in() {
  return {"ip lan1 address 192.168.1.1/24",                          // 1
          "ip lan1 proxyarp on",                                     // 2
          "pp select anonymous",                                     // 3
          " pp bind tunnel1-tunnel2",                                // 4
          " pp auth request mschap-v2",                              // 5
          " pp auth username user1 secret1",                         // 6
          " ip pp remote address pool 192.168.1.201-192.168.1.210",  // 7
          " pp enable anonymous",                                    // 8
          "tunnel select 1",                                         // 9
          " tunnel encapsulation l2tp",                              // 10
          " ipsec tunnel 1",                                         // 11
          "  ipsec sa policy 1 1 esp aes-cbc sha-hmac",              // 12
          "  ipsec ike pre-shared-key 1 text secret2",               // 13
          "  ipsec ike remote address 1 any",                        // 14
          " tunnel enable 1",                                        // 15
          "ipsec transport 1 1 udp 1701",                            // 16
          "l2tp service on"};                                        // 17
}
std::string dial_in_but(std::size_t line, const std::string& text) {
  auto lines = dial_in();
  lines.at(line - 1) = text;
  return text_of(lines);
}

}  // namespace

TEST_CASE("nothing is said about a bridge and a dial-in server in which nothing is wrong") {
  CHECK(linted(text_of(bridged())).empty());
  CHECK(linted(text_of(dial_in())).empty());
}

TEST_CASE("an L2TP tunnel needs the L2TP service") {
  check_rule({"l2tp-service-off",
              bridged_but(16, ""),
              6,
              {"l2tp service on l2tpv3"},
              "",
              text_of(bridged())});
}

TEST_CASE("the L2TP service must run for the version that the tunnel speaks") {
  check_rule({"l2tp-service-off",
              bridged_but(16, "l2tp service on l2tp"),
              16,
              {},
              "l2tp service on l2tp l2tpv3",
              bridged_but(16, "l2tp service on")});
}

TEST_CASE("L2TP inside IPsec takes IKEv1") {
  check_rule({"l2tp-ikev2",
              bridged_but(14, "ipsec ike version 1 2"),
              14,
              {},
              "ipsec ike version 1 1",
              bridged_but(14, "ipsec ike version 1 1")});
}

TEST_CASE("L2TP should be addressed to the gateway of its policy") {
  check_rule({"l2tp-end-not-gateway",
              bridged_but(7, " tunnel endpoint address 203.0.113.2 198.51.100.3"),
              7,
              {},
              "tunnel endpoint address 203.0.113.2 198.51.100.2",
              text_of(bridged())});
}

TEST_CASE("L2TPv3 closes when both homes are quiet, unless told otherwise") {
  check_rule({"l2tp-closes-when-idle",
              bridged_but(12, ""),
              6,
              {"tunnel select 1", " l2tp tunnel disconnect time off"},
              "",
              text_of(bridged())});
}

TEST_CASE("an L2TPv3 tunnel must be a member of a bridge") {
  check_rule({"l2tpv3-outside-bridge",
              bridged_but(2, ""),
              6,
              {"bridge member bridge1 lan1 tunnel1"},
              "",
              text_of(bridged())});
}

TEST_CASE("a tunnel in a bridge must be L2TPv3") {
  check_rule({"bridge-member-tunnel",
              bridged_but(6, ""),
              2,
              {"tunnel select 1", " tunnel encapsulation l2tpv3"},
              "",
              text_of(bridged())});
}

TEST_CASE("a member of a bridge that is not set up is told") {
  check_rule({"bridge-member-tunnel",
              "bridge member bridge1 lan1 tunnel3\n",
              1,
              {"tunnel select 3", " tunnel encapsulation l2tpv3"},
              "",
              "bridge member bridge1 lan1 lan2\n"});
}

TEST_CASE("the address belongs to the bridge, not to its member") {
  check_rule({"bridge-member-address",
              bridged_but(3, "ip lan1 address 192.168.1.1/24"),
              3,
              {},
              "ip bridge1 address 192.168.1.1/24",
              text_of(bridged())});
}

TEST_CASE("a tunnel with PPP inside must be bound to a peer") {
  check_rule({"tunnel-not-bound",
              dial_in_but(4, ""),
              10,
              {"pp select anonymous", " pp bind tunnel1"},
              "",
              text_of(dial_in())});
}

TEST_CASE("a peer with tunnels must be enabled") {
  check_rule(
      {"pp-not-enabled", dial_in_but(8, ""), 4, {"pp enable anonymous"}, "", text_of(dial_in())});
}

TEST_CASE("a peer with PPPoE must be enabled") {
  check_rule({"pp-not-enabled",
              "pp select 2\n pppoe use lan2\n",
              2,
              {"pp enable 2"},
              "",
              "pp select 2\n pppoe use lan2\n pp enable 2\n"});
}

TEST_CASE("dial-in needs users, and asks them who they are") {
  check_rule({"dial-in-without-users",
              dial_in_but(6, ""),
              4,
              {"pp select anonymous", " pp auth username NAME PASSWORD"},
              "",
              text_of(dial_in())});
  check_rule({"dial-in-without-users",
              dial_in_but(5, ""),
              4,
              {"pp select anonymous", " pp auth request mschap-v2"},
              "",
              text_of(dial_in())});
}

TEST_CASE("users may be known to a RADIUS server instead") {
  CHECK(of_rule("dial-in-without-users", dial_in_but(6, "radius auth on")).empty());
}

TEST_CASE("dial-in needs addresses to give out") {
  check_rule({"dial-in-without-addresses",
              dial_in_but(7, ""),
              4,
              {"pp select anonymous", " ip pp remote address pool FIRST-LAST"},
              "",
              text_of(dial_in())});
}

TEST_CASE("clients with addresses of the LAN need proxy ARP there") {
  check_rule(
      {"dial-in-proxyarp", dial_in_but(2, ""), 7, {"ip lan1 proxyarp on"}, "", text_of(dial_in())});
  CHECK(of_rule("dial-in-proxyarp",
                text_of({"ip lan1 address 192.168.1.1/24", "pp select anonymous",
                         " pp bind tunnel1", " ip pp remote address pool 10.0.0.1-10.0.0.9"}))
            .empty());
}
