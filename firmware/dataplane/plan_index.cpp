#include "firmware/dataplane/plan_index.hpp"

#include <functional>
#include <map>

namespace kyoten::dataplane {

PlanIndex::PlanIndex(const Plan& plan) {
  std::map<std::uint8_t, OfLength, std::greater<>> lengths;
  for (auto& route : plan.routes) {
    auto& row = lengths[route.destination.length];
    row.length = route.destination.length;
    row.routes.try_emplace(route.destination.network().value, &route);  // of equal ones the first
  }
  for (auto& [length, row] : lengths) lengths_.push_back(std::move(row));
  for (std::size_t i = 0; i < plan.interfaces.size(); ++i) {
    const InterfaceIndex index{static_cast<std::uint16_t>(i)};
    auto& row = plan.interfaces[i];
    if (row.tunnel) tunnels_.try_emplace(number(*row.tunnel), index);
    const bool carries = row.kind == InterfaceKind::ipsec_tunnel && row.enabled && row.policy;
    if (carries) policies_.try_emplace(number(*row.policy), index);
    for (auto& own : row.addresses) {
      own_.push_back(own.address);
      owners_.push_back(index);
      if (own.length < 31) broadcasts_.push_back(own.directed_broadcast());
    }
  }
}

const RoutePlan* PlanIndex::route(Ipv4Address destination) const {
  for (auto& row : lengths_) {
    const Ipv4Prefix prefix{destination, row.length};
    const auto found = row.routes.find(prefix.network().value);
    if (found != row.routes.end()) return found->second;
  }
  return nullptr;
}

std::optional<InterfaceIndex> PlanIndex::owner_of(Ipv4Address address) const {
  for (std::size_t i = 0; i < own_.size(); ++i) {
    if (own_[i] == address) return owners_[i];
  }
  return std::nullopt;
}

bool PlanIndex::is_directed_broadcast(Ipv4Address address) const {
  return std::find(broadcasts_.begin(), broadcasts_.end(), address) != broadcasts_.end();
}

std::optional<InterfaceIndex> PlanIndex::of_tunnel(TunnelId tunnel) const {
  const auto found = tunnels_.find(number(tunnel));
  return found == tunnels_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<InterfaceIndex> PlanIndex::of_policy(PolicyId policy) const {
  const auto found = policies_.find(number(policy));
  return found == policies_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace kyoten::dataplane
