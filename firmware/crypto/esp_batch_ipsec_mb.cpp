// ESP by intel-ipsec-mb: one burst for all packets of a call, whatever their keys and lengths, so that the vector
// lanes are full. Small bursts go to the SSE manager: with few packets the wide ones pay for empty lanes.
#include "firmware/crypto/esp_batch.hpp"

#ifndef KYOTEN_HAVE_IPSEC_MB

namespace kyoten::crypto {
EspBackend* ipsec_mb_backend() { return nullptr; }
}  // namespace kyoten::crypto

#else

#define NO_COMPAT_IMB_API_053
#include <intel-ipsec-mb.h>
#include <sodium.h>

#include "firmware/base/assert.hpp"

namespace kyoten::crypto {
namespace {

/// At most this many packets go to the SSE manager; measured cross-over of SSE and AVX-512 lanes.
constexpr std::size_t kSmallBurst = 10;
/// IMB_GET_NEXT_BURST gives at most IMB_MAX_BURST_SIZE jobs.
constexpr std::size_t kLargestBurst = 128;

struct alignas(64) MbKey final : EspKey {
  alignas(64) std::uint32_t aes_encrypt[15 * 4];
  alignas(64) std::uint32_t aes_decrypt[15 * 4];
  alignas(64) std::uint64_t des_schedule[3][IMB_DES_KEY_SCHED_SIZE / 8];
  const void* des_schedules[3];
  alignas(64) std::uint8_t ipad[64];
  alignas(64) std::uint8_t opad[64];
  const void* encrypt_keys = nullptr;
  const void* decrypt_keys = nullptr;
  IMB_CIPHER_MODE cipher = IMB_CIPHER_NULL;
  IMB_HASH_ALG hash = IMB_AUTH_NULL;
  std::uint64_t key_bytes = 0;
  std::uint64_t iv_bytes = 0;
  std::uint64_t tag_bytes = 0;

  ~MbKey() override {
    sodium_memzero(aes_encrypt, sizeof aes_encrypt);
    sodium_memzero(aes_decrypt, sizeof aes_decrypt);
    sodium_memzero(des_schedule, sizeof des_schedule);
    sodium_memzero(ipad, sizeof ipad);
    sodium_memzero(opad, sizeof opad);
  }
};

struct ManagerDeleter {
  void operator()(IMB_MGR* manager) const { free_mb_mgr(manager); }
};
using Manager = std::unique_ptr<IMB_MGR, ManagerDeleter>;

enum class Step : std::uint8_t { encrypt_and_authenticate, authenticate, decrypt };

void fill(IMB_JOB& slot, const EspJob& job, Step step) {
  const auto& key = static_cast<const MbKey&>(*job.key);
  const bool ciphers = step != Step::authenticate;
  const bool hashes = step != Step::decrypt;
  slot.cipher_mode = ciphers ? key.cipher : IMB_CIPHER_NULL;
  slot.hash_alg = hashes ? key.hash : IMB_AUTH_NULL;
  slot.cipher_direction = step == Step::decrypt ? IMB_DIR_DECRYPT : IMB_DIR_ENCRYPT;
  slot.chain_order = step == Step::decrypt ? IMB_ORDER_HASH_CIPHER : IMB_ORDER_CIPHER_HASH;
  slot.enc_keys = key.encrypt_keys;
  slot.dec_keys = key.decrypt_keys;
  slot.key_len_in_bytes = key.key_bytes;
  slot.src = job.start;
  slot.dst = job.start + job.header_bytes;
  slot.cipher_start_src_offset_in_bytes = job.header_bytes;
  slot.msg_len_to_cipher_in_bytes = job.cipher_bytes;
  slot.hash_start_src_offset_in_bytes = 0;
  slot.msg_len_to_hash_in_bytes = job.header_bytes + job.cipher_bytes;
  slot.iv = job.start + 8;
  slot.iv_len_in_bytes = key.iv_bytes;
  slot.auth_tag_output = job.icv;
  slot.auth_tag_output_len_in_bytes = key.tag_bytes;
  slot.u.HMAC._hashed_auth_key_xor_ipad = key.ipad;
  slot.u.HMAC._hashed_auth_key_xor_opad = key.opad;
}

void run_burst(IMB_MGR* manager, std::span<const EspJob> jobs, Step step) {
  IMB_JOB* slots[kLargestBurst];
  const auto count = static_cast<std::uint32_t>(jobs.size());
  while (IMB_GET_NEXT_BURST(manager, count, slots) < count) IMB_FLUSH_BURST(manager, count, slots);
  for (std::uint32_t i = 0; i < count; ++i) fill(*slots[i], jobs[i], step);
  // The library's own check of each job costs as much as a small packet: for builds that look for bugs.
#ifdef __OPTIMIZE__
  std::uint32_t done = IMB_SUBMIT_BURST_NOCHECK(manager, count, slots);
#else
  std::uint32_t done = IMB_SUBMIT_BURST(manager, count, slots);
  KYOTEN_ASSERT(done != 0 || imb_get_errno(manager) == 0);
#endif
  while (done < count) {
    const auto flushed = IMB_FLUSH_BURST(manager, count - done, slots);
    KYOTEN_ASSERT(flushed > 0);
    done += flushed;
  }
}

class MbBackend final : public EspBackend {
 public:
  MbBackend() : small_(alloc_mb_mgr(0)), large_(alloc_mb_mgr(0)) {
    KYOTEN_ASSERT(small_ != nullptr && large_ != nullptr);
    init_mb_mgr_sse(small_.get());
    init_mb_mgr_auto(large_.get(), nullptr);
  }

  std::unique_ptr<EspKey> make_key(BlockCipher cipher, ByteView cipher_key, Integrity integrity,
                                   ByteView integrity_key) override {
    auto key = std::make_unique<MbKey>();
    set_cipher(*key, cipher, cipher_key);
    set_integrity(*key, integrity, integrity_key);
    return key;
  }
  void encrypt(std::span<const EspJob> jobs) override { run(jobs, Step::encrypt_and_authenticate); }
  void authenticate(std::span<const EspJob> jobs) override { run(jobs, Step::authenticate); }
  void decrypt(std::span<const EspJob> jobs) override { run(jobs, Step::decrypt); }

 private:
  void run(std::span<const EspJob> jobs, Step step) {
    auto* manager = jobs.size() <= kSmallBurst ? small_.get() : large_.get();
    while (!jobs.empty()) {
      const auto burst = jobs.first(std::min(jobs.size(), kLargestBurst));
      run_burst(manager, burst, step);
      jobs = jobs.subspan(burst.size());
    }
  }

  void set_cipher(MbKey& key, BlockCipher cipher, ByteView bytes) {
    auto* manager = small_.get();
    if (cipher == BlockCipher::aes) {
      if (bytes.size() == 16) {
        IMB_AES_KEYEXP_128(manager, bytes.data(), key.aes_encrypt, key.aes_decrypt);
      } else {
        IMB_AES_KEYEXP_256(manager, bytes.data(), key.aes_encrypt, key.aes_decrypt);
      }
      key.cipher = IMB_CIPHER_CBC;
      key.key_bytes = bytes.size();
      key.iv_bytes = 16;
      key.encrypt_keys = key.aes_encrypt;
      key.decrypt_keys = key.aes_decrypt;
    } else if (cipher != BlockCipher::null) {
      const std::size_t keys = cipher == BlockCipher::des ? 1 : 3;
      for (std::size_t i = 0; i < keys; ++i) {
        IMB_DES_KEYSCHED(manager, key.des_schedule[i], bytes.data() + i * 8);
        key.des_schedules[i] = key.des_schedule[i];
      }
      key.cipher = keys == 1 ? IMB_CIPHER_DES : IMB_CIPHER_DES3;
      key.key_bytes = keys * 8;
      key.iv_bytes = 8;
      key.encrypt_keys = keys == 1 ? static_cast<const void*>(key.des_schedule[0]) : key.des_schedules;
      key.decrypt_keys = key.encrypt_keys;
    }
  }

  /// HMAC keys as the hash states after the inner and outer pad block (RFC 2104).
  void set_integrity(MbKey& key, Integrity integrity, ByteView bytes) {
    if (integrity == Integrity::none) return;
    alignas(64) std::uint8_t inner[64];
    alignas(64) std::uint8_t outer[64];
    for (std::size_t i = 0; i < 64; ++i) {
      const std::uint8_t byte = i < bytes.size() ? bytes[i] : 0;
      inner[i] = byte ^ 0x36;
      outer[i] = byte ^ 0x5c;
    }
    auto* manager = small_.get();
    switch (integrity) {
      case Integrity::none: break;
      case Integrity::hmac_md5_96:
        IMB_MD5_ONE_BLOCK(manager, inner, key.ipad);
        IMB_MD5_ONE_BLOCK(manager, outer, key.opad);
        key.hash = IMB_AUTH_MD5;
        break;
      case Integrity::hmac_sha1_96:
        IMB_SHA1_ONE_BLOCK(manager, inner, key.ipad);
        IMB_SHA1_ONE_BLOCK(manager, outer, key.opad);
        key.hash = IMB_AUTH_HMAC_SHA_1;
        break;
      case Integrity::hmac_sha256_128:
        IMB_SHA256_ONE_BLOCK(manager, inner, key.ipad);
        IMB_SHA256_ONE_BLOCK(manager, outer, key.opad);
        key.hash = IMB_AUTH_HMAC_SHA_256;
        break;
    }
    key.tag_bytes = icv_bytes(integrity);
    sodium_memzero(inner, sizeof inner);
    sodium_memzero(outer, sizeof outer);
  }

  Manager small_;
  Manager large_;
};

bool processor_fits() {
  const Manager probe(alloc_mb_mgr(0));
  return probe && (probe->features & IMB_FEATURE_AESNI) != 0 && (probe->features & IMB_FEATURE_SSE4_2) != 0;
}

}  // namespace

EspBackend* ipsec_mb_backend() {
  static const bool fits = processor_fits();
  if (!fits) return nullptr;
  static thread_local MbBackend backend;
  return &backend;
}

}  // namespace kyoten::crypto

#endif
