// The option negotiation automaton of RFC 1661 section 4, which LCP and IPCP share. It knows states, counters and the
// restart timer; what the options mean knows its `Options`.
#pragma once

#include <optional>
#include <span>
#include <vector>

#include "firmware/base/time.hpp"
#include "firmware/ppp/settings.hpp"
#include "firmware/wire/ppp.hpp"

namespace kyoten::ppp {

/// What one protocol asks for and agrees to.
class Options {
 public:
  virtual ~Options() = default;
  /// A new negotiation begins: nothing is agreed, all wishes are as configured.
  virtual void restart() = 0;
  /// The options of our Configure-Request.
  [[nodiscard]] virtual Bytes request() const = 0;
  struct Verdict {
    std::uint8_t code = wire::ppp_code::configure_ack;  ///< or nak, or reject
    Bytes options;                                      ///< of that answer
  };
  /// The peer's request. What is acknowledged counts from now on. Without `may_nak` what would get a Nak is rejected.
  [[nodiscard]] virtual Verdict judge(std::span<const wire::PppOption> asked, bool may_nak) = 0;
  /// The peer would rather have this, or has no use for that. False: there can be no agreement.
  [[nodiscard]] virtual bool take_nak(std::span<const wire::PppOption> wanted) = 0;
  [[nodiscard]] virtual bool take_reject(std::span<const wire::PppOption> unwanted) = 0;
};

enum class AutomatonState : std::uint8_t {
  initial, starting, closed, stopped, closing, stopping, request_sent, ack_received, ack_sent, opened
};

enum class LayerEvent : std::uint8_t {
  up,                 ///< This-Layer-Up
  down,               ///< This-Layer-Down
  finished,           ///< This-Layer-Finished: nothing more will come of it
  peer_terminated,    ///< the peer asked for the end
};

struct AutomatonOutbox {
  std::vector<Bytes> packets;
  std::vector<LayerEvent> events;
};

class Automaton {
 public:
  Automaton(Options& options, Attempts attempts, bool silent = false)
      : options_(options), attempts_(attempts), silent_(silent) {}

  // Section 4.3.
  void lower_up(Instant now, AutomatonOutbox& out);
  void lower_down(AutomatonOutbox& out);
  void open(Instant now, AutomatonOutbox& out);
  void close(Instant now, AutomatonOutbox& out);
  /// Codes 1 to 7. False: the code is not one of these, and the caller has none of its own by this number.
  [[nodiscard]] bool receive(const wire::PppControl& packet, Instant now, AutomatonOutbox& out);
  /// RXJ-: the peer does not know this protocol at all.
  void rejected(Instant now, AutomatonOutbox& out);
  void reject_code(const wire::PppControl& packet, AutomatonOutbox& out);
  void expire(Instant now, AutomatonOutbox& out);
  [[nodiscard]] std::optional<Instant> deadline() const { return restart_; }

  [[nodiscard]] AutomatonState state() const { return state_; }
  [[nodiscard]] bool is_opened() const { return state_ == AutomatonState::opened; }

 private:
  void configure_request(const wire::PppControl& packet, Instant now, AutomatonOutbox& out);
  void configure_ack(Instant now, AutomatonOutbox& out);
  void configure_nak_or_reject(const wire::PppControl& packet, Instant now, AutomatonOutbox& out);
  void terminate_request(const wire::PppControl& packet, Instant now, AutomatonOutbox& out);
  void terminate_ack(Instant now, AutomatonOutbox& out);

  [[nodiscard]] bool negotiates() const;
  void begin(Instant now, AutomatonOutbox& out);
  void send_request(Instant now, AutomatonOutbox& out);
  void send_terminate(Instant now, AutomatonOutbox& out);
  void enter(AutomatonState state);

  Options& options_;
  Attempts attempts_;
  bool silent_;
  AutomatonState state_ = AutomatonState::initial;
  std::uint8_t identifier_ = 0;   ///< of the last request of ours
  int restarts_left_ = 0;
  int naks_sent_ = 0;
  std::optional<Instant> restart_;
};

}  // namespace kyoten::ppp
