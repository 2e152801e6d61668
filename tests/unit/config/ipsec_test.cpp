// What statements about a gateway become: the forms that no other test goes through.
#include <catch2/catch.hpp>

#include "firmware/config/intent.hpp"
#include "tests/unit/config/typing.hpp"

using namespace kyoten;
using namespace kyoten::test;
using namespace std::chrono_literals;

namespace {

ike::Gateway gateway(std::string_view text, const config::KnownHosts& hosts = {}) {
  const auto file = loaded(text);
  REQUIRE(file.report.refused == 0);
  return config::compile(file.statements, nullptr, hosts).ike->gateways.at(0);
}

}  // namespace

TEST_CASE("a remote address is an address, a name, or anybody's") {
  const auto host = *dns::Name::parse("home.example");
  const auto known = IpAddress(Ipv4Address::of(203, 0, 113, 1));
  const auto any = gateway("ipsec ike remote address 1 any\n");
  CHECK(any.accepts_any_address());
  const auto unknown = gateway("ipsec ike remote address 1 Home.Example\n");
  CHECK_FALSE(unknown.accepts_any_address());
  CHECK_FALSE(unknown.remote_address);
  CHECK(gateway("ipsec ike remote address 1 Home.Example\n", {{host, known}}).remote_address == known);
  CHECK(gateway("ipsec ike remote address 1 203.0.113.1\n").remote_address == known);
  CHECK(gateway("ipsec ike remote address 1 203.0.113.1\n").remote_host.empty());
}

TEST_CASE("the own address may be what a line gives") {
  CHECK(gateway("ipsec ike local address 1 ipcp pp 3\n").local_address_of == PpId{3});
  const auto later = gateway("ipsec ike local address 1 ipcp pp 3\nipsec ike local address 1 192.0.2.1\n");
  CHECK_FALSE(later.local_address_of);
  CHECK(later.local_address == IpAddress(Ipv4Address::of(192, 0, 2, 1)));
}

TEST_CASE("a keepalive's waiting time and what it costs") {
  const auto all = gateway("ipsec ike keepalive use 1 on heartbeat 10 6 30 down=disconnect\n").keepalive;
  CHECK(all.up_wait == 30s);
  CHECK(all.disconnects);
  const auto usual = gateway("ipsec ike keepalive use 1 on heartbeat 10 6\n").keepalive;
  CHECK(usual.up_wait == 0s);
  CHECK_FALSE(usual.disconnects);
}

TEST_CASE("heartbeats on renewed SAs: on both, on the new one alone, or as the peer does") {
  const auto beats = [](const std::string& words) {
    const auto file = loaded("ipsec ike keepalive use 1 on heartbeat 10 6" + words + "\n");
    return config::compile(file.statements, nullptr).ike->gateways.at(0).keepalive.old_sa_beats;
  };
  CHECK(beats("") == ike::OldSaBeats::always);
  CHECK(beats(" send-only-new-sa=off") == ike::OldSaBeats::always);
  CHECK(beats(" send-only-new-sa=on") == ike::OldSaBeats::never);
  CHECK(beats(" down=disconnect send-only-new-sa=auto") == ike::OldSaBeats::in_answer);
}

TEST_CASE("without a remote address IKEv2 begins with the host that the remote name stands for") {
  const auto host = *dns::Name::parse("home.example");
  const auto known = IpAddress(Ipv4Address::of(203, 0, 113, 1));
  const std::string name = "ipsec ike remote name 1 home.example fqdn\n";
  const std::string second = "ipsec ike version 1 2\nipsec auto refresh on\n";
  const auto found = gateway(second + name, {{host, known}});
  CHECK(found.remote_host == "home.example");
  CHECK(found.remote_address == known);
  for (auto& text : {second + name + "ipsec ike remote address 1 any\n", "ipsec ike version 1 2\n" + name,
                     "ipsec auto refresh on\n" + name, second + "ipsec ike remote name 1 home.example key-id\n"}) {
    INFO(text);
    CHECK(gateway(text, {{host, known}}).remote_host.empty());
  }
}

TEST_CASE("one group or two") {
  const auto two = gateway("ipsec ike group 1 modp1024 modp2048\n");
  CHECK(two.group == ike::DhGroup::modp1024);
  CHECK(two.second_group == ike::DhGroup::modp2048);
  CHECK_FALSE(gateway("ipsec ike group 1 modp1536\n").second_group);
}
