// The two clocks, both passed in from outside (nothing in firmware/ reads one): Instant for timers,
// WallTime for logs and `show`.
#pragma once

#include <chrono>
#include <cstdint>
#include <optional>

namespace kyoten {

using Duration = std::chrono::nanoseconds;

/// Time since the router was powered on; never goes back.
struct BootClock {
  using rep = std::int64_t;
  using period = std::nano;
  using duration = Duration;
  using time_point = std::chrono::time_point<BootClock, Duration>;
  static constexpr bool is_steady = true;
};
using Instant = BootClock::time_point;

/// Seconds since 1970-01-01 00:00:00 UTC.
using WallTime = std::chrono::sys_seconds;

/// The earlier of two deadlines, where "none" is later than everything.
constexpr std::optional<Instant> earlier(std::optional<Instant> a, std::optional<Instant> b) {
  if (!a) return b;
  if (!b) return a;
  return *a < *b ? a : b;
}

/// Whole seconds until then; 0 if it is over.
constexpr std::chrono::seconds seconds_left(Instant end, Instant now) {
  return std::chrono::duration_cast<std::chrono::seconds>(end > now ? end - now : Duration::zero());
}

}  // namespace kyoten
