// When both versions of IKE begin again and renew.
#pragma once

#include "firmware/base/time.hpp"
#include "firmware/ike/events.hpp"

namespace kyoten::ike {

/// Deleted by hand or by the peer, SAs come back a moment later, not within the same breath as the delete message.
constexpr auto kStartAgainAfter = std::chrono::seconds(1);

/// RTX: after a failed exchange the router pauses, unless `always-on` or a keepalive says to go on at once. How long
/// is not documented.
inline Duration pause_after_failure(const Gateway& gateway, const Settings& settings) {
  constexpr auto kPause = std::chrono::seconds(60);
  const bool eager = gateway.always_on || gateway.keepalive.use == KeepaliveSwitch::on;
  return eager ? settings.retry_interval : kPause;
}

/// Both ends renew at the same point of the life; the responder gives the initiator 5 % of it to be first.
constexpr Instant renewal_at(Instant from, Duration life, int percent, Role role) {
  constexpr int kResponderWaitsPercent = 5;
  return from + life * (percent + (role == Role::responder ? kResponderWaitsPercent : 0)) / 100;
}

/// Key exchanges that are begun before packets have their turn again: each takes a millisecond, and a thousand tunnels that
/// came up together are due for renewal together. The others stay due.
constexpr int kMostBegunAtOnce = 16;

}  // namespace kyoten::ike
