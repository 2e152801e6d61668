// The Ethernet bridge (`bridge member`): learns, forwards, floods. Tagged frames and BPDUs pass untouched; a tunnel takes part
// only while its session is up. Next: l2tpv3_encap, a port, and for what is addressed to the router: ip_input, arp_input.
#include "firmware/dataplane/stage/deliver_frame.hpp"
#include "firmware/wire/l2tpv3_data.hpp"

namespace kyoten::dataplane {
namespace {

/// `auto` for a bridged tunnel: what fits into one outer packet of the WAN (protocols: 1392 with NAT-T and AES-CBC).
std::size_t tunnel_mss(const Context& context, const InterfacePlan& tunnel) {
  constexpr std::size_t kIpAndTcp = 40;
  std::size_t outer_mtu = 1500;
  const auto* session = tunnel.tunnel ? context.sessions.of_tunnel(*tunnel.tunnel) : nullptr;
  if (session == nullptr) return outer_mtu - kIpAndTcp;
  const auto* route = context.route(session->session.remote_endpoint.address);
  if (route != nullptr) outer_mtu = context.interface(route->interface).mtu_bytes;
  const std::size_t inside = wire::kUdpHeaderBytes + wire::kL2tpv3DataHeaderBytes +
                             session->session.remote_cookie.size() + wire::kEthernetHeaderBytes;
  std::size_t room = outer_mtu - wire::kIpv4HeaderBytes;
  if (tunnel.policy) {
    const auto* sa = context.sas.outbound(*tunnel.policy);
    if (sa == nullptr) return outer_mtu - 200;
    const auto& parameters = sa->parameters();
    if (parameters.udp_encapsulated) room -= wire::kUdpHeaderBytes;
    room -= ipsec::esp_headroom(parameters.suite) + ipsec::icv_bytes(parameters.suite.integrity);
    room -= room % ipsec::block_bytes(parameters.suite.cipher);
    room -= 2;  // pad length and next header
  }
  return room - inside - kIpAndTcp;
}

void clamp_bridged(Context& context, PacketBuffer& frame, const InterfacePlan& tunnel) {
  if (!tunnel.mss_limit.automatic && tunnel.mss_limit.bytes == 0) return;
  const auto header = wire::parse_ethernet(frame.bytes());
  if (!header || header->type != wire::ethertype::ipv4) return;
  limit_mss(frame.bytes().subspan(header->size()), tunnel.mss_limit, tunnel_mss(context, tunnel));
}

void send_to_member(Context& context, InterfaceIndex member, Packet frame) {
  const auto& interface = context.interface(member);
  if (interface.kind == InterfaceKind::l2tpv3_tunnel) {
    clamp_bridged(context, *frame, interface);
    frame->meta.out_interface = member;
    context.to(Stage::l2tpv3_encap, std::move(frame));
    return;
  }
  send_frame(context, member, std::move(frame));
}

void flood(Context& context, const BridgePlan& bridge, InterfaceIndex from, const PacketBuffer& frame) {
  for (auto member : bridge.members) {
    if (member == from || !context.is_active(context.interface(member))) continue;
    if (auto copy = context.copy(frame)) send_to_member(context, member, std::move(copy));
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
  const bool from_router = frame->meta.local_origin && frame->meta.depth == 0;
  const auto own = from_router ? std::nullopt : own_interface(context, *plan, *header);
  if (own && header->destination == context.interface(*own).mac) {
    frame->meta.in_interface = *own;
    return deliver_frame(context, std::move(frame), *header);
  }
  if (!header->destination.is_group()) {
    if (const auto side = lookup(context, *plan, header->destination)) {
      if (*side == from) return context.drop(std::move(frame), DropReason::bridge_same_port);
      if (context.is_active(context.interface(*side))) {
        return send_to_member(context, *side, std::move(frame));
      }
    }
  }
  flood(context, *plan, from, *frame);
  if (own && header->destination.is_group()) {
    frame->meta.in_interface = *own;
    return deliver_frame(context, std::move(frame), *header);
  }
  // All that left were copies; the original has done its work.
  context.consume(std::move(frame));
}

}  // namespace

void bridge(Context& context, Batch& batch) {
  for (auto& frame : batch) forward(context, std::move(frame));
}

}  // namespace kyoten::dataplane
