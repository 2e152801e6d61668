// The data plane's immutable snapshot of what it is to do: compiled by router/ from the Intent and from
// the addresses that DHCP gave. What traffic itself created (MACs, flows, SAs, sessions) is not here but
// in table/ and survives a change of plan.
#pragma once

#include <chrono>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"

namespace kyoten::dataplane {

enum class InterfaceKind : std::uint8_t { port, vlan, bridge, l2tpv3_tunnel, ipsec_tunnel, pp };

/// A PPPoE session that stands, and carries a pp's packets.
struct PppoeLine {
  InterfaceIndex below{};                    ///< the LAN on which the other end is
  MacAddress peer;
  PppoeSessionId session{};
  bool operator==(const PppoeLine&) const = default;
};

/// `ip IF tcp mss limit`.
struct MssLimit {
  bool automatic = false;          ///< `auto`: from the MTU of the interface it leaves by
  std::uint16_t bytes = 0;         ///< a fixed limit; 0 and not automatic: off
  bool operator==(const MssLimit&) const = default;
};

/// `ipsec tunnel outer df-bit`: the bit of the ESP packet is that of the packet inside, or fixed.
enum class OuterDf : std::uint8_t { copy, set, clear };

struct InterfacePlan {
  std::string name;                          ///< "lan1", "lan1/3", "bridge1", "tunnel1", "pp1"
  InterfaceKind kind = InterfaceKind::port;
  bool enabled = true;
  std::optional<PortIndex> port;             ///< port, vlan: the port below
  std::optional<std::uint16_t> vlan_id;      ///< vlan
  std::optional<BridgeId> bridge;            ///< member of this bridge; for a bridge interface: itself
  std::optional<TunnelId> tunnel;
  std::optional<PolicyId> policy;            ///< tunnels inside IPsec
  std::optional<PppoeLine> line;             ///< pp: its session, once it has one
  bool carries_ip = false;                   ///< pp: and PPP stands
  MacAddress mac;
  std::uint16_t mtu_bytes = 1500;
  std::vector<Ipv4Prefix> addresses;         ///< primary first, DHCP's included
  std::vector<NatDescriptorId> nat;          ///< applied in this order
  std::vector<FilterId> filter_in;           ///< empty: everything passes; else what matches none is dropped
  std::vector<FilterId> filter_out;
  MssLimit mss_limit;
  bool proxy_arp = false;
  std::vector<Ipv6Prefix> addresses6;        ///< with the link-local one; empty: no IPv6 on this LAN
  std::uint16_t mtu6_bytes = 1500;           ///< `ipv6 IF mtu`
  std::vector<FilterId> filter6_in;          ///< as filter_in, of IPv6's filters
  std::vector<FilterId> filter6_out;
  OuterDf outer_df = OuterDf::copy;          ///< IPsec tunnels
  bool obeys_outer_df = false;               ///< `fastpath-fragment-function follow df-bit`: else what is too long is cut

  /// Neighbours are found there, by ARP and neighbour discovery.
  [[nodiscard]] bool is_ethernet() const {
    return kind != InterfaceKind::ipsec_tunnel && kind != InterfaceKind::l2tpv3_tunnel && kind != InterfaceKind::pp;
  }
};

struct RoutePlan {
  Ipv4Prefix destination;
  InterfaceIndex interface{};
  std::optional<Ipv4Address> gateway;        ///< empty: the destination is on the link, or a tunnel
  bool discard = false;                      ///< `gateway null`
  bool implicit = false;                     ///< from an interface address
  bool dhcp = false;                         ///< the gateway came by DHCP
  std::vector<FilterId> filters;             ///< for packets that these pass; empty: for all
  std::uint32_t weight = 1;                  ///< share of the streams, among several to one network
};

struct Route6Plan {
  Ipv6Prefix destination;
  InterfaceIndex interface{};
  std::optional<Ipv6Address> gateway;        ///< empty: the destination is on the link, or a tunnel
  bool discard = false;
  bool implicit = false;
};

struct BridgePlan {
  BridgeId id{};
  InterfaceIndex interface{};                ///< the bridge's own interface, which may have addresses
  std::vector<InterfaceIndex> members;
  bool learning = true;
  std::optional<std::chrono::seconds> age = std::chrono::seconds{300};
  std::vector<std::pair<MacAddress, InterfaceIndex>> static_entries;
};

enum class NatType : std::uint8_t { none, nat, masquerade, nat_masquerade };
enum class NatIncoming : std::uint8_t { reject, through, discard, forward };

/// `nat descriptor masquerade static D N INNER PROTO [OUTER=]INNER_PORT`.
struct NatStaticEntry {
  Ipv4Address inner;
  std::uint8_t protocol = 0;                 ///< IP protocol number
  std::uint16_t outer_port = 0;              ///< 0: protocols without ports
  std::uint16_t inner_port = 0;
  std::uint16_t port_count = 1;
  bool operator==(const NatStaticEntry&) const = default;
};
struct NatPortRange {
  std::uint16_t first = 0;
  std::uint16_t last = 0;
  bool operator==(const NatPortRange&) const = default;
};
struct NatDescriptorPlan {
  NatDescriptorId id{};
  NatType type = NatType::none;
  std::optional<Ipv4Address> outer;          ///< resolved: primary / secondary / ipcp / an address; empty: not known yet
  std::vector<std::pair<Ipv4Address, Ipv4Address>> inner;  ///< ranges; empty: `auto`, everything
  std::vector<NatStaticEntry> statics;
  std::vector<NatPortRange> port_ranges = {{60000, 64095}, {49152, 59999}};
  NatIncoming incoming = NatIncoming::reject;
  Ipv4Address forward_to;
  std::chrono::seconds timer{900};
  std::chrono::seconds tcpfin_timer{60};
  bool operator==(const NatDescriptorPlan&) const = default;
};

/// A VPN client whose packets are filtered, beside what its tunnel's interface says.
struct ClientPlan {
  Ipv4Address address;                       ///< inside the tunnel
  InterfaceIndex interface{};                ///< of the tunnel
  std::vector<FilterId> filter_in;           ///< for what it sends
  std::vector<FilterId> filter_out;          ///< for what it gets
};

enum class FilterAction : std::uint8_t { pass, reject };
/// `ip filter N ...`, `ipv6 filter N ...`. `restrict` counts as pass while the line is up: an Ethernet always is.
struct FilterPlan {
  FilterId id{};
  FilterAction action = FilterAction::reject;
  bool log = false;
  struct AddressRange {
    IpAddress first;
    IpAddress last;
    bool operator==(const AddressRange&) const = default;
  };
  std::vector<AddressRange> source;          ///< empty: any
  std::vector<AddressRange> destination;
  std::vector<std::uint8_t> protocols;       ///< empty: any
  bool established = false;                  ///< tcp with ACK or RST
  std::optional<std::pair<std::uint8_t, std::uint8_t>> tcp_flags;  ///< value, mask
  std::optional<std::pair<std::uint8_t, std::uint8_t>> icmp_types;  ///< first and last, of ICMP or ICMPv6
  std::vector<NatPortRange> source_ports;    ///< empty: any
  std::vector<NatPortRange> destination_ports;
  bool operator==(const FilterPlan&) const = default;
};

/// `ipsec transport ID POLICY PROTO SRC DST`: packets of the router itself that match leave under the
/// policy or not at all.
struct TransportPlan {
  PolicyId policy{};
  std::uint8_t protocol = 0;                 ///< 0: any
  std::vector<NatPortRange> source_ports;    ///< empty: any
  std::vector<NatPortRange> destination_ports;
  std::optional<IpAddress> peer;             ///< the gateway's remote address; empty with `any`
  bool operator==(const TransportPlan&) const = default;
};

struct Plan {
  std::vector<InterfacePlan> interfaces;     ///< row i is InterfaceIndex i
  std::vector<RoutePlan> routes;
  std::vector<Route6Plan> routes6;
  bool forwards6 = true;                     ///< `ipv6 routing`
  std::vector<BridgePlan> bridges;
  std::vector<NatDescriptorPlan> nat;
  std::vector<FilterPlan> filters;           ///< of IPv4
  std::vector<FilterPlan> filters6;          ///< numbered for themselves
  std::vector<ClientPlan> clients;
  std::vector<TransportPlan> transports;
  bool masquerade_remove_df = true;          ///< `nat descriptor masquerade remove df-bit`
  bool l2tp_service = false;                 ///< UDP 1701 is open
  std::chrono::seconds arp_timer{1200};
};

}  // namespace kyoten::dataplane
