// When this end begins exchanges by itself: SAs that are missing, worn or about to end. And
// everything else that happens because time passed.
#pragma once

#include "firmware/ike/v1/context.hpp"

namespace kyoten::ike::v1 {

/// Starts what is due; called at the end of every call into the engine.
void maintain(const Context& context);
/// Retransmissions, ends of lives, keepalives.
void expire_all(const Context& context);
[[nodiscard]] std::optional<Instant> next_deadline(const Registry& registry, Instant now);

}  // namespace kyoten::ike::v1
