// L2TPv3 data messages: session, cookie, then the frame enters by the tunnel interface. Next: bridge.
#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"
#include "firmware/base/secret.hpp"
#include "firmware/dataplane/context.hpp"
#include "firmware/wire/l2tpv3_data.hpp"

namespace kyoten::dataplane {
namespace {

void handle(Context& context, Packet packet) {
  if (packet->size() < wire::kL2tpv3DataHeaderBytes) {
    return context.drop(std::move(packet), DropReason::l2tp_malformed);
  }
  auto* row = context.sessions.by_id(SessionId{boost::endian::load_big_u32(packet->data() + 4)});
  if (row == nullptr) return context.drop(std::move(packet), DropReason::l2tp_unknown_session);
  const auto& session = row->session;
  const auto interface = context.index.of_tunnel(session.tunnel);
  if (!interface || !context.interface(*interface).enabled || !context.interface(*interface).bridge) {
    return context.drop(std::move(packet), DropReason::interface_down);
  }
  // The session may be of an earlier plan, in which the tunnel had another protection.
  const auto demanded = context.interface(*interface).policy;
  if (demanded && session.policy != demanded) return context.drop(std::move(packet), DropReason::unprotected);
  if (session.policy && (!packet->meta.authenticated || packet->meta.policy != *session.policy)) {
    return context.drop(std::move(packet), DropReason::unprotected);
  }
  const auto cookie = session.local_cookie.size();
  if (packet->size() < wire::kL2tpv3DataHeaderBytes + cookie + wire::kEthernetHeaderBytes) {
    return context.drop(std::move(packet), DropReason::l2tp_malformed);
  }
  if (!equal_in_constant_time(ByteView(packet->bytes()).subspan(wire::kL2tpv3DataHeaderBytes, cookie),
                              session.local_cookie)) {
    return context.drop(std::move(packet), DropReason::l2tp_bad_cookie);
  }
  if (++packet->meta.depth > kDeepest) return context.drop(std::move(packet), DropReason::tunnel_loop);
  KYOTEN_ASSERT(packet->pull_front(wire::kL2tpv3DataHeaderBytes + cookie));
  ++row->received.packets;
  row->received.bytes += packet->size();
  auto& counters = context.counters.row(*interface);
  ++counters.received.packets;
  counters.received.bytes += packet->size();
  if (!row->ever_noticed[0] || context.now - row->noticed[0] >= std::chrono::seconds(1)) {
    row->ever_noticed[0] = true;
    row->noticed[0] = context.now;
    context.notify(SessionData{session.tunnel, true});
  }
  packet->meta.in_interface = *interface;
  packet->meta.authenticated = false;  // what is inside the frame has not been through IPsec itself
  packet->meta.policy = PolicyId{};
  packet->meta.local_origin = false;
  context.to(Stage::bridge, std::move(packet));
}

}  // namespace

void l2tpv3_decap(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { handle(context, std::move(packet)); });
}

}  // namespace kyoten::dataplane
