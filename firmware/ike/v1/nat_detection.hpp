// NAT traversal (RFC 3947 and its drafts 02 and 03): who is behind a NAT, and the numbers of the
// dialect both speak.
//
//   NAT-D = HASH(CKY-I | CKY-R | IP | port): first for the end it is sent to, then for the sender's
//   own.
#pragma once

#include "firmware/base/entropy.hpp"
#include "firmware/ike/v1/keys.hpp"
#include "firmware/ipsec/sa.hpp"
#include "firmware/wire/ike_payload.hpp"
#include "firmware/wire/ike_vendor.hpp"

namespace kyoten::ike::v1 {

/// In order of preference, the best last.
enum class NatDialect : std::uint8_t { none, draft02, draft03, rfc3947 };

/// What a vendor id says about it.
NatDialect nat_dialect(wire::ike::Vendor vendor);
wire::ike::PayloadType nat_discovery_payload(NatDialect dialect);
wire::ike::PayloadType nat_original_address_payload(NatDialect dialect);

/// The value of the encapsulation attribute for a mode inside UDP.
std::uint16_t udp_encapsulation(NatDialect dialect, ipsec::Mode mode);

Bytes nat_discovery_hash(Phase1Hash hash, const CookiePair& cookies, const Endpoint& endpoint);

struct NatFinding {
  bool local_behind_nat = false;
  bool peer_behind_nat = false;
};
/// Compares what the peer sent (in order) with how this end sees both. Nothing if it sent too few.
std::optional<NatFinding> judge_nat(const std::vector<ByteView>& received, Phase1Hash hash,
                                    const CookiePair& cookies, const Endpoint& local,
                                    const Endpoint& peer);

}  // namespace kyoten::ike::v1
