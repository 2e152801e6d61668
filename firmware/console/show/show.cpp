#include "firmware/console/show/show.hpp"

namespace kyoten::console {
namespace {

struct Entry {
  std::string_view id;
  Lines (*print)(const View&);
};

constexpr Entry kCommands[] = {
    {"help", show_help},
    {"show alias", show_alias},
    {"show arp", show_arp},
    {"show bridge learning", show_bridge_learning},
    {"show command", show_command},
    {"show config", show_config},
    {"show config list", show_config_list},
    {"show config pp", show_config_pp},
    {"show config tunnel", show_config_tunnel},
    {"show environment", show_environment},
    {"show file list", show_file_list},
    {"show ip route", show_ip_route},
    {"show ipsec sa", show_ipsec_sa},
    {"show ipv6 address", show_ipv6_address},
    {"show ipv6 neighbor cache", show_ipv6_neighbours},
    {"show ipv6 route", show_ipv6_route},
    {"show log", show_log},
    {"show nat descriptor address", show_nat_address},
    {"show set", show_set},
    {"show status", show_interface},
    {"show status dhcp", show_dhcp},
    {"show status dhcpc", show_dhcp_client},
    {"show status l2tp", show_l2tp},
    {"show status pp", show_pp},
    {"show status tunnel", show_tunnel},
    {"show status user", show_user},
    {"show techinfo", show_techinfo},
};

}  // namespace

std::optional<Lines> show(const View& view) {
  for (auto& command : kCommands) {
    if (command.id == view.statement.id()) return command.print(view);
  }
  return std::nullopt;
}

std::vector<std::string_view> shown_commands() {
  std::vector<std::string_view> ids;
  for (auto& command : kCommands) {
    if (command.id != "help") ids.push_back(command.id);  // an operation to the grammar
  }
  return ids;
}

/// `show techinfo`: what support wants to see, always in English, each part behind its command.
Lines show_techinfo(const View& view) {
  Lines lines;
  for (auto line :
       {"show environment", "show config", "show status lan1", "show status lan2", "show arp",
        "show ip route", "show ipsec sa", "show status tunnel", "show status l2tp",
        "show nat descriptor address", "show status dhcp", "show log"}) {
    auto statement = view.backend.grammar().match(line, {}, {});
    if (!statement) continue;
    lines.push_back(std::string("--- ") + line);
    const View part{view.backend, *statement, grammar::Language::english, view.console};
    if (auto printed = show(part)) lines.insert(lines.end(), printed->begin(), printed->end());
  }
  return lines;
}

}  // namespace kyoten::console
