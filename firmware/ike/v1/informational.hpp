// Informational exchanges (RFC 2409 section 5.7): one message each, protected by a hash once phase
// 1 is over. What comes without that protection is a hint for the log and never acted on.
//
//   HASH(1), N or D...      HASH(1) = prf(SKEYID_a, message id | rest)
#pragma once

#include "firmware/ike/v1/context.hpp"
#include "firmware/wire/ike_notify.hpp"

namespace kyoten::ike::v1 {

void send_notification(const Context& context, IsakmpSa& sa,
                       const wire::ike::Notification& notification);
/// Tells the peer that a pair is gone; nothing is sent if no ISAKMP SA is left to send it under.
void send_delete(const Context& context, const IpsecPair& pair);
void send_delete(const Context& context, IsakmpSa& sa);
/// INITIAL-CONTACT came with the message that makes `sa` stand, or later under it: what stood with
/// this peer is gone. The peer is told which SPIs went, since some say INITIAL-CONTACT also when
/// they only renew their ISAKMP SA.
void on_initial_contact(const Context& context, IsakmpSa& sa, const std::vector<SaName>& removed);

/// `sa` is the one the cookies belong to.
void receive_informational(const Context& context, IsakmpSa& sa, const Incoming& in);

}  // namespace kyoten::ike::v1
