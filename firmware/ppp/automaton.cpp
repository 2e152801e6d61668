#include "firmware/ppp/automaton.hpp"

namespace kyoten::ppp {

using enum AutomatonState;
namespace code = wire::ppp_code;

/// The timer runs in these states only (section 4.4).
void Automaton::enter(AutomatonState state) {
  state_ = state;
  const bool timed = state == closing || state == stopping || state == request_sent || state == ack_received || state == ack_sent;
  if (!timed) restart_.reset();
}

bool Automaton::negotiates() const { return state_ == request_sent || state_ == ack_received || state_ == ack_sent; }

void Automaton::begin(Instant now, AutomatonOutbox& out) {
  options_.restart();
  naks_sent_ = 0;
  restarts_left_ = attempts_.max_configure;
  send_request(now, out);
  enter(request_sent);
}

void Automaton::send_request(Instant now, AutomatonOutbox& out) {
  --restarts_left_;
  restart_ = now + attempts_.restart;
  out.packets.push_back(wire::ppp_control(code::configure_request, ++identifier_, options_.request()));
}

void Automaton::send_terminate(Instant now, AutomatonOutbox& out) {
  --restarts_left_;
  restart_ = now + attempts_.restart;
  out.packets.push_back(wire::ppp_control(code::terminate_request, ++identifier_, {}));
}

void Automaton::lower_up(Instant now, AutomatonOutbox& out) {
  if (state_ == initial) return enter(closed);
  if (state_ != starting) return;
  if (silent_) {
    options_.restart();
    return enter(stopped);
  }
  begin(now, out);
}

void Automaton::lower_down(AutomatonOutbox& out) {
  if (state_ == opened) out.events.push_back(LayerEvent::down);
  if (state_ == closed || state_ == closing) return enter(initial);
  if (state_ != initial) enter(starting);
}

void Automaton::open(Instant now, AutomatonOutbox& out) {
  if (state_ == initial) return enter(starting);
  if (state_ == closed) return begin(now, out);
  if (state_ == closing) enter(stopping);
}

void Automaton::close(Instant now, AutomatonOutbox& out) {
  switch (state_) {
    case starting:
      enter(initial);
      out.events.push_back(LayerEvent::finished);
      return;
    case stopped: return enter(closed);
    case stopping: return enter(closing);
    case request_sent:
    case ack_received:
    case ack_sent:
    case opened:
      if (state_ == opened) out.events.push_back(LayerEvent::down);
      restarts_left_ = attempts_.max_terminate;
      send_terminate(now, out);
      return enter(closing);
    default: return;
  }
}

bool Automaton::receive(const wire::PppControl& packet, Instant now, AutomatonOutbox& out) {
  if (state_ == initial || state_ == starting) return true;  // nothing can come before the layer below is up
  switch (packet.code) {
    case code::configure_request: configure_request(packet, now, out); return true;
    case code::configure_ack:
    case code::configure_nak:
    case code::configure_reject:
      if (state_ == closed || state_ == stopped) {
        out.packets.push_back(wire::ppp_control(code::terminate_ack, packet.identifier, {}));
      } else if (packet.identifier == identifier_) {  // an answer to an older request is none (section 5.2)
        packet.code == code::configure_ack ? configure_ack(now, out) : configure_nak_or_reject(packet, now, out);
      }
      return true;
    case code::terminate_request: terminate_request(packet, now, out); return true;
    case code::terminate_ack: terminate_ack(now, out); return true;
    case code::code_reject:
      // RXJ-: one of the codes without which there is no negotiation. Others were not ours.
      if (!packet.data.empty() && packet.data[0] <= code::code_reject) rejected(now, out);
      return true;
    default: return false;
  }
}

void Automaton::configure_request(const wire::PppControl& packet, Instant now, AutomatonOutbox& out) {
  if (state_ == closing || state_ == stopping) return;
  if (state_ == closed) {
    out.packets.push_back(wire::ppp_control(code::terminate_ack, packet.identifier, {}));
    return;
  }
  const auto asked = wire::parse_ppp_options(packet.data);
  if (!asked) return;
  if (state_ == opened) {
    out.events.push_back(LayerEvent::down);
    begin(now, out);
  } else if (state_ == stopped) {
    begin(now, out);
  }
  const auto verdict = options_.judge(*asked, naks_sent_ < attempts_.max_failure);
  const bool agreed = verdict.code == code::configure_ack;
  if (verdict.code == code::configure_nak) ++naks_sent_;
  out.packets.push_back(wire::ppp_control(verdict.code, packet.identifier, verdict.options));
  if (!agreed) {
    if (state_ != ack_received) enter(request_sent);
  } else if (state_ == ack_received) {
    enter(opened);
    out.events.push_back(LayerEvent::up);
  } else {
    enter(ack_sent);
  }
}

void Automaton::configure_ack(Instant now, AutomatonOutbox& out) {
  switch (state_) {
    case request_sent:
      restarts_left_ = attempts_.max_configure;
      return enter(ack_received);
    case ack_received:  // a second one: crossed connections
      send_request(now, out);
      return enter(request_sent);
    case ack_sent:
      enter(opened);
      out.events.push_back(LayerEvent::up);
      return;
    case opened:
      out.events.push_back(LayerEvent::down);
      return begin(now, out);
    default: return;
  }
}

void Automaton::configure_nak_or_reject(const wire::PppControl& packet, Instant now, AutomatonOutbox& out) {
  if (state_ == opened) {
    out.events.push_back(LayerEvent::down);
    return begin(now, out);
  }
  if (!negotiates()) return;
  const auto named = wire::parse_ppp_options(packet.data);
  if (!named) return;
  const bool nak = packet.code == code::configure_nak;
  // Each answer spends one attempt, so that two who never agree come to an end.
  const bool possible = nak ? options_.take_nak(*named) : options_.take_reject(*named);
  if (!possible || restarts_left_ <= 0) return close(now, out);
  const auto next = state_ == ack_sent ? ack_sent : request_sent;
  send_request(now, out);
  enter(next);
}

void Automaton::terminate_request(const wire::PppControl& packet, Instant now, AutomatonOutbox& out) {
  out.packets.push_back(wire::ppp_control(code::terminate_ack, packet.identifier, {}));
  if (state_ == opened) {
    out.events.push_back(LayerEvent::down);
    out.events.push_back(LayerEvent::peer_terminated);
    // Zero-Restart-Count: the peer gets one interval to see our answer.
    restarts_left_ = 0;
    restart_ = now + attempts_.restart;
    return enter(stopping);
  }
  if (!negotiates()) return;
  out.events.push_back(LayerEvent::peer_terminated);
  enter(request_sent);
}

void Automaton::terminate_ack(Instant now, AutomatonOutbox& out) {
  switch (state_) {
    case closing:
    case stopping:
      enter(state_ == closing ? closed : stopped);
      out.events.push_back(LayerEvent::finished);
      return;
    case ack_received: return enter(request_sent);
    case opened:
      out.events.push_back(LayerEvent::down);
      return begin(now, out);
    default: return;
  }
}

void Automaton::rejected(Instant now, AutomatonOutbox& out) {
  if (state_ == opened) return close(now, out);
  if (state_ != closing && state_ != stopping && !negotiates()) return;
  enter(state_ == closing ? closed : stopped);
  out.events.push_back(LayerEvent::finished);
}

void Automaton::reject_code(const wire::PppControl& packet, AutomatonOutbox& out) {
  if (state_ == initial || state_ == starting) return;
  // The packet that is rejected, cut so that the answer is never longer than the smallest MRU (section 5.6).
  constexpr std::size_t kMostQuotedBytes = 64;
  const auto quoted = wire::ppp_control(packet.code, packet.identifier, packet.data.first(std::min(packet.data.size(), kMostQuotedBytes)));
  out.packets.push_back(wire::ppp_control(code::code_reject, ++identifier_, quoted));
}

void Automaton::expire(Instant now, AutomatonOutbox& out) {
  if (!restart_ || *restart_ > now) return;
  if (restarts_left_ <= 0) {
    enter(state_ == closing ? closed : stopped);
    out.events.push_back(LayerEvent::finished);
    return;
  }
  if (state_ == closing || state_ == stopping) return send_terminate(now, out);
  const auto next = state_ == ack_sent ? ack_sent : request_sent;
  send_request(now, out);
  enter(next);
}

}  // namespace kyoten::ppp
