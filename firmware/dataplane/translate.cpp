#include "firmware/dataplane/translate.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/base/checksum.hpp"

namespace kyoten::dataplane {
namespace {

using boost::endian::load_big_u16;
using boost::endian::store_big_u16;

constexpr std::uint16_t kDhcpClientPort = 68;

/// Ports of a packet, or the ICMP query identifier; where they stand, and the checksum that covers them.
struct Ports {
  bool known = false;              ///< the protocol can be translated
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
  bool tcp_closing = false;
  bool icmp_query = false;
};

Ports ports_of(std::uint8_t protocol, ByteView segment) {
  Ports ports;
  switch (protocol) {
    case wire::ip_protocol::tcp:
      if (segment.size() < wire::kTcpHeaderBytes) return ports;
      ports.tcp_closing = (segment[13] & (wire::tcp_flag::fin | wire::tcp_flag::rst)) != 0;
      break;
    case wire::ip_protocol::udp:
      if (segment.size() < wire::kUdpHeaderBytes) return ports;
      break;
    case wire::ip_protocol::icmp:
      if (segment.size() < wire::kIcmpHeaderBytes) return ports;
      if (segment[0] != wire::icmp_type::echo_request && segment[0] != wire::icmp_type::echo_reply) return ports;
      ports.known = true;
      ports.icmp_query = true;
      ports.source = ports.destination = load_big_u16(segment.data() + 4);
      return ports;
    default:
      ports.known = true;  // by address alone: ESP, GRE, ...
      return ports;
  }
  ports.known = true;
  ports.source = load_big_u16(segment.data());
  ports.destination = load_big_u16(segment.data() + 2);
  return ports;
}

/// Mends the checksum of the segment for a changed address (pseudo header) and a changed 16-bit field.
void mend_checksum(std::uint8_t protocol, MutableByteView segment, Ipv4Address address_before,
                   Ipv4Address address_after, std::uint16_t field_before, std::uint16_t field_after) {
  std::size_t at = 0;
  if (protocol == wire::ip_protocol::tcp) at = 16;
  if (protocol == wire::ip_protocol::udp) at = 6;
  if (protocol == wire::ip_protocol::icmp) at = 2;
  if (at == 0 || segment.size() < at + 2) return;
  auto checksum = load_big_u16(segment.data() + at);
  if (protocol == wire::ip_protocol::udp && checksum == 0) return;
  if (protocol != wire::ip_protocol::icmp) {
    checksum = checksum_update_u32(checksum, address_before.value, address_after.value);
  }
  checksum = checksum_update_u16(checksum, field_before, field_after);
  if (protocol == wire::ip_protocol::udp && checksum == 0) checksum = 0xffff;
  store_big_u16(segment.data() + at, checksum);
}

MutableByteView segment_of(PacketBuffer& packet) {
  const wire::Ipv4View ip(packet.data());
  return packet.bytes().subspan(ip.header_bytes());
}

void rewrite_source(PacketBuffer& packet, const Endpoint& to, const Ports& ports) {
  const wire::Ipv4View ip(packet.data());
  const auto protocol = ip.protocol();
  auto segment = segment_of(packet);
  mend_checksum(protocol, segment, ip.source(), to.address, ports.source, to.port);
  if (ports.icmp_query) {
    store_big_u16(segment.data() + 4, to.port);
  } else if (protocol == wire::ip_protocol::tcp || protocol == wire::ip_protocol::udp) {
    store_big_u16(segment.data(), to.port);
  }
  wire::set_source(packet.data(), to.address);
}

void rewrite_destination(PacketBuffer& packet, const Endpoint& to, const Ports& ports) {
  const wire::Ipv4View ip(packet.data());
  const auto protocol = ip.protocol();
  auto segment = segment_of(packet);
  mend_checksum(protocol, segment, ip.destination(), to.address, ports.destination, to.port);
  if (ports.icmp_query) {
    store_big_u16(segment.data() + 4, to.port);
  } else if (protocol == wire::ip_protocol::tcp || protocol == wire::ip_protocol::udp) {
    store_big_u16(segment.data() + 2, to.port);
  }
  wire::set_destination(packet.data(), to.address);
}

const NatDescriptorPlan* descriptor(const Plan& plan, NatDescriptorId id) {
  for (auto& row : plan.nat) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

bool is_icmp_error(std::uint8_t protocol, ByteView segment) {
  if (protocol != wire::ip_protocol::icmp || segment.size() < wire::kIcmpHeaderBytes) return false;
  return segment[0] == wire::icmp_type::unreachable || segment[0] == wire::icmp_type::time_exceeded ||
         segment[0] == wire::icmp_type::parameter_problem;
}

/// An ICMP error about a packet we translated (RFC 5508 section 4.2): the quoted source is our outer end; both it and the
/// destination of the error become the inside one. False if it belongs to no session.
bool translate_icmp_error(Context& context, const NatDescriptorPlan& plan, PacketBuffer& packet) {
  auto icmp = segment_of(packet);
  auto quoted = icmp.subspan(wire::kIcmpHeaderBytes);
  if (quoted.size() < wire::kIpv4HeaderBytes + 8 || quoted[0] >> 4 != 4) return false;
  const wire::Ipv4View inner(quoted.data());
  if (inner.header_bytes() < wire::kIpv4HeaderBytes || inner.header_bytes() + 8 > quoted.size()) return false;
  auto inner_segment = quoted.subspan(inner.header_bytes());
  FlowKey key{inner.protocol(), {inner.source(), 0}, {inner.destination(), 0}};
  if (inner.protocol() == wire::ip_protocol::tcp || inner.protocol() == wire::ip_protocol::udp) {
    key.local.port = load_big_u16(inner_segment.data());
    key.remote.port = load_big_u16(inner_segment.data() + 2);
  } else if (inner.protocol() == wire::ip_protocol::icmp) {
    key.local.port = key.remote.port = load_big_u16(inner_segment.data() + 4);
  }
  const auto inside = context.nat.peek_inbound(plan, key);
  if (!inside) return false;
  if (inner.protocol() == wire::ip_protocol::icmp) {
    store_big_u16(inner_segment.data() + 4, inside->port);
  } else if (key.local.port != 0) {
    store_big_u16(inner_segment.data(), inside->port);
  }
  wire::set_source(quoted.data(), inside->address);
  wire::set_destination(packet.data(), inside->address);
  // The quote changed in several places: compute the error's own checksum anew.
  store_big_u16(icmp.data() + 2, 0);
  store_big_u16(icmp.data() + 2, finish_checksum(checksum_add(0, icmp)));
  return true;
}

/// What the router itself takes on its outer address without an entry.
bool is_for_router_itself(std::uint8_t protocol, ByteView segment, const Ports& ports) {
  if (protocol == wire::ip_protocol::icmp) return ports.icmp_query && segment[0] == wire::icmp_type::echo_request;
  return protocol == wire::ip_protocol::udp && ports.destination == kDhcpClientPort;
}

}  // namespace

std::optional<DropReason> translate_inbound(Context& context, const InterfacePlan& interface,
                                            PacketBuffer& packet) {
  const wire::Ipv4View ip(packet.data());
  for (auto id : interface.nat) {
    const auto* plan = descriptor(*context.plan, id);
    if (plan == nullptr || plan->type == NatType::none || !plan->outer || ip.destination() != *plan->outer) continue;
    const auto segment = segment_of(packet);
    const auto protocol = ip.protocol();
    if (is_icmp_error(protocol, segment)) {
      if (translate_icmp_error(context, *plan, packet)) return std::nullopt;
      return DropReason::nat_no_entry;
    }
    const auto ports = ports_of(protocol, segment);
    if (!ports.known) return DropReason::nat_unsupported;
    const FlowKey key{protocol, {ip.destination(), ports.destination}, {ip.source(), ports.source}};
    const auto result = context.nat.inbound(*plan, key, ports.tcp_closing, context.now);
    if (result.result == NatTable::Result::translated) {
      rewrite_destination(packet, result.endpoint, ports);
      return std::nullopt;
    }
    if (is_for_router_itself(protocol, segment, ports)) return std::nullopt;
    switch (plan->incoming) {
      case NatIncoming::forward:
        rewrite_destination(packet, {plan->forward_to, ports.destination}, ports);
        return std::nullopt;
      case NatIncoming::through:
        if (protocol != wire::ip_protocol::tcp || ports.destination > 1023) return std::nullopt;
        return DropReason::nat_no_entry;
      case NatIncoming::reject:
      case NatIncoming::discard: return DropReason::nat_no_entry;
    }
  }
  return std::nullopt;
}

std::optional<DropReason> translate_outbound(Context& context, const InterfacePlan& interface,
                                             PacketBuffer& packet) {
  const wire::Ipv4View ip(packet.data());
  for (auto id : interface.nat) {
    const auto* plan = descriptor(*context.plan, id);
    if (plan == nullptr || plan->type == NatType::none) continue;
    const auto source = ip.source();
    const bool inside = plan->inner.empty() ||
                        std::any_of(plan->inner.begin(), plan->inner.end(), [&](auto& range) {
                          return source >= range.first && source <= range.second;
                        }) ||
                        source == plan->outer;
    if (!inside) continue;
    // Without an outer address nothing inside may leave: it would show its inner address.
    if (!plan->outer) return DropReason::nat_no_entry;
    const auto segment = segment_of(packet);
    const auto protocol = ip.protocol();
    if (is_icmp_error(protocol, segment)) {
      rewrite_source(packet, {*plan->outer, 0}, {});
      return std::nullopt;
    }
    const auto ports = ports_of(protocol, segment);
    if (!ports.known) return DropReason::nat_unsupported;
    const FlowKey key{protocol, {source, ports.source}, {ip.destination(), ports.destination}};
    const auto result = context.nat.outbound(*plan, key, *plan->outer, ports.tcp_closing, context.now);
    switch (result.result) {
      case NatTable::Result::full: return DropReason::nat_table_full;
      case NatTable::Result::no_port:
      case NatTable::Result::no_entry: return DropReason::nat_no_port;
      case NatTable::Result::translated: break;
    }
    rewrite_source(packet, result.endpoint, ports);
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace kyoten::dataplane
