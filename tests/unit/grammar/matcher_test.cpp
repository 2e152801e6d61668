#include "tests/unit/grammar/typing.hpp"

using namespace kyoten;
using namespace kyoten::test;
using grammar::MatchOptions;
using grammar::MessageId;
using grammar::Privilege;

TEST_CASE("a line gives its operands as typed values") {
  auto statement = typed("ipsec sa policy 101 1 esp aes-cbc sha-hmac anti-replay-check=off");

  REQUIRE(statement.has_value());
  CHECK(statement->id() == "ipsec sa policy");
  CHECK(statement->integer("POLICY_ID") == 101);
  CHECK(statement->integer("GATEWAY_ID") == 1);
  CHECK(statement->text_of("ESP_ALGORITHM") == "aes-cbc");
  CHECK(statement->text_of("AH_ALGORITHM") == "sha-hmac");
  CHECK(statement->text_of("anti-replay-check") == "off");
}

TEST_CASE("addresses and prefixes are values, not text") {
  CHECK(typed("ip lan1 address 192.0.2.1/24")->prefix("IP_ADDRESS") ==
        Ipv4Prefix::parse("192.0.2.1/24"));
  CHECK(typed("l2tp local router-id 192.0.2.7", kTunnel1)->address("IPV4_ADDRESS") ==
        Ipv4Address::of(192, 0, 2, 7));
}

TEST_CASE("keywords are typed in any case and printed in lower case") {
  CHECK(text_of("IPsec AUTO Refresh ON") == "ipsec auto refresh on");
}

TEST_CASE("several blanks and TABs count as one") {
  CHECK(text_of("  console \t lines   24  ") == "console lines 24");
}

TEST_CASE("a keyword may be shortened while it is unique") {
  CHECK(text_of("sh en") == "show environment");
  CHECK(text_of("adm") == "administrator");
  CHECK(text_of("cons char asc") == "console character ascii");
}

TEST_CASE("an exact keyword wins over a longer one") {
  CHECK(text_of("show status pp") == "show status pp");
  CHECK(text_of("ipsec ike log 1 key-info") == "ipsec ike log 1 key-info");
}

TEST_CASE("an ambiguous abbreviation is refused") {
  CHECK(text_of("con lines 24") == "Invalid command name");
  CHECK(text_of("ip icmp redirect s on") == "ip icmp redirect send on");
  CHECK(text_of("ipsec ike encryption 1 aes") == "Illegal keyword");
}

TEST_CASE("words of other models do not spoil the RTX810's abbreviations") {
  CHECK(text_of("sh arp") == "show arp");
  CHECK(text_of("shutdown") == "shutdown");
}

TEST_CASE("a typed value wins over free text") {
  auto statement = typed("ip route default gateway 192.0.2.1");

  REQUIRE(statement.has_value());
  CHECK(statement->address("GATEWAY") == Ipv4Address::of(192, 0, 2, 1));
}

TEST_CASE("a keyword wins over free text") {
  CHECK(typed("login user alice encrypted abc")->text_of("PASSWORD") == "abc");
  CHECK(typed("login user alice abc")->text_of("PASSWORD") == "abc");
}

TEST_CASE("a name that begins like a keyword stays a name") {
  CHECK(typed("login user alice enc")->text_of("PASSWORD") == "enc");
  CHECK(typed("sip server 1 sip.example.net register udp sip:a@example.net")->integer("NUMBER") ==
        1);
}

TEST_CASE("repeated operands are several arguments of one name") {
  auto statement = typed("ip lan2 secure filter in 1 2 3 dynamic 4 5");

  REQUIRE(statement.has_value());
  CHECK(statement->all("FILTER_LIST").size() == 5);
  CHECK(statement->text == "ip lan2 secure filter in 1 2 3 dynamic 4 5");
}

TEST_CASE("options may stand in any order") {
  CHECK(typed("ipsec ike nat-traversal 1 on force=on keepalive=30")->text_of("keepalive") == "30");
  CHECK(typed("ipsec ike nat-traversal 1 on keepalive=30 force=on")->text_of("force") == "on");
}

TEST_CASE("the whole rest of a line may be one operand") {
  auto statement = typed("schedule at 1 */* 03:00 * ip route default gateway pp 1 | x # y");

  REQUIRE(statement.has_value());
  CHECK(statement->text_of("COMMAND") == "ip route default gateway pp 1 | x # y");
}

TEST_CASE("a route has several gateways, each with its options") {
  const std::string line =
      "ip route default gateway pp 1 filter 1 2 gateway tunnel 1 metric 2 hide gateway dhcp lan2";

  CHECK(text_of(line) == line);
}

TEST_CASE("quotes and backslashes keep blanks and signs, and are printed in double quotes") {
  CHECK(typed("console prompt '[R] '")->text_of("PROMPT") == "[R] ");
  CHECK(text_of("console prompt '[R] '") == "console prompt \"[R] \"");
  CHECK(typed("console prompt a\\ b")->text_of("PROMPT") == "a b");
  CHECK(typed("console prompt \"say \\\"x\\\"\"")->text_of("PROMPT") == "say \"x\"");
  CHECK(typed("console prompt \"\"")->text_of("PROMPT") == "");
}

TEST_CASE("what stands behind a # is a comment, unless it is quoted") {
  CHECK(text_of("console lines 30 # for me") == "console lines 30");
  CHECK(typed("console prompt '#'")->text_of("PROMPT") == "#");
  CHECK(typed("pp auth myname user pass#1", kPeer1)->text_of("PASSWORD") == "pass#1");
}

TEST_CASE("errors are named as the device names them") {
  CHECK(text_of("frobnicate") == "Invalid command name");
  CHECK(text_of("ipsec ike frobnicate 1 on") == "Invalid command name");
  CHECK(text_of("nat descriptor type 1 masquarade") == "Illegal keyword");
  CHECK(text_of("console lines 0") == "Parameter out of range");
  CHECK(text_of("ip lan1 mtu 99999999999999999999999") == "Parameter out of range");
  CHECK(text_of("console columns many") == "Parameter must be an integer");
  CHECK(text_of("ip lan1 address 192.0.2.300/24") == "Unrecognized IP address parameter");
  CHECK(text_of("console lines") == "Insufficient or too many parameters");
  CHECK(text_of("console lines 24 25") == "Insufficient or too many parameters");
  CHECK(text_of("") == "Invalid command name");
}

TEST_CASE("an error tells where the word at fault stands") {
  auto mismatch = typed("ipsec ike keepalive use 1 on hartbeat").error();

  CHECK(mismatch.position == 29);
  CHECK(mismatch.word == "hartbeat");
}

TEST_CASE("an address with a mask is checked in all its parts") {
  CHECK(text_of("ip lan1 address 192.0.2.1/255.255.255.0") ==
        "ip lan1 address 192.0.2.1/255.255.255.0");
  CHECK(text_of("ip lan1 address 192.0.2.1/33") == "Parameter out of range");
  CHECK(text_of("dhcp scope 1 192.0.2.9-192.0.2.1/24") == "Parameter out of range");
  CHECK(text_of("dhcp scope 1 192.0.2.1/24") == "Unrecognized IP address parameter");
}

TEST_CASE("ports and protocols are numbers, names, ranges and lists") {
  const std::string good =
      "ip filter 1 pass 192.0.2.0/24,198.51.100.1-198.51.100.9 * tcp,udp 1024- www,https,8000-8010";

  CHECK(text_of(good) == good);
  CHECK(text_of("ip filter 1 pass * * tcp * wwww") == "Illegal keyword");
  CHECK(text_of("ip filter 1 pass * * tcp * 65536") == "Parameter out of range");
  CHECK(text_of("ip filter 1 pass * * tcpp") == "Illegal keyword");
}

TEST_CASE("a general user looks but does not touch") {
  const MatchOptions user{Privilege::user, false};

  CHECK(text_of("show environment", kNothing, user) == "show environment");
  CHECK(text_of("console lines infinity", kNothing, user) == "console lines infinity");
  CHECK(text_of("ip lan1 mtu 1400", kNothing, user) == "Administrator use only");
  CHECK(text_of("no ip lan1 mtu", kNothing, user) == "Administrator use only");
  CHECK(text_of("clear arp", kNothing, user) == "Administrator use only");
}

TEST_CASE("settings of a peer need a selected peer, settings of a tunnel a selected tunnel") {
  CHECK(text_of("pp always-on on") == "Execute pp select command beforehand");
  CHECK(text_of("pp always-on on", kTunnel1) == "Execute pp select command beforehand");
  CHECK(text_of("ip pp mtu 1454") == "Execute pp select command beforehand");
  CHECK(typed("pp always-on on", kPeer1)->selection == kPeer1);
  CHECK(typed("ip pp mtu 1454", kPeer1)->selection == kPeer1);
  CHECK(typed("ip tunnel mtu 1280", kTunnel1)->selection == kTunnel1);
  CHECK(typed("description tunnel home", kTunnel1)->selection == kTunnel1);
}

TEST_CASE("global settings belong to no block, wherever they are typed") {
  CHECK(typed("ipsec ike pre-shared-key 1 text secret", kTunnel1)->selection == kNothing);
  CHECK(typed("ip lan1 mtu 1400", kPeer1)->selection == kNothing);
}

TEST_CASE("a no form needs what identifies the statement, and ignores the rest") {
  CHECK(typed("no ipsec sa policy 101")->negated);
  CHECK(typed("no ipsec sa policy 101 1 esp rubbish !!")->id() == "ipsec sa policy");
  CHECK(text_of("no ipsec sa policy") == "Insufficient or too many parameters");
  CHECK(text_of("no ip route default gateway 192.0.2.1") ==
        "no ip route default gateway 192.0.2.1");
  CHECK(id_of("no nat descriptor masquerade static 1 5") == "nat descriptor masquerade static");
  CHECK(text_of("no console lines 24 25 26") == "no console lines 24");
  CHECK(text_of("no set NAME") == "no set NAME");
  CHECK(text_of("set NAME") == "Illegal keyword");
}

TEST_CASE("a no form of something else is refused") {
  CHECK(text_of("no") == "Invalid command name");
  CHECK(text_of("no frobnicate") == "Invalid command name");
  CHECK(text_of("no show config") == "Invalid command name");
  CHECK(text_of("no ip lan1 frobnicate") == "Invalid command name");
  CHECK(text_of("no pp always-on") == "Execute pp select command beforehand");
}

TEST_CASE("selecting is undone by no") {
  CHECK(typed("no pp select")->negated);
  CHECK(typed("no tunnel select 1")->id() == "tunnel select");
}

TEST_CASE("what only sister models know is taken, and refused when told to be strict") {
  const MatchOptions strict{Privilege::administrator, true};

  CHECK(typed("dashboard accumulate traffic on").has_value());
  CHECK(text_of("dashboard accumulate traffic on", kNothing, strict) ==
        "Not available on this model");
  CHECK(typed("tunnel select 20").has_value());
  CHECK(text_of("tunnel select 20", kNothing, strict) == "Parameter out of range");
  CHECK(typed("tunnel select 6", kNothing, strict).has_value());
}

TEST_CASE("a value that only sister models take is marked, and refused when told to be strict") {
  const MatchOptions strict{Privilege::administrator, true};

  CHECK(typed("tunnel select 20")->beyond_model);
  CHECK(typed("ipsec ike hash 1 sha512")->beyond_model);
  CHECK(typed("ipsec ike nat-traversal 1 on type=2")->beyond_model);
  CHECK(typed("ipsec sa policy 101 1 esp aes256-gcm")->beyond_model);
  CHECK_FALSE(typed("ipsec sa policy 101 1 esp aes256-cbc sha-hmac")->beyond_model);
  CHECK(text_of("ipsec sa policy 101 1 esp chacha20-poly1305", kNothing, strict) == "Illegal keyword");
  CHECK_FALSE(typed("tunnel select 6")->beyond_model);
  CHECK_FALSE(typed("ipsec ike hash 1 sha256")->beyond_model);
  CHECK_FALSE(typed("ipsec ike nat-traversal 1 on force=on")->beyond_model);

  CHECK(text_of("ipsec ike hash 1 sha512", kNothing, strict) == "Illegal keyword");
  CHECK(text_of("ipsec ike nat-traversal 1 on type=2", kNothing, strict) ==
        "Parameter out of range");
  CHECK(text_of("tunnel encapsulation map-e", kTunnel1, strict) == "Illegal keyword");
  CHECK(text_of("vlan lan1/9 802.1q vid=10", kNothing, strict) == "Parameter out of range");
  CHECK(text_of("vlan lan1/8 802.1q vid=10", kNothing, strict) == "vlan lan1/8 802.1q vid=10");
}

TEST_CASE("words of sister models do not spoil the abbreviation of the RTX810's") {
  CHECK(text_of("tunnel encapsulation ipu", kTunnel1) == "tunnel encapsulation ipudp");
  CHECK(text_of("ethernet filter 1 pass-l *") == "ethernet filter 1 pass-log *");
  CHECK(text_of("tunnel encapsulation map", kTunnel1) == "tunnel encapsulation map-e");
}

TEST_CASE("a line that lacks only a value in range says so, and where") {
  auto mismatch = typed("heartbeat2 transmit interval 29").error();

  CHECK(mismatch.message == MessageId::parameter_out_of_range);
  CHECK(mismatch.position == 29);
  CHECK(text_of("heartbeat2 transmit interval 1 29") == "Parameter out of range");
  CHECK(text_of("heartbeat2 transmit interval") == "Insufficient or too many parameters");
}

TEST_CASE("an option with a wrong value is no name") {
  CHECK(text_of("dns server select 1 192.0.2.1 edns=maybe .") == "Illegal keyword");
  CHECK(text_of("dhcp scope option 1 dns=nowhere") == "Illegal keyword");
  CHECK(text_of("dhcp scope option 1 255=01") == "Parameter out of range");
}

TEST_CASE("an IPv6 address is checked in all its parts") {
  const auto line = [](const char* address) {
    return text_of(std::string("ipv6 lan1 address ") + address);
  };

  CHECK(line("2001:db8::1/64") == "ipv6 lan1 address 2001:db8::1/64");
  CHECK(line("1:2:3:4:5:6:7:8/128") == "ipv6 lan1 address 1:2:3:4:5:6:7:8/128");
  CHECK(line("::ffff:192.0.2.1") == "ipv6 lan1 address ::ffff:192.0.2.1");
  CHECK(line("2001:db8::1/129") == "Parameter out of range");
  for (auto* wrong : {"2001:db8:::1/64", "2001:db8::1::2", "12345::1", "1:2:3:4:5:6:7:8:9", "1:2:3",
                      "::1:", "2001:db8::g", "ra-prefix@nowhere1::1/64"}) {
    INFO(wrong);
    CHECK(line(wrong) == "Unrecognized IP address parameter");
  }
  CHECK(text_of("ipv6 route default gateway fe80::1%lan2") ==
        "ipv6 route default gateway fe80::1%lan2");
}

TEST_CASE("a line as long as the console takes is matched, a longer one is refused at once") {
  const std::string head = "console prompt ";
  const std::string longest =
      head + std::string(64, 'x') + std::string(4095 - head.size() - 64, ' ');

  CHECK(typed(longest).has_value());
  CHECK(typed(longest + " ").error().message == MessageId::line_too_long);
  CHECK(typed(std::string(1'000'000, 'a')).error().message == MessageId::line_too_long);
}

TEST_CASE("any bytes may be typed") {
  std::string line;
  for (int first = 0; first < 256; ++first) {
    for (const char* head :
         {"", "ip route ", "no ip filter ", "console prompt ", "\"", "ip lan1 address 192.0.2."}) {
      line = head + std::string(1, static_cast<char>(first)) + "\xff\x80 \\";
      (void)typed(line);
      (void)completed(line);
    }
  }
  SUCCEED();
}

TEST_CASE("the length of a name is counted in columns") {
  CHECK(typed("description 1 " + std::string(64, 'x')).has_value());
  CHECK(text_of("description 1 " + std::string(65, 'x')) == "Parameter out of range");
  CHECK(typed("description 1 拠点").has_value());
}
