// `show ip route [ADDRESS|detail|summary]`.
#include <fmt/format.h>
#include <fmt/ranges.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

using dataplane::Plan;
using dataplane::RoutePlan;

std::string interface_text(const Plan& plan, const RoutePlan& route) {
  if (route.discard) return "NULL";
  const auto& interface = plan.interfaces.at(number(route.interface));
  return interface_label(interface.name) + (route.dhcp && !route.implicit ? "(DHCP)" : "");
}

/// An interface route shows the router's own address there.
std::string gateway_text(const Plan& plan, const RoutePlan& route) {
  if (route.gateway) return route.gateway->text();
  if (route.discard || !route.implicit) return "-";
  for (auto& address : plan.interfaces.at(number(route.interface)).addresses) {
    if (address.network() == route.destination.network() &&
        address.length == route.destination.length) {
      return address.address.text();
    }
  }
  return "-";
}

std::string destination_text(const RoutePlan& route) {
  const bool is_default = route.destination.length == 0;
  return is_default ? "default"
                    : Ipv4Prefix{route.destination.network(), route.destination.length}.text();
}

/// Written where they differ from what goes without saying. How a device writes filters was not seen.
std::string additional(const RoutePlan& route) {
  std::string text;
  if (!route.filters.empty()) {
    std::vector<std::uint32_t> ids;
    for (auto id : route.filters) ids.push_back(number(id));
    text += fmt::format("f({})", fmt::join(ids, ","));
  }
  if (route.weight != 1) text += fmt::format("w({})", route.weight);
  return text;
}

/// Columns: destination 20, gateway 16, interface ending in 47, kind ending in 57, then two blanks.
std::string row_text(const Plan& plan, const RoutePlan& route) {
  return fmt::format("{:<20}{:<16}{:>11}{:>10}  {}", destination_text(route),
                     gateway_text(plan, route), interface_text(plan, route),
                     route.implicit ? "implicit" : "static", additional(route));
}

std::vector<const RoutePlan*> sorted(const Plan& plan) {
  std::vector<const RoutePlan*> routes;
  for (auto& route : plan.routes) routes.push_back(&route);
  std::stable_sort(routes.begin(), routes.end(), [](auto* a, auto* b) {
    const auto left = a->destination.network();
    const auto right = b->destination.network();
    return std::tie(left, a->destination.length) < std::tie(right, b->destination.length);
  });
  return routes;
}

std::vector<const RoutePlan*> best_match(const Plan& plan, Ipv4Address wanted) {
  std::vector<const RoutePlan*> best;
  for (auto* route : sorted(plan)) {
    if (!route->destination.contains(wanted)) continue;
    if (!best.empty() && best[0]->destination.length > route->destination.length) continue;
    if (!best.empty() && best[0]->destination.length < route->destination.length) best.clear();
    best.push_back(route);
  }
  return best;
}

Lines summary(const Plan& plan) {
  const auto implicit = std::ranges::count_if(plan.routes, &RoutePlan::implicit);
  return route_summary(plan.routes.size(), static_cast<std::size_t>(implicit));
}

}  // namespace

Lines route_summary(std::size_t all, std::size_t implicit) {
  Lines lines{"Protocol   Active    Hidden", std::string(29, '-')};
  auto row = [&](std::string_view name, std::size_t active) {
    lines.push_back(fmt::format("{:<11}{:>6}{:>10}", name, active, 0));
  };
  row("Static", all - implicit);
  row("Implicit", implicit);
  for (auto name : {"Temporary", "Redirect", "RIP", "OSPF", "BGP"}) row(name, 0);
  lines.emplace_back(29, '-');
  row("Total", all);
  return lines;
}

Lines show_ip_route(const View& view) {
  const auto plan = view.backend.plan();
  if (!plan) return {};
  if (view.has_word("summary")) return summary(*plan);
  Lines lines{std::string(
      view.word("Destination         Gateway          Interface       Kind  Additional Info.",
                "宛先ネットワーク    ゲートウェイ     インタフェース  種別  付加情報"))};
  const auto wanted = Ipv4Address::parse(view.statement.text_of("DESTINATION"));
  for (auto* route : wanted ? best_match(*plan, *wanted) : sorted(*plan))
    lines.push_back(row_text(*plan, *route));
  return lines;
}

}  // namespace kyoten::console
