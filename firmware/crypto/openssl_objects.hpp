// OpenSSL's objects as values that clean up behind themselves. Only for .cpp files of this folder.
#pragma once

#include <openssl/bio.h>
#include <openssl/evp.h>
#include <openssl/pkcs12.h>
#include <openssl/x509v3.h>

#include <memory>

#include "firmware/base/bytes.hpp"
#include "firmware/crypto/library_must.hpp"

namespace kyoten::crypto::openssl {

template <auto release>
struct Release {
  template <class T>
  void operator()(T* object) const {
    release(object);
  }
};

inline void free_certificates(STACK_OF(X509) * certificates) {
  sk_X509_pop_free(certificates, X509_free);
}

using Bio = std::unique_ptr<BIO, Release<BIO_free_all>>;
using Certificate = std::unique_ptr<X509, Release<X509_free>>;
using CertificateList = std::unique_ptr<STACK_OF(X509), Release<free_certificates>>;
using Names = std::unique_ptr<GENERAL_NAMES, Release<GENERAL_NAMES_free>>;
using PrivateKey = std::unique_ptr<EVP_PKEY, Release<EVP_PKEY_free>>;
using Pkcs12 = std::unique_ptr<PKCS12, Release<PKCS12_free>>;
using RevocationList = std::unique_ptr<X509_CRL, Release<X509_CRL_free>>;
using Store = std::unique_ptr<X509_STORE, Release<X509_STORE_free>>;
using StoreContext = std::unique_ptr<X509_STORE_CTX, Release<X509_STORE_CTX_free>>;
using DigestContext = std::unique_ptr<EVP_MD_CTX, Release<EVP_MD_CTX_free>>;

/// Looked up once; it stays for as long as the program runs.
inline EVP_MAC* hmac() {
  static EVP_MAC* const mac = [] {
    auto* fetched = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
    library_must(fetched != nullptr);
    return fetched;
  }();
  return mac;
}

inline Bio reading(ByteView bytes) {
  return Bio(BIO_new_mem_buf(bytes.data(), static_cast<int>(bytes.size())));
}

/// i2d_X509, i2d_X509_NAME, i2d_X509_PUBKEY ...: an object in DER.
template <class T, class Encode>
Bytes der_of(const T* object, Encode encode) {
  const int length = encode(object, nullptr);
  if (length <= 0) return {};
  Bytes out(static_cast<std::size_t>(length));
  auto* at = out.data();
  encode(object, &at);
  return out;
}

}  // namespace kyoten::crypto::openssl
