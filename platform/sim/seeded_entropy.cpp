#include "platform/sim/seeded_entropy.hpp"

#include <sodium.h>

namespace kyoten::sim {

namespace {

void put_u64(std::uint8_t* to, std::uint64_t value) {
  for (int i = 0; i < 8; ++i) to[i] = static_cast<std::uint8_t>(value >> (8 * i));
}

}  // namespace

SeededEntropy::SeededEntropy(std::uint64_t seed, std::uint64_t stream) {
  put_u64(key_.data(), seed);
  put_u64(key_.data() + 8, stream);
}

void SeededEntropy::draw(MutableByteView out) {
  // One ChaCha20 key stream for each call: the call's number stands in the seed beside the stream's.
  static_assert(randombytes_SEEDBYTES == 32);
  put_u64(key_.data() + 16, calls_++);
  randombytes_buf_deterministic(out.data(), out.size(), key_.data());
}

}  // namespace kyoten::sim
