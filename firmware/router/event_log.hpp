// The router's log: bounded, with repeated texts folded, as `show log` prints it.
#pragma once

#include <deque>
#include <string>

#include "firmware/config/intent.hpp"
#include "firmware/console/backend.hpp"

namespace kyoten::router {

enum class LogLevel : std::uint8_t { info, notice, debug };

class EventLog {
 public:
  static constexpr std::size_t kMostLines = 3000;
  /// A syslog text is cut here, as the device does.
  static constexpr std::size_t kMostTextBytes = 231;
  /// A stranger's packets must not fill the log: at most this many lines a second.
  static constexpr int kMostLinesASecond = 50;

  /// False if the level is off or the line was folded into the one before or dropped by the rate limit.
  bool add(LogLevel level, std::string text, WallTime now, const config::System& system);
  [[nodiscard]] std::vector<console::LogLine> lines() const;
  void clear();

 private:
  void flush_repeats(WallTime now);

  std::deque<console::LogLine> lines_;
  std::string last_text_;
  std::size_t repeats_ = 0;
  WallTime second_{};
  int lines_in_second_ = 0;
};

}  // namespace kyoten::router
