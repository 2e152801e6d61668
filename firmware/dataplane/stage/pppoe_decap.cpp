// Takes PPPoE from a LAN (RFC 2516): IP packets of a session that stands enter by its pp; everything else, discovery and
// PPP's own protocols, is the router's. Next: ip_input.
#include "firmware/wire/ppp.hpp"
#include "firmware/wire/pppoe.hpp"
#include "firmware/dataplane/stage/deliver_frame.hpp"

namespace kyoten::dataplane {
namespace {

void give_to_router(Context& context, Packet packet, bool discovery, std::optional<InterfaceIndex> pp) {
  PppoeReceived notice{packet->meta.in_interface, packet->meta.source_mac, discovery, pp, to_bytes(std::as_const(*packet).bytes())};
  context.punt(std::move(packet), std::move(notice));
}

/// The packet without what was around it.
bool strip(PacketBuffer& packet, ByteView content) {
  const auto in_front = static_cast<std::size_t>(content.data() - packet.data());
  const auto behind = packet.size() - in_front - content.size();  // Ethernet's padding
  return packet.pull_front(in_front) && packet.pull_back(behind);
}

void handle(Context& context, Packet packet) {
  const auto content = wire::parse_pppoe(std::as_const(*packet).bytes());
  if (!content || content->code != wire::pppoe_code::session) return context.drop(std::move(packet), DropReason::pppoe_malformed);
  const auto pp = context.index.of_line({packet->meta.in_interface, packet->meta.source_mac, content->session});
  if (!pp) {
    if (context.may_tell_of_unknown_session()) return give_to_router(context, std::move(packet), false, std::nullopt);
    return context.drop(std::move(packet), DropReason::pppoe_unknown_session);
  }
  const auto frame = wire::parse_ppp(content->payload);
  if (!frame) return context.drop(std::move(packet), DropReason::pppoe_malformed);
  auto& counters = context.counters.row(*pp);
  ++counters.received.packets;
  counters.received.bytes += frame->packet.size();
  if (frame->protocol != wire::ppp_protocol::ip) return give_to_router(context, std::move(packet), false, pp);
  if (!context.interface(*pp).carries_ip) return context.drop(std::move(packet), DropReason::line_down);
  if (!strip(*packet, frame->packet)) return context.drop(std::move(packet), DropReason::pppoe_malformed);
  packet->meta.in_interface = *pp;
  ++counters.received_ipv4.packets;
  counters.received_ipv4.bytes += packet->size();
  context.to(Stage::ip_input, std::move(packet));
}

}  // namespace

void deliver_pppoe_discovery(Context& context, Packet packet) {
  if (!wire::parse_pppoe(std::as_const(*packet).bytes())) return context.drop(std::move(packet), DropReason::pppoe_malformed);
  give_to_router(context, std::move(packet), true, std::nullopt);
}

void pppoe_decap(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { handle(context, std::move(packet)); });
}

}  // namespace kyoten::dataplane
