// How the command language writes what belongs to a network: interfaces, addresses, ports,
// protocols. All texts are in lower case.
#pragma once

#include "cli-grammar/value_parts.hpp"

namespace kyoten::grammar {

/// Ports are numbers, names, ranges, `*`.
Fault check_ports(std::string_view text);
/// "500", "6000-6010", "8080=80": inner port, or outer and inner.
Fault check_port_map(std::string_view text);
Fault check_protocol(std::string_view text);
/// A bit count, dotted, or hexadecimal.
bool is_mask(std::string_view text);
/// "lan1", "lan1/2", "lan1.3", "vlan1", "bridge1", "tunnel1-tunnel4", "null" ...
bool is_interface(std::string_view text);
/// "lan1/3": the numbers of tagged VLANs go from `low` to `high`.
Fault check_sub_interface(std::string_view text, std::int64_t low, std::int64_t high);
/// An address or prefix, "ra-prefix@lan2::1/64", "fe80::1%lan2".
Fault check_ipv6(std::string_view text);
/// One item of a filter's addresses: an address, a net, a range, a name, `*`.
Fault check_address(std::string_view text);
/// The same where only IPv6 is meant.
Fault check_ipv6_filter_address(std::string_view text);
/// "192.0.2.1=10.0.0.1", also of nets.
Fault check_address_map(std::string_view text);
/// A name, or an address: what consists of digits and dots must be one.
Fault check_host(std::string_view text);
/// An OSPF area: a number, also written like an address.
Fault check_area(std::string_view text);
/// Also with a sub-address: "0312345678/99".
bool is_telephone_number(std::string_view text);
/// "00:a0:de:11:22:33", "00:a0:de:*", `*`.
bool is_mac_pattern(std::string_view text);
/// A switch or access point: its MAC address, or the ports on the way to it: "lan1:1-3".
bool is_switch(std::string_view text);

}  // namespace kyoten::grammar
