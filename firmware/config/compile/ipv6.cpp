// Chapter 30: IPv6 addresses and routes. Addresses that others give (RA, DHCPv6) are stored only.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

void routing(const Statement& s, Draft& draft) { draft.ipv6.forwards = is_on(s, "ROUTING"); }

void address(const Statement& s, Draft& draft) {
  const auto name = interface_name(s);
  const auto prefix = Ipv6Prefix::parse(s.text_of("IPV6_ADDRESS"));
  if (name && prefix) draft.interface(*name).addresses6.push_back(*prefix);
}

void prefix(const Statement& s, Draft& draft) {
  const auto name = interface_name(s);
  const auto prefix = Ipv6Prefix::parse(s.text_of("IPV6_PREFIX"));
  if (name && prefix && prefix->length <= 64) draft.interface(*name).prefixes6.push_back(*prefix);
}

void mtu(const Statement& s, Draft& draft) {
  const auto name = interface_name(s);
  if (!name) return;
  for (auto parameter : {"MTU0", "MTU1", "MTU2"}) {
    if (auto value = s.integer(parameter)) draft.interface(*name).mtu6 = static_cast<std::uint16_t>(*value);
  }
}

void secure_filter(const Statement& s, Draft& draft) {
  const auto name = interface_name(s);
  if (!name) return;
  auto& interface = draft.interface(*name);
  (s.text_of("DIRECTION") == "in" ? interface.filter6_in : interface.filter6_out) = applied_filters(s);
}

/// Nothing for a gateway that is stored only: one with filters, PPP, DHCP.
std::optional<Route6> route_by(std::span<const std::string> clause, const Ipv6Prefix& network) {
  if (clause.empty() || std::ranges::find(clause, "filter") != clause.end()) return std::nullopt;
  Route6 route;
  route.destination = network;
  const auto percent = clause[0].find('%');
  if (auto address = Ipv6Address::parse(std::string_view(clause[0]).substr(0, percent))) {
    route.gateway = *address;
    // fe80::1%lan2, or by its number fe80::1%2.
    if (percent != std::string::npos) route.link = clause[0].substr(percent + 1);
    if (number_in(route.link)) route.link.insert(0, "lan");
    if (address->is_link_local() == route.link.empty()) return std::nullopt;
  } else if (clause[0] == "tunnel" && clause.size() > 1) {
    route.via = Route6::Via::tunnel;
    route.tunnel = static_cast<std::uint16_t>(number_in(clause[1]).value_or(0));
  } else if (clause[0] == "null") {
    route.via = Route6::Via::null;
  } else {
    return std::nullopt;
  }
  return route;
}

/// `ipv6 route NET gateway ADDRESS|tunnel N|null [gateway ...]`: of several gateways the first that acts.
void route(const Statement& s, Draft& draft) {
  const auto words = split(s.text, ' ');
  if (words.size() < 3) return;
  const auto written = words[2] == "default" ? std::optional(Ipv6Prefix{{}, 0}) : Ipv6Prefix::parse(words[2]);
  if (!written) return;
  for (auto clause : gateway_clauses(words)) {
    auto route = route_by(clause, {written->network(), written->length});
    if (!route) continue;
    draft.ipv6.routes.push_back(*std::move(route));
    return;
  }
}

constexpr Binding kBindings[] = {
    {"ipv6 routing", routing},
    {"ipv6 interface address", address},
    {"ipv6 interface prefix", prefix},
    {"ipv6 interface mtu", mtu},
    {"ipv6 interface secure filter", secure_filter},
    {"ipv6 route", route},
};

}  // namespace

std::span<const Binding> ipv6_bindings() { return kBindings; }

}  // namespace kyoten::config
