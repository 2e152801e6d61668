// Layouts of `show`, byte for byte.
#include "firmware/console/show/show.hpp"

#include "firmware/console/show/words.hpp"
#include "tests/unit/console/fake_backend.hpp"

using namespace kyoten;
using namespace std::chrono_literals;
using console::Lines;
using grammar::Language;
using test::AStatement;
using test::FakeBackend;

namespace {

Lines shown(const FakeBackend& router, AStatement statement,
            Language language = Language::english) {
  auto lines = console::show({router, statement.get(), language, console::ConsoleId{1}});
  REQUIRE(lines);
  return *lines;
}

const MacAddress kMac{{0x00, 0xa0, 0xde, 0x11, 0x22, 0x33}};

/// lan1 with an address, lan2 by DHCP with the default route, tunnel1.
FakeBackend a_router_with_interfaces() {
  FakeBackend router;
  dataplane::InterfacePlan lan1;
  lan1.name = "lan1";
  lan1.mac = router.identity_.macs[0];
  lan1.addresses = {*Ipv4Prefix::parse("192.168.100.1/24")};
  dataplane::InterfacePlan lan2;
  lan2.name = "lan2";
  lan2.mac = router.identity_.macs[1];
  lan2.addresses = {*Ipv4Prefix::parse("192.168.1.20/24")};
  lan2.nat = {NatDescriptorId{1}};
  dataplane::InterfacePlan tunnel;
  tunnel.name = "tunnel1";
  tunnel.kind = dataplane::InterfaceKind::ipsec_tunnel;
  router.plan_->interfaces = {lan1, lan2, tunnel};
  config::Interface by_dhcp;
  by_dhcp.name = "lan2";
  by_dhcp.dhcp = true;
  router.interfaces_->push_back(by_dhcp);
  return router;
}

dataplane::RoutePlan a_route(std::string_view destination, std::uint16_t interface,
                             std::string_view gateway = {}) {
  dataplane::RoutePlan route;
  route.destination = *Ipv4Prefix::parse(destination);
  route.interface = InterfaceIndex{interface};
  route.gateway = Ipv4Address::parse(gateway);
  return route;
}

}  // namespace

TEST_CASE("show environment") {
  const auto lines = shown(FakeBackend(), AStatement("show environment"));

  CHECK(lines == Lines{
                     "RTX810 BootROM Ver. 1.00",
                     "RTX810 FlashROM Table Ver. 1.01",
                     "RTX810 Rev.11.01.34 (Tue Nov 26 18:39:12 2019)",
                     "  main:  RTX810 ver=00 serial=S3K000000 MAC-Address=00:a0:de:00:00:01 "
                     "MAC-Address=00:a0:de:00:00:02",
                     "CPU:   1%(5sec)   2%(1min)   3%(5min)    Memory: 24% used",
                     "Packet-buffer:   0%(small)   0%(middle)  24%(large)   0%(huge) used",
                     "Firmware: internal  Config. file: config0",
                     "Default config. file: config0",
                     "Boot time: 2020/01/06 16:59:16 +09:00",
                     "Current time: 2020/03/17 16:21:59 +09:00",
                     "Elapsed time from boot: 70days 23:22:43",
                     "Security Class: 1, FORGET: ON, TELNET: OFF",
                     "Software: Kyoten 0.1.0",
                 });
}

TEST_CASE("show environment in Japanese") {
  const auto lines = shown(FakeBackend(), AStatement("show environment"), Language::japanese);

  CHECK(lines[4] == "CPU:   1%(5sec)   2%(1min)   3%(5min)    メモリ: 24% used");
  CHECK(lines[6] == "実行中ファームウェア: internal  実行中設定ファイル: config0");
  CHECK(lines[10] == "起動からの経過時間: 70日 23:22:43");
  CHECK(lines[11] == "セキュリティクラス レベル: 1, タイプ: ON, TELNET: OFF");
}

TEST_CASE("show config begins with five comment lines") {
  const auto lines = shown(FakeBackend(), AStatement("show config"));

  CHECK(lines == Lines{
                     "# RTX810 Rev.11.01.34 (Tue Nov 26 18:39:12 2019)",
                     "# MAC Address : 00:a0:de:00:00:01, 00:a0:de:00:00:02",
                     "# Memory 128Mbytes, 2LAN",
                     "# main:  RTX810 ver=00 serial=S3K000000 MAC-Address=00:a0:de:00:00:01 "
                     "MAC-Address=00:a0:de:00:00:02",
                     "# Reporting Date: Mar 17 16:21:59 2020",
                 });
}

TEST_CASE("show log prints the oldest first, and reverse the newest") {
  FakeBackend router;
  router.log_lines = {{router.boot, "Power-on boot"}, {router.wall, "LAN1: link up"}};

  CHECK(shown(router, AStatement("show log")) ==
        Lines{"2020/01/06 16:59:16: Power-on boot", "2020/03/17 16:21:59: LAN1: link up"});
  CHECK(shown(router, AStatement("show log").word("reverse"))[0] ==
        "2020/03/17 16:21:59: LAN1: link up");
}

TEST_CASE("show status lan1") {
  auto router = a_router_with_interfaces();
  dataplane::InterfaceStatus counters;
  counters.name = "lan1";
  counters.transmitted = {10437, 2011323};
  counters.transmitted_ipv4 = {9000, 1};
  counters.received = {9876, 1234567};
  counters.received_ipv4 = {9000, 1};
  router.counters.push_back(counters);

  CHECK(shown(router, AStatement("show status").with("INTERFACE", "lan1")) ==
        Lines{
            "LAN1",
            "Description:                    ",
            "IP Address:                     192.168.100.1/24",
            "Ethernet Address:               00:a0:de:00:00:01",
            "Operation mode setting:         Type (Link status)",
            "               PORT1:           Auto Negotiation (1000BASE-T Full Duplex)",
            "               PORT2:           Auto Negotiation (Link Down)",
            "               PORT3:           Auto Negotiation (Link Down)",
            "               PORT4:           Auto Negotiation (Link Down)",
            "Maximum Transmission Unit(MTU): 1500 octets",
            "Promiscuous mode:               OFF",
            "Transmitted:                    10437 packets(2011323 octets)",
            "  IPv4(all/fastpath):           9000 packets / 9000 packets",
            "  IPv6(all/fastpath):           0 packets / 0 packets",
            "Received:                       9876 packets(1234567 octets)",
            "  IPv4:                         9000 packets",
            "  IPv6:                         0 packets",
            "Unknown packets:                0",
        });
}

TEST_CASE("an address by DHCP is marked, and an interface that is not there is out of range") {
  auto router = a_router_with_interfaces();

  CHECK(shown(router, AStatement("show status").with("INTERFACE", "lan2"))[2] ==
        "IP Address:                     192.168.1.20/24 (DHCP)");
  CHECK(shown(router, AStatement("show status").with("INTERFACE", "lan9")) ==
        Lines{"Error: Parameter out of range"});
}

TEST_CASE("show arp") {
  FakeBackend router;
  router.arp_entries = {{"lan1", Ipv4Address::of(192, 168, 100, 2), kMac, 1157s},
                        {"lan2", Ipv4Address::of(192, 168, 1, 254), kMac, std::nullopt}};

  CHECK(shown(router, AStatement("show arp")) ==
        Lines{
            "Count of Entry: 2",
            "Interface      IP address        MAC address       TTL(second)",
            "LAN1(port1)    192.168.100.2     00:a0:de:11:22:33 1157",
            "LAN2           192.168.1.254     00:a0:de:11:22:33 permanent",
        });
  CHECK(shown(router, AStatement("show arp").with("INTERFACE", "lan2")).size() == 3);
  CHECK(shown(router, AStatement("show arp"), Language::japanese)[1] ==
        "インタフェース IPアドレス        MACアドレス       TTL(秒)");
}

TEST_CASE("show ip route") {
  auto router = a_router_with_interfaces();
  auto implicit = a_route("192.168.100.0/24", 0);
  implicit.implicit = true;
  auto by_dhcp = a_route("0.0.0.0/0", 1, "192.168.1.254");
  by_dhcp.dhcp = true;
  router.plan_->routes = {implicit, a_route("10.1.0.0/16", 2),
                          a_route("10.0.0.0/8", 1, "192.168.1.253"), by_dhcp};

  CHECK(shown(router, AStatement("show ip route")) ==
        Lines{
            "Destination         Gateway          Interface       Kind  Additional Info.",
            "default             192.168.1.254    LAN2(DHCP)    static  ",
            "10.0.0.0/8          192.168.1.253          LAN2    static  ",
            "10.1.0.0/16         -                 TUNNEL[1]    static  ",
            "192.168.100.0/24    192.168.100.1          LAN1  implicit  ",
        });
  CHECK(shown(router, AStatement("show ip route").with("DESTINATION", "10.1.2.3"))
            .at(1)
            .starts_with("10.1.0.0/16"));
  CHECK(shown(router, AStatement("show ip route").word("summary")) ==
        Lines{
            "Protocol   Active    Hidden",
            "-----------------------------",
            "Static          3         0",
            "Implicit        1         0",
            "Temporary       0         0",
            "Redirect        0         0",
            "RIP             0         0",
            "OSPF            0         0",
            "BGP             0         0",
            "-----------------------------",
            "Total           4         0",
        });
}

TEST_CASE("show ip route says by what filters a route is chosen, and its weight") {
  auto router = a_router_with_interfaces();
  auto chosen = a_route("0.0.0.0/0", 2);
  chosen.filters = {FilterId{100}, FilterId{101}};
  auto backup = a_route("0.0.0.0/0", 1, "192.168.1.254");
  backup.weight = 0;
  router.plan_->routes = {chosen, backup};
  const auto lines = shown(router, AStatement("show ip route"));
  CHECK(lines.at(1) == "default             -                 TUNNEL[1]    static  f(100,101)");
  CHECK(lines.at(2) == "default             192.168.1.254          LAN2    static  w(0)");
}

TEST_CASE("show ipv6 route, its summary, addresses and neighbours") {
  auto router = a_router_with_interfaces();
  router.plan_->interfaces[0].addresses6 = {*Ipv6Prefix::parse("2001:db8:1::1/64"), *Ipv6Prefix::parse("fe80::1/64")};
  const auto net6 = [](std::string_view text) { return *Ipv6Prefix::parse(text); };
  router.plan_->routes6 = {{net6("2001:db8:1::/64"), InterfaceIndex{0}, {}, false, true},
                           {net6("2001:db8:2::/64"), InterfaceIndex{2}, {}, false, false},
                           {net6("::/0"), InterfaceIndex{1}, Ipv6Address::parse("2001:db8:ffff:1111:2222:3333:4444:5555"), false, false}};
  router.neighbours_ = {{"lan1", *Ipv6Address::parse("2001:db8:1::2"), *MacAddress::parse("02:00:00:00:00:01")}};

  CHECK(shown(router, AStatement("show ipv6 route")) ==
        Lines{
            "Destination              Gateway                  Interface  Type",
            "2001:db8:1::/64          2001:db8:1::1            LAN1       implicit",
            "2001:db8:2::/64          -                        TUNNEL[1]  static",
            "default                  2001:db8:ffff:1111:2222:3333:4444:5555",
            "                                                  LAN2       static",
        });
  CHECK(shown(router, AStatement("show ipv6 route").word("summary")).back() == "Total           3         0");
  CHECK(shown(router, AStatement("show ipv6 address")) ==
        Lines{"LAN1:", "  global  2001:db8:1::1/64", "  link    fe80::1/64"});
  CHECK(shown(router, AStatement("show ipv6 address").with("INTERFACE", "lan2")).empty());
  CHECK(shown(router, AStatement("show ipv6 neighbor cache")) ==
        Lines{
            "Count of Entry: 1",
            "IPv6 address                            MAC address       Interface",
            "2001:db8:1::2                           02:00:00:00:00:01 LAN1",
        });
}

TEST_CASE("show nat descriptor address counts sessions by inner host") {
  auto router = a_router_with_interfaces();
  dataplane::NatDescriptorPlan descriptor;
  descriptor.id = NatDescriptorId{1};
  router.plan_->nat.push_back(descriptor);
  dataplane::NatStatus nat;
  nat.descriptor = NatDescriptorId{1};
  nat.interface = "lan2";
  nat.outer = Ipv4Address::of(203, 0, 113, 24);
  const Ipv4Address inner = Ipv4Address::of(192, 168, 100, 100);
  const Ipv4Endpoint server{Ipv4Address::of(198, 51, 100, 1), 443};
  nat.sessions = {{6, {inner, 1234}, {*nat.outer, 60000}, server, 899s},
                  {6, {inner, 1235}, {*nat.outer, 60001}, server, 60s}};
  router.nat_tables.push_back(nat);

  CHECK(shown(router, AStatement("show nat descriptor address")) ==
        Lines{
            "Reference Descriptor : 1, Assigned Interface : LAN2(1)",
            "Masquerade Table",
            "    Outer address: 203.0.113.24",
            "    Port range: 60000-64095, 49152-59999   2 used.",
            "  -*-    -*-    -*-    -*-    -*-    -*-    -*-    -*-    -*-    -*-    -*-",
            "      No.              Inner   Session Count           Limit         Type",
            "       1     192.168.100.100               2           65534         dynamic",
            "---------------------",
            "1 valid NAT descriptor table",
        });
  const auto detail =
      shown(router, AStatement("show nat descriptor address").word("all").word("detail"));
  CHECK(detail[6] == "      TCP  192.168.100.100.1234      198.51.100.1.443        60000      899");
  const auto japanese =
      shown(router, AStatement("show nat descriptor address"), Language::japanese);
  CHECK(japanese.front() == "参照NATディスクリプタ : 1, 適用インタフェース : LAN2(1)");
  CHECK(japanese.back() == "有効なNATディスクリプタテーブルが1個ありました");
  CHECK(
      shown(router, AStatement("show nat descriptor address").with("NAT_DESCRIPTOR", "7")).size() ==
      1);
}

TEST_CASE("show bridge learning") {
  FakeBackend router;
  router.macs = {{"lan1", kMac, 299s}, {"tunnel1", kMac, std::nullopt}};

  CHECK(shown(router, AStatement("show bridge learning").with("BRIDGE_INTERFACE", "bridge1")) ==
        Lines{
            "Count of Entry: 2",
            "Interface      MAC address       TTL(second)",
            "LAN1           00:a0:de:11:22:33 299",
            "TUNNEL[1]      00:a0:de:11:22:33 static",
        });
}

TEST_CASE("show status dhcp") {
  FakeBackend router;
  dhcp::ScopeStatus scope;
  scope.id = ScopeId{1};
  scope.network = Ipv4Address::of(192, 168, 100, 0);
  scope.leases = {
      {Ipv4Address::of(192, 168, 100, 2), kMac, *from_hex("0100a0de112233"), "nas",
       48h + 16h + 3min + 50s},
      {Ipv4Address::of(192, 168, 100, 3), kMac, {}, "raspberrypi", 24h + 4h + 5min + 6s}};
  scope.all = 509;
  scope.leased = 3;
  scope.usable = 506;
  router.scopes.push_back(scope);

  CHECK(shown(router, AStatement("show status dhcp")) ==
        Lines{
            "DHCP Scope number: 1",
            "      Network address: 192.168.100.0",
            "          Leased address: 192.168.100.2",
            "        (type) Client ID: (01) 00 a0 de 11 22 33",
            "               Host Name: nas",
            "         Remaining lease: 2days 16hours 3min. 50secs.",
            "          Leased address: 192.168.100.3",
            " Client ethernet address: 00:a0:de:11:22:33",
            "               Host Name: raspberrypi",
            "         Remaining lease: 1day 4hours 5min. 6secs.",
            "                  All: 509",
            "               Except: 0",
            "               Leased: 3",
            "               Usable: 506",
        });
  CHECK(shown(router, AStatement("show status dhcp").word("summary")) ==
        Lines{
            "DHCP Scope number: 1",
            "  1:      192.168.100.2:  00:a0:de:11:22:33, nas",
            "  2:      192.168.100.3:  00:a0:de:11:22:33, raspberrypi",
        });
  CHECK(shown(router, AStatement("show status dhcp"), Language::japanese)[5] ==
        "            リース残時間: 2日 16時間 3分 50秒");
}

TEST_CASE("show status dhcpc") {
  FakeBackend router;
  console::DhcpClientStatus client;
  client.interface = "lan2";
  client.state = dhcp::ClientState::bound;
  client.lease = dhcp::Lease{*Ipv4Prefix::parse("192.0.2.8/24"),
                             Ipv4Address::of(192, 0, 2, 254),
                             Ipv4Address::of(192, 0, 2, 254),
                             {Ipv4Address::of(192, 0, 2, 53), Ipv4Address::of(192, 0, 2, 54)},
                             3600s};
  router.clients.push_back(client);

  CHECK(shown(router, AStatement("show status dhcpc")) == Lines{
                                                              "Interface: LAN2 primary",
                                                              " IP address: 192.0.2.8/24",
                                                              " DHCP server: 192.0.2.254",
                                                              "Common information",
                                                              " DNS server: 192.0.2.53",
                                                              "           : 192.0.2.54",
                                                              " Default gateway: 192.0.2.254",
                                                          });

  router.clients[0].lease.reset();
  router.clients[0].state = dhcp::ClientState::selecting;
  CHECK(shown(router, AStatement("show status dhcpc")) ==
        Lines{"Interface: LAN2 primary", " IP address: acquiring"});
}

TEST_CASE("show status user") {
  FakeBackend router;
  console::ConsoleUser local;
  local.id = console::ConsoleId{2};
  local.name = "user-local";
  local.login = router.wall;
  local.idle = 128s;
  console::ConsoleUser remote;
  remote.id = console::ConsoleId{1};
  remote.kind = console::ConsoleKind::telnet;
  remote.name = "user-radius1";
  remote.administrator = true;
  remote.login = router.wall + 1min;
  remote.address = "192.168.0.100";
  router.user_list = {local, remote};

  CHECK(shown(router, AStatement("show status user")) ==
        Lines{
            "   (*: current user, +: administrator mode, @: authenticated via RADIUS)",
            "   username        connection login time   idle       IP address",
            "-------------------------------------------------------------------------------",
            "   user-local      serial     03/17 16:21  0:02:08",
            "*+ user-radius1    telnet1    03/17 16:22  0:00:00    192.168.0.100",
        });
}

TEST_CASE("a duration leaves out the parts that are zero at its front") {
  CHECK(console::duration_text(0s, Language::english) == "0 second");
  CHECK(console::duration_text(69s, Language::english) == "1 minute 9 seconds");
  CHECK(console::duration_text(24h + 1s, Language::english) == "1 day 0 hour 0 minute 1 second");
  CHECK(console::duration_text(2h + 5min + 10s, Language::japanese) == "2時間5分10秒");
}
