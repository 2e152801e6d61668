#include "firmware/ike/v1/traffic.hpp"

#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/v1/keepalive.hpp"
#include "firmware/ike/v1/quick_mode.hpp"
#include "firmware/ike/wear.hpp"

namespace kyoten::ike::v1 {
namespace {

void confirm_waiting(const Context& context, Spi inbound) {
  for (auto& sa : context.registry.isakmps) {
    for (auto& quick : sa->quick_modes) {
      if (quick->inbound == inbound && quick->waits_for_peer()) return confirm(context, *sa, *quick);
    }
  }
}

}  // namespace

void on_inbound_traffic(const Context& context, Spi inbound, const Endpoint& source) {
  auto* pair = context.registry.pair_by_inbound(inbound);
  if (pair == nullptr) return;
  if (auto* sa = context.registry.newest_isakmp(pair->gateway, &pair->remote_id))
    sa->last_heard = context.now;
  const bool follows = pair->terms.udp_encapsulated && pair->peer_behind_nat && source.port != 0;
  if (follows && source != pair->peer) move_peer(context, pair->gateway, pair->remote_id, source);
  confirm_waiting(context, inbound);
}

void on_sa_use(const Context& context, ipsec::Direction direction, Spi spi,
               const ipsec::SaUse& use) {
  IpsecPair* pair = nullptr;
  for (auto& candidate : context.registry.pairs) {
    const auto own =
        direction == ipsec::Direction::inbound ? candidate->inbound : candidate->terms.peer_spi;
    if (own == spi) pair = candidate.get();
  }
  if (pair == nullptr || !pair->usable) return;
  pair->bytes = std::max(pair->bytes, use.bytes);
  const bool newest = context.registry.newest_pair(pair->policy) == pair;
  const auto wear = judge_wear(use.highest_sequence, pair->bytes, pair->terms.life.kilobytes);
  if (wear.renew && newest) pair->worn = true;
  if (!wear.over) return;
  send_delete(context, *pair);
  remove_pair(context, *pair);
}

void on_sa_wanted(const Context& context, PolicyId id) {
  auto& registry = context.registry;
  const auto* policy = registry.policy(id);
  const auto* gateway = policy ? registry.gateway(policy->gateway) : nullptr;
  // A packet of a tunnel that was just disabled is dropped; it must not bring the tunnel's SAs back.
  if (gateway == nullptr || !policy->in_use || registry.newest_pair(id) != nullptr) return;
  registry.policies[id].wanted = true;
  auto hurry = [&](Instant& not_before) {
    not_before = std::min(not_before, context.now + registry.settings->retry_interval);
  };
  hurry(registry.policies[id].not_before);
  hurry(registry.gateways[gateway->id].not_before);
}

}  // namespace kyoten::ike::v1
