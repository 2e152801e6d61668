#include "platform/lab/wan_frame.hpp"

#include <algorithm>

#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/l2tpv3_data.hpp"

namespace kyoten::lab {
namespace {

constexpr std::string_view kNames[] = {"arp",  "dhcp", "ike",      "nat_keepalive", "esp",
                                       "icmp", "l2tp", "fragment", "other"};
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

WanKind WanClassifier::classify(ByteView frame) {
  const auto header = wire::parse_ethernet(frame);
  if (!header || header->vlan_id) return WanKind::other;
  if (header->type == wire::ethertype::arp) return WanKind::arp;
  const auto packet = frame.subspan(header->size());
  if (header->type != wire::ethertype::ipv4 ||
      wire::check_ipv4(packet) != wire::Ipv4Error::none) {
    return WanKind::other;
  }
  const wire::Ipv4View ip(packet.data());
  if (ip.fragment_offset() != 0) {
    // Newest first: identifications come round again.
    for (std::size_t age = 1; age <= recent_.size(); ++age) {
      const auto& first = recent_[(next_ + recent_.size() - age) % recent_.size()];
      if (first.source == ip.source() && first.destination == ip.destination() &&
          first.identification == ip.identification() && first.protocol == ip.protocol()) {
        return first.kind;
      }
    }
    return WanKind::fragment;
  }
  WanKind kind = WanKind::other;
  if (ip.protocol() == wire::ip_protocol::esp) kind = WanKind::esp;
  if (ip.protocol() == wire::ip_protocol::icmp) kind = WanKind::icmp;
  if (ip.protocol() == wire::ip_protocol::udp) kind = classify_udp(ip.payload());
  if (ip.more_fragments()) {
    const FragmentedPacket first{ip.source(), ip.destination(), ip.identification(), ip.protocol(),
                                 kind};
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
