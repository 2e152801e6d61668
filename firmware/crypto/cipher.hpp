// Ciphers in CBC mode as IKEv1 encrypts its own messages (RFC 2409 appendix B): whole blocks, in
// place, no padding of their own. Bulk ESP does not come through here but through esp_batch.hpp.
#pragma once

#include "firmware/base/secret.hpp"

namespace kyoten::crypto {

enum class CbcCipher : std::uint8_t { des, three_des, aes128, aes256, aes192 };

constexpr std::size_t key_bytes(CbcCipher cipher) {
  constexpr std::size_t sizes[] = {8, 24, 16, 32, 24};
  return sizes[static_cast<std::size_t>(cipher)];
}
constexpr std::size_t block_bytes(CbcCipher cipher) {
  return cipher == CbcCipher::des || cipher == CbcCipher::three_des ? 8 : 16;
}

/// `data` is a multiple of the block, `iv` one block, `key` as long as the cipher wants it.
void cbc_encrypt(CbcCipher cipher, const Secret& key, ByteView iv, MutableByteView data);
void cbc_decrypt(CbcCipher cipher, const Secret& key, ByteView iv, MutableByteView data);

}  // namespace kyoten::crypto
