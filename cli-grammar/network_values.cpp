#include "cli-grammar/network_values.hpp"

#include <algorithm>

#include "firmware/base/address.hpp"

namespace kyoten::grammar {
namespace {

Fault check_port(std::string_view text) {
  static constexpr std::string_view kNames[] = {
      "*",          "ftp",     "ftpdata",    "ssh",      "telnet",     "smtp",        "time",
      "whois",      "dns",     "domain",     "dhcps",    "dhcpc",      "tftp",        "gopher",
      "finger",     "www",     "http",       "pop3",     "sunrpc",     "ident",       "nntp",
      "ntp",        "ms-rpc",  "snmp",       "snmptrap", "bgp",        "imap",        "imap3",
      "ldap",       "https",   "ms-ds",      "ike",      "rlogin",     "rwho",        "rsh",
      "syslog",     "printer", "rip",        "route",    "uucp",       "ripng",       "talk",
      "submission", "dhcpv6c", "dhcpv6s",    "l2tp",     "netbios_ns", "netbios_dgm", "netbios_ssn",
      "pptp",       "radius",  "netmeeting", "echo",     "discard",    "daytime",     "chargen"};
  if (std::find(std::begin(kNames), std::end(kNames), text) != std::end(kNames))
    return std::nullopt;
  return check_number(text, 0, 65535);
}

/// lan1, lan1/2, lan1.3, lan1:2, bridge1, tunnel1, wan1, vlan1, loopback1, null ...
bool is_one_interface(std::string_view text) {
  static constexpr std::string_view kinds[] = {"lan",    "wan",    "vlan", "bridge", "loopback",
                                               "tunnel", "pp",     "usb",  "bri",    "pri",
                                               "onu",    "switch", "sd"};
  if (text == "null" || text == "*") return true;
  std::size_t letters = 0;
  while (letters < text.size() && text[letters] >= 'a' && text[letters] <= 'z') ++letters;
  if (std::find(std::begin(kinds), std::end(kinds), text.substr(0, letters)) == std::end(kinds))
    return false;
  const auto number = text.substr(letters);
  return !number.empty() && kDigits.find(number[0]) != std::string_view::npos &&
         consists_of(number, "0123456789/.:-*");
}

/// Where a prefix comes from: "ra-prefix@lan2", "dhcp-prefix@pp".
bool is_prefix_source(std::string_view text) {
  const auto at = text.find('@');
  const auto source = text.substr(0, at);
  const auto interface = text.substr(at + 1);
  return (source == "ra-prefix" || source == "dhcp-prefix") &&
         (interface == "pp" || interface == "tunnel" || is_interface(interface));
}

bool is_domain_name(std::string_view text) {
  const bool name = consists_of(text, "abcdefghijklmnopqrstuvwxyz0123456789-_.*") &&
                    text.find('.') != std::string_view::npos;
  return name && text.find_first_of("abcdefghijklmnopqrstuvwxyz") != std::string_view::npos;
}

/// One IPv4 address, `*` allowed for an octet.
bool is_ipv4_pattern(std::string_view text) {
  if (Ipv4Address::parse(text)) return true;
  const auto octets = parts_of(text, '.');
  if (octets.size() != 4) return false;
  return std::all_of(octets.begin(), octets.end(), [](auto octet) {
    return octet == "*" ||
           (is_digits(octet) && octet.size() <= 3 && integer_in(octet).value_or(256) <= 255);
  });
}

bool is_ipv4_net(std::string_view text) {
  const auto slash = text.find('/');
  return Ipv4Address::parse(text.substr(0, slash)) &&
         (slash == std::string_view::npos || is_mask(text.substr(slash + 1)));
}

}  // namespace

Fault check_ports(std::string_view text) {
  // Names with a dash of their own come first.
  return check_port(text) ? check_range(text, check_port) : std::nullopt;
}

Fault check_port_map(std::string_view text) {
  for (auto side : parts_of(text, '=')) {
    if (auto fault = check_ports(side)) return fault;
  }
  return std::nullopt;
}

Fault check_protocol(std::string_view text) {
  static constexpr std::string_view kNames[] = {
      "*",       "icmp",        "igmp",   "ipip",   "tcp",    "udp",        "ipv6",
      "gre",     "esp",         "ah",     "icmp6",  "icmp4",  "ospf",       "pim",
      "icmp-nd", "established", "tcpsyn", "tcpfin", "tcprst", "icmp-error", "icmp-info"};
  if (std::find(std::begin(kNames), std::end(kNames), text) != std::end(kNames))
    return std::nullopt;
  for (std::string_view head : {"tcpflag=", "tcpflag!="}) {
    if (text.starts_with(head)) {
      const auto sides = parts_of(text.substr(head.size()), '/');
      const bool masks = sides.size() == 2 && integer_in(sides[0]) && integer_in(sides[1]);
      return masks ? Fault{} : MessageId::illegal_keyword;
    }
  }
  return check_number(text, 0, 255);
}

bool is_mask(std::string_view text) {
  if (is_digits(text)) return integer_in(text).value_or(99) <= 32;
  return Ipv4Address::parse(text).has_value() || (text.starts_with("0x") && integer_in(text));
}

/// Also a range: "tunnel1-tunnel4".
bool is_interface(std::string_view text) {
  const auto dash = text.find('-');
  const bool range = dash != std::string_view::npos && dash + 1 < text.size() &&
                     kDigits.find(text[dash + 1]) == std::string_view::npos;
  if (range)
    return is_one_interface(text.substr(0, dash)) && is_one_interface(text.substr(dash + 1));
  return is_one_interface(text);
}

Fault check_sub_interface(std::string_view text, std::int64_t low, std::int64_t high) {
  const auto slash = text.find('/');
  if (slash == std::string_view::npos || !is_interface(text.substr(0, slash)))
    return MessageId::illegal_keyword;
  return check_number(text.substr(slash + 1), low, high);
}

Fault check_ipv6(std::string_view text) {
  if (text.find(':') == std::string_view::npos) return MessageId::unrecognized_ip_address;
  const auto slash = text.find('/');
  auto address = text.substr(0, slash);
  if (address.find('@') != std::string_view::npos) {
    const auto host = address.find("::");
    if (host == std::string_view::npos || !is_prefix_source(address.substr(0, host)))
      return MessageId::unrecognized_ip_address;
    address.remove_prefix(host);
  }
  // Behind the % stands the interface of a link-local address, by name or by number.
  if (const auto zone = address.find('%'); zone != std::string_view::npos) {
    const auto name = address.substr(zone + 1);
    if (!is_digits(name) && !is_interface(name)) return MessageId::unrecognized_ip_address;
    address = address.substr(0, zone);
  }
  if (!Ipv6Address::parse(address)) return MessageId::unrecognized_ip_address;
  if (slash == std::string_view::npos) return std::nullopt;
  return check_number(text.substr(slash + 1), 0, 128);
}

Fault check_ipv6_filter_address(std::string_view text) {
  if (text == "*" || is_interface(text) || is_domain_name(text)) return std::nullopt;
  if (text.find('@') != std::string_view::npos) return check_ipv6(text);
  return check_range(text, check_ipv6);
}

Fault check_address(std::string_view text) {
  if (text == "*" || text == "-" || is_interface(text) || is_domain_name(text)) return std::nullopt;
  if (text.find(':') != std::string_view::npos) return check_ipv6_filter_address(text);
  const auto slash = text.find('/');
  const auto range = text.substr(0, slash);
  if (!consists_of(range, "0123456789.*-")) return MessageId::illegal_keyword;
  if (slash != std::string_view::npos && !is_mask(text.substr(slash + 1)))
    return MessageId::parameter_out_of_range;
  return check_range(range, [](std::string_view item) -> Fault {
    return is_ipv4_pattern(item) ? Fault{} : MessageId::unrecognized_ip_address;
  });
}

Fault check_address_map(std::string_view text) {
  const auto sides = parts_of(text, '=');
  const bool fits = sides.size() == 2 && Ipv4Address::parse(sides[0]) && is_ipv4_net(sides[1]);
  return fits ? Fault{} : MessageId::unrecognized_ip_address;
}

Fault check_host(std::string_view text) {
  const bool numeric = consists_of(text, "0123456789.") && text.find('.') != std::string_view::npos;
  if (numeric && !Ipv4Address::parse(text)) return MessageId::unrecognized_ip_address;
  return std::nullopt;
}

Fault check_area(std::string_view text) {
  if (Ipv4Address::parse(text)) return std::nullopt;
  return check_number(text, 0, 4294967295);
}

bool is_telephone_number(std::string_view text) { return consists_of(text, "0123456789-/*#"); }

bool is_mac_pattern(std::string_view text) {
  if (text == "*") return true;
  const auto bytes = parts_of(text, ':');
  const bool open_end = bytes.back() == "*" && bytes.size() < 6;
  const bool written = std::all_of(bytes.begin(), bytes.end(), [](auto byte) {
    return byte == "*" || (byte.size() <= 2 && consists_of(byte, "0123456789abcdef"));
  });
  return written && (open_end || bytes.size() == 6);
}

bool is_switch(std::string_view text) {
  if (MacAddress::parse(text)) return true;
  const auto colon = text.find(':');
  return colon != std::string_view::npos && is_interface(text.substr(0, colon)) &&
         consists_of(text.substr(colon + 1), "0123456789-");
}

}  // namespace kyoten::grammar
