#include "firmware/dataplane/plan_index.hpp"

namespace kyoten::dataplane {

PlanIndex::PlanIndex(const Plan& plan) {
  for (auto& route : plan.routes) routes_.push_back(&route);
  std::stable_sort(routes_.begin(), routes_.end(),
                   [](auto* a, auto* b) { return a->destination.length > b->destination.length; });
  for (std::size_t i = 0; i < plan.interfaces.size(); ++i) {
    const InterfaceIndex index{static_cast<std::uint16_t>(i)};
    auto& row = plan.interfaces[i];
    if (row.tunnel) tunnels_.emplace_back(*row.tunnel, index);
    for (auto& own : row.addresses) {
      own_.push_back(own.address);
      owners_.push_back(index);
      if (own.length < 31) broadcasts_.push_back(own.directed_broadcast());
    }
  }
}

const RoutePlan* PlanIndex::route(Ipv4Address destination) const {
  for (auto* row : routes_) {
    if (row->destination.contains(destination)) return row;
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
  for (auto& [id, index] : tunnels_) {
    if (id == tunnel) return index;
  }
  return std::nullopt;
}

}  // namespace kyoten::dataplane
