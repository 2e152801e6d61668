#include "firmware/dataplane/plan_index.hpp"

#include <cstring>
#include <functional>
#include <map>

#include "firmware/dataplane/table/keyed_hash.hpp"

namespace kyoten::dataplane {

namespace {

/// Weights count in parts of this many at most, however large they are written.
constexpr std::size_t kMostShares = 256;

/// Each route as often as its weight says. Those of weight 0 are there for when no other is.
std::vector<const RoutePlan*> shares_of(const std::vector<const RoutePlan*>& routes) {
  std::uint64_t sum = 0;
  for (auto* route : routes) sum += route->weight;
  if (sum == 0) return routes;
  std::vector<const RoutePlan*> shares;
  for (auto* route : routes) {
    const auto scaled = sum <= kMostShares ? route->weight : (route->weight * kMostShares + sum - 1) / sum;
    shares.insert(shares.end(), scaled, route);
  }
  return shares;
}

}  // namespace

/// A network that the router is on needs no other way to it.
PlanIndex::Choice PlanIndex::choice_of(const std::vector<const RoutePlan*>& routes) {
  Choice choice;
  const auto* first = routes.front();
  if (first->implicit || (routes.size() == 1 && first->filters.empty())) {
    choice.only = first;
    return choice;
  }
  std::vector<const RoutePlan*> open;
  for (auto* route : routes) (route->filters.empty() ? open : choice.filtered).push_back(route);
  choice.shares = shares_of(open);
  return choice;
}

PlanIndex::PlanIndex(const Plan& plan) {
  std::map<std::uint8_t, std::map<std::uint32_t, std::vector<const RoutePlan*>>, std::greater<>> lengths;
  for (auto& route : plan.routes) {
    routes_by_filter_ |= !route.filters.empty();
    lengths[route.destination.length][route.destination.network().value].push_back(&route);
  }
  for (auto& [length, networks] : lengths) {
    OfLength row{length, {}};
    for (auto& [network, routes] : networks) row.choices.emplace(network, choice_of(routes));
    lengths_.push_back(std::move(row));
  }
  for (auto& client : plan.clients) clients_.try_emplace(client.address.value, &client);
  std::map<std::uint8_t, OfLength6, std::greater<>> lengths6;
  for (auto& route : plan.routes6) {
    auto& row = lengths6[route.destination.length];
    row.length = route.destination.length;
    row.routes.try_emplace(route.destination.network(), &route);  // of equal ones the first
  }
  for (auto& [length, row] : lengths6) lengths6_.push_back(std::move(row));
  for (std::size_t i = 0; i < plan.interfaces.size(); ++i) {
    const InterfaceIndex index{static_cast<std::uint16_t>(i)};
    auto& row = plan.interfaces[i];
    if (row.tunnel) tunnels_.try_emplace(number(*row.tunnel), index);
    const bool carries = row.kind == InterfaceKind::ipsec_tunnel && row.enabled && row.policy;
    if (carries) policies_.try_emplace(number(*row.policy), index);
    if (row.line) lines_.emplace_back(*row.line, index);
    for (auto& own : row.addresses) {
      own_.push_back(own.address);
      owners_.push_back(index);
      if (own.length < 31) broadcasts_.push_back(own.directed_broadcast());
    }
    for (auto& own : row.addresses6) owners6_.try_emplace(own.address, index);
  }
}

std::optional<InterfaceIndex> PlanIndex::owner_of(Ipv4Address address) const {
  for (std::size_t i = 0; i < own_.size(); ++i) {
    if (own_[i] == address) return owners_[i];
  }
  return std::nullopt;
}

/// The plan's own addresses and networks, which nobody outside chooses.
std::size_t PlanIndex::Hash6::operator()(const Ipv6Address& address) const {
  std::uint64_t halves[2];
  std::memcpy(halves, address.octets.data(), sizeof halves);
  return mix(mix(halves[0]) ^ halves[1]);
}

const Route6Plan* PlanIndex::route(const Ipv6Address& destination) const {
  for (auto& row : lengths6_) {
    const auto found = row.routes.find(Ipv6Prefix{destination, row.length}.network());
    if (found != row.routes.end()) return found->second;
  }
  return nullptr;
}

std::optional<InterfaceIndex> PlanIndex::owner_of(const Ipv6Address& address) const {
  const auto found = owners6_.find(address);
  return found == owners6_.end() ? std::nullopt : std::optional(found->second);
}

bool PlanIndex::is_directed_broadcast(Ipv4Address address) const {
  return std::find(broadcasts_.begin(), broadcasts_.end(), address) != broadcasts_.end();
}

std::optional<InterfaceIndex> PlanIndex::of_tunnel(TunnelId tunnel) const {
  const auto found = tunnels_.find(number(tunnel));
  return found == tunnels_.end() ? std::nullopt : std::optional(found->second);
}

std::optional<InterfaceIndex> PlanIndex::of_line(const PppoeLine& line) const {
  for (auto& [known, index] : lines_) {
    if (known == line) return index;
  }
  return std::nullopt;
}

std::optional<InterfaceIndex> PlanIndex::of_policy(PolicyId policy) const {
  const auto found = policies_.find(number(policy));
  return found == policies_.end() ? std::nullopt : std::optional(found->second);
}

}  // namespace kyoten::dataplane
