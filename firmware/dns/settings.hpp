// What can be configured about looking up names (command chapter 24), as plain values. config/compile fills these in.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/wire/dns.hpp"

namespace kyoten::dns {

using Name = wire::dns::Name;
using Type = wire::dns::Type;

/// Where servers are known from: written, told by IPCP on a peer, or told by DHCP on an interface.
struct ServerSource {
  std::vector<IpAddress> addresses;
  std::optional<PpId> pp;
  std::string dhcp_interface;
  [[nodiscard]] bool is_empty() const { return addresses.empty() && !pp && dhcp_interface.empty(); }
  bool operator==(const ServerSource&) const = default;
};

/// Which names a rule is for.
struct NamePattern {
  enum class Kind : std::uint8_t {
    within,                               ///< the name and what is below it: "example.com"; the root: all
    exactly,
    begins,                               ///< "www*"
    ends,                                 ///< "*.example.com", "*le.com"
  };
  Kind kind = Kind::within;
  Name name;                              ///< of within and exactly
  std::string part;                       ///< of begins and ends, in lower case
  [[nodiscard]] bool fits(const Name& asked) const {
    switch (kind) {
      case Kind::within: return asked.is_within(name);
      case Kind::exactly: return asked == name;
      case Kind::begins: return asked.text().starts_with(part);
      case Kind::ends: return asked.text().ends_with(part);
    }
    return false;
  }
  bool operator==(const NamePattern&) const = default;
};

/// `dns server select`: other servers for some questions.
struct Selection {
  Type type = Type::a;                    ///< any: questions of every type
  NamePattern pattern;
  std::vector<ServerSource> sources;      ///< in the order in which they are asked; none (`reject`): they are not asked
  std::optional<PpId> only_while_up;      ///< `restrict pp`
  bool operator==(const Selection&) const = default;
};

/// `ip host`, `dns static a|aaaa`.
struct StaticHost {
  Name name;
  IpAddress address;
  bool operator==(const StaticHost&) const = default;
};

struct PortRange {
  std::uint16_t first = 10000;
  std::uint16_t last = 10999;
  bool operator==(const PortRange&) const = default;
};

struct Settings {
  std::vector<Selection> selections;      ///< ascending id: the first that fits decides
  ServerSource others;                    ///< of all other questions: `dns server`, else `... pp`, else `... dhcp`; none: whatever DHCP brings
  std::vector<StaticHost> hosts;
  std::optional<Name> domain;             ///< `dns domain`
  PortRange source_ports;                 ///< `dns srcport`
  bool operator==(const Settings&) const = default;
};

}  // namespace kyoten::dns
