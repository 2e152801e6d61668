#include "firmware/ike/v2/context.hpp"

#include <algorithm>

#include "firmware/ike/timing.hpp"
#include "firmware/ike/v2/configuration.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;

Duration pause_after_failure(const Context& context, GatewayId id) {
  const auto& settings = *context.registry.settings;
  const auto* gateway = context.registry.gateway(id);
  return gateway ? ike::pause_after_failure(*gateway, settings) : Duration(settings.retry_interval);
}

Header header_of(const IkeSa& sa, std::uint8_t exchange, std::uint32_t id, bool response) {
  Header header;
  header.initiator = sa.spis.initiator;
  header.responder = sa.spis.responder;
  header.exchange = exchange;
  header.message_id = id;
  if (sa.role == Role::initiator) header.flags |= flag::initiator;
  if (response) header.flags |= flag::response;
  return header;
}

/// One message, or its fragments where it is too long for a datagram of any path.
std::vector<Bytes> sealed(const Context& context, const IkeSa& sa, const Header& header,
                          const PayloadWriter& payloads) {
  auto& entropy = context.registry.entropy;
  auto whole = seal_encrypted(header, payloads, sa.suite, sa.own_keys(), entropy);
  if (!sa.fragmentation || whole.size() <= kFragmentAbove) return {std::move(whole)};
  return seal_fragments(header, payloads, sa.suite, sa.own_keys(), entropy);
}

std::vector<Spi> inbound_of_children(const Registry& registry, std::uint32_t ike) {
  std::vector<Spi> spis;
  for (auto& child : registry.children) {
    if (child->ike == ike) spis.push_back(child->inbound);
  }
  return spis;
}

/// A liveness check is repeated as the keepalive is configured. Where one watches over the peer every request is a probe as
/// well: one that is repeated for longer must not keep a dead peer from being found.
void repeat_as_keepalive(const Context& context, const IkeSa& sa, Request& request) {
  const auto* gateway = context.registry.gateway(sa.gateway);
  if (!sa.established() || !sa.next_liveness || gateway == nullptr) return;
  const auto& keepalive = gateway->keepalive;
  auto& again = request.retransmission;
  const bool sooner = keepalive.interval * keepalive.count < again.interval * (again.left + 1);
  if (request.kind != RequestKind::liveness && !sooner) return;
  again.interval = keepalive.interval;
  again.next = context.now + again.interval;
  again.left = keepalive.count - 1;
}

}  // namespace

void Context::log(GatewayId id, bool Gateway::*kind, std::string text) const {
  const auto* gateway = registry.gateway(id);
  if (gateway != nullptr && gateway->*kind) emit(DebugLine{id, std::move(text)});
}

Retransmission retransmission_of(const Context& context, Bytes message) {
  const auto& settings = *context.registry.settings;
  return {std::move(message), context.now + settings.retry_interval, settings.retry_interval,
          settings.retry_count};
}

void send_request(const Context& context, IkeSa& sa, Request request, std::uint8_t exchange,
                  const PayloadWriter& payloads) {
  request.message_id = sa.next_request++;
  auto messages = sealed(context, sa, header_of(sa, exchange, request.message_id, false), payloads);
  for (auto& message : messages) context.send(sa.local, sa.peer, message);
  request.retransmission = retransmission_of(context, std::move(messages.front()));
  messages.erase(messages.begin());
  request.retransmission.further = std::move(messages);
  repeat_as_keepalive(context, sa, request);
  sa.response_parts.clear();
  sa.request = std::move(request);
}

void send_response(const Context& context, IkeSa& sa, const Incoming& request,
                   const PayloadWriter& payloads) {
  auto messages =
      sealed(context, sa, header_of(sa, request.header.exchange, request.header.message_id, true),
             payloads);
  for (auto& message : messages) context.send(request.destination, request.source, message);
  sa.reply = {request.digest, std::move(messages.front()), context.now, 0};
  messages.erase(messages.begin());
  sa.reply.further = std::move(messages);
}

void repeat_reply(const Context& context, IkeSa& sa, const Incoming& request) {
  if (!sa.reply.repeat(context.now)) return;
  context.send(request.destination, request.source, sa.reply.message);
  for (auto& message : sa.reply.further) context.send(request.destination, request.source, message);
}

void refuse_request(const Context& context, IkeSa& sa, const Incoming& request,
                    std::uint16_t notify, ByteView data) {
  PayloadWriter payloads;
  payloads.add(PayloadType::notify, emit_notify({protocol::none, notify, {}, to_bytes(data)}));
  send_response(context, sa, request, payloads);
}

Stuck reason_of(std::uint16_t notify) {
  switch (notify) {
    case notify::no_proposal_chosen:
    case notify::invalid_ke_payload:
      return Stuck::no_proposal_chosen;
    case notify::authentication_failed:
      return Stuck::authentication_refused;
    case notify::ts_unacceptable:
      return Stuck::invalid_id;
    default:
      return Stuck::peer_refused;
  }
}

void tell_failure(const Context& context, NegotiationFailed failure, bool from_stranger) {
  auto& registry = context.registry;
  if (failure.gateway) registry.gateways[*failure.gateway].last_failure = failure;
  const auto& address = failure.peer.address;
  if (from_stranger && !registry.told.may_tell(address, failure.reason, context.now)) return;
  context.emit(std::move(failure));
}

void fail_ike(const Context& context, IkeSa& sa, Stuck reason, std::uint16_t notify) {
  if (reason == Stuck::no_answer && sa.hint) std::tie(reason, notify) = *sa.hint;
  tell_failure(context, {sa.gateway, std::nullopt, sa.peer, reason, notify},
               sa.role == Role::responder);
  if (sa.role == Role::initiator) {
    context.registry.gateways[sa.gateway].not_before =
        context.now + pause_after_failure(context, sa.gateway);
  }
  remove_ike(context, sa);
}

void fail_child(const Context& context, const IkeSa& sa, PolicyId policy, Role role, Stuck reason,
                std::uint16_t notify) {
  tell_failure(context, {sa.gateway, policy, sa.peer, reason, notify}, role == Role::responder);
  if (role == Role::initiator) {
    context.registry.policies[policy].not_before =
        context.now + pause_after_failure(context, sa.gateway);
  }
}

void remove_child(const Context& context, ChildSa& child) {
  auto& registry = context.registry;
  const auto policy = child.policy;
  const SaRemoved inbound{ipsec::Direction::inbound, child.inbound, policy, child.gateway, child.peer};
  const bool another_stands = std::ranges::any_of(registry.children, [&](auto& other) {
    return other.get() != &child && other->policy == policy && other->usable;
  });
  if (child.usable && another_stands) {
    registry.lingering.push_back({inbound, context.now + kLingers});
  } else {
    context.emit(inbound);
  }
  if (child.usable) {
    context.emit(SaRemoved{ipsec::Direction::outbound, child.outbound, policy, child.gateway,
                           child.peer});
  }
  std::erase_if(context.registry.children, [&](auto& other) { return other.get() == &child; });
  update_policy(context, policy);
}

void remove_ike(const Context& context, IkeSa& sa) {
  for (auto spi : inbound_of_children(context.registry, sa.handle)) {
    remove_child(context, *context.registry.child_by_inbound(spi));
  }
  give_back_address(context, sa);
  std::erase_if(context.registry.ikes, [&](auto& other) { return other.get() == &sa; });
}

void delete_child(const Context& context, ChildSa& child) {
  if (auto* sa = context.registry.ike(child.ike)) sa->children_to_delete.push_back({child.suite.protocol, child.inbound});
  remove_child(context, child);
}

void close_ike(const Context& context, IkeSa& sa) {
  const bool known_to_peer = sa.established() || sa.state == SaState::replaced;
  if (!known_to_peer) {
    if (sa.state != SaState::closing) remove_ike(context, sa);
    return;
  }
  for (auto spi : inbound_of_children(context.registry, sa.handle)) {
    remove_child(context, *context.registry.child_by_inbound(spi));
  }
  sa.children_to_delete.clear();  // the delete of the IKE SA covers them
  sa.state = SaState::closing;
  sa.number = 0;
  sa.rekey_at.reset();
  sa.next_liveness.reset();
}

void hold_policies(const Context& context, GatewayId gateway) {
  auto& registry = context.registry;
  for (auto& policy : registry.settings->policies) {
    if (policy.gateway == gateway)
      registry.policies[policy.id].not_before = context.now + kStartAgainAfter;
  }
}

void update_policy(const Context& context, PolicyId policy) {
  const auto* child = context.registry.newest_child(policy);
  std::optional<Path> newest;
  if (child != nullptr) newest = Path{child->gateway, child->local, child->peer};
  context.registry.policies[policy].path.update(policy, newest, context.out.events);
}

}  // namespace kyoten::ike::v2
