#include "firmware/ike/v2/sa_auth.hpp"

#include <algorithm>

#include "firmware/ike/timing.hpp"
#include "firmware/ike/v2/auth.hpp"
#include "firmware/ike/v2/configuration.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;
using wire::ike::Identity;

/// An SA of the same moment is no leftover of before a restart: both ends began at once.
constexpr auto kSameMoment = std::chrono::seconds(5);

bool is_first_contact(const Registry& registry, const IkeSa& sa) {
  return std::ranges::none_of(registry.ikes, [&](auto& other) {
    return other.get() != &sa && other->gateway == sa.gateway && other->established();
  });
}

/// The peer knows of no other SA with us: what stands here is from before it was restarted.
void on_initial_contact(const Context& context, const IkeSa& sa) {
  std::vector<std::uint32_t> old;
  for (auto& other : context.registry.ikes) {
    const bool same_peer = other->gateway == sa.gateway && other->remote_id == sa.remote_id;
    if (other.get() == &sa || !same_peer || !other->established()) continue;
    if (context.now - other->started >= kSameMoment) old.push_back(other->handle);
  }
  for (auto handle : old) remove_ike(context, *context.registry.ike(handle));
}

/// Both ends began at the same moment, and the peer was faster.
void give_up_own_attempts(const Context& context, const IkeSa& sa) {
  std::erase_if(context.registry.ikes, [&](auto& other) {
    return other.get() != &sa && other->gateway == sa.gateway && other->state == SaState::init_sent;
  });
}

/// Who calls itself by its certificate's subject, which no command can write, is who the first message
/// was taken to be from.
const Gateway* gateway_to_answer(const Registry& registry, const IkeSa& sa, const Identity& id,
                                 const Incoming& in) {
  if (const auto* found =
          gateway_for_identity(registry, id, in.source.address, in.destination.address))
    return found;
  const auto* first = registry.gateway(sa.gateway);
  const bool by_subject = id.type == wire::ike::id_type::der_asn1_dn && first != nullptr &&
                          proof_of(registry, *first, Role::responder, Role::initiator) == Proof::signature;
  return by_subject ? first : nullptr;
}

void answer_child(const Context& context, IkeSa& sa, const Result<ChildPayloads, WireError>& offer,
                  PayloadWriter& answer) {
  const auto refuse = [&](std::uint16_t type, Stuck reason, PolicyId policy) {
    answer.add(PayloadType::notify, emit_notify({protocol::none, type, {}, {}}));
    fail_child(context, sa, policy, Role::responder, reason);
  };
  if (!offer) return refuse(notify::invalid_syntax, Stuck::malformed, PolicyId{});
  const auto* policy = policy_to_answer(context.registry, sa, *offer);
  if (policy == nullptr)
    return refuse(notify::ts_unacceptable, Stuck::no_policy_in_use, PolicyId{});
  auto child = judge_child(context, sa, *policy, *offer, false, 0);
  if (child.error != 0) return refuse(child.error, child.reason, policy->id);
  context.emit(Phase2Started{sa.gateway, policy->id, Role::responder, sa.peer});
  child.terms.inbound = context.registry.new_spi(context.registry.entropy);
  answer.add(PayloadType::security_association,
             emit_sa(v2::answer_child(child.choice, child.terms.inbound)));
  add_child_answer(child, answer);
  install_child(context, sa, child.terms, sa.nonces, {});
}

Wishes wishes_of(const PayloadChain& payloads) {
  return {read_child(payloads), configuration_asked(payloads),
          find_notify(payloads, notify::initial_contact).has_value()};
}

}  // namespace

void refuse_auth(const Context& context, IkeSa& sa, const Incoming& in, Stuck reason, std::string detail) {
  tell_failure(context, {sa.gateway, std::nullopt, sa.peer, reason, 0, std::move(detail)}, true);
  refuse_request(context, sa, in, notify::authentication_failed);
  remove_ike(context, sa);
}

void complete_as_responder(const Context& context, IkeSa& sa, const Incoming& in, const Wishes& wishes,
                           PayloadWriter& answer) {
  if (wishes.initial_contact) on_initial_contact(context, sa);
  give_up_own_attempts(context, sa);
  establish(context, sa);
  const bool served = !wishes.configuration || answer_configuration(context, sa, *wishes.configuration, answer);
  if (served) answer_child(context, sa, wishes.child, answer);
  send_response(context, sa, in, answer);
}

void complete_as_initiator(const Context& context, IkeSa& sa, const ChildDraft& draft,
                           const PayloadChain& payloads) {
  establish(context, sa);
  if (const auto error = find_error(payloads))
    return fail_child(context, sa, draft.policy, Role::initiator, reason_of(error->type), error->type);
  const auto answer = read_child(payloads);
  if (!answer) return fail_child(context, sa, draft.policy, Role::initiator, Stuck::malformed);
  const auto terms = accept_child(context, sa, draft, *answer);
  if (!terms) return fail_child(context, sa, draft.policy, Role::initiator, terms.error());
  install_child(context, sa, *terms, sa.nonces, {});
}

void establish(const Context& context, IkeSa& sa) {
  auto& registry = context.registry;
  const auto& gateway = *registry.gateway(sa.gateway);
  sa.state = SaState::established;
  sa.number = registry.new_number();
  sa.beginning = {};
  sa.hint.reset();
  const auto& life = gateway.isakmp_lifetime;
  sa.expires = context.now + life.seconds;
  sa.rekey_at.reset();
  if (life.rekey_percent)
    sa.rekey_at = renewal_at(context.now, life.seconds, *life.rekey_percent, sa.role);
  start_keepalive(context, sa);
  auto& runtime = registry.gateways[sa.gateway];
  runtime.not_before = {};
  if (runtime.last_failure && !runtime.last_failure->policy) runtime.last_failure.reset();
  Phase1Established event{};
  event.gateway = sa.gateway;
  event.number = sa.number;
  event.role = sa.role;
  event.local = sa.local;
  event.peer = sa.peer;
  event.nat_detected = sa.nat_found();
  event.ikev2 = Ikev2Keys{to_bytes(sa.spis.initiator),
                          to_bytes(sa.spis.responder),
                          to_bytes(sa.keys.initiator.encryption.view()),
                          to_bytes(sa.keys.responder.encryption.view()),
                          to_bytes(sa.keys.initiator.integrity.view()),
                          to_bytes(sa.keys.responder.integrity.view()),
                          sa.suite.cipher,
                          sa.suite.integrity};
  context.emit(std::move(event));
}

void send_auth_request(const Context& context, IkeSa& sa) {
  auto& registry = context.registry;
  const auto& gateway = *registry.gateway(sa.gateway);
  const auto* policy = registry.policy(sa.beginning.policy);
  sa.local_id = identity_to_show(registry, gateway, sa.role, sa.local.address);
  const auto id = wire::ikev2::emit_id(sa.local_id);
  Request request;
  request.kind = RequestKind::auth;
  PayloadWriter payloads;
  payloads.add(PayloadType::id_initiator, id);
  if (gateway.remote_name)
    payloads.add(PayloadType::id_responder, wire::ikev2::emit_id(identity_of(*gateway.remote_name)));
  const bool wants_certificate = proof_of(registry, gateway, sa.role, sa.role) == Proof::signature;
  if (wants_certificate || (gateway.uses_eap() && gateway.eap_sends_certificate_request))
    add_certificate_request(registry, gateway, payloads);
  add_own_proof(registry, sa, gateway, Role::initiator, id, payloads);
  if (is_first_contact(registry, sa)) {
    payloads.add(PayloadType::notify,
                 emit_notify({protocol::none, notify::initial_contact, {}, {}}));
  }
  if (policy == nullptr || !policy->in_use) return remove_ike(context, sa);
  request.child = ChildDraft{policy->id, registry.new_spi(registry.entropy), {}, {}, {}};
  add_child_offer(context, sa, *policy, *request.child, payloads);
  sa.state = SaState::auth_sent;
  context.emit(Phase2Started{sa.gateway, policy->id, Role::initiator, sa.peer});
  send_request(context, sa, std::move(request), exchange::ike_auth, payloads);
}

void on_auth_request(const Context& context, IkeSa& sa, const Incoming& in, const Opened& opened) {
  const auto& payloads = opened.payloads;
  if (sa.beginning.eap) return on_eap_request(context, sa, in, payloads);
  const auto id_body = payloads.only(PayloadType::id_initiator);
  const auto id = id_body ? wire::ikev2::parse_id(*id_body) : Result<Identity, WireError>(WireError::bad_identity);
  if (!id) return refuse_auth(context, sa, in, Stuck::malformed);
  const auto* gateway = gateway_to_answer(context.registry, sa, *id, in);
  if (gateway == nullptr) return refuse_auth(context, sa, in, Stuck::unknown_peer_name);
  sa.gateway = gateway->id;
  const auto shows = proof_of(context.registry, *gateway, sa.role, Role::initiator);
  if (shows == Proof::none) return refuse_auth(context, sa, in, missing_proof(context.registry, *gateway));
  const bool by_eap = shows == Proof::eap && payloads.count(PayloadType::authentication) == 0;
  if (auto refusal = by_eap ? std::nullopt : doubt(context, sa, *gateway, Role::initiator, *id_body, payloads))
    return refuse_auth(context, sa, in, refusal->reason, std::move(refusal->detail));
  sa.remote_id = *id;
  sa.local = in.destination;
  sa.peer = in.source;
  sa.local_id = identity_to_show(context.registry, *gateway, sa.role, sa.local.address);
  const auto own_id = wire::ikev2::emit_id(sa.local_id);
  PayloadWriter answer;
  answer.add(PayloadType::id_responder, own_id);
  add_own_proof(context.registry, sa, *gateway, Role::responder, own_id, answer);
  if (by_eap) return ask_by_eap(context, sa, in, wishes_of(payloads), answer);
  complete_as_responder(context, sa, in, wishes_of(payloads), answer);
}

void on_auth_response(const Context& context, IkeSa& sa, const Opened& opened) {
  const auto& payloads = opened.payloads;
  auto request = std::exchange(sa.request, std::nullopt);
  if (sa.beginning.eap) return on_eap_response(context, sa, payloads);
  const auto& gateway = *context.registry.gateway(sa.gateway);
  const auto error = find_error(payloads);
  const auto id_body = payloads.only(PayloadType::id_responder);
  if (!id_body || payloads.count(PayloadType::authentication) == 0) {
    const auto type = error ? error->type : std::uint16_t{0};
    return fail_ike(context, sa, error ? reason_of(type) : Stuck::malformed, type);
  }
  const auto id = wire::ikev2::parse_id(*id_body);
  const bool by_eap = gateway.uses_eap();
  // The responder takes the SA for established: it is told that it is not.
  const auto give_up = [&](Stuck reason, std::string detail = {}) {
    tell_failure(context, {sa.gateway, std::nullopt, sa.peer, reason, 0, std::move(detail)}, false);
    context.registry.gateways[sa.gateway].not_before =
        context.now + context.registry.settings->retry_interval;
    if (by_eap) return remove_ike(context, sa);
    sa.state = SaState::established;
    close_ike(context, sa);
  };
  if (!id) return give_up(Stuck::malformed);
  const auto shows = proof_of(context.registry, gateway, sa.role, Role::responder);
  if (shows == Proof::none) return give_up(missing_proof(context.registry, gateway));
  if (auto refusal = doubt(context, sa, gateway, Role::responder, *id_body, payloads))
    return give_up(refusal->reason, std::move(refusal->detail));
  const bool named_by_certificate = shows == Proof::signature;
  if (!named_by_certificate && !is_expected(gateway, *id)) return give_up(Stuck::unknown_peer_name);
  sa.remote_id = *id;
  if (by_eap) return begin_eap(context, sa, *std::move(request->child), payloads);
  complete_as_initiator(context, sa, *request->child, payloads);
}

}  // namespace kyoten::ike::v2
