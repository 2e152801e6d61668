#include "firmware/ppp/link.hpp"

#include <algorithm>

namespace kyoten::ppp {
namespace {

namespace code = wire::ppp_code;
namespace protocol = wire::ppp_protocol;
constexpr std::uint16_t kDefaultMru = 1500;

}  // namespace

Link::Link(LinkSettings settings, Entropy& entropy)
    : settings_(std::move(settings)), lcp_options_(settings_, entropy), ipcp_options_(settings_),
      lcp_(lcp_options_, settings_.lcp, settings_.silent), ipcp_(ipcp_options_, settings_.ipcp), claimant_(settings_),
      authenticator_(settings_, entropy) {}

void Link::lower_up(Instant now, LinkOutbox& out) {
  reason_.reset();
  phase_ = Phase::establish;
  AutomatonOutbox lcp;
  lcp_.open(now, lcp);
  lcp_.lower_up(now, lcp);
  take(lcp, now, out);
}

void Link::lower_down(LinkOutbox& out) {
  blame(Reason::lower_layer);
  finish(out);
}

void Link::close(Reason reason, Instant now, LinkOutbox& out) {
  if (phase_ == Phase::dead) return;
  blame(reason);
  phase_ = Phase::terminate;
  AutomatonOutbox lcp;
  lcp_.close(now, lcp);
  take(lcp, now, out);
  if (lcp_.state() == AutomatonState::closed) finish(out);
}

void Link::finish(LinkOutbox& out) {
  if (phase_ == Phase::dead) return;
  phase_ = Phase::dead;
  out.events.push_back(LinkDown{reason_.value_or(Reason::no_answer)});
}

/// What LCP carries is gone: who is who must be asked anew too.
void Link::leave_network() {
  AutomatonOutbox ipcp;
  ipcp_.lower_down(ipcp);
  next_echo_.reset();
}

void Link::receive(const wire::PppFrame& frame, Instant now, LinkOutbox& out) {
  if (phase_ == Phase::dead) return;
  const bool known = frame.protocol == protocol::lcp || frame.protocol == protocol::ipcp ||
                     frame.protocol == protocol::pap || frame.protocol == protocol::chap;
  if (!known) return reject_protocol(frame, out);
  const auto packet = wire::parse_ppp_control(frame.packet);
  if (!packet) return;
  if (frame.protocol == protocol::lcp) return receive_lcp(*packet, now, out);
  if (frame.protocol == protocol::ipcp) return receive_ipcp(*packet, now, out);
  receive_authentication(frame.protocol, *packet, now, out);
}

void Link::receive_lcp(const wire::PppControl& packet, Instant now, LinkOutbox& out) {
  AutomatonOutbox lcp;
  if (packet.code == code::echo_request) return answer_echo(packet, out);
  if (packet.code == code::echo_reply) {
    if (packet.identifier != echo_identifier_ || !next_echo_) return;
    unanswered_echoes_ = 0;
    next_echo_ = now + settings_.echo->interval;
    return;
  }
  if (packet.code == code::discard_request) return;
  if (packet.code == code::protocol_reject) {
    ByteReader reader(packet.data);
    if (!lcp_.is_opened() || reader.u16() != protocol::ipcp) return;
    blame(Reason::no_network);
    AutomatonOutbox ipcp;
    ipcp_.rejected(now, ipcp);
    return take_ipcp(ipcp, now, out);
  }
  if (!lcp_.receive(packet, now, lcp)) lcp_.reject_code(packet, lcp);
  take(lcp, now, out);
}

void Link::receive_ipcp(const wire::PppControl& packet, Instant now, LinkOutbox& out) {
  if (phase_ != Phase::network) return;  // section 3.4: silently
  AutomatonOutbox ipcp;
  if (!ipcp_.receive(packet, now, ipcp)) ipcp_.reject_code(packet, ipcp);
  take_ipcp(ipcp, now, out);
}

void Link::receive_authentication(std::uint16_t of, const wire::PppControl& packet, Instant now, LinkOutbox& out) {
  if (phase_ != Phase::authenticate && phase_ != Phase::network) return;
  AuthenticationOutbox packets;
  if (lcp_options_.authenticates_by()) claimant_.receive(of, packet, now, packets);
  if (lcp_options_.asks_for()) authenticator_.receive(of, packet, packets);
  judge_authentication(packets, now, out);
}

/// Ours has our magic number in it, so that a loop shows (section 5.8).
void Link::answer_echo(const wire::PppControl& request, LinkOutbox& out) {
  if (!lcp_.is_opened() || request.data.size() < 4) return;
  Bytes data;
  ByteWriter(data).u32(lcp_options_.magic()).bytes(request.data.subspan(4));
  out.frames.push_back({protocol::lcp, wire::ppp_control(code::echo_reply, request.identifier, data)});
}

void Link::reject_protocol(const wire::PppFrame& frame, LinkOutbox& out) {
  if (!lcp_.is_opened()) return;  // section 5.7
  constexpr std::size_t kMostQuotedBytes = 64;
  Bytes data;
  ByteWriter(data).u16(frame.protocol).bytes(frame.packet.first(std::min(frame.packet.size(), kMostQuotedBytes)));
  out.frames.push_back({protocol::lcp, wire::ppp_control(code::protocol_reject, ++reject_identifier_, data)});
}

void Link::take(AutomatonOutbox& from_lcp, Instant now, LinkOutbox& out) {
  for (auto& packet : from_lcp.packets) out.frames.push_back({protocol::lcp, std::move(packet)});
  for (auto event : from_lcp.events) {
    switch (event) {
      case LayerEvent::up: begin_authentication(now, out); break;
      case LayerEvent::down:
        leave_network();
        if (phase_ != Phase::terminate) phase_ = Phase::establish;
        break;
      case LayerEvent::peer_terminated:
        blame(lcp_options_.authentication_refused() ? Reason::authentication_failed : Reason::peer_ended);
        break;
      case LayerEvent::finished:
        blame(lcp_options_.authentication_refused() ? Reason::authentication_failed : Reason::no_answer);
        finish(out);
        break;
    }
  }
}

void Link::begin_authentication(Instant now, LinkOutbox& out) {
  phase_ = Phase::authenticate;
  AuthenticationOutbox packets;
  if (const auto method = lcp_options_.authenticates_by()) claimant_.start(*method, now, packets);
  if (const auto method = lcp_options_.asks_for()) authenticator_.start(*method, now, packets);
  judge_authentication(packets, now, out);
}

void Link::judge_authentication(AuthenticationOutbox& from, Instant now, LinkOutbox& out) {
  for (auto& row : from) out.frames.push_back({row.protocol, std::move(row.packet)});
  if (phase_ != Phase::authenticate) return;
  const auto ours = lcp_options_.authenticates_by() ? claimant_.outcome() : Outcome::good;
  const auto theirs = lcp_options_.asks_for() ? authenticator_.outcome() : Outcome::good;
  if (ours == Outcome::bad || theirs == Outcome::bad) return close(Reason::authentication_failed, now, out);
  if (ours == Outcome::good && theirs == Outcome::good) begin_network(now, out);
}

void Link::begin_network(Instant now, LinkOutbox& out) {
  phase_ = Phase::network;
  if (const auto& account = authenticator_.account(); lcp_options_.asks_for() && account)
    ipcp_options_.set_remote_address(account->address);
  AutomatonOutbox ipcp;
  ipcp_.open(now, ipcp);
  ipcp_.lower_up(now, ipcp);
  if (settings_.echo) {
    unanswered_echoes_ = 0;
    next_echo_ = now + settings_.echo->interval;
  }
  take_ipcp(ipcp, now, out);
}

void Link::take_ipcp(AutomatonOutbox& from_ipcp, Instant now, LinkOutbox& out) {
  for (auto& packet : from_ipcp.packets) out.frames.push_back({protocol::ipcp, std::move(packet)});
  for (auto event : from_ipcp.events) {
    switch (event) {
      case LayerEvent::up:
        announced_ = true;
        out.events.push_back(LinkUp{});
        break;
      case LayerEvent::down: break;  // it begins anew, or `finished` follows
      case LayerEvent::peer_terminated:
      case LayerEvent::finished:
        // Without IP the link is of no use.
        return close(announced_ ? Reason::peer_ended : Reason::no_network, now, out);
    }
  }
}

void Link::send_echo(Instant now, LinkOutbox& out) {
  const auto& rules = *settings_.echo;
  if (unanswered_echoes_ >= rules.count) return close(Reason::silent_peer, now, out);
  next_echo_ = now + rules.retry_interval;
  ++unanswered_echoes_;
  Bytes data;
  ByteWriter(data).u32(lcp_options_.magic());
  out.frames.push_back({protocol::lcp, wire::ppp_control(code::echo_request, ++echo_identifier_, data)});
}

void Link::expire(Instant now, LinkOutbox& out) {
  const auto due = [&](std::optional<Instant> deadline) { return deadline && *deadline <= now; };
  if (due(lcp_.deadline())) {
    AutomatonOutbox lcp;
    lcp_.expire(now, lcp);
    take(lcp, now, out);
  }
  if (due(ipcp_.deadline()) && phase_ == Phase::network) {
    AutomatonOutbox ipcp;
    ipcp_.expire(now, ipcp);
    take_ipcp(ipcp, now, out);
  }
  if (phase_ == Phase::authenticate && (due(claimant_.deadline()) || due(authenticator_.deadline()))) {
    AuthenticationOutbox packets;
    claimant_.expire(now, packets);
    authenticator_.expire(now, packets);
    judge_authentication(packets, now, out);
  }
  if (phase_ == Phase::network && due(next_echo_)) send_echo(now, out);
}

std::optional<Instant> Link::deadline() const {
  if (phase_ == Phase::dead) return std::nullopt;
  auto due = lcp_.deadline();
  if (phase_ == Phase::authenticate) due = earlier(due, earlier(claimant_.deadline(), authenticator_.deadline()));
  if (phase_ == Phase::network) due = earlier(due, earlier(ipcp_.deadline(), next_echo_));
  return due;
}

LinkStatus Link::status() const {
  LinkStatus status;
  status.phase = phase_;
  status.authenticates_by = lcp_options_.authenticates_by();
  status.asks_for = lcp_options_.asks_for();
  status.local_magic = lcp_options_.magic() != 0;
  status.local_mru = lcp_options_.asks_mru();
  status.remote_magic = lcp_options_.peer_has_magic();
  status.remote_mru = lcp_options_.peer_mru().has_value();
  status.local_address_option = ipcp_options_.asks_address();
  status.remote_address_option = ipcp_options_.peer_asks_address();
  status.local_address = ipcp_options_.local_address();
  status.remote_address = ipcp_options_.remote_address();
  status.send_mru = std::min(lcp_options_.peer_mru().value_or(kDefaultMru), settings_.longest_mru);
  status.name_servers = ipcp_options_.name_servers();
  if (const auto& account = authenticator_.account()) status.peer_name = account->name;
  return status;
}

}  // namespace kyoten::ppp
