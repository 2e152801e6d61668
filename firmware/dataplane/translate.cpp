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
  TcpMark tcp = TcpMark::none;
  bool icmp_query = false;
};

TcpMark tcp_mark(std::uint8_t flags) {
  if ((flags & (wire::tcp_flag::fin | wire::tcp_flag::rst)) != 0) return TcpMark::closes;
  const bool opens = (flags & (wire::tcp_flag::syn | wire::tcp_flag::ack)) == wire::tcp_flag::syn;
  return opens ? TcpMark::opens : TcpMark::none;
}

Ports ports_of(std::uint8_t protocol, ByteView segment) {
  Ports ports;
  switch (protocol) {
    case wire::ip_protocol::tcp:
      if (segment.size() < wire::kTcpHeaderBytes) return ports;
      ports.tcp = tcp_mark(segment[13]);
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

void rewrite_source(PacketBuffer& packet, const Ipv4Endpoint& to, const Ports& ports) {
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

void rewrite_destination(PacketBuffer& packet, const Ipv4Endpoint& to, const Ports& ports) {
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

bool is_masquerade(const NatDescriptorPlan& plan) {
  return plan.type == NatType::masquerade || plan.type == NatType::nat_masquerade;
}

bool is_icmp_error(std::uint8_t protocol, ByteView segment) {
  if (protocol != wire::ip_protocol::icmp || segment.size() < wire::kIcmpHeaderBytes) return false;
  return segment[0] == wire::icmp_type::unreachable || segment[0] == wire::icmp_type::time_exceeded ||
         segment[0] == wire::icmp_type::parameter_problem;
}

/// The packet that an ICMP error is about: its header and at least 8 bytes of what it carried.
struct Quote {
  MutableByteView packet;
  MutableByteView segment;
  std::uint8_t protocol = 0;
  std::uint16_t source_port = 0;       ///< or the ICMP identifier, in both
  std::uint16_t destination_port = 0;
};

std::optional<Quote> quote_of(MutableByteView icmp) {
  constexpr std::size_t kQuoted = 8;
  Quote quote;
  quote.packet = icmp.subspan(wire::kIcmpHeaderBytes);
  if (quote.packet.size() < wire::kIpv4HeaderBytes + kQuoted || quote.packet[0] >> 4 != 4) return std::nullopt;
  const wire::Ipv4View ip(quote.packet.data());
  const auto header = ip.header_bytes();
  if (header < wire::kIpv4HeaderBytes || header + kQuoted > quote.packet.size()) return std::nullopt;
  if (ip.fragment_offset() != 0) return std::nullopt;  // the ports stood in another fragment
  quote.segment = quote.packet.subspan(header);
  quote.protocol = ip.protocol();
  if (quote.protocol == wire::ip_protocol::tcp || quote.protocol == wire::ip_protocol::udp) {
    quote.source_port = load_big_u16(quote.segment.data());
    quote.destination_port = load_big_u16(quote.segment.data() + 2);
  } else if (quote.protocol == wire::ip_protocol::icmp) {
    quote.source_port = quote.destination_port = load_big_u16(quote.segment.data() + 4);
  }
  return quote;
}

/// Changes one end of the quoted packet. Its checksum is mended as far as it is quoted.
void rewrite_quote(Quote& quote, bool source, const Ipv4Endpoint& to) {
  const wire::Ipv4View ip(quote.packet.data());
  const auto before = source ? ip.source() : ip.destination();
  mend_checksum(quote.protocol, quote.segment, before, to.address,
                source ? quote.source_port : quote.destination_port, to.port);
  if (quote.protocol == wire::ip_protocol::icmp) {
    store_big_u16(quote.segment.data() + 4, to.port);
  } else if (quote.protocol == wire::ip_protocol::tcp || quote.protocol == wire::ip_protocol::udp) {
    store_big_u16(quote.segment.data() + (source ? 0 : 2), to.port);
  }
  if (source) {
    wire::set_source(quote.packet.data(), to.address);
  } else {
    wire::set_destination(quote.packet.data(), to.address);
  }
}

void renew_icmp_checksum(MutableByteView icmp) {
  store_big_u16(icmp.data() + 2, 0);
  store_big_u16(icmp.data() + 2, finish_checksum(checksum_add(0, icmp)));
}

std::uint16_t remote_port(std::uint8_t protocol, std::uint16_t port) {
  return protocol == wire::ip_protocol::icmp ? std::uint16_t{0} : port;
}

/// An ICMP error about a packet we translated (RFC 5508 section 4.2): the quoted source is our outer end; both it and the
/// destination of the error become the inside one. False if it belongs to no session.
bool translate_error_inbound(Context& context, const NatDescriptorPlan& plan, PacketBuffer& packet) {
  auto icmp = segment_of(packet);
  auto quote = quote_of(icmp);
  if (!quote) return false;
  const wire::Ipv4View inner(quote->packet.data());
  const FlowKey key{quote->protocol, {inner.source(), quote->source_port},
                    {inner.destination(), remote_port(quote->protocol, quote->destination_port)}};
  const auto inside = context.nat.peek_inbound(plan, key);
  if (!inside) return false;
  rewrite_quote(*quote, true, *inside);
  renew_icmp_checksum(icmp);
  wire::set_destination(packet.data(), inside->address);
  return true;
}

/// An ICMP error from inside, about a packet that came in through NAT: the quoted destination becomes our outer end again.
void translate_error_outbound(Context& context, const NatDescriptorPlan& plan, PacketBuffer& packet) {
  auto icmp = segment_of(packet);
  if (auto quote = quote_of(icmp)) {
    const wire::Ipv4View inner(quote->packet.data());
    const FlowKey key{quote->protocol, {inner.destination(), quote->destination_port},
                      {inner.source(), remote_port(quote->protocol, quote->source_port)}};
    if (const auto outer = context.nat.peek_outbound(plan, key, *plan.outer)) {
      rewrite_quote(*quote, false, *outer);
      renew_icmp_checksum(icmp);
    }
  }
  wire::set_source(packet.data(), *plan.outer);
}

/// What the router itself takes on its outer address without an entry.
bool is_for_router_itself(std::uint8_t protocol, ByteView segment, const Ports& ports) {
  if (protocol == wire::ip_protocol::icmp) return ports.icmp_query && segment[0] == wire::icmp_type::echo_request;
  return protocol == wire::ip_protocol::udp && ports.destination == kDhcpClientPort;
}

}  // namespace

bool masquerades(const Plan& plan, const InterfacePlan& interface) {
  return std::any_of(interface.nat.begin(), interface.nat.end(), [&](auto id) {
    const auto* row = descriptor(plan, id);
    return row != nullptr && is_masquerade(*row);
  });
}

std::optional<DropReason> translate_inbound(Context& context, const InterfacePlan& interface,
                                            PacketBuffer& packet) {
  const wire::Ipv4View ip(packet.data());
  for (auto id : interface.nat) {
    const auto* plan = descriptor(*context.plan, id);
    if (plan == nullptr || plan->type == NatType::none || !plan->outer || ip.destination() != *plan->outer) continue;
    const auto segment = segment_of(packet);
    const auto protocol = ip.protocol();
    if (is_icmp_error(protocol, segment)) {
      if (translate_error_inbound(context, *plan, packet)) return std::nullopt;
      return DropReason::nat_no_entry;
    }
    const auto ports = ports_of(protocol, segment);
    if (!ports.known) return DropReason::nat_unsupported;
    const FlowKey key{protocol, {ip.destination(), ports.destination}, {ip.source(), remote_port(protocol, ports.source)}};
    // A request from outside is no answer to a session, whatever its identifier.
    if (ports.icmp_query && segment[0] == wire::icmp_type::echo_request &&
        !context.nat.has_static(*plan, protocol)) {
      return std::nullopt;
    }
    const auto result = context.nat.inbound(*plan, key, ports.tcp, context.now);
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
      translate_error_outbound(context, *plan, packet);
      return std::nullopt;
    }
    const auto ports = ports_of(protocol, segment);
    if (!ports.known) return DropReason::nat_unsupported;
    const FlowKey key{protocol, {source, ports.source}, {ip.destination(), remote_port(protocol, ports.destination)}};
    const auto result = context.nat.outbound(*plan, key, *plan->outer, ports.tcp, context.now);
    if (result.result != NatTable::Result::translated) return DropReason::nat_no_port;
    rewrite_source(packet, result.endpoint, ports);
    if (context.plan->masquerade_remove_df && is_masquerade(*plan) && wire::Ipv4View(packet.data()).dont_fragment()) {
      wire::clear_dont_fragment(packet.data(), context.next_identification++);
    }
    return std::nullopt;
  }
  return std::nullopt;
}

}  // namespace kyoten::dataplane
