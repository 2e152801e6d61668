// PollSet: one wait for many descriptors and a deadline.
#pragma once

#include <poll.h>
#include <time.h>

#include <algorithm>
#include <map>
#include <optional>
#include <vector>

#include "firmware/base/time.hpp"

namespace kyoten::lab {

/// Time that all processes of a machine share: what hosts put into their reports.
inline Instant machine_now() {
  timespec time{};
  ::clock_gettime(CLOCK_MONOTONIC, &time);
  return Instant{std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec)};
}

class PollSet {
 public:
  /// Negative descriptors are ignored.
  void want_input(int descriptor) { want(descriptor, POLLIN); }
  void want_output(int descriptor) { want(descriptor, POLLOUT); }

  /// Until something is ready, a signal came, or the deadline has passed. The wishes are used up.
  void wait(std::optional<Instant> deadline) {
    int milliseconds = -1;
    if (deadline) {
      const auto left = std::chrono::ceil<std::chrono::milliseconds>(*deadline - machine_now());
      milliseconds = static_cast<int>(
          std::clamp<std::int64_t>(left.count(), 0, std::int64_t{1000} * 3600));
    }
    std::vector<pollfd> entries;
    for (auto& [descriptor, events] : wishes_) entries.push_back({descriptor, events, 0});
    wishes_.clear();
    ready_.clear();
    if (::poll(entries.data(), entries.size(), milliseconds) <= 0) return;
    for (auto& entry : entries) {
      if (entry.revents != 0) ready_[entry.fd] = entry.revents;
    }
  }

  [[nodiscard]] bool readable(int descriptor) const {
    return is_ready(descriptor, POLLIN | POLLHUP | POLLERR);
  }
  [[nodiscard]] bool writable(int descriptor) const { return is_ready(descriptor, POLLOUT); }

 private:
  void want(int descriptor, short events) {
    if (descriptor >= 0) wishes_[descriptor] = static_cast<short>(wishes_[descriptor] | events);
  }
  [[nodiscard]] bool is_ready(int descriptor, int events) const {
    const auto found = ready_.find(descriptor);
    return found != ready_.end() && (found->second & events) != 0;
  }

  std::map<int, short> wishes_;
  std::map<int, short> ready_;
};

}  // namespace kyoten::lab
