// The one session of a connection: ICRQ, ICRP, ICCN, and how it ends (RFC 3931 section 3.4, 7.4;
// RFC 4719).
#include "firmware/l2tp/connection.hpp"

namespace kyoten::l2tp {

using wire::l2tp::AvpType;
using wire::l2tp::Control;
using wire::l2tp::Message;
using wire::l2tp::MessageType;

void Connection::new_session(bool asked_by_us, Context& context) {
  session_ = {};
  session_.asked_by_us = asked_by_us;
  while (session_.local == SessionId{}) session_.local = SessionId{context.entropy.u32()};
  session_.local_cookie = context.entropy.bytes(context.settings.cookie_bytes);
}

void Connection::add_session_ids(Message& message) const {
  message.u32(AvpType::local_session, number(session_.local))
      .u32(AvpType::remote_session, number(session_.remote));
}

void Connection::request_session(Context& context) {
  new_session(true, context);
  session_.state = SessionState::wait_reply;
  session_.tie_breaker = (std::uint64_t{context.entropy.u32()} << 32) | context.entropy.u32();
  Message icrq(MessageType::icrq);
  add_session_ids(icrq);
  icrq.u32(AvpType::serial_number, context.next_serial++)
      .u16(AvpType::pseudowire_type, kEthernetPseudowire)
      .bytes(AvpType::remote_end_id, as_bytes(context.settings.remote_end_id))
      .u16(AvpType::circuit_status, kCircuitActiveNew)
      .u64(AvpType::tie_breaker, session_.tie_breaker, Message::Need::optional);
  if (!session_.local_cookie.empty()) icrq.bytes(AvpType::assigned_cookie, session_.local_cookie);
  channel_.queue(std::move(icrq));
}

void Connection::take_peer_session(const Control& message) {
  session_.remote = SessionId{message.u32(AvpType::local_session).value_or(0)};
  session_.remote_cookie = to_bytes(message.value(AvpType::assigned_cookie));
  session_.remote_circuit_up =
      (message.u16(AvpType::circuit_status).value_or(kCircuitActive) & kCircuitActive) != 0;
}

/// Section 5.4.4: both ends asked at once; the lower value wins, and one wins over none.
bool Connection::wins_session_tie(const Control& icrq) const {
  const auto theirs = icrq.u64(AvpType::tie_breaker);
  return !theirs || session_.tie_breaker < *theirs;
}

void Connection::on_icrq(const Control& message, Context& context) {
  if (!established()) {
    ++context.ignored.unexpected;
    return;
  }
  if (auto refusal = judge_icrq(message, context.settings)) {
    note(refusal->reason, context);
    return refuse_session(message, *refusal, context);
  }
  if (session_.state == SessionState::wait_reply && wins_session_tie(message)) {
    return refuse_session(
        message, {Reason::protocol_error, cdn_result::lost_tie, 0, "lost the tie"}, context);
  }
  if (session_.state == SessionState::established || session_.state == SessionState::wait_connect) {
    return refuse_session(
        message, {Reason::protocol_error, cdn_result::no_facilities_now, 0, "one session only"},
        context);
  }
  new_session(false, context);
  take_peer_session(message);
  session_.state = SessionState::wait_connect;
  Message icrp(MessageType::icrp);
  add_session_ids(icrp);
  icrp.u16(AvpType::circuit_status, kCircuitActiveNew);
  if (!session_.local_cookie.empty()) icrp.bytes(AvpType::assigned_cookie, session_.local_cookie);
  channel_.queue(std::move(icrp));
}

void Connection::on_icrp(const Control& message, Context& context) {
  if (session_.state != SessionState::wait_reply ||
      message.u32(AvpType::remote_session) != number(session_.local)) {
    ++context.ignored.unexpected;
    return;
  }
  if (auto refusal = judge_icrp(message)) return refuse_session(message, *refusal, context);
  take_peer_session(message);
  Message iccn(MessageType::iccn);
  add_session_ids(iccn);
  channel_.queue(std::move(iccn));
  session_up(context);
}

void Connection::on_iccn(const Control& message, Context& context) {
  if (session_.state != SessionState::wait_connect ||
      message.u32(AvpType::remote_session) != number(session_.local)) {
    ++context.ignored.unexpected;
    return;
  }
  session_up(context);
}

void Connection::on_cdn(const Control& message, Context& context) {
  const auto ours = message.u32(AvpType::remote_session);
  if (session_.state == SessionState::idle || ours != number(session_.local)) {
    ++context.ignored.unexpected;
    return;
  }
  const auto code = wire::l2tp::parse_result_code(message.value(AvpType::result_code));
  const bool lost_tie = code && code->result == cdn_result::lost_tie;
  const bool asked_by_us = session_.asked_by_us;
  session_down(context);
  session_ = {};
  setup_until_ = context.now + std::chrono::seconds(60);
  // Who asked for the session starts again from the beginning; who answered waits for the other end
  // to ask again.
  if (!asked_by_us || lost_tie) return;
  const auto reason = reason_of(message);
  refuse({reason, stop_result::clear, 0, {}}, context);
}

void Connection::on_link_info(const Control& message, Context& context) {
  const auto circuit = message.u16(AvpType::circuit_status);
  if (!session_up() || !circuit || message.u32(AvpType::remote_session) != number(session_.local)) {
    ++context.ignored.unexpected;
    return;
  }
  session_.remote_circuit_up = (*circuit & kCircuitActive) != 0;
}

/// CDN names the session by the ids of the message that is refused; our own session ends if it was
/// that one.
void Connection::refuse_session(const Control& message, const Refusal& refusal, Context& context) {
  if (!established()) {
    ++context.ignored.unexpected;
    return;
  }
  const auto ours = message.u32(AvpType::remote_session).value_or(0);
  const auto theirs = message.u32(AvpType::local_session).value_or(0);
  const bool is_current = session_.state != SessionState::idle && ours == number(session_.local);
  Message cdn(MessageType::cdn);
  cdn.result(refusal.result, refusal.error, refusal.text)
      .u32(AvpType::local_session, is_current ? ours : 0)
      .u32(AvpType::remote_session, theirs);
  channel_.queue(std::move(cdn));
  if (!is_current) return;
  const bool asked_by_us = session_.asked_by_us;
  session_down(context);
  session_ = {};
  setup_until_ = context.now + std::chrono::seconds(60);
  if (asked_by_us) refuse({refusal.reason, stop_result::clear, 0, {}}, context);
}

void Connection::session_up(Context& context) {
  session_.state = SessionState::established;
  session_.since = context.now;
  last_data_ = context.now;
  setup_until_.reset();
  noted_.reset();
  announce_session(context);
}

void Connection::announce_session(Context& context) const {
  context.out.events.push_back(SessionUp{tunnel_, context.settings.policy, session_.local,
                                         session_.remote, session_.local_cookie,
                                         session_.remote_cookie, ends_.local, ends_.remote});
}

void Connection::session_down(Context& context) {
  const bool was_up = session_up();
  session_.state = SessionState::idle;
  if (was_up) context.out.events.push_back(SessionDown{tunnel_, session_.local});
}

}  // namespace kyoten::l2tp
