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

struct Status {
  std::vector<TunnelStatus> tunnels;  ///< configured and enabled ones, ascending
};

}  // namespace kyoten::l2tp
