// The initiator of an ISAKMP SA logs in under it, and gets an inner address: XAUTH and mode-cfg (draft-ietf-ipsec-isakmp-xauth-06,
// draft-ietf-ipsec-isakmp-mode-cfg-05). Transaction exchanges, protected like informational ones:
//
//   router  -> client   HASH, ATTR(request: name, password)
//   client  -> router   HASH, ATTR(reply: name, password)
//   router  -> client   HASH, ATTR(set: status)                 an exchange of its own
//   client  -> router   HASH, ATTR(acknowledge)
//   client  -> router   HASH, ATTR(request: address, ...)       one of the client's
//   router  -> client   HASH, ATTR(reply: address, ...)
//
// A client that does not ask is told after a moment, in an exchange of the router's (`ipsec ike mode-cfg method set`):
//
//   router  -> client   HASH, ATTR(set: address, mask, ...)
//   client  -> router   HASH, ATTR(acknowledge: address, mask, ...)
//
//   HASH = prf(SKEYID_a, message id | ATTR)
#pragma once

#include "firmware/ike/v1/context.hpp"

namespace kyoten::ike::v1 {

/// The ends of a new SA have agreed on it.
void expect_login(const Gateway& gateway, IsakmpSa& sa);
/// Clients of such a gateway may show the same identity: what tells them apart is their address.
[[nodiscard]] bool gives_addresses(const Gateway& gateway);
/// Once the SA stands: the responder asks, the initiator waits to be asked.
void start_login(const Context& context, IsakmpSa& sa);
/// Whether phase 2 may begin.
[[nodiscard]] inline bool is_admitted(const IsakmpSa& sa) {
  return !sa.login || sa.login->state == LoginState::accepted;
}

/// `sa` is the one the cookies belong to. The SA may be gone afterwards.
void receive_transaction(const Context& context, IsakmpSa& sa, const Incoming& in);
/// The other end does not answer. The SA is gone afterwards.
void give_up_login(const Context& context, IsakmpSa& sa);

}  // namespace kyoten::ike::v1
