// ESP (RFC 4303) on payloads, many packets at a time. The caller (dataplane/stage) takes care of the IP and
// UDP headers around; here a packet's bytes are the payload to protect, or the ESP packet from its SPI on.
#pragma once

#include <cstdint>
#include <span>

#include "firmware/base/entropy.hpp"
#include "firmware/base/packet.hpp"
#include "firmware/ipsec/live_sa.hpp"

namespace kyoten::ipsec {

/// Bytes that ESP adds in front of (SPI, sequence, IV) and, at most, behind the payload.
std::size_t esp_headroom(const Suite& suite);
std::size_t esp_tailroom(const Suite& suite);

struct EncryptJob {
  PacketBuffer* packet = nullptr;  ///< in: payload; out: SPI | seq | IV | ciphertext | ICV
  Sa* sa = nullptr;
  std::uint8_t next_header = 0;    ///< 4 in tunnel mode, the payload's protocol in transport mode
  SaError error = SaError::none; ///< out; on error the packet must be dropped
};
struct DecryptJob {
  PacketBuffer* packet = nullptr;  ///< in: ESP from its SPI on; out: payload
  Sa* sa = nullptr;
  std::uint8_t next_header = 0;    ///< out
  SaError error = SaError::none; ///< out; on error the packet must be dropped
};

/// One burst to the crypto library for all jobs, whatever their SAs; everything is done on return.
/// A sequence number is never used twice; the replay window moves only after the ICV was good. Two packets with
/// the same sequence number in one burst: the second is replayed.
void esp_encrypt(std::span<EncryptJob> jobs, Entropy& entropy);
void esp_decrypt(std::span<DecryptJob> jobs);

}  // namespace kyoten::ipsec
