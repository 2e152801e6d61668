// Lifetimes in transforms: pairs of a type and a duration, the same in both phases but for the
// attribute numbers.
#pragma once

#include "firmware/ike/v1/proposal.hpp"

namespace kyoten::ike::v1 {

/// A peer that asks for less or more than this gets it.
constexpr std::chrono::seconds kShortestLife{60};
constexpr std::chrono::seconds kLongestLife{10LL * 365 * 24 * 3600};

inline void write_life(wire::ike::Transform& transform, std::uint16_t type, std::uint16_t duration,
                       const AgreedLife& life) {
  transform.with(type, wire::ike::life_type::seconds)
      .with(duration, static_cast<std::uint64_t>(life.seconds.count()));
  if (!life.kilobytes) return;
  transform.with(type, wire::ike::life_type::kilobytes)
      .with(duration, *life.kilobytes & 0xffffffff);
}

inline AgreedLife read_life(const wire::ike::Transform& transform, std::uint16_t type,
                            std::uint16_t duration) {
  AgreedLife life;
  std::uint64_t unit = wire::ike::life_type::seconds;
  for (auto& attribute : transform.attributes()) {
    if (attribute.type == type) unit = attribute.value;
    if (attribute.type != duration || attribute.value == 0) continue;
    if (unit == wire::ike::life_type::kilobytes) {
      life.kilobytes = std::min<std::uint64_t>(attribute.value, std::uint64_t{1} << 50);
    } else if (unit == wire::ike::life_type::seconds) {
      const auto bounded = std::min<std::uint64_t>(
          attribute.value, static_cast<std::uint64_t>(kLongestLife.count()));
      life.seconds = std::max(kShortestLife, std::chrono::seconds(bounded));
    }
  }
  return life;
}

}  // namespace kyoten::ike::v1
