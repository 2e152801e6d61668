// What of new settings touches SAs that stand.
#pragma once

#include "firmware/ike/events.hpp"

namespace kyoten::ike {

/// The part that SAs were negotiated with. The rest takes effect at once or with the next exchange.
[[nodiscard]] bool negotiates_alike(const Gateway& a, const Gateway& b);
[[nodiscard]] bool negotiates_alike(const Policy& a, const Policy& b);

[[nodiscard]] const Gateway* gateway_in(const Settings& settings, GatewayId id);
[[nodiscard]] const Policy* policy_in(const Settings& settings, PolicyId id);

/// The gateway is gone, switched off with IPsec, or negotiates otherwise.
[[nodiscard]] bool gateway_changed(const Settings& before, const Settings& after, GatewayId id);
/// The policy is gone, not in use any more, or negotiates otherwise.
[[nodiscard]] bool policy_changed(const Settings& before, const Settings& after, PolicyId id);

/// Gateways that a policy in use wants SAs with, and that have no pre-shared key.
[[nodiscard]] std::vector<NegotiationFailed> missing_keys(const Settings& settings, int version);

}  // namespace kyoten::ike
