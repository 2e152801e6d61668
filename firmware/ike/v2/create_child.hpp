// CREATE_CHILD_SA: another child under an IKE SA, or a fresh one in place of an old (RFC 7296
// sections 1.3.1 and 1.3.3).
//
//   [N(REKEY_SA)] SA Ni [KE] TSi TSr    -->
//                                       <--    SA Nr [KE] TSi TSr
#pragma once

#include "firmware/ike/v2/begin.hpp"

namespace kyoten::ike::v2 {

void start_child(const Context& context, IkeSa& sa, const Policy& policy, const ChildSa* rekeys);
void on_create_child_request(const Context& context, IkeSa& sa, const Incoming& in,
                             const wire::ikev2::PayloadChain& payloads);
void on_create_child_response(const Context& context, IkeSa& sa, Request request,
                              const wire::ikev2::PayloadChain& payloads);

/// The lower of an exchange's two nonces.
[[nodiscard]] Bytes lower_nonce(const Nonces& nonces);

}  // namespace kyoten::ike::v2
