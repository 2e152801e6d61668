// How far an SA's life is used up by traffic.
#pragma once

#include <optional>

#include "firmware/ike/settings.hpp"

namespace kyoten::ike {

struct Wear {
  bool renew = false;  ///< a new SA is to be made
  bool over = false;   ///< it must not be used any more
};

/// The sender must stop before sequence numbers wrap (RFC 4303 section 3.3.3); a new SA is made long
/// before. RTX: with a lifetime in kilobytes, a new SA is made at 75 % of it.
[[nodiscard]] constexpr Wear judge_wear(std::uint32_t sequence, std::uint64_t bytes,
                                        std::optional<std::uint64_t> kilobytes) {
  constexpr std::uint32_t kSequenceNearlyExhausted = 0xf0000000;
  Wear wear{sequence >= kSequenceNearlyExhausted, false};
  if (!kilobytes) return wear;
  const auto limit = *kilobytes * 1024;
  wear.renew |= bytes >= limit / 100 * 75;
  wear.over = bytes >= limit;
  return wear;
}

}  // namespace kyoten::ike
