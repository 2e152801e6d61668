// What `show environment` says of the processor.
#include "platform/linux/cpu_meter.hpp"

using namespace kyoten;
using namespace std::chrono_literals;
using linux_os::CpuMeter;

TEST_CASE("load is averaged over five seconds, a minute and five minutes") {
  CpuMeter meter;
  Duration used{};
  Instant now{};
  meter.add(now, used);

  for (int second = 0; second < 300; ++second) {
    now += 1s;
    if (second >= 295) used += 500ms;
    meter.add(now, used);
  }

  CHECK(meter.load().five_seconds == 50);
  CHECK(meter.load().one_minute == 4);
  CHECK(meter.load().five_minutes == 0);
}

TEST_CASE("a process that slept was idle") {
  CpuMeter meter;
  meter.add(Instant{}, 0s);
  meter.add(Instant{} + 1s, 1s);
  meter.add(Instant{} + 101s, 1s);

  CHECK(meter.load().five_seconds == 0);
  CHECK(meter.load().one_minute == 0);
  CHECK(meter.load().five_minutes == 0);
  CHECK_FALSE(meter.due(Instant{} + 101s + 999ms));
  CHECK(meter.due(Instant{} + 102s));
}

TEST_CASE(
    "without a sample, or with one, there is no load, and more than all of it is never said") {
  CpuMeter meter;
  CHECK(meter.load().five_seconds == 0);
  meter.add(Instant{}, 7s);
  CHECK(meter.load().five_seconds == 0);
  meter.add(Instant{} + 1s, 17s);
  CHECK(meter.load().five_seconds == 100);
}

TEST_CASE("this process has used some time") { CHECK(linux_os::processor_time() > 0s); }
