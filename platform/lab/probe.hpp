// Probe: one kind of frame that a lab sends from one host to another to learn whether it passes, and Report: what a
// host tells about it. Both are plain values, so that they travel over a control socket as well as inside one process.
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "firmware/base/address.hpp"
#include "firmware/base/time.hpp"

namespace kyoten::lab {

enum class ProbeKind : std::uint8_t {
  arp,
  ping,
  broadcast,
  wake_on_lan,
  dhcp_discover,
  full_frame,
  neighbour_solicitation,
  vlan_frame,
  full_packet,
  udp_datagram,
  tcp_payload,
  in_the_clear,  ///< no frame of its own: what the wires between the routers showed of the others
};
inline constexpr std::size_t kProbeKinds = 12;

/// Between hosts of one segment, in the order in which a lab tries them: ARP first, since the others
/// then find the neighbour known.
inline constexpr std::array kBridgedProbes = {
    ProbeKind::arp,           ProbeKind::ping,       ProbeKind::broadcast,
    ProbeKind::wake_on_lan,   ProbeKind::dhcp_discover, ProbeKind::full_frame,
    ProbeKind::neighbour_solicitation, ProbeKind::vlan_frame};
/// Between hosts of two networks.
inline constexpr std::array kRoutedProbes = {
    ProbeKind::ping,        ProbeKind::full_packet,  ProbeKind::udp_datagram,
    ProbeKind::tcp_payload, ProbeKind::in_the_clear};

/// "wake_on_lan": for programs, and on the control socket.
std::string_view name(ProbeKind kind);
/// "Wake-on-LAN packet": for people.
std::string_view title(ProbeKind kind);
std::optional<ProbeKind> probe_kind(std::string_view name);
/// Whether the host at the other end answers.
bool has_answer(ProbeKind kind);

struct Probe {
  ProbeKind kind{};
  std::uint32_t token = 0;  ///< tells one attempt from another where the frame has room for it
  MacAddress peer_mac;
  Ipv4Address peer;
  std::uint16_t vlan_id = 10;  ///< vlan_frame only
  std::uint16_t packet_bytes = 1500;  ///< full_packet only: the IPv4 packet, not to be fragmented
};

struct Report {
  enum class What : std::uint8_t {
    sent,      ///< the prober put it on its wire
    seen,      ///< the other host received it
    answered,  ///< the prober received the answer
    too_big,   ///< a router on the way refused it; `value` is the MTU that it names (RFC 1191)
  };
  What what{};
  ProbeKind kind{};
  std::uint32_t token = 0;  ///< 0 where the frame has no room for one
  MacAddress from;          ///< source address of the frame
  Instant at;
  std::size_t frame_bytes = 0;  ///< without FCS
  std::uint16_t value = 0;      ///< too_big: bytes; tcp_payload `sent`: the MSS that it keeps to
};

std::string_view name(Report::What what);
std::optional<Report::What> report_what(std::string_view name);

}  // namespace kyoten::lab
