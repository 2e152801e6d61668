#include "firmware/ike/v1/informational.hpp"
#include "firmware/ike/v1/keepalive.hpp"
#include "firmware/ike/v1/quick_mode_exchange.hpp"
#include "firmware/ike/v1/quick_mode_parts.hpp"
#include "firmware/wire/ike_notify.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

constexpr std::size_t kNonceBytes = 16;

struct Match {
  const Policy* policy = nullptr;
  Phase2Choice choice;
  SecurityAssociation answer;
};

/// A policy with IDs of its own takes only their mirror image; one without takes any, since tunnels
/// are routed.
bool ids_fit(const IsakmpSa& sa, const Gateway& gateway, const Policy& policy,
             const QuickPayloads& offer) {
  // A client speaks for the address that it was given and for no other.
  if (sa.remote_id.client != 0)
    return offer.ids && sa.login->address && offer.ids->first.prefix() == IpPrefix::host(*sa.login->address);
  if (!offer.ids) return true;
  if (policy.mode == ipsec::Mode::transport) {
    auto fits = [&](const Identity& id) {
      return policy.transport_protocol == 0 || id.protocol == 0 ||
             id.protocol == policy.transport_protocol;
    };
    return fits(offer.ids->first) && fits(offer.ids->second);
  }
  const auto networks = networks_of(gateway, policy);
  if (!networks) return true;
  const auto& [local, remote] = *networks;
  return offer.ids->first.prefix() == remote.network() && offer.ids->second.prefix() == local.network();
}

/// First the policies that are configured like the offer, then any that can live with it.
std::optional<Match> match(const Context& context, const IsakmpSa& sa, const QuickPayloads& offer,
                           Spi inbound, bool& ids_refused) {
  const auto& gateway = *context.registry.gateway(sa.gateway);
  for (bool exact : {true, false}) {
    if (!exact && gateway.negotiate_strictly) break;
    for (auto& policy : context.registry.settings->policies) {
      if (policy.gateway != gateway.id || !policy.in_use) continue;
      const auto wanted = wanted_phase2(gateway, policy, terms_of(gateway, sa));
      auto chosen = choose_phase2(offer.sa, wanted, terms_of(gateway, sa), inbound, exact);
      if (!chosen) continue;
      if (!ids_fit(sa, gateway, policy, offer)) {
        ids_refused = true;
        continue;
      }
      return Match{&policy, chosen->first, std::move(chosen->second)};
    }
  }
  return std::nullopt;
}

void refuse(const Context& context, IsakmpSa& sa, const QuickPayloads& offer, bool ids_refused) {
  const auto notify = ids_refused ? notify::invalid_id_information : notify::no_proposal_chosen;
  auto reason = ids_refused ? Stuck::invalid_id : Stuck::no_policy_in_use;
  std::optional<PolicyId> policy;
  for (auto& row : context.registry.settings->policies) {
    if (row.gateway != sa.gateway) continue;
    if (!policy) policy = row.id;
    if (row.in_use && !ids_refused) reason = Stuck::no_proposal_chosen;
  }
  tell_failure(context, {sa.gateway, policy.value_or(PolicyId{}), sa.peer, reason, 0}, true);
  send_notification(context, sa, {offer.sa.proposals[0].protocol, notify, offer.sa.proposals[0].spi, {}});
}

std::size_t unfinished(const IsakmpSa& sa) {
  return static_cast<std::size_t>(std::count_if(
      sa.quick_modes.begin(), sa.quick_modes.end(),
      [](auto& quick) { return quick->state == QuickState::waits_for_confirmation; }));
}

/// Installs the inbound SA, keeps the outbound one for later, and sends message 2.
void answer(const Context& context, IsakmpSa& sa, std::unique_ptr<QuickMode> owned,
            const Match& found, const QuickPayloads& offer, const Incoming& in) {
  auto& quick = *owned;
  auto& registry = context.registry;
  Secret shared;
  if (found.choice.pfs) {
    quick.dh = crypto::dh_generate(modp_group(*found.choice.pfs), registry.entropy);
    auto agreed = crypto::dh_agree(modp_group(*found.choice.pfs), quick.dh->exponent, offer.key);
    if (!agreed) {
      tell_failure(context, {sa.gateway, quick.policy, sa.peer, Stuck::malformed, 0}, true);
      return;
    }
    shared = *std::move(agreed);
  }
  context.emit(Phase2Started{sa.gateway, quick.policy, Role::responder, sa.peer});
  auto inbound =
      sa_parameters(context, sa, quick, found.choice, ipsec::Direction::inbound, shared.view());
  quick.outbound =
      sa_parameters(context, sa, quick, found.choice, ipsec::Direction::outbound, shared.view());
  add_pair(context, sa, quick, found.choice, std::move(inbound));
  PayloadWriter payloads;
  add_quick_payloads(sa, quick, found.answer, payloads);
  quick.dh.reset();
  auto message = seal_quick(sa, quick, payloads, quick.initiator_nonce);
  quick.reply = {in.digest, message, context.now, 0};
  // An authenticated peer that does not send message 3 lost one of them: this end may ask again.
  quick.retransmission = context.send_and_wait(sa, std::move(message));
  sa.quick_modes.push_back(std::move(owned));
}

/// What an initiator that set the commit bit waits for.
void send_connected(const Context& context, IsakmpSa& sa, QuickMode& quick, const Incoming& in) {
  Bytes spi;
  ByteWriter(spi).u32(number(quick.inbound));
  PayloadWriter payloads;
  payloads.add(PayloadType::hash, Bytes(crypto::digest_bytes(hash_algorithm(sa.suite.hash))))
      .add(PayloadType::notification,
           emit_notification({protocol_number(quick.terms.suite.protocol), notify::connected, spi, {}}));
  auto message = seal_quick(sa, quick, payloads, {});
  context.send(sa, message);
  quick.reply = {in.digest, std::move(message), context.now, 0};
}

}  // namespace

void on_quick_first(const Context& context, IsakmpSa& sa, const Incoming& in) {
  const auto id = in.header.message_id;
  const auto iv = exchange_iv(sa.suite, sa.iv, id);
  const auto opened = open_authentic(sa, in, iv, {});
  if (!opened) return;
  sa.seen.add(id);
  note_heard(context, sa, in);
  const auto offer = read_quick(opened->payloads);
  if (!offer) {
    tell_failure(context, {sa.gateway, PolicyId{}, sa.peer, Stuck::malformed, 0}, true);
    return;
  }
  forget_finished(context, sa);
  if (unfinished(sa) >= kMostUnfinishedQuickModes || sa.quick_modes.size() >= kMostQuickModes)
    return;
  auto quick = std::make_unique<QuickMode>();
  quick->message_id = id;
  quick->role = Role::responder;
  quick->state = QuickState::waits_for_confirmation;
  quick->inbound = context.registry.new_spi(context.registry.entropy);
  bool ids_refused = false;
  const auto found = match(context, sa, *offer, quick->inbound, ids_refused);
  if (!found) return refuse(context, sa, *offer, ids_refused);
  quick->policy = found->policy->id;
  quick->terms = found->choice;
  quick->iv = opened->next_iv;
  quick->commits = in.header.commits();
  quick->initiator_nonce = (*offer).nonce;
  quick->responder_nonce = context.registry.entropy.bytes(kNonceBytes);
  quick->ids = (*offer).ids;
  answer(context, sa, std::move(quick), *found, *offer, in);
}

void on_quick_third(const Context& context, IsakmpSa& sa, QuickMode& quick, const Incoming& in) {
  const auto opened = open_quick(sa, in, quick.iv);
  if (!opened) return;
  const auto expected = last_message_hash(sa.suite.hash, sa.keys.authentication, quick.message_id,
                                          quick.initiator_nonce, quick.responder_nonce);
  if (!first_hash_is(opened->payloads, expected)) return;
  note_heard(context, sa, in);
  quick.iv = opened->next_iv;
  confirm(context, sa, quick);
  if (quick.commits) send_connected(context, sa, quick, in);
}

}  // namespace kyoten::ike::v1
