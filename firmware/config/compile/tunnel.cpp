// Chapter 14: tunnel interfaces.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

Encapsulation encapsulation_named(std::string_view word) {
  if (word == "ipip") return Encapsulation::ipip;
  if (word == "pptp") return Encapsulation::pptp;
  if (word == "l2tp") return Encapsulation::l2tp;
  if (word == "l2tpv3-raw") return Encapsulation::l2tpv3_raw;
  if (word == "l2tpv3") return Encapsulation::l2tpv3;
  if (word == "ipudp") return Encapsulation::ipudp;
  return Encapsulation::ipsec;
}

void encapsulation(const Statement& s, Draft& draft) {
  draft.tunnel(s).encapsulation = encapsulation_named(s.text_of("TYPE"));
}

void endpoint_address(const Statement& s, Draft& draft) {
  auto& tunnel = draft.tunnel(s);
  tunnel.local_endpoint = s.address("LOCAL");
  tunnel.remote_endpoint = s.address("REMOTE");
}

/// The local name says nothing that the router does not know: it is reached at its own addresses.
void endpoint_name(const Statement& s, Draft& draft) {
  if (s.text_of("TYPE") == "tel") return;
  draft.tunnel(s).remote_host = s.text_of("REMOTE_NAME");
}

void enable(const Statement& s, Draft& draft) {
  for (auto* operand : s.all("TUNNEL_NUM")) {
    if (operand->text == "all") {
      for (auto& [id, tunnel] : draft.tunnels) tunnel.enabled = true;
    } else if (auto number = number_in(operand->text)) {
      const auto id = static_cast<std::uint16_t>(*number);
      draft.tunnels[id].id = TunnelId{id};
      draft.tunnels[id].enabled = true;
    }
  }
}

void disable(const Statement& s, Draft& draft) {
  for (auto* operand : s.all("TUNNEL_NUM")) {
    for (auto& [id, tunnel] : draft.tunnels) {
      if (operand->text == "all" || operand->text == std::to_string(id)) tunnel.enabled = false;
    }
  }
}

void bind_policy(const Statement& s, Draft& draft) {
  if (auto policy = s.integer("POLICY_ID")) {
    draft.tunnel(s).policy = PolicyId{static_cast<std::uint32_t>(*policy)};
  }
}

void outer_df(const Statement& s, Draft& draft) {
  const auto word = s.text_of("MODE");
  draft.tunnel(s).outer_df = word == "set"     ? dataplane::OuterDf::set
                             : word == "clear" ? dataplane::OuterDf::clear
                                               : dataplane::OuterDf::copy;
}

void compression(const Statement& s, Draft& draft) { draft.tunnel(s).compresses = s.text_of("TYPE") == "deflate"; }

void follow_df(const Statement& s, Draft& draft) { draft.tunnel(s).obeys_outer_df = is_on(s, "SWITCH"); }

void address(const Statement& s, Draft& draft) {
  auto& tunnel = draft.tunnel(s);
  if (auto prefix = prefix_of(s, "IP_ADDRESS")) {
    draft.interface("tunnel" + std::to_string(number(tunnel.id))).addresses = {*prefix};
  }
}

void remote_address(const Statement& s, Draft& draft) { draft.tunnel(s).inner_remote = s.address("IP_ADDRESS"); }

void backup(const Statement& s, Draft& draft) {
  auto& backup = draft.tunnel(s).backup;
  backup.reset();
  Route way;
  if (const auto gateway = s.address("IP_ADDRESS")) {
    way.gateway = *gateway;
  } else if (const auto peer = s.integer("PEER_NUM")) {
    way.via = Route::Via::pp;
    way.number = static_cast<std::uint16_t>(*peer);
  } else if (const auto tunnel = s.integer("TUNNEL_NUM")) {
    way.via = Route::Via::tunnel;
    way.number = static_cast<std::uint16_t>(*tunnel);
  } else {
    return;  // `none`
  }
  backup = way;
}

constexpr Binding kBindings[] = {
    {"ip tunnel remote address", remote_address},
    {"tunnel backup", backup},
    {"tunnel encapsulation", encapsulation}, {"tunnel endpoint address", endpoint_address},
    {"tunnel endpoint name", endpoint_name},
    {"tunnel enable", enable},               {"tunnel disable", disable},
    {"ipsec tunnel outer df-bit", outer_df},
    {"ipsec tunnel fastpath-fragment-function follow df-bit", follow_df},
    {"ipsec ipcomp type", compression},
    {"ipsec tunnel", bind_policy},           {"ip tunnel address", address},
};

}  // namespace

std::span<const Binding> tunnel_bindings() { return kBindings; }

}  // namespace kyoten::config
