#include "firmware/router/event_log.hpp"

using namespace kyoten;
using router::EventLog;
using router::LogLevel;

namespace {

WallTime at(int seconds) { return WallTime(std::chrono::seconds(seconds)); }

}  // namespace

TEST_CASE("notice and debug lines are kept only when they are switched on") {
  EventLog log;
  config::System quiet;
  config::System loud;
  loud.syslog_debug = true;

  log.add(LogLevel::debug, "hidden", at(1), quiet);
  log.add(LogLevel::debug, "shown", at(1), loud);
  log.add(LogLevel::info, "always", at(1), quiet);

  REQUIRE(log.lines().size() == 2);
  CHECK(log.lines()[0].text == "shown");
  CHECK(log.lines()[1].text == "always");
}

TEST_CASE("a repeated text is folded into a count") {
  EventLog log;
  for (int i = 0; i < 4; ++i) log.add(LogLevel::info, "same", at(i), {});
  log.add(LogLevel::info, "other", at(9), {});

  const auto lines = log.lines();

  REQUIRE(lines.size() == 3);
  CHECK(lines[1].text == "same message repeated 3 times");
  CHECK(lines[2].text == "other");
}

TEST_CASE("a flood of different texts is cut to a rate, and the log never grows past its limit") {
  EventLog log;
  for (int i = 0; i < 1000; ++i) log.add(LogLevel::info, "line " + std::to_string(i), at(1), {});
  CHECK(log.lines().size() == EventLog::kMostLinesASecond);

  for (int i = 0; i < 10000; ++i) log.add(LogLevel::info, "line " + std::to_string(i), at(2 + i), {});
  CHECK(log.lines().size() == EventLog::kMostLines);
}
