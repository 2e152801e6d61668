// What can be configured about L2TPv3 (command chapter 16), with the RTX810's defaults.
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"

namespace kyoten::l2tp {

/// One tunnel with `tunnel encapsulation l2tpv3` (or l2tpv3-raw).
struct TunnelSettings {
  TunnelId tunnel{};
  bool enabled = false;                        ///< `tunnel enable` and `l2tp service on`
  std::optional<PolicyId> policy;              ///< l2tpv3: inside this IPsec policy; empty for l2tpv3-raw
  std::optional<Ipv4Address> local_address;    ///< `tunnel endpoint address`
  std::optional<Ipv4Address> remote_address;   ///< empty: answer only
  bool always_on = true;
  std::string host_name = "RTX810";
  std::optional<std::string> authentication;   ///< the password when `l2tp tunnel auth on`
  std::optional<std::chrono::seconds> disconnect_time = std::chrono::seconds{60};
  bool keepalive = true;
  std::chrono::seconds keepalive_interval{10};
  int keepalive_count = 6;
  bool keepalive_log = false;
  bool syslog = false;
  Ipv4Address local_router_id;
  Ipv4Address remote_router_id;
  std::string remote_end_id;
  std::size_t cookie_bytes = 0;                ///< 0, 4 or 8 asked of the peer; no command sets it
  bool operator==(const TunnelSettings&) const = default;
};

struct Settings {
  std::vector<TunnelSettings> tunnels;         ///< ascending tunnel number
  bool operator==(const Settings&) const = default;
};

}  // namespace kyoten::l2tp
