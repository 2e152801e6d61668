// INFORMATIONAL: deletes, and the empty message that asks whether the peer is alive (RFC 7296
// sections 1.4 and 2.4).
#pragma once

#include "firmware/ike/v2/child.hpp"

namespace kyoten::ike::v2 {

void start_liveness_check(const Context& context, IkeSa& sa);
void start_delete_children(const Context& context, IkeSa& sa);
void start_delete_ike(const Context& context, IkeSa& sa);
void on_informational_request(const Context& context, IkeSa& sa, const Incoming& in,
                              const wire::ikev2::PayloadChain& payloads);

/// Nothing comes from the peer any more: its SAs go, and a new exchange may begin at once.
void declare_dead(const Context& context, IkeSa& sa);
void declare_dead(const Context& context, GatewayId gateway);

}  // namespace kyoten::ike::v2
