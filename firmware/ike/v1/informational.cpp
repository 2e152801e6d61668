#include "firmware/ike/v1/informational.hpp"

#include "firmware/ike/v1/keepalive.hpp"
#include "firmware/ike/v1/phase1.hpp"
#include "firmware/ike/v1/quick_mode_parts.hpp"

namespace kyoten::ike::v1 {
namespace {

using namespace wire::ike;

void send_protected(const Context& context, IsakmpSa& sa, PayloadType type, ByteView body) {
  const auto id = context.registry.new_message_id(sa);
  sa.seen.add(id);
  PayloadWriter rest;
  rest.add(type, body);
  PayloadWriter payloads;
  payloads
      .add(PayloadType::hash,
           message_hash(sa.suite.hash, sa.keys.authentication, id, {}, rest.bytes()))
      .add(type, body);
  auto iv = exchange_iv(sa.suite, sa.iv, id);
  context.send(sa, seal_encrypted(header_of(sa, exchange::informational, id), payloads, sa.suite,
                                  sa.keys.encryption, iv));
}

/// `ipsec ike send info off`. What proves that this end lives has commands of its own.
bool is_silent(const Context& context, const IsakmpSa& sa) {
  const auto* gateway = context.registry.gateway(sa.gateway);
  return gateway != nullptr && !gateway->sends_info;
}
bool is_proof_of_life(std::uint16_t notify) {
  return notify == notify::r_u_there || notify == notify::r_u_there_ack || notify == notify::heartbeat;
}

void send_deletion(const Context& context, IsakmpSa& sa, const Deletion& deletion) {
  if (!is_silent(context, sa)) send_protected(context, sa, PayloadType::deletion, emit_deletion(deletion));
}

Stuck reason_of(std::uint16_t notify) {
  switch (notify) {
    case notify::no_proposal_chosen:
      return Stuck::no_proposal_chosen;
    case notify::invalid_id_information:
      return Stuck::invalid_id;
    default:
      return Stuck::peer_refused;
  }
}

/// An error under an ISAKMP SA is about the quick mode that this end began: they run one at a time.
void on_error(const Context& context, IsakmpSa& sa, std::uint16_t type) {
  for (auto& quick : sa.quick_modes) {
    if (quick->state != QuickState::waits_for_answer) continue;
    fail_quick_mode(context, sa, *quick, reason_of(type), type);
    return;
  }
}

void on_notification(const Context& context, IsakmpSa& sa, const Notification& notification) {
  switch (notification.type) {
    case notify::r_u_there:
    case notify::r_u_there_ack:
    case notify::heartbeat:
      return on_keepalive(context, sa, notification);
    case notify::initial_contact:
      return on_initial_contact(context, sa, remove_peer(context, sa.gateway, sa.remote_id, &sa));
    default:
      if (notification.type != 0 && notification.type <= notify::largest_error) {
        on_error(context, sa, notification.type);
      }
  }
}

/// Who begins phase 1 wants SAs. If it deletes the phase 1 instead, it did not like what the last message told it, which
/// in main mode is this end's identity; strongSwan does so without a notification.
bool was_never_used(const Context& context, const IsakmpSa& sa) {
  constexpr auto kAtOnce = std::chrono::seconds(5);
  return sa.role == Role::responder && sa.quick_modes.empty() && context.now - sa.started < kAtOnce &&
         context.registry.newest_isakmp(sa.gateway, &sa.remote_id) == &sa &&
         std::none_of(context.registry.pairs.begin(), context.registry.pairs.end(),
                      [&](auto& pair) { return pair->isakmp == sa.handle; });
}

/// The SA goes, and with it what depends on it.
void on_isakmp_deleted(const Context& context, const Bytes& cookies) {
  for (auto& sa : context.registry.isakmps) {
    if (!sa->established() || sa->cookies.bytes() != cookies) continue;
    if (takes_children_along(context, *sa)) {
      std::vector<Spi> children;
      for (auto& pair : context.registry.pairs) {
        if (pair->isakmp == sa->handle) children.push_back(pair->inbound);
      }
      for (auto spi : children) remove_pair(context, *context.registry.pair_by_inbound(spi));
    }
    if (was_never_used(context, *sa)) {
      tell_failure(context, {sa->gateway, std::nullopt, sa->peer, Stuck::deleted_unused, 0}, true);
    }
    return remove_isakmp(context, *sa);
  }
}

void on_deletion(const Context& context, IsakmpSa& sa, const Deletion& deletion) {
  const auto gateway = sa.gateway;
  const auto remote_id = sa.remote_id;
  for (auto& spi : deletion.spis) {
    if (deletion.protocol == protocol::isakmp && spi.size() == 16) {
      // An SA may be deleted under another one of the same peer, not under a stranger's.
      const auto target =
          std::find_if(context.registry.isakmps.begin(), context.registry.isakmps.end(),
                       [&](auto& other) { return other->cookies.bytes() == spi; });
      if (target == context.registry.isakmps.end()) continue;
      if ((*target)->gateway == gateway && (*target)->remote_id == remote_id)
        on_isakmp_deleted(context, spi);
    } else if (protocol_numbered(deletion.protocol) && spi.size() == 4) {
      auto* pair = context.registry.pair_by_outbound(Spi{*ByteReader(spi).u32()}, gateway, remote_id);
      if (pair != nullptr && pair->terms.suite.protocol == *protocol_numbered(deletion.protocol))
        remove_pair(context, *pair);
    }
  }
}

/// Of the message's content, by its HASH: header and padding are not authentic.
std::uint32_t fingerprint(const Opened& opened) {
  return *ByteReader(opened.payloads.all()[0].body).u32();
}

void receive_protected(const Context& context, IsakmpSa& sa, const Incoming& in) {
  const auto id = in.header.message_id;
  if (sa.seen.contains(id)) return;  // of an exchange of ours, thrown back
  const auto opened = open_authentic(sa, in, exchange_iv(sa.suite, sa.iv, id), {});
  if (!opened || sa.informed.contains(fingerprint(*opened))) return;
  sa.informed.add(fingerprint(*opened));
  note_heard(context, sa, in);
  const auto handle = sa.handle;
  for (auto& payload : opened->payloads.all()) {
    auto* still = context.registry.isakmp(handle);  // a delete payload may have taken it
    if (still == nullptr) return;
    if (payload.type == PayloadType::notification) {
      if (auto notification = parse_notification(payload.body))
        on_notification(context, *still, *notification);
    } else if (payload.type == PayloadType::deletion) {
      if (auto deletion = parse_deletion(payload.body)) on_deletion(context, *still, *deletion);
    }
  }
}

Stuck hint_of(const IsakmpSa& sa, std::uint16_t notify) {
  const bool proving = sa.state == Phase1State::main_waits_for_identity ||
                       sa.state == Phase1State::aggressive_answered;
  if (notify == notify::authentication_failed || notify == notify::invalid_hash_information) {
    return Stuck::wrong_pre_shared_key;
  }
  if (notify == notify::payload_malformed && proving) return Stuck::wrong_pre_shared_key;
  return reason_of(notify);
}

/// Before phase 1 is over nothing can be proven: the reason is told and remembered for when the
/// exchange gives up.
void receive_hint(const Context& context, IsakmpSa& sa, const Incoming& in) {
  if (in.header.encrypted()) {
    // Encrypted before its proof came: only a peer with another pre-shared key does that here.
    if (sa.state != Phase1State::main_waits_for_identity &&
        sa.state != Phase1State::aggressive_answered)
      return;
    sa.hint = {Stuck::wrong_pre_shared_key, 0};
  } else {
    const auto opened = open_plain(in);
    const auto body = opened ? (*opened).payloads.only(PayloadType::notification) : std::nullopt;
    const auto notification =
        body ? parse_notification(*body) : Result<Notification, WireError>(WireError::bad_notify);
    if (!notification || (*notification).type == 0 || (*notification).type > notify::largest_error)
      return;
    sa.hint = {hint_of(sa, (*notification).type), (*notification).type};
  }
  tell_failure(context, {sa.gateway, std::nullopt, sa.peer, sa.hint->first, sa.hint->second}, true);
}

}  // namespace

void send_notification(const Context& context, IsakmpSa& sa, const Notification& notification) {
  if (is_silent(context, sa) && !is_proof_of_life(notification.type)) return;
  send_protected(context, sa, PayloadType::notification, emit_notification(notification));
}

void send_delete(const Context& context, const IpsecPair& pair) {
  auto* sa = context.registry.isakmp(pair.isakmp);
  if (sa == nullptr || !sa->established())
    sa = context.registry.newest_isakmp(pair.gateway, &pair.remote_id);
  if (sa == nullptr) return;
  Bytes spi;
  ByteWriter(spi).u32(number(pair.inbound));
  send_deletion(context, *sa, {protocol_number(pair.terms.suite.protocol), {spi}});
}

void send_delete(const Context& context, IsakmpSa& sa) {
  send_deletion(context, sa, {protocol::isakmp, {sa.cookies.bytes()}});
}

void on_initial_contact(const Context& context, IsakmpSa& sa, const std::vector<SaName>& removed) {
  for (auto kind : {ipsec::Protocol::esp, ipsec::Protocol::ah}) {
    Deletion deletion{protocol_number(kind), {}};
    for (auto& name : removed) {
      if (name.protocol != kind || deletion.spis.size() == kMostDeletedSpis) continue;
      ByteWriter(deletion.spis.emplace_back()).u32(number(name.spi));
    }
    if (!deletion.spis.empty()) send_deletion(context, sa, deletion);
  }
}

void receive_informational(const Context& context, IsakmpSa& sa, const Incoming& in) {
  if (sa.established()) {
    if (in.header.encrypted()) receive_protected(context, sa, in);
  } else {
    receive_hint(context, sa, in);
  }
}

}  // namespace kyoten::ike::v1
