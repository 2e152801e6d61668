// Routes: where they lead, and what has none.
#include "firmware/config/compile/values.hpp"
#include "firmware/config/lint/rules.hpp"
#include "firmware/config/lint/wan.hpp"

namespace kyoten::config::lint {
namespace {

/// Calls `use(kind, operand)` for every `gateway KIND [OPERAND]` of a route.
template <class Use>
void for_each_gateway(const Statement& route, Use use) {
  const auto all = words(route);
  for (std::size_t i = 0; i + 1 < all.size(); ++i) {
    if (all[i] == "gateway") use(all[i + 1], i + 2 < all.size() ? all[i + 2] : std::string{});
  }
}

/// "tunnel 2", "pp 1": what a route names is set up, or copied from a template.
bool is_set_up(const Facts& facts, const std::string& kind, std::uint32_t number) {
  return kind == "tunnel" ? facts.has_tunnel(number)
                          : facts.peers().contains({Selection::Kind::pp, number, {}});
}

void through_nothing(const Facts& facts, Report& report) {
  // A few lines about routes alone are no whole configuration.
  if (!facts.knows_interfaces() && facts.peers().empty() && facts.tunnels().empty()) return;
  std::map<std::string, std::vector<const Statement*>> lost;
  for (auto id : {"ip route", "ipv6 route"}) {
    for (auto* route : facts.all(id)) {
      for_each_gateway(*route, [&](const std::string& kind, const std::string& operand) {
        const auto number = number_in(operand);
        if (!number || (kind != "tunnel" && kind != "pp")) return;
        if (!is_set_up(facts, kind, static_cast<std::uint32_t>(*number)))
          lost[kind + " " + operand].push_back(route);
      });
    }
  }
  for (auto& [name, routes] : lost) {
    const auto number = name.substr(name.find(' ') + 1);
    const bool tunnel = name.starts_with("tunnel");
    const auto count = routes.size() == 1
                           ? "This route leads"
                           : "This route and " + std::to_string(routes.size() - 1) + " more lead";
    report.add(*routes.front(), count + " to " + name + ", which is not set up.",
               {(tunnel ? "tunnel select " : "pp select ") + number,
                tunnel ? " ipsec tunnel POLICY_ID" : " pppoe use lan2",
                (tunnel ? "tunnel enable " : "pp enable ") + number});
  }
}

void unreachable_gateway(const Facts& facts, Report& report) {
  if (!facts.knows_all_networks()) return;
  for (auto* route : facts.all("ip route")) {
    for_each_gateway(*route, [&](const std::string& kind, const std::string&) {
      const auto address = Ipv4Address::parse(kind);
      if (!address) return;
      for (auto& own : facts.own_addresses()) {
        if (own.prefix.contains(*address)) return;
        // A peer's address beside a dialled line is not in its network.
        if (own.interface.starts_with("pp ") || own.interface.starts_with("tunnel ")) return;
      }
      report.add(*route, "The gateway " + address->text() +
                             " is in the network of no interface of this router, so it cannot be "
                             "reached.");
    });
  }
}

bool is_used_by_a_route(const Facts& facts, std::uint32_t number) {
  bool used = false;
  for (auto id : {"ip route", "ipv6 route"}) {
    for (auto* route : facts.all(id)) {
      for_each_gateway(*route, [&](const std::string& kind, const std::string& operand) {
        used |= kind == "tunnel" && operand == std::to_string(number);
      });
    }
  }
  for (auto* forward : facts.all("ip forward filter"))
    used |= forward->text.find("tunnel " + std::to_string(number)) != std::string::npos;
  for (auto* backup : facts.all("tunnel backup"))
    used |= backup->text_of("TUNNEL_NUM") == std::to_string(number);
  return used;
}

void no_route_into_tunnel(const Facts& facts, Report& report) {
  // Routes that a protocol or a client's address brings are not in the file.
  const bool learned = facts.one("rip use") || facts.one("ospf use") || facts.one("bgp use") ||
                       facts.one("ipv6 rip use") || facts.one("ipv6 ospf use");
  if (learned || !facts.knows_interfaces()) return;
  for (auto& [number, tunnel] : facts.tunnels()) {
    if (!tunnel.is_routed() || !tunnel.enabled || is_used_by_a_route(facts, number)) continue;
    const bool numbered = facts.in_tunnel(number, "ip tunnel address") != nullptr;
    const bool clients =
        tunnel.gateway && (facts.of_gateway("ipsec ike mode-cfg address", *tunnel.gateway) ||
                           facts.of_gateway("ipsec ike xauth request", *tunnel.gateway));
    if (numbered || clients) continue;
    report.add(*tunnel.first,
               "Nothing is routed into tunnel " + std::to_string(number) +
                   ", so no packet goes through it.",
               {"ip route NETWORK gateway tunnel " + std::to_string(number)});
  }
}

void no_way_to_peer(const Facts& facts, Report& report) {
  const bool learned = facts.one("rip use") || facts.one("ospf use") || facts.one("bgp use");
  const bool learned6 = facts.one("ipv6 rip use") || facts.one("ipv6 ospf use");
  for (auto& end : tunnel_ends(facts)) {
    if (!end.remote) continue;
    const bool ipv6 = end.remote->is_ipv6();
    if (ipv6 ? learned6 || !facts.knows_all_addresses6() : learned || !facts.knows_all_networks()) continue;
    bool dialled = !facts.peers().empty();
    if (dialled || !ways_to(facts, end.remote).empty()) continue;
    report.add(*end.statement,
               "No route and no interface leads to " + end.remote->text() + ", where " + end.what +
                   " ends.",
               {ipv6 ? "ipv6 route default gateway ADDRESS" : "ip route default gateway ADDRESS"});
  }
}

constexpr Rule kRules[] = {
    {"route-through-nothing", Severity::warning, "a route into a tunnel or to a peer not set up",
     through_nothing},
    {"route-gateway", Severity::warning, "a gateway that is in no interface's network",
     unreachable_gateway},
    {"tunnel-without-route", Severity::warning, "a routed tunnel into which no route leads",
     no_route_into_tunnel},
    {"peer-without-route", Severity::warning, "a tunnel's far end to which no route leads",
     no_way_to_peer},
};

}  // namespace

std::span<const Rule> route_rules() { return kRules; }

}  // namespace kyoten::config::lint
