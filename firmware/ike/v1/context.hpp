// What every exchange is handed: the engine's state, the time, and where its output goes. And the
// few things that all of them do: send, tell of a failure, take SAs away.
#pragma once

#include "firmware/ike/sa_protocol.hpp"
#include "firmware/ike/v1/registry.hpp"

namespace kyoten::ike::v1 {

struct Context {
  Registry& registry;
  Instant now;
  Outbox& out;

  void emit(Event event) const { out.events.push_back(std::move(event)); }
  /// On port 4500 with the marker in front.
  void send(const Endpoint& from, const Endpoint& to, ByteView message) const;
  void send(const IsakmpSa& sa, ByteView message) const { send(sa.local, sa.peer, message); }
  /// Sends now, and again until an answer comes.
  [[nodiscard]] Retransmission send_and_wait(const IsakmpSa& sa, Bytes message) const;
  void log(GatewayId gateway, bool Gateway::*kind, std::string text) const;
};

/// A failure of an exchange: told to the router and kept for the status. What strangers can cause
/// (`from_stranger`) is told at a bounded rate.
void tell_failure(const Context& context, NegotiationFailed failure, bool from_stranger);

/// Ends a phase 1 exchange that did not get through; after a pause another may start.
void fail_phase1(const Context& context, IsakmpSa& sa, Stuck reason, std::uint16_t notify = 0);
/// Ends a quick mode.
void fail_quick_mode(const Context& context, IsakmpSa& sa, QuickMode& quick, Stuck reason,
                     std::uint16_t notify = 0);

/// Removal without a word to the peer (deletion.hpp sends it).
void remove_pair(const Context& context, IpsecPair& pair);
void remove_isakmp(const Context& context, IsakmpSa& sa);
/// Everything of one peer of a gateway, but for one ISAKMP SA. Returns the names of the pairs that
/// stood.
std::vector<SaName> remove_peer(const Context& context, GatewayId gateway,
                                const PeerId& remote_id, const IsakmpSa* keep);
/// RTX: `restrict-dangling-sa auto`: the initiator of an aggressive mode takes the IPsec SAs away
/// with their ISAKMP SA.
[[nodiscard]] bool takes_children_along(const Context& context, const IsakmpSa& sa);

/// Says PolicyUp or PolicyDown if that changed.
void update_policy(const Context& context, PolicyId policy);

}  // namespace kyoten::ike::v1
