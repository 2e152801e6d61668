#include "platform/lab/probe.hpp"

#include <algorithm>

namespace kyoten::lab {
namespace {

struct Words {
  ProbeKind kind;
  std::string_view name;
  std::string_view title;
  bool has_answer;
};
constexpr Words kWords[] = {
    {ProbeKind::arp, "arp", "ARP request", true},
    {ProbeKind::ping, "ping", "ping", true},
    {ProbeKind::broadcast, "broadcast", "broadcast", false},
    {ProbeKind::wake_on_lan, "wake_on_lan", "Wake-on-LAN packet", false},
    {ProbeKind::dhcp_discover, "dhcp_discover", "DHCP discover", false},
    {ProbeKind::full_frame, "full_frame", "full-size frame", true},
    {ProbeKind::neighbour_solicitation, "neighbour_solicitation", "IPv6 neighbour solicitation",
     true},
    {ProbeKind::vlan_frame, "vlan_frame", "VLAN-tagged frame", true},
    {ProbeKind::full_packet, "full_packet", "full-size packet (DF)", true},
    {ProbeKind::udp_datagram, "udp_datagram", "full-size UDP datagram", true},
    {ProbeKind::tcp_payload, "tcp_payload", "TCP payload", true},
    {ProbeKind::in_the_clear, "in_the_clear", "nothing in the clear", false},
};
static_assert(std::size(kWords) == kProbeKinds);

const Words& words(ProbeKind kind) {
  return *std::find_if(std::begin(kWords), std::end(kWords),
                       [&](auto& row) { return row.kind == kind; });
}

constexpr std::string_view kWhat[] = {"sent", "seen", "answered", "too_big"};

}  // namespace

std::string_view name(ProbeKind kind) { return words(kind).name; }
std::string_view title(ProbeKind kind) { return words(kind).title; }
bool has_answer(ProbeKind kind) { return words(kind).has_answer; }

std::optional<ProbeKind> probe_kind(std::string_view text) {
  for (auto& row : kWords) {
    if (row.name == text) return row.kind;
  }
  return std::nullopt;
}

std::string_view name(Report::What what) { return kWhat[static_cast<std::size_t>(what)]; }

std::optional<Report::What> report_what(std::string_view text) {
  for (std::size_t i = 0; i < std::size(kWhat); ++i) {
    if (kWhat[i] == text) return static_cast<Report::What>(i);
  }
  return std::nullopt;
}

}  // namespace kyoten::lab
