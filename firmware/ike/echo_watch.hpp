// `ipsec ike keepalive use ... icmp-echo ADDRESS`: a host behind the peer is pinged through the tunnel, in either version of
// IKE. The engine only says when and judges the answers; the router sends the pings.
#pragma once

#include <functional>
#include <map>
#include <optional>
#include <vector>

#include "firmware/base/time.hpp"
#include "firmware/ike/events.hpp"

namespace kyoten::ike {

[[nodiscard]] inline bool watches_by_echo(const Gateway& gateway) {
  return gateway.keepalive.kind == KeepaliveKind::icmp_echo && gateway.keepalive.echo_address &&
         gateway.keepalive.use != KeepaliveSwitch::off;
}

class EchoWatch {
 public:
  /// Watches the gateways that want it while their SAs stand.
  void follow(const Settings& settings, const std::function<bool(GatewayId)>& stands, Instant now);
  void answered(GatewayId gateway, std::uint16_t sequence);
  /// Asks for the pings that are due. Returns the gateways whose host has not answered so often that their peers count as
  /// dead; they are not watched any more.
  std::vector<GatewayId> expire(const Settings& settings, Instant now, Outbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;
  /// Nothing is watched.
  [[nodiscard]] bool idle() const { return watched_.empty(); }

 private:
  struct Watched {
    Instant next{};
    std::uint16_t sequence = 0;  ///< of the last ping
    int unanswered = 0;          ///< in a row
  };
  std::map<GatewayId, Watched> watched_;
};

}  // namespace kyoten::ike
