// Failures that strangers can cause are told once a minute for each address and reason, not at the
// strangers' rate.
#pragma once

#include <map>

#include "firmware/base/time.hpp"
#include "firmware/ike/events.hpp"

namespace kyoten::ike {

class ToldFailures {
 public:
  /// Whether it is time to speak of this reason at this address again.
  bool may_tell(const IpAddress& peer, Stuck reason, Instant now) {
    std::erase_if(told_, [&](auto& row) { return now - row.second >= kAgainAfter; });
    if (told_.size() >= kMost) return false;
    return told_.emplace(std::pair{peer, reason}, now).second;
  }

 private:
  static constexpr auto kAgainAfter = std::chrono::seconds(60);
  static constexpr std::size_t kMost = 64;
  std::map<std::pair<IpAddress, Stuck>, Instant> told_;
};

}  // namespace kyoten::ike
