#include "firmware/ike/v2/child.hpp"

#include <algorithm>

#include "firmware/ike/timing.hpp"
#include "firmware/ike/v2/selectors.hpp"
#include "firmware/ike/wear.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;

/// A peer that makes children all the time must not fill the memory.
constexpr std::size_t kMostChildrenOfPolicy = 8;
/// Of IPComp's algorithms (RFC 7296 section 2.22).
constexpr std::uint8_t kDeflate = 2;

/// What is left of the offer's selectors as responder. In transport mode a NAT has changed the addresses that the peer
/// knows, so they are taken as they come; the data plane asks the policy.
ChildPayloads agree(const Gateway& gateway, const Policy& policy, const IkeSa& sa,
                    ChildPayloads offer) {
  if (policy.mode == ipsec::Mode::transport) return offer;
  const auto own = own_selectors(gateway, policy, sa);
  offer.initiator_selectors = narrow(offer.initiator_selectors, own.remote);
  offer.responder_selectors = narrow(offer.responder_selectors, own.local);
  return offer;
}

ipsec::Mode mode_of(const ChildPayloads& offer) {
  return offer.transport ? ipsec::Mode::transport : ipsec::Mode::tunnel;
}

/// RTX: not through NAT.
bool offers_compression(const Policy& policy, const IkeSa& sa) {
  return policy.compresses && policy.mode == ipsec::Mode::tunnel && !sa.nat_found();
}

void add_compression(Spi inbound, PayloadWriter& payloads) {
  Bytes data;
  ByteWriter(data).u16(number(ipsec::cpi_beside(inbound))).u8(kDeflate);
  payloads.add(PayloadType::notify, emit_notify({protocol::none, notify::ipcomp_supported, {}, data}));
}

/// Where the peer receives DEFLATE, if it says that it does. It may name several algorithms, one in each notification.
std::optional<Cpi> deflate_cpi(const PayloadChain& payloads) {
  for (auto& payload : payloads.all()) {
    if (payload.type != PayloadType::notify) continue;
    const auto notify = parse_notify(payload.body);
    if (!notify || (*notify).type != notify::ipcomp_supported) continue;
    ByteReader reader((*notify).data);
    const auto cpi = reader.u16();
    if (cpi && reader.u8() == kDeflate) return Cpi{*cpi};
  }
  return std::nullopt;
}

/// AH protects the addresses that a NAT changes.
bool cannot_pass(const Policy& policy, const IkeSa& sa) {
  return policy.suite.protocol == ipsec::Protocol::ah && sa.nat_found();
}

/// All but the SPI of this end's choice.
ChildTerms terms_of(const Policy& policy, Role role, const ChildChoice& choice,
                    const ChildPayloads& said) {
  ChildTerms terms;
  terms.policy = policy.id;
  terms.role = role;
  terms.suite = choice.suite;
  terms.mode = policy.mode;
  terms.outbound = choice.peer_spi;
  terms.peer_cpi = said.peer_cpi;
  terms.initiator_selectors = said.initiator_selectors;
  terms.responder_selectors = said.responder_selectors;
  return terms;
}

ipsec::SaParameters parameters(const Context& context, const IkeSa& sa, const ChildTerms& terms,
                               ipsec::Direction direction, ChildKeys& keys) {
  const bool outbound = direction == ipsec::Direction::outbound;
  const bool to_responder = outbound == (terms.role == Role::initiator);
  ipsec::SaParameters result;
  result.direction = direction;
  result.spi = outbound ? terms.outbound : terms.inbound;
  result.policy = terms.policy;
  result.gateway = sa.gateway;
  result.suite = terms.suite;
  result.mode = terms.mode;
  result.udp_encapsulated = sa.nat_found();
  if (const auto* policy = context.registry.policy(terms.policy)) {
    result.anti_replay = policy->anti_replay;
    result.compresses = policy->compresses;
  }
  if (terms.peer_cpi) result.compression = outbound ? *terms.peer_cpi : ipsec::cpi_beside(terms.inbound);
  if (terms.mode == ipsec::Mode::tunnel) {
    const bool initiator = terms.role == Role::initiator;
    result.selection = selection_of(initiator ? terms.initiator_selectors : terms.responder_selectors,
                                    initiator ? terms.responder_selectors : terms.initiator_selectors);
  }
  const auto* gateway = context.registry.gateway(sa.gateway);
  if (gateway != nullptr) result.renew_at = renew_at(gateway->ipsec_lifetime.kilobytes);
  result.local = sa.local;
  result.peer = sa.peer;
  if (!result.udp_encapsulated) result.local.port = result.peer.port = 0;
  result.encryption_key =
      std::move(to_responder ? keys.encryption_to_responder : keys.encryption_to_initiator);
  result.integrity_key =
      std::move(to_responder ? keys.integrity_to_responder : keys.integrity_to_initiator);
  return result;
}

void drop_surplus(const Context& context, PolicyId policy) {
  for (;;) {
    ChildSa* oldest = nullptr;
    std::size_t count = 0;
    for (auto& child : context.registry.children) {
      if (child->policy != policy) continue;
      if (oldest == nullptr) oldest = child.get();
      ++count;
    }
    if (count <= kMostChildrenOfPolicy) return;
    delete_child(context, *oldest);
  }
}

/// Only the newest is renewed; the others end with their lives.
void stop_renewing_older(const Context& context, const ChildSa& child) {
  for (auto& older : context.registry.children) {
    if (older.get() == &child || older->policy != child.policy) continue;
    older->rekey_at.reset();
    older->worn = false;
  }
}

Result<ChildTerms, Stuck> judge_answer(const Context& context, const IkeSa& sa,
                                       const ChildDraft& draft, const ChildPayloads& answer) {
  const auto* policy = context.registry.policy(draft.policy);
  const auto& gateway = *context.registry.gateway(sa.gateway);
  if (policy == nullptr || answer.proposals.size() != 1) return Stuck::no_proposal_chosen;
  if (cannot_pass(*policy, sa)) return Stuck::ah_through_nat;
  // IPComp is the initiator's to ask for (RFC 7296 section 2.22).
  if (answer.peer_cpi && !offers_compression(*policy, sa)) return Stuck::no_proposal_chosen;
  const auto group = draft.group ? static_cast<std::uint16_t>(*draft.group) : std::uint16_t{0};
  const auto choice =
      choose_child(gateway, *policy, answer.proposals, draft.group.has_value(), group);
  const bool transport = policy->mode == ipsec::Mode::transport;
  if (!choice || choice->pfs != draft.group || transport != answer.transport)
    return Stuck::no_proposal_chosen;
  const auto own = own_selectors(gateway, *policy, sa);
  const bool kept = !answer.initiator_selectors.empty() && !answer.responder_selectors.empty() &&
                    (transport || (are_within(answer.initiator_selectors, own.local) &&
                                   are_within(answer.responder_selectors, own.remote)));
  if (!kept) return Stuck::invalid_id;
  auto terms = terms_of(*policy, Role::initiator, *choice, answer);
  terms.inbound = draft.inbound;
  return terms;
}

}  // namespace

Result<ChildPayloads, WireError> read_child(const PayloadChain& payloads) {
  const auto sa = payloads.only(PayloadType::security_association);
  const auto initiator = payloads.only(PayloadType::ts_initiator);
  const auto responder = payloads.only(PayloadType::ts_responder);
  if (!sa || !initiator || !responder) return WireError::bad_sa;
  ChildPayloads child;
  KYOTEN_TRY(child.proposals, parse_sa(*sa));
  KYOTEN_TRY(child.initiator_selectors, parse_traffic_selectors(*initiator));
  KYOTEN_TRY(child.responder_selectors, parse_traffic_selectors(*responder));
  child.transport = find_notify(payloads, notify::use_transport_mode).has_value();
  child.peer_cpi = deflate_cpi(payloads);
  return child;
}

void add_selectors(const std::vector<TrafficSelector>& initiator,
                   const std::vector<TrafficSelector>& responder, PayloadWriter& payloads) {
  payloads.add(PayloadType::ts_initiator, emit_traffic_selectors(initiator))
      .add(PayloadType::ts_responder, emit_traffic_selectors(responder));
}

void add_child_offer(const Context& context, const IkeSa& sa, const Policy& policy,
                     const ChildDraft& draft, PayloadWriter& payloads) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  payloads.add(PayloadType::security_association,
               emit_sa(offer_child(gateway, policy, draft.inbound, draft.group)));
  const auto own = own_selectors(gateway, policy, sa);
  add_selectors(own.local, own.remote, payloads);
  if (policy.mode == ipsec::Mode::tunnel) {
    if (offers_compression(policy, sa)) add_compression(draft.inbound, payloads);
    return;
  }
  payloads.add(PayloadType::notify,
               emit_notify({protocol::none, notify::use_transport_mode, {}, {}}));
}

ChildSa& install_child(const Context& context, IkeSa& sa, const ChildTerms& terms,
                       const Nonces& nonces, const Secret& shared_secret) {
  auto& registry = context.registry;
  const auto& gateway = *registry.gateway(sa.gateway);
  auto keys = derive_child_keys(sa.suite.prf, sa.keys.derivation, shared_secret.view(), nonces,
                                terms.suite);
  registry.children.push_back(std::make_unique<ChildSa>());
  auto& child = *registry.children.back();
  child.ike = sa.handle;
  child.gateway = sa.gateway;
  child.policy = terms.policy;
  child.role = terms.role;
  child.suite = terms.suite;
  child.mode = terms.mode;
  child.local_id = sa.local_id;
  child.remote_id = sa.remote_id;
  child.peer_behind_nat = sa.peer_behind_nat;
  child.inbound = terms.inbound;
  child.outbound = terms.outbound;
  child.outbound_number = registry.new_number();
  child.inbound_number = registry.new_number();
  child.established = context.now;
  child.expires = context.now + gateway.ipsec_lifetime.seconds;
  auto inbound = parameters(context, sa, terms, ipsec::Direction::inbound, keys);
  child.udp_encapsulated = inbound.udp_encapsulated;
  child.local = inbound.local;
  child.peer = inbound.peer;
  context.emit(SaInstalled{child.inbound_number, std::move(inbound)});
  child.outbound_waits = parameters(context, sa, terms, ipsec::Direction::outbound, keys);
  if (!terms.outbound_waits) use_outbound(context, child);
  return child;
}

void use_outbound(const Context& context, ChildSa& child) {
  if (!child.outbound_waits) return;
  auto& registry = context.registry;
  const auto* gateway = registry.gateway(child.gateway);
  auto outbound = *std::move(child.outbound_waits);
  child.outbound_waits.reset();
  child.usable = true;
  const auto life = child.expires - child.established;
  const auto percent = gateway ? gateway->ipsec_lifetime.rekey_percent.value_or(75) : 75;
  child.rekey_at = renewal_at(child.established, life, percent, child.role);
  context.emit(SaInstalled{child.outbound_number, std::move(outbound)});
  registry.policies[child.policy].not_before = {};
  registry.gateways[child.gateway].last_failure.reset();
  // The newest is what the data plane sends through: also here it is the last in the row.
  const auto it = std::ranges::find_if(registry.children,
                                       [&](auto& other) { return other.get() == &child; });
  std::rotate(it, it + 1, registry.children.end());
  stop_renewing_older(context, child);
  const auto policy = child.policy;
  update_policy(context, policy);
  drop_surplus(context, policy);
}

const Policy* policy_to_answer(const Registry& registry, const IkeSa& sa,
                               const ChildPayloads& offer) {
  const auto& gateway = *registry.gateway(sa.gateway);
  const Policy* best = nullptr;
  int best_rank = -1;
  for (auto& policy : registry.settings->policies) {
    if (policy.gateway != sa.gateway || !policy.in_use) continue;
    const auto agreed = agree(gateway, policy, sa, offer);
    const bool fits = policy.mode == mode_of(offer) && !agreed.initiator_selectors.empty() &&
                      !agreed.responder_selectors.empty();
    const int rank = (fits ? 2 : 0) + (registry.newest_child(policy.id) == nullptr ? 1 : 0);
    if (rank <= best_rank) continue;
    best = &policy;
    best_rank = rank;
  }
  return best;
}

ChildAnswer judge_child(const Context& context, const IkeSa& sa, const Policy& policy,
                        const ChildPayloads& offer, bool with_group, std::uint16_t group_value) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  ChildAnswer answer;
  if (cannot_pass(policy, sa)) {
    answer.error = notify::no_proposal_chosen;
    answer.reason = Stuck::ah_through_nat;
    return answer;
  }
  const auto choice = choose_child(gateway, policy, offer.proposals, with_group, group_value);
  // Without the wish for it, transport mode cannot be (RFC 7296 section 1.3.1).
  const bool transport = policy.mode == ipsec::Mode::transport;
  if (!choice || (transport && !offer.transport)) {
    answer.error = notify::no_proposal_chosen;
    answer.reason = Stuck::no_proposal_chosen;
    return answer;
  }
  if (choice->pfs && static_cast<std::uint16_t>(*choice->pfs) != group_value) {
    answer.error = notify::invalid_ke_payload;
    answer.reason = Stuck::no_proposal_chosen;
    answer.wants_group = choice->pfs;
    return answer;
  }
  auto agreed = agree(gateway, policy, sa, offer);
  if (agreed.initiator_selectors.empty() || agreed.responder_selectors.empty()) {
    answer.error = notify::ts_unacceptable;
    answer.reason = Stuck::invalid_id;
    return answer;
  }
  answer.choice = *choice;
  answer.terms = terms_of(policy, Role::responder, *choice, agreed);
  return answer;
}

void add_child_answer(const ChildAnswer& answer, PayloadWriter& payloads) {
  add_selectors(answer.terms.initiator_selectors, answer.terms.responder_selectors, payloads);
  if (answer.terms.mode == ipsec::Mode::transport) {
    payloads.add(PayloadType::notify,
                 emit_notify({protocol::none, notify::use_transport_mode, {}, {}}));
  }
  if (answer.terms.peer_cpi) add_compression(answer.terms.inbound, payloads);
}

Result<ChildTerms, Stuck> accept_child(const Context& context, IkeSa& sa, const ChildDraft& draft,
                                       const ChildPayloads& answer) {
  auto terms = judge_answer(context, sa, draft, answer);
  const auto* policy = context.registry.policy(draft.policy);
  if (!terms && policy != nullptr)
    sa.children_to_delete.push_back({policy->suite.protocol, draft.inbound});
  return terms;
}

}  // namespace kyoten::ike::v2
