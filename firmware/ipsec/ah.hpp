// AH (RFC 4302) on whole IP packets, many at a time. It protects the outer headers as well, but for the fields that
// change on the way:
//
//   IP headers | next header 1 | length 1 | 0 2 | SPI 4 | sequence 4 | ICV 12 or 16 | padding 0 or 4 | what is protected
#pragma once

#include <span>

#include "firmware/base/packet.hpp"
#include "firmware/ipsec/live_sa.hpp"

namespace kyoten::ipsec {

/// Of the header with its ICV: 24 bytes; with SHA-256 28, and over IPv6 32 (RFC 4302 section 3.3.3.2.1: a multiple of 8).
std::size_t ah_bytes(const Suite& suite, bool ipv6 = false);
inline std::size_t ah_bytes(const SaParameters& sa) { return ah_bytes(sa.suite, sa.peer.address.is_ipv6()); }
/// Where it begins in a checked packet that has one.
std::size_t ah_at(ByteView packet);

struct AhJob {
  PacketBuffer* packet = nullptr;
  Sa* sa = nullptr;
  /// protect: in, 4 in tunnel mode, the payload's protocol in transport mode; verify: out.
  std::uint8_t next_header = 0;
  SaError error = SaError::none;  ///< out; on error the packet must be dropped
};

/// In: an IP header as it will be sent, then `ah_bytes` to be filled in, then what is protected.
void ah_protect(std::span<AhJob> jobs);
/// In: an IP packet, checked and whole, as it came. It is left as it is; the caller strips the headers.
/// The replay window moves only after the ICV was good; of two equal sequence numbers in one burst the second is replayed.
void ah_verify(std::span<AhJob> jobs);

}  // namespace kyoten::ipsec
