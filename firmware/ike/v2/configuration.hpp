// The configuration payload (RFC 7296 sections 2.19 and 3.15): an initiator asks for an address on the inside.
//
//   CP(CFG_REQUEST)  INTERNAL_IP4_ADDRESS ...  -->
//                                              <--  CP(CFG_REPLY)  INTERNAL_IP4_ADDRESS, INTERNAL_IP4_NETMASK
//
// RTX: `ipsec ike mode-cfg address` is an affair of IKEv1. Here it serves IKEv2 as well, one peer for each gateway.
#pragma once

#include "firmware/ike/v2/context.hpp"

namespace kyoten::ike::v2 {

/// What an IKE_AUTH request asks for; nothing if it does not, or not readably.
[[nodiscard]] std::optional<wire::ike::ConfigPayload> configuration_asked(
    const wire::ikev2::PayloadChain& payloads);

/// Gives the initiator its address, and says so in `answer`. False if it asked and there is none: then it gets no child.
/// A gateway without a pool does not know the payload, and its peer makes do without.
[[nodiscard]] bool answer_configuration(const Context& context, IkeSa& sa, const wire::ike::ConfigPayload& asked,
                                        wire::ikev2::PayloadWriter& answer);
/// The SA is about to go, and its peer's address with it, unless a successor has both.
void give_back_address(const Context& context, const IkeSa& sa);

}  // namespace kyoten::ike::v2
