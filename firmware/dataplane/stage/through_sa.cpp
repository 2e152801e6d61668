#include "firmware/dataplane/stage/through_sa.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"
#include "firmware/base/checksum.hpp"
#include "firmware/ipsec/ah.hpp"
#include "firmware/ipsec/esp.hpp"
#include "firmware/ipsec/ipcomp.hpp"

namespace kyoten::dataplane {
namespace {

struct Addresses {
  IpAddress source;
  IpAddress destination;
};
/// Of the packet that was around this one. Its header is good until something is written in front of the content.
Addresses outer_of(const PacketBuffer& packet) {
  const auto* header = packet.at_position(packet.meta.outer_at);
  if (header[0] >> 4 == 6) return {wire::Ipv6View(header).source(), wire::Ipv6View(header).destination()};
  return {wire::Ipv4View(header).source(), wire::Ipv4View(header).destination()};
}

}  // namespace

void drop_illegal_spi(Context& context, Packet packet, Spi spi, DropReason reason) {
  if (context.may_tell_of_illegal_spi(spi)) context.notify(IllegalSpi{spi, outer_of(*packet).source});
  context.drop(std::move(packet), reason);
}

namespace {

/// Tells the control side that the peer lives, at most once a second, and at once when it speaks from elsewhere.
void notice_traffic(Context& context, SaTable::Inbound& row, const Endpoint& source) {
  const bool moved = source != row.last_source;
  if (row.ever_noticed && !moved && context.now - row.noticed < std::chrono::seconds(1)) return;
  row.last_source = source;
  row.noticed = context.now;
  row.ever_noticed = true;
  context.notify(SaTraffic{row.sa.parameters().spi, source});
}

/// Behind NAT the checksum was made over other addresses (RFC 3948 section 3.1.2). The ICV was good, so none is needed for
/// UDP over IPv4; TCP must have one, and so must all over IPv6.
void mend_transport_checksum(MutableByteView segment, const Addresses& outer, std::uint8_t protocol) {
  const bool udp = protocol == wire::ip_protocol::udp;
  const bool tcp = protocol == wire::ip_protocol::tcp;
  const bool whole = segment.size() >= (udp ? wire::kUdpHeaderBytes : wire::kTcpHeaderBytes);
  if ((!udp && !tcp) || !whole) return;
  auto* checksum = segment.data() + (udp ? 6 : 16);
  boost::endian::store_big_u16(checksum, 0);
  if (udp && !outer.source.is_ipv6()) return;
  const auto sum = pseudo_header_sum(outer.source, outer.destination, protocol, static_cast<std::uint16_t>(segment.size()));
  boost::endian::store_big_u16(checksum, finish_checksum(checksum_add(sum, segment)));
}

struct Outer {
  IpAddress source;
  IpAddress destination;
  std::uint8_t protocol = 0;
  std::uint8_t ttl = wire::kDefaultTtl;
  std::uint8_t tos = 0;
  bool dont_fragment = false;
};
/// Fills in the header of a packet that has room for it.
void write_header(Context& context, PacketBuffer& packet, const Outer& outer) {
  if (outer.source.is_ipv6()) {
    return wire::write_ipv6({*outer.source.v6(), *outer.destination.v6(), outer.protocol, outer.ttl, outer.tos}, packet.size(),
                            packet.data());
  }
  wire::Ipv4Fields fields;
  fields.source = *outer.source.v4();
  fields.destination = *outer.destination.v4();
  fields.protocol = outer.protocol;
  fields.ttl = outer.ttl;
  fields.tos = outer.tos;
  fields.dont_fragment = outer.dont_fragment;
  fields.identification = context.next_identification++;
  wire::write_ipv4(fields, packet.size(), packet.data());
}

/// Transport mode: an IP header again. Whether the policy is for such packets is asked there.
void to_local(Context& context, const ipsec::SaParameters& sa, Packet packet, const Addresses& outer, std::uint8_t next_header) {
  packet->meta.authenticated = true;
  if (sa.udp_encapsulated) mend_transport_checksum(packet->bytes(), outer, next_header);
  if (!packet->push_front(outer.source.is_ipv6() ? wire::kIpv6HeaderBytes : wire::kIpv4HeaderBytes)) {
    return context.drop(std::move(packet), DropReason::no_headroom);
  }
  write_header(context, *packet, {outer.source, outer.destination, next_header, packet->meta.outer_ttl, 0, false});
  context.to(Stage::local_deliver, std::move(packet));
}

/// The byte with DSCP and ECN, of a packet whose header is whole. Nothing of what is no packet at all.
std::optional<std::uint8_t> service_of(ByteView packet) {
  if (wire::is_ipv6(packet))
    return wire::check_ipv6(packet) ? std::optional(wire::Ipv6View(packet.data()).traffic_class()) : std::nullopt;
  if (wire::check_ipv4(packet) != wire::Ipv4Error::none) return std::nullopt;
  return wire::Ipv4View(packet.data()).tos();
}
void set_service(PacketBuffer& packet, std::uint8_t service) {
  if (wire::is_ipv6(packet.bytes())) return wire::set_traffic_class(packet.data(), service);
  wire::set_tos(packet.data(), service);
}

/// ECN of outer and inner header become one (RFC 6040 section 4.2). False: the path has marked a packet whose ends do
/// not understand the mark, where it should have dropped it.
bool take_over_congestion(PacketBuffer& packet) {
  constexpr std::uint8_t kMask = 3, kNotCapable = 0, kCapable1 = 1, kCapable0 = 2, kExperienced = 3;
  const std::uint8_t outer = packet.meta.outer_tos & kMask;
  if (outer == kNotCapable || outer == kCapable0) return true;
  const auto service = service_of(packet.bytes());
  if (!service) return true;  // ip_input's or ipv6_input's to name
  const std::uint8_t inner = *service & kMask;
  if (outer == kExperienced && inner == kNotCapable) return false;
  if (outer == kExperienced || (outer == kCapable1 && inner == kCapable0))
    set_service(packet, static_cast<std::uint8_t>((*service & ~kMask) | outer));
  return true;
}

}  // namespace

ipsec::Sa* outbound_sa(Context& context, Packet& packet, ipsec::Protocol protocol) {
  const auto policy = packet->meta.policy;
  const bool ipv6 = wire::is_ipv6(packet->bytes());
  const auto destination = ipv6 ? Ipv4Address{} : wire::Ipv4View(packet->data()).destination();
  auto* sa = context.sas.outbound(policy, destination, [&](const ipsec::SaParameters& parameters) {
    if (parameters.suite.protocol != protocol) return false;
    if (parameters.mode == ipsec::Mode::transport) return parameters.peer.address.is_ipv6() == ipv6;
    return is_selected(parameters, *packet);
  });
  if (sa == nullptr) {
    const bool none = context.sas.outbound(policy) == nullptr;
    context.drop(std::move(packet), none ? DropReason::no_sa : DropReason::esp_selector);
    return nullptr;
  }
  // A path that is known to be narrower than the link drops what must not be cut, whatever this router would rather do. Over
  // IPv6 the router is who cuts, and it cuts to what fits through the path.
  const bool narrow = !sa->parameters().peer.address.is_ipv6() &&
                      context.sas.path_mtu(sa->parameters().peer.address, context.now).has_value();
  const bool obeys = packet->meta.outer_dont_fragment && (packet->meta.obeys_outer_df || narrow);
  if (!obeys || sa->parameters().mode != ipsec::Mode::tunnel) return sa;
  const auto room = room_inside(context, sa->parameters());
  if (packet->size() <= room) return sa;
  if (wire::is_ipv6(packet->bytes())) {
    // Told, unless it is of a length that every link has to carry: then the packet around it is cut (RFC 2473 section 7.1).
    if (packet->size() <= wire::kIpv6LeastMtu) {
      packet->meta.outer_dont_fragment = false;
      return sa;
    }
    context.send_icmpv6_error(*packet, wire::icmpv6_type::packet_too_big, 0,
                              static_cast<std::uint32_t>(std::max(room, wire::kIpv6LeastMtu)));
    context.drop(std::move(packet), DropReason::fragment_needed);
    return nullptr;
  }
  if (!wire::Ipv4View(packet->data()).dont_fragment()) {  // `outer df-bit set`: it may be cut inside
    fragment(context, std::move(packet), room, Stage::ipsec_output);
    return nullptr;
  }
  context.send_icmp_error(*packet, wire::icmp_type::unreachable, wire::icmp_code::fragmentation_needed,
                          static_cast<std::uint16_t>(room));
  context.drop(std::move(packet), DropReason::fragment_needed);
  return nullptr;
}

namespace {

struct Payload {
  std::uint8_t protocol = 0;
  std::size_t at = 0;
};
/// What a packet of this router carries, behind the header that it wrote itself.
Payload payload_in(ByteView packet) {
  if (!wire::is_ipv6(packet)) return {wire::Ipv4View(packet.data()).protocol(), wire::Ipv4View(packet.data()).header_bytes()};
  return {wire::Ipv6View(packet.data()).next_header(), wire::kIpv6HeaderBytes};
}

}  // namespace

Inner strip_for(PacketBuffer& packet, const ipsec::SaParameters& sa) {
  const auto tos = service_of(packet.bytes()).value_or(0);
  if (sa.mode == ipsec::Mode::tunnel) {
    const auto inside = wire::is_ipv6(packet.bytes()) ? wire::ip_protocol::ipv6 : wire::ip_protocol::ipip;
    const bool compressed = sa.compresses && sa.compression && ipsec::compress(packet, inside, *sa.compression);
    return {compressed ? ipsec::kIpcompProtocol : inside, tos};
  }
  const auto [protocol, at] = payload_in(packet.bytes());
  KYOTEN_ASSERT(packet.pull_front(at));
  // NAT changes the addresses that the checksum covers, and nobody but the peer can look at it (RFC 3948 section 3.1.2).
  if (sa.udp_encapsulated && protocol == wire::ip_protocol::udp && packet.size() >= wire::kUdpHeaderBytes) {
    std::fill_n(packet.data() + 6, 2, std::uint8_t{0});
  }
  return {protocol, tos};
}

void write_outer(Context& context, PacketBuffer& packet, const ipsec::SaParameters& sa, std::uint8_t protocol, std::uint8_t tos) {
  const bool dont_fragment = sa.mode == ipsec::Mode::tunnel && packet.meta.outer_dont_fragment;
  write_header(context, packet, {sa.local.address, sa.peer.address, protocol, wire::kDefaultTtl, tos, dont_fragment});
  packet.meta.local_origin = true;
}

void send_protected(Context& context, Packet packet) {
  const bool ipv6 = wire::is_ipv6(packet->bytes());
  context.to(ipv6 ? Stage::ipv6_route : Stage::ip_route, std::move(packet));
}

namespace {

/// Of the interface towards it.
std::size_t mtu_towards(const Context& context, const IpAddress& peer) {
  constexpr std::size_t kOfEthernet = 1500;
  if (const auto* address = peer.v6()) {
    const auto* route = context.index.route(*address);
    return route != nullptr ? context.interface(route->interface).mtu6_bytes : kOfEthernet;
  }
  const auto* route = context.route(*peer.v4());
  return route != nullptr ? context.interface(route->interface).mtu_bytes : kOfEthernet;
}

}  // namespace

std::size_t room_inside(const Context& context, const ipsec::SaParameters& sa) {
  constexpr std::size_t kTrailer = 2;  // pad length and next header
  const auto link = mtu_towards(context, sa.peer.address);
  const auto path = context.sas.path_mtu(sa.peer.address, context.now);
  const std::size_t mtu = path ? std::min<std::size_t>(link, *path) : link;
  if (sa.suite.protocol == ipsec::Protocol::ah) {
    const auto outside = outer_header_bytes(sa) + ipsec::ah_bytes(sa);
    return mtu > outside ? mtu - outside : 0;
  }
  const auto outside = outer_header_bytes(sa) + (sa.udp_encapsulated ? wire::kUdpHeaderBytes : 0) +
                       ipsec::esp_headroom(sa.suite) + ipsec::icv_bytes(sa.suite);
  const auto block = ipsec::block_bytes(sa.suite.cipher);
  const auto room = mtu > outside ? (mtu - outside) / block * block : 0;
  return room > kTrailer ? room - kTrailer : 0;
}

void arrived(Context& context, SaTable::Inbound& row, Packet packet, std::uint8_t next_header) {
  const auto& sa = row.sa.parameters();
  const auto outer = outer_of(*packet);  // now: what is expanded may be written over it
  notice_traffic(context, row, {outer.source, packet->meta.outer_source_port});
  packet->meta.policy = sa.policy;
  if (++packet->meta.depth > kDeepest) return context.drop(std::move(packet), DropReason::tunnel_loop);
  constexpr std::uint8_t kDummy = 59;  // RFC 4303 section 2.6: to be dropped silently
  if (next_header == kDummy) return context.consume(std::move(packet));
  if (next_header == ipsec::kIpcompProtocol) {
    const auto inside = sa.compression ? ipsec::expand(*packet, *sa.compression) : std::nullopt;
    if (!inside) return context.drop(std::move(packet), DropReason::ipcomp_damaged);
    next_header = *inside;
  }
  if (sa.mode == ipsec::Mode::tunnel) {
    const bool ipv6 = next_header == wire::ip_protocol::ipv6;
    if ((!ipv6 && next_header != wire::ip_protocol::ipip) || ipv6 != wire::is_ipv6(packet->bytes())) {
      return context.drop(std::move(packet), DropReason::esp_next_header);
    }
    if (sa.selection.restricts()) {
      // What is no packet at all is the next stage's to name.
      const bool readable = service_of(packet->bytes()).has_value();
      if (readable && !is_selected(sa, *packet)) {
        return context.drop(std::move(packet), DropReason::esp_selector);
      }
    }
    if (!take_over_congestion(*packet))
      return context.drop(std::move(packet), DropReason::esp_congestion);
    const auto interface = context.index.of_policy(sa.policy);
    if (!interface) return context.drop(std::move(packet), DropReason::esp_policy_mismatch);
    packet->meta.in_interface = *interface;
    auto& counters = context.counters.row(*interface);
    ++counters.received.packets;
    counters.received.bytes += packet->size();
    if (ipv6) {
      ++counters.received_ipv6.packets;
      counters.received_ipv6.bytes += packet->size();
    }
    return context.to(ipv6 ? Stage::ipv6_input : Stage::ip_input, std::move(packet));
  }
  to_local(context, sa, std::move(packet), outer, next_header);
}

}  // namespace kyoten::dataplane
