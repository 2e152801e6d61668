// Packets that are not for us: time to live, route, MSS limit, and into an IPsec tunnel where the route leads to one. Next: ip_output,
// esp_encrypt, local_deliver.
#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

/// What is longer than the tunnel's MTU is cut before encryption, or if it must not be, refused.
void enter_tunnel(Context& context, Packet packet, const InterfacePlan& tunnel) {
  if (++packet->meta.depth > kDeepest) return context.drop(std::move(packet), DropReason::tunnel_loop);
  const bool dont_fragment = wire::Ipv4View(packet->data()).dont_fragment();
  const bool too_long = packet->size() > tunnel.mtu_bytes;
  if (too_long && dont_fragment && !packet->meta.local_origin) {
    context.send_icmp_error(*packet, wire::icmp_type::unreachable, wire::icmp_code::fragmentation_needed,
                            tunnel.mtu_bytes);
    return context.drop(std::move(packet), DropReason::fragment_needed);
  }
  packet->meta.policy = tunnel.policy.value_or(PolicyId{});
  packet->meta.outer_dont_fragment =
      tunnel.outer_df == OuterDf::set || (tunnel.outer_df == OuterDf::copy && dont_fragment);
  packet->meta.obeys_outer_df = tunnel.obeys_outer_df;
  auto& counters = context.counters.row(packet->meta.out_interface);
  ++counters.transmitted.packets;
  counters.transmitted.bytes += packet->size();
  if (packet->meta.policy == PolicyId{}) return context.drop(std::move(packet), DropReason::no_sa);
  if (too_long) return fragment(context, std::move(packet), tunnel.mtu_bytes, Stage::ipsec_output);
  context.to(Stage::ipsec_output, std::move(packet));
}

/// Common to forwarded and own packets once the route is known.
void send_by_route(Context& context, Packet packet, const RoutePlan& route) {
  const wire::Ipv4View ip(packet->data());
  const auto& out = context.interface(route.interface);
  if (route.discard) return context.drop(std::move(packet), DropReason::null_route);
  if (!out.enabled) return context.drop(std::move(packet), DropReason::interface_down);
  packet->meta.out_interface = route.interface;
  packet->meta.next_hop = route.gateway.value_or(ip.destination());
  if (out.kind == InterfaceKind::l2tpv3_tunnel) return context.drop(std::move(packet), DropReason::no_route);
  if (out.kind != InterfaceKind::ipsec_tunnel) return context.to(Stage::ip_output, std::move(packet));

  if (!filters_pass(context, out.filter_out, packet->bytes(), route.interface, false)) {
    return context.drop(std::move(packet), DropReason::filtered_out);
  }
  const auto* client = context.index.client(route.interface, ip.destination());
  if (client != nullptr && !filters_pass(context, client->filter_out, packet->bytes(), route.interface, false)) {
    return context.drop(std::move(packet), DropReason::filtered_out);
  }
  limit_mss(packet->bytes(), out.mss_limit, mss_for_mtu(out.mtu_bytes));
  enter_tunnel(context, std::move(packet), out);
}

/// Only the first fragment has ports: the others would miss a filter that looks at them, and take another way than they should.
/// Null while fragments are missing.
Packet whole_for_filters(Context& context, Packet packet) {
  if (!context.index.routes_by_filter() || !wire::Ipv4View(packet->data()).is_fragment()) return packet;
  const auto interface = packet->meta.in_interface;
  auto whole = reassemble(context, std::move(packet));
  if (whole) whole->meta.in_interface = interface;  // the rows may have moved since the first came
  return whole;
}

void forward(Context& context, Packet fragment) {
  auto packet = whole_for_filters(context, std::move(fragment));
  if (!packet) return;
  const wire::Ipv4View ip(packet->data());
  if (context.index.is_directed_broadcast(ip.destination())) {  // RFC 2644
    return context.drop(std::move(packet), DropReason::not_forwarded);
  }
  if (ip.ttl() <= 1) {
    context.send_icmp_error(*packet, wire::icmp_type::time_exceeded, 0);
    return context.drop(std::move(packet), DropReason::ttl_exceeded);
  }
  const auto* route = context.route(packet->bytes());
  if (route == nullptr) {
    context.send_icmp_error(*packet, wire::icmp_type::unreachable, 0);
    return context.drop(std::move(packet), DropReason::no_route);
  }
  wire::decrement_ttl(packet->data());
  packet->meta.policy = PolicyId{};
  packet->meta.authenticated = false;
  send_by_route(context, std::move(packet), *route);
}

}  // namespace

void ip_forward(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { forward(context, std::move(packet)); });
}

/// The router's own packets, already protected where a policy wants it.
void ip_route(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) {
    const wire::Ipv4View ip(packet->data());
    if (const auto own = context.owner_of(ip.destination())) {
      packet->meta.in_interface = *own;
      return context.to(Stage::local_deliver, std::move(packet));
    }
    const auto* route = context.route(packet->bytes());
    if (route == nullptr) return context.drop(std::move(packet), DropReason::no_route);
    send_by_route(context, std::move(packet), *route);
  });
}

}  // namespace kyoten::dataplane
