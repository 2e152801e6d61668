// IPv4 packets that came in: checked, reassembled if they are for us, translated (inbound order: NAT, filter, route), then local or
// forwarded. Next: local_deliver, ip_forward.
#include "firmware/base/assert.hpp"
#include "firmware/dataplane/context.hpp"
#include "firmware/dataplane/translate.hpp"

namespace kyoten::dataplane {
namespace {

/// A source that cannot be a sender's (RFC 1812 section 5.3.7), our own address from outside among them.
bool is_martian(const Context& context, const wire::Ipv4View& ip) {
  const auto source = ip.source();
  return source.is_multicast() || source.is_broadcast() || source.is_loopback() ||
         ip.destination().is_loopback() || source == ip.destination() ||
         (source.is_unspecified() && !ip.destination().is_broadcast()) ||
         context.index.is_directed_broadcast(source) || context.owner_of(source);
}

bool is_for_us(const Context& context, const InterfacePlan& interface, Ipv4Address destination) {
  if (destination.is_broadcast() || destination.is_multicast()) return true;
  if (context.owner_of(destination)) return true;
  for (auto& own : interface.addresses) {
    if (own.length < 31 && own.directed_broadcast() == destination) return true;
  }
  for (auto id : interface.nat) {
    for (auto& descriptor : context.plan->nat) {
      if (descriptor.id == id && descriptor.outer == destination) return true;
    }
  }
  return false;
}

void handle(Context& context, Packet packet) {
  switch (wire::check_ipv4(packet->bytes())) {
    case wire::Ipv4Error::malformed: return context.drop(std::move(packet), DropReason::ip_malformed);
    case wire::Ipv4Error::checksum: return context.drop(std::move(packet), DropReason::ip_checksum);
    case wire::Ipv4Error::none: break;
  }
  wire::Ipv4View ip(packet->data());
  if (wire::has_source_route(packet->bytes())) {
    return context.drop(std::move(packet), DropReason::ip_source_route);
  }
  if (is_martian(context, ip)) return context.drop(std::move(packet), DropReason::ip_martian);
  // Ethernet pads short frames; what stands behind the packet is not part of it.
  KYOTEN_ASSERT(packet->pull_back(packet->size() - ip.total_bytes()));
  const auto index = packet->meta.in_interface;
  const auto& interface = context.interface(index);
  const bool local = is_for_us(context, interface, ip.destination());
  if (local && ip.is_fragment()) {
    packet = reassemble(context, std::move(packet));
    if (!packet) return;
  }
  if (!interface.nat.empty()) {
    if (const auto reason = translate_inbound(context, interface, *packet)) {
      return context.drop(std::move(packet), *reason);
    }
  }
  if (!filters_pass(context, interface.filter_in, packet->bytes(), index, true)) {
    return context.drop(std::move(packet), DropReason::filtered_in);
  }
  const auto* client = context.index.client(index, wire::Ipv4View(packet->data()).source());
  if (client != nullptr && !filters_pass(context, client->filter_in, packet->bytes(), index, true)) {
    return context.drop(std::move(packet), DropReason::filtered_in);
  }
  limit_mss(packet->bytes(), interface.mss_limit, mss_for_mtu(interface.mtu_bytes));
  const wire::Ipv4View translated(packet->data());
  const bool still_local = is_for_us(context, interface, translated.destination());
  context.to(still_local ? Stage::local_deliver : Stage::ip_forward, std::move(packet));
}

}  // namespace

void ip_input(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { handle(context, std::move(packet)); });
}

}  // namespace kyoten::dataplane
