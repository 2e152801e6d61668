// Aggressive mode with a pre-shared key (RFC 2409 section 5.4): three messages, names instead of
// addresses.
//
//   1  I -> R  SA, KE, Ni, IDii, VID...
//   2  R -> I  SA, KE, Nr, IDir, HASH_R, VID..., NAT-D, NAT-D
//   3  I -> R  HASH_I, NAT-D, NAT-D, [N(INITIAL-CONTACT)]     sent encrypted, taken in the clear
//   too
#pragma once

#include "firmware/ike/v1/phase1.hpp"

namespace kyoten::ike::v1 {

/// False if it cannot begin for want of a local address.
bool start_aggressive_mode(const Context& context, const Gateway& gateway);
void respond_aggressive_mode(const Context& context, const Incoming& in);
void continue_aggressive_mode(const Context& context, IsakmpSa& sa, const Incoming& in);

}  // namespace kyoten::ike::v1
