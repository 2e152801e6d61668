#include "firmware/crypto/certificate.hpp"

#include <openssl/err.h>
#include <openssl/pem.h>
#include <openssl/provider.h>
#include <openssl/x509v3.h>

#include "firmware/crypto/hash.hpp"
#include "firmware/crypto/peer_key.hpp"

namespace kyoten::crypto {
namespace {

using namespace openssl;

constexpr int kMostInFile = 64;
constexpr int kMostSteps = 8;  ///< from a certificate up to a root

/// PKCS#12 files of older programs are encrypted with RC2, which only the legacy provider has. While
/// this lives, the calling thread finds it; nothing else does. (PKCS12_parse of OpenSSL 3.0 forgets
/// the context of its container on the way.)
class WithLegacy {
 public:
  WithLegacy() : before_(OSSL_LIB_CTX_set0_default(context())) {}
  ~WithLegacy() { OSSL_LIB_CTX_set0_default(before_); }
  WithLegacy(const WithLegacy&) = delete;
  WithLegacy& operator=(const WithLegacy&) = delete;

 private:
  static OSSL_LIB_CTX* context() {
    static OSSL_LIB_CTX* const made = [] {
      auto* fresh = OSSL_LIB_CTX_new();
      OSSL_PROVIDER_load(fresh, "default");
      OSSL_PROVIDER_load(fresh, "legacy");
      return fresh;
    }();
    return made;
  }
  OSSL_LIB_CTX* before_;
};

/// What a file gives: perhaps an own certificate with its key, and all the others.
struct FileContent {
  Certificate own;
  PrivateKey key;
  std::vector<Certificate> others;
};

bool has_key_of(const X509* certificate, const EVP_PKEY* key) {
  return X509_check_private_key(certificate, key) == 1;
}

std::optional<FileContent> read_pkcs12(ByteView file, const std::string& password) {
  const WithLegacy legacy;
  const auto source = reading(file);
  const Pkcs12 container(d2i_PKCS12_bio(source.get(), nullptr));
  if (!container) return std::nullopt;
  EVP_PKEY* key = nullptr;
  X509* own = nullptr;
  STACK_OF(X509)* others = nullptr;
  if (PKCS12_parse(container.get(), password.c_str(), &key, &own, &others) != 1) return std::nullopt;
  FileContent content{Certificate(own), PrivateKey(key), {}};
  const CertificateList list(others);
  for (int i = 0; list && i < std::min(sk_X509_num(list.get()), kMostInFile); ++i) {
    auto* certificate = sk_X509_value(list.get(), i);
    X509_up_ref(certificate);
    content.others.emplace_back(certificate);
  }
  return content;
}

/// OpenSSL asks for a password through this; it never asks a person.
int give_password(char* buffer, int size, int /*writing*/, void* password) {
  const auto& text = *static_cast<const std::string*>(password);
  if (text.size() > static_cast<std::size_t>(size)) return -1;
  std::copy(text.begin(), text.end(), buffer);
  return static_cast<int>(text.size());
}

/// Certificates and a key in any order. The own one is that which the key fits.
std::optional<FileContent> read_pem(ByteView file, const std::string& password) {
  FileContent content;
  auto source = reading(file);
  for (int i = 0; i < kMostInFile; ++i) {
    Certificate next(PEM_read_bio_X509(source.get(), nullptr, nullptr, nullptr));
    if (!next) break;
    content.others.push_back(std::move(next));
  }
  source = reading(file);
  auto secret = password;
  content.key.reset(PEM_read_bio_PrivateKey(source.get(), nullptr, give_password, &secret));
  const bool names_key = std::string_view(reinterpret_cast<const char*>(file.data()), file.size())
                             .find("PRIVATE KEY-----") != std::string_view::npos;
  if (!content.key && names_key) return std::nullopt;
  for (auto it = content.others.begin(); content.key && it != content.others.end(); ++it) {
    if (!has_key_of(it->get(), content.key.get())) continue;
    content.own = std::move(*it);
    content.others.erase(it);
    break;
  }
  return content;
}

RevocationList read_revocations(ByteView bytes) {
  auto source = reading(bytes);
  RevocationList list(d2i_X509_CRL_bio(source.get(), nullptr));
  if (list) return list;
  source = reading(bytes);
  return RevocationList(PEM_read_bio_X509_CRL(source.get(), nullptr, nullptr, nullptr));
}

bool is_self_signed(X509* certificate) { return X509_self_signed(certificate, 0) == 1; }

CertificateFault fault_of(int error) {
  switch (error) {
    case X509_V_ERR_CERT_HAS_EXPIRED:
      return CertificateFault::expired;
    case X509_V_ERR_CERT_NOT_YET_VALID:
      return CertificateFault::not_yet_valid;
    case X509_V_ERR_CERT_REVOKED:
      return CertificateFault::revoked;
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT:
    case X509_V_ERR_UNABLE_TO_GET_ISSUER_CERT_LOCALLY:
    case X509_V_ERR_SELF_SIGNED_CERT_IN_CHAIN:
    case X509_V_ERR_DEPTH_ZERO_SELF_SIGNED_CERT:
    case X509_V_ERR_UNABLE_TO_VERIFY_LEAF_SIGNATURE:
    case X509_V_ERR_CERT_UNTRUSTED:
      return CertificateFault::unknown_authority;
    case X509_V_ERR_UNABLE_TO_GET_CRL:
    case X509_V_ERR_UNABLE_TO_GET_CRL_ISSUER:
      return CertificateFault::no_revocation_list;
    case X509_V_ERR_CRL_HAS_EXPIRED:
    case X509_V_ERR_CRL_NOT_YET_VALID:
      return CertificateFault::old_revocation_list;
    default:
      return CertificateFault::not_acceptable;
  }
}

Certificate parse(ByteView der) {
  const auto* at = der.data();
  Certificate certificate(d2i_X509(nullptr, &at, static_cast<long>(der.size())));
  if (at != der.data() + der.size()) certificate.reset();
  return certificate;
}

}  // namespace

struct Credentials::Content {
  PrivateKey key;
  CertificateNames own_names;
  std::vector<SignatureScheme> schemes;
  std::vector<Bytes> chain;
  Bytes authorities;
  Store store;
  bool revocations = false;
};

Credentials::Credentials(std::unique_ptr<Content> content) : content_(std::move(content)) {}
Credentials::~Credentials() = default;

Result<std::shared_ptr<const Credentials>, CertificateFault> Credentials::read(
    ByteView file, CertificateFormat format, const std::string& password, ByteView revocations) {
  if (file.size() > kLargestCertificateFile || revocations.size() > kLargestCertificateFile)
    return CertificateFault::too_large;
  auto found = format == CertificateFormat::pkcs12 ? read_pkcs12(file, password)
                                                   : read_pem(file, password);
  ERR_clear_error();
  if (!found) return CertificateFault::unreadable;
  if (!found->own && found->others.empty()) return CertificateFault::no_certificate;
  auto content = std::make_unique<Content>();
  content->store.reset(X509_STORE_new());
  const auto schemes = found->own && found->key ? schemes_of(found->key.get()) : std::vector<SignatureScheme>{};
  if (!schemes.empty()) {
    content->schemes = schemes;
    content->own_names = names_of(found->own.get());
    content->chain.push_back(der_of(found->own.get(), i2d_X509));
    content->key = std::move(found->key);
  }
  for (auto& other : found->others) {
    X509_STORE_add_cert(content->store.get(), other.get());
    const auto* key = X509_get0_pubkey_bitstr(other.get());
    const auto digest = key == nullptr
                            ? Bytes{}
                            : hash(HashAlgorithm::sha1,
                                   {der_of(X509_get_X509_PUBKEY(other.get()), i2d_X509_PUBKEY)});
    ByteWriter(content->authorities).bytes(digest);
    if (content->key && !is_self_signed(other.get()) && content->chain.size() < kMostCertificates)
      content->chain.push_back(der_of(other.get(), i2d_X509));
  }
  if (!revocations.empty()) {
    const auto list = read_revocations(revocations);
    ERR_clear_error();
    if (!list) return CertificateFault::bad_revocation_list;
    X509_STORE_add_crl(content->store.get(), list.get());
    content->revocations = true;
  }
  return std::shared_ptr<const Credentials>(new Credentials(std::move(content)));
}

bool Credentials::can_sign() const { return content_->key != nullptr; }
const std::vector<SignatureScheme>& Credentials::schemes() const { return content_->schemes; }
const CertificateNames& Credentials::own_names() const { return content_->own_names; }
const std::vector<Bytes>& Credentials::own_chain() const { return content_->chain; }
const Bytes& Credentials::authorities() const { return content_->authorities; }
Bytes Credentials::sign(SignatureScheme scheme, ByteView data) const {
  return crypto::sign(content_->key.get(), scheme, data);
}

Result<PeerCertificate, CertificateFault> Credentials::verify(std::span<const Bytes> chain,
                                                              WallTime when) const {
  if (chain.empty()) return CertificateFault::no_certificate;
  if (chain.size() > kMostCertificates) return CertificateFault::too_large;
  std::vector<Certificate> shown;
  CertificateList between(sk_X509_new_null());
  for (auto& der : chain) {
    if (der.size() > kLargestCertificate) return CertificateFault::too_large;
    shown.push_back(parse(der));
    ERR_clear_error();
    if (!shown.back()) return CertificateFault::malformed;
    if (shown.size() == 1) continue;
    X509_up_ref(shown.back().get());
    sk_X509_push(between.get(), shown.back().get());
  }
  auto* own = shown.front().get();
  StoreContext context(X509_STORE_CTX_new());
  if (X509_STORE_CTX_init(context.get(), content_->store.get(), own, between.get()) != 1)
    return CertificateFault::not_acceptable;
  auto* parameters = X509_STORE_CTX_get0_param(context.get());
  X509_VERIFY_PARAM_set_time(parameters, static_cast<time_t>(when.time_since_epoch().count()));
  X509_VERIFY_PARAM_set_depth(parameters, kMostSteps);
  // Every certificate of the own file is trusted by its owner, also one that is not self-signed.
  auto flags = static_cast<unsigned long>(X509_V_FLAG_PARTIAL_CHAIN);
  if (content_->revocations) flags |= X509_V_FLAG_CRL_CHECK;
  X509_VERIFY_PARAM_set_flags(parameters, flags);
  const bool good = X509_verify_cert(context.get()) == 1;
  const int error = X509_STORE_CTX_get_error(context.get());
  ERR_clear_error();
  if (!good) return fault_of(error);
  auto key = std::make_shared<PeerCertificate::Key>();
  key->key.reset(X509_get_pubkey(own));
  if (!key->key) return CertificateFault::malformed;
  return PeerCertificate(names_of(own), std::move(key));
}

}  // namespace kyoten::crypto
