// IkeQueue: where IKE's messages wait for their turn. An exchange may cost milliseconds of computing; a few are worked off at a
// time, so that packets of tunnels that stand pass between them, and what comes faster than it can be worked off is dropped.
#pragma once

#include <cstdint>
#include <deque>
#include <optional>
#include <utility>

#include "firmware/base/datagram.hpp"

namespace kyoten::router {

class IkeQueue {
 public:
  /// In one turn; the next is due at once. Fewer cost: with a thousand tunnels to be renewed in the same moments, what a turn itself
  /// takes was a fifth of all at 4.
  static constexpr int kPerTurn = 16;

  /// Messages that may wait. What waits already stays.
  void set_length(std::size_t length) { length_ = length; }
  /// False: it was dropped, and counted.
  bool add(const Datagram& message) {
    if (waiting_.size() >= length_) {
      ++dropped_;
      return false;
    }
    waiting_.push_back(message);
    return true;
  }
  std::optional<Datagram> take() {
    if (waiting_.empty()) return std::nullopt;
    auto message = std::move(waiting_.front());
    waiting_.pop_front();
    return message;
  }
  [[nodiscard]] bool is_empty() const { return waiting_.empty(); }
  /// Since they were taken.
  [[nodiscard]] std::uint64_t dropped() const { return dropped_; }
  std::uint64_t take_dropped() { return std::exchange(dropped_, 0); }

 private:
  std::size_t length_ = 40;
  std::deque<Datagram> waiting_;
  std::uint64_t dropped_ = 0;
};

}  // namespace kyoten::router
