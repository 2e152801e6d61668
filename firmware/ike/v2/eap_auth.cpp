// IKE_AUTH when the initiator shows who it is by EAP (RFC 7296 section 2.16). One request and its answer for each step:
//
//   IDi SA TSi TSr   -->
//                    <--   IDr CERT AUTH EAP(request)
//   EAP(response)    -->
//                    <--   EAP(request), EAP(success) or EAP(failure)
//   AUTH             -->
//                    <--   AUTH SA TSi TSr
#include "firmware/ike/v2/auth.hpp"
#include "firmware/ike/v2/sa_auth.hpp"

namespace kyoten::ike::v2 {
namespace {

using namespace wire::ikev2;
namespace eap = wire::eap;

/// A responder that goes on asking is given up.
constexpr int kMostRequests = 8;

std::optional<eap::Packet> eap_in(const PayloadChain& payloads) {
  const auto body = payloads.only(PayloadType::eap);
  if (!body) return std::nullopt;
  auto packet = eap::parse_packet(*body);
  return packet ? std::optional(*std::move(packet)) : std::nullopt;
}

bool proves(const IkeSa& sa, Role signer, const wire::ike::Identity& id, const PayloadChain& payloads) {
  const auto body = payloads.only(PayloadType::authentication);
  const auto shown = body ? parse_authentication(*body) : Result<Authentication, WireError>(WireError::payload_length);
  if (!shown) return false;
  const auto expected = eap_proof(sa, signer, wire::ikev2::emit_id(id));
  return (*shown).method == expected.method && equal_in_constant_time((*shown).data, expected.data);
}

void add_proof(const IkeSa& sa, Role signer, const wire::ike::Identity& id, PayloadWriter& payloads) {
  payloads.add(PayloadType::authentication, emit_authentication(eap_proof(sa, signer, wire::ikev2::emit_id(id))));
}

void send_eap_request(const Context& context, IkeSa& sa, const PayloadWriter& payloads) {
  Request request;
  request.kind = RequestKind::auth;
  send_request(context, sa, std::move(request), exchange::ike_auth, payloads);
}

}  // namespace

void ask_by_eap(const Context& context, IkeSa& sa, const Incoming& in, Wishes wishes, PayloadWriter& answer) {
  auto& state = sa.beginning.eap.emplace();
  state.wishes = std::move(wishes);
  answer.add(PayloadType::eap, eap::emit_packet(state.server.begin(context.registry.entropy)));
  send_response(context, sa, in, answer);
}

void on_eap_request(const Context& context, IkeSa& sa, const Incoming& in, const PayloadChain& payloads) {
  auto& state = *sa.beginning.eap;
  const auto user = printable(as_bytes(state.server.user()));
  PayloadWriter answer;
  if (state.server.accepted()) {
    if (!proves(sa, Role::initiator, sa.remote_id, payloads))
      return refuse_auth(context, sa, in, Stuck::login_refused, user);
    add_proof(sa, Role::responder, sa.local_id, answer);
    const auto wishes = std::move(state.wishes);
    return complete_as_responder(context, sa, in, wishes, answer);
  }
  const auto said = eap_in(payloads);
  const auto* gateway = context.registry.gateway(sa.gateway);
  if (!said || gateway == nullptr || !gateway->eap_users)
    return refuse_auth(context, sa, in, Stuck::malformed);
  const auto step = state.server.on_response(*said, *gateway->eap_users, context.registry.entropy);
  answer.add(PayloadType::eap, eap::emit_packet(step.packet));
  send_response(context, sa, in, answer);
  if (step.outcome != EapOutcome::refused) return;
  tell_failure(context, {sa.gateway, std::nullopt, sa.peer, Stuck::login_refused, 0, user}, true);
  remove_ike(context, sa);
}

void begin_eap(const Context& context, IkeSa& sa, ChildDraft draft, const PayloadChain& payloads) {
  sa.beginning.eap.emplace().draft = std::move(draft);
  on_eap_response(context, sa, payloads);
}

void on_eap_response(const Context& context, IkeSa& sa, const PayloadChain& payloads) {
  auto& state = *sa.beginning.eap;
  const auto& gateway = *context.registry.gateway(sa.gateway);
  if (state.succeeded) {
    if (!proves(sa, Role::responder, sa.remote_id, payloads)) {
      const auto error = find_error(payloads);
      return fail_ike(context, sa, error ? reason_of(error->type) : Stuck::wrong_auth_method,
                      error ? error->type : std::uint16_t{0});
    }
    const auto draft = *std::move(state.draft);
    return complete_as_initiator(context, sa, draft, payloads);
  }
  const auto said = eap_in(payloads);
  if (!said || !gateway.eap_login || ++state.requests > kMostRequests) {
    const auto error = find_error(payloads);
    return fail_ike(context, sa, error ? reason_of(error->type) : Stuck::wrong_auth_method,
                    error ? error->type : std::uint16_t{0});
  }
  PayloadWriter next;
  switch (said->code) {
    case eap::Code::request:
      next.add(PayloadType::eap, eap::emit_packet(eap_response(*said, *gateway.eap_login)));
      break;
    case eap::Code::success:
      // Without having asked anything it would say nothing of this end; the proof below holds all the same.
      state.succeeded = true;
      add_proof(sa, Role::initiator, sa.local_id, next);
      break;
    default:
      return fail_ike(context, sa, Stuck::login_refused);
  }
  send_eap_request(context, sa, next);
}

}  // namespace kyoten::ike::v2
