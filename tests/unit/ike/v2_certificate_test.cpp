// IKEv2 by certificates (RFC 7296 section 2.15, RFC 7427), between two engines.
#include "tests/support/certificate_maker.hpp"
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

struct World {
  Authority authority{"Example Root"};
  Issued site_a = authority.issue({"a.example", "DNS:a.example"});
  Issued site_b = authority.issue({"b.example", "DNS:b.example,IP:203.0.113.1"});
};
World& world() {
  static World made;
  return made;
}

ike::Gateway& gateway(Station& station) { return station.settings.gateways[0]; }

void show(Station& station, const Issued& own, std::string_view name, std::string_view peer) {
  auto& g = gateway(station);
  g.version = 2;
  g.pre_shared_key.clear();
  g.certificate_slot = 1;
  g.certificate = ike::CertificateFile{crypto::CertificateFormat::pem,
                                       pem_file(own, world().authority.own()), {}, {}};
  g.local_name = ike::Name{std::string(name), ike::NameKind::fqdn};
  g.remote_name = ike::Name{std::string(peer), ike::NameKind::fqdn};
  station.engine->set_wall_clock({}, kIssued);
}

/// Two sites with fixed addresses; only A begins.
void two_sites(Network& net) {
  two_fixed_sites(net);
  show(net.a, world().site_a, "a.example", "b.example");
  show(net.b, world().site_b, "b.example", "a.example");
}

}  // namespace

TEST_CASE("v2 certificates: two sites believe each other, and renew without showing them again") {
  Network net;
  two_sites(net);
  net.configure();
  net.run(1s);
  CHECK(net.wire.size() == 4);
  CHECK(net.passes());
  CHECK(net.b.engine->status(net.now).isakmp[0].remote_id == "a.example");
  net.run(7h);
  CHECK(net.passes());
}

TEST_CASE("v2 certificates: one end signs with an elliptic key, the other with RSA") {
  Network net;
  two_sites(net);
  Order order{"a.example", "DNS:a.example"};
  order.curve = GENERATE(as<std::string>{}, "P-256", "P-384", "P-521");
  INFO(order.curve);
  const auto elliptic = world().authority.issue(order);
  show(net.a, elliptic, "a.example", "b.example");
  net.configure();
  net.run(1s);
  CHECK(net.passes());
  CHECK(net.b.engine->status(net.now).isakmp[0].remote_id == "a.example");
}

TEST_CASE("v2 certificates: without a name, an end is called by its certificate's subject") {
  Network net;
  two_sites(net);
  gateway(net.a).local_name.reset();

  SECTION("which has to be of who is expected") {
    net.configure();
    net.run(1s);
    CHECK(net.passes());
    CHECK(net.b.engine->status(net.now).isakmp[0].remote_id == "CN=a.example");
  }
  SECTION("and is refused otherwise") {
    gateway(net.b).remote_name->text = "c.example";
    net.configure();
    net.run(20s);
    CHECK_FALSE(net.passes());
    CHECK(net.b.failed(ike::Stuck::certificate_identity));
  }
}

TEST_CASE("v2 certificates: a certificate that is not believed is told with its reason at both ends") {
  Network net;
  two_sites(net);
  auto& authority = world().authority;

  SECTION("expired") {
    net.b.engine->set_wall_clock({}, kIssued + 400 * kDay);
    net.configure();
    net.run(20s);
    CHECK(net.b.failed(ike::Stuck::certificate_expired));
  }
  SECTION("not yet valid") {
    net.b.engine->set_wall_clock({}, kIssued - 400 * kDay);
    net.configure();
    net.run(20s);
    CHECK(net.b.failed(ike::Stuck::certificate_not_yet_valid));
  }
  SECTION("revoked") {
    gateway(net.b).certificate->revocations = authority.revocations({&world().site_a});
    net.configure();
    net.run(20s);
    CHECK(net.b.failed(ike::Stuck::certificate_revoked));
  }
  SECTION("no list of its authority") {
    gateway(net.b).certificate->revocations = Authority("Other Root").revocations({});
    net.configure();
    net.run(20s);
    CHECK(net.b.failed(ike::Stuck::revocation_list_unusable));
  }
  SECTION("of another authority") {
    Authority other("Other Root");
    gateway(net.a).certificate->content =
        pem_file(other.issue({"a.example", "DNS:a.example"}), authority.own());
    net.configure();
    net.run(20s);
    CHECK(net.b.failed(ike::Stuck::certificate_untrusted));
  }
  SECTION("for somebody else") {
    gateway(net.a).certificate->content =
        pem_file(authority.issue({"c.example", "DNS:c.example"}), authority.own());
    net.configure();
    net.run(20s);
    CHECK(net.b.failed(ike::Stuck::certificate_identity));
  }
  SECTION("the responder's, which the initiator deletes") {
    gateway(net.b).certificate->content =
        pem_file(authority.issue({"c.example", "DNS:c.example"}), authority.own());
    net.configure();
    net.run(20s);
    CHECK(net.a.failed(ike::Stuck::certificate_identity));
  }
  SECTION("not at all: a key instead") {
    gateway(net.a).auth_method = ike::AuthMethod::pre_shared_key;
    gateway(net.a).pre_shared_key = "a key";
    net.configure();
    net.run(20s);
    CHECK(net.b.failed(ike::Stuck::wrong_auth_method));
    CHECK(net.a.failed(ike::Stuck::authentication_refused));
  }
  CHECK_FALSE(net.passes());
  CHECK(net.b.engine->status(net.now).isakmp.empty());
  CHECK(net.a.engine->status(net.now).isakmp.empty());
}

TEST_CASE("v2 certificates: a file that cannot be used is told, and nothing begins") {
  Network net;
  two_sites(net);
  gateway(net.a).certificate->password = "unused";
  gateway(net.a).certificate->content = to_bytes("no certificate");
  net.configure();
  net.run(1min);
  CHECK(net.a.failed(ike::Stuck::no_own_certificate));
  CHECK(net.wire.empty());
}

TEST_CASE("v2 certificates: a pre-shared key goes before them unless the method is named") {
  Network net;
  two_sites(net);
  for (auto* station : {&net.a, &net.b}) gateway(*station).pre_shared_key = "a key";
  gateway(net.b).certificate->content = to_bytes("no certificate");
  net.configure();
  net.run(1s);
  CHECK(net.passes());
}
