#include "firmware/ike/v1/context.hpp"

#include <unordered_set>

#include "firmware/ike/timing.hpp"

namespace kyoten::ike::v1 {
void Context::send(const Endpoint& from, const Endpoint& to, ByteView message) const {
  out.datagrams.push_back(outgoing(from, to, message));
}

Retransmission Context::send_and_wait(const IsakmpSa& sa, Bytes message) const {
  send(sa, message);
  const auto& settings = *registry.settings;
  return {std::move(message), now + settings.retry_interval, settings.retry_interval,
          settings.retry_count};
}

void Context::log(GatewayId id, bool Gateway::*kind, std::string text) const {
  const auto* gateway = registry.gateway(id);
  if (gateway != nullptr && gateway->*kind) emit(DebugLine{id, std::move(text)});
}

void tell_failure(const Context& context, NegotiationFailed failure, bool from_stranger) {
  if (failure.gateway) context.registry.gateways[*failure.gateway].last_failure = failure;
  auto& told = context.registry.told;
  if (from_stranger && !told.may_tell(failure.peer.address, failure.reason, context.now)) return;
  context.emit(std::move(failure));
}

void fail_phase1(const Context& context, IsakmpSa& sa, Stuck reason, std::uint16_t notify) {
  if (reason == Stuck::no_answer && sa.hint) std::tie(reason, notify) = *sa.hint;
  tell_failure(context, {sa.gateway, std::nullopt, sa.peer, reason, notify},
               sa.role == Role::responder);
  if (sa.role == Role::initiator) {
    if (const auto* gateway = context.registry.gateway(sa.gateway)) {
      context.registry.gateways[sa.gateway].not_before =
          context.now + pause_after_failure(*gateway, *context.registry.settings);
    }
  }
  remove_isakmp(context, sa);
}

void fail_quick_mode(const Context& context, IsakmpSa& sa, QuickMode& quick, Stuck reason,
                     std::uint16_t notify) {
  tell_failure(context, {sa.gateway, quick.policy, sa.peer, reason, notify},
               quick.role == Role::responder);
  if (const auto* gateway = context.registry.gateway(sa.gateway);
      gateway && quick.role == Role::initiator) {
    context.registry.policies[quick.policy].not_before =
        context.now + pause_after_failure(*gateway, *context.registry.settings);
  }
  if (auto* pair = context.registry.pair_by_inbound(quick.inbound)) remove_pair(context, *pair);
  const auto id = quick.message_id;
  sa.seen.add(id);
  std::erase_if(sa.quick_modes, [&](auto& other) { return other->message_id == id; });
}

void remove_pair(const Context& context, IpsecPair& pair) {
  context.emit(SaRemoved{ipsec::Direction::inbound, pair.inbound, pair.policy, pair.gateway,
                         pair.peer});
  if (pair.usable) {
    context.emit(SaRemoved{ipsec::Direction::outbound, pair.terms.peer_spi, pair.policy,
                           pair.gateway, pair.peer});
  }
  const auto policy = pair.policy;
  std::erase_if(context.registry.pairs, [&](auto& other) { return other.get() == &pair; });
  update_policy(context, policy);
}

void remove_isakmp(const Context& context, IsakmpSa& sa) {
  std::vector<Spi> gone;
  for (auto& quick : sa.quick_modes) {
    if (quick->waits_for_peer()) gone.push_back(quick->inbound);
  }
  if (sa.remote_id.client != 0) {
    // Its address may be another client's at once.
    for (auto& pair : context.registry.pairs) {
      if (pair->isakmp == sa.handle) gone.push_back(pair->inbound);
    }
    if (sa.login->address)
      context.emit(ClientLeft{sa.gateway, printable(as_bytes(sa.login->user)), *sa.login->address});
  }
  for (auto spi : gone) {
    if (auto* pair = context.registry.pair_by_inbound(spi)) remove_pair(context, *pair);
  }
  for (auto& pair : context.registry.pairs) {
    if (pair->isakmp == sa.handle) pair->isakmp = 0;
  }
  std::erase_if(context.registry.isakmps, [&](auto& other) { return other.get() == &sa; });
}

std::vector<SaName> remove_peer(const Context& context, GatewayId gateway,
                                const PeerId& remote_id, const IsakmpSa* keep) {
  auto& registry = context.registry;
  // Both ends may begin at once, and each says in its last message that it has nothing else: what was made since the
  // first message of this SA is not what it speaks of.
  const auto is_kept = [&](const IsakmpSa& sa) {
    return keep != nullptr && (&sa == keep || (sa.established() && sa.established_at >= keep->started));
  };
  std::vector<IsakmpSa*> sas;
  std::unordered_set<std::uint32_t> kept_handles;
  for (auto& sa : registry.isakmps) {
    if (is_kept(*sa)) {
      kept_handles.insert(sa->handle);
    } else if (sa->gateway == gateway && sa->established() && sa->remote_id == remote_id) {
      sas.push_back(sa.get());
    }
  }
  for (auto* sa : sas) remove_isakmp(context, *sa);
  std::vector<SaName> names;
  for (auto& pair : registry.pairs) {
    const bool kept = kept_handles.contains(pair->isakmp) && pair->established >= keep->started;
    if (pair->gateway == gateway && pair->remote_id == remote_id && !kept)
      names.push_back({pair->terms.suite.protocol, pair->inbound});
  }
  for (auto& name : names) remove_pair(context, *registry.pair_by_inbound(name.spi));
  return names;
}

bool takes_children_along(const Context& context, const IsakmpSa& sa) {
  const auto* gateway = context.registry.gateway(sa.gateway);
  return gateway != nullptr && gateway->restrict_dangling_sa && sa.aggressive &&
         sa.role == Role::initiator;
}

void update_policy(const Context& context, PolicyId policy) {
  const auto* pair = context.registry.newest_pair(policy);
  std::optional<Path> newest;
  if (pair != nullptr) newest = Path{pair->gateway, pair->local, pair->peer};
  context.registry.policies[policy].path.update(policy, newest, context.out.events);
}

}  // namespace kyoten::ike::v1
