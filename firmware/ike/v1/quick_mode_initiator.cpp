#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/v1/keepalive.hpp"
#include "firmware/ike/v1/quick_mode_exchange.hpp"
#include "firmware/ike/v1/quick_mode_parts.hpp"
#include "firmware/wire/ike_notify.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

constexpr std::size_t kNonceBytes = 16;

/// RTX: IDs are sent only if both are configured; in transport mode for the protocol of `ipsec
/// transport`.
std::optional<std::pair<Identity, Identity>> ids_for(const Gateway& gateway, const Policy& policy,
                                                     const IsakmpSa& sa) {
  const auto protocol = policy.transport_protocol;
  const auto port = policy.transport_port;
  if (policy.mode == ipsec::Mode::transport) {
    if (protocol == 0) return std::nullopt;
    return std::pair{Identity::of(sa.local.address, protocol, port),
                     Identity::of(sa.peer.address, protocol, port)};
  }
  const auto networks = networks_of(gateway, policy);
  if (!networks) return std::nullopt;
  return std::pair{Identity::of(networks->local), Identity::of(networks->remote)};
}

/// Behind a NAT the ends know themselves by other addresses; in tunnel mode the IDs must come back
/// as they were sent.
bool ids_agree(const QuickMode& quick, const QuickPayloads& answer) {
  if (quick.terms.mode == ipsec::Mode::transport || !quick.ids || !answer.ids) return true;
  return *quick.ids == *answer.ids;
}

void send_third(const Context& context, IsakmpSa& sa, QuickMode& quick, const Incoming& in) {
  PayloadWriter payloads;
  payloads.add(PayloadType::hash,
               last_message_hash(sa.suite.hash, sa.keys.authentication, quick.message_id,
                                 quick.initiator_nonce, quick.responder_nonce));
  auto message = seal_encrypted(header_of(sa, exchange::quick_mode, quick.message_id), payloads,
                                sa.suite, sa.keys.encryption, quick.iv);
  context.send(sa, message);
  // The bit asks to wait, and that is all it can: whoever says it and then nothing is not waited for forever.
  constexpr int kMoreTries = 1;
  if (quick.commits) {
    const auto interval = context.registry.settings->retry_interval;
    quick.retransmission = {message, context.now + interval, interval, kMoreTries};
  }
  quick.reply = {in.digest, std::move(message), context.now, 0};
}

}  // namespace

void start_quick_mode(const Context& context, IsakmpSa& sa, const Policy& policy) {
  auto& registry = context.registry;
  const auto& gateway = *registry.gateway(sa.gateway);
  forget_finished(context, sa);
  auto owned = std::make_unique<QuickMode>();
  auto& quick = *owned;
  quick.message_id = registry.new_message_id(sa);
  quick.policy = policy.id;
  if (policy.suite.protocol == ipsec::Protocol::ah && sa.nat_found())
    return fail_quick_mode(context, sa, quick, Stuck::ah_through_nat);
  quick.iv = exchange_iv(sa.suite, sa.iv, quick.message_id);
  quick.initiator_nonce = registry.entropy.bytes(kNonceBytes);
  quick.terms = wanted_phase2(gateway, policy, terms_of(gateway, sa));
  quick.inbound = registry.new_spi(registry.entropy);
  quick.ids = ids_for(gateway, policy, sa);
  if (quick.terms.pfs)
    quick.dh = crypto::dh_generate(modp_group(*quick.terms.pfs), registry.entropy);
  sa.seen.add(quick.message_id);
  context.emit(Phase2Started{gateway.id, policy.id, Role::initiator, sa.peer});
  PayloadWriter payloads;
  add_quick_payloads(sa, quick, offer_phase2(quick.terms, terms_of(gateway, sa), quick.inbound), payloads);
  quick.retransmission = context.send_and_wait(sa, seal_quick(sa, quick, payloads, {}));
  sa.quick_modes.push_back(std::move(owned));
}

void on_quick_second(const Context& context, IsakmpSa& sa, QuickMode& quick, const Incoming& in) {
  const auto opened = open_authentic(sa, in, quick.iv, quick.initiator_nonce);
  if (!opened) return;
  note_heard(context, sa, in);
  const auto answer = read_quick(opened->payloads);
  if (!answer) return fail_quick_mode(context, sa, quick, Stuck::malformed);
  const auto choice = accept_phase2((*answer).sa, quick.terms, terms_of(*context.registry.gateway(sa.gateway), sa));
  if (!choice) return fail_quick_mode(context, sa, quick, Stuck::no_proposal_chosen);
  if (!ids_agree(quick, *answer)) return fail_quick_mode(context, sa, quick, Stuck::invalid_id);
  Secret shared;
  if (quick.dh) {
    auto agreed = crypto::dh_agree(modp_group(*quick.terms.pfs), quick.dh->exponent, (*answer).key);
    if (!agreed) return fail_quick_mode(context, sa, quick, Stuck::malformed);
    shared = *std::move(agreed);
  }
  quick.iv = opened->next_iv;
  quick.responder_nonce = (*answer).nonce;
  auto inbound =
      sa_parameters(context, sa, quick, *choice, ipsec::Direction::inbound, shared.view());
  auto outbound =
      sa_parameters(context, sa, quick, *choice, ipsec::Direction::outbound, shared.view());
  quick.state = QuickState::waits_for_connected;
  quick.commits = in.header.commits();
  quick.retransmission.reset();
  quick.dh.reset();
  quick.outbound = std::move(outbound);
  add_pair(context, sa, quick, *choice, std::move(inbound));
  if (!quick.commits) confirm(context, sa, quick);
  send_third(context, sa, quick, in);
}

void on_quick_connected(const Context& context, IsakmpSa& sa, QuickMode& quick, const Incoming& in) {
  // Its number is that of this exchange; whether it goes on with the chain of this one or begins its own, peers differ.
  const bool goes_on = in.header.exchange == exchange::quick_mode;
  const auto opened =
      open_authentic(sa, in, goes_on ? quick.iv : exchange_iv(sa.suite, sa.iv, quick.message_id), {});
  const auto body = opened ? opened->payloads.only(PayloadType::notification) : std::nullopt;
  if (!body) return;
  const auto notification = parse_notification(*body);
  if (!notification || (*notification).type != notify::connected) return;
  note_heard(context, sa, in);
  confirm(context, sa, quick);
}

}  // namespace kyoten::ike::v1
