#include "firmware/router/event_log.hpp"

namespace kyoten::router {

bool EventLog::add(LogLevel level, std::string text, WallTime now, const config::System& system) {
  // Info lines are always kept in memory; `syslog info` only decides whether they are sent.
  if (level == LogLevel::notice && !system.syslog_notice) return false;
  if (level == LogLevel::debug && !system.syslog_debug) return false;
  if (text.size() > kMostTextBytes) text.resize(kMostTextBytes);
  if (text == last_text_ && !lines_.empty()) {
    ++repeats_;
    return false;
  }
  if (now != second_) {
    second_ = now;
    lines_in_second_ = 0;
  }
  if (++lines_in_second_ > kMostLinesASecond) return false;
  flush_repeats(now);
  last_text_ = text;
  lines_.push_back({now, std::move(text)});
  if (lines_.size() > kMostLines) lines_.pop_front();
  return true;
}

void EventLog::flush_repeats(WallTime now) {
  if (repeats_ == 0) return;
  lines_.push_back({now, "same message repeated " + std::to_string(repeats_) + " times"});
  repeats_ = 0;
}

std::vector<console::LogLine> EventLog::lines() const {
  std::vector<console::LogLine> result(lines_.begin(), lines_.end());
  if (repeats_ > 0) {
    result.push_back({result.back().time, "same message repeated " + std::to_string(repeats_) + " times"});
  }
  return result;
}

void EventLog::clear() {
  lines_.clear();
  last_text_.clear();
  repeats_ = 0;
}

}  // namespace kyoten::router
