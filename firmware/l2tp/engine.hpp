// L2TPv3 over UDP with Ethernet pseudowires (RFC 3931, RFC 4719): control connections and sessions.
// Data messages never come here; the data plane carries them once `SessionUp` was emitted.
#pragma once

#include <memory>
#include <optional>

#include "firmware/base/entropy.hpp"
#include "firmware/base/time.hpp"
#include "firmware/l2tp/events.hpp"
#include "firmware/l2tp/settings.hpp"
#include "firmware/l2tp/status.hpp"

namespace kyoten::l2tp {

class Engine {
 public:
  explicit Engine(Entropy& entropy);
  ~Engine();
  Engine(const Engine&) = delete;
  Engine& operator=(const Engine&) = delete;

  void configure(std::shared_ptr<const Settings> settings, Instant now, Outbox& out);
  /// Used as source address where a tunnel names no local end.
  void set_default_local_address(std::optional<Ipv4Address> address);

  /// A control message on UDP 1701 (T bit set). `policy` is the IPsec policy it came through, if any: a
  /// tunnel inside IPsec takes messages from its own policy only.
  void receive(const Datagram& in, std::optional<PolicyId> policy, Instant now, Outbox& out);

  void expire(Instant now, Outbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;

  /// The IPsec policy below came up: connect at once if this end may. `local` and `peer` are the addresses
  /// of the SA (ports are ignored: L2TP uses 1701).
  void transport_up(PolicyId policy, const Endpoint& local, const Endpoint& peer, Instant now, Outbox& out);
  /// The policy went down: connections above are dropped without a message.
  void transport_down(PolicyId policy, Instant now, Outbox& out);
  /// `connect tunnel N` / `disconnect tunnel N`.
  void connect(TunnelId tunnel, Instant now, Outbox& out);
  void disconnect(TunnelId tunnel, Instant now, Outbox& out);
  /// Data passed in either direction: postpones `disconnect time`, and received data is proof of life.
  void data_seen(TunnelId tunnel, bool received, Instant now);

  [[nodiscard]] Status status(Instant now) const;

 private:
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace kyoten::l2tp
