// From the words of `settings.hpp` to the functions of `crypto/`.
#pragma once

#include "firmware/crypto/cipher.hpp"
#include "firmware/crypto/dh.hpp"
#include "firmware/crypto/hash.hpp"
#include "firmware/ike/settings.hpp"

namespace kyoten::ike::v1 {

constexpr crypto::HashAlgorithm hash_algorithm(Phase1Hash hash) {
  switch (hash) {
    case Phase1Hash::md5:
      return crypto::HashAlgorithm::md5;
    case Phase1Hash::sha:
      return crypto::HashAlgorithm::sha1;
    case Phase1Hash::sha256:
      return crypto::HashAlgorithm::sha256;
  }
  return {};
}

constexpr crypto::CbcCipher cbc_cipher(Phase1Cipher cipher) {
  switch (cipher) {
    case Phase1Cipher::des_cbc:
      return crypto::CbcCipher::des;
    case Phase1Cipher::three_des_cbc:
      return crypto::CbcCipher::three_des;
    case Phase1Cipher::aes_cbc:
      return crypto::CbcCipher::aes128;
    case Phase1Cipher::aes256_cbc:
      return crypto::CbcCipher::aes256;
    case Phase1Cipher::aes192_cbc:
      return crypto::CbcCipher::aes192;
  }
  return {};
}

constexpr crypto::ModpGroup modp_group(DhGroup group) {
  return static_cast<crypto::ModpGroup>(group);  // both are the registry's numbers
}
constexpr bool is_supported_group(std::uint64_t number) {
  return number == 1 || number == 2 || number == 5 || number == 14;
}

/// What phase 1 agreed on.
struct Phase1Suite {
  Phase1Cipher cipher = Phase1Cipher::three_des_cbc;
  Phase1Hash hash = Phase1Hash::sha;
  DhGroup group = DhGroup::modp1024;
  bool operator==(const Phase1Suite&) const = default;
};

}  // namespace kyoten::ike::v1
