// The linter on tunnels, IPsec policies and IKE gateways.
#include "tests/unit/config/linted.hpp"

using namespace kyoten;
using namespace kyoten::test;

TEST_CASE("nothing is said about a tunnel in which nothing is wrong") {
  CHECK(linted(sound()).empty());
}

TEST_CASE("a tunnel that is set up but not enabled is told, with the line to add") {
  check_rule({"tunnel-not-enabled", sound_but(14, ""), 8, {"tunnel enable 1"}, "", sound()});
}

TEST_CASE("a tunnel that is disabled on purpose is not told") {
  CHECK(of_rule("tunnel-not-enabled", sound_but(14, "tunnel disable 1")).empty());
}

TEST_CASE("a lone line about a tunnel does not set it up") {
  CHECK(linted("tunnel select 1\nl2tp tunnel disconnect time 345600\n").empty());
}

TEST_CASE("enabling a tunnel that nothing sets up is told") {
  check_rule({"tunnel-empty", sound_and({"tunnel enable 2"}), 23, {}, "", sound()});
}

TEST_CASE("a tunnel that a template copies counts as set up") {
  CHECK(of_rule("tunnel-empty",
                sound_and({"tunnel select 1", " tunnel template 2-3", " tunnel enable 2"}))
            .empty());
}

TEST_CASE("encapsulations that IPsec protects need a policy") {
  check_rule({"tunnel-without-policy",
              "tunnel select 1\ntunnel encapsulation l2tpv3\ntunnel enable 1\n",
              2,
              {"tunnel select 1", " ipsec tunnel POLICY_ID"},
              "",
              "tunnel select 1\ntunnel encapsulation ipip\ntunnel enable 1\n"});
}

TEST_CASE("a policy that is not defined is told") {
  check_rule({"tunnel-policy-undefined",
              sound_but(9, ""),
              8,
              {"ipsec sa policy 101 GATEWAY_ID esp aes-cbc sha-hmac"},
              "",
              sound()});
}

TEST_CASE("a policy defined right below under another number is the one that is meant") {
  check_rule({"tunnel-policy-undefined",
              sound_but(8, " ipsec tunnel 1"),
              8,
              {},
              "ipsec tunnel 101",
              sound()});
}

TEST_CASE("IPIP needs an end point") {
  const std::string wrong = "tunnel select 1\ntunnel encapsulation ipip\ntunnel enable 1\n";
  check_rule({"tunnel-without-end",
              wrong,
              2,
              {"tunnel select 1", " tunnel endpoint address REMOTE_ADDRESS"},
              "",
              wrong + "tunnel endpoint address 2001:db8::1\n"});
}

TEST_CASE("an end point where IPsec goes to its gateway has no effect") {
  check_rule({"tunnel-end-unused",
              sound_and({"tunnel select 1", " tunnel endpoint address 198.51.100.2"}),
              24,
              {},
              "",
              sound()});
}

TEST_CASE("L2TP inside IPsec needs ipsec transport for its policy") {
  const std::string wrong =
      "tunnel select 1\n tunnel encapsulation l2tpv3\n ipsec tunnel 101\n"
      "ipsec sa policy 101 1 esp aes-cbc sha-hmac\nipsec transport 1 5 udp 1701\n";
  check_rule({"transport-missing",
              wrong,
              3,
              {"ipsec transport 2 101 udp 1701"},
              "",
              wrong + "ipsec transport 2 101 udp 1701\n"});
}

TEST_CASE("a transport copied by a template protects the policy of its number") {
  CHECK(of_rule("transport-missing",
                "tunnel select 2\n tunnel encapsulation l2tp\n ipsec tunnel 2\n"
                "ipsec sa policy 2 2 esp aes-cbc sha-hmac\n"
                "ipsec transport 1 1 udp 1701\nipsec transport template 1 2-4\n")
            .empty());
}

TEST_CASE("a transport of a policy that is not defined is told") {
  check_rule({"transport-policy-undefined",
              sound_and({"ipsec transport 1 102 udp 1701"}),
              23,
              {"ipsec sa policy 102 GATEWAY_ID esp aes-cbc sha-hmac"},
              "",
              sound_and({"ipsec transport 1 101 udp 1701"})});
}

TEST_CASE("a policy that nothing uses is told, unless it shares its gateway by identities") {
  check_rule({"policy-unused",
              sound_and({"ipsec sa policy 102 1 esp aes-cbc sha-hmac"}),
              23,
              {"ipsec tunnel 102"},
              "",
              sound_and({"ipsec sa policy 102 1 esp aes-cbc sha-hmac local-id=10.0.0.0/8"})});
}

TEST_CASE("ipsec use off beside a tunnel that needs it is told") {
  check_rule({"ipsec-off",
              sound_and({"ipsec use off"}),
              23,
              {},
              "ipsec use on",
              sound_and({"ipsec use on"})});
}

TEST_CASE("a gateway without pre-shared key cannot exchange keys") {
  check_rule({"gateway-without-key",
              sound_but(12, ""),
              9,
              {"ipsec ike pre-shared-key 1 text KEY"},
              "",
              sound()});
}

TEST_CASE("a licence key or a certificate stands in for the pre-shared key") {
  CHECK(of_rule("gateway-without-key", sound_but(12, "ipsec ike license-key use 1 on")).empty());
}

TEST_CASE("a gateway without remote address is told") {
  check_rule({"gateway-without-address",
              sound_but(13, ""),
              9,
              {"ipsec ike remote address 1 ADDRESS"},
              "",
              sound_but(13, "ipsec ike remote address 1 any")});
}

TEST_CASE("IKEv2 knows its peer by name") {
  CHECK(of_rule("gateway-without-address",
                text_of({"ipsec sa policy 1 1 esp", "ipsec ike version 1 2",
                         "ipsec ike pre-shared-key 1 text k",
                         "ipsec ike remote name 1 203.0.113.30 ipv4-addr"}))
            .empty());
}

TEST_CASE("without auto refresh a router with a fixed peer only answers") {
  check_rule(
      {"gateway-never-begins", sound_but(22, ""), 13, {"ipsec auto refresh on"}, "", sound()});
}

TEST_CASE("auto refresh of one gateway does not replace the master switch") {
  const auto warnings = of_rule("gateway-never-begins", sound_but(22, "ipsec auto refresh 1 on"));
  REQUIRE(warnings.size() == 1);
  CHECK(warnings[0].reason.find("only counts below it") != std::string::npos);
}

TEST_CASE("lines about a gateway that no policy names are told once") {
  check_rule({"gateway-unused",
              sound_and({"ipsec ike remote address 2 198.51.100.3",
                         "ipsec ike pre-shared-key 2 text secret2"}),
              23,
              {"ipsec sa policy POLICY_ID 2 esp aes-cbc sha-hmac"},
              "",
              sound()});
}

TEST_CASE("local and remote name on one IKEv1 gateway are told") {
  const std::vector<std::string> both = {"ipsec ike local name 1 here",
                                         "ipsec ike remote name 1 there"};
  check_rule({"gateway-both-names",
              sound_and(both),
              23,
              {"no ipsec ike remote name 1 there"},
              "",
              sound_and({both[0], both[1], "ipsec ike version 1 2"})});
}

TEST_CASE("two gateways in main mode with one remote address are told") {
  const std::vector<std::string> second = {"tunnel select 2",
                                           " ipsec tunnel 102",
                                           " ipsec sa policy 102 2 esp aes-cbc sha-hmac",
                                           " ipsec ike pre-shared-key 2 text secret2",
                                           " ipsec ike remote address 2 198.51.100.2",
                                           " tunnel enable 2"};
  auto other = second;
  other[4] = " ipsec ike remote address 2 198.51.100.3";
  check_rule({"gateway-address-twice", sound_and(second), 27, {}, "", sound_and(other)});

  auto spoken_to_elsewhere = second;
  spoken_to_elsewhere.push_back("ipsec ike local address 2 192.168.1.9");
  check_rule({"gateway-address-twice", sound_and(second), 27, {}, "", sound_and(spoken_to_elsewhere)});
}

TEST_CASE("gateways that answer anybody need one key, unless names tell them apart") {
  const auto tunnels = [](const std::string& second_key, const std::string& name) {
    return text_of({"ipsec sa policy 1 1 esp aes-cbc sha-hmac",
                    "ipsec sa policy 2 2 esp aes-cbc sha-hmac", "ipsec ike remote address 1 any",
                    "ipsec ike remote address 2 any", "ipsec ike pre-shared-key 1 text first",
                    "ipsec ike pre-shared-key 2 text " + second_key, "ipsec transport 1 1 udp 1701",
                    "ipsec transport 2 2 udp 1701", name});
  };
  check_rule({"gateway-anonymous-keys", tunnels("second", ""), 6, {}, "", tunnels("first", "")});
  CHECK(of_rule("gateway-anonymous-keys", tunnels("second", "ipsec ike remote name 2 pc")).empty());
}

TEST_CASE("a local address that the router does not have is told, where all addresses are known") {
  check_rule({"gateway-local-address",
              sound_but(11, "ipsec ike local address 1 192.168.1.254"),
              11,
              {},
              "",
              sound()});
  CHECK(of_rule("gateway-local-address",
                "ip lan1 address 192.168.1.1/24\nip lan2 address dhcp\n"
                "ipsec ike local address 1 203.0.113.2\n")
            .empty());
}

TEST_CASE("of IPv6 too a local address has to be the router's, where all of them are known") {
  const auto with = [](const char* address, const char* more = "") {
    return std::string("ipv6 lan2 address 2001:db8::1/64\n") + more + "ipsec ike local address 1 " + address + "\n";
  };
  CHECK(of_rule("gateway-local-address", with("2001:db8::2")).size() == 1);
  CHECK(of_rule("gateway-local-address", with("2001:db8::1")).empty());
  CHECK(of_rule("gateway-local-address", with("2001:db8::2", "ipv6 lan1 prefix 2001:db8:1::/64\n")).empty());
}

TEST_CASE("the two addresses of a gateway are of one version of IP") {
  check_rule({"gateway-two-versions",
              sound_but(11, "ipsec ike local address 1 2001:db8::1"),
              11,
              {},
              "",
              sound()});
}

TEST_CASE("a tunnel without keepalive is told") {
  check_rule({"gateway-keepalive",
              sound_but(10, ""),
              8,
              {"ipsec ike keepalive use 1 on dpd 10 6"},
              "",
              sound()});
}

TEST_CASE("warnings come in the order of the lines and hide secrets") {
  const auto warnings = linted(
      sound_and({"ipsec ike pre-shared-key 2 text secret2", "tunnel enable 5", "ipsec use off"}));

  REQUIRE(warnings.size() == 3);
  CHECK(warnings[0].statement == "ipsec ike pre-shared-key 2 text *");
  CHECK(warnings[0].line == 23);
  CHECK(warnings[1].line == 24);
  CHECK(warnings[2].line == 25);
}

TEST_CASE("a statement that was typed has no line, and is linted all the same") {
  TypedConfiguration typed;
  typed.type("tunnel encapsulation ipip", kTunnel1);

  const auto warnings = config::lint::lint(typed.statements);

  REQUIRE(!warnings.empty());
  CHECK(warnings[0].line == 0);
}

TEST_CASE("rules have different ids and say what they look for") {
  std::vector<std::string_view> ids;
  for (auto& rule : config::lint::rules()) {
    CHECK(rule.id.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789-") == std::string::npos);
    CHECK(!rule.about.empty());
    ids.push_back(rule.id);
  }
  std::sort(ids.begin(), ids.end());
  CHECK(std::adjacent_find(ids.begin(), ids.end()) == ids.end());
}

TEST_CASE("no way of writing a key brings it into a warning") {
  for (auto key : {"text plain", "text \"with blanks\"", "0xabcdef", "text 2", "text \"a\\\"b c\""}) {
    const auto warnings = linted("ipsec ike pre-shared-key 2 " + std::string(key) + "\n");
    REQUIRE(warnings.size() == 1);
    CHECK((warnings[0].statement == "ipsec ike pre-shared-key 2 text *" ||
           warnings[0].statement == "ipsec ike pre-shared-key 2 *"));
  }
}

TEST_CASE("a combined mode without IKEv2 is told") {
  const auto combined = sound_but(9, "  ipsec sa policy 101 1 esp aes-gcm");
  check_rule({"combined-mode-version", combined, 9, {"ipsec ike version 1 2"}, "",
              combined + "ipsec ike version 1 2\n"});
}

TEST_CASE("a policy with a hash of other models is told, since it is not negotiated") {
  for (auto policy : {"  ipsec sa policy 101 1 ah sha384-hmac", "  ipsec sa policy 101 1 esp aes-cbc sha512-hmac"})
    check_rule({"policy-not-negotiated", sound_but(9, policy), 9, {}, "", sound()});
}

TEST_CASE("EAP without a certificate, or without a name and users, is told") {
  const std::string name = "ipsec ike eap myname 1 branch secret-1";
  const std::string file = "ipsec ike pki file 1 certificate=1";
  const std::string method = "ipsec ike auth method 1 eap-md5";
  check_rule({"auth-method-eap", sound_and({method, name}), 23, {file}, "", sound_and({method, file, name})});
  check_rule({"auth-method-eap", sound_and({method, file}), 23, {"ipsec ike eap myname 1 NAME PASSWORD"}, "",
              sound_and({method, file, "ipsec ike eap request 1 on 1"})});
}

TEST_CASE("a filter set of a user that nobody defines is told") {
  const std::string user = "auth user attribute 1 xauth=on xauth-filter=guests";
  check_rule({"filter-set-undefined", sound_and({user}), 23, {"ip filter set guests in FILTER..."}, "",
              sound_and({user, "ip filter 1 pass * * * * *", "ip filter set guests in 1"})});
}

TEST_CASE("`ipsec ike esp-encapsulation` takes both ends, and has no effect beside NAT traversal and in IKEv2") {
  const std::string wraps = "ipsec ike esp-encapsulation 1 on";
  check_rule({"esp-encapsulation", sound_and({wraps}), 23, {}, "", sound_and({"ipsec ike esp-encapsulation 1 off"})});
  const auto said = [&](const std::vector<std::string>& more) {
    const auto warnings = of_rule("esp-encapsulation", sound_and(more));
    return warnings.size() == 1 ? warnings[0].reason.substr(0, 20) : "";
  };
  CHECK(said({wraps}) == "Both ends need it. H");
  CHECK(said({wraps, "ipsec ike nat-traversal 1 on"}) == "It has no effect bes");
  CHECK(said({wraps, "ipsec ike version 1 2"}) == "In IKEv2 it has no e");
}

TEST_CASE("a short key is told where it can be tried at home: in aggressive mode") {
  const auto key = [](const char* text, const char* name = "ipsec ike local name 1 branch\n") {
    return std::string("tunnel select 1\nipsec tunnel 101\ntunnel enable 1\nipsec sa policy 101 1 esp aes-cbc sha-hmac\n") +
           "ipsec ike pre-shared-key 1 " + text + "\nipsec ike remote address 1 203.0.113.2\n" + name;
  };
  CHECK(of_rule("key-short", key("text fifteen-letters")).size() == 1);
  CHECK(of_rule("key-short", key("0x0102030405060708")).size() == 1);
  CHECK(of_rule("key-short", key("text sixteen-letters.")).empty());
  CHECK(of_rule("key-short", key("text short", "")).empty());
  CHECK(of_rule("key-short", key("text short", "ipsec ike local name 1 branch\nipsec ike version 1 2\n")).empty());
}

TEST_CASE("one key for both versions of IKE is told") {
  const auto two = [](const char* second) {
    std::string text;
    for (auto number : {"1", "2"}) {
      text += std::string("tunnel select ") + number + "\nipsec tunnel 10" + number + "\ntunnel enable " + number + "\nipsec sa policy 10" + number +
              " " + number + " esp aes-cbc sha-hmac\n";
    }
    return text + "ipsec ike pre-shared-key 1 text one-and-the-same\nipsec ike version 2 2\nipsec ike pre-shared-key 2 text " + second + "\n";
  };
  CHECK(of_rule("key-of-both-versions", two("one-and-the-same")).size() == 1);
  CHECK(of_rule("key-of-both-versions", two("another")).empty());
}

TEST_CASE("broken algorithms are told, and what replaced them is not") {
  for (auto line : {"ipsec ike encryption 1 des-cbc", "ipsec ike hash 1 md5", "ipsec ike group 1 modp768", "ipsec sa policy 9 1 esp des-cbc sha-hmac",
                    "ipsec sa policy 9 1 esp aes-cbc md5-hmac", "ipsec sa policy 9 1 ah md5-hmac"}) {
    INFO(line);
    CHECK(of_rule("algorithm-broken", std::string(line) + "\n").size() == 1);
  }
  for (auto line : {"ipsec ike encryption 1 3des-cbc", "ipsec ike hash 1 sha", "ipsec ike group 1 modp1024", "ipsec sa policy 9 1 esp 3des-cbc sha-hmac",
                    "ipsec ike local name 1 md5"}) {
    INFO(line);
    CHECK(of_rule("algorithm-broken", std::string(line) + "\n").empty());
  }
}

TEST_CASE("a peer that is a name needs somebody who knows its address") {
  const auto with = [](const char* more) { return sound_but(13, "  ipsec ike remote address 1 parents.example") + more; };
  const auto told = of_rule("gateway-name-without-dns", with(""));
  REQUIRE(told.size() == 1);
  CHECK(told[0].line == 13);
  CHECK(told[0].add == std::vector<std::string>{"dns server ADDRESS"});
  for (auto line : {"dns server 192.0.2.53\n", "pp select 1\ndns server pp 1\n", "ip host parents.example 198.51.100.2\n", "ip lan3 address dhcp\n",
                    "dns server select 1 192.0.2.53 any .\n"}) {
    INFO(line);
    CHECK(of_rule("gateway-name-without-dns", with(line)).empty());
  }
  CHECK(of_rule("gateway-name-without-dns", sound()).empty());
  CHECK(of_rule("gateway-name-without-dns", sound_but(13, "  ipsec ike remote address 1 any")).empty());
}

TEST_CASE("a word that nothing acts on is told, in a command that acts otherwise") {
  for (auto line : {"ipsec ike local address 1 vrrp lan1 3", "ipsec ike local address 1 ipv6 prefix ra-prefix@lan2::1 on lan1"}) {
    INFO(line);
    CHECK(of_rule("word-without-effect", std::string(line) + "\n").size() == 1);
  }
  for (auto line : {"ipsec ike local address 1 192.0.2.1", "ipsec ike keepalive use 1 on heartbeat 10 6 30 down=disconnect", "ipsec ike log 1 message-info"}) {
    INFO(line);
    CHECK(of_rule("word-without-effect", std::string(line) + "\n").empty());
  }
}
