// All `show` commands that print something: one function for each, one file for each family.
// Layouts are the device's; the tests of this folder hold them byte for byte.
#pragma once

#include "firmware/console/show/view.hpp"

namespace kyoten::console {

/// Runs the statement's `show` command; nothing if it is not one of these.
std::optional<Lines> show(const View& view);

/// Ids of these commands.
std::vector<std::string_view> shown_commands();

Lines show_alias(const View& view);
Lines show_arp(const View& view);
Lines show_bridge_learning(const View& view);
Lines show_command(const View& view);
Lines show_config(const View& view);
Lines show_config_list(const View& view);
Lines show_config_pp(const View& view);
Lines show_config_tunnel(const View& view);
Lines show_dhcp(const View& view);
Lines show_dhcp_client(const View& view);
Lines show_environment(const View& view);
Lines show_file_list(const View& view);
Lines show_help(const View& view);
Lines show_interface(const View& view);
Lines show_ip_route(const View& view);
Lines show_ipsec_sa(const View& view);
Lines show_ipv6_address(const View& view);
Lines show_ipv6_neighbours(const View& view);
Lines show_ipv6_route(const View& view);
Lines show_l2tp(const View& view);
Lines show_log(const View& view);
Lines show_nat_address(const View& view);
Lines show_set(const View& view);
Lines show_techinfo(const View& view);
Lines show_tunnel(const View& view);
Lines show_pp(const View& view);
Lines show_user(const View& view);

/// `show ip route summary`, and that of IPv6.
Lines route_summary(std::size_t all, std::size_t implicit);
/// The comment lines at the top of `show config` and of a saved configuration's print.
Lines config_header(const View& view);

}  // namespace kyoten::console
