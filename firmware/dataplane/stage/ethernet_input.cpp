// Takes frames from ports. A bridge member's frames go to the bridge as they are, tag and all; the others must be addressed to
// us and go up by their type. Next: bridge, ip_input, ipv6_input, arp_input, pppoe_decap.
#include "firmware/dataplane/stage/deliver_frame.hpp"

namespace kyoten::dataplane {
namespace {

std::optional<InterfaceIndex> vlan_interface(const Plan& plan, PortIndex port, std::uint16_t vlan_id) {
  for (std::size_t i = 0; i < plan.interfaces.size(); ++i) {
    auto& row = plan.interfaces[i];
    if (row.kind == InterfaceKind::vlan && row.port == port && row.vlan_id == vlan_id) {
      return InterfaceIndex{static_cast<std::uint16_t>(i)};
    }
  }
  return std::nullopt;
}

bool is_unicast(const Context& context, const PacketBuffer& packet) {
  if (packet.size() < wire::kIpv4HeaderBytes) return false;  // malformed; said so by ip_input
  const auto destination = wire::Ipv4View(packet.data()).destination();
  return !destination.is_broadcast() && !destination.is_multicast() &&
         !context.index.is_directed_broadcast(destination);
}

}  // namespace

/// A frame for the router itself, on the interface that `meta.in_interface` names.
void deliver_frame(Context& context, Packet frame, const wire::EthernetHeader& header) {
  const auto& interface = context.interface(frame->meta.in_interface);
  if (header.destination != interface.mac && !header.destination.is_group()) {
    return context.drop(std::move(frame), DropReason::not_for_us);
  }
  frame->meta.source_mac = header.source;
  if (!frame->pull_front(header.size())) return context.drop(std::move(frame), DropReason::frame_too_short);
  auto& counters = context.counters.row(frame->meta.in_interface);
  switch (header.type) {
    case wire::ethertype::ipv4:
      // RFC 1122 section 3.3.6: a frame to all with a packet to one would be forwarded by every router on the link.
      if (header.destination.is_group() && is_unicast(context, *frame)) {
        return context.drop(std::move(frame), DropReason::not_forwarded);
      }
      ++counters.received_ipv4.packets;
      counters.received_ipv4.bytes += frame->size();
      return context.to(Stage::ip_input, std::move(frame));
    case wire::ethertype::ipv6:
      if (interface.addresses6.empty()) break;
      ++counters.received_ipv6.packets;
      counters.received_ipv6.bytes += frame->size();
      return context.to(Stage::ipv6_input, std::move(frame));
    case wire::ethertype::arp: return context.to(Stage::arp_input, std::move(frame));
    case wire::ethertype::pppoe_discovery: return deliver_pppoe_discovery(context, std::move(frame));
    case wire::ethertype::pppoe_session: return context.to(Stage::pppoe_decap, std::move(frame));
    default: break;
  }
  ++counters.unknown_packets;
  context.drop(std::move(frame), DropReason::unknown_ethertype);
}

namespace {

void handle(Context& context, Packet frame) {
  const auto& interface = context.interface(frame->meta.in_interface);
  if (!interface.enabled) return context.drop(std::move(frame), DropReason::interface_down);
  if (interface.bridge) return context.to(Stage::bridge, std::move(frame));
  const auto header = wire::parse_ethernet(frame->bytes());
  if (!header) return context.drop(std::move(frame), DropReason::frame_too_short);
  if (header->source.is_group()) return context.drop(std::move(frame), DropReason::group_source);
  if (header->vlan_id && interface.port) {
    const auto vlan = vlan_interface(*context.plan, *interface.port, *header->vlan_id);
    if (!vlan) return context.drop(std::move(frame), DropReason::unknown_vlan);
    frame->meta.in_interface = *vlan;
  }
  deliver_frame(context, std::move(frame), *header);
}

}  // namespace

void ethernet_input(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet frame) { handle(context, std::move(frame)); });
}

}  // namespace kyoten::dataplane
