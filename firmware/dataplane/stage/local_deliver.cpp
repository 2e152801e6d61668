// Packets for the router itself. ICMP echo is answered here; ESP and L2TPv3 data go back into the stages; the rest is given to the
// services of the router. What a transport policy claims must have come through IPsec. Next: esp_decrypt, l2tpv3_decap, ip_route.
#include <boost/endian/conversion.hpp>

#include "firmware/base/checksum.hpp"
#include "firmware/dataplane/context.hpp"
#include "firmware/wire/l2tpv3_data.hpp"

namespace kyoten::dataplane {
namespace {

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;
using boost::endian::store_big_u16;

constexpr std::uint16_t kNatTraversalPort = 4500;

bool in_ports(const std::vector<NatPortRange>& ranges, std::uint16_t port) {
  return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](auto& range) {
           return port >= range.first && port <= range.last;
         });
}

/// RFC 4301 section 5.2: the mirror of an outbound policy says what must not arrive in the clear.
bool must_be_protected(const Context& context, std::uint8_t protocol, std::uint16_t local_port,
                       std::uint16_t remote_port) {
  for (auto& row : context.plan->transports) {
    if (row.protocol != 0 && row.protocol != protocol) continue;
    if (in_ports(row.source_ports, local_port) && in_ports(row.destination_ports, remote_port)) return true;
  }
  return false;
}

void answer_echo(Context& context, Packet packet) {
  const wire::Ipv4View ip(packet->data());
  auto source = ip.destination();
  if (!context.owner_of(source)) {
    // To a broadcast address: answer from our own. To an outer address of NAT: from that.
    const auto& addresses = context.interface(packet->meta.in_interface).addresses;
    if (source.is_broadcast() || source.is_multicast() || addresses.empty()) {
      return context.consume(std::move(packet));
    }
  }
  Bytes reply(packet->bytes().begin(), packet->bytes().end());
  const auto header = ip.header_bytes();
  wire::Ipv4Fields fields;
  fields.source = source;
  fields.destination = ip.source();
  fields.protocol = wire::ip_protocol::icmp;
  fields.identification = context.next_identification++;
  reply.erase(reply.begin(), reply.begin() + static_cast<std::ptrdiff_t>(header - wire::kIpv4HeaderBytes));
  wire::write_ipv4(fields, reply.size(), reply.data());
  auto* icmp = reply.data() + wire::kIpv4HeaderBytes;
  icmp[0] = wire::icmp_type::echo_reply;
  store_big_u16(icmp + 2, 0);
  store_big_u16(icmp + 2, finish_checksum(checksum_add(0, {icmp, reply.size() - wire::kIpv4HeaderBytes})));
  context.consume(std::move(packet));
  if (auto answer = context.originate(reply)) context.to(Stage::ip_route, std::move(answer));
}

void deliver_icmp(Context& context, Packet packet) {
  const wire::Ipv4View ip(packet->data());
  const auto message = ByteView(packet->bytes()).subspan(ip.header_bytes());
  if (message.size() < wire::kIcmpHeaderBytes || finish_checksum(checksum_add(0, message)) != 0) {
    return context.drop(std::move(packet), DropReason::icmp_malformed);
  }
  if (message[0] == wire::icmp_type::echo_request) return answer_echo(context, std::move(packet));
  LocalIcmp notice{packet->meta.in_interface, ip.source(), ip.ttl(), to_bytes(message)};
  context.punt(std::move(packet), std::move(notice));
}

/// Strips everything before the SPI, remembering what is needed to put a header in front of the payload again.
void to_esp(Context& context, Packet packet, std::size_t strip, std::uint16_t source_port) {
  const wire::Ipv4View ip(packet->data());
  packet->meta.outer_source = ip.source();
  packet->meta.outer_destination = ip.destination();
  packet->meta.outer_source_port = source_port;
  packet->meta.outer_ttl = ip.ttl();
  if (!packet->pull_front(strip)) std::abort();
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
      const auto padding = packet->size() - ip.header_bytes() - udp->length_bytes;
      if (!packet->pull_back(padding)) std::abort();
      return to_esp(context, std::move(packet), ip.header_bytes() + wire::kUdpHeaderBytes, udp->source_port);
    }
  }
  if (!packet->meta.authenticated &&
      must_be_protected(context, wire::ip_protocol::udp, udp->destination_port, udp->source_port)) {
    return context.drop(std::move(packet), DropReason::unprotected);
  }
  if (udp->destination_port == wire::kL2tpPort) {
    if (!context.plan->l2tp_service) return context.drop(std::move(packet), DropReason::port_closed);
    if (udp->payload.size() < 2) return context.drop(std::move(packet), DropReason::l2tp_malformed);
    const auto flags = load_big_u16(udp->payload.data());
    if ((flags & wire::kL2tpControlBit) == 0 && (flags & wire::kL2tpVersionMask) == 3) {
      const auto padding = packet->size() - ip.header_bytes() - udp->length_bytes;
      if (!packet->pull_back(padding) || !packet->pull_front(ip.header_bytes() + wire::kUdpHeaderBytes)) {
        std::abort();
      }
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
  if (!packet->meta.authenticated &&
      must_be_protected(context, wire::ip_protocol::tcp, load_big_u16(segment.data() + 2),
                        load_big_u16(segment.data()))) {
    return context.drop(std::move(packet), DropReason::unprotected);
  }
  LocalTcp notice{packet->meta.in_interface, to_bytes(packet->bytes())};
  context.punt(std::move(packet), std::move(notice));
}

}  // namespace

void local_deliver(Context& context, Batch& batch) {
  for (auto& packet : batch) {
    const wire::Ipv4View ip(packet->data());
    switch (ip.protocol()) {
      case wire::ip_protocol::icmp: deliver_icmp(context, std::move(packet)); break;
      case wire::ip_protocol::udp: deliver_udp(context, std::move(packet)); break;
      case wire::ip_protocol::tcp: deliver_tcp(context, std::move(packet)); break;
      case wire::ip_protocol::esp:
        if (packet->meta.authenticated) {
          context.drop(std::move(packet), DropReason::esp_next_header);
        } else {
          to_esp(context, std::move(packet), ip.header_bytes(), 0);
        }
        break;
      default: context.drop(std::move(packet), DropReason::port_closed);
    }
  }
}

}  // namespace kyoten::dataplane
