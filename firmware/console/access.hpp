// Who may come in, by which way, from where and how often: `telnetd host`, `service` and `session`,
// `security class`, `user attribute`. Passwords are checked elsewhere (passwords.hpp).
//
// A telnet client at a loopback address sits at the machine that runs the router, not in one of its
// networks, as somebody at a terminal server sits at the serial port: rules about addresses and
// numbers of TELNET users are not about it.
#pragma once

#include "firmware/console/backend.hpp"

namespace kyoten::console {

class Access {
 public:
  Access(const Backend& backend, ConsoleKind kind, std::string_view peer)
      : backend_(backend), system_(*backend.intent().system), kind_(kind), peer_(peer) {}

  /// Before anything is asked: false for a host that the TELNET server does not serve.
  [[nodiscard]] bool is_served() const;
  /// Behind the right password: what `user attribute` says, and whether this user (or the server)
  /// has logins left.
  [[nodiscard]] bool may_log_in(std::string_view user) const;
  /// Idle time after which this user is logged out; nothing: never.
  [[nodiscard]] std::optional<std::chrono::seconds> login_timer(std::string_view user) const;

 private:
  [[nodiscard]] bool is_of_network() const;
  [[nodiscard]] bool is_listed(const std::vector<std::string>& hosts) const;
  [[nodiscard]] bool is_on_interface(std::string_view name) const;
  [[nodiscard]] bool has_login_left(std::string_view user) const;

  const Backend& backend_;
  const config::System& system_;
  ConsoleKind kind_;
  std::string_view peer_;
};

}  // namespace kyoten::console
