#include <map>
#include <unordered_map>

#include "firmware/ike/v2/agenda.hpp"
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

/// `number` is that of the SA which made it.
IpsecSaStatus row_of(const ChildSa& child, int number, ipsec::Direction direction, Instant now) {
  const bool outbound = direction == ipsec::Direction::outbound;
  IpsecSaStatus row;
  row.number = outbound ? child.outbound_number : child.inbound_number;
  row.isakmp_number = number;
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

/// How far this end has got with each gateway that it has anything to do with.
std::map<GatewayId, Progress> progress_of(const Registry& registry) {
  std::map<GatewayId, Progress> reached;
  const auto note = [&](GatewayId gateway, Progress progress) {
    auto& best = reached.try_emplace(gateway, Progress::idle).first->second;
    best = std::max(best, progress);
  };
  for (auto& child : registry.children) {
    if (child->usable) note(child->gateway, Progress::established);
  }
  for (auto& sa : registry.ikes) {
    if (sa->state == SaState::closing) continue;
    const bool asks = sa->request && sa->request->child;
    note(sa->gateway, asks ? Progress::phase2
                           : sa->established() ? Progress::phase1_done : Progress::phase1);
  }
  return reached;
}

}  // namespace

void add_status(const Registry& registry, Instant now, Status& status) {
  const Agenda agenda(registry);
  const auto progress = progress_of(registry);
  std::unordered_map<std::uint32_t, int> numbers;
  for (auto& sa : registry.ikes) {
    numbers[sa->handle] = sa->number;
    if (sa->established()) status.isakmp.push_back(row_of(*sa, now));
  }
  const auto number_of = [&](std::uint32_t handle) {
    const auto found = numbers.find(handle);
    return found == numbers.end() ? 0 : found->second;
  };
  for (auto& child : registry.children) {
    if (child->usable)
      status.ipsec.push_back(row_of(*child, number_of(child->ike), ipsec::Direction::outbound, now));
    status.ipsec.push_back(row_of(*child, number_of(child->ike), ipsec::Direction::inbound, now));
  }
  for (auto& gateway : registry.settings->gateways) {
    if (gateway.version != 2) continue;
    GatewayStatus row;
    row.gateway = gateway.id;
    if (auto found = progress.find(gateway.id); found != progress.end()) row.progress = found->second;
    const auto* newest = agenda.newest(gateway.id);
    row.keepalive_running = newest != nullptr && newest->next_liveness.has_value();
    if (auto found = registry.gateways.find(gateway.id); found != registry.gateways.end())
      row.last_failure = found->second.last_failure;
    status.gateways.push_back(std::move(row));
  }
}

}  // namespace kyoten::ike::v2
