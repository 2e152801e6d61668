// Puts the Ethernet header in front: the neighbour's address, or the packet waits while ARP or neighbour discovery asks for it. Next: a port, or the bridge.
#include "firmware/dataplane/context.hpp"
#include "firmware/wire/neighbour_discovery.hpp"

namespace kyoten::dataplane {
namespace {

void count(Traffic& traffic, const PacketBuffer& packet) {
  ++traffic.packets;
  traffic.bytes += packet.size();
}

bool is_broadcast_on(const InterfacePlan& interface, Ipv4Address address) {
  return address.is_broadcast() ||
         std::any_of(interface.addresses.begin(), interface.addresses.end(), [&](auto& own) {
           return own.length < 31 && own.directed_broadcast() == address;
         });
}

/// RFC 1112 section 6.4.
MacAddress multicast_mac(Ipv4Address address) {
  const auto octets = address.octets();
  return {{0x01, 0x00, 0x5e, static_cast<std::uint8_t>(octets[1] & 0x7f), octets[2], octets[3]}};
}

void put_header(Context& context, Packet packet, const MacAddress& destination, std::uint16_t type) {
  const auto index = packet->meta.out_interface;
  auto& counters = context.counters.row(index);
  count(type == wire::ethertype::ipv6 ? counters.transmitted_ipv6 : counters.transmitted_ipv4, *packet);
  const auto& interface = context.interface(index);
  wire::EthernetHeader header;
  header.destination = destination;
  header.source = interface.mac;
  header.type = type;
  header.vlan_id = interface.vlan_id;
  if (!packet->push_front(header.size())) return context.drop(std::move(packet), DropReason::no_headroom);
  wire::write_ethernet(header, packet->data());
  send_frame(context, index, std::move(packet));
}

void handle6(Context& context, Packet packet) {
  const auto index = packet->meta.out_interface;
  const auto next_hop = packet->meta.next_hop6;
  if (next_hop.is_multicast())
    return put_header(context, std::move(packet), wire::multicast_mac(next_hop), wire::ethertype::ipv6);
  if (const auto* known = context.neighbours6.find(index, next_hop, context.now))
    return put_header(context, std::move(packet), *known, wire::ethertype::ipv6);
  auto held = context.neighbours6.hold(index, next_hop, std::move(packet), context.now);
  for (auto& lost : held.given_up) context.drop(std::move(lost), DropReason::neighbour_unresolved);
  if (held.ask) send_neighbour_solicitation(context, index, next_hop);
}

void handle(Context& context, Packet packet) {
  if (wire::is_ipv6(packet->bytes())) return handle6(context, std::move(packet));
  const auto index = packet->meta.out_interface;
  const auto& interface = context.interface(index);
  const auto next_hop = packet->meta.next_hop;
  MacAddress destination;
  if (is_broadcast_on(interface, next_hop)) {
    destination = MacAddress::broadcast();
  } else if (next_hop.is_multicast()) {
    destination = multicast_mac(next_hop);
  } else if (const auto* known = context.neighbours.find(index, next_hop, context.now)) {
    destination = *known;
  } else {
    auto held = context.neighbours.hold(index, next_hop, std::move(packet), context.now);
    for (auto& lost : held.given_up) context.drop(std::move(lost), DropReason::neighbour_unresolved);
    if (held.ask && !interface.addresses.empty()) {
      send_arp(context, index, interface.addresses[0].address, next_hop, std::nullopt);
    }
    return;
  }
  put_header(context, std::move(packet), destination, wire::ethertype::ipv4);
}

}  // namespace

void ethernet_output(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { handle(context, std::move(packet)); });
}

void send_frame(Context& context, InterfaceIndex index, Packet frame) {
  const auto& interface = context.interface(index);
  if (interface.kind == InterfaceKind::bridge) {
    frame->meta.in_interface = index;
    frame->meta.local_origin = true;
    return context.to(Stage::bridge, std::move(frame));
  }
  if (!interface.port) return context.drop(std::move(frame), DropReason::interface_down);
  auto& counters = context.counters.row(index);
  ++counters.transmitted.packets;
  counters.transmitted.bytes += frame->size();
  if (interface.kind == InterfaceKind::vlan) {
    // A VLAN on a bridge member speaks to the whole bridged segment, through the bridge.
    for (auto& bridge : context.plan->bridges) {
      for (auto member : bridge.members) {
        const auto& below = context.interface(member);
        if (below.kind != InterfaceKind::port || below.port != interface.port) continue;
        frame->meta.in_interface = bridge.interface;
        frame->meta.local_origin = true;
        return context.to(Stage::bridge, std::move(frame));
      }
    }
  }
  context.transmit(*interface.port, std::move(frame));
}

}  // namespace kyoten::dataplane
