#include "firmware/crypto/cipher.hpp"

#include <openssl/evp.h>
#include <sodium.h>

#include <memory>

#include "firmware/base/assert.hpp"
#include "firmware/crypto/library_must.hpp"

namespace kyoten::crypto {
namespace {

const EVP_CIPHER* implementation(CbcCipher cipher) {
  switch (cipher) {
    case CbcCipher::des:  // single DES lives in the legacy provider; EDE with three equal keys is
                          // the same
    case CbcCipher::three_des:
      return EVP_des_ede3_cbc();
    case CbcCipher::aes128:
      return EVP_aes_128_cbc();
    case CbcCipher::aes256:
      return EVP_aes_256_cbc();
    case CbcCipher::aes192:
      return EVP_aes_192_cbc();
  }
  KYOTEN_ASSERT(false);
}

void run(CbcCipher cipher, const Secret& key, ByteView iv, MutableByteView data, bool encrypting) {
  KYOTEN_ASSERT(key.size() == key_bytes(cipher) && iv.size() == block_bytes(cipher));
  KYOTEN_ASSERT(data.size() % block_bytes(cipher) == 0);
  if (data.empty()) return;
  std::array<std::uint8_t, 32> expanded{};
  std::copy(key.view().begin(), key.view().end(), expanded.begin());
  if (cipher == CbcCipher::des) {
    std::copy_n(expanded.begin(), 8, expanded.begin() + 8);
    std::copy_n(expanded.begin(), 8, expanded.begin() + 16);
  }
  std::unique_ptr<EVP_CIPHER_CTX, decltype(&EVP_CIPHER_CTX_free)> context(EVP_CIPHER_CTX_new(),
                                                                          EVP_CIPHER_CTX_free);
  library_must(context != nullptr);
  const int ready = EVP_CipherInit_ex(context.get(), implementation(cipher), nullptr, expanded.data(), iv.data(),
                                      encrypting ? 1 : 0);
  sodium_memzero(expanded.data(), expanded.size());
  library_must(ready == 1);
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  int written = 0;
  library_must(EVP_CipherUpdate(context.get(), data.data(), &written, data.data(),
                                static_cast<int>(data.size())) == 1);
  KYOTEN_ASSERT(static_cast<std::size_t>(written) == data.size());
}

}  // namespace

void cbc_encrypt(CbcCipher cipher, const Secret& key, ByteView iv, MutableByteView data) {
  run(cipher, key, iv, data, true);
}

void cbc_decrypt(CbcCipher cipher, const Secret& key, ByteView iv, MutableByteView data) {
  run(cipher, key, iv, data, false);
}

}  // namespace kyoten::crypto
