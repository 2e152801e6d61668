#include "platform/linux/clock.hpp"

#include <ctime>

namespace kyoten::linux_os {

namespace {

Duration boot_time() {
  timespec time{};
  ::clock_gettime(CLOCK_BOOTTIME, &time);
  return std::chrono::seconds(time.tv_sec) + std::chrono::nanoseconds(time.tv_nsec);
}

}  // namespace

Instant now() {
  static const Duration start = boot_time();
  return Instant(boot_time() - start);
}

WallTime wall_time() {
  return std::chrono::floor<std::chrono::seconds>(std::chrono::system_clock::now());
}

std::chrono::nanoseconds wall_nanoseconds() {
  return std::chrono::duration_cast<std::chrono::nanoseconds>(
      std::chrono::system_clock::now().time_since_epoch());
}

}  // namespace kyoten::linux_os
