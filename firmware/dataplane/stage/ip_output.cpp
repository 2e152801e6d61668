// Leaving by a LAN interface or a pp. Outbound order: filter, then NAT, then fragments by the interface's MTU. Next: ethernet_output,
// ppp_output.
#include "firmware/base/assert.hpp"
#include "firmware/dataplane/context.hpp"
#include "firmware/dataplane/translate.hpp"

namespace kyoten::dataplane {
namespace {

/// Translates a packet; fragments only as a whole datagram, since only the first has the ports. Null if it was dropped, or while
/// fragments are missing.
Packet translated(Context& context, const InterfacePlan& interface, Packet packet) {
  const auto index = packet->meta.out_interface;
  if (wire::Ipv4View(packet->data()).is_fragment()) {
    packet = reassemble(context, std::move(packet));
    if (!packet) return nullptr;
    packet->meta.out_interface = index;  // the rows may have moved since the first came
  }
  const auto reason = translate_outbound(context, interface, *packet);
  if (!reason) return packet;
  context.drop(std::move(packet), *reason);
  return nullptr;
}

/// The router's own (ESP) packets are cut whatever the inner packet said, and masquerade removes the bit; others may forbid it.
bool forbids_fragments(const Context& context, const InterfacePlan& interface, const PacketBuffer& packet) {
  if (packet.meta.local_origin || !wire::Ipv4View(packet.data()).dont_fragment()) return false;
  return !context.plan->masquerade_remove_df || !masquerades(*context.plan, interface);
}

void handle(Context& context, Packet packet) {
  const auto index = packet->meta.out_interface;
  const auto& interface = context.interface(index);
  if (!filters_pass(context, interface.filter_out, packet->bytes(), index, false)) {
    return context.drop(std::move(packet), DropReason::filtered_out);
  }
  if (!packet->meta.local_origin) {
    limit_mss(packet->bytes(), interface.mss_limit, mss_for_mtu(interface.mtu_bytes));
  }
  // Before NAT: the ICMP error must go to the sender and quote what it sent.
  if (packet->size() > interface.mtu_bytes && forbids_fragments(context, interface, *packet)) {
    context.send_icmp_error(*packet, wire::icmp_type::unreachable, wire::icmp_code::fragmentation_needed,
                            interface.mtu_bytes);
    return context.drop(std::move(packet), DropReason::fragment_needed);
  }
  if (!interface.nat.empty()) {
    packet = translated(context, interface, std::move(packet));
    if (!packet) return;
  }
  const auto next = interface.kind == InterfaceKind::pp ? Stage::ppp_output : Stage::ethernet_output;
  if (packet->size() <= interface.mtu_bytes) return context.to(next, std::move(packet));
  fragment(context, std::move(packet), interface.mtu_bytes, next);
}

}  // namespace

void ip_output(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { handle(context, std::move(packet)); });
}

bool opens_tcp(ByteView packet) {
  if (packet.size() < wire::kIpv4HeaderBytes + wire::kTcpHeaderBytes) return false;
  const wire::Ipv4View ip(packet.data());
  if (packet[0] >> 4 != 4 || ip.protocol() != wire::ip_protocol::tcp || ip.fragment_offset() != 0) return false;
  return ip.header_bytes() <= packet.size() && wire::is_tcp_syn(packet.subspan(ip.header_bytes()));
}

void limit_mss(MutableByteView packet, const MssLimit& limit, std::size_t automatic_bytes) {
  if (!limit.automatic && limit.bytes == 0) return;
  if (!opens_tcp(packet) || wire::check_ipv4(packet) != wire::Ipv4Error::none) return;
  const wire::Ipv4View ip(packet.data());
  const auto bytes = limit.automatic ? automatic_bytes : limit.bytes;
  wire::clamp_mss(packet.subspan(ip.header_bytes(), ip.total_bytes() - ip.header_bytes()),
                  static_cast<std::uint16_t>(bytes));
}

}  // namespace kyoten::dataplane
