#include "firmware/ike/v1/keepalive.hpp"

#include "firmware/ike/v1/informational.hpp"

namespace kyoten::ike::v1 {
namespace {

/// RTX: a kind that only IKEv2 knows counts as heartbeat here.
bool is_heartbeat(const Keepalive& keepalive) {
  return keepalive.kind == KeepaliveKind::heartbeat || keepalive.kind == KeepaliveKind::rfc4306;
}

using namespace wire::ike;

Notification probe(const IsakmpSa& sa, std::uint16_t type, std::uint32_t sequence) {
  Notification notification{protocol::isakmp, type, sa.cookies.bytes(), {}};
  ByteWriter(notification.data).u32(sequence);
  return notification;
}

/// Only the newest SA with a peer asks and judges: the older ones would find out the same.
bool is_newest(const Context& context, const IsakmpSa& sa) {
  return context.registry.newest_isakmp(sa.gateway, &sa.remote_id) == &sa;
}

/// A peer may still listen on an SA that was renewed.
bool beats_on_old(const Context& context, const IsakmpSa& sa, const Keepalive& settings) {
  if (!is_heartbeat(settings)) return false;
  switch (settings.old_sa_beats) {
    case OldSaBeats::always: return true;
    case OldSaBeats::never: return false;
    case OldSaBeats::in_answer: break;
  }
  const auto* newest = context.registry.newest_isakmp(sa.gateway, &sa.remote_id);
  return newest != nullptr && sa.keepalive.last_beat > newest->established_at;
}

void declare_peer_dead(const Context& context, GatewayId gateway, const PeerId& remote_id) {
  const auto* settings = context.registry.gateway(gateway);
  context.emit(PeerDead{gateway, settings == nullptr || settings->keepalive_log});
  remove_peer(context, gateway, remote_id, nullptr);
  context.registry.gateways[gateway].not_before = context.now;
}

/// Sends an R-U-THERE if nothing was heard for an interval; true if the peer is dead.
bool run_dpd(const Context& context, IsakmpSa& sa, const Keepalive& settings) {
  auto& state = sa.keepalive;
  const auto quiet_until = sa.last_heard + settings.interval;
  if (quiet_until > context.now) {
    state.unanswered = 0;
    state.next = quiet_until;
    return false;
  }
  if (state.unanswered >= settings.count) return true;
  ++state.unanswered;
  state.next = context.now + settings.interval;
  send_notification(context, sa, probe(sa, notify::r_u_there, state.sequence));
  return false;
}

/// Sends a beat; true if none came from a peer that is expected to send them.
bool run_heartbeat(const Context& context, IsakmpSa& sa, const Keepalive& settings) {
  auto& state = sa.keepalive;
  state.next = context.now + settings.interval;
  const bool on = settings.use == KeepaliveSwitch::on;
  const bool expected = is_newest(context, sa) && (state.heartbeat_heard || (on && sa.peer_has_heartbeat));
  if (expected && context.now - sa.last_heard >= settings.interval * settings.count) return true;
  if (on || state.heartbeat_heard)
    send_notification(context, sa, probe(sa, notify::heartbeat, ++state.sequence));
  return false;
}

void on_heartbeat(const Context& context, IsakmpSa& sa, std::uint32_t sequence) {
  auto& state = sa.keepalive;
  if (state.heartbeat_heard && sequence <= state.heartbeat_number) return;
  state.heartbeat_number = sequence;
  state.last_beat = context.now;
  const auto& settings = context.registry.gateway(sa.gateway)->keepalive;
  const bool first = !std::exchange(state.heartbeat_heard, true);
  if (settings.use == KeepaliveSwitch::off || !is_heartbeat(settings)) return;
  const bool answers = first && settings.use == KeepaliveSwitch::automatic;
  const bool resumes = !state.next && !is_newest(context, sa) && beats_on_old(context, sa, settings);
  if (answers || resumes) state.next = context.now;
}

}  // namespace

void start_keepalive(const Context& context, IsakmpSa& sa) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  const auto& settings = gateway.keepalive;
  auto& state = sa.keepalive;
  state.next.reset();
  state.unanswered = 0;
  if (state.sequence == 0) state.sequence = context.registry.entropy.u32() & 0x3fffffff;
  const bool dpd = settings.kind == KeepaliveKind::dpd && settings.use != KeepaliveSwitch::off &&
                   sa.peer_has_dpd;
  const bool beat = is_heartbeat(settings) &&
                    (settings.use == KeepaliveSwitch::on ||
                     (settings.use == KeepaliveSwitch::automatic && state.heartbeat_heard));
  if (dpd || beat) state.next = context.now + settings.interval;
  state.next_nat_keepalive.reset();
  if (sa.nat.local_behind_nat && gateway.nat_keepalive) {
    state.next_nat_keepalive = context.now + *gateway.nat_keepalive;
  }
}

void on_keepalive(const Context& context, IsakmpSa& sa, const Notification& notification) {
  const auto sequence = ByteReader(notification.data).u32();
  if (!sequence || notification.data.size() != 4) return;
  switch (notification.type) {
    case notify::r_u_there:
      return send_notification(context, sa, probe(sa, notify::r_u_there_ack, *sequence));
    case notify::r_u_there_ack:
      if (*sequence != sa.keepalive.sequence) return;
      sa.keepalive.unanswered = 0;
      ++sa.keepalive.sequence;
      return;
    case notify::heartbeat:
      return on_heartbeat(context, sa, *sequence);
    default:
      return;
  }
}

void expire_keepalive(const Context& context, IsakmpSa& sa) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  auto& state = sa.keepalive;
  if (state.next_nat_keepalive && *state.next_nat_keepalive <= context.now) {
    state.next_nat_keepalive =
        context.now + gateway.nat_keepalive.value_or(std::chrono::seconds(300));
    constexpr std::uint8_t kOneByte = 0xff;
    if (is_newest(context, sa)) context.out.datagrams.push_back({sa.local, sa.peer, {kOneByte}});
  }
  if (!state.next || *state.next > context.now) return;
  const auto& settings = gateway.keepalive;
  if (!is_newest(context, sa) && !beats_on_old(context, sa, settings)) {
    state.next.reset();
    return;
  }
  const bool dead = settings.kind == KeepaliveKind::dpd ? run_dpd(context, sa, settings)
                                                        : run_heartbeat(context, sa, settings);
  if (dead) declare_peer_dead(context, sa.gateway, PeerId(sa.remote_id));
}

void declare_dead(const Context& context, GatewayId gateway) {
  for (;;) {
    const auto& pairs = context.registry.pairs;
    const auto pair = std::find_if(pairs.begin(), pairs.end(),
                                   [&](auto& other) { return other->gateway == gateway; });
    if (pair == pairs.end()) return;
    declare_peer_dead(context, gateway, PeerId((*pair)->remote_id));
  }
}

std::optional<Instant> keepalive_deadline(const IsakmpSa& sa) {
  return earlier(sa.keepalive.next, sa.keepalive.next_nat_keepalive);
}

void note_heard(const Context& context, IsakmpSa& sa, const Incoming& in) {
  sa.last_heard = context.now;
  sa.last_message.clear();
  if (in.destination.port != kNatPort || sa.local.port != kNatPort || !sa.nat.peer_behind_nat)
    return;
  if (in.source != sa.peer) move_peer(context, sa.gateway, sa.remote_id, in.source);
}

void move_peer(const Context& context, GatewayId gateway, const PeerId& remote_id,
               const Endpoint& after) {
  auto& registry = context.registry;
  std::vector<Endpoint> before;
  const auto move = [&](Endpoint& peer) {
    if (peer == after) return;
    if (std::ranges::find(before, peer) == before.end()) before.push_back(peer);
    peer = after;
  };
  for (auto& sa : registry.isakmps) {
    if (sa->gateway != gateway || !sa->established() || sa->remote_id != remote_id) continue;
    if (sa->local.port == kNatPort) move(sa->peer);
  }
  for (auto& pair : registry.pairs) {
    if (pair->gateway != gateway || pair->remote_id != remote_id || !pair->terms.udp_encapsulated)
      continue;
    move(pair->peer);
    if (registry.newest_pair(pair->policy) == pair.get())
      registry.policies[pair->policy].path.moved(after);
  }
  for (auto& endpoint : before) context.emit(PeerMoved{gateway, endpoint, after});
}

}  // namespace kyoten::ike::v1
