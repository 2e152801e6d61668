// SeededEntropy: random bytes that a seed repeats. For simulations and tests only: who knows the seed knows
// every key.
#pragma once

#include <array>

#include "firmware/base/entropy.hpp"

namespace kyoten::sim {

class SeededEntropy final : public Entropy {
 public:
  /// `stream` keeps the nodes of one simulation apart.
  explicit SeededEntropy(std::uint64_t seed, std::uint64_t stream = 0);
  void draw(MutableByteView out) override;

 private:
  std::array<std::uint8_t, 32> key_{};
  std::uint64_t calls_ = 0;
};

}  // namespace kyoten::sim
