// IPv6 packets that came in: checked, reassembled if they are for the router itself, then local or forwarded. Next: local_deliver,
// ipv6_forward.
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

void handle(Context& context, Packet packet) {
  if (!wire::check_ipv6(packet->bytes())) return context.drop(std::move(packet), DropReason::ipv6_malformed);
  const Ipv6View ip(packet->data());
  const auto& interface = context.interface(packet->meta.in_interface);
  if (is_martian(context, interface, ip)) return context.drop(std::move(packet), DropReason::ip_martian);
  // Ethernet pads short frames; what stands behind the packet is not part of it.
  KYOTEN_ASSERT(packet->pull_back(packet->size() - ip.total_bytes()));
  const bool for_us = is_for_us(context, interface, ip.destination());
  if (for_us && wire::fragment_in(packet->bytes())) {
    packet = reassemble(context, std::move(packet));
    if (!packet) return;
  }
  if (!filters_pass(context, interface.filter6_in, packet->bytes(), packet->meta.in_interface, true))
    return context.drop(std::move(packet), DropReason::filtered_in);
  if (for_us) return context.to(Stage::local_deliver, std::move(packet));
  const auto destination = ip.destination();
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
