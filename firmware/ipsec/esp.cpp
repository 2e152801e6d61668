#include "firmware/ipsec/esp.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"
#include "firmware/ipsec/live_sa_runtime.hpp"

namespace kyoten::ipsec {
namespace {

constexpr std::size_t kSpiAndSequence = 8;
constexpr std::size_t kTrailer = 2;         // pad length, next header

/// Scratch of a burst, kept so that a burst allocates nothing once it has seen its largest size.
struct Scratch {
  std::vector<crypto::EspJob> crypto_jobs;
  std::vector<std::size_t> job_index;
  std::vector<crypto::EspJob> to_decrypt;  ///< combined modes are decrypted when they are authenticated
  Bytes ivs;
};
Scratch& scratch() {
  static thread_local Scratch instance;
  return instance;
}

}  // namespace

std::size_t esp_headroom(const Suite& suite) { return kSpiAndSequence + iv_bytes(suite.cipher); }
std::size_t esp_tailroom(const Suite& suite) {
  return block_bytes(suite.cipher) - 1 + kTrailer + icv_bytes(suite);
}

namespace {

/// Pads, prepends SPI, sequence number and IV, makes room for the ICV (RFC 4303 section 2).
SaError frame_outbound(EncryptJob& job, Sa::Runtime& sa, ByteView iv, crypto::EspJob& crypto_job) {
  auto& packet = *job.packet;
  const auto& suite = sa.parameters.suite;
  if (sa.next_sequence == kLastSequence) return SaError::sequence_exhausted;
  const auto payload_bytes = packet.size();
  const auto block = block_bytes(suite.cipher);
  const auto padding = (block - (payload_bytes + kTrailer) % block) % block;
  const auto icv = icv_bytes(suite);
  const auto header = esp_headroom(suite);
  if (packet.tailroom() < padding + kTrailer + icv) return SaError::no_tailroom;
  if (packet.headroom() < header) return SaError::no_headroom;

  KYOTEN_ASSERT(packet.push_back(padding + kTrailer + icv) && packet.push_front(header));
  auto* start = packet.data();
  boost::endian::store_big_u32(start, static_cast<std::uint32_t>(sa.parameters.spi));
  boost::endian::store_big_u32(start + 4, sa.next_sequence);
  if (is_combined(suite.cipher)) {
    // The IV of a combined mode must never repeat under its key, and need not be unpredictable: the sequence number
    // (RFC 4106 section 3.1, RFC 7634 section 2).
    boost::endian::store_big_u64(start + kSpiAndSequence, sa.next_sequence);
  } else {
    std::copy(iv.begin(), iv.end(), start + kSpiAndSequence);
  }
  auto* tail = start + header + payload_bytes;
  for (std::size_t i = 0; i < padding; ++i) tail[i] = static_cast<std::uint8_t>(i + 1);
  tail[padding] = static_cast<std::uint8_t>(padding);
  tail[padding + 1] = job.next_header;

  sa.sent(payload_bytes);
  crypto_job = {sa.key(), start, static_cast<std::uint32_t>(header),
                static_cast<std::uint32_t>(payload_bytes + padding + kTrailer),
                start + header + payload_bytes + padding + kTrailer, false};
  return SaError::none;
}

}  // namespace

void esp_encrypt(std::span<EncryptJob> jobs, Entropy& entropy) {
  auto& work = scratch();
  work.crypto_jobs.clear();
  // One draw for all IVs: unpredictable, and never the block before (RFC 3602 section 3).
  constexpr std::size_t kLargestIv = 16;
  work.ivs.resize(jobs.size() * kLargestIv);
  entropy.fill(work.ivs);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto& sa = jobs[i].sa->runtime();
    const auto iv = ByteView(work.ivs).subspan(i * kLargestIv, iv_bytes(sa.parameters.suite.cipher));
    crypto::EspJob crypto_job;
    jobs[i].error = frame_outbound(jobs[i], sa, iv, crypto_job);
    if (jobs[i].error == SaError::none) work.crypto_jobs.push_back(crypto_job);
  }
  backend().encrypt(work.crypto_jobs);
}

namespace {

/// Everything that can be checked before any cryptography.
SaError check_inbound(const DecryptJob& job, Sa::Runtime& sa, crypto::EspJob& crypto_job) {
  auto& packet = *job.packet;
  const auto& suite = sa.parameters.suite;
  const auto header = esp_headroom(suite);
  const auto icv = icv_bytes(suite);
  const auto block = block_bytes(suite.cipher);
  if (packet.size() < header + block + icv) return SaError::malformed;
  const auto cipher_bytes = packet.size() - header - icv;
  if (cipher_bytes % block != 0) return SaError::malformed;
  const auto error = sa.check(boost::endian::load_big_u32(packet.data() + 4));
  if (error != SaError::none) return error;
  crypto_job = {sa.key(), packet.data(), static_cast<std::uint32_t>(header),
                static_cast<std::uint32_t>(cipher_bytes), packet.data() + packet.size() - icv, false};
  return SaError::none;
}

/// Checks the padding and strips everything but the payload (RFC 4303 section 3.4.4).
SaError unframe_inbound(DecryptJob& job, Sa::Runtime& sa) {
  auto& packet = *job.packet;
  const auto& suite = sa.parameters.suite;
  KYOTEN_ASSERT(packet.pull_back(icv_bytes(suite)) && packet.pull_front(esp_headroom(suite)));
  const auto* end = packet.data() + packet.size();
  const std::size_t padding = end[-2];
  if (padding + kTrailer > packet.size()) return SaError::padding;
  const auto* pad = end - kTrailer - padding;
  for (std::size_t i = 0; i < padding; ++i) {
    if (pad[i] != i + 1) return SaError::padding;
  }
  job.next_header = end[-1];
  KYOTEN_ASSERT(packet.pull_back(padding + kTrailer));
  ++sa.use.packets;
  sa.use.bytes += packet.size();
  return SaError::none;
}

}  // namespace

void esp_decrypt(std::span<DecryptJob> jobs) {
  auto& work = scratch();
  work.crypto_jobs.clear();
  work.job_index.clear();
  work.to_decrypt.clear();
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto& sa = jobs[i].sa->runtime();
    crypto::EspJob crypto_job;
    jobs[i].error = check_inbound(jobs[i], sa, crypto_job);
    if (jobs[i].error != SaError::none) continue;
    work.crypto_jobs.push_back(crypto_job);
    work.job_index.push_back(i);
  }
  backend().authenticate(work.crypto_jobs);

  std::size_t good = 0;
  for (std::size_t k = 0; k < work.crypto_jobs.size(); ++k) {
    auto& job = jobs[work.job_index[k]];
    auto& sa = job.sa->runtime();
    if (!work.crypto_jobs[k].authentic) {
      job.error = SaError::integrity;
      ++sa.use.bad_integrity;
      continue;
    }
    job.error = sa.accept(boost::endian::load_big_u32(job.packet->data() + 4));
    if (job.error != SaError::none) continue;
    if (!is_combined(sa.parameters.suite.cipher)) work.to_decrypt.push_back(work.crypto_jobs[k]);
    work.job_index[good++] = work.job_index[k];
  }
  backend().decrypt(work.to_decrypt);
  for (std::size_t k = 0; k < good; ++k) {
    auto& job = jobs[work.job_index[k]];
    job.error = unframe_inbound(job, job.sa->runtime());
  }
}

}  // namespace kyoten::ipsec
