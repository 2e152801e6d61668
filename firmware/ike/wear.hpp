// How far an SA's life is used up by traffic.
#pragma once

#include <optional>

#include "firmware/ipsec/sa.hpp"

namespace kyoten::ike {

struct Wear {
  bool renew = false;  ///< a new SA is to be made
  bool over = false;   ///< it must not be used any more
};

/// RTX: with a lifetime in kilobytes, a new SA is made at 75 % of it.
[[nodiscard]] constexpr ipsec::RenewAt renew_at(std::optional<std::uint64_t> kilobytes) {
  ipsec::RenewAt at;
  if (kilobytes) at.bytes = *kilobytes * 1024 / 100 * 75;
  return at;
}

/// The sender must stop before sequence numbers wrap; a new SA is made long before.
[[nodiscard]] constexpr Wear judge_wear(std::uint32_t sequence, std::uint64_t bytes,
                                        std::optional<std::uint64_t> kilobytes) {
  const auto limit = renew_at(kilobytes);
  const bool used_up = limit.bytes && bytes >= *limit.bytes;
  return {sequence >= limit.sequence || used_up, kilobytes && bytes >= *kilobytes * 1024};
}

}  // namespace kyoten::ike
