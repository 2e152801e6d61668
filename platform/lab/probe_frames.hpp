// The probes as frames: building them, recognising them at the other end, and answering them. Formats: ARP RFC 826,
// ICMP echo RFC 792, DHCP RFC 2131, neighbour discovery RFC 4861 section 4.3, Wake-on-LAN "magic packet" over UDP 9.
//
// ICMP echo and UDP broadcast carry a marker, so that a probe is told from other traffic of the same kind:
//
//   | "kyoten" 6 | probe kind 1 | 0 | token 4 | filling
#pragma once

#include <optional>

#include "firmware/base/bytes.hpp"
#include "platform/lab/probe.hpp"

namespace kyoten::lab {

/// Who a host is, as far as frames need it.
struct Station {
  MacAddress mac;
  Ipv4Address address;  ///< 0.0.0.0 while it has none
  Ipv4Address broadcast = Ipv4Address::broadcast();
};

/// A frame without FCS, padded to the 60 bytes of the shortest one.
Bytes ethernet_frame(MacAddress to, MacAddress from, std::uint16_t type, ByteView payload,
                     std::optional<std::uint16_t> vlan_id = std::nullopt);
Bytes udp_packet(const Ipv4Endpoint& source, const Ipv4Endpoint& destination, ByteView payload);
Bytes arp_frame(const Station& self, MacAddress ethernet_to, bool request, MacAddress target_mac,
                Ipv4Address target);

Bytes ipv4_packet(Ipv4Address source, Ipv4Address destination, std::uint8_t protocol,
                  ByteView payload, bool dont_fragment, std::uint16_t identification = 0);

/// A probe, or the answer to one, that arrived at `self`.
struct SeenProbe {
  ProbeKind kind{};
  std::uint32_t token = 0;
  bool answer = false;
};
/// The marker and filling, `size` bytes together.
Bytes marker(ProbeKind kind, std::uint32_t token, std::size_t size);
std::optional<SeenProbe> read_marker(ByteView data);

inline constexpr std::uint16_t kEchoIdentifier = 0x4b59;

/// The probe as `self` sends it. Those over unicast IPv4 are addressed to `to_mac`: the peer or the next hop.
Bytes probe_frame(const Probe& probe, const Station& self, MacAddress to_mac);

std::optional<SeenProbe> recognise(ByteView frame, const Station& self);

/// What an end host answers by itself: ARP requests, ICMP echo requests (also tagged ones, with the same tag) and
/// IPv6 neighbour solicitations for its link-local address.
std::optional<Bytes> answer(ByteView frame, const Station& self);

using Ipv6Octets = std::array<std::uint8_t, 16>;
/// fe80::/64 with the modified EUI-64 of the MAC (RFC 4291 appendix A).
Ipv6Octets link_local(MacAddress mac);

}  // namespace kyoten::lab
