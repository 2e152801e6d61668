// Where a tunnel's own packets leave the router: the interface, and what filters and translates
// there.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware/config/lint/facts.hpp"

namespace kyoten::config::lint {

/// One protocol that must reach the router from its peer.
struct Passage {
  std::string name;           ///< "UDP 500"
  std::uint8_t protocol = 0;  ///< of IP
  std::uint16_t port = 0;     ///< 0: the protocol has none
  /// What a static entry of `nat descriptor masquerade static` says: "udp 500".
  std::string entry;
  bool certain = true;  ///< false: only used where no NAT is on the way
};

/// A tunnel end of this router: what its peer sends, and whence.
struct TunnelEnd {
  std::string what;  ///< "gateway 1", "tunnel 2"
  const Statement* statement = nullptr;
  std::optional<IpAddress> remote;    ///< empty: anybody
  std::optional<IpAddress> local;     ///< the router's end, if it is said
  bool begins = false;                ///< this router sends first
  std::vector<Passage> passages;

  /// Its packets are of IPv6, which no NAT of this router changes.
  [[nodiscard]] bool is_of_ipv6() const { return (remote && remote->is_ipv6()) || (local && local->is_ipv6()); }
};

/// Every end that is in use.
std::vector<TunnelEnd> tunnel_ends(const Facts& facts);

/// Interfaces through which packets to this address may leave: "lan2", "pp 1". Without an address,
/// those of IPv4's default routes. Empty if the file does not say.
std::vector<std::string> ways_to(const Facts& facts, const std::optional<IpAddress>& remote);

/// The statement of this command about an interface.
const Statement* on_interface(const Facts& facts, std::string_view id, std::string_view interface);

}  // namespace kyoten::config::lint
