// What `show status l2tp` prints, as plain values.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "firmware/l2tp/events.hpp"

namespace kyoten::l2tp {

enum class ControlState : std::uint8_t { idle, wait_ctl_reply, wait_ctl_conn, established, closing };
enum class SessionState : std::uint8_t { idle, wait_reply, wait_connect, established };

struct TunnelStatus {
  TunnelId tunnel{};
  ControlState state = ControlState::idle;
  ControlConnectionId local{};
  ControlConnectionId remote{};
  Endpoint local_endpoint;
  Endpoint remote_endpoint;
  std::string vendor;       ///< of the peer, printable
  std::string host_name;    ///< of the peer, printable
  std::uint16_t next_send = 0;     ///< Ns
  std::uint16_t next_receive = 0;  ///< Nr
  SessionState session = SessionState::idle;
  SessionId local_session{};
  SessionId remote_session{};
  bool local_circuit_up = false;
  bool remote_circuit_up = false;
  std::chrono::seconds connected{};  ///< since the session stands
  std::optional<Reason> last_failure;
};

/// Messages that were ignored, by why.
struct Ignored {
  std::uint64_t malformed = 0;
  std::uint64_t other_version = 0;       ///< L2TPv2
  std::uint64_t unknown_connection = 0;  ///< no control connection has that id, or not through that policy
  std::uint64_t unknown_peer = 0;        ///< SCCRQ that no tunnel waits for
  std::uint64_t not_authentic = 0;       ///< digest wrong or missing
  std::uint64_t out_of_window = 0;
  std::uint64_t unexpected = 0;          ///< a message that makes no sense in this state
  bool operator==(const Ignored&) const = default;
};

struct Status {
  std::vector<TunnelStatus> tunnels;  ///< configured and enabled ones, ascending
  Ignored ignored;
};

}  // namespace kyoten::l2tp
