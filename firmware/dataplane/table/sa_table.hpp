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
  /// The newest that `selects`: clients of one policy have an SA each. Null if none does.
  template <class Selects>
  [[nodiscard]] ipsec::Sa* outbound(PolicyId policy, const Selects& selects) {
    const auto found = outbound_.find(policy);
    if (found == outbound_.end()) return nullptr;
    for (auto sa = found->second.rbegin(); sa != found->second.rend(); ++sa) {
      if (selects((*sa)->parameters())) return sa->get();
    }
    return nullptr;
  }
  [[nodiscard]] std::vector<ipsec::SaUseOf> use() const;

  /// Does a packet of the router's to this peer, with this SPI in it or from and to these ports, come from an SA here?
  [[nodiscard]] bool sends(Ipv4Address peer, const std::function<bool(const ipsec::SaParameters&)>& is_from) const;
  /// What fits on the path to a peer, as routers on it have said: kept for ten minutes (RFC 1191 section 6.3).
  void learn_path_mtu(Ipv4Address peer, std::uint16_t bytes, Instant now);
  [[nodiscard]] std::optional<std::uint16_t> path_mtu(Ipv4Address peer, Instant now) const;
  /// At most one a second for each policy.
  [[nodiscard]] bool may_ask_for(PolicyId policy, Instant now);

 private:
  std::unordered_map<std::uint32_t, std::unique_ptr<Inbound>> inbound_;
  std::map<PolicyId, std::vector<std::unique_ptr<ipsec::Sa>>> outbound_;  ///< oldest first
  std::map<PolicyId, Instant> asked_;
  struct PathMtu {
    std::uint16_t bytes = 0;
    Instant expires{};
  };
  std::unordered_map<std::uint32_t, PathMtu> path_mtus_;  ///< by address; peers with SAs only
};

}  // namespace kyoten::dataplane
