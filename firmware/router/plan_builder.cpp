#include "firmware/router/plan_builder.hpp"

#include "firmware/base/assert.hpp"
#include "firmware/wire/neighbour_discovery.hpp"
#include "firmware/wire/pppoe.hpp"

namespace kyoten::router {
namespace {

using config::Intent;
using dataplane::InterfaceKind;
using dataplane::InterfacePlan;
using dataplane::Plan;

const config::Interface* settings_of(const Intent& intent, std::string_view name) {
  for (auto& interface : *intent.interfaces) {
    if (interface.name == name) return &interface;
  }
  return nullptr;
}

/// "lan1" -> port 0, also for "lan1/3".
std::optional<PortIndex> port_of(std::string_view name, std::size_t ports) {
  if (!name.starts_with("lan") || name.size() < 4) return std::nullopt;
  const auto index = static_cast<std::size_t>(name[3] - '1');
  if (index >= ports || (name.size() > 4 && name[4] != '/')) return std::nullopt;
  return PortIndex{static_cast<std::uint8_t>(index)};
}

/// With the first address comes the link's own.
void apply_ipv6(InterfacePlan& row, const config::Interface& settings) {
  row.addresses6 = settings.addresses6;
  for (auto& prefix : settings.prefixes6)
    row.addresses6.push_back({wire::with_interface_id(prefix, row.mac), prefix.length});
  if (!row.addresses6.empty() && row.is_ethernet()) row.addresses6.push_back(wire::link_local(row.mac));
  if (settings.mtu6) row.mtu6_bytes = *settings.mtu6;
  row.filter6_in = settings.filter6_in;
  row.filter6_out = settings.filter6_out;
}

/// What `ip IF ...` and `ipv6 IF ...` say of every kind of interface.
void apply_settings(InterfacePlan& row, const Intent& intent, const Leases& leases) {
  auto* settings = settings_of(intent, row.name);
  if (settings != nullptr) {
    row.addresses = settings->addresses;
    row.nat = settings->nat;
    row.filter_in = settings->filter_in;
    row.filter_out = settings->filter_out;
    if (const auto set = intent.filter_sets->find(settings->filter_set); set != intent.filter_sets->end()) {
      row.filter_in.insert(row.filter_in.end(), set->second.in.begin(), set->second.in.end());
      row.filter_out.insert(row.filter_out.end(), set->second.out.begin(), set->second.out.end());
    }
    row.mss_limit = settings->mss_limit;
    row.proxy_arp = settings->proxy_arp;
    if (settings->mtu) row.mtu_bytes = *settings->mtu;
    if (row.kind != InterfaceKind::pp) apply_ipv6(row, *settings);  // IPv6 over PPP is stored only
  }
  if (auto lease = leases.find(row.name); lease != leases.end()) {
    row.addresses.insert(row.addresses.begin(), lease->second.address);
  }
}

void add_ports(Plan& plan, const Intent& intent, const Leases& leases,
               const std::vector<MacAddress>& macs) {
  for (std::size_t i = 0; i < macs.size(); ++i) {
    InterfacePlan row;
    row.name = "lan" + std::to_string(i + 1);
    row.port = PortIndex{static_cast<std::uint8_t>(i)};
    row.mac = macs[i];
    apply_settings(row, intent, leases);
    plan.interfaces.push_back(std::move(row));
  }
}

void add_vlans(Plan& plan, const Intent& intent, const Leases& leases,
               const std::vector<MacAddress>& macs) {
  for (auto& settings : *intent.interfaces) {
    auto port = port_of(settings.name, macs.size());
    if (!settings.vlan_id || !port) continue;
    InterfacePlan row;
    row.name = settings.name;
    row.kind = InterfaceKind::vlan;
    row.port = port;
    row.vlan_id = settings.vlan_id;
    row.mac = macs[number(*port)];
    apply_settings(row, intent, leases);
    plan.interfaces.push_back(std::move(row));
  }
}

void add_tunnels(Plan& plan, const Intent& intent, const Leases& leases) {
  for (auto& tunnel : *intent.tunnels) {
    InterfacePlan row;
    row.name = "tunnel" + std::to_string(number(tunnel.id));
    row.tunnel = tunnel.id;
    row.enabled = tunnel.enabled;
    switch (tunnel.encapsulation) {
      case config::Encapsulation::ipsec:
        row.kind = InterfaceKind::ipsec_tunnel;
        row.mtu_bytes = row.mtu6_bytes = 1280;  // the device's default for IPsec tunnels
        row.policy = tunnel.policy;
        row.outer_df = tunnel.outer_df;
        row.obeys_outer_df = tunnel.obeys_outer_df;
        break;
      case config::Encapsulation::l2tpv3:
        row.kind = InterfaceKind::l2tpv3_tunnel;
        row.policy = tunnel.policy;
        break;
      case config::Encapsulation::l2tpv3_raw: row.kind = InterfaceKind::l2tpv3_tunnel; break;
      default: continue;  // other encapsulations are stored only
    }
    apply_settings(row, intent, leases);
    plan.interfaces.push_back(std::move(row));
  }
}

/// `pppoe tcp mss limit` and `ip pp tcp mss limit`: the smaller one.
dataplane::MssLimit smaller(const dataplane::MssLimit& a, const dataplane::MssLimit& b, std::uint16_t mtu_bytes) {
  const auto bytes = [&](const dataplane::MssLimit& limit) -> std::uint16_t {
    return limit.automatic ? static_cast<std::uint16_t>(mtu_bytes - 40) : limit.bytes;  // IPv4 and TCP without options
  };
  if (bytes(a) == 0 || bytes(b) == 0) return bytes(a) == 0 ? b : a;
  return bytes(a) <= bytes(b) ? a : b;
}

void add_pps(Plan& plan, const Intent& intent, const Lines& lines) {
  for (auto& pp : *intent.pps) {
    const auto below = find_interface(plan, pp.lan);
    if (!below) continue;
    InterfacePlan row;
    row.name = "pp" + std::to_string(number(pp.id));
    row.kind = InterfaceKind::pp;
    row.enabled = pp.enabled;
    apply_settings(row, intent, {});
    row.mtu_bytes = std::min(row.mtu_bytes, wire::kPppoeMtuBytes);
    if (const auto found = lines.find(pp.id); found != lines.end()) {
      const auto& line = found->second;
      row.line = {*below, line.session.peer, line.session.id};
      row.carries_ip = line.carries_ip;
      row.mtu_bytes = std::min(row.mtu_bytes, line.send_mru);
      const bool given = line.carries_ip && !line.local.is_unspecified();
      // What IPCP gave is the address that others know, and so the first.
      if (given) std::erase_if(row.addresses, [&](auto& own) { return own.address == line.local; });
      if (given) row.addresses.insert(row.addresses.begin(), {line.local, 32});
    }
    row.mss_limit = smaller(row.mss_limit, pp.mss_limit, row.mtu_bytes);
    plan.interfaces.push_back(std::move(row));
  }
}

void add_bridges(Plan& plan, const Intent& intent, const Leases& leases) {
  for (auto& bridge : *intent.bridges) {
    dataplane::BridgePlan row;
    row.id = bridge.id;
    row.learning = bridge.learning;
    row.age = bridge.age;
    InterfacePlan own;
    own.name = "bridge" + std::to_string(number(bridge.id));
    own.kind = InterfaceKind::bridge;
    own.bridge = bridge.id;
    for (auto& name : bridge.members) {
      auto index = find_interface(plan, name);
      if (!index) continue;
      auto& member = plan.interfaces[number(*index)];
      member.bridge = bridge.id;
      row.members.push_back(*index);
      // The bridge speaks with the address of its lowest-numbered member LAN.
      if (member.kind == InterfaceKind::port && own.mac.is_zero()) own.mac = member.mac;
    }
    for (auto& [mac, name] : bridge.static_entries) {
      if (auto index = find_interface(plan, name)) row.static_entries.emplace_back(mac, *index);
    }
    apply_settings(own, intent, leases);
    row.interface = InterfaceIndex{static_cast<std::uint16_t>(plan.interfaces.size())};
    plan.interfaces.push_back(std::move(own));
    plan.bridges.push_back(std::move(row));
  }
}

void add_implicit_routes(Plan& plan) {
  for (std::size_t i = 0; i < plan.interfaces.size(); ++i) {
    for (auto& address : plan.interfaces[i].addresses) {
      dataplane::RoutePlan route;
      route.destination = {address.network(), address.length};
      route.interface = InterfaceIndex{static_cast<std::uint16_t>(i)};
      route.implicit = true;
      plan.routes.push_back(route);
    }
  }
}

/// The other end of a line is on it.
void add_line_routes(Plan& plan, const Lines& lines) {
  for (auto& [pp, line] : lines) {
    const auto interface = find_interface(plan, "pp" + std::to_string(number(pp)));
    if (!interface || !line.carries_ip || line.remote.is_unspecified()) continue;
    dataplane::RoutePlan route;
    route.destination = {line.remote, 32};
    route.interface = *interface;
    route.implicit = true;
    plan.routes.push_back(route);
  }
}

/// The interface on whose network a gateway stands.
std::optional<InterfaceIndex> interface_towards(const Plan& plan, Ipv4Address gateway) {
  for (std::size_t i = 0; i < plan.interfaces.size(); ++i) {
    for (auto& address : plan.interfaces[i].addresses) {
      if (address.contains(gateway)) return InterfaceIndex{static_cast<std::uint16_t>(i)};
    }
  }
  return std::nullopt;
}

/// The inner address of a tunnel's other end is reached through it.
void add_inner_remotes(Plan& plan, const Intent& intent) {
  for (auto& tunnel : *intent.tunnels) {
    const auto interface = find_interface(plan, "tunnel" + std::to_string(number(tunnel.id)));
    if (!interface || !tunnel.inner_remote) continue;
    dataplane::RoutePlan route;
    route.destination = {*tunnel.inner_remote, 32};
    route.interface = *interface;
    route.implicit = true;
    plan.routes.push_back(route);
  }
}

/// Where a route leads now: through a tunnel that is down, to that one's backup. One step: the backup of a backup is none.
config::Route backed_up(const config::Route& route, const Intent& intent, const Learned& learned) {
  if (route.via != config::Route::Via::tunnel || learned.tunnels_up.contains(TunnelId{route.number})) return route;
  const auto tunnel = std::ranges::find(*intent.tunnels, TunnelId{route.number}, &config::Tunnel::id);
  if (tunnel == intent.tunnels->end() || !tunnel->backup) return route;
  auto other = *tunnel->backup;
  other.destination = route.destination;
  other.filters = route.filters;
  other.weight = route.weight;
  return other;
}

/// A tunnel or line that is down hides the routes which say so; everything else is always up.
bool is_hidden(const config::Route& route, const Learned& learned) {
  if (!route.hide) return false;
  if (route.via == config::Route::Via::tunnel) return !learned.tunnels_up.contains(TunnelId{route.number});
  if (route.via != config::Route::Via::pp) return false;
  const auto line = learned.lines.find(PpId{route.number});
  return line == learned.lines.end() || !line->second.carries_ip;
}

void add_static_routes(Plan& plan, const Intent& intent, const Learned& learned) {
  const auto& leases = learned.leases;
  for (auto& written : *intent.routes) {
    const auto configured = backed_up(written, intent, learned);
    if (is_hidden(configured, learned)) continue;
    dataplane::RoutePlan route;
    route.destination = configured.destination;
    route.filters = configured.filters;
    route.weight = configured.weight;
    std::optional<InterfaceIndex> interface;
    switch (configured.via) {
      case config::Route::Via::address:
        route.gateway = configured.gateway;
        interface = interface_towards(plan, configured.gateway);
        break;
      case config::Route::Via::dhcp:
        if (auto lease = leases.find(configured.interface); lease != leases.end()) {
          route.gateway = lease->second.gateway;
          interface = find_interface(plan, configured.interface);
          route.dhcp = true;
        }
        break;
      case config::Route::Via::tunnel:
        interface = find_interface(plan, "tunnel" + std::to_string(configured.number));
        break;
      case config::Route::Via::null:
        route.discard = true;
        interface = InterfaceIndex{};
        break;
      case config::Route::Via::pp:
        interface = find_interface(plan, "pp" + std::to_string(configured.number));
        break;
      case config::Route::Via::loopback: break;
    }
    if (!interface) continue;
    route.interface = *interface;
    plan.routes.push_back(route);
  }
}

void add_ipv6_routes(Plan& plan, const config::Ipv6& ipv6) {
  plan.forwards6 = ipv6.forwards;
  for (std::size_t i = 0; i < plan.interfaces.size(); ++i) {
    for (auto& own : plan.interfaces[i].addresses6) {
      if (own.address.is_link_local()) continue;
      plan.routes6.push_back({{own.network(), own.length}, InterfaceIndex{static_cast<std::uint16_t>(i)}, {}, false, true});
    }
  }
  const auto on_link = [&](const Ipv6Address& gateway) -> std::optional<InterfaceIndex> {
    for (auto& route : plan.routes6) {
      if (route.implicit && route.destination.contains(gateway)) return route.interface;
    }
    return std::nullopt;
  };
  for (auto& configured : ipv6.routes) {
    dataplane::Route6Plan route;
    route.destination = configured.destination;
    std::optional<InterfaceIndex> interface = InterfaceIndex{};
    if (configured.via == config::Route6::Via::null) route.discard = true;
    if (configured.via == config::Route6::Via::tunnel)
      interface = find_interface(plan, "tunnel" + std::to_string(configured.tunnel));
    if (configured.via == config::Route6::Via::address) {
      route.gateway = configured.gateway;
      interface = configured.link.empty() ? on_link(configured.gateway) : find_interface(plan, configured.link);
    }
    if (!interface) continue;
    route.interface = *interface;
    plan.routes6.push_back(route);
  }
}

/// A router in the lease becomes the default route unless one is configured.
void add_lease_routes(Plan& plan, const Leases& leases) {
  for (auto& route : plan.routes) {
    if (route.destination.length == 0) return;
  }
  for (auto& [name, lease] : leases) {
    auto index = find_interface(plan, name);
    if (!index || !lease.gateway) continue;
    dataplane::RoutePlan route;
    route.destination = {Ipv4Address{}, 0};
    route.interface = *index;
    route.gateway = lease.gateway;
    route.dhcp = true;
    plan.routes.push_back(route);
    return;
  }
}

/// The lists of a named set. One that is not defined lets nothing pass: 0 is no filter's number.
config::FilterSet filter_set(const Intent& intent, const std::string& name) {
  const auto found = intent.filter_sets->find(name);
  return found != intent.filter_sets->end() ? found->second : config::FilterSet{{FilterId{}}, {FilterId{}}};
}

/// Clients are reached through the tunnel that they came by.
void add_clients(Plan& plan, const Intent& intent, const Clients& clients) {
  for (auto& [address, client] : clients) {
    const auto interface = find_interface(plan, "tunnel" + std::to_string(number(client.tunnel)));
    if (!interface) continue;
    dataplane::RoutePlan route;
    route.destination = {address, 32};
    route.interface = *interface;
    plan.routes.push_back(route);
    if (client.filter_set.empty()) continue;
    const auto set = filter_set(intent, client.filter_set);
    plan.clients.push_back({address, *interface, set.in, set.out});
  }
}

void add_nat(Plan& plan, const Intent& intent) {
  for (auto& descriptor : *intent.nat) {
    auto row = descriptor.settings;
    const bool ipcp = descriptor.outer == config::NatDescriptor::Outer::ipcp;
    const bool secondary = descriptor.outer == config::NatDescriptor::Outer::secondary;
    if (descriptor.outer == config::NatDescriptor::Outer::address) {
      row.outer = descriptor.outer_address;
    } else {
      for (auto& interface : plan.interfaces) {
        const bool applied = std::find(interface.nat.begin(), interface.nat.end(), row.id) !=
                                 interface.nat.end() &&
                             (!ipcp || interface.kind == InterfaceKind::pp);
        const std::size_t which = secondary ? 1 : 0;
        if (applied && interface.addresses.size() > which) row.outer = interface.addresses[which].address;
      }
    }
    plan.nat.push_back(std::move(row));
  }
}

}  // namespace

std::optional<InterfaceIndex> find_interface(const Plan& plan, std::string_view name) {
  for (std::size_t i = 0; i < plan.interfaces.size(); ++i) {
    if (plan.interfaces[i].name == name) return InterfaceIndex{static_cast<std::uint16_t>(i)};
  }
  return std::nullopt;
}

Plan build_plan(const Intent& intent, const Learned& learned, const std::vector<MacAddress>& macs) {
  const auto& leases = learned.leases;
  Plan plan;
  add_ports(plan, intent, leases, macs);
  add_vlans(plan, intent, leases, macs);
  add_tunnels(plan, intent, leases);
  add_pps(plan, intent, learned.lines);
  add_bridges(plan, intent, leases);
  add_implicit_routes(plan);
  add_line_routes(plan, learned.lines);
  add_inner_remotes(plan, intent);
  add_static_routes(plan, intent, learned);
  add_lease_routes(plan, leases);
  add_ipv6_routes(plan, *intent.ipv6);
  add_clients(plan, intent, learned.clients);
  add_nat(plan, intent);
  plan.filters = *intent.filters;
  plan.filters6 = *intent.filters6;
  plan.transports = *intent.transports;
  for (auto& tunnel : intent.l2tp->tunnels) plan.l2tp_service |= tunnel.enabled;
  return plan;
}

}  // namespace kyoten::router
