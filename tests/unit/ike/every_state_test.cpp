// Every message of an exchange in every state of both ends. Randomness is the same in each run, so what is put in is not some
// message of its kind but the exchange's own: from the future, from the past, or said back to who said it. Whatever comes of it,
// the ends never have different keys, and the tunnel comes up.
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

void version_2(Network& net) {
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) station->settings.gateways[0].version = 2;
}

void aggressive(Network& net) {
  two_fixed_sites(net);
  net.a.settings.gateways[0].local_name = ike::Name{"branch", ike::NameKind::key_id};
  net.b.settings.gateways[0].remote_name = ike::Name{"branch", ike::NameKind::key_id};
}

void with_pfs_and_dpd(Network& net) {
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) {
    auto& gateway = station->settings.gateways[0];
    gateway.pfs = true;
    gateway.keepalive = {ike::KeepaliveSwitch::on, ike::KeepaliveKind::dpd, 1s, 3};
  }
}

/// All that both ends say: the exchange and what follows it for a moment; with the end, if that is wanted.
std::vector<Datagram> said_by(void (*prepare)(Network&), bool to_the_end) {
  Network net;
  prepare(net);
  net.configure();
  net.run(1500ms);
  REQUIRE(net.passes());
  if (!to_the_end) return net.wire;
  net.with(net.a, [&](auto& out) { net.a.engine->delete_sa(std::nullopt, net.now, out); });
  net.run(1s);
  return net.wire;
}

/// Gives `stray` to an end when the message with this number is said, before that arrives.
void try_one(void (*prepare)(Network&), std::size_t state, const Datagram& stray, bool to_a) {
  Network net;
  prepare(net);
  bool given = false;
  net.fate = [&](std::size_t number, Datagram&) {
    if (number != state || given) return 1;
    given = true;
    auto& end = to_a ? net.a : net.b;
    auto datagram = stray;
    // Said back: it comes to who said it.
    if ((datagram.destination.address == kSiteA) != to_a) std::swap(datagram.source, datagram.destination);
    net.with(end, [&](auto& out) { end.engine->receive(datagram, net.now, out); });
    return 1;
  };
  net.configure();
  const auto latest = net.now + 5min;
  do {
    net.run(2s);
  } while (!net.passes() && net.now < latest);
  CHECK(net.passes());
}

/// Without the end: a deletion by who has the keys is obeyed, in whatever state.
void try_all(void (*prepare)(Network&), std::size_t at_least) {
  const auto said = said_by(prepare, false);
  CHECK(said.size() >= at_least);
  for (std::size_t state = 0; state < said.size(); ++state) {
    for (std::size_t which = 0; which < said.size(); ++which) {
      for (bool to_a : {false, true}) {
        INFO("message " << which << (to_a ? " to A" : " to B") << " when message " << state << " is said");
        try_one(prepare, state, said[which], to_a);
      }
    }
  }
}

}  // namespace

TEST_CASE("every message in every state: main mode") { try_all(two_fixed_sites, 9); }
TEST_CASE("every message in every state: main mode, perfect forward secrecy and DPD") { try_all(with_pfs_and_dpd, 13); }
TEST_CASE("every message in every state: aggressive mode") { try_all(aggressive, 6); }
TEST_CASE("every message in every state: IKEv2") { try_all(version_2, 4); }

TEST_CASE("every message where there is no state at all: nothing comes of it, and little is said") {
  for (auto* prepare : {two_fixed_sites, with_pfs_and_dpd, aggressive, version_2}) {
    const auto said = said_by(prepare, true);
    for (auto& datagram : said) {
      for (bool to_a : {false, true}) {
        Network net;
        prepare(net);
        auto& end = to_a ? net.a : net.b;
        end.settings.gateways[0].auto_refresh = false;
        net.configure(end);
        auto stray = datagram;
        if ((stray.destination.address == kSiteA) != to_a) std::swap(stray.source, stray.destination);
        const auto before = net.bytes_from_a + net.bytes_from_b;
        net.with(end, [&](auto& out) { end.engine->receive(stray, net.now, out); });
        CHECK(net.bytes_from_a + net.bytes_from_b - before <= 3 * stray.payload.size());
        CHECK(end.outbound.empty());
        CHECK(end.inbound.empty());
      }
    }
  }
}
