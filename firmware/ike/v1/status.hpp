// What `show ipsec sa` prints, taken from the registry.
#pragma once

#include "firmware/ike/v1/registry.hpp"

namespace kyoten::ike::v1 {

[[nodiscard]] Status status_of(const Registry& registry, Instant now);

}  // namespace kyoten::ike::v1
