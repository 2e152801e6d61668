#include "tests/unit/config/typing.hpp"

using namespace kyoten;
using namespace kyoten::test;

TEST_CASE("a second statement with the same key replaces the first") {
  TypedConfiguration configuration;

  configuration.type("ipsec sa policy 101 1 esp aes-cbc sha-hmac")
      .type("ipsec sa policy 101 2 esp 3des-cbc md5-hmac");

  CHECK(configuration.shown() == "ipsec sa policy 101 2 esp 3des-cbc md5-hmac\n");
}

TEST_CASE("statements with different keys stand beside each other, sorted by number") {
  TypedConfiguration configuration;

  configuration.type("ip filter 100 pass * *")
      .type("ip filter 20 pass * *")
      .type("ip filter 3 reject * *");

  CHECK(configuration.shown() ==
        "ip filter 3 reject * *\nip filter 20 pass * *\nip filter 100 pass * *\n");
}

TEST_CASE("the key may have several parts") {
  TypedConfiguration configuration;

  configuration.type("nat descriptor masquerade static 1 1 192.0.2.1 udp 500")
      .type("nat descriptor masquerade static 1 2 192.0.2.1 esp")
      .type("nat descriptor masquerade static 1 1 192.0.2.9 udp 500");

  CHECK(configuration.shown() ==
        "nat descriptor masquerade static 1 1 192.0.2.9 udp 500\nnat descriptor masquerade static "
        "1 2 192.0.2.1 esp\n");
}

TEST_CASE("an operand that may be left out makes a key of its own") {
  TypedConfiguration configuration;

  configuration.type("ipsec auto refresh on")
      .type("ipsec auto refresh 1 off")
      .type("ipsec auto refresh off");

  CHECK(configuration.shown() == "ipsec auto refresh off\nipsec auto refresh 1 off\n");
}

TEST_CASE("a word may be part of the key") {
  TypedConfiguration configuration;

  configuration.type("nat descriptor timer 1 600")
      .type("nat descriptor timer 1 tcpfin 30")
      .type("nat descriptor timer 1 900");

  CHECK(configuration.statements.find("nat descriptor timer").size() == 2);
}

TEST_CASE("both directions of a filter set stand, each with its own list") {
  TypedConfiguration configuration;
  configuration.type("ip filter set lan in 1 2 3").type("ip filter set lan out 4 5 dynamic 6");
  CHECK(configuration.shown() == "ip filter set lan in 1 2 3\nip filter set lan out 4 5 dynamic 6\n");

  SECTION("no takes one away, or both") {
    configuration.type("no ip filter set lan out");
    CHECK(configuration.shown() == "ip filter set lan in 1 2 3\n");
    configuration.type("ip filter set lan out 7").type("no ip filter set lan");
    CHECK(configuration.shown().empty());
  }
  SECTION("where a word is missing on purpose, no means just that") {
    TypedConfiguration timers;
    timers.type("nat descriptor timer 1 600").type("nat descriptor timer 1 tcpfin 30");
    timers.type("no nat descriptor timer 1");
    CHECK(timers.shown() == "nat descriptor timer 1 tcpfin 30\n");
  }
}

TEST_CASE("a statement that says the default is kept") {
  TypedConfiguration configuration;

  configuration.type("ip routing on");

  CHECK(configuration.shown() == "ip routing on\n");
}

TEST_CASE("no removes what it names, whatever stands behind") {
  TypedConfiguration configuration;
  configuration.type("ip filter 1 pass * *")
      .type("ip filter 2 pass * *")
      .type("ipsec auto refresh on")
      .type("ipsec auto refresh 1 off");

  configuration.type("no ip filter 1 and something else").type("no ipsec auto refresh");

  CHECK(configuration.shown() == "ip filter 2 pass * *\nipsec auto refresh 1 off\n");
}

TEST_CASE("no of what is not there changes nothing") {
  TypedConfiguration configuration;
  configuration.type("ip filter 2 pass * *");

  configuration.type("no ip filter 1").type("no console prompt");

  CHECK(configuration.shown() == "ip filter 2 pass * *\n");
}

TEST_CASE("settings of a tunnel are printed in its block, which ends with its enabling") {
  TypedConfiguration configuration;

  configuration.type("tunnel enable 1")
      .type("ip tunnel tcp mss limit auto", kTunnel1)
      .type("l2tp always-on on", kTunnel1)
      .type("description tunnel home", kTunnel1)
      .type("tunnel encapsulation l2tpv3", kTunnel1);

  CHECK(configuration.shown() ==
        "tunnel select 1\n"
        " description tunnel home\n"
        " tunnel encapsulation l2tpv3\n"
        " l2tp always-on on\n"
        " ip tunnel tcp mss limit auto\n"
        " tunnel enable 1\n");
}

TEST_CASE("under ipsec tunnel stand its policy and the gateway's lines, in alphabetical order") {
  TypedConfiguration configuration;

  configuration.type("ipsec ike remote address 1 203.0.113.1")
      .type("ipsec ike pre-shared-key 1 text secret")
      .type("ipsec ike keepalive use 1 on")
      .type("ipsec ike local address 2 192.0.2.2")
      .type("ipsec sa policy 101 1 esp aes-cbc sha-hmac")
      .type("ipsec auto refresh on")
      .type("ipsec tunnel 101", kTunnel1);

  CHECK(configuration.shown() ==
        "tunnel select 1\n"
        " ipsec tunnel 101\n"
        "  ipsec sa policy 101 1 esp aes-cbc sha-hmac\n"
        "  ipsec ike keepalive use 1 on\n"
        "  ipsec ike pre-shared-key 1 text secret\n"
        "  ipsec ike remote address 1 203.0.113.1\n"
        "ipsec ike local address 2 192.0.2.2\n"
        "ipsec auto refresh on\n");
}

TEST_CASE("a gateway that two tunnels use is printed once") {
  TypedConfiguration configuration;
  const grammar::Selection tunnel2{grammar::Selection::Kind::tunnel, 2, {}};

  configuration.type("ipsec ike remote address 1 any")
      .type("ipsec sa policy 101 1 esp aes-cbc sha-hmac")
      .type("ipsec sa policy 102 1 esp aes-cbc sha-hmac")
      .type("ipsec tunnel 102", tunnel2)
      .type("ipsec tunnel 101", kTunnel1);

  CHECK(configuration.shown() ==
        "tunnel select 1\n ipsec tunnel 101\n  ipsec sa policy 101 1 esp aes-cbc sha-hmac\n  ipsec "
        "ike remote address 1 any\n"
        "tunnel select 2\n ipsec tunnel 102\n  ipsec sa policy 102 1 esp aes-cbc sha-hmac\n");
}

TEST_CASE("peers come before tunnels, anonymous comes last, and no line ends a block") {
  TypedConfiguration configuration;
  const grammar::Selection anonymous{grammar::Selection::Kind::pp_anonymous, 0, {}};
  const grammar::Selection peer10{grammar::Selection::Kind::pp, 10, {}};

  configuration.type("tunnel enable 1")
      .type("ip tunnel mtu 1280", kTunnel1)
      .type("pp always-on on", anonymous)
      .type("pp always-on on", peer10)
      .type("pp enable 1")
      .type("pp always-on on", kPeer1)
      .type("ip filter 1 pass * *");

  CHECK(configuration.shown() ==
        "pp select 1\n pp always-on on\n pp enable 1\n"
        "pp select 10\n pp always-on on\n"
        "pp select anonymous\n pp always-on on\n"
        "tunnel select 1\n ip tunnel mtu 1280\n tunnel enable 1\n"
        "ip filter 1 pass * *\n");
}

TEST_CASE("the lines of an interface stand together") {
  TypedConfiguration configuration;

  configuration.type("ip lan2 nat descriptor 1")
      .type("ip lan1/10 address 192.0.2.1/28")
      .type("ip lan1/2 address 192.0.2.17/28")
      .type("ip lan2 address dhcp")
      .type("ip lan1 address 192.0.2.33/28")
      .type("ip bridge1 address 192.0.2.49/28")
      .type("bridge member bridge1 lan1 tunnel1");

  CHECK(configuration.shown() ==
        "bridge member bridge1 lan1 tunnel1\n"
        "ip bridge1 address 192.0.2.49/28\n"
        "ip lan1 address 192.0.2.33/28\n"
        "ip lan1/2 address 192.0.2.17/28\n"
        "ip lan1/10 address 192.0.2.1/28\n"
        "ip lan2 address dhcp\n"
        "ip lan2 nat descriptor 1\n");
}

TEST_CASE("the groups follow each other as on the device") {
  TypedConfiguration configuration;

  for (auto* line :
       {"statistics traffic on", "l2tp service on l2tpv3", "schedule at 1 startup * lua a.lua",
        "dns server 192.0.2.1", "dhcp service server", "telnetd host lan", "syslog notice on",
        "ipv6 filter 1 pass * *", "ipsec auto refresh on", "nat descriptor type 1 masquerade",
        "ip filter 1 pass * *", "ip lan1 address 192.0.2.1/24", "vlan lan1/1 802.1q vid=10",
        "ipv6 prefix 1 2001:db8::/64", "ip route default gateway 192.0.2.9",
        "console character ascii", "login user alice secret"}) {
    configuration.type(line);
  }

  CHECK(configuration.shown() ==
        "login user alice secret\n"
        "console character ascii\n"
        "ip route default gateway 192.0.2.9\n"
        "ipv6 prefix 1 2001:db8::/64\n"
        "vlan lan1/1 802.1q vid=10\n"
        "ip lan1 address 192.0.2.1/24\n"
        "ip filter 1 pass * *\n"
        "nat descriptor type 1 masquerade\n"
        "ipsec auto refresh on\n"
        "ipv6 filter 1 pass * *\n"
        "syslog notice on\n"
        "telnetd host lan\n"
        "dhcp service server\n"
        "dns server 192.0.2.1\n"
        "schedule at 1 startup * lua a.lua\n"
        "l2tp service on l2tpv3\n"
        "statistics traffic on\n");
}

TEST_CASE("passwords are hidden, unless the text is to be loaded again") {
  TypedConfiguration configuration;

  configuration.type("login password open")
      .type("administrator password encrypted abc")
      .type("login user alice on")
      .type("pp auth myname user word", kPeer1)
      .type("sshd host key generate bit=2048 KEY1 KEY2");

  CHECK(configuration.shown(false) ==
        "login password *\nadministrator password encrypted *\nlogin user alice *\n"
        "pp select 1\n pp auth myname user word\nsshd host key generate bit=2048 *\n");
  CHECK(configuration.shown(true).find("login user alice on") != std::string::npos);
}

TEST_CASE("a named user's password is one star, whatever form it is stored in") {
  TypedConfiguration configuration;

  configuration.type("login user alice encrypted $argon2id$x")
      .type("login user \"zoe encrypted\" secret");

  CHECK(configuration.shown(false) ==
        "login user \"zoe encrypted\" *\nlogin user alice *\n");
  CHECK(configuration.shown(true) ==
        "login user \"zoe encrypted\" secret\nlogin user alice encrypted $argon2id$x\n");
}

TEST_CASE("an encrypted password replaces a plain one, and the other way round") {
  TypedConfiguration configuration;

  configuration.type("login password open").type("login password encrypted abc");
  CHECK(configuration.shown() == "login password encrypted abc\n");

  configuration.type("login password open");
  CHECK(configuration.shown() == "login password open\n");
}

TEST_CASE("disabling a tunnel ends its enabling, and the other way round") {
  TypedConfiguration configuration;
  configuration.type("tunnel enable 1").type("tunnel enable 2");

  configuration.type("tunnel disable 1");
  CHECK(configuration.shown() == "tunnel disable 1\ntunnel select 2\n tunnel enable 2\n");

  configuration.type("tunnel enable 1");
  CHECK(configuration.shown() ==
        "tunnel select 1\n tunnel enable 1\ntunnel select 2\n tunnel enable 2\n");
}

TEST_CASE("all means every tunnel") {
  TypedConfiguration configuration;
  configuration.type("tunnel enable 1").type("tunnel enable 2");

  configuration.type("no tunnel enable all");

  CHECK(configuration.statements.empty());
}

TEST_CASE("a list of tunnels is one statement for each") {
  TypedConfiguration configuration;

  configuration.type("tunnel enable 1 3-4").type("no tunnel enable 3");

  CHECK(configuration.shown() ==
        "tunnel select 1\n tunnel enable 1\ntunnel select 4\n tunnel enable 4\n");
}

TEST_CASE("one block can be printed alone") {
  TypedConfiguration configuration;
  configuration.type("ip tunnel mtu 1280", kTunnel1)
      .type("tunnel enable 1")
      .type("tunnel enable 2")
      .type("console lines 30");

  CHECK(configuration.statements.print(kTunnel1, false) ==
        std::vector<std::string>{"tunnel select 1", " ip tunnel mtu 1280", " tunnel enable 1"});
  CHECK(configuration.statements.print(kPeer1, false).empty());
}

TEST_CASE("statements are found by the id of their command") {
  TypedConfiguration configuration;
  configuration.type("ip filter 2 pass * *").type("ip filter 1 pass * *").type("ip routing on");

  const auto found = configuration.statements.find("ip filter");

  REQUIRE(found.size() == 2);
  CHECK(found[0]->integer("FILTER_NUM") == 1);
  CHECK(configuration.statements.find("ip route").empty());
}

TEST_CASE("two stores are equal when they print the same") {
  TypedConfiguration one;
  TypedConfiguration other;
  one.type("ip routing on").type("console lines 30");

  other.type("console lines 30");
  CHECK_FALSE(one.statements == other.statements);

  other.type("ip routing on");
  CHECK(one.statements == other.statements);
}
