// Packets that are too long are cut, and those that came in parts become whole, in both versions of IP.
#include <cstring>

#include "firmware/base/assert.hpp"
#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

/// How one packet is cut: each piece is the same headers, perhaps with one more, and a part of what is behind them.
struct Cut {
  std::size_t headers = 0;   ///< of the packet, which all pieces have
  std::size_t more = 0;      ///< bytes of the header that tells the piece's place
  std::size_t room = 0;      ///< for the part in each piece: a multiple of 8
  std::size_t base = 0;      ///< where the packet itself begins in its datagram
  bool more_after = false;
  std::uint32_t identification = 0;
};

std::size_t whole_eights(std::size_t mtu_bytes, std::size_t headers) {
  return mtu_bytes > headers ? (mtu_bytes - headers) / 8 * 8 : 0;
}

Cut cut_for(Context& context, const PacketBuffer& packet, std::size_t mtu_bytes) {
  if (wire::is_ipv6(packet.bytes())) {
    constexpr auto kHeaders = wire::kIpv6HeaderBytes;
    return {kHeaders, wire::kFragmentHeaderBytes, whole_eights(mtu_bytes, kHeaders + wire::kFragmentHeaderBytes), 0, false,
            context.next_identification6++};
  }
  const wire::Ipv4View ip(packet.data());
  return {ip.header_bytes(), 0, whole_eights(mtu_bytes, ip.header_bytes()), ip.fragment_offset(), ip.more_fragments(), 0};
}

/// Says in the headers which part of the datagram it is. The packet has its size already.
void place(PacketBuffer& piece, const Cut& cut, std::size_t offset, bool more) {
  auto* packet = piece.data();
  if (!wire::is_ipv6(piece.bytes())) {
    wire::set_total_bytes(packet, piece.size());
    return wire::set_fragment(packet, cut.base + offset, more || cut.more_after);
  }
  wire::set_payload_bytes(packet, piece.size() - cut.headers);
  wire::write_fragment({cut.headers, wire::kIpv6NextHeaderAt, packet[wire::kIpv6NextHeaderAt], offset, more, cut.identification}, packet);
}

}  // namespace

void fragment(Context& context, Packet packet, std::size_t mtu_bytes, Stage next) {
  const auto cut = cut_for(context, *packet, mtu_bytes);
  if (cut.room == 0) return context.drop(std::move(packet), DropReason::fragment_needed);
  if (packet->headroom() < cut.more) return context.drop(std::move(packet), DropReason::no_headroom);
  const auto payload = ByteView(packet->bytes()).subspan(cut.headers);
  const auto pieces = (payload.size() + cut.room - 1) / cut.room;
  context.flow.split += pieces - 1;
  // From the end, so that the original can shrink to the first piece; sent in order all the same.
  static thread_local Batch later;
  for (std::size_t at = cut.room; at < payload.size(); at += cut.room) {
    const auto bytes = std::min(cut.room, payload.size() - at);
    auto piece = context.pool.take();
    if (!piece) {
      ++context.drops[static_cast<std::size_t>(DropReason::no_buffer)];
      ++context.flow.dropped;
      continue;
    }
    piece->meta = packet->meta;
    piece->set_size(cut.headers + cut.more + bytes);
    std::copy_n(packet->data(), cut.headers, piece->data());
    std::copy_n(payload.data() + at, bytes, piece->data() + cut.headers + cut.more);
    place(*piece, cut, at, at + bytes < payload.size());
    later.push_back(std::move(piece));
  }
  KYOTEN_ASSERT(packet->pull_back(packet->size() - cut.headers - cut.room) && packet->push_front(cut.more));
  if (cut.more > 0) std::memmove(packet->data(), packet->data() + cut.more, cut.headers);
  place(*packet, cut, 0, true);
  context.to(next, std::move(packet));
  for (auto& piece : later) context.to(next, std::move(piece));
  later.clear();
}

Packet reassemble(Context& context, Packet fragment) {
  // The datagram enters where its latest fragment did: the rows may have moved since the first came.
  const auto interface = fragment->meta.in_interface;
  auto outcome = context.fragments.add(std::move(fragment), context.now);
  for (auto& dropped : outcome.dropped) context.drop(std::move(dropped), outcome.reason);
  context.flow.merged += outcome.merged;
  if (outcome.whole) outcome.whole->meta.in_interface = interface;
  return std::move(outcome.whole);
}

}  // namespace kyoten::dataplane
