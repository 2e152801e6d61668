// What compile() works on: an Intent under construction, and how a statement of one command changes it.
// One file for each manual chapter declares its bindings; a command without binding is stored only.
#pragma once

#include <algorithm>
#include <map>
#include <set>
#include <span>
#include <string>

#include "cli-grammar/statement.hpp"
#include "firmware/config/intent.hpp"

namespace kyoten::config {

/// `ipsec transport ID POLICY PROTO SRC DST`.
struct Transport {
  PolicyId policy{};
  dataplane::TransportPlan plan;
};

/// What `auth user attribute` and `auth user group attribute` have in common.
struct ClientAttributes {
  std::optional<bool> xauth;
  std::optional<bool> eap_md5;
  std::optional<Ipv4Address> dns;
  std::optional<Ipv4Address> wins;
  std::optional<std::string> filter_set;  ///< `xauth-filter`
};
struct AuthUser {
  ike::ClientUser user;
  ClientAttributes attributes;
};
struct UserGroup {
  std::vector<std::pair<std::int64_t, std::int64_t>> members;  ///< ranges of user ids
  ClientAttributes attributes;
  std::optional<ike::AddressPool> pool;

  [[nodiscard]] bool has(std::int64_t user) const {
    return std::any_of(members.begin(), members.end(),
                       [&](auto& range) { return range.first <= user && user <= range.second; });
  }
};
struct Draft {
  explicit Draft(const KnownHosts& known) : hosts(known) {}

  const KnownHosts& hosts;
  System system;
  std::map<std::string, Interface> interfaces;
  std::vector<Route> routes;
  Ipv6 ipv6;
  std::map<std::uint16_t, Bridge> bridges;
  std::map<std::uint16_t, Tunnel> tunnels;
  std::map<std::uint16_t, Pp> pps;
  Pp other_peers;                       ///< `pp select anonymous`: those that dial in
  std::map<std::uint32_t, NatDescriptor> nat;
  std::map<std::uint32_t, dataplane::FilterPlan> filters;
  std::map<std::uint32_t, dataplane::FilterPlan> filters6;
  FilterSets filter_sets;
  std::map<std::uint32_t, Transport> transports;
  std::map<std::uint32_t, ike::Gateway> gateways;
  std::map<std::uint32_t, ike::Policy> policies;
  std::map<std::uint16_t, l2tp::TunnelSettings> l2tp_tunnels;
  ike::Settings ike;
  Pki pki;
  std::map<std::uint32_t, AuthUser> users;
  std::map<std::uint32_t, UserGroup> user_groups;
  std::map<std::uint32_t, std::optional<std::int64_t>> logins;  ///< `ipsec ike xauth request`: the group, by gateway
  std::map<std::uint32_t, std::uint32_t> eap_groups;  ///< `ipsec ike eap request`: the group, by gateway
  std::map<std::uint32_t, ike::AddressPool> address_pools;
  std::map<std::uint32_t, std::uint32_t> pool_of_gateway;
  dhcp::ServerSettings dhcp_server;
  std::map<std::uint16_t, dhcp::Scope> scopes;
  dns::Settings dns;
  dns::ServerSource dns_servers;        ///< `dns server`
  dns::ServerSource dns_server_pp;
  dns::ServerSource dns_server_dhcp;
  std::map<std::int64_t, dns::Selection> dns_selections;
  bool auto_refresh = false;            ///< `ipsec auto refresh`
  std::set<std::uint32_t> addressed;    ///< gateways with `ipsec ike remote address`, even `any`
  std::set<std::uint32_t> silenced;     ///< `ipsec auto refresh N off`
  bool l2tp_service = false;
  bool l2tp_service_v3 = false;

  Interface& interface(const std::string& name);
  Tunnel& tunnel(const grammar::Statement& statement);  ///< the selected one
  l2tp::TunnelSettings& l2tp(const grammar::Statement& statement);
  ike::Gateway& gateway(const grammar::Statement& statement);
  NatDescriptor& nat_descriptor(const grammar::Statement& statement);
  /// Of a host, if it is known.
  [[nodiscard]] std::optional<IpAddress> address_of(std::string_view host) const;
};

struct Binding {
  std::string_view command;  ///< id of the record in cli-grammar/commands
  void (*apply)(const grammar::Statement&, Draft&);
};

// The chapters.
std::span<const Binding> console_bindings();
std::span<const Binding> ip_bindings();
std::span<const Binding> ipv6_bindings();
std::span<const Binding> filter_bindings();
std::span<const Binding> dhcp_bindings();
std::span<const Binding> bridge_bindings();
std::span<const Binding> tunnel_bindings();
std::span<const Binding> ipsec_bindings();
std::span<const Binding> pki_bindings();
std::span<const Binding> client_bindings();
std::span<const Binding> l2tp_bindings();
std::span<const Binding> nat_bindings();
std::span<const Binding> pp_bindings();
std::span<const Binding> dns_bindings();

/// Gives gateways the users that may log in there, and their addresses.
void tie_clients(Draft& draft);
/// Gives peers what is said of their interfaces.
void tie_pps(Draft& draft);
/// Puts the selections in order, and says which source is for all other questions.
void tie_dns(Draft& draft);

}  // namespace kyoten::config
