// Main mode with a pre-shared key (RFC 2409 section 5.4): six messages, the last two encrypted. The
// key is found by address, since the name comes too late for it.
//
//   1  I -> R  SA, VID...                2  R -> I  SA, VID...
//   3  I -> R  KE, Ni, NAT-D, NAT-D      4  R -> I  KE, Nr, NAT-D, NAT-D
//   5  I -> R  *IDii, HASH_I, [N]        6  R -> I  *IDir, HASH_R          from port 4500 if a NAT
//   was found
#pragma once

#include "firmware/ike/v1/phase1.hpp"

namespace kyoten::ike::v1 {

bool start_main_mode(const Context& context, const Gateway& gateway);
void respond_main_mode(const Context& context, const Incoming& in);
void continue_main_mode(const Context& context, IsakmpSa& sa, const Incoming& in);

}  // namespace kyoten::ike::v1
