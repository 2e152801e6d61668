#include "platform/linux/cpu_meter.hpp"

#include <sys/resource.h>

#include <algorithm>

namespace kyoten::linux_os {

namespace {
constexpr Duration kLongest = std::chrono::minutes(5);
}

void CpuMeter::add(Instant now, Duration used) {
  samples_.push_back({now, used});
  // The newest of those that are too old stays: what was used since then is still asked for.
  while (samples_.size() > 1 && samples_[1].at <= now - kLongest) samples_.pop_front();
}

int CpuMeter::percent_over(Duration span) const {
  const auto& last = samples_.back();
  auto first = std::find_if(samples_.rbegin(), samples_.rend(),
                            [&](const Sample& sample) { return sample.at <= last.at - span; });
  const auto& since = first == samples_.rend() ? samples_.front() : *first;
  const auto elapsed = std::max(last.at - since.at, Duration(1));
  return static_cast<int>(
      std::clamp<std::int64_t>((last.used - since.used) * 100 / elapsed, 0, 100));
}

console::CpuLoad CpuMeter::load() const {
  if (samples_.empty()) return {};
  return {percent_over(std::chrono::seconds(5)), percent_over(std::chrono::minutes(1)),
          percent_over(kLongest)};
}

Duration processor_time() {
  rusage usage{};
  ::getrusage(RUSAGE_SELF, &usage);
  const auto time = [](const timeval& value) {
    return std::chrono::seconds(value.tv_sec) + std::chrono::microseconds(value.tv_usec);
  };
  return time(usage.ru_utime) + time(usage.ru_stime);
}

}  // namespace kyoten::linux_os
