#include "platform/lab/wan_frame.hpp"

#include <algorithm>

#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ip_headers.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/ipv6.hpp"
#include "firmware/wire/l2tpv3_data.hpp"
#include "firmware/wire/ppp.hpp"
#include "firmware/wire/pppoe.hpp"

namespace kyoten::lab {
namespace {

constexpr std::string_view kNames[] = {"arp",  "dhcp", "ike",      "nat_keepalive", "esp", "ah",
                                       "icmp", "l2tp", "ppp", "fragment", "other"};
constexpr std::uint16_t kIkePort = 500;
constexpr std::uint16_t kNatTraversalPort = 4500;
constexpr std::uint16_t kDhcpServerPort = 67;
constexpr std::uint16_t kDhcpClientPort = 68;

/// A NAT on the path changes the source port only, so one known port is enough.
WanKind classify_udp(ByteView segment) {
  ByteReader reader(segment);
  const auto source = reader.u16();
  const auto destination = reader.u16();
  if (!source || !destination || !reader.skip(4)) return WanKind::other;
  const auto either = [&](std::uint16_t port) { return *source == port || *destination == port; };
  const auto payload = reader.rest();
  if (either(kNatTraversalPort)) {
    if (payload.size() == 1 && payload[0] == 0xff) return WanKind::nat_keepalive;
    const auto marker = reader.u32();
    if (!marker) return WanKind::other;
    return *marker == 0 ? WanKind::ike : WanKind::esp;
  }
  if (either(kIkePort)) return WanKind::ike;
  if (either(wire::kL2tpPort)) return WanKind::l2tp;
  if (either(kDhcpServerPort) && either(kDhcpClientPort)) return WanKind::dhcp;
  return WanKind::other;
}

}  // namespace

std::string_view name(WanKind kind) { return kNames[static_cast<std::size_t>(kind)]; }

namespace {

WanKind kind_of(std::uint8_t protocol, ByteView segment) {
  switch (protocol) {
    case wire::ip_protocol::esp: return WanKind::esp;
    case wire::ip_protocol::ah: return WanKind::ah;
    case wire::ip_protocol::icmp:
    case wire::ip_protocol::icmpv6: return WanKind::icmp;
    case wire::ip_protocol::udp: return classify_udp(segment);
    default: return WanKind::other;
  }
}

/// What stands behind Ethernet's header, and of which type: inside a PPPoE session the IP packet.
struct Content {
  std::uint16_t type = 0;
  ByteView packet;
};
std::optional<Content> content_of(const wire::EthernetHeader& header, ByteView packet) {
  if (header.type != wire::ethertype::pppoe_session) return Content{header.type, packet};
  const auto pppoe = wire::parse_pppoe(packet);
  const auto ppp = pppoe ? wire::parse_ppp(pppoe->payload) : std::nullopt;
  if (!ppp) return std::nullopt;
  if (ppp->protocol == wire::ppp_protocol::ip) return Content{wire::ethertype::ipv4, ppp->packet};
  return Content{header.type, ppp->packet};
}

bool is_whole_packet(ByteView packet, std::uint16_t type) {
  if (type == wire::ethertype::ipv6) return wire::check_ipv6(packet);
  return type == wire::ethertype::ipv4 && wire::check_ipv4(packet) == wire::Ipv4Error::none;
}

struct Part {
  std::uint32_t identification = 0;
  bool more = false;
};
/// Of a packet that may be a fragment.
Part part_of(ByteView packet) {
  if (!wire::is_ipv6(packet)) return {wire::Ipv4View(packet.data()).identification(), wire::Ipv4View(packet.data()).more_fragments()};
  const auto fragment = wire::fragment_in(packet);
  return fragment ? Part{fragment->identification, fragment->more} : Part{};
}

}  // namespace

WanKind WanClassifier::classify(ByteView frame) {
  const auto header = wire::parse_ethernet(frame);
  if (!header || header->vlan_id) return WanKind::other;
  if (header->type == wire::ethertype::arp) return WanKind::arp;
  if (header->type == wire::ethertype::pppoe_discovery) return WanKind::ppp;
  const auto content = content_of(*header, frame.subspan(header->size()));
  if (!content) return WanKind::other;
  if (content->type == wire::ethertype::pppoe_session) return WanKind::ppp;
  const auto packet = content->packet;
  const auto ip = is_whole_packet(packet, content->type) ? wire::ip_headers(packet) : std::nullopt;
  if (!ip) return WanKind::other;
  const auto part = part_of(packet);
  const Datagram datagram{ip->source, ip->destination, part.identification, ip->protocol};
  if (ip->later_fragment) {
    // Newest first: identifications come round again.
    for (std::size_t age = 1; age <= recent_.size(); ++age) {
      const auto& [first, kind] = recent_[(next_ + recent_.size() - age) % recent_.size()];
      if (first == datagram) return kind;
    }
    return WanKind::fragment;
  }
  const auto kind = kind_of(ip->protocol, ip->segment_of(packet));
  if (part.more) {
    const std::pair first{datagram, kind};
    if (recent_.size() < kMostRemembered) {
      recent_.push_back(first);
    } else {
      recent_[next_] = first;
      next_ = (next_ + 1) % kMostRemembered;
    }
  }
  return kind;
}

void ClearTextWatch::look(ByteView frame) {
  ++frames_;
  const auto stand_side_by_side = [&](Ipv4Address source, Ipv4Address destination) {
    const auto a = source.octets();
    const auto b = destination.octets();
    std::array<std::uint8_t, 8> pair{};
    std::copy(a.begin(), a.end(), pair.begin());
    std::copy(b.begin(), b.end(), pair.begin() + 4);
    return std::search(frame.begin(), frame.end(), pair.begin(), pair.end()) != frame.end();
  };
  if (stand_side_by_side(one_, other_) || stand_side_by_side(other_, one_)) ++readable_;
}

}  // namespace kyoten::lab
