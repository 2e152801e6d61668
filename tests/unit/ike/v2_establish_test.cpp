// IKEv2 (RFC 7296): how an IKE SA and its first child come to be, and why not.
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

void speak_version_2(Network& net) {
  for (auto* station : {&net.a, &net.b}) {
    for (auto& gateway : station->settings.gateways) gateway.version = 2;
  }
}

/// Two fixed addresses; only A begins.
void two_sites(Network& net) {
  two_fixed_sites(net);
  speak_version_2(net);
}

ike::Gateway& gateway(Station& station) { return station.settings.gateways[0]; }

}  // namespace

TEST_CASE("v2: four messages make an IKE SA and a child, keys agree both ways") {
  Network net;
  two_sites(net);
  net.configure();

  net.run(1s);

  CHECK(net.wire.size() == 4);
  CHECK(net.passes());
  for (auto* station : {&net.a, &net.b}) {
    CHECK(station->count<ike::Phase1Established>() == 1);
    CHECK(station->count<ike::PolicyUp>() == 1);
    const auto status = station->engine->status(net.now);
    REQUIRE(status.isakmp.size() == 1);
    CHECK(status.isakmp[0].version == 2);
    CHECK(status.ipsec.size() == 2);
    CHECK(status.gateways[0].progress == ike::Progress::established);
  }
}

TEST_CASE("v2: the strongest of both ends' algorithms is taken, whatever is configured") {
  Network net;
  two_sites(net);
  gateway(net.a).encryption = ike::Phase1Cipher::des_cbc;
  gateway(net.b).hash = ike::Phase1Hash::md5;
  net.configure();

  net.run(1s);

  REQUIRE(net.passes());
  CHECK(net.a.outbound.back().suite ==
        ipsec::Suite{ipsec::EspCipher::aes256_cbc, ipsec::EspIntegrity::sha256_hmac});
  CHECK(net.b.engine->status(net.now).isakmp[0].cipher == ike::Phase1Cipher::aes256_cbc);
}

TEST_CASE("v2: with proposal-limitation only what is configured is offered and taken") {
  Network net;
  two_sites(net);
  gateway(net.a).proposal_limitation = true;
  gateway(net.a).encryption = ike::Phase1Cipher::aes_cbc;
  net.configure();
  net.run(1s);
  REQUIRE(net.passes());
  CHECK(net.b.engine->status(net.now).isakmp[0].cipher == ike::Phase1Cipher::aes_cbc);
  CHECK(net.a.outbound.back().suite == net.a.settings.policies[0].suite);

  SECTION("and what differs does not come up") {
    gateway(net.b).proposal_limitation = true;
    gateway(net.b).encryption = ike::Phase1Cipher::des_cbc;
    net.configure();
    net.run(2min);
    CHECK(net.a.inbound.empty());
    CHECK(net.b.failed(ike::Stuck::no_proposal_chosen));
    CHECK(net.a.failed(ike::Stuck::no_proposal_chosen));
  }
}

TEST_CASE("v2: a combined mode is taken if both ends name it, and nothing else is taken for it") {
  using ipsec::EspCipher;
  const auto cipher = GENERATE(EspCipher::aes_gcm, EspCipher::aes256_gcm, EspCipher::chacha20_poly1305);
  const ipsec::Suite combined{cipher, ipsec::EspIntegrity::none};
  Network net;
  two_sites(net);
  net.a.settings.policies[0].suite = combined;

  SECTION("both ends") {
    net.b.settings.policies[0].suite = combined;
    net.configure();
    net.run(1s);
    REQUIRE(net.passes());
    CHECK(net.a.outbound.back().suite == combined);
    CHECK(net.b.outbound.back().suite == combined);
  }
  SECTION("one end only") {
    net.configure();
    net.run(2min);
    CHECK(net.a.inbound.empty());
    CHECK(net.b.inbound.empty());
    CHECK(net.a.failed(ike::Stuck::no_proposal_chosen));
  }
}

TEST_CASE("v2: local id and remote id become traffic selectors, and the narrower end wins") {
  Network net;
  two_sites(net);
  gateway(net.a).local_id = Ipv4Prefix::parse("10.1.0.0/16");
  gateway(net.a).remote_id = Ipv4Prefix::parse("10.2.0.0/16");
  const auto range = [](const char* text) {
    return std::vector{ipsec::TrafficRange::of(*Ipv4Prefix::parse(text))};
  };

  SECTION("an end without any takes what is offered") {
    net.configure();
    net.run(1s);
    REQUIRE(net.passes());
    const ipsec::TrafficSelection at_a{range("10.1.0.0/16"), range("10.2.0.0/16")};
    const ipsec::TrafficSelection at_b{at_a.remote, at_a.local};
    CHECK(net.a.outbound.back().selection == at_a);
    CHECK(net.b.inbound.back().selection == at_b);
  }
  SECTION("the responder narrows, and the initiator keeps to it") {
    gateway(net.b).local_id = Ipv4Prefix::parse("10.2.3.0/24");
    gateway(net.b).remote_id = Ipv4Prefix::parse("0.0.0.0/0");
    net.configure();
    net.run(1s);
    REQUIRE(net.passes());
    CHECK(net.a.outbound.back().selection ==
          ipsec::TrafficSelection{range("10.1.0.0/16"), range("10.2.3.0/24")});
    CHECK(net.b.outbound.back().selection ==
          ipsec::TrafficSelection{range("10.2.3.0/24"), range("10.1.0.0/16")});
  }
  SECTION("nothing in common is refused, and both ends say why") {
    gateway(net.b).local_id = Ipv4Prefix::parse("10.9.0.0/16");
    gateway(net.b).remote_id = Ipv4Prefix::parse("10.1.0.0/16");
    net.configure();
    net.run(5s);
    CHECK(net.a.inbound.empty());
    CHECK(net.a.failed(ike::Stuck::invalid_id));
    CHECK(net.b.failed(ike::Stuck::invalid_id));
  }
}

TEST_CASE("v2: of several policies the one answers that speaks for what is offered") {
  Network net;
  two_sites(net);
  gateway(net.a).local_id = Ipv4Prefix::parse("10.1.0.0/24");
  gateway(net.a).remote_id = Ipv4Prefix::parse("10.2.0.0/24");
  auto& policies = net.b.settings.policies;
  policies.push_back(policies[0]);
  policies[1].id = PolicyId{102};
  for (auto& policy : policies) policy.local_id = Ipv4Prefix::parse("10.2.0.0/24");
  policies[0].remote_id = Ipv4Prefix::parse("10.7.0.0/24");
  policies[1].remote_id = Ipv4Prefix::parse("10.1.0.0/24");
  net.configure();

  net.run(1s);

  REQUIRE(net.passes());
  CHECK(net.b.inbound.back().policy == PolicyId{102});
}

TEST_CASE("v2: a child that the peer made otherwise than was asked for is deleted there") {
  Network net;
  two_sites(net);
  net.configure();
  // While the answer is on its way this end comes to speak for less than it offered.
  net.fate = [&](std::size_t number, Datagram&) {
    if (number == 3) {
      net.a.settings.policies[0].local_id = Ipv4Prefix::parse("10.1.0.0/24");
      net.a.settings.policies[0].remote_id = Ipv4Prefix::parse("10.2.0.0/24");
      net.configure(net.a);
    }
    return 1;
  };

  net.run(500ms);

  CHECK(net.a.failed(ike::Stuck::invalid_id));
  CHECK(net.a.outbound.empty());
  CHECK(net.b.count<ike::SaRemoved>() == net.b.count<ike::SaInstalled>());
}

TEST_CASE("v2: another group than offered is asked for, used, and remembered") {
  Network net;
  two_sites(net);
  gateway(net.b).proposal_limitation = true;
  gateway(net.b).encryption = ike::Phase1Cipher::aes_cbc;
  gateway(net.b).group = ike::DhGroup::modp2048;
  net.configure();

  net.run(1s);

  REQUIRE(net.passes());
  CHECK(net.wire.size() == 6);
  CHECK(net.a.engine->status(net.now).isakmp[0].group == ike::DhGroup::modp2048);

  net.with(net.a, [&](auto& out) { net.a.engine->delete_sa(std::nullopt, net.now, out); });
  const auto before = net.wire.size();
  net.run(5s);
  REQUIRE(net.passes());
  CHECK(net.wire.size() - before == 5);  // the answer to the delete, then four and not six
}

TEST_CASE("v2: another pre-shared key is told at both ends, and nothing comes up") {
  Network net;
  two_sites(net);
  gateway(net.b).pre_shared_key = "another key";
  net.configure();

  net.run(30s);

  CHECK(net.a.inbound.empty());
  CHECK(net.b.inbound.empty());
  CHECK(net.a.failed(ike::Stuck::authentication_refused));
  CHECK(net.b.failed(ike::Stuck::wrong_pre_shared_key));
  CHECK(net.b.engine->status(net.now).isakmp.empty());
}

TEST_CASE("v2: name and kind of an identity must match") {
  Network net;
  two_sites(net);
  gateway(net.a).local_name = ike::Name{"branch.example", ike::NameKind::fqdn};
  gateway(net.b).remote_name = ike::Name{"branch.example", ike::NameKind::fqdn};

  SECTION("they do") {
    net.configure();
    net.run(1s);
    CHECK(net.passes());
    CHECK(net.b.engine->status(net.now).isakmp[0].remote_id == "branch.example");
  }
  SECTION("the kind does not") {
    gateway(net.a).local_name->kind = ike::NameKind::key_id;
    net.configure();
    net.run(30s);
    CHECK(net.b.inbound.empty());
    CHECK(net.b.failed(ike::Stuck::unknown_peer_name));
  }
  SECTION("nor does the responder's") {
    gateway(net.a).remote_name = ike::Name{"centre.example", ike::NameKind::fqdn};
    net.configure();
    net.run(30s);
    CHECK(net.a.inbound.empty());
    CHECK(net.b.inbound.empty());
    CHECK(net.a.failed(ike::Stuck::unknown_peer_name));
    CHECK(net.b.count<ike::PolicyDown>() == net.b.count<ike::PolicyUp>());
  }
}

TEST_CASE("v2: a name that is an address says where the peer is") {
  Network net;
  two_sites(net);
  gateway(net.a).remote_address.reset();
  gateway(net.a).remote_name = ike::Name{kSiteB.text(), ike::NameKind::ipv4_addr};
  net.configure();

  net.run(1s);

  CHECK(net.passes());
}

TEST_CASE("v2: behind NATs everything goes to port 4500, ESP in UDP") {
  Network net;
  branch_and_centre(net);
  speak_version_2(net);
  for (auto* station : {&net.a, &net.b}) {
    station->settings.policies[0].mode = ipsec::Mode::tunnel;
  }
  net.configure();

  net.run(1s);

  REQUIRE(net.passes());
  CHECK(net.a.outbound.back().udp_encapsulated);
  CHECK(net.a.outbound.back().peer.port == 4500);
  CHECK(net.b.outbound.back().peer == Endpoint{kSiteA, 24500});
  CHECK(net.wire.back().destination.port == 24500);
}

TEST_CASE("v2: without nat-traversal at one end there is no encapsulation") {
  Network net;
  two_sites(net);
  gateway(net.a).nat_traversal = gateway(net.a).nat_traversal_force = true;
  SECTION("force at the initiator, both have it") {
    gateway(net.b).nat_traversal = true;
    net.configure();
    net.run(1s);
    REQUIRE(net.passes());
    CHECK(net.a.outbound.back().udp_encapsulated);
  }
  SECTION("the responder has not") {
    net.configure();
    net.run(1s);
    REQUIRE(net.passes());
    CHECK(!net.a.outbound.back().udp_encapsulated);
  }
}

TEST_CASE("v2: transport mode is asked for and granted") {
  Network net;
  two_sites(net);
  for (auto* station : {&net.a, &net.b}) station->settings.policies = {a_policy(ipsec::Mode::transport)};

  SECTION("by both") {
    net.configure();
    net.run(1s);
    REQUIRE(net.passes());
    CHECK(net.a.outbound.back().mode == ipsec::Mode::transport);
  }
  SECTION("not if the other end means tunnel mode") {
    net.b.settings.policies = {a_policy(ipsec::Mode::tunnel)};
    net.configure();
    net.run(5s);
    CHECK(net.a.outbound.empty());
    CHECK(net.a.failed(ike::Stuck::no_proposal_chosen));
  }
}

TEST_CASE("v2: a gateway speaks the version it is configured for, and no other") {
  Network net;
  two_sites(net);
  gateway(net.b).version = 1;
  net.configure();

  net.run(2min);

  CHECK(net.a.inbound.empty());
  CHECK(net.b.inbound.empty());
  CHECK(net.a.failed(ike::Stuck::no_answer));
}

TEST_CASE("v2: lost messages are said again, doubled ones answered once") {
  for (std::size_t lost = 0; lost < 4; ++lost) {
    Network net;
    two_sites(net);
    net.fate = [&](std::size_t number, Datagram&) { return number == lost ? 0 : 1; };
    net.configure();
    net.run(6s);
    INFO("lost " << lost);
    CHECK(net.passes());
    CHECK(net.b.count<ike::Phase1Established>() == 1);
  }
  Network net;
  two_sites(net);
  net.fate = [](std::size_t, Datagram&) { return 2; };
  net.configure();
  net.run(3s);
  CHECK(net.passes());
  CHECK(net.a.count<ike::Phase1Established>() == 1);
  CHECK(net.b.count<ike::Phase1Established>() == 1);
  CHECK(net.b.inbound.size() == 1);
}

TEST_CASE("v2: both ends that begin at once end with SAs that pass") {
  Network net;
  two_sites(net);
  gateway(net.b).auto_refresh = true;
  net.configure();

  net.run(60s);

  CHECK(net.passes());
  CHECK(net.a.engine->status(net.now).gateways[0].progress == ike::Progress::established);
}

TEST_CASE("v2: a flood of first messages has to show cookies, a real peer gets through") {
  Network net;
  two_sites(net);
  net.b.settings.gateways[0].remote_address.reset();  // anybody
  net.configure(net.b);
  // Somebody who cannot receive at these addresses repeats A's first message with other SPIs.
  Network other;
  two_sites(other);
  other.configure(other.a);
  const auto first = other.wire.at(0);
  std::size_t answered = 0;
  for (std::uint8_t i = 0; i < 200; ++i) {
    auto forged = first;
    forged.source.address = Ipv4Address::of(198, 51, 100, i);
    forged.payload[0] = i;
    forged.payload[1] = 0x77;
    ike::Outbox out;
    net.b.engine->receive(forged, net.now, out);
    for (auto& datagram : out.datagrams) answered += datagram.payload.size() > first.payload.size() / 2;
  }
  CHECK(answered <= 10);  // the rest were sent a cookie, which costs nothing to keep

  net.configure(net.a);
  net.run(2s);

  CHECK(net.passes());
}

TEST_CASE("v2: a recorded IKE_AUTH means nothing to an end that was restarted") {
  Network net;
  two_sites(net);
  net.configure();
  net.run(1s);
  const auto recorded = net.wire.at(2);
  net.restart(net.b);
  ike::Outbox out;
  net.b.engine->receive(recorded, net.now, out);
  CHECK(out.datagrams.empty());
  CHECK(out.events.empty());
}
