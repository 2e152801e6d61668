// ESP alone: our bursts on both implementations, and the bare library as the limit.
#define NO_COMPAT_IMB_API_053
#ifdef KYOTEN_HAVE_IPSEC_MB
#include <intel-ipsec-mb.h>
#endif

#include <benchmark/benchmark.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "firmware/base/assert.hpp"
#include "firmware/ipsec/esp.hpp"
#include "tests/support/test_entropy.hpp"
#include "tests/unit/dataplane/builders.hpp"

using namespace kyoten;

namespace {

constexpr std::size_t kBytes = 1400;

ipsec::Suite suite(std::int64_t which) {
  switch (which) {
    case 0: return {ipsec::EspCipher::aes_cbc, ipsec::EspIntegrity::sha_hmac};
    case 1: return {ipsec::EspCipher::aes256_cbc, ipsec::EspIntegrity::sha256_hmac};
    default: return {ipsec::EspCipher::three_des_cbc, ipsec::EspIntegrity::sha_hmac};
  }
}

void count(benchmark::State& state, std::int64_t packets) {
  state.SetItemsProcessed(state.iterations() * packets);
  state.SetBytesProcessed(state.iterations() * packets * static_cast<std::int64_t>(kBytes));
}

struct Jobs {
  explicit Jobs(std::size_t burst) : pool(burst) {
    for (std::size_t i = 0; i < burst; ++i) packets.push_back(pool.copy(Bytes(kBytes, 1)));
  }
  PacketPool pool;
  std::vector<Packet> packets;
};

/// Args: implementation, burst, suite.
void esp_encrypt(benchmark::State& state) {
  ipsec::set_esp_implementation(static_cast<ipsec::EspImplementation>(state.range(0)));
  state.SetLabel(state.range(0) == 0 ? "ipsec-mb" : "openssl");
  test::SaPair pair;
  pair.suite = suite(state.range(2));
  ipsec::Sa sa(pair.outbound());
  test::TestEntropy entropy(1);
  Jobs all(static_cast<std::size_t>(state.range(1)));
  std::vector<ipsec::EncryptJob> jobs;
  for (auto _ : state) {
    jobs.clear();
    for (auto& packet : all.packets) {
      packet->reset();
      packet->set_size(kBytes);
      jobs.push_back({packet.get(), &sa, 4, {}});
    }
    ipsec::esp_encrypt(jobs, entropy);
  }
  count(state, state.range(1));
}
BENCHMARK(esp_encrypt)->ArgsProduct({{0, 1}, {1, 8, 16, 32, 64}, {0}})->ArgsProduct({{0, 1}, {32}, {1, 2}});

void esp_decrypt(benchmark::State& state) {
  ipsec::set_esp_implementation(static_cast<ipsec::EspImplementation>(state.range(0)));
  state.SetLabel(state.range(0) == 0 ? "ipsec-mb" : "openssl");
  test::SaPair pair;
  pair.suite = suite(state.range(2));
  ipsec::Sa out(pair.outbound());
  auto parameters = pair.outbound();
  parameters.direction = ipsec::Direction::inbound;
  parameters.anti_replay = false;
  ipsec::Sa in(std::move(parameters));
  test::TestEntropy entropy(1);
  Jobs all(static_cast<std::size_t>(state.range(1)));
  std::vector<Bytes> wire;
  for (auto& packet : all.packets) {
    ipsec::EncryptJob job{packet.get(), &out, 4, {}};
    ipsec::esp_encrypt({&job, 1}, entropy);
    wire.push_back(to_bytes(packet->bytes()));
  }
  std::vector<ipsec::DecryptJob> jobs;
  for (auto _ : state) {
    jobs.clear();
    for (std::size_t i = 0; i < all.packets.size(); ++i) {
      all.packets[i]->reset();
      benchmark::DoNotOptimize(all.packets[i]->assign(wire[i]));
      jobs.push_back({all.packets[i].get(), &in, 0, {}});
    }
    ipsec::esp_decrypt(jobs);
  }
  KYOTEN_ASSERT(jobs[0].error == ipsec::SaError::none);
  count(state, state.range(1));
}
BENCHMARK(esp_decrypt)->ArgsProduct({{0, 1}, {1, 8, 16, 32, 64}, {0}})->ArgsProduct({{0, 1}, {32}, {1, 2}});

/// The way of a user-space ESP without batches: contexts of OpenSSL made and thrown away for each packet.
void openssl_for_each_packet(benchmark::State& state) {
  const Bytes key(16, 1);
  const Bytes integrity_key(20, 2);
  Bytes packet(24 + 1408 + 20, 3);
  for (auto _ : state) {
    auto* context = EVP_CIPHER_CTX_new();
    int length = 0;
    EVP_CipherInit_ex(context, EVP_aes_128_cbc(), nullptr, key.data(), packet.data() + 8, 1);
    EVP_CIPHER_CTX_set_padding(context, 0);
    EVP_CipherUpdate(context, packet.data() + 24, &length, packet.data() + 24, 1408);
    EVP_CIPHER_CTX_free(context);
    unsigned icv_bytes = 0;
    std::uint8_t icv[64];
    HMAC(EVP_sha1(), integrity_key.data(), 20, packet.data(), 24 + 1408, icv, &icv_bytes);
    benchmark::DoNotOptimize(icv);
  }
  count(state, 1);
}
BENCHMARK(openssl_for_each_packet);

#ifdef KYOTEN_HAVE_IPSEC_MB

/// AES-128-CBC and HMAC-SHA1-96 by the library alone, jobs written once: what no code around it can beat.
void raw_ipsec_mb(benchmark::State& state) {
  IMB_MGR* manager = alloc_mb_mgr(0);
  init_mb_mgr_auto(manager, nullptr);
  alignas(64) static std::uint32_t encrypt_keys[60], decrypt_keys[60];
  alignas(64) static std::uint8_t pads[64];
  const std::uint8_t key[16] = {1};
  IMB_AES_KEYEXP_128(manager, key, encrypt_keys, decrypt_keys);
  const auto burst = static_cast<std::uint32_t>(state.range(0));
  std::vector<Bytes> packets(burst, Bytes(kBytes + 64, 1));
  constexpr std::size_t kHeader = 24;
  constexpr std::size_t kText = 1408;
  for (auto _ : state) {
    IMB_JOB* slots[128];
    while (IMB_GET_NEXT_BURST(manager, burst, slots) < burst) IMB_FLUSH_BURST(manager, burst, slots);
    for (std::uint32_t i = 0; i < burst; ++i) {
      auto& job = *slots[i];
      job.cipher_mode = IMB_CIPHER_CBC;
      job.hash_alg = IMB_AUTH_HMAC_SHA_1;
      job.cipher_direction = IMB_DIR_ENCRYPT;
      job.chain_order = IMB_ORDER_CIPHER_HASH;
      job.enc_keys = encrypt_keys;
      job.dec_keys = decrypt_keys;
      job.key_len_in_bytes = 16;
      job.src = packets[i].data();
      job.dst = packets[i].data() + kHeader;
      job.cipher_start_src_offset_in_bytes = kHeader;
      job.msg_len_to_cipher_in_bytes = kText;
      job.hash_start_src_offset_in_bytes = 0;
      job.msg_len_to_hash_in_bytes = kHeader + kText;
      job.iv = packets[i].data() + 8;
      job.iv_len_in_bytes = 16;
      job.auth_tag_output = packets[i].data() + kHeader + kText;
      job.auth_tag_output_len_in_bytes = 12;
      job.u.HMAC._hashed_auth_key_xor_ipad = pads;
      job.u.HMAC._hashed_auth_key_xor_opad = pads;
    }
    auto done = IMB_SUBMIT_BURST_NOCHECK(manager, burst, slots);
    while (done < burst) done += IMB_FLUSH_BURST(manager, burst - done, slots);
  }
  count(state, state.range(0));
  free_mb_mgr(manager);
}
BENCHMARK(raw_ipsec_mb)->Arg(1)->Arg(8)->Arg(16)->Arg(32)->Arg(64);

#endif

}  // namespace
