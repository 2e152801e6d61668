#include "firmware/ike/settings_diff.hpp"

#include <algorithm>

#include "firmware/wire/ike_header.hpp"

namespace kyoten::ike {

bool negotiates_alike(const Gateway& a, const Gateway& b) {
  auto essence = [](Gateway gateway) {
    const Gateway defaults;
    gateway.negotiate_strictly = defaults.negotiate_strictly;
    gateway.always_on = defaults.always_on;
    gateway.auto_refresh = defaults.auto_refresh;
    gateway.nat_keepalive = defaults.nat_keepalive;
    gateway.keepalive = defaults.keepalive;
    gateway.keepalive_log = defaults.keepalive_log;
    gateway.isakmp_lifetime = defaults.isakmp_lifetime;
    gateway.ipsec_lifetime = defaults.ipsec_lifetime;
    gateway.restrict_dangling_sa = defaults.restrict_dangling_sa;
    gateway.sends_info = defaults.sends_info;
    gateway.log_message_info = defaults.log_message_info;
    gateway.log_payload_info = defaults.log_payload_info;
    return gateway;
  };
  return essence(a) == essence(b);
}

bool negotiates_alike(const Policy& a, const Policy& b) {
  auto essence = [](Policy policy) {
    policy.in_use = false;
    return policy;
  };
  return essence(a) == essence(b);
}

namespace {

/// Rows are kept in the order of their ids.
template <class Row, class Id>
const Row* row_with(const std::vector<Row>& rows, Id id) {
  const auto found = std::ranges::lower_bound(rows, id, {}, &Row::id);
  return found != rows.end() && found->id == id ? &*found : nullptr;
}

}  // namespace

const Gateway* gateway_in(const Settings& settings, GatewayId id) {
  return row_with(settings.gateways, id);
}

const Policy* policy_in(const Settings& settings, PolicyId id) {
  return row_with(settings.policies, id);
}

std::vector<NegotiationFailed> missing_keys(const Settings& settings, int version) {
  std::vector<NegotiationFailed> failures;
  for (auto& policy : settings.policies) {
    const auto* gateway = gateway_in(settings, policy.gateway);
    const bool wants = gateway != nullptr && gateway->version == version && policy.in_use &&
                       gateway->remote_address && gateway->auto_refresh;
    if (!wants || gateway->can_authenticate()) continue;
    const Endpoint peer{*gateway->remote_address, wire::ike::kPort};
    const bool key = version == 1 || (!gateway->certificate_slot && !gateway->uses_eap());
    const auto reason = key ? Stuck::no_pre_shared_key : Stuck::no_own_certificate;
    failures.push_back({gateway->id, std::nullopt, peer, reason, 0, {}});
  }
  return failures;
}

bool gateway_changed(const Settings& before, const Settings& after, GatewayId id) {
  const auto* old = gateway_in(before, id);
  const auto* now = gateway_in(after, id);
  return !after.enabled || old == nullptr || now == nullptr || !negotiates_alike(*old, *now);
}

bool policy_changed(const Settings& before, const Settings& after, PolicyId id) {
  const auto* old = policy_in(before, id);
  const auto* now = policy_in(after, id);
  return old == nullptr || now == nullptr || !negotiates_alike(*old, *now) || !now->in_use;
}

}  // namespace kyoten::ike
