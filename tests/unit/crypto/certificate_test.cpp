// X.509: what a certificate file gives, and which certificates of peers are believed.
#include "firmware/crypto/certificate.hpp"
#include "tests/support/certificate_maker.hpp"

using namespace kyoten;
using namespace kyoten::test;
using crypto::CertificateFault;
using crypto::CertificateFormat;
using crypto::Credentials;
using crypto::SignatureScheme;

namespace {

struct World {
  Authority authority{"Example Root"};
  Issued site = authority.issue({"site.example", "DNS:site.example", {}, kIssued + kDay});
};

World& world() {
  static World made;
  return made;
}

auto trusting(const Authority& authority, Bytes revocations = {}) {
  auto read = Credentials::read(as_bytes(authority.own().pem()), CertificateFormat::pem, {}, revocations);
  REQUIRE(read.has_value());
  return *read;
}

CertificateFault fault(const Credentials& credentials, std::vector<Bytes> chain,
                       WallTime when = kIssued) {
  const auto verified = credentials.verify(chain, when);
  REQUIRE_FALSE(verified.has_value());
  return verified.error();
}

}  // namespace

TEST_CASE("A certificate file gives the own certificate, its key and whom to trust") {
  auto& [authority, site] = world();
  const auto format = GENERATE(CertificateFormat::pem, CertificateFormat::pkcs12);
  const std::string password = GENERATE(as<std::string>{}, "", "open sesame");
  const auto file = format == CertificateFormat::pem ? pem_file(site, authority.own(), password)
                                                     : pkcs12_file(site, authority.own(), password);

  const auto read = Credentials::read(file, format, password, {});

  REQUIRE(read.has_value());
  CHECK((*read)->can_sign());
  CHECK((*read)->own_names().hosts == std::vector<std::string>{"site.example"});
  CHECK((*read)->own_names().subject == "CN=site.example");
  CHECK((*read)->own_chain() == std::vector<Bytes>{site.der()});
  CHECK((*read)->authorities().size() == 20);
  CHECK((*read)->verify(std::vector<Bytes>{site.der()}, kIssued).has_value());
}

TEST_CASE("PKCS12 files of older programs open, too") {
  auto& [authority, site] = world();
  const auto file = pkcs12_file(site, authority.own(), "secret", true);
  const auto read = Credentials::read(file, CertificateFormat::pkcs12, "secret", {});
  REQUIRE(read.has_value());
  CHECK((*read)->can_sign());
}

TEST_CASE("A certificate file that cannot be used says why") {
  auto& [authority, site] = world();
  const auto why = [](ByteView file, CertificateFormat format, const std::string& password,
                      ByteView list = {}) {
    const auto read = Credentials::read(file, format, password, list);
    REQUIRE_FALSE(read.has_value());
    return read.error();
  };
  const auto pem = pem_file(site, authority.own(), "secret");
  CHECK(why(pem, CertificateFormat::pem, "wrong") == CertificateFault::unreadable);
  CHECK(why(pem, CertificateFormat::pem, {}) == CertificateFault::unreadable);
  CHECK(why(pkcs12_file(site, authority.own(), "secret"), CertificateFormat::pkcs12, "wrong") ==
        CertificateFault::unreadable);
  CHECK(why(as_bytes("nothing of the kind"), CertificateFormat::pem, {}) == CertificateFault::no_certificate);
  CHECK(why({}, CertificateFormat::pkcs12, {}) == CertificateFault::unreadable);
  CHECK(why(Bytes(crypto::kLargestCertificateFile + 1), CertificateFormat::pem, {}) ==
        CertificateFault::too_large);
  CHECK(why(pem_file(site, authority.own()), CertificateFormat::pem, {}, as_bytes("no list")) ==
        CertificateFault::bad_revocation_list);
}

TEST_CASE("A peer's certificate is believed while it is valid") {
  auto& [authority, site] = world();
  const auto credentials = trusting(authority);
  CHECK(credentials->verify(std::vector<Bytes>{site.der()}, kIssued).has_value());
  CHECK(fault(*credentials, {site.der()}, kIssued + 2 * kDay) == CertificateFault::expired);
  Order order;
  order.common_name = "early.example";
  order.from = kIssued + kDay;
  CHECK(fault(*credentials, {authority.issue(order).der()}) == CertificateFault::not_yet_valid);
}

TEST_CASE("A peer's certificate needs an authority that this end trusts") {
  auto& [authority, site] = world();
  Authority other("Example Root");
  CHECK(fault(*trusting(other), {site.der()}) != CertificateFault::malformed);
  CHECK(fault(*trusting(Authority("Other Root")), {site.der()}) == CertificateFault::unknown_authority);
  CHECK(fault(*trusting(authority), {}) == CertificateFault::no_certificate);
  CHECK(fault(*trusting(authority), {to_bytes("no certificate")}) == CertificateFault::malformed);
  CHECK(fault(*trusting(authority), {Bytes(crypto::kLargestCertificate + 1)}) == CertificateFault::too_large);
  CHECK(fault(*trusting(authority), std::vector<Bytes>(9, site.der())) == CertificateFault::too_large);
  // Not from a certificate that is no authority's.
  Authority forger("Forger");
  CHECK(fault(*trusting(authority), {forger.issue({"site.example", {}}).der(), site.der()}) ==
        CertificateFault::unknown_authority);
}

TEST_CASE("A revocation list is asked if there is one, and must be of the issuer and fresh") {
  auto& [authority, site] = world();
  const auto other = authority.issue({"other.example", {}});
  CHECK(trusting(authority, authority.revocations({&other}))
            ->verify(std::vector<Bytes>{site.der()}, kIssued)
            .has_value());
  CHECK(fault(*trusting(authority, authority.revocations({&other, &site})), {site.der()}) ==
        CertificateFault::revoked);
  CHECK(fault(*trusting(authority, authority.revocations({}, kIssued - std::chrono::hours(1))), {site.der()}) ==
        CertificateFault::old_revocation_list);
  CHECK(fault(*trusting(authority, Authority("Other Root").revocations({})), {site.der()}) ==
        CertificateFault::no_revocation_list);
}

TEST_CASE("Signatures are checked with the key and the scheme that they were made with") {
  auto& [authority, site] = world();
  const auto own = Credentials::read(pem_file(site, authority.own()), CertificateFormat::pem, {}, {});
  REQUIRE(own.has_value());
  const auto peer = trusting(authority)->verify(std::vector<Bytes>{site.der()}, kIssued);
  REQUIRE(peer.has_value());
  const auto scheme = GENERATE(SignatureScheme::rsa_sha1, SignatureScheme::rsa_sha256,
                               SignatureScheme::rsa_sha384, SignatureScheme::rsa_sha512);
  const auto data = to_bytes("what is signed");

  auto signature = (*own)->sign(scheme, data);

  CHECK(signature.size() == 128);
  CHECK((*own)->sign(scheme, data) == signature);
  CHECK((*peer).verifies(scheme, data, signature));
  CHECK_FALSE((*peer).verifies(scheme, to_bytes("something else"), signature));
  CHECK_FALSE((*peer).verifies(SignatureScheme::ecdsa_sha256, data, signature));
  signature[5] ^= 1;
  CHECK_FALSE((*peer).verifies(scheme, data, signature));
  CHECK_FALSE((*peer).verifies(scheme, data, {}));
  CHECK(crypto::scheme_of(crypto::algorithm_identifier(scheme)) == scheme);
  CHECK((*own)->sign(SignatureScheme::ecdsa_sha256, data).empty());
}

TEST_CASE("An elliptic key signs with the hash of its strength, and with no scheme of another kind") {
  Authority authority("Example Root");
  const auto [curve, best] = GENERATE(table<std::string, SignatureScheme>({{"P-256", SignatureScheme::ecdsa_sha256},
                                                                          {"P-384", SignatureScheme::ecdsa_sha384},
                                                                          {"P-521", SignatureScheme::ecdsa_sha512}}));
  INFO(curve);
  Order order{"site.example", "DNS:site.example"};
  order.curve = curve;
  const auto site = authority.issue(order);
  const auto own = Credentials::read(pem_file(site, authority.own()), CertificateFormat::pem, {}, {});
  REQUIRE(own.has_value());
  REQUIRE((*own)->can_sign());
  REQUIRE((*own)->schemes().size() == 3);
  CHECK((*own)->schemes().front() == best);
  const auto peer = (*own)->verify(std::vector<Bytes>{site.der()}, kIssued);
  REQUIRE(peer.has_value());
  const auto data = to_bytes("what is signed");
  for (auto scheme : (*own)->schemes()) {
    auto signature = (*own)->sign(scheme, data);
    CHECK((*peer).verifies(scheme, data, signature));
    CHECK_FALSE((*peer).verifies(scheme, to_bytes("something else"), signature));
    signature.back() ^= 1;
    CHECK_FALSE((*peer).verifies(scheme, data, signature));
  }
  CHECK((*own)->sign(SignatureScheme::rsa_sha256, data).empty());
  CHECK((*own)->sign(SignatureScheme::rsa_sha1, data).empty());
}
