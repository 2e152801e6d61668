// Hash of table keys that come from packets. The seed is drawn at start, so that nobody outside can choose keys that
// all fall into one bucket.
#pragma once

#include <cstddef>
#include <cstdint>

namespace kyoten::dataplane {

/// Finaliser of MurmurHash3: every bit of the input reaches every bit of the result.
constexpr std::uint64_t mix(std::uint64_t value) {
  value ^= value >> 33;
  value *= 0xff51afd7ed558ccdu;
  value ^= value >> 33;
  value *= 0xc4ceb9fe1a85ec53u;
  return value ^ value >> 33;
}

struct KeyedHash {
  std::uint64_t seed = 0;
  std::size_t operator()(std::uint64_t key) const { return mix(key ^ seed); }
};

}  // namespace kyoten::dataplane
