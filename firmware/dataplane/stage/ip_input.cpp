// IPv4 packets that came in: checked, reassembled if they are for us, translated (inbound order: NAT, filter, route), then local or
// forwarded. Next: local_deliver, ip_forward.
#include <boost/endian/conversion.hpp>

#include "firmware/dataplane/context.hpp"
#include "firmware/dataplane/translate.hpp"

namespace kyoten::dataplane {
namespace {

bool is_martian(const wire::Ipv4View& ip) {
  const auto source = ip.source();
  return source.is_multicast() || source.is_broadcast() || source.is_loopback() ||
         ip.destination().is_loopback() ||
         (source.is_unspecified() && !ip.destination().is_broadcast());
}

bool is_for_us(const Context& context, const InterfacePlan& interface, Ipv4Address destination) {
  if (destination.is_broadcast() || destination.is_multicast()) return true;
  for (auto& own : interface.addresses) {
    if (own.length < 31 && own.directed_broadcast() == destination) return true;
  }
  for (auto id : interface.nat) {
    for (auto& descriptor : context.plan->nat) {
      if (descriptor.id == id && descriptor.outer == destination) return true;
    }
  }
  return context.owner_of(destination).has_value();
}

/// Returns the packet to go on with, or null while fragments are missing.
Packet reassemble(Context& context, Packet packet) {
  auto outcome = context.fragments.add(std::move(packet), context.pool, context.now);
  for (auto& dropped : outcome.dropped) context.drop(std::move(dropped), outcome.reason);
  context.flow.merged += outcome.merged;
  return std::move(outcome.whole);
}

void handle(Context& context, Packet packet) {
  switch (wire::check_ipv4(packet->bytes())) {
    case wire::Ipv4Error::malformed: return context.drop(std::move(packet), DropReason::ip_malformed);
    case wire::Ipv4Error::checksum: return context.drop(std::move(packet), DropReason::ip_checksum);
    case wire::Ipv4Error::none: break;
  }
  wire::Ipv4View ip(packet->data());
  if (is_martian(ip)) return context.drop(std::move(packet), DropReason::ip_martian);
  // Ethernet pads short frames; what stands behind the packet is not part of it.
  if (!packet->pull_back(packet->size() - ip.total_bytes())) std::abort();
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
  limit_mss(packet->bytes(), interface.mss_limit, interface.mtu_bytes - 40u);
  const wire::Ipv4View translated(packet->data());
  const bool still_local = is_for_us(context, interface, translated.destination());
  context.to(still_local ? Stage::local_deliver : Stage::ip_forward, std::move(packet));
}

}  // namespace

void ip_input(Context& context, Batch& batch) {
  for (auto& packet : batch) handle(context, std::move(packet));
}

}  // namespace kyoten::dataplane
