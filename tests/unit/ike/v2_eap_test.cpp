// IKEv2 with an initiator that shows who it is by EAP-MD5 (RFC 7296 section 2.16, RFC 3748), between two engines.
#include "firmware/ike/v2/eap_md5.hpp"
#include "tests/support/certificate_maker.hpp"
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;
using namespace kyoten::wire::eap;
using ike::Login;
using ike::v2::EapOutcome;
using ike::v2::EapServer;

namespace {

struct World {
  Authority authority{"Example Root"};
  Issued centre = authority.issue({"centre.example", "DNS:centre.example"});
};
World& world() {
  static World made;
  return made;
}

ike::Gateway& gateway(Station& station) { return station.settings.gateways[0]; }

/// A has a name and a password, and trusts the authority that has signed B's certificate.
void branch_and_its_centre(Network& net) {
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) {
    auto& g = gateway(*station);
    g.version = 2;
    g.pre_shared_key.clear();
    g.certificate_slot = 1;
    g.auth_method = ike::AuthMethod::eap_md5;
    station->engine->set_wall_clock({}, kIssued);
  }
  gateway(net.a).local_name = ike::Name{"branch", ike::NameKind::key_id};
  gateway(net.a).remote_name = ike::Name{"centre.example", ike::NameKind::fqdn};
  gateway(net.a).eap_login = Login{"alice", "wonder-1"};
  gateway(net.a).certificate = ike::CertificateFile{crypto::CertificateFormat::pem, to_bytes(as_bytes(world().authority.own().pem())), {}, {}};
  gateway(net.b).local_name = gateway(net.a).remote_name;
  gateway(net.b).remote_name = gateway(net.a).local_name;
  gateway(net.b).eap_users = std::vector<Login>{{"bob", "builder-1"}, {"alice", "wonder-1"}};
  gateway(net.b).certificate = ike::CertificateFile{crypto::CertificateFormat::pem,
                                                    pem_file(world().centre, world().authority.own()), {}, {}};
}

}  // namespace

TEST_CASE("v2 EAP: the responder shows its certificate, the initiator its password, and both renew without either") {
  Network net;
  branch_and_its_centre(net);
  SECTION("as it is written") {}
  SECTION("without the method's name, since there is no key") {
    gateway(net.a).auth_method = gateway(net.b).auth_method = ike::AuthMethod::automatic;
  }
  net.configure();
  net.run(1s);
  CHECK(net.passes());
  CHECK(net.wire.size() == 10);  // IKE_SA_INIT, four of IKE_AUTH; each with its answer
  CHECK(net.b.engine->status(net.now).isakmp[0].remote_id == "branch");
  net.run(7h);
  CHECK(net.passes());
}

TEST_CASE("v2 EAP: a wrong password, an unknown user and a peer that shows something else get nothing") {
  Network net;
  branch_and_its_centre(net);
  auto reason = ike::Stuck::login_refused;
  auto reason_there = ike::Stuck::login_refused;
  SECTION("password") { gateway(net.a).eap_login->password = "wonder-2"; }
  SECTION("part of the password") { gateway(net.a).eap_login->password = "wonder-"; }
  SECTION("user") { gateway(net.a).eap_login->name = "alic"; }
  SECTION("nobody may") { gateway(net.b).eap_users->clear(); }
  SECTION("a signature instead") {
    gateway(net.a).certificate->content = gateway(net.b).certificate->content;
    gateway(net.a).auth_method = ike::AuthMethod::certificate;
    reason = ike::Stuck::authentication_refused;
    reason_there = ike::Stuck::wrong_auth_method;
  }
  SECTION("EAP where a signature is wanted") {
    gateway(net.b).auth_method = ike::AuthMethod::certificate;
    reason = ike::Stuck::authentication_refused;
    reason_there = ike::Stuck::malformed;
  }
  net.configure();
  net.run(3s);
  CHECK(net.a.failed(reason));
  CHECK(net.b.failed(reason_there));
  CHECK(net.a.inbound.empty());
  CHECK(net.b.inbound.empty());
  CHECK(net.b.engine->status(net.now).isakmp.empty());
}

TEST_CASE("v2 EAP: a responder that is not believed never hears the password's name") {
  Network net;
  branch_and_its_centre(net);
  Authority other("Other Root");
  gateway(net.b).certificate->content =
      pem_file(other.issue({"centre.example", "DNS:centre.example"}), other.own());
  net.configure();
  net.run(3s);
  CHECK(net.a.failed(ike::Stuck::certificate_untrusted));
  CHECK(net.wire.size() <= 8);  // no step of EAP went out
  CHECK_FALSE(net.b.failed(ike::Stuck::login_refused));
  CHECK(net.a.inbound.empty());
}

TEST_CASE("v2 EAP: what one end lacks is told without trying") {
  Network net;
  branch_and_its_centre(net);
  SECTION("a name") {
    gateway(net.a).eap_login.reset();
    net.configure();
    net.run(20s);
    CHECK(net.wire.empty());
  }
  SECTION("users") {
    gateway(net.b).eap_users.reset();
    net.configure();
    net.run(20s);
    CHECK(net.b.failed(ike::Stuck::no_login));
    CHECK_FALSE(net.passes());
  }
}

TEST_CASE("v2 EAP: lost and doubled messages change nothing") {
  for (std::size_t lost = 0; lost < 10; ++lost) {
    Network net;
    branch_and_its_centre(net);
    net.fate = [&](std::size_t number, Datagram&) { return number == lost ? 0 : number % 3 == 0 ? 2 : 1; };
    net.configure();
    net.run(30s);
    INFO(lost);
    CHECK(net.passes());
    CHECK(net.b.count<ike::NegotiationFailed>() == 0);
  }
}

TEST_CASE("EAP-MD5: a server takes each step once and in its order") {
  TestEntropy entropy{3};
  const std::vector<Login> users{{"alice", "wonder-1"}};
  EapServer server;
  const auto first = server.begin(entropy);
  CHECK(first.type == type::identity);
  const auto identity = ike::v2::eap_response(first, users[0]);
  const auto refused_by = [&](const Packet& response) {
    auto other = server;
    return other.on_response(response, users, entropy).outcome == EapOutcome::refused &&
           !other.accepted() && other.on_response(identity, users, entropy).outcome == EapOutcome::refused;
  };
  auto other_number = identity;
  ++other_number.identifier;
  CHECK(refused_by(other_number));
  CHECK(refused_by({Code::response, first.identifier, type::md5_challenge, {16}}));
  CHECK(refused_by({Code::success, first.identifier, 0, {}}));
  CHECK(refused_by({Code::response, first.identifier, type::identity, Bytes(257)}));

  const auto challenge = server.on_response(identity, users, entropy);
  REQUIRE(challenge.outcome == EapOutcome::goes_on);
  CHECK(refused_by(identity));
  CHECK(refused_by({Code::response, challenge.packet.identifier, type::nak, {type::md5_challenge}}));
  CHECK(refused_by({Code::response, challenge.packet.identifier, type::md5_challenge, {}}));
  CHECK(refused_by({Code::response, challenge.packet.identifier, type::md5_challenge, {200, 1}}));
  auto right = ike::v2::eap_response(challenge.packet, users[0]);
  auto damaged = right;
  damaged.data[3] ^= 1;
  CHECK(refused_by(damaged));
  CHECK(server.on_response(right, users, entropy).outcome == EapOutcome::accepted);
  CHECK(server.accepted());
}

TEST_CASE("EAP-MD5: the answer is the MD5 of identifier, password and challenge, as CHAP's") {
  // RFC 1994 section 4.1; the sum by `printf '\x05secret\x01\x02\x03' | md5sum`.
  const Packet challenge{Code::request, 5, type::md5_challenge, {3, 1, 2, 3}};
  const auto response = ike::v2::eap_response(challenge, {"alice", "secret"});
  const auto said = parse_md5_challenge(response.data);
  REQUIRE(said.has_value());
  CHECK(to_hex((*said).value) == "31ccac05aa0d315e6ab6974c46f1acac");
  CHECK((*said).name == to_bytes(as_bytes("alice")));
  CHECK(ike::v2::eap_response({Code::request, 5, 13, {}}, {"alice", "secret"}) ==
        Packet{Code::response, 5, type::nak, {type::md5_challenge}});
}

TEST_CASE("EAP packets: what is cut, too long or of no known code is none") {
  const Packet packet{Code::request, 7, type::identity, {1, 2}};
  const auto bytes = emit_packet(packet);
  for (std::size_t size = 0; size < bytes.size(); ++size) CHECK_FALSE(parse_packet(ByteView(bytes).first(size)).has_value());
  REQUIRE(parse_packet(bytes).has_value());
  CHECK(*parse_packet(bytes) == packet);
  auto padded = bytes;
  padded.push_back(0);
  CHECK(*parse_packet(padded) == packet);
  for (Bytes bad : {Bytes{0, 1, 0, 4}, Bytes{5, 1, 0, 4}, Bytes{1, 1, 0, 3}, Bytes{1, 1, 0, 4}}) CHECK_FALSE(parse_packet(bad).has_value());
  CHECK(parse_packet(Bytes{3, 1, 0, 4}).has_value());
}
