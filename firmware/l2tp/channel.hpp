// Reliable delivery of control messages (RFC 3931 section 4.2 and appendix A): numbers, window,
// retransmission, duplicates. Knows no message but by its numbers; the connection encodes and
// signs, since every retransmission carries a newer Nr.
#pragma once

#include <chrono>
#include <deque>
#include <optional>
#include <vector>

#include "firmware/base/time.hpp"
#include "firmware/wire/l2tp_control.hpp"

namespace kyoten::l2tp {

/// Section 4.2: after 1 s, then doubled up to 8 s, ten times in all: 63 s.
struct Pace {
  Duration first = std::chrono::seconds(1);
  Duration cap = std::chrono::seconds(8);
  int tries = 10;
};
constexpr auto kRetransmissionCycle = std::chrono::seconds(63);

/// How far we read ahead of a gap, and what a peer may assume of us who sends no Receive Window
/// Size (section 4.2).
constexpr std::uint16_t kReceiveWindow = 4;
/// A peer that makes us answer but acknowledges nothing counts as dead beyond this.
constexpr std::size_t kMostQueued = 32;

class Channel {
 public:
  struct Transmission {
    wire::l2tp::Message message;
    std::uint16_t ns = 0;
    bool repeated = false;
  };
  enum class Verdict : std::uint8_t {
    deliver,    ///< the next one
    duplicate,  ///< seen before: acknowledge, do nothing
    early,      ///< behind a gap: kept
    outside,    ///< beyond the window: ignore
  };

  /// Waits for the window; `transmit` hands it out.
  void queue(wire::l2tp::Message message, Pace pace = {});
  /// Everything that may or must be sent now. Moves timers.
  [[nodiscard]] std::vector<Transmission> transmit(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const;
  /// A message was sent as often as its pace allows and its last wait is over, or too many wait.
  [[nodiscard]] bool exhausted() const { return exhausted_; }

  void acknowledge(std::uint16_t nr);
  /// `bytes` is kept when the message is early.
  [[nodiscard]] Verdict receive(std::uint16_t ns, ByteView bytes);
  /// A message kept behind a gap that is closed now.
  [[nodiscard]] std::optional<Bytes> next_in_order();

  void set_peer_window(std::uint16_t messages);
  /// Sends what is not acknowledged once more, without counting it as a try.
  void repeat_unacknowledged();
  /// The peer lives, though it has not acknowledged a keepalive yet.
  void restart_keepalive(Instant now);

  [[nodiscard]] std::uint16_t next_send() const { return next_send_; }
  [[nodiscard]] std::uint16_t next_receive() const { return next_receive_; }
  [[nodiscard]] bool idle() const { return in_flight_.empty() && waiting_.empty(); }
  [[nodiscard]] bool outstanding(wire::l2tp::MessageType type) const;

 private:
  struct Entry {
    wire::l2tp::Message message;
    Pace pace;
    std::uint16_t ns = 0;
    int tries = 0;
    Duration wait{};
    std::optional<Instant> due;  ///< empty: at once
  };
  void send_once(Entry& entry, Instant now, std::vector<Transmission>& out);
  void shrink_window();

  std::deque<Entry> waiting_;
  std::deque<Entry> in_flight_;
  std::uint16_t next_send_ = 0;
  std::uint16_t next_receive_ = 0;
  std::uint16_t peer_window_ = 4;
  std::uint16_t congestion_window_ = 1;
  std::uint16_t slow_start_until_ = 4;
  std::uint16_t acknowledged_in_round_ = 0;
  std::vector<std::pair<std::uint16_t, Bytes>> early_;
  bool exhausted_ = false;
};

}  // namespace kyoten::l2tp
