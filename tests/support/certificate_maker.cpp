#include "tests/support/certificate_maker.hpp"

#include <openssl/bio.h>
#include <openssl/pem.h>
#include <openssl/pkcs12.h>
#include <openssl/provider.h>
#include <openssl/x509v3.h>

#include <stdexcept>

#include "firmware/crypto/openssl_objects.hpp"

namespace kyoten::test {
namespace {

using namespace crypto::openssl;

template <class T>
T* must(T* made) {
  if (made == nullptr) throw std::runtime_error("OpenSSL made nothing");
  return made;
}

time_t seconds(WallTime time) { return static_cast<time_t>(time.time_since_epoch().count()); }

template <class Write>
std::string written(Write write) {
  const Bio out(must(BIO_new(BIO_s_mem())));
  write(out.get());
  char* data = nullptr;
  const auto length = BIO_get_mem_data(out.get(), &data);
  return {data, static_cast<std::size_t>(length)};
}

void add_extension(X509* certificate, X509* issuer, int kind, const std::string& value) {
  X509V3_CTX context;
  X509V3_set_ctx(&context, issuer, certificate, nullptr, nullptr, 0);
  auto* extension = must(X509V3_EXT_conf_nid(nullptr, &context, kind, value.c_str()));
  X509_add_ext(certificate, extension, -1);
  X509_EXTENSION_free(extension);
}

/// Small keys: the tests are about certificates.
std::shared_ptr<EVP_PKEY> new_key(const std::string& curve) {
  return {must(curve.empty() ? EVP_RSA_gen(1024) : EVP_EC_gen(curve.c_str())), EVP_PKEY_free};
}

std::shared_ptr<X509> new_certificate(const Order& order, long serial, EVP_PKEY* key,
                                      const Issued* issuer) {
  std::shared_ptr<X509> certificate(must(X509_new()), X509_free);
  auto* made = certificate.get();
  X509_set_version(made, X509_VERSION_3);
  ASN1_INTEGER_set(X509_get_serialNumber(made), serial);
  ASN1_TIME_set(X509_getm_notBefore(made), seconds(order.from));
  ASN1_TIME_set(X509_getm_notAfter(made), seconds(order.until));
  auto* name = X509_get_subject_name(made);
  const auto* text = reinterpret_cast<const unsigned char*>(order.common_name.c_str());
  X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, text, -1, -1, 0);
  auto* signer = issuer != nullptr ? issuer->certificate.get() : made;
  X509_set_issuer_name(made, X509_get_subject_name(signer));
  X509_set_pubkey(made, key);
  add_extension(made, signer, NID_basic_constraints,
                order.authority ? "critical,CA:TRUE" : "CA:FALSE");
  if (!order.alternative.empty())
    add_extension(made, signer, NID_subject_alt_name, order.alternative);
  X509_sign(made, issuer != nullptr ? issuer->key.get() : key, EVP_sha256());
  return certificate;
}

}  // namespace

Bytes Issued::der() const { return der_of(certificate.get(), i2d_X509); }

std::string Issued::pem() const {
  return written([&](BIO* out) { PEM_write_bio_X509(out, certificate.get()); });
}

std::string Issued::key_pem(const std::string& password) const {
  return written([&](BIO* out) {
    const auto* secret = reinterpret_cast<const unsigned char*>(password.data());
    PEM_write_bio_PrivateKey(out, key.get(), password.empty() ? nullptr : EVP_aes_128_cbc(), secret,
                             static_cast<int>(password.size()), nullptr, nullptr);
  });
}

Authority::Authority(const std::string& name) {
  Order order;
  order.common_name = name;
  order.authority = true;
  own_.key = new_key({});
  own_.certificate = new_certificate(order, 1, own_.key.get(), nullptr);
}

Issued Authority::issue(const Order& order) {
  Issued made;
  made.key = new_key(order.curve);
  made.certificate = new_certificate(order, next_serial_++, made.key.get(), &own_);
  return made;
}

Bytes Authority::revocations(const std::vector<const Issued*>& revoked, WallTime until) const {
  const RevocationList list(must(X509_CRL_new()));
  X509_CRL_set_version(list.get(), X509_CRL_VERSION_2);
  X509_CRL_set_issuer_name(list.get(), X509_get_subject_name(own_.certificate.get()));
  auto* from = must(ASN1_TIME_set(nullptr, seconds(kIssued - kDay)));
  auto* end = must(ASN1_TIME_set(nullptr, seconds(until)));
  X509_CRL_set1_lastUpdate(list.get(), from);
  X509_CRL_set1_nextUpdate(list.get(), end);
  for (auto* issued : revoked) {
    auto* row = must(X509_REVOKED_new());
    X509_REVOKED_set_serialNumber(row, X509_get_serialNumber(issued->certificate.get()));
    X509_REVOKED_set_revocationDate(row, from);
    X509_CRL_add0_revoked(list.get(), row);
  }
  ASN1_TIME_free(from);
  ASN1_TIME_free(end);
  X509_CRL_sort(list.get());
  X509_CRL_sign(list.get(), own_.key.get(), EVP_sha256());
  return der_of(list.get(), i2d_X509_CRL);
}

Bytes pem_file(const Issued& own, const Issued& authority, const std::string& password) {
  return to_bytes(own.pem() + own.key_pem(password) + authority.pem());
}

Bytes pkcs12_file(const Issued& own, const Issued& authority, const std::string& password,
                  bool old_ciphers) {
  auto* context = OSSL_LIB_CTX_new();
  OSSL_PROVIDER* providers[] = {OSSL_PROVIDER_load(context, "default"),
                                OSSL_PROVIDER_load(context, "legacy")};
  const CertificateList others(must(sk_X509_new_null()));
  X509_up_ref(authority.certificate.get());
  sk_X509_push(others.get(), authority.certificate.get());
  const int cipher = old_ciphers ? NID_pbe_WithSHA1And40BitRC2_CBC : 0;
  Bytes file;
  {
    const Pkcs12 made(must(PKCS12_create_ex(password.c_str(), "own", own.key.get(),
                                            own.certificate.get(), others.get(), cipher, cipher, 0,
                                            0, 0, context, nullptr)));
    file = der_of(made.get(), i2d_PKCS12);
  }
  for (auto* provider : providers) OSSL_PROVIDER_unload(provider);
  OSSL_LIB_CTX_free(context);
  return file;
}

}  // namespace kyoten::test
