// ESP by OpenSSL: contexts are made once for each key, a packet only sets its IV.
#include <openssl/evp.h>
#include <sodium.h>

#include "firmware/base/assert.hpp"
#include "firmware/base/secret.hpp"
#include "firmware/crypto/esp_batch.hpp"
#include "firmware/crypto/library_must.hpp"
#include "firmware/crypto/openssl_objects.hpp"

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
  std::size_t icv = 0;
  bool combined = false;
  std::array<std::uint8_t, kSaltBytes> salt{};

  ~OpensslKey() override { sodium_memzero(salt.data(), salt.size()); }
};

constexpr std::size_t kHeaderInFront = 8;  ///< SPI and sequence number: what a combined mode authenticates beside

/// DES lives in OpenSSL's legacy provider, which may be missing; EDE with three equal keys is the same.
Bytes expanded_key(BlockCipher cipher, ByteView key) {
  Bytes result = to_bytes(key);
  if (cipher == BlockCipher::des) {
    for (int i = 0; i < 2; ++i) result.insert(result.end(), key.begin(), key.end());
  }
  return result;
}

const EVP_CIPHER* cipher_for(BlockCipher cipher, std::size_t key_bytes) {
  switch (cipher) {
    case BlockCipher::aes:
      return key_bytes == 16 ? EVP_aes_128_cbc() : key_bytes == 24 ? EVP_aes_192_cbc() : EVP_aes_256_cbc();
    case BlockCipher::aes_gcm:
      return key_bytes == 16 ? EVP_aes_128_gcm() : EVP_aes_256_gcm();
    case BlockCipher::chacha20_poly1305:
      return EVP_chacha20_poly1305();
    default:
      return EVP_des_ede3_cbc();
  }
}

CipherContext make_context(BlockCipher cipher, ByteView key, bool encrypting) {
  CipherContext context(EVP_CIPHER_CTX_new());
  library_must(context != nullptr);
  const auto expanded = expanded_key(cipher, key);
  library_must(EVP_CipherInit_ex(context.get(), cipher_for(cipher, key.size()), nullptr,
                                 expanded.data(), nullptr, encrypting ? 1 : 0) == 1);
  EVP_CIPHER_CTX_set_padding(context.get(), 0);
  return context;
}

MacContext make_mac(Integrity integrity, ByteView key) {
  MacContext context(EVP_MAC_CTX_new(openssl::hmac()));
  library_must(context != nullptr);
  const char* name = integrity == Integrity::hmac_md5_96    ? "MD5"
                     : integrity == Integrity::hmac_sha1_96 ? "SHA1"
                                                            : "SHA256";
  OSSL_PARAM parameters[] = {
      OSSL_PARAM_construct_utf8_string("digest", const_cast<char*>(name), 0),
      OSSL_PARAM_construct_end()};
  library_must(EVP_MAC_init(context.get(), key.data(), key.size(), parameters) == 1);
  return context;
}

void run_cipher(EVP_CIPHER_CTX* context, const EspJob& job, bool encrypting) {
  if (context == nullptr || job.cipher_bytes == 0) return;
  int length = 0;
  auto* text = job.start + job.header_bytes;
  library_must(EVP_CipherInit_ex(context, nullptr, nullptr, nullptr, job.start + 8,
                                 encrypting ? 1 : 0) == 1);
  library_must(EVP_CipherUpdate(context, text, &length, text, static_cast<int>(job.cipher_bytes)) == 1);
}

/// Header and text of one packet through a combined mode, up to but without its tag.
void begin_combined(EVP_CIPHER_CTX* context, const OpensslKey& key, const EspJob& job, bool encrypting) {
  std::array<std::uint8_t, kSaltBytes + 8> nonce;
  std::copy(key.salt.begin(), key.salt.end(), nonce.begin());
  std::copy_n(job.start + kHeaderInFront, 8, nonce.begin() + kSaltBytes);
  int length = 0;
  auto* text = job.start + job.header_bytes;
  library_must(EVP_CipherInit_ex(context, nullptr, nullptr, nullptr, nonce.data(), encrypting ? 1 : 0) == 1);
  library_must(EVP_CipherUpdate(context, nullptr, &length, job.start, kHeaderInFront) == 1);
  library_must(EVP_CipherUpdate(context, text, &length, text, static_cast<int>(job.cipher_bytes)) == 1);
}

void seal_combined(const OpensslKey& key, const EspJob& job) {
  auto* context = key.encrypt.get();
  int length = 0;
  begin_combined(context, key, job, true);
  library_must(EVP_CipherFinal_ex(context, job.icv, &length) == 1);
  library_must(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_GET_TAG, kCombinedTagBytes, job.icv) == 1);
}

bool open_combined(const OpensslKey& key, const EspJob& job) {
  auto* context = key.decrypt.get();
  int length = 0;
  begin_combined(context, key, job, false);
  std::uint8_t none[kCombinedTagBytes];
  library_must(EVP_CIPHER_CTX_ctrl(context, EVP_CTRL_AEAD_SET_TAG, kCombinedTagBytes, job.icv) == 1);
  return EVP_CipherFinal_ex(context, none, &length) == 1;
}

void run_mac(const OpensslKey& key, const EspJob& job, std::uint8_t* icv) {
  if (!key.mac) return;
  std::uint8_t digest[64];
  std::size_t length = 0;
  // Without a key the context starts over with the one it was made with.
  library_must(EVP_MAC_init(key.mac.get(), nullptr, 0, nullptr) == 1);
  library_must(EVP_MAC_update(key.mac.get(), job.start, job.header_bytes + job.cipher_bytes) == 1);
  library_must(EVP_MAC_final(key.mac.get(), digest, &length, sizeof digest) == 1);
  std::copy(digest, digest + key.icv, icv);
}

bool is_authentic(const OpensslKey& key, const EspJob& job) {
  if (key.combined) return open_combined(key, job);
  if (!key.mac) return true;
  std::array<std::uint8_t, 64> icv;
  run_mac(key, job, icv.data());
  return equal_in_constant_time(ByteView(icv).first(key.icv), ByteView(job.icv, key.icv));
}

class OpensslBackend final : public EspBackend {
 public:
  std::unique_ptr<EspKey> make_key(BlockCipher cipher, ByteView cipher_key, Integrity integrity,
                                   ByteView integrity_key) override {
    auto key = std::make_unique<OpensslKey>();
    key->combined = is_combined(cipher);
    if (key->combined) {
      KYOTEN_ASSERT(integrity == Integrity::none && cipher_key.size() > kSaltBytes);
      std::ranges::copy(cipher_key.last(kSaltBytes), key->salt.begin());
      cipher_key = cipher_key.first(cipher_key.size() - kSaltBytes);
    }
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
      if (key.combined) {
        seal_combined(key, job);
        continue;
      }
      run_cipher(key.encrypt.get(), job, true);
      run_mac(key, job, job.icv);
    }
  }
  void authenticate(std::span<EspJob> jobs) override {
    for (auto& job : jobs) job.authentic = is_authentic(static_cast<OpensslKey&>(*job.key), job);
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
