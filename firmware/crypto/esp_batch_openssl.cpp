// ESP by OpenSSL: contexts are made once for each key, a packet only sets its IV.
#include <openssl/evp.h>

#include "firmware/base/assert.hpp"
#include "firmware/base/secret.hpp"
#include "firmware/crypto/esp_batch.hpp"

namespace kyoten::crypto {
namespace {

struct CipherDeleter {
  void operator()(EVP_CIPHER_CTX* context) const { EVP_CIPHER_CTX_free(context); }
};
struct MacDeleter {
  void operator()(EVP_MAC_CTX* context) const { EVP_MAC_CTX_free(context); }
};
using CipherContext = std::unique_ptr<EVP_CIPHER_CTX, CipherDeleter>;
using MacContext = std::unique_ptr<EVP_MAC_CTX, MacDeleter>;

struct OpensslKey final : EspKey {
  CipherContext encrypt;
  CipherContext decrypt;
  MacContext mac;
  Secret integrity_key;
  std::size_t icv = 0;
};

/// DES lives in OpenSSL's legacy provider, which may be missing; EDE with three equal keys is the same.
Bytes expanded_key(BlockCipher cipher, ByteView key) {
  Bytes result = to_bytes(key);
  if (cipher == BlockCipher::des) {
    for (int i = 0; i < 2; ++i) result.insert(result.end(), key.begin(), key.end());
  }
  return result;
}

const EVP_CIPHER* cipher_for(BlockCipher cipher, std::size_t key_bytes) {
  if (cipher != BlockCipher::aes) return EVP_des_ede3_cbc();
  return key_bytes == 16 ? EVP_aes_128_cbc() : EVP_aes_256_cbc();
}

CipherContext make_context(BlockCipher cipher, ByteView key, bool encrypting) {
  CipherContext context(EVP_CIPHER_CTX_new());
  KYOTEN_ASSERT(context != nullptr);
  const auto expanded = expanded_key(cipher, key);
  KYOTEN_ASSERT(EVP_CipherInit_ex(context.get(), cipher_for(cipher, key.size()), nullptr,
                                  expanded.data(), nullptr, encrypting ? 1 : 0) == 1);
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  return context;
}

MacContext make_mac(Integrity integrity, ByteView key) {
  static EVP_MAC* const hmac = EVP_MAC_fetch(nullptr, "HMAC", nullptr);
  KYOTEN_ASSERT(hmac != nullptr);
  MacContext context(EVP_MAC_CTX_new(hmac));
  const char* name = integrity == Integrity::hmac_md5_96    ? "MD5"
                     : integrity == Integrity::hmac_sha1_96 ? "SHA1"
                                                            : "SHA256";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string("digest", const_cast<char*>(name), 0),
      OSSL_PARAM_construct_end()};
  KYOTEN_ASSERT(EVP_MAC_init(context.get(), key.data(), key.size(), parameters) == 1);
  return context;
}

void run_cipher(EVP_CIPHER_CTX* context, const EspJob& job, bool encrypting) {
  if (context == nullptr || job.cipher_bytes == 0) return;
  int length = 0;
  auto* text = job.start + job.header_bytes;
  KYOTEN_ASSERT(EVP_CipherInit_ex(context, nullptr, nullptr, nullptr, job.start + 8,
                                  encrypting ? 1 : 0) == 1);
  KYOTEN_ASSERT(EVP_CipherUpdate(context, text, &length, text, static_cast<int>(job.cipher_bytes)) == 1);
}

void run_mac(const OpensslKey& key, const EspJob& job) {
  if (!key.mac) return;
  std::uint8_t digest[64];
  std::size_t length = 0;
  // Without a key the context starts over with the one it was made with.
  KYOTEN_ASSERT(EVP_MAC_init(key.mac.get(), nullptr, 0, nullptr) == 1);
  KYOTEN_ASSERT(EVP_MAC_update(key.mac.get(), job.start, job.header_bytes + job.cipher_bytes) == 1);
  KYOTEN_ASSERT(EVP_MAC_final(key.mac.get(), digest, &length, sizeof digest) == 1);
  std::copy(digest, digest + key.icv, job.icv);
}

class OpensslBackend final : public EspBackend {
 public:
  std::unique_ptr<EspKey> make_key(BlockCipher cipher, ByteView cipher_key, Integrity integrity,
                                   ByteView integrity_key) override {
    auto key = std::make_unique<OpensslKey>();
    if (cipher != BlockCipher::null) {
      key->encrypt = make_context(cipher, cipher_key, true);
      key->decrypt = make_context(cipher, cipher_key, false);
    }
    if (integrity != Integrity::none) key->mac = make_mac(integrity, integrity_key);
    key->icv = icv_bytes(integrity);
    return key;
  }
  void encrypt(std::span<const EspJob> jobs) override {
    for (auto& job : jobs) {
      auto& key = static_cast<OpensslKey&>(*job.key);
      run_cipher(key.encrypt.get(), job, true);
      run_mac(key, job);
    }
  }
  void authenticate(std::span<const EspJob> jobs) override {
    for (auto& job : jobs) run_mac(static_cast<OpensslKey&>(*job.key), job);
  }
  void decrypt(std::span<const EspJob> jobs) override {
    for (auto& job : jobs) run_cipher(static_cast<OpensslKey&>(*job.key).decrypt.get(), job, false);
  }
};

}  // namespace

EspBackend& openssl_backend() {
  static thread_local OpensslBackend backend;
  return backend;
}

}  // namespace kyoten::crypto
