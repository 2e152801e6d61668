// Intent + what DHCP gave, which clients are there and which tunnels are up -> the data plane's Plan. Pure: the same inputs give the same plan.
#pragma once

#include <map>
#include <set>
#include <string>

#include "firmware/config/intent.hpp"
#include "firmware/dataplane/plan.hpp"
#include "firmware/dhcp/client.hpp"
#include "firmware/pppoe/client.hpp"

namespace kyoten::router {

using Leases = std::map<std::string, dhcp::Lease>;  ///< by interface name
/// A VPN client that is there.
struct Client {
  TunnelId tunnel{};
  std::string filter_set;            ///< empty: none
  bool operator==(const Client&) const = default;
};
using Clients = std::map<Ipv4Address, Client>;  ///< by inner address

/// A pp whose PPPoE session stands; the rest once PPP does too.
struct Line {
  pppoe::Session session;
  bool carries_ip = false;
  Ipv4Address local;                 ///< by IPCP; unspecified: none
  Ipv4Address remote;
  std::uint16_t send_mru = 1492;
  bool operator==(const Line&) const = default;
};
using Lines = std::map<PpId, Line>;

/// What running has shown.
struct Learned {
  Leases leases;
  Clients clients;
  std::set<TunnelId> tunnels_up;
  Lines lines;
};

/// `macs` has one row for each port: lan1, lan2.
dataplane::Plan build_plan(const config::Intent& intent, const Learned& learned, const std::vector<MacAddress>& macs);

/// Row of an interface by name, if the plan has it.
std::optional<InterfaceIndex> find_interface(const dataplane::Plan& plan, std::string_view name);

}  // namespace kyoten::router
