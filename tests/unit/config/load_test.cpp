#include <chrono>

#include "firmware/config/intent.hpp"
#include "tests/unit/config/typing.hpp"

using namespace kyoten;
using namespace kyoten::test;
using grammar::MessageId;
using Severity = config::Finding::Severity;

TEST_CASE("comments and blank lines are no statements") {
  const auto result = loaded("# RTX810 Rev.11.01.34\n\n   # indented\n \t \nconsole lines 30\n");

  CHECK(result.report.statements == 1);
  CHECK(result.report.accepted == 1);
  CHECK(result.report.refused == 0);
}

TEST_CASE("lines end with LF, CR LF or CR, and the last one need not end at all") {
  CHECK(loaded("console lines 30\nip routing on").report.accepted == 2);
  CHECK(loaded("console lines 30\r\nip routing on\r\n").report.accepted == 2);
  CHECK(loaded("console lines 30\rip routing on\r").report.accepted == 2);
  CHECK(loaded("console lines 30\r\n\r\nfoo\r\n").refused()[0].line == 3);
}

TEST_CASE("a refused line is reported with its place, and the rest goes on") {
  const auto result = loaded(
      "console lines 30\n  nat descriptor type 1 masquarade\nip lan1 mtu 70000\nip routing on\n");

  CHECK(result.report.statements == 4);
  CHECK(result.report.accepted == 2);
  CHECK(result.report.refused == 2);
  const auto refused = result.refused();
  REQUIRE(refused.size() == 2);
  CHECK(refused[0].line == 2);
  CHECK(refused[0].column == 25);
  CHECK(refused[0].message == MessageId::illegal_keyword);
  CHECK(refused[0].text == "  nat descriptor type 1 masquarade");
  CHECK(refused[1].line == 3);
  CHECK(refused[1].message == MessageId::parameter_out_of_range);
}

TEST_CASE("selecting decides to which block the following lines belong, indentation does not") {
  const auto result = loaded(
      "pp select 1\npp always-on on\n   ip pp mtu 1454\ntunnel select 2\nip tunnel mtu 1280\npp "
      "select anonymous\n"
      " pp auth request mschap-v2\npp select none\npp always-on on\n");

  CHECK(result.refused().size() == 1);
  CHECK(result.refused()[0].message == MessageId::select_peer_first);
  CHECK(result.shown() ==
        "pp select 1\n pp always-on on\n ip pp mtu 1454\npp select anonymous\n pp auth request "
        "mschap-v2\n"
        "tunnel select 2\n ip tunnel mtu 1280\n");
}

TEST_CASE("what follows a wrong selection does not end up in the block before it") {
  const auto result =
      loaded("tunnel select 1\n ip tunnel mtu 1280\ntunnel select x\n ip tunnel mtu 1400\n");

  CHECK(result.report.refused == 2);
  CHECK(result.shown() == "tunnel select 1\n ip tunnel mtu 1280\n");
}

TEST_CASE("no forms in a text remove what stood before") {
  CHECK(loaded("dns server 192.0.2.1\nno dns server\nip filter 1 pass * *\nno ip filter 1\n")
            .statements.empty());
}

TEST_CASE("operations in a text are not done, and noted") {
  const auto result = loaded("save\nconsole lines 30\n");

  CHECK(result.report.accepted == 2);
  REQUIRE(result.report.findings.size() == 1);
  CHECK(result.report.findings[0].severity == Severity::note);
  CHECK(result.report.findings[0].message == MessageId::not_a_setting);
}

TEST_CASE("what nothing acts on is counted and named") {
  const auto result = loaded("console lines 30\nsnmp sysname home\n");

  CHECK(result.report.stored == 1);
  REQUIRE(result.report.findings.size() == 1);
  CHECK(result.report.findings[0].severity == Severity::stored_only);
  CHECK(result.report.findings[0].line == 2);
}

TEST_CASE("a statement of another model is kept and noted, or refused when strict") {
  const std::string text = "dashboard accumulate traffic on\n";

  const auto lenient = loaded(text);
  CHECK(lenient.report.accepted == 1);
  CHECK(lenient.report.findings[0].severity == Severity::note);
  CHECK(lenient.report.findings[0].message == MessageId::not_on_this_model);
  CHECK(lenient.shown() == text);

  const auto strict = loaded(text, {grammar::Privilege::administrator, true});
  CHECK(strict.report.refused == 1);
  CHECK(strict.statements.empty());
}

TEST_CASE("the star that hides a password does not become one") {
  const auto result =
      loaded("login password *\nlogin user alice *\nadministrator password\nconsole lines 30\n");

  CHECK(result.report.refused == 0);
  CHECK(result.shown() == "console lines 30\n");
  CHECK(result.report.findings[0].message == MessageId::hidden_secret);
}

TEST_CASE("a password that another router encrypted is kept word for word, and noted without its text") {
  const auto result = loaded(
      "login password encrypted 8f4Kx9zQ\nlogin user alice encrypted tR3sPq1Z\n"
      "administrator password encrypted $argon2id$v=19$m=9216,t=4,p=1$c2FsdA$aGFzaA\n");

  CHECK(result.report.refused == 0);
  CHECK(result.shown() ==
        "login password encrypted 8f4Kx9zQ\n"
        "administrator password encrypted $argon2id$v=19$m=9216,t=4,p=1$c2FsdA$aGFzaA\n"
        "login user alice encrypted tR3sPq1Z\n");
  std::vector<config::Finding> foreign;
  for (auto& finding : result.report.findings) {
    if (finding.message == MessageId::foreign_password) foreign.push_back(finding);
  }
  REQUIRE(foreign.size() == 2);
  CHECK(foreign[0].line == 1);
  CHECK(foreign[0].severity == config::Finding::Severity::note);
  CHECK(foreign[0].text == "login password encrypted *");
  CHECK(foreign[1].line == 2);
  CHECK(foreign[1].text == "login user alice *");
}

TEST_CASE("passwords of a saved text are restored") {
  CHECK(loaded("login password open\nlogin user alice \"a b\"\n").shown() ==
        "login password open\nlogin user alice \"a b\"\n");
}

TEST_CASE(
    "a text in UTF-8, with or without byte order mark, in Shift_JIS or EUC-JP says the same") {
  const std::string expected = "description 1 拠点\nconsole lines 30\n";

  CHECK(loaded("description 1 拠点\nconsole lines 30\n").shown() == expected);
  CHECK(loaded("\xef\xbb\xbf"
               "description 1 拠点\nconsole lines 30\n")
            .shown() == expected);
  CHECK(loaded("description 1 \x8b\x92\x93\x5f\nconsole lines 30\n").shown() == expected);
  CHECK(loaded("description 1 \xb5\xf2\xc5\xc0\nconsole lines 30\n").shown() == expected);
}

TEST_CASE("a backslash inside a Shift_JIS character does not quote") {
  // U+8868 is 0x95 0x5c.
  CHECK(loaded("description 1 \x95\x5c\n").shown() == "description 1 表\n");
}

TEST_CASE("a line in no known encoding is refused, the others are not") {
  const auto result = loaded("description 1 \xff\xfe\xfd\nconsole lines 30\ndescription 2 拠点\n");

  CHECK(result.report.refused == 1);
  CHECK(result.refused()[0].message == MessageId::unreadable_characters);
  CHECK(result.shown() == "description 2 拠点\nconsole lines 30\n");
}

TEST_CASE("control characters are refused where they stand") {
  const auto result = loaded(std::string("console lines 3\x01"
                                         "0\nconsole prompt \x1b[2J\nip routing o\0n\n",
                                         53) +
                             "ip routing on\n\x1a");

  CHECK(result.report.refused == 3);
  CHECK(result.refused()[0].column == 16);
  CHECK(result.refused()[0].text == "console lines 3?0");
  CHECK(result.shown() == "ip routing on\n");
}

TEST_CASE("an over-long line is refused by its own message, and the rest loads") {
  const auto result =
      loaded("console lines 30\n" + std::string(1 << 20, 'x') + "\nip routing on\n");

  CHECK(result.report.refused == 1);
  CHECK(result.refused()[0].message == MessageId::line_too_long);
  CHECK(result.refused()[0].line == 2);
  CHECK(result.refused()[0].text.size() < 200);
  CHECK(result.report.accepted == 2);
}

TEST_CASE("a text that is no configuration does not fill the memory with findings") {
  std::string text;
  for (int i = 0; i < 5000; ++i) text += "lorem ipsum\n";

  const auto result = loaded(text);

  CHECK(result.report.refused == 5000);
  CHECK(result.report.findings.size() == 1000);
}

TEST_CASE("nothing is an empty configuration") {
  CHECK(loaded("").statements.empty());
  CHECK(loaded("\xef\xbb\xbf").report.statements == 0);
  CHECK(loaded("\n\r\n\r").report.statements == 0);
}

TEST_CASE("a long configuration loads in time that grows with its length") {
  auto text_of = [](int lines) {
    std::string text;
    for (int i = 1; i <= lines; ++i)
      text += "ip filter " + std::to_string(i) + " pass 192.0.2.0/24 * tcp * www\n";
    return text;
  };
  auto seconds = [&](int lines) {
    const auto text = text_of(lines);
    const auto begin = std::chrono::steady_clock::now();
    const auto result = loaded(text);
    const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
    CHECK(result.report.accepted == static_cast<std::size_t>(lines));
    return taken.count();
  };
  (void)seconds(100);

  const double few = seconds(1000);
  const double many = seconds(10000);

  // Ten times the lines take about ten times as long, not a hundred times; wide limits, for other
  // work goes on beside.
  CHECK(many < few * 40);
}

TEST_CASE("asked for every statement, load tells each line's verdict, and the counts stay the same") {
  const std::string text = "console lines 30\nhttpd host lan\nfoo\ntunnel select 1\n tunnel enable 1\n";
  config::Statements statements;

  const auto report = config::load(text, grammar::Grammar::builtin(), {}, statements,
                                   config::Detail::every_statement);

  std::vector<Severity> verdicts;
  for (auto& finding : report.findings) verdicts.push_back(finding.severity);
  CHECK(verdicts == std::vector{Severity::accepted, Severity::stored_only, Severity::refused,
                                Severity::accepted, Severity::accepted});
  CHECK(report.statements == 5);
  CHECK(report.accepted == 4);
  CHECK(report.stored == 1);
  CHECK(report.refused == 1);
}

TEST_CASE("What cannot be had as it is written is not had weaker") {
  config::Statements statements;
  const auto report = config::load(
      "ipsec sa policy 101 1 esp aes-cbc sha512-hmac\n"
      "ipsec sa policy 102 1 ah sha384-hmac\n"
      "ipsec sa policy 103 1 esp aes-cbc\n"
      "auth user 1 alice wonder-1\n"
      "auth user attribute 1 xauth=on xauth-filter=guests\n"
      "ipsec ike xauth request 1 on\n",
      grammar::Grammar::builtin(), {grammar::Privilege::administrator, false}, statements);
  REQUIRE(report.refused == 0);

  const auto intent = config::compile(statements, nullptr);

  REQUIRE(intent.ike->policies.size() == 1);
  CHECK(intent.ike->policies[0].id == PolicyId{103});
  CHECK(intent.ike->gateways[0].clients->users.empty());
}

TEST_CASE("Users, groups and pools are compiled into who may log in at a gateway") {
  config::Statements statements;
  const auto report = config::load(
      "auth user 1 alice wonder-1\n"
      "auth user 2 bob builder-1\n"
      "auth user 3 carol singer-1\n"
      "auth user 4 dave digger-1\n"
      "auth user attribute 2 xauth=on xauth-address=10.9.0.77 xauth-dns=10.1.0.54\n"
      "auth user attribute 3 xauth=off\n"
      "auth user group 1 1-3\n"
      "auth user group attribute 1 xauth=on xauth-dns=10.1.0.53\n"
      "ipsec ike mode-cfg address pool 7 10.9.0.0/29\n"
      "ipsec ike mode-cfg address 1 7\n"
      "ipsec ike xauth request 1 on 1\n"
      "ipsec ike xauth request 2 on\n"
      "ipsec ike xauth request 3 off\n"
      "ipsec ike xauth myname 3 router secret-1\n",
      grammar::Grammar::builtin(), {grammar::Privilege::administrator, false}, statements);
  REQUIRE(report.refused == 0);

  const auto intent = config::compile(statements, nullptr);

  REQUIRE(intent.ike->gateways.size() == 3);
  const auto& of_group = intent.ike->gateways[0].clients;
  REQUIRE(of_group);
  REQUIRE(of_group->users.size() == 2);  // not carol, who may not, nor dave, who is of no group
  CHECK(of_group->users[0].name == "alice");
  CHECK(of_group->users[0].dns == Ipv4Address::of(10, 1, 0, 53));
  CHECK(of_group->users[1].password == "builder-1");
  CHECK(of_group->users[1].address == Ipv4Address::of(10, 9, 0, 77));
  CHECK(of_group->users[1].dns == Ipv4Address::of(10, 1, 0, 54));
  CHECK(of_group->pool == ike::AddressPool{Ipv4Address::of(10, 9, 0, 1), Ipv4Address::of(10, 9, 0, 6), 29});
  const auto& everybody = intent.ike->gateways[1].clients;
  REQUIRE(everybody);
  REQUIRE(everybody->users.size() == 1);  // only bob has the attribute of his own
  CHECK_FALSE(everybody->pool);
  CHECK_FALSE(intent.ike->gateways[2].clients);
  CHECK(intent.ike->gateways[2].own_login == ike::Login{"router", "secret-1"});
}

TEST_CASE("Certificates are compiled into slots, and gateways name theirs") {
  config::Statements statements;
  const auto report = config::load(
      "pki certificate file 1 usb1:/site.p12 pkcs12 secret\n"
      "pki certificate file 2 site.pem x509-pem\n"
      "pki crl file 3 usb1:/site.crl\n"
      "ipsec ike version 1 2\n"
      "ipsec ike auth method 1 certificate\n"
      "ipsec ike pki file 1 certificate=1 crl=3\n",
      grammar::Grammar::builtin(), {grammar::Privilege::administrator, false}, statements);
  REQUIRE(report.refused == 0);

  const auto intent = config::compile(statements, nullptr);

  REQUIRE(intent.pki->certificates.size() == 2);
  const auto& first = intent.pki->certificates.at(1);
  CHECK(first.name == "usb1:/site.p12");
  CHECK(first.format == crypto::CertificateFormat::pkcs12);
  CHECK(first.password == "secret");
  CHECK(intent.pki->certificates.at(2).format == crypto::CertificateFormat::pem);
  CHECK(intent.pki->revocation_lists.at(3) == "usb1:/site.crl");
  const auto& gateway = intent.ike->gateways.at(0);
  CHECK(gateway.auth_method == ike::AuthMethod::certificate);
  CHECK(gateway.certificate_slot == 1);
  CHECK(gateway.revocation_slot == 3);
}

TEST_CASE("A route with several gateways becomes a row for each, with its filters and its share") {
  config::Statements statements;
  const auto report = config::load(
      "ip route default gateway tunnel 1 filter 100 101 hide gateway 10.0.0.254 weight 3 gateway dhcp lan2 weight 0\n"
      "ip route 10.2.0.0/24 gateway tunnel 2\n",
      grammar::Grammar::builtin(), {grammar::Privilege::administrator, false}, statements);
  REQUIRE(report.refused == 0);

  const auto routes = *config::compile(statements, nullptr).routes;

  REQUIRE(routes.size() == 4);
  CHECK(routes[0].via == config::Route::Via::tunnel);
  CHECK(routes[0].filters == std::vector{FilterId{100}, FilterId{101}});
  CHECK(routes[0].hide);
  CHECK(routes[1].gateway == Ipv4Address::of(10, 0, 0, 254));
  CHECK(routes[1].weight == 3);
  CHECK_FALSE(routes[1].hide);
  CHECK(routes[1].filters.empty());
  CHECK(routes[2].interface == "lan2");
  CHECK(routes[2].weight == 0);
  CHECK(routes[3].destination.text() == "10.2.0.0/24");
  CHECK(routes[3].weight == 1);
}

TEST_CASE("EAP: a gateway has its own name, or the users of a group that have the attribute") {
  config::Statements statements;
  const auto report = config::load(
      "auth user 1 alice wonder-1\n"
      "auth user 2 bob builder-1\n"
      "auth user 3 carol singer-1\n"
      "auth user attribute 2 eap-md5=off\n"
      "auth user group 1 1-2\n"
      "auth user group attribute 1 eap-md5=on\n"
      "ipsec ike eap request 1 on 1\n"
      "ipsec ike eap myname 2 router secret-1\n"
      "ipsec ike eap send certreq 2 on\n"
      "ipsec ike eap request 3 off 1\n"
      "ipsec ike version 3 2\n"
      "ipsec ike mode-cfg address 1 5\n"
      "ipsec ike mode-cfg address pool 5 10.9.0.1-10.9.0.6/29\n",
      grammar::Grammar::builtin(), {grammar::Privilege::administrator, false}, statements);
  REQUIRE(report.refused == 0);

  const auto gateways = config::compile(statements, nullptr).ike->gateways;

  REQUIRE(gateways.size() == 3);
  CHECK(gateways[0].eap_users == std::vector<ike::Login>{{"alice", "wonder-1"}});
  CHECK(gateways[0].address_pool == ike::AddressPool{Ipv4Address::of(10, 9, 0, 1), Ipv4Address::of(10, 9, 0, 6), 29});
  CHECK(gateways[1].eap_login == ike::Login{"router", "secret-1"});
  CHECK(gateways[1].eap_sends_certificate_request);
  CHECK_FALSE(gateways[1].eap_users);
  CHECK_FALSE(gateways[2].eap_users);
}

TEST_CASE("IPv6: filters by address, protocol, port and kind of ICMPv6 message") {
  config::Statements statements;
  const auto report = config::load(
      "ip filter 1 pass * * tcp\n"
      "ipv6 filter 1 pass 2001:db8:1::/48,2001:db8:9::1 * udp * 500\n"
      "ipv6 filter 2 reject-nolog * 2001:db8::5-2001:db8::9 tcp www *\n"
      "ipv6 filter 3 pass-log * * icmp6 128 *\n"
      "ipv6 filter 4 pass * * icmp-nd\n"
      "ipv6 filter 5 pass * * icmp-error\n"
      "ipv6 filter 6 restrict * * established * *\n"
      "ipv6 filter 7 pass * *\n",
      grammar::Grammar::builtin(), {grammar::Privilege::administrator, false}, statements);
  REQUIRE(report.refused == 0);

  const auto intent = config::compile(statements, nullptr);

  REQUIRE(intent.filters->size() == 1);
  const auto& filters = *intent.filters6;
  REQUIRE(filters.size() == 7);
  const auto range = [](const char* text) {
    return dataplane::FilterPlan::AddressRange{IpPrefix::parse(text)->first(), IpPrefix::parse(text)->last()};
  };
  CHECK(filters[0].source == std::vector{range("2001:db8:1::/48"), range("2001:db8:9::1")});
  CHECK(filters[0].destination.empty());
  CHECK(filters[0].protocols == std::vector<std::uint8_t>{17});
  CHECK(filters[0].destination_ports == std::vector<dataplane::NatPortRange>{{500, 500}});
  CHECK_FALSE(filters[0].log);
  CHECK(filters[1].action == dataplane::FilterAction::reject);
  CHECK(filters[1].destination ==
        std::vector<dataplane::FilterPlan::AddressRange>{{*IpAddress::parse("2001:db8::5"), *IpAddress::parse("2001:db8::9")}});
  CHECK(filters[1].source_ports == std::vector<dataplane::NatPortRange>{{80, 80}});
  CHECK(filters[2].protocols == std::vector<std::uint8_t>{58});
  CHECK(filters[2].icmp_types == std::pair<std::uint8_t, std::uint8_t>{128, 128});
  CHECK(filters[2].log);
  CHECK(filters[3].icmp_types == std::pair<std::uint8_t, std::uint8_t>{133, 137});
  CHECK(filters[4].icmp_types == std::pair<std::uint8_t, std::uint8_t>{0, 127});
  CHECK(filters[5].established);
  CHECK(filters[6].protocols.empty());
}

TEST_CASE("IPv6: addresses, prefixes, and of a route's gateways the first that acts") {
  config::Statements statements;
  const auto report = config::load(
      "ipv6 lan1 address 2001:DB8:1::1/64\n"
      "ipv6 lan1 address auto\n"
      "ipv6 lan2 prefix 2001:db8:5::/64\n"
      "ipv6 lan2 secure filter in 1 20 dynamic 30\n"
      "ipv6 lan2 mtu 1400\n"
      "ipv6 route 2001:db8:2::/64 gateway tunnel 1\n"
      "ipv6 route default gateway dhcp lan2 gateway tunnel 2 filter 9 gateway 2001:db8:5::9\n"
      "ipv6 route 2001:db8:3::/48 gateway null\n"
      "ipv6 route 2001:db8:4::/64 gateway fe80::9%2\n"
      "ipv6 route 2001:db8:6::/64 gateway fe80::9%lan1\n",
      grammar::Grammar::builtin(), {grammar::Privilege::administrator, false}, statements);
  REQUIRE(report.refused == 0);

  const auto intent = config::compile(statements, nullptr);

  REQUIRE(intent.interfaces->size() == 2);
  const auto& lan1 = intent.interfaces->at(0);
  CHECK(lan1.addresses6 == std::vector{*Ipv6Prefix::parse("2001:db8:1::1/64")});
  CHECK(lan1.filter6_in.empty());
  const auto& lan2 = intent.interfaces->at(1);
  CHECK(lan2.prefixes6 == std::vector{*Ipv6Prefix::parse("2001:db8:5::/64")});
  CHECK(lan2.filter6_in == std::vector{FilterId{1}, FilterId{20}});
  CHECK(lan2.filter6_out.empty());
  CHECK(lan2.mtu6 == 1400);
  CHECK(intent.ipv6->forwards);
  using Via = config::Route6::Via;
  const auto net6 = [](std::string_view text) { return *Ipv6Prefix::parse(text); };
  CHECK(intent.ipv6->routes == std::vector<config::Route6>{
                                   {net6("::/0"), Via::address, *Ipv6Address::parse("2001:db8:5::9"), "", 0},
                                   {net6("2001:db8:2::/64"), Via::tunnel, {}, "", 1},
                                   {net6("2001:db8:3::/48"), Via::null, {}, "", 0},
                                   {net6("2001:db8:4::/64"), Via::address, *Ipv6Address::parse("fe80::9"), "lan2", 0},
                                   {net6("2001:db8:6::/64"), Via::address, *Ipv6Address::parse("fe80::9"), "lan1", 0},
                               });
}

TEST_CASE("`ip IF secure filter name` is of the interface, beside its numbered lists") {
  const auto loaded_lines = loaded("ip lan2 secure filter in 7\nip lan2 secure filter name outside\nip filter set outside in 1 out 2\n");
  CHECK(loaded_lines.report.refused == 0);
  const auto intent = config::compile(loaded_lines.statements, nullptr);
  REQUIRE(intent.interfaces->size() == 1);
  CHECK(intent.interfaces->front().filter_set == "outside");
  CHECK(intent.interfaces->front().filter_in == std::vector{FilterId{7}});
}

TEST_CASE("A user with a filter set may log in where an address is given, which is what is filtered") {
  const std::string users =
      "ip filter set guests in 1 2 out 3 dynamic 4\n"
      "auth user 1 alice wonder-1\nauth user 2 bob builder-1\n"
      "auth user group 1 1-2\nauth user group attribute 1 xauth=on\n"
      "auth user attribute 1 xauth-filter=guests\n"
      "ipsec ike xauth request 1 on 1\n";
  const auto compiled = [](const std::string& text) { return config::compile(loaded(text).statements, nullptr); };

  const auto without = compiled(users);
  REQUIRE(without.ike->gateways[0].clients->users.size() == 1);
  CHECK(without.ike->gateways[0].clients->users[0].name == "bob");

  const auto with = compiled(users + "ipsec ike mode-cfg address pool 1 10.9.0.1-10.9.0.9\nipsec ike mode-cfg address 1 1\n");
  REQUIRE(with.ike->gateways[0].clients->users.size() == 2);
  CHECK(with.ike->gateways[0].clients->users[0].filter_set == "guests");
  CHECK(with.filter_sets->at("guests") == config::FilterSet{{FilterId{1}, FilterId{2}}, {FilterId{3}}});
}

TEST_CASE("`tunnel template` copies a tunnel: numbers that are the tunnel's become the other's, and what is written there wins") {
  const auto result = loaded(
      "tunnel select 1\n tunnel template 2 4-5\n tunnel encapsulation ipsec\n ipsec tunnel 1\n"
      "  ipsec sa policy 1 1 esp aes-cbc sha-hmac\n  ipsec ike keepalive use 1 on dpd 10 6\n"
      "  ipsec ike pre-shared-key 1 text common\n  ipsec ike remote address 1 any\n  ipsec ike remote name 1 pc\n"
      " ip tunnel mtu 1300\n tunnel enable 1\n"
      "tunnel select 2\n  ipsec ike pre-shared-key 2 text own\n"
      "ipsec transport 1 1 udp 1701 *\nipsec transport template 1 2 10-12\n");
  REQUIRE(result.report.refused == 0);
  const auto intent = config::compile(result.statements, nullptr);

  REQUIRE(intent.tunnels->size() == 4);
  CHECK(intent.tunnels->at(1).id == TunnelId{2});
  CHECK(intent.tunnels->at(1).enabled);
  CHECK(intent.tunnels->at(1).policy == PolicyId{2});
  REQUIRE(intent.ike->gateways.size() == 4);
  const auto& second = intent.ike->gateways[1];
  CHECK(second.id == GatewayId{2});
  CHECK(second.remote_name->text == "pc2");
  CHECK(second.pre_shared_key == "own");
  CHECK(intent.ike->gateways[2].id == GatewayId{4});
  CHECK(intent.ike->gateways[2].remote_name->text == "pc4");
  CHECK(intent.ike->gateways[2].pre_shared_key == "common");
  REQUIRE(intent.ike->policies.size() == 4);
  CHECK(intent.ike->policies[3].id == PolicyId{5});
  CHECK(intent.ike->policies[3].gateway == GatewayId{5});
  // `ip tunnel ...` is not copied.
  CHECK(intent.interfaces->size() == 1);
  REQUIRE(intent.transports->size() == 5);
  CHECK(intent.transports->at(4).policy == PolicyId{12});
  // What was typed is what is shown.
  CHECK(result.shown().find("tunnel select 4") == std::string::npos);
}
