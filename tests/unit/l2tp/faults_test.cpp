// The same exchange with one thing going wrong at each step, and retransmission until it is given
// up.
#include "tests/unit/l2tp/pair.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

constexpr int kSteps = 8;  // messages of the undisturbed exchange

l2tp::TunnelSettings with_password(char end) {
  auto settings = a_tunnel(end);
  settings.authentication = "secret";
  return settings;
}

/// Brings the tunnel up while message `step` suffers `fate`.
void check_recovers(Fate fate, bool password) {
  for (int step = 0; step < kSteps; ++step) {
    INFO("at message " << step << (password ? ", with password" : ""));
    Pair pair(password ? with_password('a') : a_tunnel('a'),
              password ? with_password('b') : a_tunnel('b'));
    pair.fault = [&](int number, char, ByteView) { return number == step ? fate : Fate{}; };

    pair.transport_up();
    pair.run(30s);

    CHECK(pair.both_up());
    CHECK(pair.a.count<l2tp::SessionUp>() == 1);
    CHECK(pair.b.count<l2tp::SessionUp>() == 1);
    CHECK(pair.a.count<l2tp::ControlConnectionUp>() == 1);
    CHECK(pair.b.count<l2tp::ControlConnectionUp>() == 1);
    CHECK(pair.b.count<l2tp::PeerConnected>() == 1);
  }
}

}  // namespace

TEST_CASE("any one message may be lost") {
  check_recovers({Fate::Kind::lose}, false);
  check_recovers({Fate::Kind::lose}, true);
}

TEST_CASE("any one message may come twice") {
  check_recovers({Fate::Kind::duplicate}, false);
  check_recovers({Fate::Kind::duplicate}, true);
}

TEST_CASE("any one message may be cut anywhere") {
  for (std::size_t length : {0u, 1u, 11u, 12u, 19u, 20u, 40u})
    check_recovers({Fate::Kind::truncate, length}, false);
  check_recovers({Fate::Kind::truncate, 40}, true);
}

TEST_CASE("under a password any one octet of any one message may be wrong") {
  for (std::size_t at = 0; at < 60; ++at) {
    INFO("octet " << at);
    check_recovers({Fate::Kind::corrupt, at}, true);
  }
}

TEST_CASE("half of all messages lost is slow but works") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) {
    INFO("seed " << seed);
    Pair pair(with_password('a'), with_password('b'), seed);
    TestEntropy dice(seed + 1000);
    pair.fault = [&](int, char, ByteView) {
      return Fate{dice.u32() % 2 == 0 ? Fate::Kind::lose : Fate::Kind::deliver};
    };

    pair.transport_up();
    pair.run(600s);
    pair.fault = nullptr;
    pair.run(200s);

    CHECK(pair.both_up());
  }
}

TEST_CASE("SCCRQ is sent ten times in 63 seconds, then later anew") {
  Pair pair;
  pair.fault = [](int, char, ByteView) { return Fate{Fate::Kind::lose}; };
  pair.transport_up();

  pair.run(62s);
  CHECK(pair.count_sent("a> SCCRQ") == 10);  // at 0 1 3 7 15 23 31 39 47 55
  CHECK(pair.a.count<l2tp::NegotiationFailed>() == 0);
  CHECK(pair.status(pair.a).state == l2tp::ControlState::wait_ctl_reply);
  pair.run(2s);

  REQUIRE(pair.a.count<l2tp::NegotiationFailed>() == 1);
  CHECK(pair.a.all<l2tp::NegotiationFailed>()[0].reason == l2tp::Reason::no_answer);
  CHECK(pair.status(pair.a).last_failure == l2tp::Reason::no_answer);
  CHECK(pair.status(pair.a).state == l2tp::ControlState::idle);
  pair.fault = nullptr;
  pair.run(10s);
  CHECK(pair.both_up());
}

TEST_CASE("attempts that fail come further and further apart, a minute and a quarter at most") {
  Pair pair;
  std::vector<Instant> first_tries;
  std::uint32_t last_id = 0;
  pair.fault = [&](int, char, ByteView payload) {
    const auto id =
        *wire::l2tp::parse_control(payload)->u32(wire::l2tp::AvpType::assigned_connection);
    if (id != last_id) first_tries.push_back(pair.now);
    last_id = id;
    return Fate{Fate::Kind::lose};
  };
  pair.transport_up();

  pair.run(1500s);

  REQUIRE(first_tries.size() >= 8);
  for (std::size_t i = 1; i < first_tries.size(); ++i) {
    const auto pause = first_tries[i] - first_tries[i - 1] - 63s;
    const Duration least = std::min<Duration>(5s * (1 << (i - 1)), 60s);
    INFO("attempt " << i);
    CHECK(pause >= least);
    CHECK(pause <= least * 5 / 4);
  }
}

TEST_CASE("an answerer whose SCCRP never arrives forgets the other after half a minute") {
  Pair pair;
  pair.fault = [](int, char from, ByteView) {
    return Fate{from == 'b' ? Fate::Kind::lose : Fate::Kind::deliver};
  };
  pair.transport_up();

  pair.run(1s);
  CHECK(pair.status(pair.b).state == l2tp::ControlState::wait_ctl_conn);
  pair.fault = [](int, char, ByteView) { return Fate{Fate::Kind::lose}; };
  pair.run(30s);

  CHECK(pair.status(pair.b).state == l2tp::ControlState::idle);
  CHECK(pair.b.all<l2tp::NegotiationFailed>().at(0).reason == l2tp::Reason::no_answer);
}

TEST_CASE("a StopCCN whose acknowledgement is lost is acknowledged once more") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  bool lost = false;
  pair.fault = [&](int, char from, ByteView) {
    if (from != 'b' || std::exchange(lost, true)) return Fate{};
    return Fate{Fate::Kind::lose};
  };

  pair.call(pair.a, [&](auto& out) { pair.a.engine->disconnect(kTunnel, pair.now, out); });
  pair.run(120s);

  CHECK(pair.count_sent("a> StopCCN") == 2);
  CHECK(pair.count_sent("b> ACK") >= 2);
  CHECK(pair.b.count<l2tp::ControlConnectionDown>() == 1);
  CHECK(!pair.a.engine->deadline());
  CHECK(!pair.b.engine->deadline());
}

TEST_CASE("messages that arrive in the wrong order are put in order") {
  Pair pair;
  // ICRQ overtakes SCCCN, which is lost once.
  pair.fault = [](int number, char, ByteView) {
    return Fate{number == 2 ? Fate::Kind::lose : Fate::Kind::deliver};
  };
  pair.transport_up();

  pair.run(900ms);
  CHECK(pair.status(pair.b).state == l2tp::ControlState::wait_ctl_conn);
  pair.run(2s);

  CHECK(pair.both_up());
  CHECK(pair.b.engine->status(pair.now).ignored.unexpected == 0);
}
