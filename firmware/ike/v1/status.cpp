#include "firmware/ike/v1/status.hpp"

#include <map>
#include <unordered_map>

#include "firmware/ike/v1/agenda.hpp"

namespace kyoten::ike::v1 {
namespace {

/// A client by its user and its inner address: the identity is that of a whole group.
std::string client_text(const ClientLogin& login) {
  const auto user = printable(as_bytes(login.user));
  return login.address ? user + "(" + login.address->text() + ")" : user;
}

IsakmpSaStatus row_of(const IsakmpSa& sa, Instant now) {
  IsakmpSaStatus row;
  row.number = sa.number;
  row.gateway = sa.gateway;
  row.role = sa.role;
  row.local = sa.local;
  row.peer = sa.peer;
  row.local_id = sa.local_id.text();
  row.remote_id = sa.remote_id.client != 0 ? client_text(*sa.login) : sa.remote_id.text();
  row.cipher = sa.suite.cipher;
  row.hash = sa.suite.hash;
  row.group = sa.suite.group;
  row.remaining = seconds_left(sa.expires, now);
  row.initiator_cookie.assign(sa.cookies.initiator.begin(), sa.cookies.initiator.end());
  row.responder_cookie.assign(sa.cookies.responder.begin(), sa.cookies.responder.end());
  return row;
}

/// `number` is that of the SA which made it.
IpsecSaStatus row_of(const IpsecPair& pair, int number, ipsec::Direction direction, Instant now) {
  const bool outbound = direction == ipsec::Direction::outbound;
  IpsecSaStatus row;
  row.number = outbound ? pair.outbound_number : pair.inbound_number;
  row.isakmp_number = number;
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
  row.udp_encapsulated = pair.udp_encapsulated;
  row.remaining = seconds_left(pair.expires, now);
  return row;
}

/// How far this end has got with each gateway that it has anything to do with.
std::map<GatewayId, Progress> progress_of(const Registry& registry) {
  std::map<GatewayId, Progress> reached;
  const auto note = [&](GatewayId gateway, Progress progress) {
    auto& best = reached.try_emplace(gateway, Progress::idle).first->second;
    best = std::max(best, progress);
  };
  for (auto& pair : registry.pairs) {
    if (pair->usable) note(pair->gateway, Progress::established);
  }
  for (auto& sa : registry.isakmps) {
    note(sa->gateway, sa->established() ? Progress::phase1_done : Progress::phase1);
    for (auto& quick : sa->quick_modes) {
      if (quick->state != QuickState::done) note(sa->gateway, Progress::phase2);
    }
  }
  return reached;
}

}  // namespace

Status status_of(const Registry& registry, Instant now) {
  Status status;
  const Agenda agenda(registry);
  const auto progress = progress_of(registry);
  std::unordered_map<std::uint32_t, int> numbers;
  std::unordered_map<std::uint32_t, std::string> clients;
  for (auto& sa : registry.isakmps) {
    numbers[sa->handle] = sa->number;
    if (sa->remote_id.client != 0) clients[sa->handle] = client_text(*sa->login);
    if (sa->established()) status.isakmp.push_back(row_of(*sa, now));
  }
  const auto number_of = [&](std::uint32_t handle) {
    const auto found = numbers.find(handle);
    return found == numbers.end() ? 0 : found->second;
  };
  for (auto& pair : registry.pairs) {
    for (auto direction : {ipsec::Direction::outbound, ipsec::Direction::inbound}) {
      if (direction == ipsec::Direction::outbound && !pair->usable) continue;
      auto row = row_of(*pair, number_of(pair->isakmp), direction, now);
      if (auto client = clients.find(pair->remote_id.client); client != clients.end()) row.remote_id = client->second;
      status.ipsec.push_back(std::move(row));
    }
  }
  for (auto& gateway : registry.settings->gateways) {
    if (gateway.version != 1) continue;
    GatewayStatus row;
    row.gateway = gateway.id;
    if (auto found = progress.find(gateway.id); found != progress.end()) row.progress = found->second;
    const auto* newest = agenda.newest_isakmp(gateway.id, nullptr);
    row.keepalive_running = newest != nullptr && newest->keepalive.next.has_value();
    if (auto found = registry.gateways.find(gateway.id); found != registry.gateways.end()) {
      row.last_failure = found->second.last_failure;
    }
    status.gateways.push_back(std::move(row));
  }
  return status;
}

}  // namespace kyoten::ike::v1
