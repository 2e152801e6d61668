// What the router does to a running engine: new settings, deletion, refresh.
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

void come_up(Network& net, void (*setup)(Network&) = two_fixed_sites) {
  setup(net);
  net.configure();
  net.run(2s);
  REQUIRE(net.passes());
}

}  // namespace

TEST_CASE("settings that change nothing of the negotiation leave the SAs alone") {
  Network net;
  come_up(net);
  const auto events = net.a.events.size();
  auto& gateway = net.a.settings.gateways[0];
  gateway.keepalive = {ike::KeepaliveSwitch::on, ike::KeepaliveKind::dpd, 20s, 3};
  gateway.always_on = true;
  gateway.isakmp_lifetime.seconds = 1234s;
  gateway.nat_keepalive.reset();
  net.a.settings.retry_count = 3;

  net.configure(net.a);

  CHECK(net.a.events.size() == events);
  CHECK(net.passes());
  CHECK(net.a.engine->status(net.now).gateways[0].keepalive_running);
}

TEST_CASE("another pre-shared key deletes the SAs, tells the peer, and starts over") {
  Network net;
  come_up(net);

  net.a.settings.gateways[0].pre_shared_key = "new";
  net.configure(net.a);
  net.run(100ms);

  CHECK(net.a.outbound.empty());
  CHECK(net.b.outbound.empty());
  CHECK(net.b.count<ike::PolicyDown>() == 1);
  CHECK(net.a.count<ike::Phase1Started>() == 2);
}

TEST_CASE("a gateway that is gone takes its SAs with it, and another one keeps its own") {
  Network net;
  come_up(net);
  const auto settings = net.a.settings;

  net.a.settings.gateways.clear();
  net.a.settings.policies.clear();
  net.configure(net.a);
  net.run(100s);

  CHECK(net.a.inbound.empty());
  CHECK(net.b.inbound.empty());
  CHECK(net.a.engine->status(net.now).isakmp.empty());

  net.a.settings = settings;
  net.configure(net.a);
  net.run(2s);
  CHECK(net.passes());
}

TEST_CASE("ipsec use off deletes everything and answers nothing") {
  Network net;
  come_up(net);

  net.b.settings.enabled = false;
  net.configure(net.b);
  net.run(100ms);
  const auto from_b = net.bytes_from_b;
  net.run(100s);

  CHECK(net.b.inbound.empty());
  CHECK(net.a.inbound.empty());
  CHECK(net.bytes_from_b == from_b);
}

TEST_CASE("a policy that is no longer in use is deleted and refused to the peer") {
  Network net;
  come_up(net);

  net.b.settings.policies[0].in_use = false;
  net.configure(net.b);
  net.run(100ms);
  CHECK(net.a.outbound.empty());
  net.run(10s);

  CHECK(net.a.outbound.empty());
  CHECK(net.b.inbound.empty());
  CHECK(net.a.failed(ike::Stuck::no_proposal_chosen));
}

TEST_CASE("an address that goes away takes the SAs that spoke from it") {
  Network net;
  two_fixed_sites(net);
  net.a.settings.gateways[0].local_address.reset();
  net.a.engine->set_own_addresses({kSiteA, {}});
  net.configure();
  net.run(2s);
  REQUIRE(net.passes());

  const auto moved = Ipv4Address::of(192, 0, 2, 99);
  net.b.settings.gateways[0].remote_address.reset();
  net.configure(net.b);
  net.run(2s);
  net.a.engine->set_own_addresses({moved, {}});
  net.configure(net.a);
  net.run(2s);

  CHECK(net.passes());
  CHECK(net.a.outbound.back().local.address == moved);
  CHECK(net.b.outbound.back().peer.address == moved);
}

TEST_CASE("without an address to speak from the engine waits, and begins when there is one") {
  Network net;
  two_fixed_sites(net);
  net.a.settings.gateways[0].local_address.reset();
  net.configure();
  net.run(20s);
  CHECK(net.wire.empty());

  net.a.engine->set_own_addresses({kSiteA, {}});
  net.configure(net.a);
  net.run(6s);

  CHECK(net.passes());
}

TEST_CASE("ipsec sa delete all tells the peer, and new SAs follow") {
  Network net;
  come_up(net);
  const auto before = net.a.outbound[0].spi;

  bool found = false;
  net.with(net.a, [&](auto& out) { found = net.a.engine->delete_sa(std::nullopt, net.now, out); });
  CHECK(found);
  CHECK(net.a.inbound.empty());
  net.run(500ms);
  CHECK(net.b.inbound.empty());
  CHECK(net.b.engine->status(net.now).isakmp.empty());
  net.run(5s);

  CHECK(net.passes());
  CHECK(net.a.outbound[0].spi != before);
}

TEST_CASE("one SA is deleted by its number, an unknown number is not found") {
  Network net;
  come_up(net);

  bool unknown = true;
  bool known = false;
  net.with(net.a, [&](auto& out) {
    unknown = net.a.engine->delete_sa(99, net.now, out);
    known = net.a.engine->delete_sa(2, net.now, out);
  });
  net.run(100ms);

  CHECK_FALSE(unknown);
  CHECK(known);
  CHECK(net.b.inbound.empty());
  CHECK(net.b.engine->status(net.now).isakmp.size() == 1);
}

TEST_CASE("refresh drops everything without a word and starts over") {
  Network net;
  come_up(net);
  const auto sent = net.bytes_from_a;

  ike::Outbox out;
  net.with(net.a, [&](auto& outbox) { net.a.engine->refresh(net.now, outbox); });
  CHECK(net.a.inbound.empty());
  CHECK(net.wire.back().payload.size() ==
        net.wire[0].payload.size());  // a new first message, no delete
  CHECK(net.bytes_from_a == sent + net.wire[0].payload.size());
  net.run(2s);

  CHECK(net.passes());
  CHECK(net.b.inbound.size() == 1);  // first contact: the old pair is gone
}

TEST_CASE(
    "closing the policy of a tunnel that was disabled deletes its SAs at both ends for good") {
  Network net;
  come_up(net, branch_and_centre);

  net.with(net.b, [&](auto& out) { net.b.engine->close_policy(kPolicy, net.now, out); });
  net.b.settings.policies[0].in_use = false;
  net.configure(net.b);
  net.run(20s);

  CHECK(net.a.inbound.empty());
  CHECK(net.b.inbound.empty());
  CHECK(net.a.count<ike::PolicyDown>() == 1);
}

TEST_CASE("an aggressive initiator takes its IPsec SAs away with the ISAKMP SA") {
  Network net;
  come_up(net, branch_and_centre);

  net.with(net.a, [&](auto& out) { net.a.engine->delete_sa(1, net.now, out); });

  CHECK(net.a.inbound.empty());
}

TEST_CASE("events and deletions that name nothing known are ignored") {
  Network net;
  come_up(net);
  const auto events = net.a.events.size();

  net.with(net.a, [&](auto& out) {
    net.a.engine->sa_wanted(PolicyId{5}, net.now, out);
    net.a.engine->inbound_traffic(Spi{1}, {kSiteB, 0}, net.now, out);
    const ipsec::SaUseOf row{ipsec::Direction::inbound, Spi{77}, {}};
    net.a.engine->sa_use({&row, 1}, net.now, out);
    net.a.engine->close_policy(PolicyId{5}, net.now, out);
  });

  CHECK(net.a.events.size() == events);
  CHECK(net.passes());
}

TEST_CASE("traffic does not bring back the SAs of a policy that no enabled tunnel uses") {
  Network net;
  two_fixed_sites(net);
  net.configure();
  net.run(1s);
  net.a.settings.policies[0].in_use = false;
  net.configure();
  net.run(1s);
  const auto sent = net.wire.size();

  net.with(net.a, [&](auto& out) { net.a.engine->sa_wanted(kPolicy, net.now, out); });
  net.run(1s);

  CHECK(net.wire.size() == sent);
}
