#include "firmware/l2tp/connection.hpp"

#include "firmware/l2tp/authentication.hpp"

namespace kyoten::l2tp {
namespace {

using wire::l2tp::AvpType;
using wire::l2tp::Control;
using wire::l2tp::Message;
using wire::l2tp::MessageType;
using Need = Message::Need;

/// Nobody waits longer: an initiator's SCCRQ is out of tries by then, an answerer's half-open state
/// is bounded.
constexpr auto kInitiatorSetup = std::chrono::seconds(70);
constexpr auto kHalfOpen = std::chrono::seconds(30);
/// A control connection without a session serves nobody.
constexpr auto kWithoutSession = std::chrono::seconds(60);
/// RTX: SoftEther takes this name as its own towards a Yamaha; what else a real one accepts is not
/// known.
constexpr std::string_view kVendorName = "YAMAHA Corporation";

bool of_session(MessageType type) {
  return type == MessageType::icrq || type == MessageType::icrp || type == MessageType::iccn ||
         type == MessageType::cdn || type == MessageType::set_link_info ||
         type == MessageType::wan_error_notify;
}

/// What both ends tell of themselves in SCCRQ and SCCRP.
void introduce(Message& message, ControlConnectionId local, const TunnelSettings& settings) {
  Bytes pseudowires;
  ByteWriter(pseudowires).u16(kEthernetPseudowire);
  message.bytes(AvpType::host_name, as_bytes(settings.host_name))
      .bytes(AvpType::vendor_name, as_bytes(kVendorName), Need::optional)
      .u32(AvpType::router_id, settings.local_router_id.value)
      .u32(AvpType::assigned_connection, number(local))
      .bytes(AvpType::pseudowire_capabilities, pseudowires);
}

}  // namespace

Connection::Connection(Role role, ControlConnectionId local, const Ends& ends,
                       const Context& context)
    : role_(role),
      tunnel_(context.settings.tunnel),
      local_(local),
      ends_(ends),
      created_(context.now),
      last_heard_(context.now),
      last_data_(context.now) {}

void Connection::open(Context& context) {
  state_ = ControlState::wait_ctl_reply;
  setup_until_ = context.now + kInitiatorSetup;
  tie_breaker_ = (std::uint64_t{context.entropy.u32()} << 32) | context.entropy.u32();
  Message sccrq(MessageType::sccrq);
  introduce(sccrq, local_, context.settings);
  sccrq.u64(AvpType::tie_breaker, tie_breaker_, Need::optional);
  offer_authentication(sccrq, context);
  channel_.queue(std::move(sccrq));
  flush(context);
}

void Connection::answer(const Control& sccrq, Context& context) {
  state_ = ControlState::wait_ctl_conn;
  setup_until_ = context.now + kHalfOpen;
  static_cast<void>(channel_.receive(sccrq.ns, sccrq.bytes));
  debug("receive", sccrq.type, context);
  remember_peer(sccrq);
  if (context.settings.authentication) {
    key_ = digest_key(*context.settings.authentication);
    choose_method(sccrq);
    own_nonce_ = context.entropy.bytes(kNonceBytes);
    own_challenge_ = context.entropy.bytes(kChallengeBytes);
  }
  context.out.events.push_back(PeerConnected{tunnel_, ends_.remote});
  Message sccrp(MessageType::sccrp);
  introduce(sccrp, local_, context.settings);
  add_authentication(sccrp, context);
  channel_.queue(std::move(sccrp));
  flush(context);
}

void Connection::answer_again(Context& context) {
  if (state_ == ControlState::wait_ctl_conn) channel_.repeat_unacknowledged();
  acknowledgement_due_ = true;
  flush(context);
}

void Connection::remember_peer(const Control& message) {
  remote_ = ControlConnectionId{message.u32(AvpType::assigned_connection).value_or(0)};
  host_name_ = printable(message.value(AvpType::host_name));
  vendor_ = printable(message.value(AvpType::vendor_name));
  if (auto window = message.u16(AvpType::receive_window)) channel_.set_peer_window(*window);
}

void Connection::receive(const Control& message, const Datagram& datagram, Context& context) {
  if (gone_) return;
  if (!authentic(message, context)) {
    ++context.ignored.not_authentic;
    return;
  }
  last_heard_ = context.now;
  channel_.restart_keepalive(context.now);
  channel_.acknowledge(message.nr);
  const bool only_acknowledges =
      message.type == MessageType::zlb || message.type == MessageType::ack;
  if (only_acknowledges) {
    peer_sends_zlb_ = message.type == MessageType::zlb;
  } else {
    acknowledgement_due_ = true;
    switch (channel_.receive(message.ns, message.bytes)) {
      case Channel::Verdict::deliver:
        follow_peer(datagram, context);  // a repetition may be somebody else's replay
        handle(message, context);
        break;
      case Channel::Verdict::outside:
        ++context.ignored.out_of_window;
        acknowledgement_due_ = false;
        break;
      case Channel::Verdict::duplicate:
      case Channel::Verdict::early:
        break;
    }
    while (auto kept = channel_.next_in_order()) {
      if (auto next = wire::l2tp::parse_control(*kept)) handle(*next, context);
    }
  }
  flush(context);
  if (ended_ && !linger_until_ && channel_.idle()) gone_ = true;  // our StopCCN is acknowledged
}

void Connection::handle(const Control& message, Context& context) {
  debug("receive", message.type, context);
  // What tears down is taken as it is; SCCRP must prove itself first.
  const bool unchecked = message.type == MessageType::stop_ccn ||
                         message.type == MessageType::cdn || message.type == MessageType::sccrp;
  if (ended_) {
    if (message.type == MessageType::stop_ccn) linger_until_ = context.now + kRetransmissionCycle;
    return;
  }
  if (auto refusal =
          unchecked ? std::nullopt : unknown_mandatory(message, of_session(message.type))) {
    return of_session(message.type) ? refuse_session(message, *refusal, context)
                                    : refuse(*refusal, context);
  }
  switch (message.type) {
    case MessageType::sccrp:
      return on_sccrp(message, context);
    case MessageType::scccn:
      return on_scccn(message, context);
    case MessageType::stop_ccn:
      return on_stop(message, context);
    case MessageType::icrq:
      return on_icrq(message, context);
    case MessageType::icrp:
      return on_icrp(message, context);
    case MessageType::iccn:
      return on_iccn(message, context);
    case MessageType::cdn:
      return on_cdn(message, context);
    case MessageType::set_link_info:
      return on_link_info(message, context);
    case MessageType::hello:
    case MessageType::wan_error_notify:
      return;
    case MessageType::zlb:
    case MessageType::ack:
    case MessageType::sccrq:
      break;
    default:
      // Section 5.4.1: an unknown message that insists ends the connection.
      if (message.type_mandatory) {
        return refuse({Reason::protocol_error, stop_result::general_error,
                       general_error::unknown_avp, "unknown message type"},
                      context);
      }
  }
  ++context.ignored.unexpected;
}

void Connection::on_sccrp(const Control& message, Context& context) {
  if (state_ != ControlState::wait_ctl_reply) {
    ++context.ignored.unexpected;
    return;
  }
  remember_peer(message);
  if (!sccrp_authentic(message, context)) {
    note(Reason::authentication_failed, context);
    return refuse({Reason::authentication_failed, stop_result::not_authorized, 0,
                   "tunnel authentication failed"},
                  context);
  }
  if (auto refusal = unknown_mandatory(message, false)) return refuse(*refusal, context);
  if (auto refusal = judge_sccrp(message, context.settings)) return refuse(*refusal, context);
  context.out.events.push_back(PeerConnected{tunnel_, ends_.remote});
  Message scccn(MessageType::scccn);
  if (method_ == Method::challenge && !peer_challenge_.empty()) {
    scccn.bytes(
        AvpType::challenge_response,
        challenge_response(MessageType::scccn, *context.settings.authentication, peer_challenge_));
  }
  channel_.queue(std::move(scccn));
  control_up(context);
  request_session(context);
}

void Connection::on_scccn(const Control& message, Context& context) {
  if (state_ != ControlState::wait_ctl_conn) {
    ++context.ignored.unexpected;
    return;
  }
  if (method_ == Method::challenge && !accept_response(message, context.settings)) {
    note(Reason::authentication_failed, context);
    return refuse({Reason::authentication_failed, stop_result::not_authorized, 0,
                   "tunnel authentication failed"},
                  context);
  }
  control_up(context);
}

void Connection::control_up(Context& context) {
  state_ = ControlState::established;
  stood_ = true;
  setup_until_ = context.now + kWithoutSession;
  context.out.events.push_back(ControlConnectionUp{tunnel_, local_, remote_, ends_.remote});
}

void Connection::on_stop(const Control& message, Context& context) {
  const auto reason = reason_of(message);
  // Section 4.2: the acknowledgement may get lost; stay for a full cycle to give it again.
  linger_until_ = context.now + kRetransmissionCycle;
  if (context.settings.syslog) {
    if (auto code = wire::l2tp::parse_result_code(message.value(AvpType::result_code))) {
      context.out.events.push_back(
          DebugLine{tunnel_, "StopCCN result " + std::to_string(code->result) + " error " +
                                 std::to_string(code->error) + " " + printable(code->text)});
    }
  }
  if (remote_ == ControlConnectionId{}) {
    remote_ = ControlConnectionId{message.u32(AvpType::assigned_connection).value_or(0)};
  }
  finish(reason, context);
}

void Connection::refuse(const Refusal& refusal, Context& context) {
  if (remote_ == ControlConnectionId{}) {  // nowhere to send it to
    finish(refusal.reason, context);
    gone_ = true;
    return;
  }
  Message stop(MessageType::stop_ccn);
  stop.result(refusal.result, refusal.error, refusal.text)
      .u32(AvpType::assigned_connection, number(local_));
  channel_.queue(std::move(stop));
  finish(refusal.reason, context);
}

void Connection::close(Reason reason, Context& context) {
  if (ended_) return;
  refuse({reason,
          reason == Reason::requested ? stop_result::shutting_down : stop_result::clear,
          0,
          {}},
         context);
  flush(context);
}

void Connection::drop(Reason reason, Context& context) {
  if (!ended_) finish(reason, context);
  gone_ = true;
}

/// Reports the end, once; what is still to be sent stays with the channel.
void Connection::finish(Reason reason, Context& context) {
  session_down(context);
  const auto shown = noted_ && reason != Reason::requested ? *noted_ : reason;
  if (stood_) {
    context.out.events.push_back(ControlConnectionDown{tunnel_, local_, shown});
  } else if (shown != Reason::requested && !noted_) {
    context.out.events.push_back(NegotiationFailed{tunnel_, ends_.remote, shown});
  }
  ended_ = shown;
  state_ = ControlState::closing;
  setup_until_.reset();
}

/// Known to go wrong, but the last word is not spoken: the log and `show` hear of it now.
void Connection::note(Reason reason, Context& context) {
  if (noted_) return;
  noted_ = reason;
  context.out.events.push_back(NegotiationFailed{tunnel_, ends_.remote, reason});
}

/// The peer does not answer. One StopCCN in case only its direction is broken, then nothing more.
void Connection::give_up(Context& context) {
  if (remote_ != ControlConnectionId{} && !ended_) {
    Message stop(MessageType::stop_ccn);
    stop.result(stop_result::general_error, 0, "no answer")
        .u32(AvpType::assigned_connection, number(local_));
    send(stop, channel_.next_send(), context);
  }
  if (!ended_) finish(Reason::no_answer, context);
  gone_ = true;
}

void Connection::expire(Context& context) {
  if (gone_) return;
  if (linger_until_ && *linger_until_ <= context.now) {
    gone_ = true;
    return;
  }
  if (setup_until_ && *setup_until_ <= context.now) return give_up(context);
  const auto& settings = context.settings;
  if (established() && settings.keepalive && !channel_.outstanding(MessageType::hello) &&
      last_heard_ + settings.keepalive_interval <= context.now) {
    const Duration interval = settings.keepalive_interval;
    channel_.queue(Message(MessageType::hello), {interval, interval, settings.keepalive_count});
  }
  if (session_up() && settings.disconnect_time &&
      last_data_ + *settings.disconnect_time <= context.now) {
    return close(Reason::idle, context);
  }
  flush(context);
}

std::optional<Instant> Connection::deadline(const TunnelSettings& settings) const {
  if (gone_) return std::nullopt;
  auto due = earlier(channel_.deadline(), earlier(linger_until_, setup_until_));
  if (established() && settings.keepalive && !channel_.outstanding(MessageType::hello)) {
    due = earlier(due, last_heard_ + settings.keepalive_interval);
  }
  if (session_up() && settings.disconnect_time)
    due = earlier(due, last_data_ + *settings.disconnect_time);
  return due;
}

void Connection::data_seen(bool received, Instant now) {
  last_data_ = now;
  if (!received) return;
  last_heard_ = now;
  channel_.restart_keepalive(now);
}

/// A NAT may give the peer another address. Only what came through IPsec or is signed may move it.
void Connection::follow_peer(const Datagram& datagram, Context& context) {
  if (ended_ || (!context.settings.policy && method_ != Method::digest)) return;
  move({datagram.destination, datagram.source}, context);
}

void Connection::move(const Ends& ends, Context& context) {
  if (ends.local == ends_.local && ends.remote == ends_.remote) return;
  ends_ = ends;
  if (session_up()) announce_session(context);
}

void Connection::flush(Context& context) {
  auto transmissions = channel_.transmit(context.now);
  if (channel_.exhausted()) return give_up(context);
  for (auto& transmission : transmissions) {
    debug(transmission.repeated ? "resend" : "send", transmission.message.type(), context);
    send(transmission.message, transmission.ns, context);
  }
  if (transmissions.empty() && acknowledgement_due_) acknowledge(context);
  acknowledgement_due_ = false;
}

void Connection::acknowledge(Context& context) {
  if (remote_ == ControlConnectionId{}) return;
  const bool zlb = peer_sends_zlb_ && method_ != Method::digest;
  send(Message(zlb ? MessageType::zlb : MessageType::ack), channel_.next_send(), context);
}

void Connection::send(const Message& message, std::uint16_t ns, Context& context) {
  const wire::l2tp::Numbers numbers{number(remote_), ns, channel_.next_receive()};
  Bytes bytes;
  if (method_ == Method::digest || method_ == Method::undecided) {
    bytes = wire::l2tp::write_control(message, numbers, digest_type(algorithm_),
                                      crypto::digest_bytes(algorithm_));
    const bool first = message.type() == MessageType::sccrq;
    sign(bytes, algorithm_, key_, first ? ByteView{} : ByteView(own_nonce_),
         first ? ByteView{} : ByteView(peer_nonce_));
  } else {
    bytes = wire::l2tp::write_control(message, numbers);
  }
  context.out.datagrams.push_back(
      {tunnel_, context.settings.policy, {ends_.local, ends_.remote, std::move(bytes)}});
}

void Connection::debug(std::string_view direction, MessageType type, const Context& context) const {
  const bool wanted =
      type == MessageType::hello ? context.settings.keepalive_log : context.settings.syslog;
  if (!wanted) return;
  context.out.events.push_back(
      DebugLine{tunnel_, std::string(direction) + " " + wire::l2tp::name(type)});
}

void Connection::describe(TunnelStatus& status, Instant now) const {
  status.state = state_;
  status.local = local_;
  status.remote = remote_;
  status.local_endpoint = ends_.local;
  status.remote_endpoint = ends_.remote;
  status.vendor = vendor_;
  status.host_name = host_name_;
  status.next_send = channel_.next_send();
  status.next_receive = channel_.next_receive();
  status.session = session_.state;
  status.local_session = session_.local;
  status.remote_session = session_.remote;
  status.local_circuit_up = session_up();
  status.remote_circuit_up = session_up() && session_.remote_circuit_up;
  if (session_up())
    status.connected = std::chrono::duration_cast<std::chrono::seconds>(now - session_.since);
}

}  // namespace kyoten::l2tp
