// How a tunnel comes up and goes down between two engines.
#include "tests/unit/l2tp/pair.hpp"

using namespace kyoten;
using namespace kyoten::test;
using Lines = std::vector<std::string>;

TEST_CASE("the end that knows the other's address connects as soon as IPsec stands") {
  Pair pair;

  pair.transport_up();
  pair.run(1s);

  CHECK(pair.sent == Lines{"a> SCCRQ", "b> SCCRP", "a> SCCCN", "a> ICRQ", "b> ACK", "b> ICRP",
                           "a> ICCN", "b> ACK"});
  CHECK(pair.both_up());
}

TEST_CASE("every control message goes through the tunnel's IPsec policy") {
  Pair pair;

  pair.transport_up();
  pair.run(60s);

  REQUIRE(!pair.policies.empty());
  CHECK(std::all_of(pair.policies.begin(), pair.policies.end(),
                    [](auto& policy) { return policy == kPolicy; }));
}

TEST_CASE("nothing is sent before IPsec stands") {
  Pair pair;

  pair.run(300s);

  CHECK(pair.sent.empty());
}

TEST_CASE("an end without the other's address only answers") {
  Pair pair(a_tunnel('b'));

  pair.transport_up();
  pair.run(300s);

  CHECK(pair.sent.empty());
}

TEST_CASE("the session's two ends carry mirrored ids and the addresses of the SA") {
  Pair pair;

  pair.transport_up();
  pair.run(1s);

  REQUIRE(pair.a.count<l2tp::SessionUp>() == 1);
  REQUIRE(pair.b.count<l2tp::SessionUp>() == 1);
  const auto a = pair.a.all<l2tp::SessionUp>()[0];
  const auto b = pair.b.all<l2tp::SessionUp>()[0];
  CHECK(a.local == b.remote);
  CHECK(a.remote == b.local);
  CHECK(a.local != SessionId{});
  CHECK(a.policy == kPolicy);
  CHECK(a.local_endpoint == kA);
  CHECK(a.remote_endpoint == kB);
  CHECK(b.local_endpoint == kB);
  CHECK(b.remote_endpoint == kA);
  CHECK(a.local_cookie.empty());
  CHECK(a.remote_cookie.empty());
}

TEST_CASE("cookies that one end asks for are those the other end sends") {
  auto for_a = a_tunnel('a');
  auto for_b = a_tunnel('b');
  for_a.cookie_bytes = 8;
  for_b.cookie_bytes = 4;
  Pair pair(for_a, for_b);

  pair.transport_up();
  pair.run(1s);

  REQUIRE(pair.both_up());
  const auto a = pair.a.all<l2tp::SessionUp>()[0];
  const auto b = pair.b.all<l2tp::SessionUp>()[0];
  CHECK(a.local_cookie.size() == 8);
  CHECK(b.local_cookie.size() == 4);
  CHECK(a.local_cookie == b.remote_cookie);
  CHECK(b.local_cookie == a.remote_cookie);
}

TEST_CASE("both ends report the connection, the control connection and the session once") {
  Pair pair;

  pair.transport_up();
  pair.run(1s);

  for (auto* end : {&pair.a, &pair.b}) {
    CHECK(end->count<l2tp::PeerConnected>() == 1);
    CHECK(end->count<l2tp::ControlConnectionUp>() == 1);
    CHECK(end->count<l2tp::SessionUp>() == 1);
    CHECK(end->events.size() == 3);
  }
}

TEST_CASE("status tells states, names, numbers and circuits") {
  Pair pair;

  pair.transport_up();
  pair.run(5s);

  const auto status = pair.status(pair.a);
  CHECK(status.state == l2tp::ControlState::established);
  CHECK(status.session == l2tp::SessionState::established);
  CHECK(status.host_name == "RT-B");
  CHECK(status.vendor == "YAMAHA Corporation");
  CHECK(status.next_send == 4);     // SCCRQ, SCCCN, ICRQ, ICCN
  CHECK(status.next_receive == 2);  // SCCRP, ICRP
  CHECK(status.local_circuit_up);
  CHECK(status.remote_circuit_up);
  CHECK(status.connected == 4s);
  CHECK(status.local_endpoint == kA);
  CHECK(status.remote_endpoint == kB);
  CHECK(!status.last_failure);
}

TEST_CASE(
    "a disconnected tunnel goes down at both ends and stays down until it is connected again") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);

  pair.call(pair.a, [&](auto& out) { pair.a.engine->disconnect(kTunnel, pair.now, out); });
  pair.run(300s);

  CHECK(pair.status(pair.a).state == l2tp::ControlState::idle);
  CHECK(pair.status(pair.b).state == l2tp::ControlState::idle);
  CHECK(pair.a.all<l2tp::ControlConnectionDown>().at(0).reason == l2tp::Reason::requested);
  CHECK(pair.b.all<l2tp::ControlConnectionDown>().at(0).reason == l2tp::Reason::peer_closed);
  CHECK(pair.b.count<l2tp::SessionDown>() == 1);
  CHECK(pair.count_sent("a> SCCRQ") == 1);

  pair.call(pair.a, [&](auto& out) { pair.a.engine->connect(kTunnel, pair.now, out); });
  pair.run(1s);

  CHECK(pair.both_up());
}

TEST_CASE("the answerer may end the tunnel too, and an always-on initiator comes back") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);

  pair.call(pair.b, [&](auto& out) { pair.b.engine->disconnect(kTunnel, pair.now, out); });
  pair.run(1s);
  CHECK(!pair.session_up(pair.a));
  CHECK(!pair.session_up(pair.b));
  pair.run(30s);

  CHECK(pair.both_up());
}

TEST_CASE("without always-on a tunnel waits for connect, and is not retried") {
  auto for_a = a_tunnel('a');
  for_a.always_on = false;
  Pair pair(for_a);
  pair.transport_up();
  pair.run(300s);
  CHECK(pair.sent.empty());

  pair.call(pair.a, [&](auto& out) { pair.a.engine->connect(kTunnel, pair.now, out); });
  pair.run(1s);
  CHECK(pair.both_up());

  pair.call(pair.b, [&](auto& out) { pair.b.engine->disconnect(kTunnel, pair.now, out); });
  pair.run(300s);
  CHECK(pair.count_sent("a> SCCRQ") == 1);
}

TEST_CASE("when IPsec goes down the tunnel goes without a word, and comes back with it") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  const auto before = pair.sent.size();

  pair.call(pair.a, [&](auto& out) { pair.a.engine->transport_down(kPolicy, pair.now, out); });
  pair.call(pair.b, [&](auto& out) { pair.b.engine->transport_down(kPolicy, pair.now, out); });
  pair.run(120s);

  CHECK(pair.sent.size() == before);
  CHECK(pair.a.all<l2tp::ControlConnectionDown>().at(0).reason == l2tp::Reason::transport_lost);
  CHECK(pair.a.count<l2tp::SessionDown>() == 1);
  CHECK(pair.status(pair.a).last_failure == l2tp::Reason::transport_lost);

  pair.transport_up();
  pair.run(1s);

  CHECK(pair.both_up());
  CHECK(!pair.status(pair.a).last_failure);
}

TEST_CASE("a tunnel without IPsec connects by its configured addresses") {
  Pair pair(a_raw_tunnel('a'), a_raw_tunnel('b'));

  pair.run(1s);

  CHECK(pair.both_up());
  CHECK(std::all_of(pair.policies.begin(), pair.policies.end(),
                    [](auto& policy) { return !policy; }));
}

TEST_CASE("a tunnel without IPsec that names no local end waits until the router has an address") {
  auto for_a = a_raw_tunnel('a');
  for_a.local_address.reset();
  Pair pair(for_a, a_raw_tunnel('b'));
  pair.run(60s);
  CHECK(pair.sent.empty());

  pair.a.engine->set_default_local_address(*kA.address.v4());
  pair.run(1s);

  CHECK(pair.both_up());
}

TEST_CASE("the same seed gives the same bytes") {
  auto run = [](std::uint64_t seed) {
    auto for_a = a_tunnel('a');
    auto for_b = a_tunnel('b');
    for (auto* settings : {&for_a, &for_b}) settings->authentication = "secret";
    Pair pair(for_a, for_b, seed);
    pair.fault = [](int number, char, ByteView) {
      return Fate{number % 3 == 1 ? Fate::Kind::lose : Fate::Kind::deliver};
    };
    pair.transport_up();
    pair.run(120s);
    return pair.payloads;
  };

  CHECK(run(7) == run(7));
  CHECK(run(7) != run(8));
}
