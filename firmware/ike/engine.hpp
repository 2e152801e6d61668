// IKE: the engine behind all `ipsec ike` commands.
//
// Sans-IO: datagrams, time and entropy come in, datagrams and events go out through the caller's Outbox.
//   v1/  RFC 2407, 2408, 2409: phase 1 in main or aggressive mode, quick mode, informational exchanges
//        (delete, notify, DPD), Yamaha heartbeat, NAT traversal (RFC 3947)
//   v2/  RFC 7296: IKE_SA_INIT, IKE_AUTH, CREATE_CHILD_SA, INFORMATIONAL
// Both: retransmission, rekeying of both SAs. A gateway speaks the version that it is configured for.
#pragma once

#include <memory>
#include <optional>
#include <span>

#include "firmware/base/entropy.hpp"
#include "firmware/base/time.hpp"
#include "firmware/ike/events.hpp"
#include "firmware/ike/settings.hpp"
#include "firmware/ike/status.hpp"

namespace kyoten::ike {

class Engine {
 public:
  explicit Engine(Entropy& entropy);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  /// Takes new settings. SAs of gateways and policies that are gone or changed in a way that matters
  /// are deleted (the peer is told); those that stay the same are untouched.
  void configure(std::shared_ptr<const Settings> settings, Instant now, Outbox& out);

  /// The router's own address towards a peer, used where `local address` is not configured.
  /// The router calls it before `configure` and whenever an address changes.
  void set_own_addresses(const OwnAddresses& addresses);

  /// The time of day, for what certificates say of their validity. Again whenever the clock is set.
  void set_wall_clock(Instant now, WallTime wall);

  /// A UDP datagram to port 500, or to port 4500 starting with the non-ESP marker (still in place).
  void receive(const Datagram& in, Instant now, Outbox& out);

  void expire(Instant now, Outbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;

  /// Traffic wants this policy and there is no outbound SA (the data plane's SaWanted). Ignored when the
  /// gateway may not initiate or an exchange is already under way.
  void sa_wanted(PolicyId policy, Instant now, Outbox& out);

  /// An ESP packet of this inbound SA was authenticated: proof of life for DPD, and its source for
  /// RFC 3947 address changes.
  void inbound_traffic(Spi inbound, const Endpoint& source, Instant now, Outbox& out);

  /// An echo reply to an EchoWanted came from its address.
  void echo_answered(GatewayId gateway, std::uint16_t sequence);

  /// Use of an SA so far, for lifetimes in kilobytes and sequence-number exhaustion.
  void sa_use(std::span<const ipsec::SaUseOf> rows, Instant now, Outbox& out);

  /// `ipsec sa delete N|all`: the peer is told. Returns false if there is no such SA.
  bool delete_sa(std::optional<int> number, Instant now, Outbox& out);
  /// `ipsec refresh sa`: drops everything without a word to the peers and starts over.
  void refresh(Instant now, Outbox& out);
  /// The router goes down or a tunnel is disabled: delete all SAs of the policy, tell the peer.
  void close_policy(PolicyId policy, Instant now, Outbox& out);

  [[nodiscard]] Status status(Instant now) const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace kyoten::ike
