// Leaving by a LAN interface. Outbound order: filter, then NAT, then fragments by the interface's MTU. Next: ethernet_output.
#include "firmware/dataplane/context.hpp"
#include "firmware/dataplane/translate.hpp"

namespace kyoten::dataplane {
namespace {

/// Cuts a packet into fragments of at most `mtu_bytes` (RFC 791 section 3.2).
void fragment(Context& context, Packet packet, std::size_t mtu_bytes) {
  const wire::Ipv4View ip(packet->data());
  const auto header = ip.header_bytes();
  const auto payload = ip.payload();
  const auto base = ip.fragment_offset();
  const bool more_after = ip.more_fragments();
  const std::size_t room = (mtu_bytes - header) / 8 * 8;
  const auto pieces = (payload.size() + room - 1) / room;
  context.flow.split += pieces - 1;
  for (std::size_t at = 0; at < payload.size(); at += room) {
    const auto bytes = std::min(room, payload.size() - at);
    const bool last = at + bytes == payload.size();
    auto piece = context.pool.take();
    if (!piece) {
      context.drops[static_cast<std::size_t>(DropReason::no_buffer)]++;
      ++context.flow.dropped;
      continue;
    }
    piece->meta = packet->meta;
    piece->set_size(header + bytes);
    std::copy(packet->data(), packet->data() + header, piece->data());
    std::copy(payload.begin() + static_cast<std::ptrdiff_t>(at),
              payload.begin() + static_cast<std::ptrdiff_t>(at + bytes), piece->data() + header);
    wire::set_total_bytes(piece->data(), header + bytes);
    wire::set_fragment(piece->data(), base + at, !last || more_after);
    context.to(Stage::ethernet_output, std::move(piece));
  }
  // The original's bytes are in the pieces: one packet became `pieces`.
  packet.reset();
}

void handle(Context& context, Packet packet) {
  const auto index = packet->meta.out_interface;
  const auto& interface = context.interface(index);
  if (!filters_pass(context, interface.filter_out, packet->bytes(), index, false)) {
    return context.drop(std::move(packet), DropReason::filtered_out);
  }
  if (!packet->meta.local_origin) limit_mss(packet->bytes(), interface.mss_limit, interface.mtu_bytes - 40u);
  if (!interface.nat.empty()) {
    if (wire::Ipv4View(packet->data()).is_fragment()) {
      // Translation needs the ports, which only the first fragment has.
      auto outcome = context.fragments.add(std::move(packet), context.pool, context.now);
      for (auto& dropped : outcome.dropped) context.drop(std::move(dropped), outcome.reason);
      context.flow.merged += outcome.merged;
      if (!outcome.whole) return;
      packet = std::move(outcome.whole);
    }
    if (const auto reason = translate_outbound(context, interface, *packet)) {
      return context.drop(std::move(packet), *reason);
    }
  }
  const wire::Ipv4View ip(packet->data());
  if (packet->size() <= interface.mtu_bytes) {
    return context.to(Stage::ethernet_output, std::move(packet));
  }
  // The router's own (ESP) packets are cut whatever the inner packet said; others may forbid it.
  if (ip.dont_fragment() && !packet->meta.local_origin) {
    constexpr std::uint8_t kFragmentationNeeded = 4;
    context.send_icmp_error(*packet, wire::icmp_type::unreachable, kFragmentationNeeded, interface.mtu_bytes);
    return context.drop(std::move(packet), DropReason::fragment_needed);
  }
  fragment(context, std::move(packet), interface.mtu_bytes);
}

}  // namespace

void ip_output(Context& context, Batch& batch) {
  for (auto& packet : batch) handle(context, std::move(packet));
}

void limit_mss(MutableByteView packet, const MssLimit& limit, std::size_t automatic_bytes) {
  if (!limit.automatic && limit.bytes == 0) return;
  if (wire::check_ipv4(packet) != wire::Ipv4Error::none) return;
  const wire::Ipv4View ip(packet.data());
  if (ip.protocol() != wire::ip_protocol::tcp || ip.fragment_offset() != 0) return;
  const auto bytes = limit.automatic ? automatic_bytes : limit.bytes;
  wire::clamp_mss(packet.subspan(ip.header_bytes(), ip.total_bytes() - ip.header_bytes()),
                  static_cast<std::uint16_t>(bytes));
}

}  // namespace kyoten::dataplane
