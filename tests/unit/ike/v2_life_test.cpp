// IKEv2 (RFC 7296): renewal of both kinds of SA, liveness, deletes, changes of settings.
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

void two_sites(Network& net) {
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) station->settings.gateways[0].version = 2;
}

ike::Gateway& gateway(Station& station) { return station.settings.gateways[0]; }

void short_lives(Station& station) {
  gateway(station).ipsec_lifetime.seconds = 400s;
  gateway(station).isakmp_lifetime.seconds = 1000s;
}

/// What arrives through an SA is told to the engine, as the data plane does.
void send_traffic(Network& net, Station& from, Station& to) {
  if (from.outbound.empty()) return;
  const auto spi = from.outbound.back().spi;
  net.with(to, [&](auto& out) {
    to.engine->inbound_traffic(spi, from.outbound.back().local, net.now, out);
  });
}

void run_and_check_no_gap(Network& net, int seconds, bool traffic) {
  net.run(2s);
  REQUIRE(net.passes());
  for (int i = 0; i < seconds; ++i) {
    if (traffic) {
      send_traffic(net, net.a, net.b);
      send_traffic(net, net.b, net.a);
    }
    net.run(1s);
    INFO("second " << i);
    REQUIRE(net.passes());
    REQUIRE(net.a.inbound.size() <= 3);
    REQUIRE(net.b.inbound.size() <= 3);
    REQUIRE(net.a.engine->status(net.now).isakmp.size() <= 2);
  }
}

}  // namespace

TEST_CASE("v2: children and IKE SAs are renewed without a gap, old ones go") {
  for (bool pfs : {false, true}) {
    for (bool traffic : {false, true}) {
      Network net;
      two_sites(net);
      short_lives(net.a);
      short_lives(net.b);
      gateway(net.a).pfs = pfs;
      net.configure();

      run_and_check_no_gap(net, 3000, traffic);

      for (auto* station : {&net.a, &net.b}) {
        CHECK(station->count<ike::PolicyUp>() == 1);
        CHECK(station->count<ike::PolicyDown>() == 0);
        CHECK(station->count<ike::PeerDead>() == 0);
        CHECK(station->count<ike::SaInstalled>() >= 18);
        CHECK(station->count<ike::Phase1Established>() >= 4);
        CHECK(station->count<ike::NegotiationFailed>() == 0);
      }
    }
  }
}

TEST_CASE("v2: both ends that renew at the same moment settle on SAs that both know") {
  Network net;
  two_sites(net);
  gateway(net.b).auto_refresh = true;
  short_lives(net.a);
  short_lives(net.b);
  // Responders wait for 5 %: this makes both due at once.
  gateway(net.a).ipsec_lifetime.rekey_percent = 80;
  gateway(net.b).ipsec_lifetime.rekey_percent = 75;
  gateway(net.a).isakmp_lifetime.rekey_percent = 80;
  gateway(net.b).isakmp_lifetime.rekey_percent = 75;
  // Only A begins, so that there is one of each.
  gateway(net.b).remote_address.reset();
  net.configure();

  run_and_check_no_gap(net, 3000, true);

  CHECK(net.a.count<ike::PolicyDown>() == 0);
  CHECK(net.b.count<ike::PolicyDown>() == 0);
  CHECK(net.a.count<ike::NegotiationFailed>() == 0);
  CHECK(net.b.count<ike::NegotiationFailed>() == 0);
}

TEST_CASE("v2: what is on its way through a child that goes is still read, also when both ends renewed at the same moment") {
  Network net;
  two_sites(net);
  gateway(net.b).auto_refresh = true;
  for (auto* station : {&net.a, &net.b}) short_lives(*station);
  net.configure();
  net.run(1s);
  REQUIRE(net.passes());
  // A datagram on each link all the time, 10 ms long: it has to find its SA when it arrives.
  std::size_t lost = 0, sent = 0;
  while (net.now < Instant(2000s)) {
    std::vector<std::pair<Station*, Spi>> arriving;
    for (auto [from, to] : {std::pair{&net.a, &net.b}, std::pair{&net.b, &net.a}}) {
      if (!from->outbound.empty()) arriving.emplace_back(to, from->outbound.back().spi);
    }
    net.run(10ms);
    for (auto& [station, spi] : arriving) {
      ++sent;
      lost += std::ranges::none_of(station->inbound, [&, wanted = spi](auto& sa) { return sa.spi == wanted; }) ? 1 : 0;
    }
  }
  CHECK(sent > 300'000);
  CHECK(lost == 0);
  net.run(10s);
  CHECK(net.a.inbound.size() <= 2);
}

TEST_CASE("v2: renewals survive loss") {
  for (unsigned seed = 1; seed <= 10; ++seed) {
    Network net;
    two_sites(net);
    gateway(net.b).auto_refresh = true;
    short_lives(net.a);
    short_lives(net.b);
    TestEntropy dice(seed);
    net.fate = [&](std::size_t, Datagram&) {
      const auto roll = dice.u32() % 100;
      return roll < 15 ? 0 : roll < 25 ? 2 : 1;
    };
    net.configure();
    net.run(3600s);
    net.fate = nullptr;
    net.run(120s);
    INFO("seed " << seed);
    CHECK(net.passes());
    CHECK(net.a.inbound.size() <= 4);
    CHECK(net.b.inbound.size() <= 4);
  }
}

TEST_CASE("v2: a peer that dies while another request waits for its answer is found as soon as by a keepalive") {
  Network net;
  two_sites(net);
  gateway(net.a).keepalive = {ike::KeepaliveSwitch::on, ike::KeepaliveKind::rfc4306, 2s, 2};
  net.configure();
  net.run(1s);
  REQUIRE(net.passes());
  net.power_off(net.b);
  net.a.settings.policies.push_back(a_policy(ipsec::Mode::tunnel));
  net.a.settings.policies.back().id = PolicyId{102};
  net.configure(net.a);  // CREATE_CHILD_SA goes out at once

  net.run(7s);

  CHECK(net.a.count<ike::PeerDead>() == 1);
}

TEST_CASE("v2: a peer that is silent is found dead, and comes back after its restart") {
  Network net;
  two_sites(net);
  gateway(net.a).keepalive = {ike::KeepaliveSwitch::on, ike::KeepaliveKind::rfc4306, 10s, 3};
  net.configure();
  net.run(30s);
  REQUIRE(net.passes());
  CHECK(net.wire.size() > 6);  // it was asked, and answered
  CHECK(net.a.count<ike::PeerDead>() == 0);

  net.power_off(net.b);
  net.run(60s);
  CHECK(net.a.count<ike::PeerDead>() == 1);
  CHECK(net.a.inbound.empty());
  CHECK(net.a.count<ike::PolicyDown>() == 1);

  net.b.on = true;
  net.restart(net.b);
  net.run(70s);
  CHECK(net.passes());
}

TEST_CASE("v2: traffic is as good as an answer, who is heard is not asked") {
  Network net;
  two_sites(net);
  gateway(net.a).keepalive = {ike::KeepaliveSwitch::on, ike::KeepaliveKind::rfc4306, 10s, 3};
  net.configure();
  net.run(1s);
  const auto before = net.wire.size();
  for (int i = 0; i < 60; ++i) {
    send_traffic(net, net.b, net.a);
    net.run(1s);
  }
  CHECK(net.wire.size() == before);
}

TEST_CASE("v2: after a restart the first contact replaces what stands at the other end") {
  Network net;
  two_sites(net);
  net.configure();
  net.run(10s);
  REQUIRE(net.passes());

  net.restart(net.a);
  net.run(2s);

  CHECK(net.passes());
  CHECK(net.b.inbound.size() == 1);
  CHECK(net.b.engine->status(net.now).isakmp.size() == 1);
}

TEST_CASE("v2: a tunnel that is disabled takes its child away at both ends, enabled, it is back") {
  Network net;
  two_sites(net);
  net.configure();
  net.run(1s);
  net.a.settings.policies[0].in_use = false;
  net.configure(net.a);
  net.run(5s);
  CHECK(net.a.inbound.empty());
  CHECK(net.b.inbound.empty());
  CHECK(net.b.count<ike::PolicyDown>() == 1);

  net.a.settings.policies[0].in_use = true;
  net.configure(net.a);
  net.run(5s);
  CHECK(net.passes());
}

TEST_CASE("v2: SAs that are deleted by hand are deleted at the peer, and made again") {
  Network net;
  two_sites(net);
  net.configure();
  net.run(1s);
  const auto status = net.a.engine->status(net.now);

  for (auto number : {status.isakmp[0].number, status.ipsec[0].number}) {
    bool found = false;
    net.with(net.a, [&](auto& out) { found = net.a.engine->delete_sa(number, net.now, out); });
    CHECK(found);
    CHECK(net.a.inbound.empty());
    net.run(100ms);
    CHECK(net.b.inbound.empty());
    net.run(5s);
    CHECK(net.passes());
  }
  bool found = true;
  net.with(net.a, [&](auto& out) { found = net.a.engine->delete_sa(99, net.now, out); });
  CHECK(!found);
}

TEST_CASE("v2: another key at one end ends what stands") {
  Network net;
  two_sites(net);
  net.configure();
  net.run(1s);

  gateway(net.a).pre_shared_key = "changed";
  net.configure(net.a);
  net.run(20s);

  CHECK(net.a.inbound.empty());
  CHECK(net.b.inbound.empty());
}

TEST_CASE("v2: a NAT that moves the peer is followed") {
  Network net;
  branch_and_centre(net);
  for (auto* station : {&net.a, &net.b}) {
    gateway(*station).version = 2;
    gateway(*station).keepalive = {ike::KeepaliveSwitch::on, ike::KeepaliveKind::rfc4306, 10s, 3};
    station->settings.policies[0].mode = ipsec::Mode::tunnel;
  }
  net.configure();
  net.run(1s);
  REQUIRE(net.passes());

  net.nat_a->port_offset = 30000;
  net.run(30s);

  CHECK(net.passes());
  CHECK(net.b.count<ike::PeerMoved>() == 1);
  CHECK(net.b.outbound.back().peer.port == 34500);
}

TEST_CASE("v2: an SA worn out by bytes or sequence numbers is replaced at once") {
  Network net;
  two_sites(net);
  gateway(net.a).ipsec_lifetime.kilobytes = 1000;
  net.configure();
  net.run(1s);
  const auto spi = net.a.outbound.back().spi;
  ipsec::SaUse use;
  SECTION("bytes") { use.bytes = 800 * 1024; }
  SECTION("sequence numbers") { use.highest_sequence = 0xf0000001; }

  net.with(net.a, [&](auto& out) {
    const ipsec::SaUseOf row{ipsec::Direction::outbound, spi, use};
    net.a.engine->sa_use({&row, 1}, net.now, out);
  });
  net.run(10s);

  CHECK(net.passes());
  CHECK(net.a.outbound.back().spi != spi);
  CHECK(net.a.outbound.size() == 1);
}

TEST_CASE("v2: SAs that are worn quickly are deleted in the order in which they were replaced") {
  Network net;
  two_sites(net);
  gateway(net.a).ipsec_lifetime.kilobytes = 1000;
  net.configure();
  net.run(1s);
  for (int i = 0; i < 4; ++i) {
    ipsec::SaUse use;
    use.bytes = 800 * 1024;
    net.with(net.a, [&](auto& out) {
      const ipsec::SaUseOf row{ipsec::Direction::outbound, net.a.outbound.back().spi, use};
      net.a.engine->sa_use({&row, 1}, net.now, out);
    });
    net.run(1s);
    CHECK(net.passes());
    // The one in use, and the last before it: some peers send through the oldest they have.
    const auto known = net.b.engine->status(net.now).ipsec;
    CHECK(std::ranges::count(known, ipsec::Direction::inbound, &ike::IpsecSaStatus::direction) == 2);
  }
  net.run(10s);
  CHECK(net.passes());
  CHECK(net.b.inbound.size() == 1);
}

TEST_CASE("v2: what is not authentic changes nothing") {
  Network net;
  two_sites(net);
  net.configure();
  net.run(1s);
  const auto recorded = net.wire;
  const auto status = net.b.engine->status(net.now);
  for (auto datagram : recorded) {
    for (std::size_t at : {0u, 17u, 18u, 19u, 23u, 27u, 40u, 60u}) {
      if (at >= datagram.payload.size()) continue;
      auto damaged = datagram;
      damaged.payload[at] ^= 0x41;
      ike::Outbox out;
      (damaged.destination.address == kSiteB ? net.b : net.a)
          .engine->receive(damaged, net.now, out);
      for (auto& event : out.events) CHECK(std::holds_alternative<ike::Phase1Started>(event));
    }
  }
  CHECK(net.passes());
  CHECK(net.b.engine->status(net.now).ipsec.size() == status.ipsec.size());
}
