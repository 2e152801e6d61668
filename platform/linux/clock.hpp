// The two clocks of a running machine.
#pragma once

#include <chrono>

#include "firmware/base/time.hpp"

namespace kyoten::linux_os {

/// Zero is when the program started; goes on while the machine is suspended, so that lifetimes end when they should.
[[nodiscard]] Instant now();
[[nodiscard]] WallTime wall_time();
/// For captures.
[[nodiscard]] std::chrono::nanoseconds wall_nanoseconds();

}  // namespace kyoten::linux_os
