// Algorithms of IKEv2: what an IKE SA runs with, and the numbers these have on the wire
// (RFC 7296 section 3.3.2).
#pragma once

#include "firmware/crypto/cipher.hpp"
#include "firmware/crypto/dh.hpp"
#include "firmware/crypto/hash.hpp"
#include "firmware/ike/broken.hpp"

namespace kyoten::ike::v2 {

/// PRF and integrity are HMACs, each of a hash of its own.
struct IkeSuite {
  Phase1Cipher cipher = Phase1Cipher::aes256_cbc;
  Phase1Hash prf = Phase1Hash::sha256;
  Phase1Hash integrity = Phase1Hash::sha256;
  DhGroup group = DhGroup::modp1024;
  bool operator==(const IkeSuite&) const = default;
};

constexpr crypto::HashAlgorithm hash_algorithm(Phase1Hash hash) {
  constexpr crypto::HashAlgorithm algorithms[] = {
      crypto::HashAlgorithm::md5, crypto::HashAlgorithm::sha1, crypto::HashAlgorithm::sha256};
  return algorithms[static_cast<std::size_t>(hash)];
}
constexpr crypto::CbcCipher cbc_cipher(Phase1Cipher cipher) {
  constexpr crypto::CbcCipher ciphers[] = {crypto::CbcCipher::des, crypto::CbcCipher::three_des,
                                           crypto::CbcCipher::aes128, crypto::CbcCipher::aes256,
                                           crypto::CbcCipher::aes192};
  return ciphers[static_cast<std::size_t>(cipher)];
}
constexpr crypto::ModpGroup modp_group(DhGroup group) {
  return static_cast<crypto::ModpGroup>(group);  // both are the registry's numbers
}
constexpr bool is_supported_group(std::uint16_t number) {
  return number == 1 || number == 2 || number == 5 || number == 14;
}
inline bool is_supported_group(const Gateway& gateway, std::uint16_t number) {
  return is_supported_group(number) && is_allowed(gateway, DhGroup{number});
}

constexpr std::size_t key_bytes(Phase1Cipher cipher) {
  return crypto::key_bytes(cbc_cipher(cipher));
}
constexpr std::size_t block_bytes(Phase1Cipher cipher) {
  return crypto::block_bytes(cbc_cipher(cipher));
}
/// Of PRF and integrity keys: as long as the digest.
constexpr std::size_t key_bytes(Phase1Hash hash) {
  return crypto::digest_bytes(hash_algorithm(hash));
}
/// HMAC-MD5-96, HMAC-SHA1-96, HMAC-SHA2-256-128.
constexpr std::size_t icv_bytes(Phase1Hash hash) { return hash == Phase1Hash::sha256 ? 16 : 12; }

}  // namespace kyoten::ike::v2
