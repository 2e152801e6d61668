#include "firmware/ike/incoming.hpp"
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

void use_dpd(Network& net) {
  for (auto* station : {&net.a, &net.b}) {
    station->settings.gateways[0].keepalive = {ike::KeepaliveSwitch::automatic,
                                               ike::KeepaliveKind::dpd, 10s, 3};
  }
}

void use_heartbeat(Network& net, ike::KeepaliveSwitch a, ike::KeepaliveSwitch b) {
  net.a.settings.gateways[0].keepalive = {a, ike::KeepaliveKind::heartbeat, 10s, 6};
  net.b.settings.gateways[0].keepalive = {b, ike::KeepaliveKind::heartbeat, 10s, 6};
}

std::size_t sent_within(Network& net, Duration duration) {
  const auto before = net.wire.size();
  net.run(duration);
  return net.wire.size() - before;
}

}  // namespace

TEST_CASE("DPD asks a silent peer, and an answer keeps the SAs") {
  Network net;
  two_fixed_sites(net);
  use_dpd(net);
  net.configure();
  net.run(2s);

  const auto sent = sent_within(net, 600s);

  CHECK(sent > 20);
  CHECK(net.passes());
  CHECK(net.a.count<ike::PeerDead>() == 0);
  CHECK(net.a.count<ike::Phase1Established>() == 1);
}

TEST_CASE("DPD does not ask a peer whose traffic is heard") {
  Network net;
  two_fixed_sites(net);
  use_dpd(net);
  net.b.settings.gateways[0].keepalive.use = ike::KeepaliveSwitch::off;
  net.configure();
  net.run(2s);
  const auto before = net.wire.size();

  for (int i = 0; i < 60; ++i) {
    net.with(net.a, [&](auto& out) {
      net.a.engine->inbound_traffic(net.a.inbound[0].spi, {kSiteB, 0}, net.now, out);
    });
    net.run(1s);
  }

  CHECK(net.wire.size() == before);
}

TEST_CASE(
    "a peer that does not answer DPD is dead after the configured count, and is called again") {
  Network net;
  two_fixed_sites(net);
  use_dpd(net);
  net.configure();
  net.run(2s);

  net.power_off(net.b);
  net.run(37s);  // three questions, ten seconds apart, have no answer yet
  CHECK(net.a.count<ike::PeerDead>() == 0);
  net.run(6s);

  REQUIRE(net.a.count<ike::PeerDead>() == 1);
  CHECK(net.a.all<ike::PeerDead>().front()->logged);
  CHECK(net.a.outbound.empty());
  CHECK(net.a.inbound.empty());
  CHECK(net.a.count<ike::PolicyDown>() == 1);
  CHECK(net.a.count<ike::Phase1Started>() == 2);
}

TEST_CASE("heartbeats pass in both directions between two routers that are switched on") {
  Network net;
  branch_and_centre(net);
  net.configure();
  net.run(2s);

  const auto sent = sent_within(net, 100s);

  CHECK(sent >= 18);
  CHECK(sent <= 22);
  CHECK(net.passes());
}

TEST_CASE("send-only-new-sa says whether an ISAKMP SA that was renewed goes on beating") {
  using enum ike::OldSaBeats;
  struct Row {
    ike::OldSaBeats a, b;
    std::size_t beating;  ///< ISAKMP SAs, in the end
  };
  const auto row = GENERATE(Row{always, always, 2}, Row{never, never, 1}, Row{in_answer, in_answer, 1},
                            Row{in_answer, always, 2}, Row{never, in_answer, 1});
  Network net;
  two_fixed_sites(net);
  use_heartbeat(net, ike::KeepaliveSwitch::on, ike::KeepaliveSwitch::on);
  net.a.settings.gateways[0].keepalive.old_sa_beats = row.a;
  net.b.settings.gateways[0].keepalive.old_sa_beats = row.b;
  net.a.settings.gateways[0].isakmp_lifetime.seconds = 1000s;
  net.a.settings.gateways[0].ipsec_lifetime.seconds = 1000s;
  net.configure();
  net.run(850s);  // renewed at 750
  REQUIRE(net.b.engine->status(net.now).isakmp.size() == 2);
  const auto before = net.wire.size();
  net.run(50s);
  std::set<wire::ike::Cookie> from_a;
  for (auto i = before; i < net.wire.size(); ++i) {
    if (net.wire[i].source.address == IpAddress(kSiteA)) from_a.insert(ike::incoming_of(net.wire[i])->header.initiator);
  }
  CHECK(from_a.size() == row.beating);
  CHECK(net.passes());
  net.run(300s);
  CHECK(net.a.count<ike::PeerDead>() + net.b.count<ike::PeerDead>() == 0);
}

TEST_CASE("auto on both ends means no heartbeat at all") {
  Network net;
  two_fixed_sites(net);
  use_heartbeat(net, ike::KeepaliveSwitch::automatic, ike::KeepaliveSwitch::automatic);
  net.configure();
  net.run(2s);

  CHECK(sent_within(net, 600s) == 0);
}

TEST_CASE("auto answers heartbeats once it hears them") {
  Network net;
  two_fixed_sites(net);
  use_heartbeat(net, ike::KeepaliveSwitch::on, ike::KeepaliveSwitch::automatic);
  net.configure();
  net.run(2s);
  const auto from_b = net.bytes_from_b;

  net.run(300s);

  CHECK(net.bytes_from_b > from_b);
  CHECK(net.passes());
  CHECK(net.b.engine->status(net.now).gateways[0].keepalive_running);
  CHECK(net.a.count<ike::PeerDead>() == 0);
}

TEST_CASE("a heartbeat that stays away kills the SAs") {
  Network net;
  branch_and_centre(net);
  net.configure();
  net.run(30s);

  net.power_off(net.b);
  net.run(75s);

  CHECK(net.a.count<ike::PeerDead>() == 1);
  CHECK(net.a.count<ike::PolicyDown>() == 1);
}

TEST_CASE("the centre loses its power: the branch finds out and joins again") {
  Network net;
  branch_and_centre(net);
  net.configure();
  net.run(30s);

  net.power_off(net.b);
  net.run(20s);
  net.b.on = true;
  net.restart(net.b);
  net.run(90s);

  CHECK(net.passes());
  CHECK(net.b.count<ike::PolicyUp>() == 1);
}

TEST_CASE("the branch loses its power: its first contact replaces the stale SAs at the centre") {
  Network net;
  branch_and_centre(net);
  net.configure();
  net.run(30s);

  net.nat_a->port_offset = 30000;  // the NAT has another mapping by then
  net.restart(net.a);
  net.run(2s);

  CHECK(net.passes());
  CHECK(net.b.outbound.size() == 1);
  CHECK(net.b.inbound.size() == 1);
  CHECK(net.b.engine->status(net.now).isakmp.size() == 1);
  CHECK(net.b.count<ike::PolicyDown>() == 1);
  CHECK(net.b.count<ike::PolicyUp>() == 2);
}

TEST_CASE("either of two fixed sites may restart at any moment, and both agree again") {
  for (int moment = 0; moment < 40; moment += 3) {
    for (bool second : {false, true}) {
      Network net;
      two_fixed_sites(net);
      use_dpd(net);
      net.b.settings.gateways[0].auto_refresh = true;
      net.configure();
      net.run(moment * 10ms);

      net.restart(second ? net.b : net.a);
      net.run(120s);

      INFO("after " << moment * 10 << " ms, " << (second ? "B" : "A"));
      CHECK(net.passes());
    }
  }
}

TEST_CASE("a new mapping of the NAT is followed by authenticated messages") {
  Network net;
  branch_and_centre(net);
  net.configure();
  net.run(2s);

  net.nat_a->port_offset = 33333;
  net.run(20s);

  REQUIRE(net.b.count<ike::PeerMoved>() == 1);
  CHECK(net.b.all<ike::PeerMoved>()[0]->before == Endpoint{kSiteA, 24500});
  CHECK(net.b.all<ike::PeerMoved>()[0]->after == Endpoint{kSiteA, 37833});
  CHECK(net.b.outbound[0].peer.port == 37833);
  CHECK(net.passes());
  CHECK(net.b.count<ike::PolicyDown>() == 0);
}

TEST_CASE("an ESP packet from a new source moves its peer, a replayed IKE message does not") {
  Network net;
  branch_and_centre(net);
  net.configure();
  net.run(15s);
  const Endpoint elsewhere{kSiteA, 61000};

  for (auto& datagram : std::vector<Datagram>(net.wire)) {
    auto copy = datagram;
    copy.source = elsewhere;
    copy.destination.address = Ipv4Address::of(192, 168, 100, 1);
    net.with(net.b, [&](auto& out) { net.b.engine->receive(copy, net.now, out); });
  }
  CHECK(net.b.count<ike::PeerMoved>() == 0);

  net.with(net.b, [&](auto& out) {
    net.b.engine->inbound_traffic(net.b.inbound[0].spi, elsewhere, net.now, out);
  });
  REQUIRE(net.b.count<ike::PeerMoved>() == 1);
  CHECK(net.b.all<ike::PeerMoved>()[0]->after == elsewhere);
}

TEST_CASE("only the end behind a NAT sends keepalives, one byte at the configured interval") {
  Network net;
  two_fixed_sites(net);
  const auto inner = Ipv4Address::of(10, 0, 0, 2);
  net.nat_a = {inner, kSiteA, 1000};
  net.a.settings.gateways[0].local_address = inner;
  for (auto* station : {&net.a, &net.b}) {
    station->settings.gateways[0].nat_traversal = true;
    station->settings.gateways[0].nat_keepalive = 30s;
  }
  net.configure();
  net.run(2s);
  const auto before = net.wire.size();

  net.run(300s);

  CHECK(net.wire.size() == before + 10);
  for (auto i = before; i < net.wire.size(); ++i) {
    CHECK(net.wire[i].payload == Bytes{0xff});
    CHECK(net.wire[i].source == Endpoint{kSiteA, 5500});
    CHECK(net.wire[i].destination == Endpoint{kSiteB, 4500});
  }
}

TEST_CASE("traffic on the new inbound SA stands in for a lost message 3") {
  Network net;
  two_fixed_sites(net);
  net.fate = [](std::size_t number, Datagram&) { return number == 8 ? 0 : 1; };
  net.configure();
  net.run(1s);
  REQUIRE(net.b.count<ike::PolicyUp>() == 0);

  net.with(net.b, [&](auto& out) {
    net.b.engine->inbound_traffic(net.b.inbound[0].spi, {kSiteA, 0}, net.now, out);
  });

  CHECK(net.b.count<ike::PolicyUp>() == 1);
  CHECK(net.passes());
}

TEST_CASE("a peer that says initial contact is told which SAs that cost it") {
  Network net;
  branch_and_centre(net);
  net.configure();
  net.run(30s);
  const auto before = net.bytes_from_b;

  net.restart(net.a);
  net.run(60ms);  // message 3 arrived; its answer goes out with the first delete
  const auto removed = net.b.all<ike::SaRemoved>().size();
  net.run(2s);

  CHECK(removed == 2);
  CHECK(net.bytes_from_b > before);
  CHECK(net.passes());
}

TEST_CASE("with keepalive log off a dead peer is noticed all the same, without a line in the log") {
  Network net;
  two_fixed_sites(net);
  use_dpd(net);
  net.a.settings.gateways[0].keepalive_log = false;
  net.configure();
  net.run(2s);

  net.power_off(net.b);
  net.run(43s);

  REQUIRE(net.a.count<ike::PeerDead>() == 1);
  CHECK_FALSE(net.a.all<ike::PeerDead>().front()->logged);
}

TEST_CASE("v1: send info off: nothing is deleted at the peer and nothing refused, but keepalives go on") {
  Network net;
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) {
    station->settings.gateways[0].keepalive = {ike::KeepaliveSwitch::on, ike::KeepaliveKind::dpd};
    station->settings.gateways[0].keepalive.interval = 10s;
  }
  net.a.settings.gateways[0].sends_info = false;
  net.configure();
  net.run(100s);
  CHECK(net.passes());
  CHECK(net.a.count<ike::PeerDead>() + net.b.count<ike::PeerDead>() == 0);

  net.with(net.a, [&](auto& out) { net.a.engine->delete_sa(std::nullopt, net.now, out); });
  net.a.settings.gateways[0].auto_refresh = false;
  net.configure(net.a);
  net.run(1s);
  CHECK(net.a.inbound.empty());
  CHECK(net.b.inbound.size() == 1);
}

TEST_CASE("many exchanges that are due at once are begun a few at a time, the others stay due, by both versions") {
  for (int version : {1, 2}) {
    Network net;
    for (std::uint32_t i = 1; i <= 40; ++i) {
      auto gateway = a_gateway(kSiteA);
      gateway.id = GatewayId{i};
      gateway.version = version;
      gateway.remote_address = Ipv4Address{kSiteB.value + i};
      auto policy = a_policy(ipsec::Mode::tunnel);
      policy.id = PolicyId{i};
      policy.gateway = gateway.id;
      net.a.settings.gateways.push_back(gateway);
      net.a.settings.policies.push_back(policy);
    }
    net.configure(net.a);
    std::vector<std::size_t> begun{net.a.count<ike::Phase1Started>()};
    while (net.a.engine->deadline() == net.now) {
      net.with(net.a, [&](auto& out) { net.a.engine->expire(net.now, out); });
      begun.push_back(net.a.count<ike::Phase1Started>());
    }
    INFO(version);
    CHECK(begun == std::vector<std::size_t>{16, 32, 40});
  }
}

