// Signatures of IKEv2: which hash and key an AlgorithmIdentifier names, and checking one.
#include <openssl/err.h>

#include <algorithm>
#include <array>

#include "firmware/crypto/peer_key.hpp"

namespace kyoten::crypto {
namespace {

struct Row {
  SignatureScheme scheme;
  const EVP_MD* (*hash)();
  int key;
  std::array<std::uint8_t, 15> identifier;
  std::size_t bytes;
};

/// AlgorithmIdentifiers as RFC 7427 appendix A prints them.
constexpr Row rsa(SignatureScheme scheme, const EVP_MD* (*hash)(), std::uint8_t last) {
  return {scheme, hash, EVP_PKEY_RSA,
          {0x30, 0x0d, 0x06, 0x09, 0x2a, 0x86, 0x48, 0x86, 0xf7, 0x0d, 0x01, 0x01, last, 0x05, 0x00},
          15};
}
constexpr Row ecdsa(SignatureScheme scheme, const EVP_MD* (*hash)(), std::uint8_t last) {
  return {scheme, hash, EVP_PKEY_EC,
          {0x30, 0x0a, 0x06, 0x08, 0x2a, 0x86, 0x48, 0xce, 0x3d, 0x04, 0x03, last},
          12};
}
const Row kRows[] = {
    rsa(SignatureScheme::rsa_sha1, EVP_sha1, 0x05),
    rsa(SignatureScheme::rsa_sha256, EVP_sha256, 0x0b),
    rsa(SignatureScheme::rsa_sha384, EVP_sha384, 0x0c),
    rsa(SignatureScheme::rsa_sha512, EVP_sha512, 0x0d),
    ecdsa(SignatureScheme::ecdsa_sha256, EVP_sha256, 0x02),
    ecdsa(SignatureScheme::ecdsa_sha384, EVP_sha384, 0x03),
    ecdsa(SignatureScheme::ecdsa_sha512, EVP_sha512, 0x04),
};

const Row& row_of(SignatureScheme scheme) { return kRows[static_cast<std::size_t>(scheme)]; }

}  // namespace

ByteView algorithm_identifier(SignatureScheme scheme) {
  const auto& row = row_of(scheme);
  return ByteView(row.identifier).first(row.bytes);
}

std::optional<SignatureScheme> scheme_of(ByteView identifier) {
  for (auto& row : kRows) {
    if (std::ranges::equal(identifier, algorithm_identifier(row.scheme))) return row.scheme;
  }
  return std::nullopt;
}

std::vector<SignatureScheme> schemes_of(const EVP_PKEY* key) {
  using enum SignatureScheme;
  constexpr int kBitsOfP384 = 384;
  switch (EVP_PKEY_base_id(key)) {
    case EVP_PKEY_RSA: return {rsa_sha256, rsa_sha384, rsa_sha512};
    case EVP_PKEY_EC:
      if (EVP_PKEY_bits(key) > kBitsOfP384) return {ecdsa_sha512, ecdsa_sha384, ecdsa_sha256};
      if (EVP_PKEY_bits(key) == kBitsOfP384) return {ecdsa_sha384, ecdsa_sha512, ecdsa_sha256};
      return {ecdsa_sha256, ecdsa_sha384, ecdsa_sha512};
    default: return {};
  }
}

Bytes sign(EVP_PKEY* key, SignatureScheme scheme, ByteView data) {
  const auto& row = row_of(scheme);
  if (key == nullptr || EVP_PKEY_base_id(key) != row.key) return {};
  openssl::DigestContext context(EVP_MD_CTX_new());
  std::size_t length = 0;
  const bool begun =
      EVP_DigestSignInit(context.get(), nullptr, row.hash(), nullptr, key) == 1 &&
      EVP_DigestSign(context.get(), nullptr, &length, data.data(), data.size()) == 1;
  Bytes signature(begun ? length : 0);
  const bool made = begun && EVP_DigestSign(context.get(), signature.data(), &length, data.data(),
                                            data.size()) == 1;
  ERR_clear_error();
  signature.resize(made ? length : 0);
  return signature;
}

bool PeerCertificate::verifies(SignatureScheme scheme, ByteView data, ByteView signature) const {
  const auto& row = row_of(scheme);
  auto* key = key_->key.get();
  if (EVP_PKEY_base_id(key) != row.key) return false;
  openssl::DigestContext context(EVP_MD_CTX_new());
  const bool good =
      EVP_DigestVerifyInit(context.get(), nullptr, row.hash(), nullptr, key) == 1 &&
      EVP_DigestVerify(context.get(), signature.data(), signature.size(), data.data(),
                       data.size()) == 1;
  ERR_clear_error();
  return good;
}

}  // namespace kyoten::crypto
