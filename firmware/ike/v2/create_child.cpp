#include "firmware/ike/v2/create_child.hpp"

#include <algorithm>

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;

/// Packets on the way when an SA is replaced still arrive through the old one.
constexpr auto kLatePackets = std::chrono::seconds(5);

void retire(const Context& context, ChildSa& child, Duration after) {
  child.replaced = true;
  child.worn = false;
  child.rekey_at.reset();
  child.expires = std::min(child.expires, context.now + after);
}

bool is_busy_with(const IkeSa& sa, RequestKind kind) {
  return sa.request && sa.request->kind == kind;
}

/// Both ends are replacing the same child: who loses is decided when our own answer is here.
void note_rival(IkeSa& sa, const ChildSa& old, const Nonces& nonces, Spi made) {
  if (!is_busy_with(sa, RequestKind::rekey_child) || sa.request->child->rekeys != old.inbound)
    return;
  sa.request->rival = Rival{lower_nonce(nonces), made, {}};
}

/// What a request for a child says about groups; nothing if it cannot be read.
std::optional<KeyExchange> key_exchange_of(const PayloadChain& payloads, bool& readable) {
  readable = true;
  const auto body = payloads.only(PayloadType::key_exchange);
  if (!body) {
    readable = payloads.count(PayloadType::key_exchange) == 0;
    return std::nullopt;
  }
  auto key = parse_key_exchange(*body);
  readable = key.has_value();
  return key ? std::optional(*std::move(key)) : std::nullopt;
}

Bytes group_bytes(DhGroup group) {
  Bytes data;
  ByteWriter(data).u16(static_cast<std::uint16_t>(group));
  return data;
}

/// What the peer asks for, once it is known that it can be answered.
struct ChildRequest {
  const Policy* policy = nullptr;
  ChildSa* old = nullptr;
  ChildPayloads offer;
  std::optional<KeyExchange> key;
  Bytes nonce;
};

/// The request taken apart, or the notification that refuses it.
Result<ChildRequest, std::uint16_t> read_request(const Context& context, const IkeSa& sa,
                                                 const PayloadChain& payloads) {
  ChildRequest request;
  const auto nonce = payloads.only(PayloadType::nonce);
  auto offer = read_child(payloads);
  bool readable = false;
  request.key = key_exchange_of(payloads, readable);
  if (!nonce || !is_nonce(*nonce) || !offer || !readable) return notify::invalid_syntax;
  request.nonce = to_bytes(*nonce);
  request.offer = *std::move(offer);
  if (const auto rekey = find_notify(payloads, notify::rekey_sa)) {
    const auto spi = ByteReader(rekey->spi).u32();
    if (spi) request.old = context.registry.child_by_outbound(Spi{*spi}, sa.handle);
    if (request.old == nullptr) return notify::child_sa_not_found;
    request.policy = context.registry.policy(request.old->policy);
  } else {
    request.policy = policy_to_answer(context.registry, sa, request.offer);
  }
  if (request.policy == nullptr || !request.policy->in_use) return notify::ts_unacceptable;
  return request;
}

void make_child(const Context& context, IkeSa& sa, const Incoming& in, ChildRequest& request,
                ChildAnswer& answer) {
  auto& registry = context.registry;
  PayloadWriter payloads;
  Secret shared;
  Bytes public_value;
  if (answer.choice.pfs) {
    const auto group = modp_group(*answer.choice.pfs);
    auto dh = crypto::dh_generate(group, registry.entropy);
    auto agreed = crypto::dh_agree(group, dh.exponent, request.key->value);
    if (!agreed) return refuse_request(context, sa, in, notify::invalid_syntax);
    shared = *std::move(agreed);
    public_value = std::move(dh.public_value);
  }
  const Nonces nonces{request.nonce, registry.entropy.bytes(kNonceBytes)};
  answer.terms.inbound = registry.new_spi(registry.entropy);
  answer.terms.outbound_waits = request.old != nullptr;
  payloads
      .add(PayloadType::security_association,
           emit_sa(answer_child(answer.choice, answer.terms.inbound)))
      .add(PayloadType::nonce, nonces.responder);
  if (answer.choice.pfs) {
    payloads.add(PayloadType::key_exchange,
                 emit_key_exchange(
                     {static_cast<std::uint16_t>(*answer.choice.pfs), std::move(public_value)}));
  }
  add_child_answer(answer, payloads);
  context.emit(Phase2Started{sa.gateway, request.policy->id, Role::responder, sa.peer});
  if (request.old != nullptr) {
    note_rival(sa, *request.old, nonces, answer.terms.inbound);
    retire(context, *request.old, kAwaitDelete);
  }
  install_child(context, sa, answer.terms, nonces, shared);
  send_response(context, sa, in, payloads);
}

/// One replaced SA at a time waits for late packets. Peers that send through the oldest SA they have go from one to the
/// next as they are deleted, so an old one must not outlive its successor.
void end_retired(const Context& context, const ChildSa& old) {
  for (auto& child : context.registry.children) {
    if (child.get() != &old && child->policy == old.policy && child->replaced)
      child->expires = context.now;
  }
}

/// After our own rekey: one of the two SAs goes, if the peer made one as well.
void settle(const Context& context, const Request& request, const Nonces& nonces, ChildSa& made) {
  auto& registry = context.registry;
  auto* old = registry.child_by_inbound(*request.child->rekeys);
  const bool lost = request.rival && lower_nonce(nonces) < request.rival->lowest_nonce;
  if (lost) {
    if (auto* rival = registry.child_by_inbound(request.rival->child)) use_outbound(context, *rival);
    delete_child(context, made);
    return;  // the peer deletes the old one
  }
  if (old == nullptr) return;
  end_retired(context, *old);
  retire(context, *old, kLatePackets);
}

void on_refused(const Context& context, IkeSa& sa, const Request& request, const Notify& error) {
  auto& registry = context.registry;
  const auto policy = request.child->policy;
  switch (error.type) {
    case notify::temporary_failure:
      registry.policies[policy].not_before = context.now + registry.settings->retry_interval;
      return;
    case notify::child_sa_not_found:
      // The peer has lost it: what is left here is of no use.
      if (request.child->rekeys) {
        if (auto* old = registry.child_by_inbound(*request.child->rekeys))
          remove_child(context, *old);
      }
      return;
    case notify::invalid_ke_payload: {
      const auto group = ByteReader(error.data).u16();
      const auto* gateway = registry.gateway(sa.gateway);
      const bool new_one = group && gateway != nullptr && is_supported_group(*gateway, *group) &&
                           request.child->group != DhGroup{*group};
      if (!new_one) break;
      registry.gateways[sa.gateway].group = DhGroup{*group};
      return;  // tried again at once with that group
    }
    default:
      break;
  }
  fail_child(context, sa, policy, Role::initiator, reason_of(error.type), error.type);
}

}  // namespace

Bytes lower_nonce(const Nonces& nonces) { return std::min(nonces.initiator, nonces.responder); }

void start_child(const Context& context, IkeSa& sa, const Policy& policy, const ChildSa* rekeys) {
  auto& registry = context.registry;
  const auto& gateway = *registry.gateway(sa.gateway);
  Request request;
  request.kind = rekeys != nullptr ? RequestKind::rekey_child : RequestKind::new_child;
  request.nonce = registry.entropy.bytes(kNonceBytes);
  request.child = ChildDraft{policy.id, registry.new_spi(registry.entropy), {}, {}, {}};
  auto& draft = *request.child;
  PayloadWriter payloads;
  if (gateway.pfs) {
    draft.group = registry.gateways[gateway.id].group.value_or(gateway.group);
    draft.dh = crypto::dh_generate(modp_group(*draft.group), registry.entropy);
  }
  if (rekeys != nullptr) {
    draft.rekeys = rekeys->inbound;
    Bytes spi;
    ByteWriter(spi).u32(number(rekeys->inbound));
    payloads.add(PayloadType::notify, emit_notify({protocol_number(rekeys->suite.protocol), notify::rekey_sa, spi, {}}));
  }
  add_child_offer(context, sa, policy, draft, payloads);
  payloads.add(PayloadType::nonce, request.nonce);
  if (draft.dh) {
    payloads.add(PayloadType::key_exchange,
                 emit_key_exchange(
                     {static_cast<std::uint16_t>(*draft.group), draft.dh->public_value}));
  }
  context.emit(Phase2Started{sa.gateway, policy.id, Role::initiator, sa.peer});
  send_request(context, sa, std::move(request), exchange::create_child_sa, payloads);
}

void on_create_child_request(const Context& context, IkeSa& sa, const Incoming& in,
                             const PayloadChain& payloads) {
  const auto body = payloads.only(PayloadType::security_association);
  const auto proposals = body ? parse_sa(*body) : Result<std::vector<Proposal>, WireError>(WireError::bad_sa);
  if (!proposals) return refuse_request(context, sa, in, notify::invalid_syntax);
  // RFC 7296 section 2.25.2: not while the IKE SA is on its way out.
  if (!sa.established() || is_busy_with(sa, RequestKind::delete_ike))
    return refuse_request(context, sa, in, notify::temporary_failure);
  if ((*proposals)[0].protocol == protocol::ike)
    return on_rekey_ike_request(context, sa, in, payloads);
  if (is_busy_with(sa, RequestKind::rekey_ike))
    return refuse_request(context, sa, in, notify::temporary_failure);
  auto request = read_request(context, sa, payloads);
  if (!request) {
    if (request.error() == notify::ts_unacceptable)
      fail_child(context, sa, PolicyId{}, Role::responder, Stuck::no_policy_in_use);
    return refuse_request(context, sa, in, request.error());
  }
  const auto group = (*request).key ? (*request).key->group : std::uint16_t{0};
  auto answer = judge_child(context, sa, *(*request).policy, (*request).offer, true, group);
  if (answer.error != 0) {
    if (!answer.wants_group)
      fail_child(context, sa, (*request).policy->id, Role::responder, answer.reason);
    const auto data = answer.wants_group ? group_bytes(*answer.wants_group) : Bytes{};
    return refuse_request(context, sa, in, answer.error, data);
  }
  make_child(context, sa, in, *request, answer);
}

void on_create_child_response(const Context& context, IkeSa& sa, Request request,
                              const PayloadChain& payloads) {
  const auto& draft = *request.child;
  if (const auto error = find_error(payloads)) return on_refused(context, sa, request, *error);
  const auto malformed = [&] {
    fail_child(context, sa, draft.policy, Role::initiator, Stuck::malformed);
  };
  const auto nonce = payloads.only(PayloadType::nonce);
  const auto answer = read_child(payloads);
  if (!nonce || !is_nonce(*nonce) || !answer) return malformed();
  auto terms = accept_child(context, sa, draft, *answer);
  if (!terms) return fail_child(context, sa, draft.policy, Role::initiator, terms.error());
  Secret shared;
  if (draft.dh) {
    bool readable = false;
    const auto key = key_exchange_of(payloads, readable);
    if (!key || key->group != static_cast<std::uint16_t>(*draft.group)) return malformed();
    auto agreed = crypto::dh_agree(modp_group(*draft.group), draft.dh->exponent, key->value);
    if (!agreed) return malformed();
    shared = *std::move(agreed);
  }
  const auto* policy = context.registry.policy(draft.policy);
  const Nonces nonces{request.nonce, to_bytes(*nonce)};
  auto& made = install_child(context, sa, *terms, nonces, shared);
  if (policy == nullptr || !policy->in_use) return delete_child(context, made);
  if (draft.rekeys) settle(context, request, nonces, made);
}

}  // namespace kyoten::ike::v2
