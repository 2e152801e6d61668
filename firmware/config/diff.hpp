// old intent + new intent -> what to do. Pure: the router applies the changes (router/reconcile_*.cpp).
#pragma once

#include <vector>

#include "firmware/config/intent.hpp"

namespace kyoten::config {

enum class Change : std::uint8_t {
  system,       ///< console, login, syslog
  forwarding,   ///< anything the data plane's plan is made from
  dhcp_client,  ///< an interface gained or lost `address dhcp`
  dhcp_server,
  ike,
  l2tp,
  lines,        ///< peers and how they are reached
  names,        ///< of peers, or who is asked for them
};

/// In the order in which they are to be applied: what cuts traffic first (hardening: data plane before state).
std::vector<Change> diff(const Intent* before, const Intent& after);

}  // namespace kyoten::config
