// Installed security associations. Inbound by SPI, several for each policy at once; outbound the newest of each policy is
// used. Not part of the plan: a sequence number must never repeat, whatever is reconfigured.
#pragma once

#include <functional>
#include <map>
#include <memory>
#include <unordered_map>
#include <vector>

#include "firmware/base/time.hpp"
#include "firmware/dataplane/status.hpp"
#include "firmware/ipsec/esp.hpp"

namespace kyoten::dataplane {

class SaTable {
 public:
  struct Inbound {
    explicit Inbound(ipsec::SaParameters parameters) : sa(std::move(parameters)) {}
    ipsec::Sa sa;
    Endpoint last_source;              ///< of an authenticated packet
    Instant noticed{};                 ///< when SaTraffic was last emitted
    bool ever_noticed = false;
  };

  /// One that stands already is left as it is: its sequence numbers and its replay window must not start over.
  void install(ipsec::SaParameters parameters);
  void remove(ipsec::Direction direction, Spi spi, std::optional<PolicyId> policy,
              std::optional<Endpoint> peer);
  /// Those that went to `before`; one gateway may have several peers.
  void move_peer(GatewayId gateway, const Endpoint& before, const Endpoint& after);
  [[nodiscard]] Inbound* inbound(Spi spi);
  /// The one to send with; null when there is none.
  [[nodiscard]] ipsec::Sa* outbound(PolicyId policy);
  [[nodiscard]] const ipsec::Sa* outbound(PolicyId policy) const;
  /// The newest that `selects`: clients of one policy have an SA each. Those that are for one host only are found by it, so
  /// that a thousand clients cost no more than one. Null if none does.
  template <class Selects>
  [[nodiscard]] ipsec::Sa* outbound(PolicyId policy, Ipv4Address destination, const Selects& selects) {
    const auto found = outbound_.find(policy);
    if (found == outbound_.end()) return nullptr;
    const auto& [all, of_hosts, of_networks] = found->second;
    const auto newest_in = [&](const std::vector<Outbound*>& list) -> Outbound* {
      for (auto row = list.rbegin(); row != list.rend(); ++row) {
        if (selects((*row)->sa.parameters())) return *row;
      }
      return nullptr;
    };
    const auto host = of_hosts.find(destination.value);
    auto* const for_host = host == of_hosts.end() ? nullptr : newest_in(host->second);
    auto* const for_network = newest_in(of_networks);
    const bool newer = for_host != nullptr && (for_network == nullptr || for_host->number > for_network->number);
    auto* chosen = newer ? for_host : for_network;
    return chosen == nullptr ? nullptr : &chosen->sa;
  }
  [[nodiscard]] std::vector<ipsec::SaUseOf> use() const;

  /// Does a packet of the router's to this peer, with this SPI in it or from and to these ports, come from an SA here?
  [[nodiscard]] bool sends(const IpAddress& peer, const std::function<bool(const ipsec::SaParameters&)>& is_from) const;
  /// What fits on the path to a peer, as routers on it have said: kept for ten minutes (RFC 1191 section 6.3).
  void learn_path_mtu(const IpAddress& peer, std::uint16_t bytes, Instant now);
  [[nodiscard]] std::optional<std::uint16_t> path_mtu(const IpAddress& peer, Instant now) const;
  /// At most one a second for each policy.
  [[nodiscard]] bool may_ask_for(PolicyId policy, Instant now);

 private:
  std::unordered_map<std::uint32_t, std::unique_ptr<Inbound>> inbound_;
  struct Outbound {
    Outbound(ipsec::SaParameters parameters, std::uint64_t installed) : sa(std::move(parameters)), number(installed) {}
    ipsec::Sa sa;
    std::uint64_t number;  ///< in the order of installation
  };
  /// Of one policy, each list oldest first.
  struct OfPolicy {
    std::vector<std::unique_ptr<Outbound>> all;
    std::unordered_map<std::uint32_t, std::vector<Outbound*>> of_hosts;  ///< by the one address that the SA is for
    std::vector<Outbound*> of_networks;
    [[nodiscard]] std::vector<Outbound*>& list_of(const ipsec::Sa& sa);
    template <class Goes>
    std::size_t erase(const Goes& goes);
  };
  std::map<PolicyId, OfPolicy> outbound_;
  std::uint64_t next_number_ = 1;
  std::map<PolicyId, Instant> asked_;
  struct PathMtu {
    std::uint16_t bytes = 0;
    Instant expires{};
  };
  std::map<IpAddress, PathMtu> path_mtus_;  ///< peers with SAs only
};

}  // namespace kyoten::dataplane
