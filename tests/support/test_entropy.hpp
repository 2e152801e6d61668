// Repeatable "random" bytes for tests: xorshift from a seed. Not for anything else.
#pragma once

#include "firmware/base/entropy.hpp"

namespace kyoten::test {

class TestEntropy final : public Entropy {
 public:
  explicit TestEntropy(std::uint64_t seed) : state_(seed * 0x9e3779b97f4a7c15u + 1) {}
  void draw(MutableByteView out) override {
    for (auto& byte : out) {
      state_ ^= state_ << 13;
      state_ ^= state_ >> 7;
      state_ ^= state_ << 17;
      byte = static_cast<std::uint8_t>(state_ >> 24);
    }
  }

 private:
  std::uint64_t state_;
};

}  // namespace kyoten::test
