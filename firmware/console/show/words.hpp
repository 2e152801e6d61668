// Phrases that several `show` commands share: counts, durations, dates, interface names.
#pragma once

#include <chrono>
#include <string>

#include "firmware/console/show/view.hpp"

namespace kyoten::console {

/// "1 packet", "2 packets"; singular for 0 and 1.
std::string count_of(std::uint64_t count, std::string_view noun);
/// "3933 packets [244941 octets]" / "391 パケット [23172 オクテット]"
std::string traffic_text(const dataplane::Traffic& traffic, grammar::Language language);
/// "5 hours 7 minutes 58 seconds" / "5時間7分58秒"; leading zero parts are left out.
std::string duration_text(std::chrono::seconds duration, grammar::Language language);

/// The router's local time: `timezone` is applied.
class LocalTime {
 public:
  LocalTime(WallTime wall, std::chrono::minutes zone);
  [[nodiscard]] std::string date_time() const;        ///< "2011/08/15 18:19:45"
  [[nodiscard]] std::string month_to_minute() const;  ///< "09/16 10:21"
  [[nodiscard]] std::string reporting() const;        ///< "Jan 1 09:01:40 1980"
  [[nodiscard]] std::string offset() const;           ///< "+09:00"

 private:
  std::chrono::minutes timezone_;
  std::chrono::year_month_day date_;
  std::chrono::hh_mm_ss<std::chrono::seconds> time_;
};
LocalTime local_time(const Backend& backend, WallTime wall);

/// "lan1" -> "LAN1", "tunnel1" -> "TUNNEL[1]", "pp1" -> "PP[01]"
std::string interface_label(std::string_view name);
std::string percent_text(int percent);  ///< "   1%"

/// The compiled interface, the plan's row, the counters of a name; null if there is none.
const config::Interface* configured_interface(const Backend& backend, std::string_view name);
const dataplane::InterfacePlan* planned_interface(const dataplane::Plan& plan,
                                                  std::string_view name);

}  // namespace kyoten::console
