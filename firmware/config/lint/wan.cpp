#include "firmware/config/lint/wan.hpp"

#include <algorithm>

#include "firmware/config/compile/values.hpp"

namespace kyoten::config::lint {
namespace {

constexpr std::uint8_t kUdp = 17;
constexpr std::uint8_t kEsp = 50;
constexpr std::uint8_t kIpInIp = 4;

std::optional<IpPrefix> destination(const Statement& route) {
  const auto all = words(route);
  if (all.size() < 3) return std::nullopt;
  if (route.id() == "ipv6 route") {
    if (all[2] == "default") return Ipv6Prefix{{}, 0};
    const auto prefix = Ipv6Prefix::parse(all[2]);
    return prefix ? std::optional<IpPrefix>(*prefix) : std::nullopt;
  }
  if (all[2] == "default") return Ipv4Prefix{Ipv4Address{}, 0};
  const auto slash = all[2].find('/');
  const auto address = Ipv4Address::parse(all[2].substr(0, slash));
  const auto length = slash == std::string::npos ? std::optional<std::uint8_t>{32}
                                                 : mask_length(all[2].substr(slash + 1));
  if (!address || !length) return std::nullopt;
  return Ipv4Prefix{*address, *length};
}

bool contains(const IpPrefix& network, const IpAddress& address) { return network.first() <= address && address <= network.last(); }

/// The interface whose network holds the address; "" if none is known.
std::string beside(const Facts& facts, const IpAddress& address) {
  const auto holds = [&](auto& own) { return !IpPrefix(own.prefix).is_host() && contains(own.prefix, address); };
  const auto found = std::ranges::find_if(facts.own_addresses(), holds);
  if (found != facts.own_addresses().end()) return found->interface;
  const auto found6 = std::ranges::find_if(facts.own_addresses6(), holds);
  return found6 == facts.own_addresses6().end() ? std::string() : found6->interface;
}

/// Of an address of a link the interface is written with it: fe80::1%lan2, fe80::1%2.
std::string link_of(std::string_view address) {
  const auto percent = address.find('%');
  if (percent == std::string_view::npos) return {};
  const std::string link(address.substr(percent + 1));
  return number_in(link) ? "lan" + link : link;
}

/// The interfaces of every `gateway` of a route.
std::vector<std::string> interfaces_of(const Facts& facts, const Statement& route) {
  std::vector<std::string> result;
  const auto all = words(route);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (all[i] != "gateway") continue;
    const auto& via = all[i + 1];
    const auto operand = i + 2 < all.size() ? all[i + 2] : std::string{};
    if (via == "dhcp") result.push_back(operand);
    if (via == "pp" || via == "tunnel") result.push_back(via + " " + operand);
    const auto address = IpAddress::parse(via);
    const auto interface = address ? beside(facts, *address) : link_of(via);
    if (!interface.empty()) result.push_back(interface);
  }
  return result;
}

/// Where a provider advertises the router's prefix, it advertises itself as the gateway: `ipv6 lan2 address auto`,
/// `ipv6 lan1 address ra-prefix@lan2::1/64`.
std::vector<std::string> advertised_interfaces(const Facts& facts) {
  std::vector<std::string> result;
  for (auto* line : facts.all("ipv6 interface address")) {
    const auto address = line->text_of("IPV6_ADDRESS");
    const auto at = address.find('@');
    if (at != std::string::npos) result.push_back(address.substr(at + 1, address.find(':') - at - 1));
    if (has_word(*line, "auto") || has_word(*line, "dhcp")) result.push_back(interface_of(*line));
  }
  return result;
}

/// `ip lan2 address dhcp` brings a default route.
std::vector<std::string> dhcp_interfaces(const Facts& facts) {
  std::vector<std::string> result;
  for (auto* line : facts.all("ip interface address")) {
    if (has_word(*line, "dhcp")) result.push_back(interface_of(*line));
  }
  return result;
}

TunnelEnd gateway_end(const Facts& facts, std::uint32_t gateway) {
  TunnelEnd end;
  end.what = "gateway " + std::to_string(gateway);
  end.statement = facts.of_gateway("ipsec ike remote address", gateway);
  const auto remote = facts.remote_address(gateway);
  end.remote = IpAddress::parse(remote);
  if (const auto* local = facts.of_gateway("ipsec ike local address", gateway))
    end.local = IpAddress::parse(local->text_of("IP_ADDRESS"));
  bool refresh = false;
  for (auto* line : facts.all("ipsec auto refresh"))
    refresh |= !line->has("GATEWAY_ID") && line->text_of("SWITCH") == "on";
  end.begins = !remote.empty() && remote != "any" && refresh;
  end.passages.push_back({"UDP 500 (IKE)", kUdp, 500, "udp 500", true});
  const auto* traversal = facts.of_gateway("ipsec ike nat-traversal", gateway);
  const bool in_udp = traversal != nullptr && traversal->text_of("SWITCH") == "on";
  const bool wraps = facts.wraps_esp(gateway);
  const bool always_in_udp = wraps || (in_udp && traversal->text_of("force") == "on");
  if (!always_in_udp) end.passages.push_back({"ESP", kEsp, 0, "esp", !in_udp});
  if (wraps) end.passages.push_back({"UDP 4500 (ESP in UDP)", kUdp, 4500, "udp 4500", true});
  if (in_udp) end.passages.push_back({"UDP 4500 (NAT traversal)", kUdp, 4500, "udp 4500", true});
  return end;
}

}  // namespace

std::vector<TunnelEnd> tunnel_ends(const Facts& facts) {
  std::vector<TunnelEnd> ends;
  for (auto gateway : facts.gateways_in_use()) {
    auto end = gateway_end(facts, gateway);
    if (end.statement != nullptr) ends.push_back(std::move(end));
  }
  for (auto& [number, tunnel] : facts.tunnels()) {
    const bool raw = tunnel.encapsulation == "l2tpv3-raw";
    if (!tunnel.enabled || (!raw && tunnel.encapsulation != "ipip")) continue;
    const auto* address = facts.in_tunnel(number, "tunnel endpoint address");
    const auto remote =
        address == nullptr ? std::nullopt : Ipv4Address::parse(address->text_of("REMOTE"));
    if (!remote) continue;  // IPv6 and names
    TunnelEnd end{"tunnel " + std::to_string(number),
                  address,
                  remote,
                  Ipv4Address::parse(address->text_of("LOCAL")),
                  raw,
                  {}};
    // IPIP negotiates nothing: each end just sends.
    end.passages.push_back(raw ? Passage{"UDP 1701 (L2TP)", kUdp, 1701, "udp 1701", true}
                               : Passage{"IP in IP", kIpInIp, 0, "4", true});
    ends.push_back(std::move(end));
  }
  return ends;
}

std::vector<std::string> ways_to(const Facts& facts, const std::optional<IpAddress>& remote) {
  if (remote) {
    if (auto interface = beside(facts, *remote); !interface.empty()) return {interface};
  }
  const bool ipv6 = remote && remote->is_ipv6();
  std::vector<std::string> best;
  int longest = -1;
  for (auto* route : facts.all(ipv6 ? "ipv6 route" : "ip route")) {
    const auto network = destination(*route);
    if (!network || (remote ? !contains(*network, *remote) : network->length != 0)) continue;
    if (network->length <= longest) continue;
    longest = network->length;
    best = interfaces_of(facts, *route);
  }
  if (longest >= 0) return best;
  return ipv6 ? advertised_interfaces(facts) : dhcp_interfaces(facts);
}

const Statement* on_interface(const Facts& facts, std::string_view id, std::string_view interface) {
  const auto& lines = facts.all(id);
  const auto found = std::find_if(lines.begin(), lines.end(),
                                  [&](auto* line) { return interface_of(*line) == interface; });
  return found == lines.end() ? nullptr : *found;
}

}  // namespace kyoten::config::lint
