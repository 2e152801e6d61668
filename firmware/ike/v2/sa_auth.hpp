// The steps of IKE_AUTH that are the same whichever way the ends show who they are.
#pragma once

#include "firmware/ike/v2/begin.hpp"

namespace kyoten::ike::v2 {

/// Half open for nobody: said under keys that both have, so the peer knows whom it is from.
void refuse_auth(const Context& context, IkeSa& sa, const Incoming& in, Stuck reason, std::string detail = {});
/// The initiator is who it says it is, and `answer` says who this end is: the rest of the answer, which is sent.
void complete_as_responder(const Context& context, IkeSa& sa, const Incoming& in, const Wishes& wishes,
                           wire::ikev2::PayloadWriter& answer);
/// The responder is who it says it is: the SA stands, and its first child if the answer has one.
void complete_as_initiator(const Context& context, IkeSa& sa, const ChildDraft& draft,
                           const wire::ikev2::PayloadChain& payloads);

// eap_auth.cpp

/// As responder: the first question, behind what this end shows of itself.
void ask_by_eap(const Context& context, IkeSa& sa, const Incoming& in, Wishes wishes,
                wire::ikev2::PayloadWriter& answer);
void on_eap_request(const Context& context, IkeSa& sa, const Incoming& in,
                    const wire::ikev2::PayloadChain& payloads);
/// As initiator: the responder was believed, and asks.
void begin_eap(const Context& context, IkeSa& sa, ChildDraft draft, const wire::ikev2::PayloadChain& payloads);
void on_eap_response(const Context& context, IkeSa& sa, const wire::ikev2::PayloadChain& payloads);

}  // namespace kyoten::ike::v2
