#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

void short_lives(Network& net) {
  net.a.settings.gateways[0].ipsec_lifetime.seconds = 400s;
  net.a.settings.gateways[0].isakmp_lifetime.seconds = 1000s;
}

/// Runs second by second; between the first PolicyUp and the end traffic must pass in both
/// directions all the time.
void run_and_check_no_gap(Network& net, int seconds) {
  net.run(2s);
  REQUIRE(net.passes());
  for (int i = 0; i < seconds; ++i) {
    net.run(1s);
    INFO("second " << i);
    REQUIRE(net.passes());
    REQUIRE(net.a.inbound.size() <= 4);
    REQUIRE(net.a.engine->status(net.now).isakmp.size() <= 4);
  }
}

}  // namespace

TEST_CASE("IPsec SAs are renewed before they end, without a gap, and old ones retire") {
  for (auto setup : {two_fixed_sites, branch_and_centre}) {
    Network net;
    setup(net);
    short_lives(net);

    net.configure();
    run_and_check_no_gap(net, 3000);

    CHECK(net.a.count<ike::PolicyUp>() == 1);
    CHECK(net.a.count<ike::PolicyDown>() == 0);
    CHECK(net.b.count<ike::PolicyDown>() == 0);
    CHECK(net.a.count<ike::SaInstalled>() >= 18);
    CHECK(net.a.inbound.size() <= 2);
    CHECK(net.a.count<ike::Phase1Established>() >= 3);
  }
}

TEST_CASE("the new inbound SA stands before the old one goes, and no SPI is used twice") {
  Network net;
  two_fixed_sites(net);
  short_lives(net);

  net.configure();
  net.run(3000s);

  std::set<Spi> seen;
  std::size_t standing = 0;
  for (auto& event : net.a.events) {
    if (auto* installed = std::get_if<ike::SaInstalled>(&event)) {
      if (installed->sa.direction != ipsec::Direction::inbound) continue;
      CHECK(seen.insert(installed->sa.spi).second);
      ++standing;
    } else if (auto* removed = std::get_if<ike::SaRemoved>(&event)) {
      if (removed->direction != ipsec::Direction::inbound) continue;
      CHECK(--standing >= 1);
    }
  }
  CHECK(seen.size() > 5);
}

TEST_CASE("two ends that both renew settle on pairs that both know") {
  Network net;
  two_fixed_sites(net);
  net.b.settings.gateways[0].auto_refresh = true;
  short_lives(net);
  net.b.settings.gateways[0].ipsec_lifetime.seconds = 400s;
  net.b.settings.gateways[0].isakmp_lifetime.seconds = 1000s;

  net.configure();
  run_and_check_no_gap(net, 3000);

  CHECK(net.a.count<ike::PolicyDown>() == 0);
}

TEST_CASE("a lifetime in kilobytes renews at three quarters and ends at the limit") {
  Network net;
  two_fixed_sites(net);
  net.a.settings.gateways[0].ipsec_lifetime.kilobytes = 100;
  net.configure();
  net.run(2s);
  const auto first = net.a.outbound.back().spi;
  auto use = [&](std::uint64_t bytes) {
    net.with(net.a, [&](auto& out) {
      const ipsec::SaUseOf row{ipsec::Direction::outbound, first, {1, bytes, 1, 0, 0}};
    net.a.engine->sa_use({&row, 1}, net.now, out);
    });
    net.run(1s);
  };

  use(70 * 1024);
  CHECK(net.a.outbound.back().spi == first);
  use(76 * 1024);
  CHECK(net.a.outbound.back().spi != first);
  CHECK(net.passes());
  use(100 * 1024);
  CHECK(std::none_of(net.a.outbound.begin(), net.a.outbound.end(),
                     [&](auto& sa) { return sa.spi == first; }));
  CHECK(net.a.count<ike::PolicyDown>() == 0);
}

TEST_CASE("a sequence number near its end forces a renewal") {
  Network net;
  two_fixed_sites(net);
  net.configure();
  net.run(2s);
  const auto first = net.a.outbound.back().spi;

  net.with(net.a, [&](auto& out) {
    const ipsec::SaUseOf row{ipsec::Direction::outbound, first, {1, 1, 0xf0000000, 0, 0}};
    net.a.engine->sa_use({&row, 1}, net.now, out);
  });
  net.run(1s);

  CHECK(net.a.outbound.back().spi != first);
  CHECK(net.passes());
}

TEST_CASE("with rekey off the ISAKMP SA is not renewed") {
  Network net;
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) {
    auto& gateway = station->settings.gateways[0];
    gateway.isakmp_lifetime = {600s, {}, std::nullopt};
    gateway.ipsec_lifetime.seconds = 4000s;
    gateway.restrict_dangling_sa = false;
  }

  net.configure();
  net.run(1500s);

  CHECK(net.a.count<ike::Phase1Established>() == 1);
  CHECK(net.a.engine->status(net.now).isakmp.empty());
  CHECK(net.passes());

  net.run(2000s);  // the IPsec SAs need renewal: phase 1 comes back

  CHECK(net.a.count<ike::Phase1Established>() == 2);
  CHECK(net.a.count<ike::PolicyDown>() == 0);
  CHECK(net.passes());
}

TEST_CASE("an ISAKMP SA lives as long as the IPsec SAs it made") {
  Network net;
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) {
    station->settings.gateways[0].isakmp_lifetime = {600s, {}, std::nullopt};
    station->settings.gateways[0].ipsec_lifetime.seconds = 4000s;
  }

  net.configure();
  net.run(1500s);

  CHECK(net.a.engine->status(net.now).isakmp.size() == 1);
}

TEST_CASE("without auto refresh a router answers, begins nothing, and lets SAs end") {
  Network net;
  two_fixed_sites(net);
  short_lives(net);
  net.configure();
  net.run(2s);
  net.a.settings.gateways[0].auto_refresh = false;
  net.configure(net.a);
  const auto sent = net.wire.size();

  net.run(350s);
  CHECK(net.passes());
  CHECK(net.wire.size() == sent);
  net.run(100s);

  CHECK(net.a.outbound.empty());
  CHECK(net.a.count<ike::PolicyDown>() == 1);
  CHECK(net.b.count<ike::PolicyDown>() == 1);
}

TEST_CASE("a peer that renews all the time does not pile up SAs") {
  Network net;
  two_fixed_sites(net);
  net.configure();
  net.run(2s);

  for (int i = 0; i < 200; ++i) {
    const auto newest = net.a.outbound.back().spi;
    net.with(net.a, [&](auto& out) {
      const ipsec::SaUseOf row{ipsec::Direction::outbound, newest, {1, 1, 0xf0000000, 0, 0}};
    net.a.engine->sa_use({&row, 1}, net.now, out);
    });
    net.run(100ms);
    REQUIRE(net.passes());
    REQUIRE(net.b.inbound.size() <= 10);
  }
  CHECK(net.a.count<ike::PolicyDown>() == 0);
}
