#include "firmware/ike/v2/commands.hpp"

#include <algorithm>
#include <set>

#include "firmware/ike/settings_diff.hpp"
#include "firmware/ike/timing.hpp"
#include "firmware/ike/v2/auth.hpp"
#include "firmware/ike/v2/child.hpp"
#include "firmware/ike/wear.hpp"

namespace kyoten::ike::v2 {
namespace {

template <class Wanted>
void delete_children(const Context& context, Wanted wanted) {
  std::vector<Spi> spis;
  for (auto& child : context.registry.children) {
    if (wanted(*child)) spis.push_back(child->inbound);
  }
  for (auto spi : spis) {
    if (auto* child = context.registry.child_by_inbound(spi)) delete_child(context, *child);
  }
}

template <class Wanted>
void close_ikes(const Context& context, Wanted wanted) {
  std::vector<std::uint32_t> handles;
  for (auto& sa : context.registry.ikes) {
    if (wanted(*sa)) handles.push_back(sa->handle);
  }
  for (auto handle : handles) {
    if (auto* sa = context.registry.ike(handle)) close_ike(context, *sa);
  }
}

/// The address that an SA speaks from went away with its interface.
bool lost_its_address(const Registry& registry, const IkeSa& sa) {
  return sa.default_local_address && registry.own_addresses.like(sa.peer.address) != sa.local.address;
}

}  // namespace

void apply_settings(const Context& context, std::shared_ptr<const Settings> settings) {
  auto& registry = context.registry;
  std::set<GatewayId> changed;
  for (auto& gateway : registry.settings->gateways) {
    if (gateway_changed(*registry.settings, *settings, gateway.id)) changed.insert(gateway.id);
  }
  for (auto& sa : registry.ikes) {
    if (lost_its_address(registry, *sa)) changed.insert(sa->gateway);
  }
  close_ikes(context, [&](auto& sa) { return changed.contains(sa.gateway); });
  for (auto& policy : registry.settings->policies) {
    if (!policy_changed(*registry.settings, *settings, policy.id)) continue;
    delete_children(context, [&](auto& child) { return child.policy == policy.id; });
    registry.policies.erase(policy.id);
  }
  for (auto id : changed) registry.gateways.erase(id);
  const auto before = std::exchange(registry.settings, std::move(settings));
  open_certificates(context, *before);
  for (auto& sa : registry.ikes) {
    const auto* old = gateway_in(*before, sa->gateway);
    const auto* now = registry.gateway(sa->gateway);
    if (old == nullptr || now == nullptr) continue;
    const bool same = old->keepalive == now->keepalive && old->nat_keepalive == now->nat_keepalive;
    if (!same && sa->established()) start_keepalive(context, *sa);
  }
  for (auto& failure : missing_keys(*registry.settings, 2)) tell_failure(context, failure, true);
}

bool delete_by_number(const Context& context, std::optional<int> number) {
  auto& registry = context.registry;
  bool found = false;
  const auto hold = [&](GatewayId gateway) {
    found = true;
    registry.gateways[gateway].not_before = context.now + kStartAgainAfter;
    hold_policies(context, gateway);
  };
  const auto child_wanted = [&](const ChildSa& child) {
    return !number || child.outbound_number == *number || child.inbound_number == *number;
  };
  const auto ike_wanted = [&](const IkeSa& sa) {
    return sa.number != 0 && (!number || sa.number == *number);
  };
  for (auto& child : registry.children) {
    if (child_wanted(*child)) hold(child->gateway);
  }
  for (auto& sa : registry.ikes) {
    if (ike_wanted(*sa)) hold(sa->gateway);
  }
  close_ikes(context, ike_wanted);
  delete_children(context, child_wanted);
  return found;
}

void drop_everything(const Context& context) {
  auto& registry = context.registry;
  while (!registry.ikes.empty()) remove_ike(context, *registry.ikes.front());
  while (!registry.children.empty()) remove_child(context, *registry.children.front());
  for (auto& row : std::exchange(registry.lingering, {})) context.emit(row.removal);
  for (auto& [id, runtime] : registry.gateways) runtime = {};
  for (auto& [id, runtime] : registry.policies) runtime = {};
}

void close(const Context& context, PolicyId policy) {
  delete_children(context, [&](auto& child) { return child.policy == policy; });
  context.registry.policies[policy].not_before = context.now + kStartAgainAfter;
}

void on_sa_wanted(const Context& context, PolicyId id) {
  auto& registry = context.registry;
  const auto* policy = registry.policy(id);
  const auto* gateway = policy ? registry.gateway(policy->gateway) : nullptr;
  // A packet of a tunnel that was just disabled is dropped; it must not bring the tunnel's SAs back.
  if (gateway == nullptr || !policy->in_use || registry.newest_child(id) != nullptr) return;
  const auto soon = context.now + registry.settings->retry_interval;
  auto& policy_start = registry.policies[id].not_before;
  auto& gateway_start = registry.gateways[gateway->id].not_before;
  policy_start = std::min(policy_start, soon);
  gateway_start = std::min(gateway_start, soon);
}

void on_inbound_traffic(const Context& context, Spi inbound, const Endpoint& source) {
  auto* child = context.registry.child_by_inbound(inbound);
  if (child == nullptr) return;
  if (auto* sa = context.registry.ike(child->ike)) {
    note_alive(context, *sa);
    const bool follows = child->udp_encapsulated && child->peer_behind_nat && source.port != 0;
    if (follows && source != child->peer) move_peer(context, *sa, source);
  }
  use_outbound(context, *child);
}

void on_sa_use(const Context& context, ipsec::Direction direction, Spi spi,
               const ipsec::SaUse& use) {
  ChildSa* child = nullptr;
  for (auto& candidate : context.registry.children) {
    const auto own =
        direction == ipsec::Direction::inbound ? candidate->inbound : candidate->outbound;
    if (own == spi) child = candidate.get();
  }
  const auto* gateway = child ? context.registry.gateway(child->gateway) : nullptr;
  if (gateway == nullptr || !child->usable || child->replaced) return;
  child->bytes = std::max(child->bytes, use.bytes);
  const auto wear = judge_wear(use.highest_sequence, child->bytes, gateway->ipsec_lifetime.kilobytes);
  const bool newest = context.registry.newest_child(child->policy) == child;
  if (wear.renew && newest) child->worn = true;
  if (wear.over) delete_child(context, *child);
}

}  // namespace kyoten::ike::v2
