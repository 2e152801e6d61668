#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

TEST_CASE(
    "a branch behind a NAT joins its centre by aggressive mode, in transport mode inside UDP") {
  Network net;
  branch_and_centre(net);

  net.configure();
  net.run(2s);

  REQUIRE(net.a.count<ike::PolicyUp>() == 1);
  REQUIRE(net.b.count<ike::PolicyUp>() == 1);
  CHECK(net.passes());
  CHECK(net.a.outbound[0].udp_encapsulated);
  CHECK(net.a.outbound[0].local == Endpoint{Ipv4Address::of(192, 168, 100, 254), 4500});
  CHECK(net.a.outbound[0].peer == Endpoint{kSiteB, 4500});
  CHECK(net.b.outbound[0].peer == Endpoint{kSiteA, 24500});
  CHECK(net.b.outbound[0].mode == ipsec::Mode::transport);
  CHECK(net.wire.size() == 6);
  CHECK(net.a.all<ike::Phase1Established>()[0]->nat_detected);
  CHECK(net.b.all<ike::Phase1Established>()[0]->nat_detected);
}

TEST_CASE("two fixed sites join by main mode, in tunnel mode without UDP") {
  Network net;
  two_fixed_sites(net);

  net.configure();
  net.run(2s);

  REQUIRE(net.a.count<ike::PolicyUp>() == 1);
  REQUIRE(net.b.count<ike::PolicyUp>() == 1);
  CHECK(net.passes());
  CHECK_FALSE(net.a.outbound[0].udp_encapsulated);
  CHECK(net.a.outbound[0].peer == Endpoint{kSiteB, 0});
  CHECK(net.wire.size() == 9);
}

TEST_CASE("two ends that begin aggressive mode at the same moment come up, and at once") {
  Network net;
  two_fixed_sites(net);
  net.a.settings.gateways[0].local_name = ike::Name{"site-a", ike::NameKind::key_id};
  net.a.settings.gateways[0].remote_name = ike::Name{"site-b", ike::NameKind::key_id};
  net.b.settings.gateways[0].auto_refresh = true;
  net.b.settings.gateways[0].local_name = ike::Name{"site-b", ike::NameKind::key_id};
  net.b.settings.gateways[0].remote_name = ike::Name{"site-a", ike::NameKind::key_id};
  net.configure();

  net.run(6s);

  REQUIRE(net.a.count<ike::Phase1Established>() == 2);  // each end's own, and the other's
  CHECK(net.passes());
  CHECK(net.a.count<ike::PolicyDown>() + net.b.count<ike::PolicyDown>() == 0);
}
