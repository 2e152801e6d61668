#include "firmware/ike/v2/auth.hpp"
#include "firmware/ike/v2/commands.hpp"

namespace kyoten::ike::v2 {
namespace {

IsakmpSaStatus row_of(const IkeSa& sa, Instant now) {
  IsakmpSaStatus row;
  row.version = 2;
  row.number = sa.number;
  row.gateway = sa.gateway;
  row.role = sa.role;
  row.local = sa.local;
  row.peer = sa.peer;
  row.local_id = text_of(sa.local_id);
  row.remote_id = text_of(sa.remote_id);
  row.cipher = sa.suite.cipher;
  row.hash = sa.suite.integrity;
  row.group = sa.suite.group;
  row.remaining = seconds_left(sa.expires, now);
  row.initiator_cookie = to_bytes(sa.spis.initiator);
  row.responder_cookie = to_bytes(sa.spis.responder);
  return row;
}

IpsecSaStatus row_of(const Registry& registry, const ChildSa& child, ipsec::Direction direction,
                     Instant now) {
  const bool outbound = direction == ipsec::Direction::outbound;
  const auto* ike = registry.ike(child.ike);
  IpsecSaStatus row;
  row.number = outbound ? child.outbound_number : child.inbound_number;
  row.isakmp_number = ike ? ike->number : 0;
  row.gateway = child.gateway;
  row.policy = child.policy;
  row.direction = direction;
  row.mode = child.mode;
  row.suite = child.suite;
  row.local = child.local;
  row.peer = child.peer;
  row.local_id = text_of(child.local_id);
  row.remote_id = text_of(child.remote_id);
  row.spi = outbound ? child.outbound : child.inbound;
  row.udp_encapsulated = child.udp_encapsulated;
  row.remaining = seconds_left(child.expires, now);
  return row;
}

Progress progress_of(const Registry& registry, GatewayId gateway) {
  for (auto& child : registry.children) {
    if (child->gateway == gateway && child->usable) return Progress::established;
  }
  auto best = Progress::idle;
  for (auto& sa : registry.ikes) {
    if (sa->gateway != gateway || sa->state == SaState::closing) continue;
    auto reached = sa->established() ? Progress::phase1_done : Progress::phase1;
    if (sa->request && sa->request->child) reached = Progress::phase2;
    best = std::max(best, reached);
  }
  return best;
}

}  // namespace

void add_status(const Registry& registry, Instant now, Status& status) {
  for (auto& sa : registry.ikes) {
    if (sa->established()) status.isakmp.push_back(row_of(*sa, now));
  }
  for (auto& child : registry.children) {
    if (child->usable)
      status.ipsec.push_back(row_of(registry, *child, ipsec::Direction::outbound, now));
    status.ipsec.push_back(row_of(registry, *child, ipsec::Direction::inbound, now));
  }
  for (auto& gateway : registry.settings->gateways) {
    if (gateway.version != 2) continue;
    GatewayStatus row;
    row.gateway = gateway.id;
    row.progress = progress_of(registry, gateway.id);
    const auto* newest = registry.newest_ike(gateway.id);
    row.keepalive_running = newest != nullptr && newest->next_liveness.has_value();
    if (auto found = registry.gateways.find(gateway.id); found != registry.gateways.end())
      row.last_failure = found->second.last_failure;
    status.gateways.push_back(std::move(row));
  }
}

}  // namespace kyoten::ike::v2
