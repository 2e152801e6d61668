// Wrong passwords cost time, and the more of them the whole router has seen lately, the more: a
// guesser gains nothing by opening another connection. A right password is never delayed.
#pragma once

#include <deque>

#include "firmware/base/time.hpp"

namespace kyoten::console {

class LoginThrottle {
 public:
  static constexpr std::size_t kMostDelaySeconds = 10;
  /// A wrong password counts for this long.
  static constexpr std::chrono::seconds kMemory{60};

  /// A wrong password was typed: how long the next prompt has to wait.
  std::chrono::seconds failed(Instant now) {
    while (!failures_.empty() && failures_.front() + kMemory <= now) failures_.pop_front();
    failures_.push_back(now);
    if (failures_.size() > kMostDelaySeconds) failures_.pop_front();
    return std::chrono::seconds(failures_.size());
  }

 private:
  std::deque<Instant> failures_;  ///< oldest first
};

}  // namespace kyoten::console
