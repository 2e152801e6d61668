#include "firmware/ipsec/ah.hpp"

#include <array>
#include <boost/endian/conversion.hpp>
#include <vector>

#include "firmware/base/assert.hpp"
#include "firmware/ipsec/live_sa_runtime.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/ipv6.hpp"

namespace kyoten::ipsec {
namespace {

using boost::endian::load_big_u32;
using boost::endian::store_big_u32;

constexpr std::size_t kFixedBytes = 12;  ///< before the ICV
constexpr std::size_t kSpiAt = 4;
constexpr std::size_t kSequenceAt = 8;
constexpr std::size_t kLargestIcv = 16;

/// IPv4's, or IPv6's with the extension headers before AH; nobody needs more.
constexpr std::size_t kLargestHeaders = 128;
static_assert(wire::kLargestIpv4HeaderBytes <= kLargestHeaders);

/// What stood where the ICV is computed over zeros.
struct Original {
  std::array<std::uint8_t, kLargestHeaders> header;
  std::size_t header_bytes = 0;
  std::array<std::uint8_t, kLargestIcv> icv;
};

/// Options that routers on the way may not change (RFC 4302 appendix A.1); all others count as zeros.
bool is_immutable(std::uint8_t option) {
  constexpr std::uint8_t kImmutable[] = {130, 133, 134, 148, 149};
  return std::find(std::begin(kImmutable), std::end(kImmutable), option) != std::end(kImmutable);
}

void zero_mutable_options(std::uint8_t* option, const std::uint8_t* end) {
  while (option < end && *option != 0) {
    if (*option == 1) {  // no operation: one byte without a length
      ++option;
      continue;
    }
    // A length that cannot be right: zeros to the end, so the peer's ICV differs unless it sees the same.
    const auto left = static_cast<std::size_t>(end - option);
    const std::size_t size = left >= 2 && option[1] >= 2 && option[1] <= left ? option[1] : left;
    if (!is_immutable(*option)) std::fill_n(option, size, std::uint8_t{0});
    option += size;
  }
}

/// Data of the options that say of themselves that routers may change it (RFC 8200 section 4.2). `options` of a hop-by-hop or
/// destination options header.
void zero_mutable_options6(MutableByteView options) {
  constexpr std::uint8_t kPad1 = 0, kMayChange = 0x20;
  std::size_t at = 0;
  while (at < options.size()) {
    if (options[at] == kPad1) {
      ++at;
      continue;
    }
    if (at + 2 > options.size()) return;
    const auto bytes = std::min<std::size_t>(options[at + 1], options.size() - at - 2);
    if ((options[at] & kMayChange) != 0) std::ranges::fill(options.subspan(at + 2, bytes), std::uint8_t{0});
    at += 2 + bytes;
  }
}

/// Traffic class, flow label, hop limit, options (RFC 4302 section 3.3.3.1.2). Routing headers that change on the way are refused
/// before they come here.
void zero_mutable6(std::uint8_t* ip, std::size_t header_bytes) {
  constexpr std::uint8_t kHopByHop = 0, kDestinationOptions = 60;
  ip[0] &= 0xf0;
  std::fill_n(ip + 1, 3, std::uint8_t{0});
  ip[7] = 0;
  auto type = ip[wire::kIpv6NextHeaderAt];
  for (std::size_t at = wire::kIpv6HeaderBytes; at < header_bytes;) {
    const auto bytes = (std::size_t{ip[at + 1]} + 1) * 8;
    if (type == kHopByHop || type == kDestinationOptions) zero_mutable_options6({ip + at + 2, bytes - 2});
    type = ip[at];
    at += bytes;
  }
}

/// Type of service, flags and fragment offset, time to live, checksum (RFC 4302 section 3.3.3.1.1.1).
void zero_mutable(std::uint8_t* ip, std::size_t header_bytes) {
  if (ip[0] >> 4 == 6) return zero_mutable6(ip, header_bytes);
  ip[1] = 0;
  std::fill_n(ip + 6, 3, std::uint8_t{0});
  std::fill_n(ip + 10, 2, std::uint8_t{0});
  zero_mutable_options(ip + wire::kIpv4HeaderBytes, ip + header_bytes);
}

struct Scratch {
  std::vector<Original> originals;
  std::vector<crypto::EspJob> crypto_jobs;
  std::vector<std::size_t> job_index;

  void clear(std::size_t jobs) {
    originals.resize(jobs);  // crypto jobs point into it
    crypto_jobs.clear();
    job_index.clear();
  }
};
Scratch& scratch() {
  static thread_local Scratch instance;
  return instance;
}

/// Remembers what the ICV is computed without, and puts zeros there.
void blank(PacketBuffer& packet, std::size_t icv_bytes, Original& original) {
  auto* ip = packet.data();
  const auto header = ah_at(packet.bytes());
  auto* icv = ip + header + kFixedBytes;
  original.header_bytes = header;
  std::copy_n(ip, header, original.header.begin());
  std::copy_n(icv, icv_bytes, original.icv.begin());
  std::fill_n(icv, icv_bytes, std::uint8_t{0});
  zero_mutable(ip, header);
}

void restore_header(PacketBuffer& packet, const Original& original) {
  std::copy_n(original.header.begin(), original.header_bytes, packet.data());
}

SaError fill_in(const AhJob& job, Sa::Runtime& sa) {
  if (sa.next_sequence == kLastSequence) return SaError::sequence_exhausted;
  auto& packet = *job.packet;
  const auto header = ah_at(packet.bytes());
  const auto ah = ah_bytes(sa.parameters);
  KYOTEN_ASSERT(packet.size() >= header + ah && header <= kLargestHeaders);
  auto* start = packet.data() + header;
  start[0] = job.next_header;
  start[1] = static_cast<std::uint8_t>(ah / 4 - 2);
  start[2] = start[3] = 0;
  std::fill(start + kFixedBytes, start + ah, std::uint8_t{0});  // with what pads the ICV
  store_big_u32(start + kSpiAt, number(sa.parameters.spi));
  store_big_u32(start + kSequenceAt, sa.next_sequence);
  sa.sent(packet.size() - header - ah);
  return SaError::none;
}

/// Everything that can be checked before any cryptography.
SaError check(const AhJob& job, Sa::Runtime& sa) {
  auto& packet = *job.packet;
  const auto header = ah_at(packet.bytes());
  const auto ah = ah_bytes(sa.parameters);
  if (packet.size() < header + ah || header > kLargestHeaders) return SaError::malformed;
  const auto* start = packet.data() + header;
  if ((start[1] + 2u) * 4 != ah) return SaError::malformed;
  return sa.check(load_big_u32(start + kSequenceAt));
}

/// A burst of all packets that `step` finds no error in, with zeros where the ICV wants them. `icv_of` says where it is
/// written or was received. To the cipher, which is null, the whole packet is header.
template <class Step, class IcvOf>
Scratch& prepare(std::span<AhJob> jobs, const Step& step, const IcvOf& icv_of) {
  auto& work = scratch();
  work.clear(jobs.size());
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto& sa = jobs[i].sa->runtime();
    auto& packet = *jobs[i].packet;
    jobs[i].error = step(jobs[i], sa);
    if (jobs[i].error != SaError::none) continue;
    blank(packet, icv_bytes(sa.parameters.suite), work.originals[i]);
    work.crypto_jobs.push_back({sa.key(), packet.data(), static_cast<std::uint32_t>(packet.size()), 0,
                                icv_of(packet, work.originals[i]), false});
    work.job_index.push_back(i);
  }
  return work;
}

}  // namespace

std::size_t ah_bytes(const Suite& suite, bool ipv6) {
  const auto bytes = kFixedBytes + icv_bytes(suite);
  return ipv6 ? (bytes + 7) / 8 * 8 : bytes;
}

std::size_t ah_at(ByteView packet) {
  if (!wire::is_ipv6(packet)) return wire::Ipv4View(packet.data()).header_bytes();
  const auto upper = wire::upper_layer(packet);
  KYOTEN_ASSERT(upper);
  return upper->at;
}

void ah_protect(std::span<AhJob> jobs) {
  auto& work = prepare(jobs, fill_in, [](PacketBuffer& packet, Original&) {
    return packet.data() + ah_at(packet.bytes()) + kFixedBytes;
  });
  backend().encrypt(work.crypto_jobs);
  for (auto i : work.job_index) restore_header(*jobs[i].packet, work.originals[i]);
}

void ah_verify(std::span<AhJob> jobs) {
  auto& work = prepare(jobs, check, [](PacketBuffer&, Original& original) { return original.icv.data(); });
  backend().authenticate(work.crypto_jobs);
  for (std::size_t k = 0; k < work.crypto_jobs.size(); ++k) {
    const auto i = work.job_index[k];
    auto& job = jobs[i];
    auto& sa = job.sa->runtime();
    restore_header(*job.packet, work.originals[i]);
    if (!work.crypto_jobs[k].authentic) {
      job.error = SaError::integrity;
      ++sa.use.bad_integrity;
      continue;
    }
    const auto header = ah_at(job.packet->bytes());
    const auto* start = job.packet->data() + header;
    job.error = sa.accept(load_big_u32(start + kSequenceAt));
    if (job.error != SaError::none) continue;
    job.next_header = start[0];
    ++sa.use.packets;
    sa.use.bytes += job.packet->size() - header - ah_bytes(sa.parameters);
  }
}

}  // namespace kyoten::ipsec
