// AH (RFC 4302) on whole IPv4 packets, many at a time. It protects the outer header as well, but for the fields that
// change on the way:
//
//   IPv4 header | next header 1 | length 1 | 0 2 | SPI 4 | sequence 4 | ICV 12 or 16 | what is protected
#pragma once

#include <span>

#include "firmware/base/packet.hpp"
#include "firmware/ipsec/live_sa.hpp"

namespace kyoten::ipsec {

/// Of the header with its ICV: 24 bytes, or 28 with SHA-256.
std::size_t ah_bytes(const Suite& suite);

struct AhJob {
  PacketBuffer* packet = nullptr;
  Sa* sa = nullptr;
  /// protect: in, 4 in tunnel mode, the payload's protocol in transport mode; verify: out.
  std::uint8_t next_header = 0;
  SaError error = SaError::none;  ///< out; on error the packet must be dropped
};

/// In: an IPv4 header as it will be sent, then `ah_bytes` to be filled in, then what is protected.
void ah_protect(std::span<AhJob> jobs);
/// In: an IPv4 packet, checked and whole, as it came. It is left as it is; the caller strips the headers.
/// The replay window moves only after the ICV was good; of two equal sequence numbers in one burst the second is replayed.
void ah_verify(std::span<AhJob> jobs);

}  // namespace kyoten::ipsec
