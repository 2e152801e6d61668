#include "firmware/crypto/hash.hpp"

#include <openssl/evp.h>

#include <memory>

#include "firmware/base/assert.hpp"
#include "firmware/crypto/library_must.hpp"
#include "firmware/crypto/openssl_objects.hpp"

namespace kyoten::crypto {
namespace {

const EVP_MD* message_digest(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::md5: return EVP_md5();
    case HashAlgorithm::sha1: return EVP_sha1();
    case HashAlgorithm::sha256: return EVP_sha256();
  }
  KYOTEN_ASSERT(false);
}

const char* digest_name(HashAlgorithm algorithm) {
  switch (algorithm) {
    case HashAlgorithm::md5: return "MD5";
    case HashAlgorithm::sha1: return "SHA1";
    case HashAlgorithm::sha256: return "SHA256";
  }
  KYOTEN_ASSERT(false);
}

}  // namespace

Bytes hash(HashAlgorithm algorithm, std::initializer_list<ByteView> parts) {
  std::unique_ptr<EVP_MD_CTX, decltype(&EVP_MD_CTX_free)> context(EVP_MD_CTX_new(), EVP_MD_CTX_free);
  library_must(context != nullptr);
  library_must(EVP_DigestInit_ex(context.get(), message_digest(algorithm), nullptr) == 1);
  for (auto part : parts) {
    library_must(EVP_DigestUpdate(context.get(), part.data(), part.size()) == 1);
  }
  Bytes digest(digest_bytes(algorithm));
  library_must(EVP_DigestFinal_ex(context.get(), digest.data(), nullptr) == 1);
  return digest;
}

Bytes hmac(HashAlgorithm algorithm, ByteView key, std::initializer_list<ByteView> parts) {
  std::unique_ptr<EVP_MAC_CTX, decltype(&EVP_MAC_CTX_free)> context(
      EVP_MAC_CTX_new(openssl::hmac()), EVP_MAC_CTX_free);
  library_must(context != nullptr);
  // EVP_MAC_init takes no empty key by null pointer: "no key" would mean "the key of last time".
  static constexpr std::uint8_t no_key = 0;
  const std::uint8_t* key_data = key.empty() ? &no_key : key.data();
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string("digest", const_cast<char*>(digest_name(algorithm)), 0),
      OSSL_PARAM_construct_end()};
  library_must(EVP_MAC_init(context.get(), key_data, key.size(), parameters) == 1);
  for (auto part : parts) {
    library_must(EVP_MAC_update(context.get(), part.data(), part.size()) == 1);
  }
  Bytes mac(digest_bytes(algorithm));
  std::size_t length = 0;
  library_must(EVP_MAC_final(context.get(), mac.data(), &length, mac.size()) == 1);
  KYOTEN_ASSERT(length == mac.size());
  return mac;
}

}  // namespace kyoten::crypto
