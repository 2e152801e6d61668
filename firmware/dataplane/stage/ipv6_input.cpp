// IPv6 packets that came in: checked, then for the router itself (echo and neighbour discovery are answered here, nothing else is
// served) or forwarded. Next: ipv6_forward, ipv6_route.
#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"
#include "firmware/dataplane/context.hpp"
#include "firmware/wire/neighbour_discovery.hpp"

namespace kyoten::dataplane {
namespace {

using wire::Ipv6View;

bool is_martian(const Context& context, const InterfacePlan& interface, const Ipv6View& ip) {
  const auto source = ip.source();
  return source.is_multicast() || source.is_loopback() || ip.destination().is_loopback() ||
         ip.destination().is_unspecified() || context.index.owner_of(source) ||
         (source.is_link_local() && !interface.is_ethernet());  // of a link that is elsewhere
}

/// All nodes and all routers of the link, and where an own address is asked for.
bool is_own_group(const InterfacePlan& interface, const Ipv6Address& group) {
  static const auto kAllNodes = *Ipv6Address::parse("ff02::1");
  static const auto kAllRouters = *Ipv6Address::parse("ff02::2");
  return group == kAllNodes || group == kAllRouters ||
         std::ranges::any_of(interface.addresses6,
                             [&](auto& own) { return wire::solicited_node(own.address) == group; });
}

/// An address of the link belongs to the interface on it; others to the router as a whole.
bool is_for_us(const Context& context, const InterfacePlan& interface, const Ipv6Address& destination) {
  if (destination.is_multicast()) return is_own_group(interface, destination);
  if (!destination.is_link_local()) return context.index.owner_of(destination).has_value();
  return std::ranges::any_of(interface.addresses6, [&](auto& own) { return own.address == destination; });
}

/// Turns the request into its answer, in place. To a group: not answered, as with IPv4.
void answer_echo(Context& context, Packet packet, std::size_t message_at) {
  const Ipv6View ip(packet->data());
  wire::Ipv6Fields fields;
  fields.source = ip.destination();
  fields.destination = ip.source();
  fields.next_header = wire::ip_protocol::icmpv6;
  fields.traffic_class = ip.traffic_class();
  if (fields.source.is_multicast() || fields.destination.is_unspecified()) return context.consume(std::move(packet));
  KYOTEN_ASSERT(packet->pull_front(message_at - wire::kIpv6HeaderBytes));
  wire::write_ipv6(fields, packet->size(), packet->data());
  auto message = packet->bytes().subspan(wire::kIpv6HeaderBytes);
  message[0] = wire::icmpv6_type::echo_reply;
  message[2] = message[3] = 0;
  boost::endian::store_big_u16(message.data() + 2, wire::icmpv6_sum(fields.source, fields.destination, message));
  packet->meta.local_origin = true;
  packet->meta.authenticated = false;
  packet->meta.policy = PolicyId{};
  packet->meta.out_interface = packet->meta.in_interface;
  context.to(Stage::ipv6_route, std::move(packet));
}

void deliver(Context& context, Packet packet) {
  const Ipv6View ip(packet->data());
  const auto upper = wire::upper_layer(packet->bytes());
  if (!upper) return context.drop(std::move(packet), DropReason::ipv6_malformed);
  if (upper->protocol != wire::ip_protocol::icmpv6 || upper->later_fragment)
    return context.drop(std::move(packet), DropReason::port_closed);
  const auto message = ByteView(packet->bytes()).subspan(upper->at);
  if (message.size() < wire::kIcmpv6HeaderBytes || wire::icmpv6_sum(ip.source(), ip.destination(), message) != 0)
    return context.drop(std::move(packet), DropReason::icmp_malformed);
  switch (message[0]) {
    case wire::icmpv6_type::echo_request: return answer_echo(context, std::move(packet), upper->at);
    case wire::icmpv6_type::neighbour_solicitation:
    case wire::icmpv6_type::neighbour_advertisement:
      return take_neighbour_message(context, std::move(packet), message);
    default: return context.drop(std::move(packet), DropReason::port_closed);
  }
}

void handle(Context& context, Packet packet) {
  if (!wire::check_ipv6(packet->bytes())) return context.drop(std::move(packet), DropReason::ipv6_malformed);
  const Ipv6View ip(packet->data());
  const auto& interface = context.interface(packet->meta.in_interface);
  if (is_martian(context, interface, ip)) return context.drop(std::move(packet), DropReason::ip_martian);
  // Ethernet pads short frames; what stands behind the packet is not part of it.
  KYOTEN_ASSERT(packet->pull_back(packet->size() - ip.total_bytes()));
  if (interface.closed6_in) return context.drop(std::move(packet), DropReason::filtered_in);
  const auto destination = ip.destination();
  if (is_for_us(context, interface, destination)) return deliver(context, std::move(packet));
  if (destination.is_multicast() || destination.is_link_local() || ip.source().is_link_local() ||
      ip.source().is_unspecified())
    return context.drop(std::move(packet), DropReason::not_forwarded);
  context.to(Stage::ipv6_forward, std::move(packet));
}

}  // namespace

void ipv6_input(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { handle(context, std::move(packet)); });
}

}  // namespace kyoten::dataplane
