// What the L2TP engine tells the router.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "firmware/base/datagram.hpp"
#include "firmware/base/ids.hpp"

namespace kyoten::l2tp {

/// A control message to send. The router sends it under `policy` or not at all.
struct Outgoing {
  TunnelId tunnel{};
  std::optional<PolicyId> policy;
  Datagram datagram;
};

struct PeerConnected {  ///< SCCRQ accepted or answered: `[L2TP] TUNNEL[1] connected from A`
  TunnelId tunnel;
  Endpoint peer;
};
struct ControlConnectionUp {
  TunnelId tunnel;
  ControlConnectionId local;
  ControlConnectionId remote;
  Endpoint peer;
};
/// The session stands: install it in the data plane, the bridge member becomes active.
struct SessionUp {
  TunnelId tunnel;
  std::optional<PolicyId> policy;
  SessionId local;          ///< in packets to us
  SessionId remote;         ///< in packets to the peer
  Bytes local_cookie;       ///< 0, 4 or 8 bytes expected in packets to us
  Bytes remote_cookie;
  Endpoint local_endpoint;
  Endpoint remote_endpoint;
};
struct SessionDown {
  TunnelId tunnel;
  SessionId local;
};
enum class Reason : std::uint8_t {
  requested,              ///< the administrator, or configuration changed
  peer_closed,            ///< StopCCN or CDN came
  no_answer,              ///< retransmissions or keepalive exhausted
  authentication_failed,
  router_id_mismatch,     ///< AVP 60 is not the configured remote router-id
  end_id_mismatch,
  protocol_error,
  idle,                   ///< disconnect time
  transport_lost,         ///< the IPsec SA below went away
};
struct ControlConnectionDown {
  TunnelId tunnel;
  ControlConnectionId local;
  Reason reason;
};
/// A connection attempt did not get further (also when none stood): for the log and the lab's sentence.
struct NegotiationFailed {
  std::optional<TunnelId> tunnel;
  Endpoint peer;
  Reason reason;
};
/// `l2tp syslog on` / `l2tp keepalive log on`: a debug line, already printable.
struct DebugLine {
  TunnelId tunnel;
  std::string text;
};

using Event = std::variant<PeerConnected, ControlConnectionUp, SessionUp, SessionDown,
                           ControlConnectionDown, NegotiationFailed, DebugLine>;

struct Outbox {
  std::vector<Outgoing> datagrams;
  std::vector<Event> events;
};

}  // namespace kyoten::l2tp
