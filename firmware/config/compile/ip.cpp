// Chapter 8: IP addresses, routes and per-interface settings. The same record serves `ip lan1 ...`,
// `ip tunnel ...` and `ip pp ...`; the selection says which tunnel.
#include "firmware/config/compile/draft.hpp"
#include "firmware/config/compile/values.hpp"

namespace kyoten::config {
namespace {

using grammar::Statement;

void address(const Statement& s, Draft& draft) {
  auto name = interface_name(s);
  if (!name) return;
  auto& interface = draft.interface(*name);
  if (s.text.ends_with(" dhcp") || s.text.find(" dhcp ") != std::string::npos) {
    interface.dhcp = true;
    return;
  }
  auto prefix = prefix_of(s, "IP_ADDRESS");
  if (!prefix) return;
  interface.dhcp = false;
  interface.addresses.insert(interface.addresses.begin(), *prefix);
}

void secondary_address(const Statement& s, Draft& draft) {
  auto name = interface_name(s);
  auto prefix = prefix_of(s, "IP_ADDRESS");
  if (name && prefix) draft.interface(*name).addresses.push_back(*prefix);
}

void mtu(const Statement& s, Draft& draft) {
  auto name = interface_name(s);
  if (!name) return;
  for (auto parameter : {"MTU0", "MTU1", "MTU2"}) {
    if (auto value = s.integer(parameter)) draft.interface(*name).mtu = static_cast<std::uint16_t>(*value);
  }
}

void mss_limit(const Statement& s, Draft& draft) {
  auto name = interface_name(s);
  if (!name) return;
  auto& limit = draft.interface(*name).mss_limit;
  const auto word = s.text_of("MSS");
  limit.automatic = word == "auto";
  limit.bytes = static_cast<std::uint16_t>(number_in(word).value_or(0));
}

void nat_descriptor(const Statement& s, Draft& draft) {
  auto name = interface_name(s);
  if (!name) return;
  auto& list = draft.interface(*name).nat;
  list.clear();
  // The list stops at `reverse`, which translates the other way round and is stored only.
  const auto reverse = s.text.find(" reverse");
  for (auto* operand : s.all("NAT_DESCRIPTOR_LIST")) {
    for (auto& part : split(operand->text, ' ')) {
      const auto value = number_in(part);
      if (!value) continue;
      const auto at = s.text.find(" " + part);
      if (reverse != std::string::npos && at > reverse) continue;
      list.push_back(NatDescriptorId{static_cast<std::uint32_t>(*value)});
    }
  }
}

void secure_filter(const Statement& s, Draft& draft) {
  auto name = interface_name(s);
  if (!name) return;
  auto& interface = draft.interface(*name);
  if (s.has("SET_NAME")) {
    interface.filter_set = s.text_of("SET_NAME");
    return;
  }
  (s.text_of("DIRECTION") == "in" ? interface.filter_in : interface.filter_out) = applied_filters(s);
}

void proxyarp(const Statement& s, Draft& draft) {
  if (auto name = interface_name(s)) draft.interface(*name).proxy_arp = is_on(s, "PROXYARP");
}

std::optional<Ipv4Prefix> network_of(const std::string& word) {
  if (word == "default") return Ipv4Prefix{Ipv4Address{}, 0};
  const auto slash = word.find('/');
  const auto address = Ipv4Address::parse(std::string_view(word).substr(0, slash));
  const auto length = slash == std::string::npos ? std::optional<std::uint8_t>{32}
                                                 : mask_length(std::string_view(word).substr(slash + 1));
  if (!address || !length) return std::nullopt;
  return Ipv4Prefix{Ipv4Prefix{*address, *length}.network(), *length};
}

/// Words behind one `gateway`: where to, and what `filter`, `weight` and `hide` say. False for what is stored only.
bool read_gateway(std::span<const std::string> words, Route& route) {
  if (words.empty()) return false;
  const auto& via = words[0];
  const std::string operand = words.size() > 1 ? words[1] : "";
  if (auto address = Ipv4Address::parse(via)) {
    route.via = Route::Via::address;
    route.gateway = *address;
  } else if (via == "dhcp") {
    route.via = Route::Via::dhcp;
    route.interface = operand;
  } else if (via == "tunnel" || via == "pp") {
    route.via = via == "tunnel" ? Route::Via::tunnel : Route::Via::pp;
    route.number = static_cast<std::uint16_t>(number_in(operand).value_or(0));
  } else if (via == "null") {
    route.via = Route::Via::null;
  } else {
    return false;  // loopback and names
  }
  for (std::size_t i = 1; i < words.size(); ++i) {
    if (words[i] == "hide") route.hide = true;
    if (words[i] == "weight" && i + 1 < words.size())
      route.weight = static_cast<std::uint32_t>(number_in(words[i + 1]).value_or(1));
    if (words[i] != "filter") continue;
    while (i + 1 < words.size()) {
      const auto id = number_in(words[i + 1]);
      if (!id) break;
      route.filters.push_back(FilterId{static_cast<std::uint32_t>(*id)});
      ++i;
    }
  }
  return true;
}

/// `ip route NET gateway G [filter N...] [metric N] [hide] [weight N] [gateway ...]`: read word by word, since a gateway may be
/// an address, `pp N`, `tunnel N`, `dhcp lan2` or `null`. One row for each gateway, in the order they are written.
void route(const Statement& s, Draft& draft) {
  const auto words = split(s.text, ' ');
  const auto network = words.size() > 2 ? network_of(words[2]) : std::nullopt;
  if (!network) return;
  for (auto clause : gateway_clauses(words)) {
    Route route;
    route.destination = *network;
    if (read_gateway(clause, route)) draft.routes.push_back(std::move(route));
  }
}

void description(const Statement& s, Draft& draft) {
  const auto text = s.text_of("DESCRIPTION");
  if (s.text.starts_with("description tunnel")) {
    if (s.selection.kind == grammar::Selection::Kind::tunnel) draft.tunnel(s).description = text;
  } else if (s.text.starts_with("description pp")) {
    if (s.selection.kind == grammar::Selection::Kind::pp)
      draft.interface("pp" + std::to_string(s.selection.number)).description = text;
  } else if (auto name = interface_name(s)) {
    draft.interface(*name).description = text;
  }
}

constexpr Binding kBindings[] = {
    {"description interface", description},
    {"ip interface address", address},
    {"ip interface secondary address", secondary_address},
    {"ip interface mtu", mtu},
    {"ip interface tcp mss limit", mss_limit},
    {"ip interface nat descriptor", nat_descriptor},
    {"ip interface secure filter", secure_filter},
    {"ip interface proxyarp", proxyarp},
    {"ip route", route},
};

}  // namespace

std::span<const Binding> ip_bindings() { return kBindings; }

}  // namespace kyoten::config
