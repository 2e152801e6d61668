// What is due: retransmissions, renewals, liveness checks, ends of lives, and SAs that policies want.
#pragma once

#include "firmware/ike/v2/context.hpp"

namespace kyoten::ike::v2 {

/// Timers that have run out.
void expire_all(const Context& context);
/// Begins what may begin now.
void maintain(const Context& context);
[[nodiscard]] std::optional<Instant> next_deadline(const Registry& registry, Instant now);

}  // namespace kyoten::ike::v2
