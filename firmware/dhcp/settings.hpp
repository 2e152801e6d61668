// What can be configured about DHCP (command chapter 12), with the RTX810's defaults.
#pragma once

#include <chrono>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"

namespace kyoten::dhcp {

struct AddressRange {
  Ipv4Address first;
  Ipv4Address last;
  bool operator==(const AddressRange&) const = default;
};

/// `dhcp scope bind`: a reservation by hardware address or by client identifier. The hardware address counts for
/// clients that send no identifier (or if identifiers are not used).
struct Reservation {
  Ipv4Address address;
  std::optional<MacAddress> ethernet;  ///< matches chaddr
  Bytes client_id;                     ///< type octet and value, when not by ethernet
  bool operator==(const Reservation&) const = default;
};

/// `dhcp scope N A-B/M [except ...] [gateway G] [expire T] [maxexpire T]`.
struct Scope {
  ScopeId id{};
  AddressRange range;
  std::uint8_t prefix_length = 24;
  std::vector<AddressRange> except;
  std::optional<Ipv4Address> gateway;              ///< empty: the router's own address in that network
  std::optional<std::chrono::minutes> expire = std::chrono::hours{72};  ///< empty: infinity
  std::optional<std::chrono::minutes> max_expire = std::chrono::hours{72};
  std::vector<Reservation> bind;
  bool bind_only = false;                          ///< `dhcp scope lease type N bind-only`
  std::map<std::uint8_t, Bytes> options;           ///< `dhcp scope option`, and dns
  bool operator==(const Scope&) const = default;
};

/// `dhcp server rfc2131 compliant`: each true is the behaviour of RFC 2131, each false that of RFC 1541.
struct Compliance {
  bool broadcast_nak = true;     ///< DHCPNAK is broadcast
  bool none_domain_null = true;  ///< no NUL behind the domain name
  bool remain_silent = true;     ///< no DHCPNAK to a client that we have no record of
  bool reply_ack = true;         ///< too long a lease asked for: DHCPACK with what is allowed instead of DHCPNAK
  bool use_client_id = true;     ///< clients are told apart by their identifier before their hardware address
  bool operator==(const Compliance&) const = default;
};

/// `dhcp service server` and its scopes.
struct ServerSettings {
  bool enabled = false;
  std::vector<Scope> scopes;
  Compliance compliance;
  std::vector<Ipv4Address> name_servers;           ///< handed out when the scope has none; router itself if empty
  bool operator==(const ServerSettings&) const = default;
};

/// `ip lan2 address dhcp`.
struct ClientSettings {
  std::string interface;  ///< "lan2"
  MacAddress mac;
  std::string host_name;  ///< option 12; empty: not sent
  Bytes client_id;        ///< option 61, type octet and value; empty: not sent
  std::optional<std::chrono::seconds> lease_time;  ///< option 51; empty: not asked for
  bool operator==(const ClientSettings&) const = default;
};

}  // namespace kyoten::dhcp
