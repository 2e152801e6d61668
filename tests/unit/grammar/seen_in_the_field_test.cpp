// Shapes of statements in published configurations that no reference shows, or shows otherwise.
// Addresses and names are invented; the shapes are not.
#include "tests/unit/grammar/typing.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

/// Every line is taken and stays as it is.
void check_all(std::initializer_list<const char*> lines,
               const grammar::Selection& selection = kNothing) {
  for (auto* line : lines) CHECK(text_of(line, selection) == line);
}

}  // namespace

TEST_CASE("lists of numbers are written with blanks") {
  check_all({"ethernet lan1 filter in 1 2 100", "queue lan1 class filter list 1 2 3",
             "ip tos supersede 1 min-delay 100 101 102",
             "ipv6 filter dynamic 1 * * filter 10 11 in 12 13 out 14"});
  check_all({"url pp filter out 10 21 22 23"}, kPeer1);
}

TEST_CASE("an Ethernet filter may pass without a suffix, and may leave bytes open") {
  check_all({"ethernet filter 100 pass *:*:*:*:*:* *:*:*:*:*:*",
             "ethernet filter 1 reject-nolog 00:a0:de:*", "ethernet filter 512 pass-log *"});
}

TEST_CASE("a class of a queue may come from the packet") {
  check_all({"queue class filter 6 precedence/4 ip * 192.0.2.0/24 tcp * *",
             "queue class filter 11 dscp/4 ip *", "queue class filter 2 3/1 ip *"});
}

TEST_CASE("a DHCP reservation names the client by bytes, by address, or by its maker") {
  check_all({"dhcp scope bind 1 192.0.2.20 01 00 a0 de 00 00 01",
             "dhcp scope bind 1 192.0.2.21 00:a0:de:00:00:01",
             "dhcp scope bind 1 192.0.2.22 ethernet 00:a0:de:00:00:01",
             "dhcp scope bind 1 192.0.2.30-192.0.2.40 00:a0:de:*",
             "dhcp scope bind 1 192.0.2.50 text client01"});
}

TEST_CASE("DHCP options have names and numbers") {
  check_all(
      {"dhcp scope option 1 dns=192.0.2.1,192.0.2.2 router=192.0.2.254 "
       "classless_static_route=00,c0,00,02,fe",
       "dhcp scope option 1 150=192.0.2.9"});
}

TEST_CASE("providers have names with slashes and colons, or nearly none") {
  check_all({"provider lan1 name LAN:", "provider lan2 name PPPoE/0/1/5/0/0/0:isp",
             "provider set 1 isp", "provider dns server pp 1 1"});
}

TEST_CASE("older words for the same are taken") {
  check_all({"lan type lan1 port-based-ks8995m=divide-network", "statistics qos on",
             "ip lan1.1 nat descriptor 1 2 3", "line type bri1 isdn-ntt"});
}

TEST_CASE("all of a kind are switched at once") {
  check_all({"pp disable all", "tunnel disable all", "no tunnel enable all", "disconnect pp all",
             "terminate lua all"});
}

TEST_CASE("one NAT entry may stand for many addresses") {
  check_all({"nat descriptor static 1 20 192.0.2.20=10.0.0.20 40",
             "nat descriptor static 1 21 192.0.2.64=10.0.1.0/26",
             "nat descriptor masquerade static 211 1 10.0.0.9 tcp 8009=https,8089,82=www,smtp",
             "nat descriptor masquerade port range 1010 4096-4111 8192-8207"});
}

TEST_CASE("an IPv6 filter knows neighbour discovery and the protocols by number") {
  check_all({"ipv6 filter 101003 pass * * 4", "ipv6 filter 101004 pass * * icmp-nd * *",
             "ipv6 filter 101005 pass 2001:db8::/32,fe80::/10 * tcp * 80"});
}

TEST_CASE("prefixes come from router advertisements and from DHCP") {
  check_all({"ipv6 prefix 1 dhcp-prefix@pp1::/64", "ipv6 lan1 address ra-prefix@lan2::1:2:3:4/64",
             "ipv6 prefix 1 ra-prefix@lan2::/64 preferred_lifetime=604800 l_flag=off"});
}

TEST_CASE("routing protocols take their options in any order") {
  check_all({"bgp neighbor 1 64512 169.254.1.1 hold-time=30 local-address=169.254.1.2",
             "bgp neighbor 2 64512 169.254.2.1 gateway=tunnel 1 passive=on",
             "bgp import filter 1 include all preference=100",
             "ip lan1 ospf area backbone cost=10 passive",
             "ip lan2 ospf area 0.0.0.1 type=broadcast",
             "ospf import filter 1 include 192.0.2.0/24 metric 5 type 1"});
}

TEST_CASE("DNS servers differ by name and by kind of question") {
  check_all({"dns server select 1 192.0.2.1 edns=on 192.0.2.2 edns=on a .",
             "dns server select 2 2001:db8::1 edns=on aaaa .",
             "dns server select 3 pp 1 any . restrict pp 1",
             "dns server select 4 pp 1 dhcp lan2 any example.com"});
}

TEST_CASE("variables are set by name and value, and removed by name") {
  check_all({"set PP1=user:1a2b", "no set PP1"});
}
