// `show ipv6 address [INTERFACE]`, `show ipv6 route [summary]`, `show ipv6 neighbor cache [INTERFACE]`.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

using dataplane::Plan;
using dataplane::Route6Plan;

std::string gateway_text(const Plan& plan, const Route6Plan& route) {
  if (route.gateway) return route.gateway->text();
  if (!route.implicit) return "-";
  for (auto& own : plan.interfaces.at(number(route.interface)).addresses6) {
    if (own.length == route.destination.length && own.network() == route.destination.address) return own.address.text();
  }
  return "-";
}

/// Columns of 25, 25 and 11. A gateway that is too long has the rest of its row below, from column 51.
std::string row_text(const Plan& plan, const Route6Plan& route) {
  const auto destination = route.destination.length == 0 ? std::string("default") : route.destination.text();
  const auto gateway = gateway_text(plan, route);
  const auto interface = route.discard ? std::string("NULL") : interface_label(plan.interfaces.at(number(route.interface)).name);
  const auto rest = fmt::format("{:<11}{}", interface, route.implicit ? "implicit" : "static");
  if (gateway.size() >= 25) return fmt::format("{:<25}{}\n{:50}{}", destination, gateway, "", rest);
  return fmt::format("{:<25}{:<25}{}", destination, gateway, rest);
}

}  // namespace

Lines show_ipv6_route(const View& view) {
  const auto plan = view.backend.plan();
  if (!plan) return {};
  if (view.has_word("summary")) {
    const auto implicit = std::ranges::count_if(plan->routes6, &Route6Plan::implicit);
    return route_summary(plan->routes6.size(), static_cast<std::size_t>(implicit));
  }
  Lines lines{"Destination              Gateway                  Interface  Type"};
  for (auto& route : plan->routes6) {
    const auto text = row_text(*plan, route);
    const auto end = text.find('\n');
    lines.push_back(text.substr(0, end));
    if (end != std::string::npos) lines.push_back(text.substr(end + 1));
  }
  return lines;
}

Lines show_ipv6_address(const View& view) {
  const auto plan = view.backend.plan();
  if (!plan) return {};
  const auto wanted = view.statement.text_of("INTERFACE");
  Lines lines;
  for (auto& interface : plan->interfaces) {
    if (interface.addresses6.empty() || (!wanted.empty() && wanted != interface.name)) continue;
    lines.push_back(interface_label(interface.name) + ":");
    for (auto& own : interface.addresses6)
      lines.push_back(fmt::format("  {:<8}{}", own.address.is_link_local() ? "link" : "global", own.text()));
  }
  return lines;
}

Lines show_ipv6_neighbours(const View& view) {
  const auto wanted = view.statement.text_of("INTERFACE");
  Lines rows;
  for (auto& entry : view.backend.neighbours6()) {
    if (!wanted.empty() && entry.interface != wanted) continue;
    rows.push_back(fmt::format("{:<40}{:<18}{}", entry.address.text(), entry.mac.text(), interface_label(entry.interface)));
  }
  Lines lines{fmt::format("{}: {}", view.word("Count of Entry", "エントリ数"), rows.size())};
  if (view.has_word("summary")) return lines;
  lines.push_back(fmt::format("{:<40}{:<18}{}", "IPv6 address", "MAC address", "Interface"));
  lines.insert(lines.end(), rows.begin(), rows.end());
  return lines;
}

}  // namespace kyoten::console
