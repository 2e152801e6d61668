#include "firmware/ike/v1/aggressive_mode.hpp"

#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/v1/login.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

void send_third(const Context& context, const Gateway& gateway, IsakmpSa& sa) {
  PayloadWriter payloads;
  payloads.add(PayloadType::hash, own_hash(sa));
  float_ports(sa);  // the hashes are over the ends of this very datagram
  add_nat_discovery(context, payloads, gateway, sa);
  add_initial_contact(context, payloads, sa);
  sa.last_message = seal_encrypted(header_of(sa, exchange::aggressive), payloads, sa.suite,
                                   sa.keys.encryption, sa.iv);
  context.send(sa, sa.last_message);
}

/// Message 2 as it is read by the initiator; the reason if it will not do.
std::optional<Stuck> read_second(const Gateway& gateway, IsakmpSa& sa, const Incoming& in,
                                 const Opened& opened) {
  const auto body = opened.payloads.only(PayloadType::security_association);
  if (!body) return Stuck::malformed;
  const auto answer = parse_sa(*body);
  if (!answer) return Stuck::malformed;
  const auto choice = accept_phase1(*answer, gateway);
  if (!choice) return Stuck::no_proposal_chosen;
  sa.cookies.responder = in.header.responder;
  sa.life = choice->life;
  if (choice->login) expect_login(gateway, sa);
  if (!read_key_exchange(opened.payloads, sa) || !derive_keys(gateway, sa)) return Stuck::malformed;
  switch (check_peer(opened.payloads, sa)) {
    case PeerProof::malformed:
      return Stuck::malformed;
    case PeerProof::wrong_hash:
      return Stuck::wrong_pre_shared_key;
    case PeerProof::good:
      break;
  }
  if (gateway.remote_name && !is_named(sa.remote_id, *gateway.remote_name))
    return Stuck::invalid_id;
  read_vendor_ids(opened.payloads, gateway, sa);
  read_nat_discovery(opened.payloads, gateway, in, sa);
  return std::nullopt;
}

void on_second(const Context& context, IsakmpSa& sa, const Incoming& in) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  if (in.header.encrypted() || is_zero(in.header.responder)) return;
  const auto opened = open_plain(in);
  if (!opened) {
    tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::malformed, 0}, true);
    return;
  }
  if (const auto reason = read_second(gateway, sa, in, *opened)) {
    if (*reason == Stuck::malformed) {
      // Whoever it came from, the real answer may still arrive.
      sa.cookies.responder = {};
      tell_failure(context, {sa.gateway, std::nullopt, sa.peer, *reason, 0}, true);
      return;
    }
    const bool key = *reason == Stuck::wrong_pre_shared_key;
    send_plain_notification(context, in,
                            key ? notify::authentication_failed : notify::invalid_id_information);
    fail_phase1(context, sa, *reason);
    return;
  }
  sa.retransmission.reset();
  sa.first_digest = in.digest;
  send_third(context, gateway, sa);
  establish(context, sa);
}

/// Some initiators hash the ports of the first two messages, others those of this one.
void read_third_nat(const PayloadChain& payloads, const Gateway& gateway, const Incoming& in,
                    IsakmpSa& sa) {
  auto as_before = in;
  as_before.destination = sa.local;
  as_before.source = sa.peer;
  read_nat_discovery(payloads, gateway, as_before, sa);
  const auto before = sa.nat;
  read_nat_discovery(payloads, gateway, in, sa);
  sa.nat.local_behind_nat &= before.local_behind_nat;
  sa.nat.peer_behind_nat &= before.peer_behind_nat;
}

void on_third(const Context& context, IsakmpSa& sa, const Incoming& in) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  auto opened = in.header.encrypted() ? open_encrypted(in, sa.suite, sa.keys.encryption, sa.iv)
                                      : open_plain(in);
  auto proof = PeerProof::wrong_hash;
  const bool readable = opened && (*opened).payloads.count(PayloadType::identification) == 0;
  if (readable) proof = check_peer((*opened).payloads, sa);
  if (proof != PeerProof::good) {
    refuse_stranger(context, in, sa.gateway, Stuck::wrong_pre_shared_key,
                    notify::invalid_hash_information);
    return;
  }
  if (!(*opened).next_iv.empty()) sa.iv = (*opened).next_iv;
  read_third_nat((*opened).payloads, gateway, in, sa);
  sa.local = in.destination;
  sa.peer = in.source;
  std::vector<SaName> removed;
  if (has_initial_contact((*opened).payloads))
    removed = remove_peer(context, sa.gateway, sa.remote_id, &sa);
  sa.reply = {};
  establish(context, sa);
  on_initial_contact(context, sa, removed);
}

struct First {
  SecurityAssociation offer;
  Identity identity;
  const Opened& opened;
};

std::optional<First> read_first(const Opened& opened) {
  const auto body = opened.payloads.only(PayloadType::security_association);
  const auto id = opened.payloads.only(PayloadType::identification);
  if (!body || !id) return std::nullopt;
  auto offer = parse_sa(*body);
  auto identity = parse_id(*id);
  if (!offer || !identity) return std::nullopt;
  return First{*std::move(offer), *std::move(identity), opened};
}

void answer_first(const Context& context, const Gateway& gateway, const Incoming& in,
                  const First& first) {
  const auto chosen = choose_phase1(first.offer, gateway);
  const bool wrong_mode = gateway.negotiate_strictly && !uses_aggressive_mode(gateway);
  if (!chosen || wrong_mode) {
    return refuse_stranger(context, in, gateway.id, Stuck::no_proposal_chosen,
                           notify::no_proposal_chosen);
  }
  auto* sa = begin_as_responder(context, gateway, in);
  if (sa == nullptr) return;
  sa->aggressive = true;
  sa->state = Phase1State::aggressive_answered;
  sa->suite = chosen->first.suite;
  sa->life = chosen->first.life;
  static_cast<Identity&>(sa->remote_id) = first.identity;
  if (chosen->first.login) expect_login(gateway, *sa);
  sa->exchange.peer_id = to_bytes(*first.opened.payloads.only(PayloadType::identification));
  sa->exchange.initiator_sa =
      to_bytes(*first.opened.payloads.only(PayloadType::security_association));
  bool good =
      read_key_exchange(first.opened.payloads, *sa);  // cheap checks before the expensive one
  if (good) {
    sa->exchange.dh = crypto::dh_generate(modp_group(sa->suite.group), context.registry.entropy);
    good = derive_keys(gateway, *sa);
  }
  if (!good) {
    tell_failure(context, {gateway.id, std::nullopt, in.source, Stuck::malformed, 0}, true);
    remove_isakmp(context, *sa);
    return;
  }
  read_vendor_ids(first.opened.payloads, gateway, *sa);
  PayloadWriter payloads;
  payloads.add(PayloadType::security_association, emit_sa(chosen->second))
      .add(PayloadType::key_exchange, sa->exchange.dh.public_value)
      .add(PayloadType::nonce, sa->exchange.own_nonce)
      .add(PayloadType::identification, sa->exchange.own_id)
      .add(PayloadType::hash, own_hash(*sa));
  add_vendor_ids(payloads, gateway, *sa);
  add_nat_discovery(context, payloads, gateway, *sa);
  sa->reply = {in.digest, seal_plain(header_of(*sa, exchange::aggressive), payloads), context.now,
               0};
  context.send(*sa, sa->reply.message);
}

}  // namespace

bool start_aggressive_mode(const Context& context, const Gateway& gateway) {
  auto* sa = begin_as_initiator(context, gateway);
  if (sa == nullptr) return false;
  sa->aggressive = true;
  sa->state = Phase1State::aggressive_waits;
  sa->exchange.dh = crypto::dh_generate(modp_group(sa->suite.group), context.registry.entropy);
  sa->exchange.initiator_sa = emit_sa(offer_phase1(gateway));
  PayloadWriter payloads;
  payloads.add(PayloadType::security_association, sa->exchange.initiator_sa)
      .add(PayloadType::key_exchange, sa->exchange.dh.public_value)
      .add(PayloadType::nonce, sa->exchange.own_nonce)
      .add(PayloadType::identification, sa->exchange.own_id);
  add_vendor_ids(payloads, gateway, *sa);
  sa->retransmission =
      context.send_and_wait(*sa, seal_plain(header_of(*sa, exchange::aggressive), payloads));
  return true;
}

void respond_aggressive_mode(const Context& context, const Incoming& in) {
  const auto opened = open_plain(in);
  const auto first = opened ? read_first(*opened) : std::nullopt;
  if (!first) {
    tell_failure(context, {std::nullopt, std::nullopt, in.source, Stuck::malformed, 0}, true);
    return;
  }
  const auto* gateway = gateway_for_identity(context.registry, first->identity, in.source.address,
                                             in.destination.address);
  if (gateway == nullptr) {
    return refuse_stranger(context, in, std::nullopt, Stuck::unknown_peer_name,
                           notify::invalid_id_information);
  }
  if (gateway->pre_shared_key.empty()) {
    return refuse_stranger(context, in, gateway->id, Stuck::no_pre_shared_key, 0);
  }
  answer_first(context, *gateway, in, *first);
}

void continue_aggressive_mode(const Context& context, IsakmpSa& sa, const Incoming& in) {
  if (sa.state == Phase1State::aggressive_waits) {
    on_second(context, sa, in);
  } else if (sa.state == Phase1State::aggressive_answered && !is_zero(in.header.responder)) {
    on_third(context, sa, in);
  } else if (sa.established() && sa.role == Role::initiator && in.digest == sa.first_digest &&
             !sa.last_message.empty()) {
    context.send(sa, sa.last_message);  // message 2 again: message 3 was lost
  }
}

}  // namespace kyoten::ike::v1
