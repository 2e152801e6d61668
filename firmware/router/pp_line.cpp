#include "firmware/router/pp_line.hpp"

#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/pppoe.hpp"

namespace kyoten::router {
namespace {

ppp::LinkSettings over_pppoe(ppp::LinkSettings settings) {
  settings.longest_mru = wire::kPppoeMtuBytes;
  return settings;
}

LineDown told(pppoe::Reason reason, const std::string& detail) {
  const auto behind = detail.empty() ? "" : " (" + detail + ")";
  switch (reason) {
    case pppoe::Reason::requested: return {};
    case pppoe::Reason::padi_timeout: return {"PPPoE: PADI Timeout", "nobody on the LAN answers PPPoE discovery (PADI)"};
    case pppoe::Reason::padr_timeout: return {"PPPoE: PADR Timeout", "the access concentrator gives no session (PADR)"};
    case pppoe::Reason::refused:
      return {"PPPoE: PADS Error" + behind, "the access concentrator refuses a session" + behind};
    case pppoe::Reason::peer_ended: return {"PPPoE: PADT Received", "the access concentrator ended the session"};
  }
  return {};
}

LineDown told(ppp::Reason reason) {
  switch (reason) {
    case ppp::Reason::requested: return {};
    case ppp::Reason::peer_ended: return {"PPP: Terminated by peer", "the peer ended PPP"};
    case ppp::Reason::no_answer: return {"PPP: LCP Timeout", "PPP found no agreement (LCP)"};
    case ppp::Reason::authentication_failed:
      return {"PPP: Authentication failed", "the peer refuses the name or the password (`pp auth myname`, `pp auth accept`)"};
    case ppp::Reason::no_network: return {"PPP: IPCP failed", "PPP found no agreement on addresses (`ppp ipcp ipaddress on`)"};
    case ppp::Reason::silent_peer: return {"PPP: Keepalive Timeout", "the peer answers no more (LCP echo)"};
    case ppp::Reason::lower_layer: return {"PPPoE: session lost", "the PPPoE session is gone"};
  }
  return {};
}

}  // namespace

PpLine::PpLine(const config::Pp& settings, Entropy& entropy)
    : settings_(settings), entropy_(entropy), client_(settings.discovery, entropy) {}

void PpLine::dial(Wish wish, Instant now, LineOutbox& out) {
  is_waited_for_ |= wish == Wish::standing;
  if (would_dial(wish, now)) begin(now, out);
}

bool PpLine::would_dial(Wish wish, Instant now) const {
  if (client_.state() != pppoe::ClientState::idle) return false;
  return wish == Wish::command || !no_traffic_before_ || now >= *no_traffic_before_;
}

void PpLine::begin(Instant now, LineOutbox& out) {
  next_dial_.reset();
  stood_ = false;
  out.events.push_back(LineDialled{});
  pppoe::ClientOutbox discovery;
  client_.connect(now, discovery);
  take(discovery, now, out);
}

void PpLine::hang_up(Instant now, LineOutbox& out) {
  next_dial_.reset();
  is_waited_for_ = false;
  if (client_.state() == pppoe::ClientState::idle) return;
  if (link_) {
    // Terminate-Request for who takes PPP seriously; the PADT behind it ends all.
    ppp::LinkOutbox ppp;
    link_->close(ppp::Reason::requested, now, ppp);
    ppp.events.clear();
    take(ppp, now, out);
    link_.reset();
  }
  pppoe::ClientOutbox discovery;
  client_.disconnect(discovery);
  take(discovery, now, out);
  last_failure_.clear();
  out.events.push_back(LineDown{});
}

/// A line that had stood comes back at once, one that failed after its pause.
void PpLine::end(LineDown down, bool failed, Instant now, LineOutbox& out) {
  if (link_) {
    link_.reset();
    pppoe::ClientOutbox discovery;
    client_.disconnect(discovery);
    take(discovery, now, out);
  }
  last_failure_ = down.plain;
  if (failed) no_traffic_before_ = now + kPauseOfTraffic;
  if (settings_.always_on || is_waited_for_) {
    const auto pause = settings_.always_on ? Duration(settings_.pause_after_failure) : kPauseOfTraffic;
    next_dial_ = now + (failed ? pause : Duration::zero());
  }
  out.events.push_back(std::move(down));
}

void PpLine::take(pppoe::ClientOutbox& from, Instant now, LineOutbox& out) {
  for (auto& row : from.packets) out.frames.push_back({row.destination, wire::ethertype::pppoe_discovery, std::move(row.packet)});
  for (auto& event : from.events) {
    if (auto* up = std::get_if<pppoe::SessionUp>(&event)) {
      access_concentrator_ = up->access_concentrator;
      out.events.push_back(LineConnected{up->access_concentrator});
      link_.emplace(over_pppoe(settings_.link), entropy_);
      ppp::LinkOutbox ppp;
      link_->lower_up(now, ppp);
      take(ppp, now, out);
    } else {
      const auto& ended = std::get<pppoe::SessionDown>(event);
      const bool failed = !stood_;
      link_.reset();
      end(told(ended.reason, ended.detail), failed, now, out);
    }
  }
}

void PpLine::take(ppp::LinkOutbox& from, Instant now, LineOutbox& out) {
  for (auto& frame : from.frames) {
    if (!client_.session()) break;
    Bytes ppp;
    ByteWriter(ppp).u16(frame.protocol).bytes(frame.packet);
    out.frames.push_back({client_.session()->peer, wire::ethertype::pppoe_session,
                          wire::pppoe_packet(wire::pppoe_code::session, client_.session()->id, ppp)});
  }
  for (auto& event : from.events) {
    if (std::holds_alternative<ppp::LinkUp>(event)) {
      stood_ = true;
      up_since_ = now;
      is_waited_for_ = false;
      last_failure_.clear();
      no_traffic_before_.reset();
      out.events.push_back(LineUp{});
    } else {
      return end(told(std::get<ppp::LinkDown>(event).reason), !stood_, now, out);
    }
  }
}

void PpLine::receive_discovery(const MacAddress& source, ByteView packet, Instant now, LineOutbox& out) {
  pppoe::ClientOutbox discovery;
  client_.receive(source, packet, now, discovery);
  take(discovery, now, out);
}

void PpLine::receive_session(ByteView packet, Instant now, LineOutbox& out) {
  const auto content = wire::parse_pppoe(packet);
  const auto frame = content ? wire::parse_ppp(content->payload) : std::nullopt;
  if (!frame || !link_) return;
  ppp::LinkOutbox ppp;
  link_->receive(*frame, now, ppp);
  take(ppp, now, out);
}

void PpLine::expire(Instant now, LineOutbox& out) {
  if (next_dial_ && *next_dial_ <= now) begin(now, out);
  if (const auto due = client_.deadline(); due && *due <= now) {
    pppoe::ClientOutbox discovery;
    client_.expire(now, discovery);
    take(discovery, now, out);
  }
  if (link_) {
    ppp::LinkOutbox ppp;
    link_->expire(now, ppp);
    take(ppp, now, out);
  }
}

std::optional<Instant> PpLine::deadline() const {
  return earlier(earlier(next_dial_, client_.deadline()), link_ ? link_->deadline() : std::nullopt);
}

}  // namespace kyoten::router
