// Neighbour discovery (RFC 4861 sections 7.1 and 7.2): for IPv6 what ARP is for IPv4. Answers for the router's own addresses,
// learns from what is said to it. Next: ethernet_output.
#include "firmware/wire/neighbour_discovery.hpp"

#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

constexpr std::uint8_t kOnLinkHopLimit = 255;  ///< so that nobody beyond the link can have sent it

void send_message(Context& context, InterfaceIndex index, const wire::NeighbourMessage& message, const Ipv6Address& source,
                  const Ipv6Address& destination) {
  const auto body = wire::emit_neighbour_message(message, source, destination);
  Bytes packet(wire::kIpv6HeaderBytes);
  packet.insert(packet.end(), body.begin(), body.end());
  wire::write_ipv6({source, destination, wire::ip_protocol::icmpv6, kOnLinkHopLimit, 0}, packet.size(), packet.data());
  if (auto made = context.originate(packet)) {
    made->meta.out_interface = index;
    made->meta.next_hop6 = destination;
    context.to(Stage::ethernet_output, std::move(made));
  }
}

bool has(const InterfacePlan& interface, const Ipv6Address& address) {
  return std::ranges::any_of(interface.addresses6, [&](auto& own) { return own.address == address; });
}
bool is_on_link(const InterfacePlan& interface, const Ipv6Address& address) {
  return std::ranges::any_of(interface.addresses6, [&](auto& own) { return own.contains(address); });
}

/// To who asks, or to all if it has no address yet and only wants to know whether one is taken (RFC 4862 section 5.4.3).
void advertise(Context& context, InterfaceIndex index, const Ipv6Address& target, const Ipv6Address& asker) {
  const bool anonymous = asker.is_unspecified();
  const auto to = anonymous ? *Ipv6Address::parse("ff02::1") : asker;
  send_message(context, index, {false, target, context.interface(index).mac, true, !anonymous, true}, target, to);
}

}  // namespace

void send_neighbour_solicitation(Context& context, InterfaceIndex index, const Ipv6Address& target) {
  const auto& interface = context.interface(index);
  if (interface.addresses6.empty()) return;
  // From an address of the same network, so that the neighbour can answer.
  const auto own = std::ranges::find_if(interface.addresses6, [&](auto& row) { return row.contains(target); });
  const auto& source = own == interface.addresses6.end() ? interface.addresses6[0].address : own->address;
  send_message(context, index, {true, target, interface.mac, false, false, false}, source, wire::solicited_node(target));
}

void take_neighbour_message(Context& context, Packet packet, ByteView bytes) {
  const wire::Ipv6View ip(packet->data());
  const auto message = wire::parse_neighbour_message(bytes);
  const auto index = packet->meta.in_interface;
  const auto& interface = context.interface(index);
  if (!message || ip.hop_limit() != kOnLinkHopLimit || !interface.is_ethernet())
    return context.drop(std::move(packet), DropReason::icmp_malformed);
  const auto source = ip.source();
  const bool for_us = message->solicitation && has(interface, message->target);
  // A solicitation tells who sends it, an advertisement who is meant; new neighbours are learned from questions to us only.
  const auto& about = message->solicitation ? source : message->target;
  const bool believable = message->link_address && !message->link_address->is_group() && is_on_link(interface, about) &&
                          !context.index.owner_of(about) && (for_us || !message->solicitation);
  if (believable) {
    auto waiting = context.neighbours6.learn(index, about, *message->link_address,
                                             context.now + context.plan->arp_timer, for_us);
    for (auto& held : waiting) context.to(Stage::ethernet_output, std::move(held));
  }
  if (for_us) advertise(context, index, message->target, source);
  context.consume(std::move(packet));
}

}  // namespace kyoten::dataplane
