#include "firmware/ike/v2/auth.hpp"
#include "firmware/ike/v2/begin.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;

/// How often a responder may ask for a cookie or another group before it is taken for broken.
constexpr int kMostDetours = 3;

Header init_header(const IkeSa& sa) {
  Header header;
  header.initiator = sa.spis.initiator;
  header.responder = sa.spis.responder;
  header.exchange = exchange::ike_sa_init;
  header.flags = sa.role == Role::initiator ? flag::initiator : flag::response;
  return header;
}

void add_fragmentation(PayloadWriter& payloads) {
  payloads.add(PayloadType::notify,
               emit_notify({protocol::none, notify::fragmentation_supported, {}, {}}));
}
bool knows_fragmentation(const PayloadChain& payloads) {
  return find_notify(payloads, notify::fragmentation_supported).has_value();
}

DhGroup group_for(const Context& context, const Gateway& gateway) {
  return context.registry.gateways[gateway.id].group.value_or(gateway.group);
}

/// The first message, also when it is said once more with a cookie or for another group.
void send_init(const Context& context, IkeSa& sa) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  auto& begin = sa.beginning;
  PayloadWriter payloads;
  if (!begin.cookie.empty()) {
    payloads.add(PayloadType::notify,
                 emit_notify({protocol::none, notify::cookie, {}, begin.cookie}));
  }
  payloads
      .add(PayloadType::security_association,
           emit_sa(offer_ike(gateway, sa.suite.group, {})))
      .add(PayloadType::key_exchange,
           emit_key_exchange(
               {static_cast<std::uint16_t>(sa.suite.group), begin.dh.public_value}))
      .add(PayloadType::nonce, sa.nonces.initiator);
  add_nat_detection(context, gateway, sa.spis, sa.local, sa.peer, payloads);
  add_fragmentation(payloads);
  add_signature_hashes(context.registry, gateway, payloads);
  begin.init_request = seal_plain(init_header(sa), payloads);
  context.send(sa.local, sa.peer, begin.init_request);
  Request request;
  request.kind = RequestKind::sa_init;
  request.retransmission = retransmission_of(context, begin.init_request);
  sa.request = std::move(request);
}

void use_group(const Context& context, IkeSa& sa, DhGroup group) {
  sa.suite.group = group;
  sa.beginning.dh = crypto::dh_generate(modp_group(group), context.registry.entropy);
}

/// True if the response asks for the first message again in another form.
bool take_detour(const Context& context, IkeSa& sa, const PayloadChain& payloads) {
  auto& begin = sa.beginning;
  if (const auto cookie = find_notify(payloads, notify::cookie)) {
    if (cookie->data.empty() || cookie->data.size() > 64 || ++begin.cookies > kMostDetours)
      return true;
    begin.cookie = cookie->data;
    send_init(context, sa);
    return true;
  }
  if (const auto wrong = find_notify(payloads, notify::invalid_ke_payload)) {
    const auto group = ByteReader(wrong->data).u16();
    const auto& gateway = *context.registry.gateway(sa.gateway);
    const bool possible = group && is_supported_group(gateway, *group) && !gateway.proposal_limitation &&
                          DhGroup{*group} != sa.suite.group && ++begin.groups <= kMostDetours;
    if (!possible) {
      sa.hint = {Stuck::no_proposal_chosen, notify::invalid_ke_payload};
      return true;
    }
    // RTX: what a peer asked for is remembered.
    context.registry.gateways[sa.gateway].group = DhGroup{*group};
    use_group(context, sa, DhGroup{*group});
    send_init(context, sa);
    return true;
  }
  return false;
}

/// An unprotected answer that leaves nothing behind here.
void answer_stateless(const Context& context, const Incoming& in, Notify notify) {
  PayloadWriter payloads;
  payloads.add(PayloadType::notify, emit_notify(notify));
  Header header;
  header.initiator = in.header.initiator;
  header.exchange = exchange::ike_sa_init;
  header.flags = flag::response;
  context.send(in.destination, in.source, seal_plain(header, payloads));
}

void refuse_stranger(const Context& context, const Incoming& in, std::optional<GatewayId> gateway,
                     Stuck reason, std::uint16_t notify, Bytes data = {}) {
  tell_failure(context, {gateway, std::nullopt, in.source, reason, 0}, true);
  if (notify != 0)
    answer_stateless(context, in, {protocol::none, notify, {}, std::move(data)});
}

/// Under load, nobody gets further who has not shown to receive at the address it sends from.
bool passes_cookie_check(const Context& context, const Incoming& in, const PayloadChain& payloads,
                         const Bytes& nonce) {
  auto& registry = context.registry;
  if (registry.half_open() < kCookiesAbove) return true;
  const CookieInput input{nonce, in.source, in.header.initiator};
  const auto shown = find_notify(payloads, notify::cookie);
  if (shown && registry.cookies.is_good(shown->data, input)) return true;
  answer_stateless(context, in,
                   {protocol::none, notify::cookie, {},
                    registry.cookies.make(input, context.now, registry.entropy)});
  return false;
}

bool repeat_answer(const Context& context, const Incoming& in) {
  for (auto& sa : context.registry.ikes) {
    if (!sa->half_open_responder() || !sa->reply.answers(in.digest)) continue;
    if (sa->reply.repeat(context.now)) context.send(in.destination, in.source, sa->reply.message);
    return true;
  }
  return false;
}

void respond(const Context& context, const Incoming& in, const Gateway& gateway,
             const IkeOffer& init, const IkeChoice& choice, const PayloadChain& payloads) {
  auto& registry = context.registry;
  const auto group = modp_group(choice.suite.group);
  auto dh = crypto::dh_generate(group, registry.entropy);
  auto shared = crypto::dh_agree(group, dh.exponent, init.key.value);
  if (!shared)
    return refuse_stranger(context, in, gateway.id, Stuck::malformed, notify::invalid_syntax);
  auto& sa = registry.add_ike();
  sa.gateway = gateway.id;
  sa.role = Role::responder;
  sa.state = SaState::init_answered;
  sa.spis = {in.header.initiator, registry.new_ike_spi()};
  sa.local = in.destination;
  sa.peer = in.source;
  sa.default_local_address = !gateway.local_address;
  sa.suite = choice.suite;
  sa.nonces = {init.nonce, registry.entropy.bytes(kNonceBytes)};
  sa.started = context.now;
  sa.expires = context.now + kHalfOpenLife;
  sa.next_expected = 1;
  detect_nat(payloads, gateway, {in.header.initiator, {}}, in, sa);
  note_signature_hashes(payloads, sa);
  sa.keys = derive_ike_keys(sa.suite, skeyseed(sa.suite.prf, sa.nonces, *shared), sa.nonces,
                            sa.spis);
  PayloadWriter answer;
  answer.add(PayloadType::security_association, emit_sa({choice.answer}))
      .add(PayloadType::key_exchange,
           emit_key_exchange({static_cast<std::uint16_t>(choice.suite.group), dh.public_value}))
      .add(PayloadType::nonce, sa.nonces.responder);
  add_nat_detection(context, gateway, sa.spis, sa.local, sa.peer, answer);
  sa.fragmentation = knows_fragmentation(payloads);
  if (sa.fragmentation) add_fragmentation(answer);
  if (proof_of(registry, gateway, Role::responder, Role::initiator) == Proof::signature)
    add_certificate_request(registry, gateway, answer);
  add_signature_hashes(registry, gateway, answer);
  sa.beginning.init_request = to_bytes(in.bytes);
  sa.beginning.init_response = seal_plain(init_header(sa), answer);
  context.send(sa.local, sa.peer, sa.beginning.init_response);
  sa.reply = {in.digest, sa.beginning.init_response, context.now, 0};
  context.emit(Phase1Started{gateway.id, Role::responder, sa.local, sa.peer, 2});
}

}  // namespace

Result<IkeOffer, WireError> read_ike_offer(const PayloadChain& payloads) {
  const auto sa = payloads.only(PayloadType::security_association);
  const auto key = payloads.only(PayloadType::key_exchange);
  const auto nonce = payloads.only(PayloadType::nonce);
  if (!sa || !key || !nonce || !is_nonce(*nonce)) return WireError::bad_sa;
  IkeOffer result;
  KYOTEN_TRY(result.proposals, parse_sa(*sa));
  KYOTEN_TRY(result.key, parse_key_exchange(*key));
  result.nonce = to_bytes(*nonce);
  return result;
}

bool start_ike(const Context& context, const Gateway& gateway, const Policy& policy) {
  auto& registry = context.registry;
  const auto peer = peer_address(gateway);
  const auto local = peer ? registry.local_address(gateway, *peer) : std::nullopt;
  if (!local) return false;
  auto& sa = registry.add_ike();
  sa.gateway = gateway.id;
  sa.role = Role::initiator;
  sa.spis.initiator = registry.new_ike_spi();
  sa.local = {*local, wire::ike::kPort};
  sa.peer = {*peer, wire::ike::kPort};
  sa.default_local_address = !gateway.local_address;
  sa.started = context.now;
  sa.beginning.policy = policy.id;
  sa.nonces.initiator = registry.entropy.bytes(kNonceBytes);
  sa.next_request = 1;
  use_group(context, sa, group_for(context, gateway));
  context.emit(Phase1Started{gateway.id, Role::initiator, sa.local, sa.peer, 2});
  send_init(context, sa);
  return true;
}

void on_init_response(const Context& context, IkeSa& sa, const Incoming& in) {
  const auto opened = open_plain(in);
  if (!opened || in.header.message_id != 0) return;
  const auto& payloads = (*opened).payloads;
  if (take_detour(context, sa, payloads)) return;
  if (const auto error = find_error(payloads)) {
    // Anybody can send this: it is told once, and believed only if nothing better comes.
    const bool first = !sa.hint;
    sa.hint = {reason_of(error->type), error->type};
    if (first)
      tell_failure(context, {sa.gateway, std::nullopt, sa.peer, sa.hint->first, error->type}, false);
    return;
  }
  const auto init = read_ike_offer(payloads);
  if (!init || wire::ike::is_zero(in.header.responder)) return;
  const auto& gateway = *context.registry.gateway(sa.gateway);
  const auto choice = accept_ike(gateway, sa.suite.group, (*init).proposals);
  if (!choice || (*init).key.group != static_cast<std::uint16_t>(sa.suite.group)) return;
  auto shared = crypto::dh_agree(modp_group(sa.suite.group), sa.beginning.dh.exponent,
                                 (*init).key.value);
  if (!shared) return;
  sa.suite = choice->suite;
  sa.spis.responder = in.header.responder;
  sa.nonces.responder = (*init).nonce;
  sa.beginning.init_response = to_bytes(in.bytes);
  sa.fragmentation = knows_fragmentation(payloads);
  detect_nat(payloads, gateway, sa.spis, in, sa);
  note_signature_hashes(payloads, sa);
  if (sa.nat_found()) sa.local.port = sa.peer.port = wire::ike::kNatPort;
  sa.keys = derive_ike_keys(sa.suite, skeyseed(sa.suite.prf, sa.nonces, *shared), sa.nonces,
                            sa.spis);
  send_auth_request(context, sa);
}

void on_init_request(const Context& context, const Incoming& in) {
  auto& registry = context.registry;
  if (!wire::ike::is_zero(in.header.responder) || in.header.message_id != 0) return;
  if (repeat_answer(context, in)) return;
  const auto opened = open_plain(in);
  if (!opened) return;
  const auto init = read_ike_offer((*opened).payloads);
  if (!init) return;
  const auto* gateway = gateway_for_address(registry, in.source.address, in.destination.address);
  if (gateway == nullptr)
    return refuse_stranger(context, in, std::nullopt, Stuck::unknown_peer_name, 0);
  if (!can_begin(registry, *gateway, Role::responder))
    return refuse_stranger(context, in, gateway->id, missing_proof(context.registry, *gateway), 0);
  if (!passes_cookie_check(context, in, (*opened).payloads, (*init).nonce)) return;
  if (registry.half_open() >= kMostHalfOpen) return;
  const auto choice = choose_ike(*gateway, (*init).proposals, (*init).key.group);
  if (!choice) {
    return refuse_stranger(context, in, gateway->id, Stuck::no_proposal_chosen,
                           notify::no_proposal_chosen);
  }
  const auto group = static_cast<std::uint16_t>(choice->suite.group);
  if (group != (*init).key.group) {
    Bytes data;
    ByteWriter(data).u16(group);
    return answer_stateless(context, in,
                            {protocol::none, notify::invalid_ke_payload, {}, std::move(data)});
  }
  respond(context, in, *gateway, *init, *choice, (*opened).payloads);
}

}  // namespace kyoten::ike::v2
