#include "firmware/ike/v2/receive.hpp"

#include "firmware/ike/v2/create_child.hpp"
#include "firmware/ike/v2/debug_log.hpp"
#include "firmware/ike/v2/informational.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;

void handle_request(const Context& context, IkeSa& sa, const Incoming& in, const Opened& opened) {
  const auto& payloads = opened.payloads;
  const bool begun = sa.established() || sa.state == SaState::replaced ||
                     sa.state == SaState::closing;
  switch (in.header.exchange) {
    case exchange::ike_auth:
      if (sa.state == SaState::init_answered) return on_auth_request(context, sa, in, opened);
      return;
    case exchange::create_child_sa:
      if (begun) return on_create_child_request(context, sa, in, payloads);
      return;
    case exchange::informational:
      if (begun) return on_informational_request(context, sa, in, payloads);
      return;
    default:
      return;
  }
}

/// What an authentic message says that cannot be read. Before IKE_AUTH it ends the exchange.
void refuse_malformed(const Context& context, IkeSa& sa, const Incoming& in, WireError error) {
  const bool critical = error == WireError::unknown_critical;
  refuse_request(context, sa, in,
                 critical ? notify::unsupported_critical_payload : notify::invalid_syntax);
  if (sa.state == SaState::init_answered) remove_ike(context, sa);
}

/// What a message says, once all of it is here. Nothing if it is not authentic.
std::optional<Result<Opened, WireError>> open(const Context& context, const IkeSa& sa,
                                              const Incoming& in, Reassembly& parts) {
  if (in.header.next_payload != static_cast<std::uint8_t>(PayloadType::encrypted_fragment))
    return open_encrypted(in, sa.suite, sa.peer_keys());
  if (!sa.fragmentation) return std::nullopt;
  return parts.add(in, sa.suite, sa.peer_keys(), context.now);
}

/// The first fragment of the request that was answered last. The others are not answered, or each
/// repetition of many fragments would bring as many repetitions of the answer (RFC 7383 section 2.6.1).
bool repeats_last_fragments(const IkeSa& sa, const Incoming& in) {
  if (!sa.fragmentation || sa.reply.message.empty() || sa.next_expected == 0) return false;
  if (in.header.message_id != sa.next_expected - 1) return false;
  const auto place = fragment_place(in);
  return place && place->number == 1 && is_authentic_fragment(in, sa.suite, sa.peer_keys());
}

void receive_request(const Context& context, IkeSa& sa, const Incoming& in) {
  if (sa.reply.answers(in.digest) || repeats_last_fragments(sa, in))
    return repeat_reply(context, sa, in);
  if (in.header.message_id != sa.next_expected) return;
  const auto opened = open(context, sa, in, sa.request_parts);
  if (!opened) return;
  ++sa.next_expected;
  note_heard(context, sa, in);
  if (!*opened) return refuse_malformed(context, sa, in, opened->error());
  handle_request(context, sa, in, **opened);
}

/// The answer to what we asked. The request is taken off first, so that what follows may ask again.
void handle_response(const Context& context, IkeSa& sa, const Opened& opened) {
  if (sa.request->kind == RequestKind::auth) return on_auth_response(context, sa, opened);
  auto request = *std::exchange(sa.request, std::nullopt);
  switch (request.kind) {
    case RequestKind::new_child:
    case RequestKind::rekey_child:
      return on_create_child_response(context, sa, std::move(request), opened.payloads);
    case RequestKind::rekey_ike:
      return on_rekey_ike_response(context, sa, std::move(request), opened.payloads);
    case RequestKind::delete_ike:
      return remove_ike(context, sa);
    case RequestKind::liveness:
      if (const auto* gateway = context.registry.gateway(sa.gateway))
        sa.next_liveness = context.now + gateway->keepalive.interval;
      return;
    case RequestKind::delete_children:
    case RequestKind::sa_init:
    case RequestKind::auth:
      return;
  }
}

void receive_response(const Context& context, IkeSa& sa, const Incoming& in) {
  if (!sa.request || sa.request->kind == RequestKind::sa_init) return;
  if (in.header.message_id != sa.request->message_id) return;
  const auto opened = open(context, sa, in, sa.response_parts);
  if (!opened) return;
  note_heard(context, sa, in);
  if (*opened) return handle_response(context, sa, **opened);
  if (sa.state == SaState::auth_sent) return fail_ike(context, sa, Stuck::malformed);
  sa.request.reset();
}

void receive_init(const Context& context, const Incoming& in) {
  if (!is_response(in.header)) {
    if (from_initiator(in.header)) on_init_request(context, in);
    return;
  }
  auto* sa = context.registry.ike_in_init(in.header.initiator);
  if (sa == nullptr || in.source.address != sa->peer.address) return;
  log_received(context, *sa, in);
  on_init_response(context, *sa, in);
}

}  // namespace

void receive(const Context& context, const Incoming& in) {
  if (in.header.exchange == exchange::ike_sa_init) return receive_init(context, in);
  const auto own_role = from_initiator(in.header) ? Role::responder : Role::initiator;
  auto* sa = context.registry.ike({in.header.initiator, in.header.responder}, own_role);
  if (sa == nullptr) return;
  log_received(context, *sa, in);
  if (is_response(in.header)) {
    receive_response(context, *sa, in);
  } else {
    receive_request(context, *sa, in);
  }
}

}  // namespace kyoten::ike::v2
