#include "firmware/ike/v1/main_mode.hpp"

#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/v1/login.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

void tell_malformed(const Context& context, const IsakmpSa& sa) {
  tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::malformed, 0}, true);
}

Bytes key_message(const Context& context, const Gateway& gateway, const IsakmpSa& sa) {
  PayloadWriter payloads;
  payloads.add(PayloadType::key_exchange, sa.exchange.dh.public_value)
      .add(PayloadType::nonce, sa.exchange.own_nonce);
  add_nat_discovery(context, payloads, gateway, sa);
  return seal_plain(header_of(sa, exchange::main_mode), payloads);
}

/// Messages 5 and 6.
Bytes identity_message(const Context& context, IsakmpSa& sa) {
  PayloadWriter payloads;
  payloads.add(PayloadType::identification, sa.exchange.own_id)
      .add(PayloadType::hash, own_hash(sa));
  if (sa.role == Role::initiator) add_initial_contact(context, payloads, sa);
  return seal_encrypted(header_of(sa, exchange::main_mode), payloads, sa.suite, sa.keys.encryption,
                        sa.iv);
}

/// Message 2.
void on_sa_answer(const Context& context, IsakmpSa& sa, const Incoming& in, const Opened& opened) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  const auto body = opened.payloads.only(PayloadType::security_association);
  const auto answer =
      body ? parse_sa(*body) : Result<SecurityAssociation, WireError>(WireError::bad_sa);
  if (!answer) return tell_malformed(context, sa);
  const auto choice = accept_phase1(*answer, gateway);
  if (!choice) return fail_phase1(context, sa, Stuck::no_proposal_chosen);
  sa.cookies.responder = in.header.responder;
  sa.life = choice->life;
  if (choice->login) expect_login(gateway, sa);
  read_vendor_ids(opened.payloads, gateway, sa);
  sa.exchange.dh = crypto::dh_generate(modp_group(sa.suite.group), context.registry.entropy);
  sa.state = Phase1State::main_waits_for_key;
  sa.retransmission = context.send_and_wait(sa, key_message(context, gateway, sa));
}

/// Message 4.
void on_key_answer(const Context& context, IsakmpSa& sa, const Incoming& in, const Opened& opened) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  if (!read_key_exchange(opened.payloads, sa) || !derive_keys(gateway, sa))
    return tell_malformed(context, sa);
  read_nat_discovery(opened.payloads, gateway, in, sa);
  float_ports(sa);
  sa.state = Phase1State::main_waits_for_identity;
  sa.retransmission = context.send_and_wait(sa, identity_message(context, sa));
}

/// Message 3.
void on_key_request(const Context& context, IsakmpSa& sa, const Incoming& in,
                    const Opened& opened) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  if (!read_key_exchange(opened.payloads, sa)) return tell_malformed(context, sa);
  sa.exchange.dh = crypto::dh_generate(modp_group(sa.suite.group), context.registry.entropy);
  if (!derive_keys(gateway, sa)) return tell_malformed(context, sa);
  read_nat_discovery(opened.payloads, gateway, in, sa);
  sa.state = Phase1State::main_answered_key;
  sa.reply = {in.digest, key_message(context, gateway, sa), context.now, 0};
  context.send(in.destination, in.source, sa.reply.message);
}

/// Messages 5 and 6: decrypts and proves the peer; nothing changes if that fails.
bool read_identity(const Context& context, IsakmpSa& sa, const Incoming& in,
                   std::optional<Opened>& result) {
  auto opened = open_encrypted(in, sa.suite, sa.keys.encryption, sa.iv);
  const auto proof = opened ? check_peer((*opened).payloads, sa) : PeerProof::malformed;
  if (proof == PeerProof::good) {
    sa.iv = (*opened).next_iv;
    result = *std::move(opened);
    return true;
  }
  // With another key the text is noise, and the chain of payloads breaks somewhere.
  if (sa.role == Role::responder) {
    refuse_stranger(context, in, sa.gateway, Stuck::wrong_pre_shared_key,
                    notify::authentication_failed);
  } else {
    sa.hint = {Stuck::wrong_pre_shared_key, 0};
    tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::wrong_pre_shared_key, 0},
                 true);
  }
  return false;
}

void on_identity_request(const Context& context, IsakmpSa& sa, const Incoming& in) {
  std::optional<Opened> opened;
  if (!read_identity(context, sa, in, opened)) return;
  sa.local = in.destination;
  sa.peer = in.source;
  std::vector<SaName> removed;
  if (has_initial_contact(opened->payloads))
    removed = remove_peer(context, sa.gateway, sa.remote_id, &sa);
  sa.reply = {in.digest, identity_message(context, sa), context.now, 0};
  context.send(sa, sa.reply.message);
  establish(context, sa);
  on_initial_contact(context, sa, removed);
}

void on_identity_answer(const Context& context, IsakmpSa& sa, const Incoming& in) {
  std::optional<Opened> opened;
  if (!read_identity(context, sa, in, opened)) return;
  sa.retransmission.reset();
  establish(context, sa);
}

void on_plain(const Context& context, IsakmpSa& sa, const Incoming& in) {
  if (in.header.encrypted() || is_zero(in.header.responder)) return;
  const auto opened = open_plain(in);
  if (!opened) return tell_malformed(context, sa);
  switch (sa.state) {
    case Phase1State::main_waits_for_sa:
      return on_sa_answer(context, sa, in, *opened);
    case Phase1State::main_waits_for_key:
      return on_key_answer(context, sa, in, *opened);
    case Phase1State::main_answered_sa:
      return on_key_request(context, sa, in, *opened);
    default:
      return;
  }
}

/// Message 1, once it is clear who may have sent it.
void answer_first(const Context& context, const Gateway& gateway, const Incoming& in,
                  const Opened& opened) {
  const auto body = opened.payloads.only(PayloadType::security_association);
  const auto offer =
      body ? parse_sa(*body) : Result<SecurityAssociation, WireError>(WireError::bad_sa);
  if (!offer) {
    tell_failure(context, {gateway.id, std::nullopt, in.source, Stuck::malformed, 0}, true);
    return;
  }
  const auto chosen = choose_phase1(*offer, gateway);
  const bool wrong_mode = gateway.negotiate_strictly && uses_aggressive_mode(gateway);
  if (!chosen || wrong_mode) {
    return refuse_stranger(context, in, gateway.id, Stuck::no_proposal_chosen,
                           notify::no_proposal_chosen);
  }
  auto* sa = begin_as_responder(context, gateway, in);
  if (sa == nullptr) return;
  sa->state = Phase1State::main_answered_sa;
  sa->suite = chosen->first.suite;
  sa->life = chosen->first.life;
  if (chosen->first.login) expect_login(gateway, *sa);
  sa->exchange.initiator_sa = to_bytes(*body);
  read_vendor_ids(opened.payloads, gateway, *sa);
  PayloadWriter payloads;
  payloads.add(PayloadType::security_association, emit_sa(chosen->second));
  add_vendor_ids(payloads, gateway, *sa);
  sa->reply = {in.digest, seal_plain(header_of(*sa, exchange::main_mode), payloads), context.now,
               0};
  context.send(*sa, sa->reply.message);
}

}  // namespace

bool start_main_mode(const Context& context, const Gateway& gateway) {
  auto* sa = begin_as_initiator(context, gateway);
  if (sa == nullptr) return false;
  sa->state = Phase1State::main_waits_for_sa;
  sa->exchange.initiator_sa = emit_sa(offer_phase1(gateway));
  PayloadWriter payloads;
  payloads.add(PayloadType::security_association, sa->exchange.initiator_sa);
  add_vendor_ids(payloads, gateway, *sa);
  sa->retransmission =
      context.send_and_wait(*sa, seal_plain(header_of(*sa, exchange::main_mode), payloads));
  return true;
}

void respond_main_mode(const Context& context, const Incoming& in) {
  const auto* gateway = gateway_for_address(context.registry, in.source.address, in.destination.address);
  if (gateway == nullptr) {
    return refuse_stranger(context, in, std::nullopt, Stuck::unknown_peer_name,
                           notify::no_proposal_chosen);
  }
  if (gateway->pre_shared_key.empty()) {
    return refuse_stranger(context, in, gateway->id, Stuck::no_pre_shared_key, 0);
  }
  const auto opened = open_plain(in);
  if (!opened) {
    tell_failure(context, {gateway->id, std::nullopt, in.source, Stuck::malformed, 0}, true);
    return;
  }
  answer_first(context, *gateway, in, *opened);
}

void continue_main_mode(const Context& context, IsakmpSa& sa, const Incoming& in) {
  if (sa.state == Phase1State::main_answered_key && in.header.encrypted()) {
    on_identity_request(context, sa, in);
  } else if (sa.state == Phase1State::main_waits_for_identity && in.header.encrypted()) {
    on_identity_answer(context, sa, in);
  } else {
    on_plain(context, sa, in);
  }
}

}  // namespace kyoten::ike::v1
