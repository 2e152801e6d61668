// The linter on filters, NAT, DHCP and routes.
#include "tests/unit/config/linted.hpp"

using namespace kyoten;
using namespace kyoten::test;

TEST_CASE("filters that are listed and not defined are told in one warning for the list") {
  check_rule({"filter-undefined",
              sound_but(5, "ip lan2 secure filter in 1 2 8 9 3"),
              5,
              {},
              "ip lan2 secure filter in 1 2 3",
              sound()});
}

TEST_CASE("behind the word dynamic stand dynamic filters") {
  check_rule({"filter-undefined",
              sound_and({"ip lan2 secure filter out 3 dynamic 1"}),
              23,
              {},
              "ip lan2 secure filter out 3 dynamic",
              sound_and({"ip lan2 secure filter out 3 dynamic 1", "ip filter dynamic 1 * * tcp"})});
}

TEST_CASE("IPv6 lists name IPv6 filters") {
  check_rule({"filter-undefined",
              sound_and({"ipv6 lan2 secure filter in 1"}),
              23,
              {},
              "no ipv6 lan2 secure filter in 1",
              sound_and({"ipv6 lan2 secure filter in 1", "ipv6 filter 1 pass * * * * *"})});
}

TEST_CASE("a route by a filter that is not defined is never taken") {
  check_rule({"filter-undefined-in-route",
              sound_but(1, "ip route default gateway 203.0.113.1 filter 7 gateway 203.0.113.9"),
              1,
              {"ip filter 7 pass SOURCE DESTINATION * * *"},
              "",
              sound_but(1, "ip route default gateway 203.0.113.1 filter 3 gateway 203.0.113.9")});
}

TEST_CASE("a filter set that is not defined filters nothing") {
  check_rule({"filter-set-undefined",
              sound_but(5, "ip lan2 secure filter name wan"),
              5,
              {"ip filter set wan in FILTER..."},
              "",
              sound_but(5, "ip lan2 secure filter name wan") + "ip filter set wan in 1 2 3\n"});
}

TEST_CASE("filters behind one that matches everything are never asked") {
  check_rule(
      {"filter-never-asked", sound_but(5, "ip lan2 secure filter in 1 3 2"), 5, {}, "", sound()});
}

TEST_CASE("inbound filters must let the tunnel's own packets pass") {
  check_rule({"filter-stops-tunnel",
              sound_but(5, "ip lan2 secure filter in 1 3"),
              5,
              {"ip filter NUMBER pass 198.51.100.2 * esp * *"},
              "",
              sound()});
  check_rule({"filter-stops-tunnel",
              sound_but(16, "ip filter 2 pass 198.51.100.9 192.168.1.1 esp * *"),
              5,
              {"ip filter NUMBER pass 198.51.100.2 * esp * *"},
              "",
              sound()});
}

TEST_CASE("answers to a key exchange that the router begins come through dynamic filters") {
  const auto listed = sound_but(5, "ip lan2 secure filter in 2 3") +
                      "ip lan2 secure filter out 4 dynamic 1\nip filter 4 pass * *\n"
                      "ip filter dynamic 1 * * udp\n";
  CHECK(of_rule("filter-stops-tunnel", listed).empty());
}

TEST_CASE("what an IPv6 peer sends meets neither the masquerade nor the filters of IPv4") {
  const auto text = sound_but(13, "ipsec ike remote address 1 2001:db8::2") +
                    "ip lan2 secure filter in 3\nno nat descriptor masquerade static 1 1\n";
  CHECK(of_rule("filter-stops-tunnel", text).empty());
  CHECK(of_rule("nat-static-missing", text).empty());
}

TEST_CASE("a peer that has a host name is judged by the default route") {
  const auto text = sound_but(13, "ipsec ike remote address 1 vpn.example.com") +
                    "no nat descriptor masquerade static 1 1\n";
  CHECK(of_rule("nat-static-advised", text).size() == 1);
}

TEST_CASE("NAT traversal needs UDP 4500 to pass too") {
  const auto warnings = of_rule("filter-stops-tunnel", sound_and({"ipsec ike nat-traversal 1 on"}));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].add ==
        std::vector<std::string>{"ip filter NUMBER pass 198.51.100.2 * udp * 4500"});
}

TEST_CASE("a NAT descriptor without type translates nothing") {
  check_rule(
      {"nat-undefined", sound_but(18, ""), 6, {"nat descriptor type 1 masquerade"}, "", sound()});
}

TEST_CASE(
    "a NAT descriptor that no interface uses is told, with the interface of the default route") {
  check_rule({"nat-not-applied", sound_but(6, ""), 18, {"ip lan2 nat descriptor 1"}, "", sound()});
}

TEST_CASE("the outer address must be one that the interface has") {
  check_rule({"nat-outer-address",
              sound_but(19, ""),
              6,
              {"nat descriptor address outer 1 primary"},
              "",
              sound()});
  check_rule({"nat-outer-address",
              sound_but(19, "nat descriptor address outer 1 ipcp"),
              19,
              {},
              "nat descriptor address outer 1 primary",
              sound()});
  const std::string dialled =
      "pp select 1\npppoe use lan2\nip pp nat descriptor 1\npp enable 1\n"
      "nat descriptor type 1 masquerade\n";
  check_rule({"nat-outer-address",
              dialled + "nat descriptor address outer 1 primary\n",
              6,
              {},
              "nat descriptor address outer 1 ipcp",
              dialled});
}

namespace {

/// The sound tunnel as an end that only answers, with one line replaced.
std::string answering_but(std::size_t line, const std::string& text) {
  auto lines = sound_tunnel();
  lines.at(12) = "ipsec ike remote address 1 any";
  lines.at(line - 1) = text;
  return text_of(lines);
}

}  // namespace

TEST_CASE("an answering tunnel end behind the router's own masquerade needs static entries") {
  const auto right = answering_but(10, "");
  check_rule({"nat-static-missing",
              answering_but(21, ""),
              13,
              {"nat descriptor masquerade static 1 2 192.168.1.1 esp"},
              "",
              right});
  check_rule({"nat-static-missing",
              answering_but(20, ""),
              13,
              {"nat descriptor masquerade static 1 3 192.168.1.1 udp 500"},
              "",
              right});
  const std::string traversal = "ipsec ike nat-traversal 1 on\n";
  check_rule({"nat-static-missing",
              right + traversal,
              13,
              {"nat descriptor masquerade static 1 3 192.168.1.1 udp 4500"},
              "",
              right + traversal + "nat descriptor masquerade static 1 3 192.168.1.1 udp 4500\n"});
}

TEST_CASE("an end that begins by itself is advised to have static entries") {
  check_rule({"nat-static-advised",
              sound_but(21, ""),
              13,
              {"nat descriptor masquerade static 1 2 192.168.1.1 esp"},
              "",
              sound()});
  CHECK(of_rule("nat-static-missing", sound_but(21, "")).empty());
}

TEST_CASE("with NAT traversal ESP itself is used only where no NAT is on the way") {
  const auto text = answering_but(21, "nat descriptor masquerade static 1 2 192.168.1.1 udp 4500") +
                    "ipsec ike nat-traversal 1 on\n";
  CHECK(of_rule("nat-static-missing", text).empty());
  CHECK(of_rule("nat-static-advised", text).size() == 1);
}

TEST_CASE("where everything from outside passes, no static entry is needed") {
  CHECK(of_rule("nat-static-missing",
                answering_but(21, "nat descriptor masquerade incoming 1 through"))
            .empty());
}

TEST_CASE("IPIP through a masquerade needs an entry for protocol 4") {
  const std::string ipip =
      "ip route default gateway 203.0.113.1\nip lan1 address 192.168.1.1/24\n"
      "ip lan2 address 203.0.113.2/24\nip lan2 nat descriptor 1\n"
      "tunnel select 1\n tunnel encapsulation ipip\n"
      " tunnel endpoint address 192.168.1.1 198.51.100.2\n tunnel enable 1\n"
      "nat descriptor type 1 masquerade\nnat descriptor address outer 1 primary\n";
  check_rule({"nat-static-missing",
              ipip,
              7,
              {"nat descriptor masquerade static 1 1 192.168.1.1 4"},
              "",
              ipip + "nat descriptor masquerade static 1 1 192.168.1.1 4\n"});
}

TEST_CASE("a static entry must not lead the tunnel's packets to another host") {
  check_rule({"nat-static-elsewhere",
              sound_but(21, "nat descriptor masquerade static 1 2 192.168.1.77 esp"),
              21,
              {},
              "nat descriptor masquerade static 1 2 192.168.1.1 esp",
              sound()});
}

TEST_CASE("a DHCP scope needs the server") {
  const std::string scope = "dhcp scope 1 192.168.1.2-192.168.1.99/24";
  check_rule({"dhcp-service-off",
              sound_and({scope}),
              23,
              {"dhcp service server"},
              "",
              sound_and({scope, "dhcp service server"})});
  check_rule({"dhcp-service-off",
              sound_and({scope, "dhcp service relay"}),
              24,
              {},
              "dhcp service server",
              sound_and({scope, "dhcp service server"})});
}

TEST_CASE("a DHCP server needs a scope") {
  check_rule({"dhcp-without-scope",
              "dhcp service server\n",
              1,
              {"dhcp scope 1 FIRST-LAST/MASK"},
              "",
              "dhcp service server\ndhcp scope 1 192.168.1.2-192.168.1.99/24\n"});
}

TEST_CASE("a DHCP scope belongs to the network of an interface, with its mask") {
  const std::string service = "dhcp service server";
  const auto right = sound_and({service, "dhcp scope 1 192.168.1.2-192.168.1.99/24"});
  check_rule({"dhcp-scope-network",
              sound_and({service, "dhcp scope 1 192.168.9.2-192.168.9.99/24"}),
              24,
              {},
              "",
              right});
  check_rule({"dhcp-scope-network",
              sound_and({service, "dhcp scope 1 192.168.1.2-192.168.1.99/16"}),
              24,
              {},
              "dhcp scope 1 192.168.1.2-192.168.1.99/24",
              right});
}

TEST_CASE("options of a DHCP scope that is not are told") {
  check_rule({"dhcp-scope-undefined",
              "dhcp scope option 2 dns=192.168.1.1\n",
              1,
              {"dhcp scope 2 FIRST-LAST/MASK"},
              "",
              "dhcp scope option 2 dns=192.168.1.1\ndhcp scope 2 192.168.1.2-192.168.1.9/24\n"});
}

TEST_CASE("routes into tunnels and to peers that are not set up are told once for each of them") {
  check_rule(
      {"route-through-nothing",
       sound_and({"ip route 10.0.0.0/8 gateway tunnel 2", "ip route 10.0.0.0/16 gateway tunnel 2"}),
       23,
       {"tunnel select 2", " ipsec tunnel POLICY_ID", "tunnel enable 2"},
       "",
       sound()});
  check_rule({"route-through-nothing",
              sound_but(1, "ip route default gateway pp 1"),
              1,
              {"pp select 1", " pppoe use lan2", "pp enable 1"},
              "",
              sound()});
}

TEST_CASE("a few lines about routes alone are no whole configuration") {
  CHECK(linted("ip route default gateway pp 1 gateway pp 2\n").empty());
}

TEST_CASE("a gateway must be in the network of an interface") {
  check_rule(
      {"route-gateway", sound_but(1, "ip route default gateway 203.0.114.1"), 1, {}, "", sound()});
  CHECK(of_rule("route-gateway",
                "ip lan1 address 192.168.1.1/24\nip lan2 address dhcp\n"
                "ip route default gateway 203.0.113.1\n")
            .empty());
}

TEST_CASE("a routed tunnel needs a route into it") {
  check_rule({"tunnel-without-route",
              sound_but(2, ""),
              8,
              {"ip route NETWORK gateway tunnel 1"},
              "",
              sound()});
  CHECK(of_rule("tunnel-without-route", sound_but(2, "rip use on")).empty());
}

TEST_CASE("a route must lead to the tunnel's far end") {
  check_rule({"peer-without-route",
              sound_but(1, ""),
              13,
              {"ip route default gateway ADDRESS"},
              "",
              sound()});
}

TEST_CASE("of IPv6 too a filter that stands behind one for everything is told") {
  const std::vector<std::string> filters{"ipv6 filter 1 pass * * * * *", "ipv6 filter 2 reject * * tcp * *"};
  auto with = [&](const char* list) {
    auto lines = filters;
    lines.push_back(std::string("ipv6 lan1 secure filter in ") + list);
    return sound_and(lines);
  };
  CHECK(of_rule("filter-never-asked", with("1 2")).size() == 1);
  CHECK(of_rule("filter-never-asked", with("2 1")).empty());
}

namespace {

/// A tunnel between addresses of IPv6, as a whole file.
std::string over_ipv6(const std::string& more, const std::string& route = "ipv6 route default gateway 2001:db8:a::ff") {
  return text_of({"ip lan1 address 192.168.1.1/24", "ipv6 lan2 address 2001:db8:a::1/64", route, "ip route 192.168.2.0/24 gateway tunnel 1",
                  "tunnel select 1", " tunnel encapsulation ipsec", " ipsec tunnel 101", "  ipsec sa policy 101 1 esp aes-cbc sha-hmac",
                  "  ipsec ike keepalive use 1 on dpd 10 6", "  ipsec ike local address 1 2001:db8:a::1",
                  "  ipsec ike pre-shared-key 1 text secret1", "  ipsec ike remote address 1 2001:db8:b::1", " tunnel enable 1",
                  "ipsec auto refresh on", more});
}

}  // namespace

TEST_CASE("over IPv6 a tunnel's own packets have to pass the filters of IPv6") {
  const std::string list = "ipv6 lan2 secure filter in 1 2 3\nipv6 filter 1 pass * * icmp6\n";
  CHECK(linted(over_ipv6("")).empty());
  CHECK(of_rule("filter-stops-tunnel", over_ipv6(list + "ipv6 filter 2 pass * * udp * 500\nipv6 filter 3 pass 2001:db8:b::/48 * esp\n")).empty());

  const auto stopped = of_rule("filter-stops-tunnel", over_ipv6(list + "ipv6 filter 2 pass * * tcp\nipv6 filter 3 pass 2001:db8:c::/48 * *\n"));
  REQUIRE(stopped.size() == 1);
  CHECK(stopped[0].add == std::vector<std::string>{"ipv6 filter NUMBER pass 2001:db8:b::1 * udp * 500",
                                                  "ipv6 filter NUMBER pass 2001:db8:b::1 * esp * *"});
  // Filters of IPv4 are none of its business.
  CHECK(of_rule("filter-stops-tunnel", over_ipv6("ip lan2 secure filter in 1\nip filter 1 pass * * tcp\n")).empty());
  // On the way that the provider advertises, or by a neighbour on the link.
  const std::string none = "ipv6 lan2 secure filter in 1\nipv6 filter 1 pass * * icmp6\n";
  CHECK(of_rule("filter-stops-tunnel", over_ipv6(none, "ipv6 lan1 address ra-prefix@lan2::1/64")).size() == 1);
  CHECK(of_rule("filter-stops-tunnel", over_ipv6(none, "ipv6 route default gateway fe80::9%lan2")).size() == 1);
}

TEST_CASE("over IPv6 too a route has to lead to the far end") {
  const auto lost = of_rule("peer-without-route", over_ipv6("", "ipv6 route 2001:db8:c::/48 gateway 2001:db8:a::ff"));
  REQUIRE(lost.size() == 1);
  CHECK(lost[0].add == std::vector<std::string>{"ipv6 route default gateway ADDRESS"});
  CHECK(of_rule("peer-without-route", over_ipv6("", "ipv6 lan1 address ra-prefix@lan2::1/64")).empty());
}
