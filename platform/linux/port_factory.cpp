#include "platform/linux/port_factory.hpp"

#include <fmt/format.h>

namespace kyoten::linux_os {

namespace {

constexpr std::string_view kKinds =
    "tap:NAME, raw:INTERFACE, unix:OWN,PEER or udp:LPORT:RHOST:RPORT";

PortResult make_unix(const std::string& argument) {
  const auto comma = argument.find(',');
  if (comma == std::string::npos || comma == 0 || comma + 1 == argument.size()) {
    return std::string("unix: needs two socket paths, unix:OWN,PEER");
  }
  return make_unix_port(argument.substr(0, comma), argument.substr(comma + 1));
}

PortResult make_udp(const std::string& argument) {
  // The host may be an IPv6 address with colons of its own, in brackets or not.
  const auto first = argument.find(':');
  const auto last = argument.rfind(':');
  if (first == std::string::npos || first == last) {
    return std::string("udp: needs udp:LPORT:RHOST:RPORT");
  }
  auto host = argument.substr(first + 1, last - first - 1);
  if (host.size() > 2 && host.front() == '[' && host.back() == ']') {
    host = host.substr(1, host.size() - 2);
  }
  return make_udp_port(argument.substr(0, first), host, argument.substr(last + 1));
}

PortResult make(std::string_view kind, const std::string& argument) {
  if (kind == "tap") return make_tap_port(argument);
  if (kind == "raw") return make_raw_port(argument);
  if (kind == "unix") return make_unix(argument);
  if (kind == "udp") return make_udp(argument);
  return fmt::format("there is no kind of port '{}'; it is {}", kind, kKinds);
}

}  // namespace

PortResult make_port(std::string_view name, std::string_view specification) {
  const auto colon = specification.find(':');
  if (colon == std::string_view::npos || colon + 1 == specification.size()) {
    return fmt::format("{}: '{}' is not a port; it is {}", name, specification, kKinds);
  }
  auto port = make(specification.substr(0, colon), std::string(specification.substr(colon + 1)));
  if (!port) return fmt::format("{}: {}", name, port.error());
  return port;
}

}  // namespace kyoten::linux_os
