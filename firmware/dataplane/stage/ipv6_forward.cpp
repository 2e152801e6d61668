// IPv6 packets that are not for us: hop limit, route, MTU (a router never cuts them), and into an IPsec tunnel where the route leads to
// one. Next: ethernet_output, ipsec_output.
#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

using wire::Ipv6View;

void enter_tunnel(Context& context, Packet packet, const InterfacePlan& tunnel) {
  if (++packet->meta.depth > kDeepest) return context.drop(std::move(packet), DropReason::tunnel_loop);
  packet->meta.policy = tunnel.policy.value_or(PolicyId{});
  // IPv6 has no such bit: its sender has been told what fits, and what is around it may be cut.
  packet->meta.outer_dont_fragment = tunnel.outer_df == OuterDf::set;
  packet->meta.obeys_outer_df = tunnel.obeys_outer_df;
  auto& counters = context.counters.row(packet->meta.out_interface);
  for (auto* traffic : {&counters.transmitted, &counters.transmitted_ipv6}) {
    ++traffic->packets;
    traffic->bytes += packet->size();
  }
  if (packet->meta.policy == PolicyId{}) return context.drop(std::move(packet), DropReason::no_sa);
  context.to(Stage::ipsec_output, std::move(packet));
}

/// What fits towards a destination. The router's own packets are cut to what is known of the whole path, since nobody else cuts them.
std::size_t room_towards(const Context& context, const PacketBuffer& packet, const InterfacePlan& out) {
  if (!packet.meta.local_origin) return out.mtu6_bytes;
  const auto path = context.sas.path_mtu(Ipv6View(packet.data()).destination(), context.now);
  return path ? std::min(*path, out.mtu6_bytes) : out.mtu6_bytes;
}

void send_by(Context& context, Packet packet, const Route6Plan& route) {
  const auto& out = context.interface(route.interface);
  if (route.discard) return context.drop(std::move(packet), DropReason::null_route);
  if (!out.enabled) return context.drop(std::move(packet), DropReason::interface_down);
  if (out.kind == InterfaceKind::l2tpv3_tunnel || out.kind == InterfaceKind::pp)
    return context.drop(std::move(packet), DropReason::no_route);
  if (!filters_pass(context, out.filter6_out, packet->bytes(), route.interface, false))
    return context.drop(std::move(packet), DropReason::filtered_out);
  const auto room = room_towards(context, *packet, out);
  if (packet->size() > room) {
    if (packet->meta.local_origin) return fragment(context, std::move(packet), room, Stage::ipv6_route);
    context.send_icmpv6_error(*packet, wire::icmpv6_type::packet_too_big, 0, out.mtu6_bytes);
    return context.drop(std::move(packet), DropReason::fragment_needed);
  }
  packet->meta.out_interface = route.interface;
  packet->meta.next_hop6 = route.gateway.value_or(Ipv6View(packet->data()).destination());
  if (out.kind == InterfaceKind::ipsec_tunnel) return enter_tunnel(context, std::move(packet), out);
  context.to(Stage::ethernet_output, std::move(packet));
}

void forward(Context& context, Packet packet) {
  if (!context.plan->forwards6) return context.drop(std::move(packet), DropReason::not_forwarded);
  const Ipv6View ip(packet->data());
  if (ip.hop_limit() <= 1) {
    context.send_icmpv6_error(*packet, wire::icmpv6_type::time_exceeded, 0);
    return context.drop(std::move(packet), DropReason::ttl_exceeded);
  }
  const auto* route = context.index.route(ip.destination());
  if (route == nullptr) {
    context.send_icmpv6_error(*packet, wire::icmpv6_type::unreachable, 0);
    return context.drop(std::move(packet), DropReason::no_route);
  }
  wire::decrement_hop_limit(packet->data());
  packet->meta.policy = PolicyId{};
  packet->meta.authenticated = false;
  send_by(context, std::move(packet), *route);
}

/// Of the router's own. An address of a link is reached by the interface that the packet names already.
void send_own(Context& context, Packet packet) {
  const auto destination = Ipv6View(packet->data()).destination();
  if (destination.is_link_local() || destination.is_multicast()) {
    const auto& out = context.interface(packet->meta.out_interface);
    if (!filters_pass(context, out.filter6_out, packet->bytes(), packet->meta.out_interface, false))
      return context.drop(std::move(packet), DropReason::filtered_out);
    if (packet->size() > out.mtu6_bytes) return fragment(context, std::move(packet), out.mtu6_bytes, Stage::ipv6_route);
    packet->meta.next_hop6 = destination;
    return context.to(Stage::ethernet_output, std::move(packet));
  }
  const auto* route = context.index.route(destination);
  if (route == nullptr || context.index.owner_of(destination)) return context.drop(std::move(packet), DropReason::no_route);
  send_by(context, std::move(packet), *route);
}

}  // namespace

void ipv6_forward(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { forward(context, std::move(packet)); });
}

void ipv6_route(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { send_own(context, std::move(packet)); });
}

}  // namespace kyoten::dataplane
