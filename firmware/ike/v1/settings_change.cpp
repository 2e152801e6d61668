#include "firmware/ike/v1/settings_change.hpp"

#include "firmware/ike/settings_diff.hpp"
#include "firmware/ike/timing.hpp"
#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/v1/keepalive.hpp"

namespace kyoten::ike::v1 {
namespace {

void delete_pair(const Context& context, Spi inbound) {
  auto* pair = context.registry.pair_by_inbound(inbound);
  if (pair == nullptr) return;
  if (pair->usable) send_delete(context, *pair);
  remove_pair(context, *pair);
}

void delete_isakmp(const Context& context, std::uint32_t handle) {
  auto* sa = context.registry.isakmp(handle);
  if (sa == nullptr) return;
  if (sa->established()) send_delete(context, *sa);
  remove_isakmp(context, *sa);
}

template <class Wanted>
void delete_pairs(const Context& context, Wanted wanted) {
  std::vector<Spi> spis;
  for (auto& pair : context.registry.pairs) {
    if (wanted(*pair)) spis.push_back(pair->inbound);
  }
  for (auto spi : spis) delete_pair(context, spi);
}

template <class Wanted>
void delete_isakmps(const Context& context, Wanted wanted) {
  std::vector<std::uint32_t> handles;
  for (auto& sa : context.registry.isakmps) {
    if (wanted(*sa)) handles.push_back(sa->handle);
  }
  for (auto handle : handles) delete_isakmp(context, handle);
}

void end_quick_modes(const Context& context, PolicyId policy) {
  for (auto& sa : context.registry.isakmps) {
    std::erase_if(sa->quick_modes, [&](auto& quick) { return quick->policy == policy; });
  }
}

/// The address that an SA speaks from went away with its interface.
bool lost_its_address(const Registry& registry, const IsakmpSa& sa) {
  return sa.default_local_address && registry.own_addresses.like(sa.peer.address) != sa.local.address;
}

}  // namespace

void apply_settings(const Context& context, std::shared_ptr<const Settings> settings) {
  auto& registry = context.registry;
  std::set<GatewayId> changed;
  for (auto& gateway : registry.settings->gateways) {
    if (gateway_changed(*registry.settings, *settings, gateway.id)) changed.insert(gateway.id);
  }
  for (auto& sa : registry.isakmps) {
    if (lost_its_address(registry, *sa)) changed.insert(sa->gateway);
  }
  for (auto& policy : registry.settings->policies) {
    if (!policy_changed(*registry.settings, *settings, policy.id)) continue;
    delete_pairs(context, [&](auto& pair) { return pair.policy == policy.id; });
    end_quick_modes(context, policy.id);
    registry.policies.erase(policy.id);
  }
  delete_pairs(context, [&](auto& pair) { return changed.contains(pair.gateway); });
  delete_isakmps(context, [&](auto& sa) { return changed.contains(sa.gateway); });
  for (auto id : changed) registry.gateways.erase(id);
  const auto before = std::exchange(registry.settings, std::move(settings));
  for (auto& gateway : registry.settings->gateways) registry.gateways.try_emplace(gateway.id);
  for (auto& sa : registry.isakmps) {
    const auto* old = gateway_in(*before, sa->gateway);
    const auto* now = registry.gateway(sa->gateway);
    const bool same = old->keepalive == now->keepalive && old->nat_keepalive == now->nat_keepalive;
    if (sa->established() && !same) start_keepalive(context, *sa);
  }
  for (auto& failure : missing_keys(*registry.settings, 1)) tell_failure(context, failure, true);
}

bool delete_by_number(const Context& context, std::optional<int> number) {
  auto& registry = context.registry;
  bool found = false;
  auto hold = [&](GatewayId gateway, PolicyId policy) {
    found = true;
    registry.gateways[gateway].not_before = context.now + kStartAgainAfter;
    registry.policies[policy].not_before = context.now + kStartAgainAfter;
  };
  auto pair_wanted = [&](const IpsecPair& pair) {
    return !number || pair.outbound_number == *number || pair.inbound_number == *number;
  };
  auto sa_wanted = [&](const IsakmpSa& sa) { return !number || sa.number == *number; };
  for (auto& pair : registry.pairs) {
    if (pair_wanted(*pair)) hold(pair->gateway, pair->policy);
  }
  for (auto& sa : registry.isakmps) {
    if (!sa_wanted(*sa)) continue;
    for (auto& policy : registry.settings->policies) {
      if (policy.gateway == sa->gateway) hold(sa->gateway, policy.id);
    }
    found = true;
    if (!takes_children_along(context, *sa)) continue;
    const auto handle = sa->handle;
    delete_pairs(context, [&](auto& pair) { return pair.isakmp == handle; });
  }
  delete_pairs(context, pair_wanted);
  delete_isakmps(context, sa_wanted);
  return found;
}

void drop_everything(const Context& context) {
  auto& registry = context.registry;
  while (!registry.pairs.empty()) remove_pair(context, *registry.pairs.front());
  while (!registry.isakmps.empty()) remove_isakmp(context, *registry.isakmps.front());
  for (auto& [id, runtime] : registry.gateways) runtime = {};
  for (auto& [id, runtime] : registry.policies) runtime = {};
}

void close(const Context& context, PolicyId policy) {
  delete_pairs(context, [&](auto& pair) { return pair.policy == policy; });
  end_quick_modes(context, policy);
  context.registry.policies[policy].not_before = context.now + kStartAgainAfter;
}

}  // namespace kyoten::ike::v1
