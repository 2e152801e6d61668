// The Ethernet bridge (`bridge member`): learns, forwards, floods. Tagged frames and BPDUs pass untouched; a tunnel takes part
// only while its session is up. Next: l2tpv3_encap, a port, and for what is addressed to the router: ip_input, arp_input.
#include "firmware/dataplane/stage/deliver_frame.hpp"
#include "firmware/wire/l2tpv3_data.hpp"

namespace kyoten::dataplane {
namespace {

/// `auto` for a bridged tunnel: what fits into one outer packet of the WAN (1392 - 40 with NAT-T and AES-CBC at 1500).
std::size_t tunnel_mss(const Context& context, const InterfacePlan& tunnel, std::size_t frame_header) {
  constexpr std::size_t kIpAndTcp = 40;
  constexpr std::size_t kWithoutSession = 1300;
  const auto* session = tunnel.tunnel ? context.sessions.of_tunnel(*tunnel.tunnel) : nullptr;
  if (session == nullptr) return kWithoutSession;
  const auto* route = context.route(session->session.remote_endpoint.address);
  const std::size_t mtu = route != nullptr ? context.interface(route->interface).mtu_bytes : 1500;
  auto room = mtu - std::min(mtu, wire::kIpv4HeaderBytes);
  if (tunnel.policy) {
    const auto* sa = context.sas.outbound(*tunnel.policy);
    if (sa == nullptr) return kWithoutSession;
    room = room_inside(context, sa->parameters());
  }
  const std::size_t inside = wire::kUdpHeaderBytes + wire::kL2tpv3DataHeaderBytes +
                             session->session.remote_cookie.size() + frame_header + kIpAndTcp;
  constexpr std::size_t kLeast = 536;  // RFC 9293 section 3.7.1
  return room > inside + kLeast ? room - inside : kLeast;
}

/// `ip tunnel tcp mss limit` holds for the connections in bridged frames too, in both directions.
void clamp_bridged(Context& context, PacketBuffer& frame, const wire::EthernetHeader& header,
                   const InterfacePlan& tunnel) {
  if (!tunnel.mss_limit.automatic && tunnel.mss_limit.bytes == 0) return;
  if (header.type != wire::ethertype::ipv4) return;
  const auto packet = frame.bytes().subspan(header.size());
  if (opens_tcp(packet)) limit_mss(packet, tunnel.mss_limit, tunnel_mss(context, tunnel, header.size()));
}

void send_to_member(Context& context, InterfaceIndex member, const wire::EthernetHeader& header, Packet frame) {
  const auto& interface = context.interface(member);
  if (interface.kind != InterfaceKind::l2tpv3_tunnel) return send_frame(context, member, std::move(frame));
  clamp_bridged(context, *frame, header, interface);
  frame->meta.out_interface = member;
  context.to(Stage::l2tpv3_encap, std::move(frame));
}

/// To all active members but the one it came from. The last of them takes the frame itself unless it is `kept` for the router.
void flood(Context& context, const BridgePlan& bridge, const wire::EthernetHeader& header, Packet& frame, bool kept) {
  const auto from = frame->meta.in_interface;
  std::optional<InterfaceIndex> last;
  bool tunnel_down = false;
  for (auto member : bridge.members) {
    if (member == from) continue;
    const auto& interface = context.interface(member);
    if (!context.is_active(interface)) {
      tunnel_down |= interface.kind == InterfaceKind::l2tpv3_tunnel;
      continue;
    }
    if (last) {
      if (auto copy = context.copy(*frame)) send_to_member(context, *last, header, std::move(copy));
    }
    last = member;
  }
  if (kept) {
    if (!last) return;
    if (auto copy = context.copy(*frame)) send_to_member(context, *last, header, std::move(copy));
  } else if (last) {
    send_to_member(context, *last, header, std::move(frame));
  } else {
    context.drop(std::move(frame), tunnel_down ? DropReason::l2tp_session_down : DropReason::bridge_no_port);
  }
}

/// The router's own interface in the bridge that a frame belongs to: bridge1 itself, or a VLAN on a member LAN.
std::optional<InterfaceIndex> own_interface(const Context& context, const BridgePlan& bridge,
                                            const wire::EthernetHeader& header) {
  if (!header.vlan_id) return bridge.interface;
  for (std::size_t i = 0; i < context.plan->interfaces.size(); ++i) {
    auto& row = context.plan->interfaces[i];
    if (row.kind != InterfaceKind::vlan || row.vlan_id != header.vlan_id || !row.port) continue;
    for (auto member : bridge.members) {
      auto& below = context.interface(member);
      if (below.kind == InterfaceKind::port && below.port == row.port) {
        return InterfaceIndex{static_cast<std::uint16_t>(i)};
      }
    }
  }
  return std::nullopt;
}

std::optional<InterfaceIndex> lookup(const Context& context, const BridgePlan& bridge,
                                     const MacAddress& destination) {
  for (auto& [mac, side] : bridge.static_entries) {
    if (mac == destination) return side;
  }
  if (!bridge.learning) return std::nullopt;
  return context.macs.find(bridge.id, destination, context.now, bridge.age);
}

/// False if the frame runs in circles.
bool learn(Context& context, const BridgePlan& bridge, const MacAddress& source, InterfaceIndex from) {
  if (!bridge.learning || from == bridge.interface) return true;
  return context.macs.learn(bridge.id, source, from, context.now) != MacTable::Learned::looping;
}

void forward(Context& context, Packet frame) {
  const auto header = wire::parse_ethernet(frame->bytes());
  const auto from = frame->meta.in_interface;
  const auto* plan = context.bridge(*context.interface(from).bridge);
  if (plan == nullptr || !header) return context.drop(std::move(frame), DropReason::frame_too_short);
  if (header->source.is_group()) return context.drop(std::move(frame), DropReason::group_source);
  if (!learn(context, *plan, header->source, from)) {
    return context.drop(std::move(frame), DropReason::bridge_loop);
  }
  const auto& entered = context.interface(from);
  if (entered.kind == InterfaceKind::l2tpv3_tunnel) clamp_bridged(context, *frame, *header, entered);
  // What came out of a tunnel is no longer of local origin; what the router itself sends does not come back to it.
  const auto own = frame->meta.local_origin ? std::nullopt : own_interface(context, *plan, *header);
  if (own && header->destination == context.interface(*own).mac) {
    frame->meta.in_interface = *own;
    return deliver_frame(context, std::move(frame), *header);
  }
  if (!header->destination.is_group()) {
    if (const auto side = lookup(context, *plan, header->destination)) {
      if (*side == from) return context.drop(std::move(frame), DropReason::bridge_same_port);
      if (context.is_active(context.interface(*side))) {
        return send_to_member(context, *side, *header, std::move(frame));
      }
    }
  }
  const bool kept = own && header->destination.is_group();
  flood(context, *plan, *header, frame, kept);
  if (!kept) return;
  frame->meta.in_interface = *own;
  deliver_frame(context, std::move(frame), *header);
}

}  // namespace

void bridge(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet frame) { forward(context, std::move(frame)); });
}

}  // namespace kyoten::dataplane
