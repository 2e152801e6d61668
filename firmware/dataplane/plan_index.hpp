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

  /// The route of a packet: of the longest network that has one for it. Of several to one network, the first of those with
  /// filters that `fits`; else one of those without, by their weights and the number of the packet's stream.
  template <class Fits, class Stream>
  [[nodiscard]] const RoutePlan* route(Ipv4Address destination, const Fits& fits, const Stream& stream) const {
    for (auto& row : lengths_) {
      const auto found = row.choices.find(Ipv4Prefix{destination, row.length}.network().value);
      if (found == row.choices.end()) continue;
      const auto& choice = found->second;
      if (choice.only != nullptr) return choice.only;
      for (auto* route : choice.filtered) {
        if (fits(*route)) return route;
      }
      if (!choice.shares.empty()) return choice.shares[stream() % choice.shares.size()];
    }
    return nullptr;
  }
  /// Where only the destination is known: routes with filters are for others.
  [[nodiscard]] const RoutePlan* route(Ipv4Address destination) const {
    return route(destination, [](auto&) { return false; }, [] { return std::size_t{0}; });
  }
  [[nodiscard]] const Route6Plan* route(const Ipv6Address& destination) const;
  [[nodiscard]] std::optional<InterfaceIndex> owner_of(const Ipv6Address& address) const;
  /// Some routes are for packets that filters choose.
  [[nodiscard]] bool routes_by_filter() const { return routes_by_filter_; }
  /// Row whose address this is, if it is one of the router's own.
  [[nodiscard]] std::optional<InterfaceIndex> owner_of(Ipv4Address address) const;
  /// The filtered client of a tunnel that has this address; null if there is none.
  [[nodiscard]] const ClientPlan* client(InterfaceIndex tunnel, Ipv4Address address) const {
    if (clients_.empty()) return nullptr;  // as nearly always, and every packet asks
    const auto found = clients_.find(address.value);
    return found != clients_.end() && found->second->interface == tunnel ? found->second : nullptr;
  }
  /// The pp that this session carries.
  [[nodiscard]] std::optional<InterfaceIndex> of_line(const PppoeLine& line) const;
  /// The broadcast address of a network that the router is on.
  [[nodiscard]] bool is_directed_broadcast(Ipv4Address address) const;
  [[nodiscard]] std::optional<InterfaceIndex> of_tunnel(TunnelId tunnel) const;
  /// The enabled tunnel whose inner packets the policy's SAs carry.
  [[nodiscard]] std::optional<InterfaceIndex> of_policy(PolicyId policy) const;

 private:
  /// Routes of one length by their networks; the longest first. A look-up is one for each length that is there.
  struct Choice {
    const RoutePlan* only = nullptr;          ///< as nearly always
    std::vector<const RoutePlan*> filtered;
    std::vector<const RoutePlan*> shares;     ///< each as often as its weight
  };
  struct OfLength {
    std::uint8_t length = 0;
    std::unordered_map<std::uint32_t, Choice> choices;
  };
  static Choice choice_of(const std::vector<const RoutePlan*>& routes);
  std::vector<OfLength> lengths_;
  struct Hash6 {
    std::size_t operator()(const Ipv6Address& address) const;
  };
  struct OfLength6 {
    std::uint8_t length = 0;
    std::unordered_map<Ipv6Address, const Route6Plan*, Hash6> routes;
  };
  std::vector<OfLength6> lengths6_;
  std::unordered_map<Ipv6Address, InterfaceIndex, Hash6> owners6_;
  bool routes_by_filter_ = false;
  std::vector<Ipv4Address> own_;                                      ///< a router has a handful
  std::vector<InterfaceIndex> owners_;                                ///< of own_, in the same order
  std::vector<Ipv4Address> broadcasts_;
  std::unordered_map<unsigned, InterfaceIndex> tunnels_;
  std::unordered_map<unsigned, InterfaceIndex> policies_;
  std::unordered_map<std::uint32_t, const ClientPlan*> clients_;
  std::vector<std::pair<PppoeLine, InterfaceIndex>> lines_;            ///< a router has a handful
};

}  // namespace kyoten::dataplane
