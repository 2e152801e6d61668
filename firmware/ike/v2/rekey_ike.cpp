#include "firmware/ike/v2/create_child.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;

constexpr std::size_t kIkeSpiBytes = 8;

std::optional<IkeSpi> ike_spi(const Bytes& bytes) {
  IkeSpi spi{};
  if (bytes.size() != kIkeSpiBytes) return std::nullopt;
  std::copy(bytes.begin(), bytes.end(), spi.begin());
  if (wire::ike::is_zero(spi)) return std::nullopt;
  return spi;
}

/// A new SA between the same ends; message ids begin anew.
IkeSa& successor(const Context& context, const IkeSa& old, Role role, const SpiPair& spis,
                 const IkeSuite& suite, Nonces nonces, const Secret& shared) {
  auto& registry = context.registry;
  auto& sa = registry.add_ike();
  sa.gateway = old.gateway;
  sa.role = role;
  sa.spis = spis;
  sa.local = old.local;
  sa.peer = old.peer;
  sa.default_local_address = old.default_local_address;
  sa.local_behind_nat = old.local_behind_nat;
  sa.peer_behind_nat = old.peer_behind_nat;
  sa.fragmentation = old.fragmentation;
  sa.local_id = old.local_id;
  sa.remote_id = old.remote_id;
  sa.client_address = old.client_address;
  sa.suite = suite;
  sa.nonces = std::move(nonces);
  sa.started = context.now;
  const auto seed = rekey_skeyseed(old.suite.prf, old.keys.derivation, sa.nonces, shared);
  sa.keys = derive_ike_keys(suite, seed, sa.nonces, spis);
  establish(context, sa);
  return sa;
}

void hand_over(const Context& context, IkeSa& from, IkeSa& to) {
  for (auto& child : context.registry.children) {
    if (child->ike == from.handle) child->ike = to.handle;
  }
  to.children_to_delete = std::exchange(from.children_to_delete, {});
}

void replace(const Context& context, IkeSa& old) {
  old.state = SaState::replaced;
  old.number = 0;
  old.rekey_at.reset();
  old.next_liveness.reset();
  old.next_nat_keepalive.reset();
  old.expires = context.now + kAwaitDelete;
}

}  // namespace

void start_rekey_ike(const Context& context, IkeSa& sa) {
  auto& registry = context.registry;
  const auto& gateway = *registry.gateway(sa.gateway);
  Request request;
  request.kind = RequestKind::rekey_ike;
  request.nonce = registry.entropy.bytes(kNonceBytes);
  const auto group = sa.suite.group;
  request.ike = IkeDraft{registry.new_ike_spi(), group,
                         crypto::dh_generate(modp_group(group), registry.entropy)};
  PayloadWriter payloads;
  payloads
      .add(PayloadType::security_association, emit_sa(offer_ike(gateway, group, request.ike->spi)))
      .add(PayloadType::nonce, request.nonce)
      .add(PayloadType::key_exchange,
           emit_key_exchange(
               {static_cast<std::uint16_t>(group), request.ike->dh.public_value}));
  context.emit(Phase1Started{sa.gateway, Role::initiator, sa.local, sa.peer, 2});
  send_request(context, sa, std::move(request), exchange::create_child_sa, payloads);
}

void on_rekey_ike_request(const Context& context, IkeSa& sa, const Incoming& in,
                          const PayloadChain& payloads) {
  auto& registry = context.registry;
  const auto& gateway = *registry.gateway(sa.gateway);
  const auto rekey = read_ike_offer(payloads);
  if (!rekey) return refuse_request(context, sa, in, notify::invalid_syntax);
  const auto choice = choose_ike(gateway, (*rekey).proposals, (*rekey).key.group);
  const auto peer_spi = choice ? ike_spi(choice->peer_spi) : std::nullopt;
  if (!choice || !peer_spi) return refuse_request(context, sa, in, notify::no_proposal_chosen);
  const auto group = static_cast<std::uint16_t>(choice->suite.group);
  if (group != (*rekey).key.group) {
    Bytes data;
    ByteWriter(data).u16(group);
    return refuse_request(context, sa, in, notify::invalid_ke_payload, data);
  }
  // Children in the making belong to neither SA: the peer asks again.
  const bool busy = sa.request && sa.request->child;
  if (busy) return refuse_request(context, sa, in, notify::temporary_failure);
  auto dh = crypto::dh_generate(modp_group(choice->suite.group), registry.entropy);
  const auto shared =
      crypto::dh_agree(modp_group(choice->suite.group), dh.exponent, (*rekey).key.value);
  if (!shared) return refuse_request(context, sa, in, notify::invalid_syntax);
  const SpiPair spis{*peer_spi, registry.new_ike_spi()};
  Nonces nonces{(*rekey).nonce, registry.entropy.bytes(kNonceBytes)};
  auto taken = choice->answer;
  taken.spi = to_bytes(spis.responder);
  PayloadWriter answer;
  answer.add(PayloadType::security_association, emit_sa({taken}))
      .add(PayloadType::nonce, nonces.responder)
      .add(PayloadType::key_exchange, emit_key_exchange({group, dh.public_value}));
  const auto lowest = lower_nonce(nonces);
  auto& made = successor(context, sa, Role::responder, spis, choice->suite, std::move(nonces),
                         *shared);
  hand_over(context, sa, made);
  send_response(context, sa, in, answer);
  if (sa.request && sa.request->kind == RequestKind::rekey_ike) {
    sa.request->rival = Rival{lowest, {}, spis.initiator};
    return;  // it stays until our own answer is here
  }
  replace(context, sa);
}

void on_rekey_ike_response(const Context& context, IkeSa& sa, Request request,
                           const PayloadChain& payloads) {
  auto& registry = context.registry;
  const auto& gateway = *registry.gateway(sa.gateway);
  const auto try_later = [&] {
    sa.rekey_at = context.now + registry.settings->retry_interval;
  };
  const auto error = find_error(payloads);
  if (error && error->type == notify::invalid_ke_payload) {
    const auto group = ByteReader(error->data).u16();
    if (group && is_supported_group(gateway, *group)) sa.suite.group = DhGroup{*group};
  }
  const auto rekey = read_ike_offer(payloads);
  if (error || !rekey) return try_later();
  const auto choice = accept_ike(gateway, request.ike->group, (*rekey).proposals);
  const auto peer_spi = choice ? ike_spi(choice->peer_spi) : std::nullopt;
  if (!choice || !peer_spi) return try_later();
  const auto shared = crypto::dh_agree(modp_group(request.ike->group), request.ike->dh.exponent,
                                       (*rekey).key.value);
  if (!shared) return try_later();
  Nonces nonces{request.nonce, (*rekey).nonce};
  const auto lowest = lower_nonce(nonces);
  auto& made = successor(context, sa, Role::initiator, {request.ike->spi, *peer_spi},
                         choice->suite, std::move(nonces), *shared);
  if (request.rival && lowest < request.rival->lowest_nonce) {
    // The peer's successor stays, and the peer deletes the old SA.
    close_ike(context, made);
    return replace(context, sa);
  }
  hand_over(context, sa, made);
  if (request.rival) {
    const auto rival = std::ranges::find_if(registry.ikes, [&](auto& other) {
      return other->role == Role::responder &&
             other->spis.initiator == *request.rival->ike_initiator;
    });
    if (rival != registry.ikes.end()) {
      hand_over(context, **rival, made);
      replace(context, **rival);
    }
  }
  replace(context, sa);
  close_ike(context, sa);
}

}  // namespace kyoten::ike::v2
