// A bridged frame into its tunnel's session: IPv4 | UDP 1701 | L2TPv3 | frame (RFC 3931 section 4.1.2.1). Next: ipsec_output.
#include <boost/endian/conversion.hpp>

#include "firmware/dataplane/context.hpp"
#include "firmware/wire/l2tpv3_data.hpp"

namespace kyoten::dataplane {
namespace {

void handle(Context& context, Packet packet) {
  const auto interface = packet->meta.out_interface;
  auto* row = context.sessions.of_tunnel(*context.interface(interface).tunnel);
  if (row == nullptr) return context.drop(std::move(packet), DropReason::l2tp_session_down);
  const auto& session = row->session;
  // The session is of an earlier plan, in which the tunnel had another protection.
  const auto demanded = context.interface(interface).policy;
  if (demanded && session.policy != demanded) {
    return context.drop(std::move(packet), DropReason::no_sa);
  }
  const auto frame_bytes = packet->size();
  const auto cookie = session.remote_cookie.size();
  const auto inner = wire::kL2tpv3DataHeaderBytes + cookie;
  if (!packet->push_front(wire::kIpv4HeaderBytes + wire::kUdpHeaderBytes + inner)) {
    return context.drop(std::move(packet), DropReason::no_headroom);
  }
  ++row->transmitted.packets;
  row->transmitted.bytes += frame_bytes;
  auto& counters = context.counters.row(interface);
  ++counters.transmitted.packets;
  counters.transmitted.bytes += frame_bytes;
  if (!row->ever_noticed[1] || context.now - row->noticed[1] >= std::chrono::seconds(1)) {
    row->ever_noticed[1] = true;
    row->noticed[1] = context.now;
    context.notify(SessionData{session.tunnel, false});
  }
  auto* start = packet->data();
  auto* l2tp = start + wire::kIpv4HeaderBytes + wire::kUdpHeaderBytes;
  boost::endian::store_big_u32(l2tp, std::uint32_t{wire::kL2tpv3DataFlags} << 16);
  boost::endian::store_big_u32(l2tp + 4, number(session.remote));
  std::copy(session.remote_cookie.begin(), session.remote_cookie.end(), l2tp + wire::kL2tpv3DataHeaderBytes);
  // RFC 3931 section 4.1.2.3 asks for a checksum on control messages; on data the frame has its own protection.
  wire::write_udp(start + wire::kIpv4HeaderBytes, session.local_endpoint.port, session.remote_endpoint.port,
                  inner + frame_bytes, std::nullopt);
  wire::Ipv4Fields fields;
  fields.source = session.local_endpoint.address;
  fields.destination = session.remote_endpoint.address;
  fields.protocol = wire::ip_protocol::udp;
  fields.identification = context.next_identification++;
  wire::write_ipv4(fields, packet->size(), start);
  packet->meta.local_origin = true;
  packet->meta.policy = session.policy.value_or(PolicyId{});
  if (++packet->meta.depth > kDeepest) return context.drop(std::move(packet), DropReason::tunnel_loop);
  context.to(Stage::ipsec_output, std::move(packet));
}

}  // namespace

void l2tpv3_encap(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { handle(context, std::move(packet)); });
}

}  // namespace kyoten::dataplane
