// CpuMeter: how busy this process was in the last five seconds, minute and five minutes, for `show
// environment`. Fed whenever the process is awake anyway: time asleep costs nothing and counts as
// idle.
#pragma once

#include <deque>

#include "firmware/base/time.hpp"
#include "firmware/console/backend.hpp"

namespace kyoten::linux_os {

class CpuMeter {
 public:
  static constexpr Duration kInterval = std::chrono::seconds(1);

  /// True if it is time for the next sample.
  [[nodiscard]] bool due(Instant now) const {
    return samples_.empty() || now >= samples_.back().at + kInterval;
  }
  /// `used`: processor time of the process since its start.
  void add(Instant now, Duration used);
  [[nodiscard]] console::CpuLoad load() const;

 private:
  struct Sample {
    Instant at;
    Duration used;
  };
  [[nodiscard]] int percent_over(Duration span) const;

  std::deque<Sample> samples_;  ///< oldest first; one of them is five minutes old or older
};

/// User and system time of this process.
[[nodiscard]] Duration processor_time();

}  // namespace kyoten::linux_os
