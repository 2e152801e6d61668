#include "firmware/ike/v1/status.hpp"

namespace kyoten::ike::v1 {
namespace {

IsakmpSaStatus row_of(const IsakmpSa& sa, Instant now) {
  IsakmpSaStatus row;
  row.number = sa.number;
  row.gateway = sa.gateway;
  row.role = sa.role;
  row.local = sa.local;
  row.peer = sa.peer;
  row.local_id = sa.local_id.text();
  row.remote_id = sa.remote_id.text();
  row.cipher = sa.suite.cipher;
  row.hash = sa.suite.hash;
  row.group = sa.suite.group;
  row.remaining = seconds_left(sa.expires, now);
  row.initiator_cookie.assign(sa.cookies.initiator.begin(), sa.cookies.initiator.end());
  row.responder_cookie.assign(sa.cookies.responder.begin(), sa.cookies.responder.end());
  return row;
}

IpsecSaStatus row_of(const Registry& registry, const IpsecPair& pair, ipsec::Direction direction,
                     Instant now) {
  const bool outbound = direction == ipsec::Direction::outbound;
  const auto* isakmp = registry.isakmp(pair.isakmp);
  IpsecSaStatus row;
  row.number = outbound ? pair.outbound_number : pair.inbound_number;
  row.isakmp_number = isakmp ? isakmp->number : 0;
  row.gateway = pair.gateway;
  row.policy = pair.policy;
  row.direction = direction;
  row.mode = pair.terms.mode;
  row.suite = pair.terms.suite;
  row.local = pair.local;
  row.peer = pair.peer;
  row.local_id = pair.local_id.text();
  row.remote_id = pair.remote_id.text();
  row.spi = outbound ? pair.terms.peer_spi : pair.inbound;
  row.udp_encapsulated = pair.terms.udp_encapsulated;
  row.remaining = seconds_left(pair.expires, now);
  return row;
}

Progress progress_of(const Registry& registry, GatewayId gateway) {
  for (auto& pair : registry.pairs) {
    if (pair->gateway == gateway && pair->usable) return Progress::established;
  }
  auto best = Progress::idle;
  for (auto& sa : registry.isakmps) {
    if (sa->gateway != gateway) continue;
    auto reached = sa->established() ? Progress::phase1_done : Progress::phase1;
    for (auto& quick : sa->quick_modes) {
      if (quick->state != QuickState::done) reached = Progress::phase2;
    }
    best = std::max(best, reached);
  }
  return best;
}

}  // namespace

Status status_of(const Registry& registry, Instant now) {
  Status status;
  for (auto& sa : registry.isakmps) {
    if (sa->established()) status.isakmp.push_back(row_of(*sa, now));
  }
  for (auto& pair : registry.pairs) {
    if (pair->usable)
      status.ipsec.push_back(row_of(registry, *pair, ipsec::Direction::outbound, now));
    status.ipsec.push_back(row_of(registry, *pair, ipsec::Direction::inbound, now));
  }
  for (auto& gateway : registry.settings->gateways) {
    if (gateway.version != 1) continue;
    GatewayStatus row;
    row.gateway = gateway.id;
    row.progress = progress_of(registry, gateway.id);
    const auto* newest = registry.newest_isakmp(gateway.id);
    row.keepalive_running = newest != nullptr && newest->keepalive.next.has_value();
    if (auto found = registry.gateways.find(gateway.id); found != registry.gateways.end()) {
      row.last_failure = found->second.last_failure;
    }
    status.gateways.push_back(std::move(row));
  }
  return status;
}

}  // namespace kyoten::ike::v1
