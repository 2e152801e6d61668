// Packets for the router itself. ICMP echo is answered here; ESP, AH and L2TPv3 data go back into the stages; the rest is given to
// the services of the router. What a transport policy claims must have come through IPsec. Next: esp_decrypt, ah_verify, l2tpv3_decap,
// ipsec_output.
#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"
#include "firmware/base/checksum.hpp"
#include "firmware/dataplane/context.hpp"
#include "firmware/wire/l2tpv3_data.hpp"

namespace kyoten::dataplane {
namespace {

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;
using boost::endian::store_big_u16;

constexpr std::uint16_t kNatTraversalPort = 4500;

/// The packet is one of this router's own now.
void send_answer(Context& context, Packet packet) {
  packet->meta.local_origin = true;
  packet->meta.authenticated = false;
  packet->meta.policy = PolicyId{};
  packet->meta.out_interface = packet->meta.in_interface;  // an address of a link is reached by it
  context.to(Stage::ipsec_output, std::move(packet));
}

/// Turns the request into its answer, in place.
void answer_echo(Context& context, Packet packet, const wire::IpHeaders& headers) {
  const auto source = *headers.destination.v4();
  // To all of a network: not answered, or anybody could make us and our neighbours shout at a third (RFC 2644's reason).
  if (source.is_broadcast() || source.is_multicast() || context.index.is_directed_broadcast(source)) {
    return context.consume(std::move(packet));
  }
  wire::Ipv4Fields fields;
  fields.source = source;
  fields.destination = *headers.source.v4();
  fields.protocol = wire::ip_protocol::icmp;
  fields.tos = headers.tos;
  fields.identification = context.next_identification++;
  KYOTEN_ASSERT(packet->pull_front(headers.bytes - wire::kIpv4HeaderBytes));
  wire::write_ipv4(fields, packet->size(), packet->data());
  auto icmp = packet->bytes().subspan(wire::kIpv4HeaderBytes);
  icmp[0] = wire::icmp_type::echo_reply;
  store_big_u16(icmp.data() + 2, 0);
  store_big_u16(icmp.data() + 2, finish_checksum(checksum_add(0, icmp)));
  send_answer(context, std::move(packet));
}

/// The same for IPv6. To a group: not answered, as with IPv4.
void answer_echo6(Context& context, Packet packet, const wire::IpHeaders& headers) {
  const auto source = *headers.destination.v6();
  const auto destination = *headers.source.v6();
  if (source.is_multicast() || destination.is_unspecified()) return context.consume(std::move(packet));
  KYOTEN_ASSERT(packet->pull_front(headers.bytes - wire::kIpv6HeaderBytes));
  wire::write_ipv6({source, destination, wire::ip_protocol::icmpv6, wire::kDefaultTtl, headers.tos}, packet->size(), packet->data());
  auto message = packet->bytes().subspan(wire::kIpv6HeaderBytes);
  message[0] = wire::icmpv6_type::echo_reply;
  store_big_u16(message.data() + 2, 0);
  store_big_u16(message.data() + 2, wire::icmpv6_sum(source, destination, message));
  send_answer(context, std::move(packet));
}

/// An echo reply or an error, for whom of the router it concerns.
void punt_icmp(Context& context, Packet packet, const wire::IpHeaders& headers, ByteView message) {
  LocalIcmp notice{packet->meta.in_interface, headers.source, headers.ttl, to_bytes(message)};
  context.punt(std::move(packet), std::move(notice));
}

void deliver_icmp(Context& context, Packet packet, const wire::IpHeaders& headers) {
  const auto message = ByteView(packet->bytes()).subspan(headers.bytes);
  if (headers.source.is_ipv6() || message.size() < wire::kIcmpHeaderBytes || finish_checksum(checksum_add(0, message)) != 0) {
    return context.drop(std::move(packet), DropReason::icmp_malformed);
  }
  if (message[0] == wire::icmp_type::echo_request) return answer_echo(context, std::move(packet), headers);
  if (message[0] == wire::icmp_type::unreachable && message[1] == wire::icmp_code::fragmentation_needed)
    learn_path_mtu(context, message);
  punt_icmp(context, std::move(packet), headers, message);
}

void deliver_icmpv6(Context& context, Packet packet, const wire::IpHeaders& headers) {
  const auto message = ByteView(packet->bytes()).subspan(headers.bytes);
  if (!headers.source.is_ipv6() || message.size() < wire::kIcmpv6HeaderBytes ||
      wire::icmpv6_sum(*headers.source.v6(), *headers.destination.v6(), message) != 0)
    return context.drop(std::move(packet), DropReason::icmp_malformed);
  switch (message[0]) {
    case wire::icmpv6_type::echo_request: return answer_echo6(context, std::move(packet), headers);
    case wire::icmpv6_type::neighbour_solicitation:
    case wire::icmpv6_type::neighbour_advertisement:
      return take_neighbour_message(context, std::move(packet), message);
    case wire::icmpv6_type::packet_too_big: learn_path_mtu(context, message); [[fallthrough]];
    case wire::icmpv6_type::unreachable:
    case wire::icmpv6_type::time_exceeded:
    case wire::icmpv6_type::echo_reply: return punt_icmp(context, std::move(packet), headers, message);
    default: return context.drop(std::move(packet), DropReason::port_closed);
  }
}

/// What is needed to put a header in front of the payload again.
void remember_outer(PacketBuffer& packet, const wire::IpHeaders& headers, std::uint16_t source_port) {
  packet.meta.outer_at = packet.position();
  packet.meta.outer_source_port = source_port;
  packet.meta.outer_ttl = headers.ttl;
  packet.meta.outer_tos = headers.tos;
}

/// Strips everything before the SPI.
void to_esp(Context& context, Packet packet, const wire::IpHeaders& headers, std::size_t strip, std::uint16_t source_port) {
  remember_outer(*packet, headers, source_port);
  KYOTEN_ASSERT(packet->pull_front(strip));
  context.to(Stage::esp_decrypt, std::move(packet));
}

void deliver_udp(Context& context, Packet packet, const wire::IpHeaders& headers) {
  const auto segment = ByteView(packet->bytes()).subspan(headers.bytes);
  const auto udp = wire::parse_udp(segment);
  if (!udp) return context.drop(std::move(packet), DropReason::udp_malformed);
  // No service is for the neighbours on a link: their addresses do not say which link an answer would have to take.
  if (headers.source.is_ipv6() && headers.source.v6()->is_link_local()) return context.drop(std::move(packet), DropReason::port_closed);
  // Under a good ICV the checksum may be that of other addresses (RFC 3948 section 3.1.2).
  if (!packet->meta.authenticated && !wire::udp_checksum_good(segment, headers.source, headers.destination)) {
    return context.drop(std::move(packet), DropReason::udp_checksum);
  }
  if (udp->destination_port == kNatTraversalPort && !packet->meta.authenticated) {
    if (udp->payload.size() == 1 && udp->payload[0] == 0xff) {
      return context.drop(std::move(packet), DropReason::nat_keepalive);
    }
    if (udp->payload.size() < 4) return context.drop(std::move(packet), DropReason::udp_malformed);
    if (load_big_u32(udp->payload.data()) != 0) {
      KYOTEN_ASSERT(packet->pull_back(segment.size() - udp->length_bytes));
      return to_esp(context, std::move(packet), headers, headers.bytes + wire::kUdpHeaderBytes, udp->source_port);
    }
  }
  if (udp->destination_port == wire::kL2tpPort) {
    // Sessions are between IPv4 addresses.
    if (!context.plan->l2tp_service || headers.source.is_ipv6()) return context.drop(std::move(packet), DropReason::port_closed);
    if (udp->payload.size() < 2) return context.drop(std::move(packet), DropReason::l2tp_malformed);
    const auto flags = load_big_u16(udp->payload.data());
    if ((flags & wire::kL2tpControlBit) == 0 && (flags & wire::kL2tpVersionMask) == 3) {
      KYOTEN_ASSERT(packet->pull_back(segment.size() - udp->length_bytes) &&
                    packet->pull_front(headers.bytes + wire::kUdpHeaderBytes));
      return context.to(Stage::l2tpv3_decap, std::move(packet));
    }
  }
  LocalDatagram notice;
  notice.in_interface = packet->meta.in_interface;
  notice.source_mac = packet->meta.source_mac;
  if (packet->meta.authenticated) notice.policy = packet->meta.policy;
  notice.datagram = {{headers.source, udp->source_port}, {headers.destination, udp->destination_port},
                     to_bytes(udp->payload)};
  context.punt(std::move(packet), std::move(notice));
}

void deliver_tcp(Context& context, Packet packet, const wire::IpHeaders& headers) {
  if (packet->size() - headers.bytes < wire::kTcpHeaderBytes) return context.drop(std::move(packet), DropReason::tcp_malformed);
  LocalTcp notice{packet->meta.in_interface, to_bytes(packet->bytes())};
  context.punt(std::move(packet), std::move(notice));
}

/// What keeps the link going needs no protection (RFC 4301 section 4.4.1: BYPASS), and no address from elsewhere can send it.
bool is_about_neighbours(ByteView packet, const wire::IpHeaders& headers) {
  if (headers.protocol != wire::ip_protocol::icmpv6 || packet.size() <= headers.bytes) return false;
  const auto type = packet[headers.bytes];
  return type == wire::icmpv6_type::neighbour_solicitation || type == wire::icmpv6_type::neighbour_advertisement;
}

void deliver(Context& context, Packet packet) {
  const auto headers = wire::ip_headers(packet->bytes());
  if (!headers || headers->later_fragment) return context.drop(std::move(packet), DropReason::ipv6_malformed);
  if (!is_about_neighbours(packet->bytes(), *headers)) {
    if (const auto reason = refused_inbound(*context.plan, *packet, *headers)) return context.drop(std::move(packet), *reason);
  }
  switch (headers->protocol) {
    case wire::ip_protocol::icmp: return deliver_icmp(context, std::move(packet), *headers);
    case wire::ip_protocol::icmpv6: return deliver_icmpv6(context, std::move(packet), *headers);
    case wire::ip_protocol::udp: return deliver_udp(context, std::move(packet), *headers);
    case wire::ip_protocol::tcp: return deliver_tcp(context, std::move(packet), *headers);
    case wire::ip_protocol::esp:
      if (packet->meta.authenticated) return context.drop(std::move(packet), DropReason::esp_next_header);
      return to_esp(context, std::move(packet), *headers, headers->bytes, 0);
    case wire::ip_protocol::ah:
      if (packet->meta.authenticated) return context.drop(std::move(packet), DropReason::esp_next_header);
      remember_outer(*packet, *headers, 0);
      return context.to(Stage::ah_verify, std::move(packet));
    default: return context.drop(std::move(packet), DropReason::port_closed);
  }
}

}  // namespace

void local_deliver(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { deliver(context, std::move(packet)); });
}

}  // namespace kyoten::dataplane
