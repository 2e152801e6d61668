// `date` and `time`: the wall clock's reading after a new date or a new time of day was typed.
#pragma once

#include <optional>
#include <string_view>

#include "firmware/base/time.hpp"

namespace kyoten::console {

/// "2026-11-25" or "2026/11/25"; nothing if there is no such day. The time of day stays.
std::optional<WallTime> with_date(WallTime now, std::chrono::minutes timezone,
                                  std::string_view date);
/// "12:34" or "12:34:56"; the date stays.
std::optional<WallTime> with_time(WallTime now, std::chrono::minutes timezone,
                                  std::string_view time);

}  // namespace kyoten::console
