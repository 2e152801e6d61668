// What stages look up in the plan for each packet, arranged for it when the plan comes: own addresses, routes by length.
#pragma once

#include <optional>
#include <unordered_map>
#include <vector>

#include "firmware/dataplane/plan.hpp"

namespace kyoten::dataplane {

class PlanIndex {
 public:
  PlanIndex() = default;
  explicit PlanIndex(const Plan& plan);  ///< the plan must outlive it

  /// Longest matching route; of equal ones the first.
  [[nodiscard]] const RoutePlan* route(Ipv4Address destination) const;
  /// Row whose address this is, if it is one of the router's own.
  [[nodiscard]] std::optional<InterfaceIndex> owner_of(Ipv4Address address) const;
  /// The broadcast address of a network that the router is on.
  [[nodiscard]] bool is_directed_broadcast(Ipv4Address address) const;
  [[nodiscard]] std::optional<InterfaceIndex> of_tunnel(TunnelId tunnel) const;
  /// The enabled tunnel whose inner packets the policy's SAs carry.
  [[nodiscard]] std::optional<InterfaceIndex> of_policy(PolicyId policy) const;

 private:
  /// Routes of one length by their networks; the longest first. A look-up is one for each length that is there.
  struct OfLength {
    std::uint8_t length = 0;
    std::unordered_map<std::uint32_t, const RoutePlan*> routes;
  };
  std::vector<OfLength> lengths_;
  std::vector<Ipv4Address> own_;                                      ///< a router has a handful
  std::vector<InterfaceIndex> owners_;                                ///< of own_, in the same order
  std::vector<Ipv4Address> broadcasts_;
  std::unordered_map<unsigned, InterfaceIndex> tunnels_;
  std::unordered_map<unsigned, InterfaceIndex> policies_;
};

}  // namespace kyoten::dataplane
