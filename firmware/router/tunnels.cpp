// What the tunnels are doing: for `show status tunnel`, and the lab's one plain sentence for each.
#include <fmt/format.h>

#include "firmware/ike/broken.hpp"
#include "firmware/router/box.hpp"
#include "firmware/router/wording.hpp"

namespace kyoten::router {
namespace {

bool is_l2tpv3(const config::Tunnel& tunnel) {
  return tunnel.encapsulation == config::Encapsulation::l2tpv3 ||
         tunnel.encapsulation == config::Encapsulation::l2tpv3_raw;
}

const ike::Policy* policy_of(const ike::Settings& settings, PolicyId id) {
  for (auto& policy : settings.policies) {
    if (policy.id == id) return &policy;
  }
  return nullptr;
}

const ike::Gateway* gateway_of(const ike::Settings& settings, GatewayId id) {
  for (auto& gateway : settings.gateways) {
    if (gateway.id == id) return &gateway;
  }
  return nullptr;
}

/// Everything but a part of it.
dataplane::Traffic without(dataplane::Traffic all, const dataplane::Traffic& part) {
  return {all.packets - part.packets, all.bytes - part.bytes};
}

}  // namespace

const config::Tunnel* Box::tunnel_of(PolicyId policy) const {
  for (auto& tunnel : *intent_.tunnels) {
    if (tunnel.policy == policy) return &tunnel;
  }
  return nullptr;
}

bool Box::is_online(const config::Tunnel& tunnel) const {
  if (is_l2tpv3(tunnel)) return sessions_.contains(tunnel.id);
  if (!tunnel.policy) return false;
  auto policy = policies_.find(*tunnel.policy);
  return policy != policies_.end() && policy->second.up;
}

std::vector<console::TunnelStatus> Box::tunnels() const {
  std::vector<console::TunnelStatus> result;
  const auto interfaces = worker_.interfaces();
  for (auto& tunnel : *intent_.tunnels) {
    console::TunnelStatus status;
    status.tunnel = tunnel.id;
    status.encapsulation = tunnel.encapsulation;
    status.enabled = tunnel.enabled;
    status.online = is_online(tunnel);
    status.description = tunnel.description;
    auto session = sessions_.find(tunnel.id);
    auto since = online_since_.find(tunnel.id);
    if (status.online) {
      const auto start = session != sessions_.end()          ? session->second.since
                         : since != online_since_.end() ? since->second
                                                        : now_;
      status.since = wall_at(start);
      status.connected = std::chrono::duration_cast<std::chrono::seconds>(now_ - start);
    }
    for (auto& row : interfaces) {
      if (row.name != "tunnel" + std::to_string(number(tunnel.id))) continue;
      status.received_ipv4 = without(row.received, row.received_ipv6);
      status.transmitted_ipv4 = without(row.transmitted, row.transmitted_ipv6);
      status.received_ipv6 = row.received_ipv6;
      status.transmitted_ipv6 = row.transmitted_ipv6;
    }
    result.push_back(std::move(status));
  }
  return result;
}

std::optional<TunnelId> Box::tunnel_of_clients(GatewayId gateway) const {
  for (auto& policy : intent_.ike->policies) {
    const auto* tunnel = policy.gateway == gateway ? tunnel_of(policy.id) : nullptr;
    if (tunnel != nullptr && tunnel->enabled) return tunnel->id;
  }
  return std::nullopt;
}

/// No route to the gateway yet: says what it waits for.
std::optional<std::string> Box::unreachable(PolicyId policy_id) const {
  auto* policy = policy_of(*intent_.ike, policy_id);
  if (policy == nullptr) return fmt::format("`ipsec sa policy {}` is not configured", number(policy_id));
  auto* gateway = gateway_of(*intent_.ike, policy->gateway);
  if (gateway == nullptr) return fmt::format("gateway {} is not configured", number(policy->gateway));
  if (options_.refuses_broken && (ike::is_broken(*policy) || ike::is_broken(*gateway))) {
    return fmt::format("gateway {}: {}", number(gateway->id), kRefusedAsBroken);
  }
  if (gateway->pre_shared_key.empty() && !gateway->certificate_slot) {
    return fmt::format("gateway {} has no `ipsec ike pre-shared-key`", number(gateway->id));
  }
  if (gateway->local_address_of) {
    const auto line = lines_.find(*gateway->local_address_of);
    if (line == lines_.end() || !line->second->is_up()) return why_down(*gateway->local_address_of);
  }
  if (!gateway->remote_address) return nameless(gateway->remote_host);
  if (const auto pp = idle_line_towards(*gateway->remote_address)) return why_down(*pp);
  if (worker_.source_for(*gateway->remote_address)) return std::nullopt;
  for (auto& interface : *intent_.interfaces) {
    if (interface.dhcp && !leases_.contains(interface.name)) {
      return fmt::format("{} waits for an address by DHCP", interface.name);
    }
  }
  const auto* far = gateway->remote_address->v4();
  for (auto& route : *intent_.routes) {
    if (far != nullptr && route.via == config::Route::Via::pp && route.destination.contains(*far)) return why_no_line(PpId{route.number});
  }
  return fmt::format("there is no route to {}", gateway->remote_address->text());
}

/// A router that masquerades needs static entries for its own IKE and ESP where the far end starts the exchange.
std::string Box::nat_hint(const config::Tunnel& tunnel) const {
  if (!tunnel.policy || !plan_) return {};
  auto* policy = policy_of(*intent_.ike, *tunnel.policy);
  auto* gateway = policy ? gateway_of(*intent_.ike, policy->gateway) : nullptr;
  if (gateway == nullptr || !gateway->local_address) return {};
  for (auto& interface : plan_->interfaces) {
    for (auto id : interface.nat) {
      for (auto& descriptor : plan_->nat) {
        if (descriptor.id != id) continue;
        for (std::uint16_t port : {std::uint16_t{500}, std::uint16_t{4500}}) {
          const bool open = std::any_of(
              descriptor.statics.begin(), descriptor.statics.end(), [&](auto& entry) {
                return entry.protocol == 17 && entry.inner == *gateway->local_address &&
                       port >= entry.outer_port && port < entry.outer_port + entry.port_count;
              });
          if (open || (port == 4500 && !gateway->nat_traversal && !gateway->wraps_esp)) continue;
          return fmt::format("; `nat descriptor masquerade static {} N {} udp {}` is missing on {}",
                             number(id), gateway->local_address->text(), port, interface.name);
        }
      }
    }
  }
  return {};
}

std::string Box::why_down(const config::Tunnel& tunnel, const ike::Status& ike) const {
  if (!tunnel.enabled) return "disabled: `tunnel enable " + std::to_string(number(tunnel.id)) + "` is missing";
  const bool needs_ipsec = tunnel.encapsulation != config::Encapsulation::l2tpv3_raw;
  if (needs_ipsec) {
    if (!tunnel.policy) return "no `ipsec tunnel` binds a policy to it";
    if (auto reason = unreachable(*tunnel.policy)) return *reason;
    auto state = policies_.find(*tunnel.policy);
    if (state == policies_.end() || !state->second.up) {
      auto* policy = policy_of(*intent_.ike, *tunnel.policy);
      auto* gateway = gateway_of(*intent_.ike, policy->gateway);
      const auto hint = nat_hint(tunnel);
      for (auto& row : ike.gateways) {
        if (row.gateway != policy->gateway) continue;
        if (row.last_failure) return plain(*row.last_failure) + hint;
        if (row.progress == ike::Progress::idle && gateway->accepts_any_address()) {
          if (stranger_) return plain(*stranger_) + hint;
          return "waits for the other end to start IKE" + hint;
        }
        return plain(row.progress) + hint;
      }
      return "IKE has not started" + hint;
    }
  }
  if (!tunnel.remote_endpoint) {
    if (auto reason = nameless(tunnel.remote_host)) return *reason;
  }
  if (!intent_.l2tp) return {};
  for (auto& settings : intent_.l2tp->tunnels) {
    if (settings.tunnel == tunnel.id && !settings.enabled) return "`l2tp service on` is missing";
  }
  for (auto& row : l2tp_.status(now_).tunnels) {
    if (row.tunnel != tunnel.id) continue;
    if (row.last_failure) return "IPsec stands, but " + plain(*row.last_failure);
    if (row.state == l2tp::ControlState::established) return "IPsec stands, the L2TPv3 session is being made";
  }
  return "IPsec stands, the L2TPv3 control connection is being made";
}

bool Box::all_online() const {
  return std::all_of(intent_.tunnels->begin(), intent_.tunnels->end(),
                     [&](auto& tunnel) { return is_online(tunnel); });
}

std::vector<Router::TunnelSentence> Box::sentences() const {
  std::vector<Router::TunnelSentence> result;
  const auto ike = ike_.status(now_);
  for (auto& tunnel : *intent_.tunnels) {
    Router::TunnelSentence row;
    row.tunnel = tunnel.id;
    row.up = is_online(tunnel);
    if (row.up) {
      auto session = sessions_.find(tunnel.id);
      auto since = online_since_.find(tunnel.id);
      const auto start = session != sessions_.end()     ? session->second.since
                         : since != online_since_.end() ? since->second
                                                        : now_;
      row.sentence = fmt::format("up for {} s", std::chrono::duration_cast<std::chrono::seconds>(now_ - start).count());
    } else {
      row.sentence = why_down(tunnel, ike);
    }
    result.push_back(std::move(row));
  }
  return result;
}

}  // namespace kyoten::router
