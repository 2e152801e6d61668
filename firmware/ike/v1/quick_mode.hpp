// Quick mode (RFC 2409 section 5.5): a pair of IPsec SAs under an ISAKMP SA, all encrypted.
//
//   1  I -> R  HASH(1), SA, Ni, [KE], [IDci, IDcr], [NAT-OA...]
//   2  R -> I  HASH(2), SA, Nr, [KE], [IDci, IDcr], [NAT-OA...]
//   3  I -> R  HASH(3)
//   4  R -> I  HASH(1), N(CONNECTED)      only if one of them has set the commit bit (RFC 2408 section 3.1)
//
// The inbound SA stands before the message goes out that lets the peer use it; the outbound one
// when the peer has shown that it has the keys.
#pragma once

#include "firmware/ike/v1/context.hpp"

namespace kyoten::ike::v1 {

constexpr std::size_t kMostQuickModes = 32;  ///< of one ISAKMP SA, finished ones included
constexpr std::size_t kMostUnfinishedQuickModes = 8;
constexpr auto kRememberedFor = std::chrono::seconds(60);

void start_quick_mode(const Context& context, IsakmpSa& sa, const Policy& policy);
/// Any message of an exchange of its own message id under an established SA.
void receive_quick_mode(const Context& context, IsakmpSa& sa, const Incoming& in);
/// The peer has shown that it has the keys: by the message that was waited for, or by ESP that came in through the pair.
void confirm(const Context& context, IsakmpSa& sa, QuickMode& quick);

/// Forgets what may no longer be asked for.
void forget_finished(const Context& context, IsakmpSa& sa);

}  // namespace kyoten::ike::v1
