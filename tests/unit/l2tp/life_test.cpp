// Keepalive, idle time, restart of a peer, both ends at once, moving addresses, changed
// configuration.
#include "tests/unit/l2tp/pair.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

/// Both ends know each other's address.
l2tp::TunnelSettings b_that_opens() {
  auto settings = a_tunnel('b');
  settings.remote_address = *kA.address.v4();
  return settings;
}

Fate lose_all(int, char, ByteView) { return {Fate::Kind::lose}; }

}  // namespace

TEST_CASE("after an interval of silence a HELLO asks whether the other still lives") {
  Pair pair;
  pair.transport_up();

  pair.run(10s);
  CHECK(pair.count_sent("a> HELLO") + pair.count_sent("b> HELLO") == 0);
  pair.run(110s);

  // Each HELLO is life for the other end too: about one in ten seconds altogether.
  const auto hellos = pair.count_sent("a> HELLO") + pair.count_sent("b> HELLO");
  CHECK(hellos >= 10);
  CHECK(hellos <= 24);
  CHECK(pair.both_up());
}

TEST_CASE("a dead peer is noticed after interval times count, plus the first interval") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  pair.fault = lose_all;

  pair.run(68s);
  CHECK(pair.session_up(pair.a));
  CHECK(pair.count_sent("a> HELLO") == 6);
  pair.run(3s);

  CHECK(!pair.session_up(pair.a));
  CHECK(!pair.session_up(pair.b));
  CHECK(pair.a.all<l2tp::ControlConnectionDown>().at(0).reason == l2tp::Reason::no_answer);
  CHECK(pair.a.count<l2tp::SessionDown>() == 1);
  pair.fault = nullptr;
  pair.run(20s);
  CHECK(pair.both_up());
}

TEST_CASE("the configured interval and count decide") {
  auto for_a = a_tunnel('a');
  auto for_b = a_tunnel('b');
  for_a.keepalive_interval = 2s;
  for_a.keepalive_count = 3;
  for_b.keepalive = false;
  Pair pair(for_a, for_b);
  pair.transport_up();
  pair.run(1s);
  pair.fault = lose_all;

  pair.run(10s);

  CHECK(pair.count_sent("a> HELLO") == 3);
  CHECK(!pair.session_up(pair.a));
  CHECK(pair.count_sent("b> HELLO") == 0);
  CHECK(pair.session_up(pair.b));
}

TEST_CASE("data from the peer is life, though it answers no HELLO") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  pair.fault = lose_all;

  for (int i = 0; i < 60; ++i) {
    pair.run(5s);
    pair.a.engine->data_seen(kTunnel, true, pair.now);
  }
  CHECK(pair.session_up(pair.a));
  CHECK(!pair.session_up(pair.b));  // heard nothing
  pair.run(90s);

  CHECK(!pair.session_up(pair.a));
}

TEST_CASE("data sent is no life") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  pair.fault = lose_all;

  for (int i = 0; i < 20; ++i) {
    pair.run(5s);
    pair.a.engine->data_seen(kTunnel, false, pair.now);
  }

  CHECK(!pair.session_up(pair.a));
}

TEST_CASE(
    "without data for the disconnect time the tunnel is closed, data in either direction postpones "
    "it") {
  auto for_a = a_tunnel('a');
  for_a.disconnect_time = 60s;
  Pair pair(for_a);
  pair.transport_up();
  for (int i = 0; i < 10; ++i) {
    pair.run(30s);
    pair.a.engine->data_seen(kTunnel, i % 2 == 0, pair.now);
  }
  CHECK(pair.session_up(pair.a));

  pair.run(61s);

  CHECK(!pair.session_up(pair.a));
  CHECK(pair.a.all<l2tp::ControlConnectionDown>().at(0).reason == l2tp::Reason::idle);
  CHECK(pair.b.count<l2tp::SessionDown>() == 1);
}

TEST_CASE("a peer that starts anew replaces its old connection") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  const auto old = pair.status(pair.b);

  pair.restart(pair.a, a_tunnel('a'));
  pair.call(pair.a,
            [&](auto& out) { pair.a.engine->transport_up(kPolicy, kA, kB, pair.now, out); });
  pair.run(1s);

  CHECK(pair.both_up());
  CHECK(pair.status(pair.b).local != old.local);
  CHECK(pair.b.count<l2tp::SessionDown>() == 1);
  CHECK(pair.b.all<l2tp::SessionDown>()[0].local == old.local_session);
  CHECK(pair.b.count<l2tp::SessionUp>() == 2);
  CHECK(pair.b.all<l2tp::ControlConnectionDown>().at(0).local == old.local);
}

TEST_CASE("an SCCRQ alone does not disturb the connection that stands") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  const auto first = pair.last("a> SCCRQ");
  const auto old = pair.status(pair.b);

  // The same request once more, and one with another id whose sender never goes on.
  pair.inject(pair.b, first);
  auto other = first;
  const auto id = *wire::l2tp::parse_control(first)->find(wire::l2tp::AvpType::assigned_connection);
  other[static_cast<std::size_t>(id.value.data() - first.data())] ^= 1;
  pair.inject(pair.b, other);
  pair.run(120s);

  CHECK(pair.both_up());
  CHECK(pair.status(pair.b).local == old.local);
  CHECK(pair.b.count<l2tp::SessionDown>() == 0);
}

TEST_CASE("both ends open at once: one connection remains, with any seed") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    INFO("seed " << seed);
    Pair pair(a_tunnel('a'), b_that_opens(), seed);

    pair.transport_up();
    pair.run(5s);

    CHECK(pair.both_up());
    CHECK(pair.count_sent("a> SCCRP") + pair.count_sent("b> SCCRP") == 1);
    CHECK(pair.a.count<l2tp::SessionUp>() == 1);
    CHECK(pair.b.count<l2tp::SessionUp>() == 1);
    CHECK(pair.a.count<l2tp::NegotiationFailed>() == 0);
    CHECK(pair.b.count<l2tp::NegotiationFailed>() == 0);
  }
}

TEST_CASE("both ends open at once while messages get lost: one connection remains") {
  for (std::uint64_t seed = 1; seed <= 50; ++seed) {
    INFO("seed " << seed);
    Pair pair(a_tunnel('a'), b_that_opens(), seed);
    TestEntropy dice(seed + 500);
    pair.fault = [&](int, char, ByteView) {
      return Fate{dice.u32() % 3 == 0 ? Fate::Kind::lose : Fate::Kind::deliver};
    };

    pair.transport_up();
    pair.run(300s);
    pair.fault = nullptr;
    pair.run(150s);

    CHECK(pair.both_up());
  }
}

TEST_CASE("equal tie breakers: both start anew, and one connection remains") {
  Pair pair(a_tunnel('a'), b_that_opens(), 3);
  // The same seed at both ends: the same ids, the same tie breaker.
  pair.a.entropy = TestEntropy(9);
  pair.b.entropy = TestEntropy(9);
  pair.transport_up();
  pair.run(200ms);
  CHECK(pair.count_sent("a> SCCRP") + pair.count_sent("b> SCCRP") == 0);
  CHECK(pair.status(pair.a).state == l2tp::ControlState::idle);
  pair.a.entropy = TestEntropy(10);
  pair.b.entropy = TestEntropy(11);
  pair.run(200s);

  CHECK(pair.both_up());
}

TEST_CASE("behind a NAT the answers go to the address seen") {
  Pair pair;
  pair.nat_of_a = at("203.0.113.7", 40000);

  pair.transport_up();
  pair.run(60s);

  CHECK(pair.both_up());
  CHECK(pair.b.all<l2tp::SessionUp>().at(0).remote_endpoint == *pair.nat_of_a);
}

TEST_CASE("when the NAT gives the peer another address, the session follows") {
  Pair pair;
  pair.nat_of_a = at("203.0.113.7", 40000);
  pair.transport_up();
  pair.run(1s);
  const auto before = pair.status(pair.b).local_session;

  pair.nat_of_a = at("203.0.113.7", 40001);
  pair.run(60s);

  CHECK(pair.both_up());
  CHECK(pair.status(pair.b).local_session == before);
  CHECK(pair.status(pair.b).remote_endpoint == *pair.nat_of_a);
  CHECK(pair.b.all<l2tp::SessionUp>().back().remote_endpoint == *pair.nat_of_a);
  CHECK(pair.b.count<l2tp::SessionDown>() == 0);
}

TEST_CASE("without IPsec and without password a stranger cannot move the session to himself") {
  Pair pair(a_raw_tunnel('a'), a_raw_tunnel('b'));
  pair.run(1s);
  const auto status = pair.status(pair.b);

  pair.inject(
      pair.b,
      wire::l2tp::write_control(wire::l2tp::Message(wire::l2tp::MessageType::hello),
                                {number(status.local), status.next_receive, status.next_send}),
      std::nullopt, at("203.0.113.66"));

  CHECK(pair.status(pair.b).remote_endpoint == kA);
}

TEST_CASE("a signed message that is repeated from elsewhere does not move the session") {
  auto for_a = a_raw_tunnel('a');
  auto for_b = a_raw_tunnel('b');
  for_a.authentication = for_b.authentication = "secret";
  Pair pair(for_a, for_b);
  pair.run(1s);

  pair.inject(pair.b, pair.last("a> ICCN"), std::nullopt, at("203.0.113.66"));

  CHECK(pair.status(pair.b).remote_endpoint == kA);
  CHECK(pair.both_up());
}

TEST_CASE("a change of keepalive, idle time or logging leaves the tunnel standing") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  auto changed = a_tunnel('a');
  changed.keepalive_interval = 3s;
  changed.keepalive_log = true;
  changed.syslog = true;
  changed.disconnect_time = 1000s;

  pair.configure(pair.a, changed);
  pair.run(10s);

  CHECK(pair.both_up());
  CHECK(pair.a.count<l2tp::SessionDown>() == 0);
  CHECK(pair.count_sent("a> HELLO") >= 2);
  CHECK(pair.a.count<l2tp::DebugLine>() >= 2);
}

TEST_CASE("a change of password or ids restarts the tunnel, and disabling it ends it") {
  for (int what = 0; what < 5; ++what) {
    INFO("change " << what);
    Pair pair;
    pair.transport_up();
    pair.run(1s);
    auto for_a = a_tunnel('a');
    auto for_b = a_tunnel('b');
    for (auto* changed : {&for_a, &for_b}) {
      if (what == 0) changed->authentication = "new";
      if (what == 1) changed->remote_end_id = "new";
      if (what == 2) changed->host_name = "new";
      if (what == 4) changed->enabled = false;
    }
    if (what == 3) for_a.local_router_id = for_b.remote_router_id = Ipv4Address::of(10, 0, 0, 7);

    pair.configure(pair.b, for_b);
    pair.configure(pair.a, for_a);
    pair.run(20s);

    CHECK(pair.a.all<l2tp::ControlConnectionDown>().at(0).reason == l2tp::Reason::requested);
    CHECK(pair.a.count<l2tp::SessionDown>() == 1);
    if (what == 4) {
      CHECK(pair.a.engine->status(pair.now).tunnels.empty());
      CHECK(pair.count_sent("a> SCCRQ") == 1);
    } else {
      CHECK(pair.both_up());
    }
  }
}

TEST_CASE("a tunnel taken out of the configuration is closed at both ends") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);

  pair.call(pair.a, [&](auto& out) {
    pair.a.engine->configure(std::make_shared<l2tp::Settings>(), pair.now, out);
  });
  pair.run(200s);

  CHECK(pair.a.count<l2tp::SessionDown>() == 1);
  CHECK(pair.b.count<l2tp::SessionDown>() == 1);
  CHECK(!pair.a.engine->deadline());
  CHECK(!pair.b.engine->deadline());
}

TEST_CASE("the debug lines of the device: control messages without keepalive, or keepalive alone") {
  auto for_a = a_tunnel('a');
  for_a.syslog = true;
  Pair pair(for_a);

  pair.transport_up();
  pair.run(60s);

  std::vector<std::string> lines;
  for (auto& line : pair.a.all<l2tp::DebugLine>()) lines.push_back(line.text);
  CHECK(lines == std::vector<std::string>{"send SCCRQ", "receive SCCRP", "send SCCCN", "send ICRQ",
                                          "receive ICRP", "send ICCN"});
}

TEST_CASE("two tunnels over two policies do not mix") {
  TestEntropy entropy(1);
  l2tp::Engine engine(entropy);
  auto settings = std::make_shared<l2tp::Settings>();
  for (std::uint16_t i = 1; i <= 2; ++i) {
    auto tunnel = a_tunnel('a');
    tunnel.tunnel = TunnelId{i};
    tunnel.policy = PolicyId{100u + i};
    settings->tunnels.push_back(tunnel);
  }
  l2tp::Outbox out;
  engine.configure(settings, {}, out);

  engine.transport_up(PolicyId{102}, kA, kB, {}, out);

  REQUIRE(out.datagrams.size() == 1);
  CHECK(out.datagrams[0].tunnel == TunnelId{2});
  CHECK(out.datagrams[0].policy == PolicyId{102});
  engine.transport_down(PolicyId{101}, {}, out);
  CHECK(engine.status({}).tunnels.at(1).state == l2tp::ControlState::wait_ctl_reply);
}
