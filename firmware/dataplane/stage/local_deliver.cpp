// Packets for the router itself. ICMP echo is answered here; ESP, AH and L2TPv3 data go back into the stages; the rest is given to
// the services of the router. What a transport policy claims must have come through IPsec. Next: esp_decrypt, ah_verify, l2tpv3_decap,
// ip_route.
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

/// Turns the request into its answer, in place.
void answer_echo(Context& context, Packet packet) {
  const wire::Ipv4View ip(packet->data());
  const auto source = ip.destination();
  // To all of a network: not answered, or anybody could make us and our neighbours shout at a third (RFC 2644's reason).
  if (source.is_broadcast() || source.is_multicast() || context.index.is_directed_broadcast(source)) {
    return context.consume(std::move(packet));
  }
  wire::Ipv4Fields fields;
  fields.source = source;
  fields.destination = ip.source();
  fields.protocol = wire::ip_protocol::icmp;
  fields.tos = ip.tos();
  fields.identification = context.next_identification++;
  KYOTEN_ASSERT(packet->pull_front(ip.header_bytes() - wire::kIpv4HeaderBytes));
  wire::write_ipv4(fields, packet->size(), packet->data());
  auto icmp = packet->bytes().subspan(wire::kIpv4HeaderBytes);
  icmp[0] = wire::icmp_type::echo_reply;
  store_big_u16(icmp.data() + 2, 0);
  store_big_u16(icmp.data() + 2, finish_checksum(checksum_add(0, icmp)));
  packet->meta.local_origin = true;
  packet->meta.authenticated = false;
  packet->meta.policy = PolicyId{};
  context.to(Stage::ipsec_output, std::move(packet));
}

void deliver_icmp(Context& context, Packet packet) {
  const wire::Ipv4View ip(packet->data());
  const auto message = ByteView(packet->bytes()).subspan(ip.header_bytes());
  if (message.size() < wire::kIcmpHeaderBytes || finish_checksum(checksum_add(0, message)) != 0) {
    return context.drop(std::move(packet), DropReason::icmp_malformed);
  }
  if (message[0] == wire::icmp_type::echo_request) return answer_echo(context, std::move(packet));
  if (message[0] == wire::icmp_type::unreachable && message[1] == wire::icmp_code::fragmentation_needed)
    learn_path_mtu(context, message);
  LocalIcmp notice{packet->meta.in_interface, ip.source(), ip.ttl(), to_bytes(message)};
  context.punt(std::move(packet), std::move(notice));
}

/// What is needed to put a header in front of the payload again.
void remember_outer(PacketBuffer& packet, std::uint16_t source_port) {
  const wire::Ipv4View ip(packet.data());
  packet.meta.outer_source = ip.source();
  packet.meta.outer_destination = ip.destination();
  packet.meta.outer_source_port = source_port;
  packet.meta.outer_ttl = ip.ttl();
  packet.meta.outer_tos = ip.tos();
}

/// Strips everything before the SPI.
void to_esp(Context& context, Packet packet, std::size_t strip, std::uint16_t source_port) {
  remember_outer(*packet, source_port);
  KYOTEN_ASSERT(packet->pull_front(strip));
  context.to(Stage::esp_decrypt, std::move(packet));
}

void deliver_udp(Context& context, Packet packet) {
  const wire::Ipv4View ip(packet->data());
  const auto segment = ByteView(packet->bytes()).subspan(ip.header_bytes());
  const auto udp = wire::parse_udp(segment);
  if (!udp) return context.drop(std::move(packet), DropReason::udp_malformed);
  // Under a good ICV the checksum may be that of other addresses (RFC 3948 section 3.1.2).
  if (!packet->meta.authenticated && !wire::udp_checksum_good(segment, ip.source(), ip.destination())) {
    return context.drop(std::move(packet), DropReason::udp_checksum);
  }
  if (udp->destination_port == kNatTraversalPort && !packet->meta.authenticated) {
    if (udp->payload.size() == 1 && udp->payload[0] == 0xff) {
      return context.drop(std::move(packet), DropReason::nat_keepalive);
    }
    if (udp->payload.size() < 4) return context.drop(std::move(packet), DropReason::udp_malformed);
    if (load_big_u32(udp->payload.data()) != 0) {
      KYOTEN_ASSERT(packet->pull_back(segment.size() - udp->length_bytes));
      return to_esp(context, std::move(packet), ip.header_bytes() + wire::kUdpHeaderBytes, udp->source_port);
    }
  }
  if (udp->destination_port == wire::kL2tpPort) {
    if (!context.plan->l2tp_service) return context.drop(std::move(packet), DropReason::port_closed);
    if (udp->payload.size() < 2) return context.drop(std::move(packet), DropReason::l2tp_malformed);
    const auto flags = load_big_u16(udp->payload.data());
    if ((flags & wire::kL2tpControlBit) == 0 && (flags & wire::kL2tpVersionMask) == 3) {
      KYOTEN_ASSERT(packet->pull_back(segment.size() - udp->length_bytes) &&
                    packet->pull_front(ip.header_bytes() + wire::kUdpHeaderBytes));
      return context.to(Stage::l2tpv3_decap, std::move(packet));
    }
  }
  LocalDatagram notice;
  notice.in_interface = packet->meta.in_interface;
  notice.source_mac = packet->meta.source_mac;
  if (packet->meta.authenticated) notice.policy = packet->meta.policy;
  notice.datagram = {{ip.source(), udp->source_port}, {ip.destination(), udp->destination_port},
                     to_bytes(udp->payload)};
  context.punt(std::move(packet), std::move(notice));
}

void deliver_tcp(Context& context, Packet packet) {
  const wire::Ipv4View ip(packet->data());
  const auto segment = ByteView(packet->bytes()).subspan(ip.header_bytes());
  if (segment.size() < wire::kTcpHeaderBytes) return context.drop(std::move(packet), DropReason::tcp_malformed);
  LocalTcp notice{packet->meta.in_interface, to_bytes(packet->bytes())};
  context.punt(std::move(packet), std::move(notice));
}

void deliver(Context& context, Packet packet) {
  if (const auto reason = refused_inbound(*context.plan, *packet)) return context.drop(std::move(packet), *reason);
  const wire::Ipv4View ip(packet->data());
  switch (ip.protocol()) {
    case wire::ip_protocol::icmp: return deliver_icmp(context, std::move(packet));
    case wire::ip_protocol::udp: return deliver_udp(context, std::move(packet));
    case wire::ip_protocol::tcp: return deliver_tcp(context, std::move(packet));
    case wire::ip_protocol::esp:
      if (packet->meta.authenticated) return context.drop(std::move(packet), DropReason::esp_next_header);
      return to_esp(context, std::move(packet), ip.header_bytes(), 0);
    case wire::ip_protocol::ah:
      if (packet->meta.authenticated) return context.drop(std::move(packet), DropReason::esp_next_header);
      remember_outer(*packet, 0);
      return context.to(Stage::ah_verify, std::move(packet));
    default: return context.drop(std::move(packet), DropReason::port_closed);
  }
}

}  // namespace

void local_deliver(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { deliver(context, std::move(packet)); });
}

}  // namespace kyoten::dataplane
