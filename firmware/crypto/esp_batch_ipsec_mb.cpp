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
#include "firmware/base/secret.hpp"

namespace kyoten::crypto {
namespace {

/// At most this many packets go to the SSE manager; measured cross-over of SSE and AVX-512 lanes.
constexpr std::size_t kSmallBurst = 10;
/// IMB_GET_NEXT_BURST gives at most IMB_MAX_BURST_SIZE jobs.
constexpr std::size_t kLargestBurst = 128;

enum class Width : std::uint8_t { small, large };

// Expanded keys of single ciphers are several times as large as all the rest of an SA: each has only what its cipher needs.
struct DesKeys {
  alignas(64) std::uint64_t schedules[3][IMB_DES_KEY_SCHED_SIZE / 8];
  const void* all[3];
  ~DesKeys() { sodium_memzero(schedules, sizeof schedules); }
};
struct GcmKeys {
  alignas(64) gcm_key_data by_width[2];  ///< each manager has a layout of its own
  ~GcmKeys() { sodium_memzero(by_width, sizeof by_width); }
};

struct alignas(64) MbKey final : EspKey {
  alignas(64) std::uint32_t aes_encrypt[15 * 4];
  alignas(64) std::uint32_t aes_decrypt[15 * 4];
  alignas(64) std::uint8_t ipad[64];
  alignas(64) std::uint8_t opad[64];
  std::unique_ptr<DesKeys> des;
  std::unique_ptr<GcmKeys> gcm;
  std::uint8_t chacha[32];
  std::array<std::uint8_t, kSaltBytes> salt{};
  bool combined = false;
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
    sodium_memzero(ipad, sizeof ipad);
    sodium_memzero(opad, sizeof opad);
    sodium_memzero(chacha, sizeof chacha);
    sodium_memzero(salt.data(), salt.size());
  }
};

struct ManagerDeleter {
  void operator()(IMB_MGR* manager) const { free_mb_mgr(manager); }
};
using Manager = std::unique_ptr<IMB_MGR, ManagerDeleter>;

enum class Step : std::uint8_t { encrypt_and_authenticate, authenticate, decrypt };

struct Lanes {
  IMB_MGR* manager;
  Width width;
};

/// What a job needs until it is done, beside the packet.
struct Scratch {
  std::array<std::uint8_t, kSaltBytes + 8> nonce;
  std::array<std::uint8_t, 16> tag;
};

/// Cipher and tag in one pass over the text; SPI and sequence number are authenticated with it.
void fill_combined(IMB_JOB& slot, const EspJob& job, const MbKey& key, Step step, Width width,
                   Scratch& scratch) {
  constexpr std::size_t kHeaderInFront = 8;
  std::copy(key.salt.begin(), key.salt.end(), scratch.nonce.begin());
  std::copy_n(job.start + kHeaderInFront, 8, scratch.nonce.begin() + kSaltBytes);
  const bool encrypts = step == Step::encrypt_and_authenticate;
  slot.cipher_mode = key.cipher;
  slot.hash_alg = key.hash;
  slot.cipher_direction = encrypts ? IMB_DIR_ENCRYPT : IMB_DIR_DECRYPT;
  slot.chain_order = encrypts ? IMB_ORDER_CIPHER_HASH : IMB_ORDER_HASH_CIPHER;
  slot.hash_start_src_offset_in_bytes = job.header_bytes;
  slot.msg_len_to_hash_in_bytes = job.cipher_bytes;
  slot.iv = scratch.nonce.data();
  slot.iv_len_in_bytes = scratch.nonce.size();
  slot.auth_tag_output = encrypts ? job.icv : scratch.tag.data();
  if (key.cipher == IMB_CIPHER_GCM) {
    slot.enc_keys = slot.dec_keys = &key.gcm->by_width[static_cast<std::size_t>(width)];
    slot.u.GCM.aad = job.start;
    slot.u.GCM.aad_len_in_bytes = kHeaderInFront;
  } else {
    slot.u.CHACHA20_POLY1305.aad = job.start;
    slot.u.CHACHA20_POLY1305.aad_len_in_bytes = kHeaderInFront;
  }
}

void fill(IMB_JOB& slot, const EspJob& job, Step step, Width width, Scratch& scratch) {
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
  slot.auth_tag_output = step == Step::authenticate ? scratch.tag.data() : job.icv;
  slot.auth_tag_output_len_in_bytes = key.tag_bytes;
  slot.u.HMAC._hashed_auth_key_xor_ipad = key.ipad;
  slot.u.HMAC._hashed_auth_key_xor_opad = key.opad;
  if (key.combined) fill_combined(slot, job, key, step, width, scratch);
}

void run_burst(Lanes lanes, std::span<const EspJob> jobs, Step step, std::span<Scratch> scratch) {
  auto* manager = lanes.manager;
  IMB_JOB* slots[kLargestBurst];
  const auto count = static_cast<std::uint32_t>(jobs.size());
  while (IMB_GET_NEXT_BURST(manager, count, slots) < count) IMB_FLUSH_BURST(manager, count, slots);
  for (std::uint32_t i = 0; i < count; ++i) fill(*slots[i], jobs[i], step, lanes.width, scratch[i]);
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
    if (is_combined(cipher)) {
      KYOTEN_ASSERT(integrity == Integrity::none && cipher_key.size() > kSaltBytes);
      set_combined(*key, cipher, cipher_key);
      return key;
    }
    set_cipher(*key, cipher, cipher_key);
    set_integrity(*key, integrity, integrity_key);
    return key;
  }
  void encrypt(std::span<const EspJob> jobs) override {
    for_each_burst(jobs, [&](auto burst, Lanes lanes) {
      run_burst(lanes, burst, Step::encrypt_and_authenticate, scratch_);
    });
  }
  void authenticate(std::span<EspJob> jobs) override {
    for_each_burst(jobs, [&](auto burst, Lanes lanes) {
      run_burst(lanes, burst, Step::authenticate, scratch_);
      for (std::size_t i = 0; i < burst.size(); ++i) {
        auto& job = burst[i];
        const auto bytes = static_cast<const MbKey&>(*job.key).tag_bytes;
        job.authentic = equal_in_constant_time(ByteView(scratch_[i].tag).first(bytes), ByteView(job.icv, bytes));
      }
    });
  }
  void decrypt(std::span<const EspJob> jobs) override {
    for_each_burst(jobs, [&](auto burst, Lanes lanes) { run_burst(lanes, burst, Step::decrypt, scratch_); });
  }

 private:
  template <class Job, class Run>
  void for_each_burst(std::span<Job> jobs, const Run& run) {
    const auto lanes = jobs.size() <= kSmallBurst ? Lanes{small_.get(), Width::small}
                                                  : Lanes{large_.get(), Width::large};
    while (!jobs.empty()) {
      const auto burst = jobs.first(std::min(jobs.size(), kLargestBurst));
      run(burst, lanes);
      jobs = jobs.subspan(burst.size());
    }
  }

  void set_combined(MbKey& key, BlockCipher cipher, ByteView bytes) {
    key.combined = true;
    key.tag_bytes = kCombinedTagBytes;
    std::ranges::copy(bytes.last(kSaltBytes), key.salt.begin());
    bytes = bytes.first(bytes.size() - kSaltBytes);
    key.key_bytes = bytes.size();
    if (cipher == BlockCipher::aes_gcm) {
      key.gcm = std::make_unique<GcmKeys>();
      for (auto [manager, width] : {Lanes{small_.get(), Width::small}, Lanes{large_.get(), Width::large}}) {
        auto* expanded = &key.gcm->by_width[static_cast<std::size_t>(width)];
        if (bytes.size() == 16) {
          IMB_AES128_GCM_PRE(manager, bytes.data(), expanded);
        } else {
          IMB_AES256_GCM_PRE(manager, bytes.data(), expanded);
        }
      }
      key.cipher = IMB_CIPHER_GCM;
      key.hash = IMB_AUTH_AES_GMAC;
    } else {
      std::ranges::copy(bytes, key.chacha);
      key.cipher = IMB_CIPHER_CHACHA20_POLY1305;
      key.hash = IMB_AUTH_CHACHA20_POLY1305;
      key.encrypt_keys = key.decrypt_keys = key.chacha;
    }
  }

  void set_cipher(MbKey& key, BlockCipher cipher, ByteView bytes) {
    auto* manager = small_.get();
    if (cipher == BlockCipher::aes) {
      if (bytes.size() == 16) {
        IMB_AES_KEYEXP_128(manager, bytes.data(), key.aes_encrypt, key.aes_decrypt);
      } else if (bytes.size() == 24) {
        IMB_AES_KEYEXP_192(manager, bytes.data(), key.aes_encrypt, key.aes_decrypt);
      } else {
        IMB_AES_KEYEXP_256(manager, bytes.data(), key.aes_encrypt, key.aes_decrypt);
      }
      key.cipher = IMB_CIPHER_CBC;
      key.key_bytes = bytes.size();
      key.iv_bytes = 16;
      key.encrypt_keys = key.aes_encrypt;
      key.decrypt_keys = key.aes_decrypt;
    } else if (cipher != BlockCipher::null) {
      key.des = std::make_unique<DesKeys>();
      const std::size_t keys = cipher == BlockCipher::des ? 1 : 3;
      for (std::size_t i = 0; i < keys; ++i) {
        IMB_DES_KEYSCHED(manager, key.des->schedules[i], bytes.data() + i * 8);
        key.des->all[i] = key.des->schedules[i];
      }
      key.cipher = keys == 1 ? IMB_CIPHER_DES : IMB_CIPHER_DES3;
      key.key_bytes = keys * 8;
      key.iv_bytes = 8;
      key.encrypt_keys = keys == 1 ? static_cast<const void*>(key.des->schedules[0]) : key.des->all;
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
  std::array<Scratch, kLargestBurst> scratch_;
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
