// Link: one PPP link (RFC 1661), sans-IO: LCP, then who is who, then IPCP, and LCP's echo while it stands. What carries its
// frames (PPPoE, L2TP, PPTP) is not known here.
#pragma once

#include <variant>
#include <vector>

#include "firmware/base/entropy.hpp"
#include "firmware/base/time.hpp"
#include "firmware/ppp/authentication.hpp"
#include "firmware/ppp/automaton.hpp"
#include "firmware/ppp/ipcp.hpp"
#include "firmware/ppp/lcp.hpp"
#include "firmware/ppp/status.hpp"

namespace kyoten::ppp {

/// IP may pass; status() says with which addresses.
struct LinkUp {};
/// It may no more. The layer below is to go too.
struct LinkDown {
  Reason reason{};
};
using LinkEvent = std::variant<LinkUp, LinkDown>;

/// A frame's protocol and packet, for the layer below to wrap.
struct OutgoingFrame {
  std::uint16_t protocol = 0;
  Bytes packet;
};

struct LinkOutbox {
  std::vector<OutgoingFrame> frames;
  std::vector<LinkEvent> events;
};

class Link {
 public:
  Link(LinkSettings settings, Entropy& entropy);
  Link(const Link&) = delete;
  Link& operator=(const Link&) = delete;

  /// The layer below carries frames now; it no more does. A link lives once: after LinkDown there is nothing left of it.
  void lower_up(Instant now, LinkOutbox& out);
  void lower_down(LinkOutbox& out);
  /// Ends the link; LinkDown comes when the peer has said so, or has had its time.
  void close(Reason reason, Instant now, LinkOutbox& out);

  /// Everything but IP itself.
  void receive(const wire::PppFrame& frame, Instant now, LinkOutbox& out);
  void expire(Instant now, LinkOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const;

  [[nodiscard]] Phase phase() const { return phase_; }
  [[nodiscard]] bool is_up() const { return phase_ == Phase::network && ipcp_.is_opened(); }
  [[nodiscard]] LinkStatus status() const;

 private:
  void receive_lcp(const wire::PppControl& packet, Instant now, LinkOutbox& out);
  void receive_ipcp(const wire::PppControl& packet, Instant now, LinkOutbox& out);
  void receive_authentication(std::uint16_t protocol, const wire::PppControl& packet, Instant now, LinkOutbox& out);
  void answer_echo(const wire::PppControl& request, LinkOutbox& out);
  void reject_protocol(const wire::PppFrame& frame, LinkOutbox& out);
  void take(AutomatonOutbox& from_lcp, Instant now, LinkOutbox& out);
  void take_ipcp(AutomatonOutbox& from_ipcp, Instant now, LinkOutbox& out);
  void begin_authentication(Instant now, LinkOutbox& out);
  void judge_authentication(AuthenticationOutbox& from, Instant now, LinkOutbox& out);
  void begin_network(Instant now, LinkOutbox& out);
  void leave_network();
  void finish(LinkOutbox& out);
  void send_echo(Instant now, LinkOutbox& out);
  void blame(Reason reason) {
    if (!reason_) reason_ = reason;
  }

  const LinkSettings settings_;
  Phase phase_ = Phase::dead;
  LcpOptions lcp_options_;
  IpcpOptions ipcp_options_;
  Automaton lcp_;
  Automaton ipcp_;
  Claimant claimant_;
  Authenticator authenticator_;
  bool announced_ = false;             ///< LinkUp was said
  std::optional<Reason> reason_;       ///< the first that was found
  std::optional<Instant> next_echo_;
  std::uint8_t echo_identifier_ = 0;
  int unanswered_echoes_ = 0;
  std::uint8_t reject_identifier_ = 0;
};

}  // namespace kyoten::ppp
