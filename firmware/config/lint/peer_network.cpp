// Two homes and their networks: one segment if they are bridged, different ones if they are routed.
#include "firmware/config/compile/values.hpp"
#include "firmware/config/lint/peer_rules.hpp"

namespace kyoten::config::lint {
namespace {

bool overlap(const Ipv4Prefix& a, const Ipv4Prefix& b) {
  return a.contains(b.address) || b.contains(a.address);
}

std::vector<OwnAddress> bridge_addresses(const End& end) {
  std::vector<OwnAddress> result;
  const auto bridge = end.bridge();
  for (auto& own : end.facts->own_addresses()) {
    if (!bridge.empty() && own.interface == bridge) result.push_back(own);
  }
  return result;
}

bool is_bridged(const End& x, const End& y) { return x.tunnel.is_l2tpv3() && y.tunnel.is_l2tpv3(); }

void same_segment(const End& x, const End& y, PeerReport& report) {
  if (!is_bridged(x, y)) return;
  const auto ours = bridge_addresses(x);
  const auto theirs = bridge_addresses(y);
  if (ours.empty() || theirs.empty()) return;
  for (auto& a : ours) {
    for (auto& b : theirs) {
      if (a.prefix.address == b.prefix.address)
        return report.add(Effect::misleads, "address in the segment", said(a.statement),
                          said(b.statement),
                          "The bridge makes both homes one segment, and in it both routers have "
                          "the same address.");
      if (a.prefix.network() == b.prefix.network() && a.prefix.length == b.prefix.length) return;
    }
  }
  report.add(Effect::misleads, "network of the segment", said(ours[0].statement),
             said(theirs[0].statement),
             "The bridge makes both homes one segment, but they use different networks, so hosts "
             "of one do not reach hosts of the other.");
}

struct Range {
  Ipv4Address first;
  Ipv4Address last;
  const Statement* scope = nullptr;
};

/// Scopes that a running server serves in the bridged segment.
std::vector<Range> scopes_in_segment(const End& end) {
  std::vector<Range> result;
  const auto* service = end.facts->one("dhcp service");
  if (service == nullptr || service->text_of("TYPE") != "server") return result;
  for (auto* scope : end.facts->all("dhcp scope")) {
    const auto text = scope->text_of("IP_ADDRESS");
    const auto ranges = ipv4_ranges(text.substr(0, text.find('/')));
    for (auto& own : bridge_addresses(end)) {
      if (!ranges.empty() && own.prefix.contains(ranges[0].first))
        result.push_back({ranges[0].first, ranges[0].last, scope});
    }
  }
  return result;
}

void two_servers(const End& x, const End& y, PeerReport& report) {
  if (!is_bridged(x, y)) return;
  const auto ours = scopes_in_segment(x);
  const auto theirs = scopes_in_segment(y);
  if (ours.empty() || theirs.empty()) return;
  bool shared = false;
  for (auto& a : ours) {
    for (auto& b : theirs) shared |= a.first <= b.last && b.first <= a.last;
  }
  report.add(shared ? Effect::misleads : Effect::note, "DHCP servers", said(ours[0].scope),
             said(theirs[0].scope),
             shared ? "Both routers give out the same addresses in one segment, so two hosts get "
                      "the same one."
                    : "Two DHCP servers answer in one segment: which one a host gets, and so its "
                      "way to the Internet, is chance.");
}

bool is_routed(const End& x, const End& y) { return x.tunnel.is_routed() && y.tunnel.is_routed(); }

void networks_overlap(const End& x, const End& y, PeerReport& report) {
  if (!is_routed(x, y)) return;
  for (auto& a : x.home_networks()) {
    for (auto& b : y.home_networks()) {
      if (!overlap(a.prefix, b.prefix)) continue;
      return report.add(Effect::misleads, "networks of the homes", said(a.statement),
                        said(b.statement),
                        "Both homes use the same network, so nothing in one is routed to the "
                        "other: a routed tunnel needs different networks.");
    }
  }
}

bool learns_routes(const Facts& facts) {
  return facts.one("rip use") || facts.one("ospf use") || facts.one("bgp use");
}

/// Some route of `x` into the tunnel holds the network, or forwarding by filters decides.
bool has_route(const End& x, const Ipv4Prefix& network) {
  const auto into = " gateway tunnel " + std::to_string(x.tunnel.number);
  for (auto* route : x.facts->all("ip route")) {
    if ((route->text + " ").find(into + " ") == std::string::npos) continue;
    const auto word = words(*route)[2];
    if (word == "default") return true;
    const auto slash = word.find('/');
    const auto address = Ipv4Address::parse(word.substr(0, slash));
    const auto length = slash == std::string::npos ? std::optional<std::uint8_t>{32}
                                                   : mask_length(word.substr(slash + 1));
    if (!address || !length) return true;  // not understood: not our business
    if (overlap({*address, *length}, network)) return true;
  }
  return x.facts->one("ip forward filter") != nullptr;
}

/// `x` must route the networks of `y`'s home into the tunnel.
void route(const End& x, const End& y, PeerReport& report) {
  if (!is_routed(x, y) || learns_routes(*x.facts)) return;
  const auto networks = y.home_networks();
  for (auto& own : x.home_networks()) {
    for (auto& other : networks) {
      if (overlap(own.prefix, other.prefix)) return;  // said already
    }
  }
  for (auto& other : networks) {
    if (has_route(x, other.prefix)) continue;
    const Ipv4Prefix network{other.prefix.network(), other.prefix.length};
    // Only the first network of a home must be reachable; further ones may be private to it.
    const bool first = &other == &networks.front();
    report.add(
        first ? Effect::misleads : Effect::note, "route to the other home",
        Said{"no route to " + network.text() + " by tunnel " + std::to_string(x.tunnel.number), 0},
        said(other.statement),
        "Packets for that network do not go into the tunnel; it takes `ip route " + network.text() +
            " gateway tunnel " + std::to_string(x.tunnel.number) + "`.");
  }
}

constexpr PeerRule kRules[] = {
    {"peer-segment", "one network and different addresses in a bridged segment", false,
     same_segment},
    {"peer-dhcp", "two DHCP servers in a bridged segment", false, two_servers},
    {"peer-networks", "overlapping networks of routed homes", false, networks_overlap},
    {"peer-route", "routes to the other home", true, route},
};

}  // namespace

std::span<const PeerRule> peer_network_rules() { return kRules; }

}  // namespace kyoten::config::lint
