// Statements -> Intent. First every statement changes the draft by its own binding, then what belongs together
// is tied: policies learn which tunnels and transports use them, L2TP tunnels their endpoints.
#include <unordered_map>

#include "cli-grammar/command.hpp"
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/templates.hpp"
#include "firmware/config/intent.hpp"

namespace kyoten::config {
namespace {

using Chapters = std::array<std::span<const Binding>, 14>;

Chapters chapters() {
  return {console_bindings(), ip_bindings(),    ipv6_bindings(), filter_bindings(),
          dhcp_bindings(),    bridge_bindings(), tunnel_bindings(),
          ipsec_bindings(),   l2tp_bindings(),  nat_bindings(),
          pki_bindings(),     client_bindings(), pp_bindings(),
          dns_bindings()};
}

const std::unordered_map<std::string_view, const Binding*>& bindings() {
  static const auto map = [] {
    std::unordered_map<std::string_view, const Binding*> result;
    for (auto chapter : chapters()) {
      for (auto& binding : chapter) result.emplace(binding.command, &binding);
    }
    return result;
  }();
  return map;
}

/// `tunnel encapsulation l2tpv3|l2tp` or an `ipsec transport` makes a policy negotiate transport mode.
void tie_policies(Draft& draft) {
  for (auto& [id, tunnel] : draft.tunnels) {
    if (!tunnel.policy) continue;
    auto policy = draft.policies.find(number(*tunnel.policy));
    if (policy == draft.policies.end()) continue;
    const bool l2tp = tunnel.encapsulation == Encapsulation::l2tpv3 ||
                      tunnel.encapsulation == Encapsulation::l2tp;
    if (l2tp) policy->second.mode = ipsec::Mode::transport;
    policy->second.compresses = tunnel.compresses;
    if (tunnel.enabled) policy->second.in_use = true;
  }
  for (auto& [id, transport] : draft.transports) {
    auto policy = draft.policies.find(number(transport.policy));
    if (policy == draft.policies.end()) continue;
    bool of_tunnel = false;
    for (auto& [tunnel_id, tunnel] : draft.tunnels) of_tunnel |= tunnel.policy == transport.policy;
    policy->second.mode = ipsec::Mode::transport;
    policy->second.transport_protocol = transport.plan.protocol;
    if (transport.plan.source_ports.size() == 1) {
      policy->second.transport_port = transport.plan.source_ports[0].first;
    }
    // A transport of its own (no tunnel binds the policy) is in use by being configured.
    if (!of_tunnel) policy->second.in_use = true;
    auto gateway = draft.gateways.find(number(policy->second.gateway));
    if (gateway != draft.gateways.end()) transport.plan.peer = gateway->second.remote_address;
  }
}

/// A name stands in where `tunnel endpoint address` is missing.
void tie_endpoint_names(Draft& draft) {
  for (auto& [id, tunnel] : draft.tunnels) {
    if (tunnel.remote_endpoint || tunnel.local_endpoint) tunnel.remote_host.clear();
    const auto address = tunnel.remote_host.empty() ? std::nullopt : draft.address_of(tunnel.remote_host);
    if (address && address->v4() != nullptr) tunnel.remote_endpoint = *address->v4();
  }
}

void tie_l2tp(Draft& draft) {
  for (auto& [id, tunnel] : draft.tunnels) {
    const bool protected_v3 = tunnel.encapsulation == Encapsulation::l2tpv3;
    const bool raw_v3 = tunnel.encapsulation == Encapsulation::l2tpv3_raw;
    if (!protected_v3 && !raw_v3) {
      draft.l2tp_tunnels.erase(id);
      continue;
    }
    auto& settings = draft.l2tp_tunnels[id];
    settings.tunnel = tunnel.id;
    settings.local_address = tunnel.local_endpoint;
    settings.remote_address = tunnel.remote_endpoint;
    settings.policy = protected_v3 ? tunnel.policy : std::nullopt;
    const bool complete = raw_v3 || tunnel.policy.has_value();
    settings.enabled = tunnel.enabled && complete && draft.l2tp_service && draft.l2tp_service_v3;
    // Without an endpoint of its own a tunnel answers from the gateway's local address.
    if (!settings.local_address && tunnel.policy) {
      auto policy = draft.policies.find(number(*tunnel.policy));
      if (policy != draft.policies.end()) {
        auto gateway = draft.gateways.find(number(policy->second.gateway));
        const auto& local = gateway == draft.gateways.end() ? std::nullopt : gateway->second.local_address;
        if (local && local->v4() != nullptr) settings.local_address = *local->v4();
      }
    }
  }
  std::erase_if(draft.l2tp_tunnels, [&](auto& item) { return !draft.tunnels.contains(item.first); });
}

/// Combined modes exist for IKEv2 only: without it the policy is as good as not written, and its tunnel stays down.
bool is_negotiable(const Draft& draft, const ike::Policy& policy) {
  if (!ipsec::is_combined(policy.suite.cipher)) return true;
  const auto gateway = draft.gateways.find(number(policy.gateway));
  return gateway != draft.gateways.end() && gateway->second.version == 2;
}

/// RTX: without `ipsec ike remote address`, IKEv2 begins with the host that `ipsec ike remote name` stands for.
void tie_remote_name(const Draft& draft, ike::Gateway& gateway) {
  if (gateway.version != 2 || !gateway.auto_refresh || draft.addressed.contains(number(gateway.id))) return;
  if (!gateway.remote_name || gateway.remote_name->kind != ike::NameKind::fqdn) return;
  gateway.remote_host = gateway.remote_name->text;
  gateway.remote_address = draft.address_of(gateway.remote_host);
}

ike::Settings ike_settings(Draft& draft) {
  auto settings = draft.ike;
  for (auto& [id, gateway] : draft.gateways) {
    gateway.auto_refresh = draft.auto_refresh && !draft.silenced.contains(id);
    tie_remote_name(draft, gateway);
    settings.gateways.push_back(gateway);
  }
  for (auto& [id, policy] : draft.policies) {
    if (is_negotiable(draft, policy)) settings.policies.push_back(policy);
  }
  return settings;
}

template <class Map>
auto values(const Map& map) {
  std::vector<typename Map::mapped_type> result;
  for (auto& [key, value] : map) result.push_back(value);
  return result;
}

/// Keeps the previous pointer when nothing changed, so that diff() and the router see it at a glance.
template <class T, class Equal = std::equal_to<T>>
std::shared_ptr<const T> share(const std::shared_ptr<const T>* previous, T value, Equal equal = {}) {
  if (previous != nullptr && *previous && equal(**previous, value)) return *previous;
  return std::make_shared<const T>(std::move(value));
}

}  // namespace

Interface& Draft::interface(const std::string& name) {
  auto& result = interfaces[name];
  result.name = name;
  return result;
}

Tunnel& Draft::tunnel(const grammar::Statement& statement) {
  const auto id = static_cast<std::uint16_t>(statement.selection.number);
  auto& result = tunnels[id];
  result.id = TunnelId{id};
  return result;
}

l2tp::TunnelSettings& Draft::l2tp(const grammar::Statement& statement) {
  const auto id = static_cast<std::uint16_t>(statement.selection.number);
  auto& result = l2tp_tunnels[id];
  result.tunnel = TunnelId{id};
  return result;
}

ike::Gateway& Draft::gateway(const grammar::Statement& statement) {
  const auto id = static_cast<std::uint32_t>(statement.integer("GATEWAY_ID").value_or(0));
  auto& result = gateways[id];
  result.id = GatewayId{id};
  return result;
}

NatDescriptor& Draft::nat_descriptor(const grammar::Statement& statement) {
  const auto id = static_cast<std::uint32_t>(statement.integer("NAT_DESCRIPTOR").value_or(0));
  auto& result = nat[id];
  result.settings.id = NatDescriptorId{id};
  return result;
}

std::optional<IpAddress> Draft::address_of(std::string_view host) const {
  const auto name = dns::Name::parse(host);
  const auto known = name ? hosts.find(*name) : hosts.end();
  return known == hosts.end() ? std::nullopt : std::optional(known->second);
}

Intent compile(const Statements& statements, const Intent* previous, const KnownHosts& hosts) {
  Draft draft(hosts);
  const auto expanded = with_templates(statements);
  for (auto* statement : (expanded ? *expanded : statements).in_order()) {
    auto binding = bindings().find(statement->id());
    if (binding != bindings().end()) binding->second->apply(*statement, draft);
  }
  tie_policies(draft);
  tie_clients(draft);
  tie_endpoint_names(draft);
  tie_l2tp(draft);
  tie_pps(draft);
  tie_dns(draft);
  for (auto& [id, scope] : draft.scopes) {
    // A `bind` or `option` line alone makes no scope.
    if (!scope.range.first.is_unspecified()) draft.dhcp_server.scopes.push_back(scope);
  }

  auto before = [&](auto member) { return previous ? &(previous->*member) : nullptr; };
  Intent intent;
  intent.system = share(before(&Intent::system), std::move(draft.system));
  intent.interfaces = share(before(&Intent::interfaces), values(draft.interfaces));
  intent.routes = share(before(&Intent::routes), std::move(draft.routes));
  intent.ipv6 = share(before(&Intent::ipv6), std::move(draft.ipv6));
  intent.bridges = share(before(&Intent::bridges), values(draft.bridges));
  intent.tunnels = share(before(&Intent::tunnels), values(draft.tunnels));
  intent.pps = share(before(&Intent::pps), values(draft.pps));
  intent.nat = share(before(&Intent::nat), values(draft.nat));
  intent.filters = share(before(&Intent::filters), values(draft.filters));
  intent.filters6 = share(before(&Intent::filters6), values(draft.filters6));
  intent.filter_sets = share(before(&Intent::filter_sets), std::move(draft.filter_sets));
  std::vector<dataplane::TransportPlan> transports;
  for (auto& [id, transport] : draft.transports) transports.push_back(transport.plan);
  intent.transports = share(before(&Intent::transports), std::move(transports));
  intent.ike = share(before(&Intent::ike), ike_settings(draft));
  intent.pki = share(before(&Intent::pki), std::move(draft.pki));
  intent.l2tp = share(before(&Intent::l2tp), l2tp::Settings{values(draft.l2tp_tunnels)});
  intent.dhcp_server = share(before(&Intent::dhcp_server), std::move(draft.dhcp_server));
  intent.dns = share(before(&Intent::dns), std::move(draft.dns));
  return intent;
}

const std::vector<std::string>& acting_commands() {
  static const auto ids = [] {
    std::vector<std::string> result;
    for (auto chapter : chapters()) {
      for (auto& binding : chapter) result.emplace_back(binding.command);
    }
    for (auto id : template_commands()) result.emplace_back(id);
    std::sort(result.begin(), result.end());
    return result;
  }();
  return ids;
}

}  // namespace kyoten::config
