#include "firmware/base/secret.hpp"

#include <sodium.h>

#include <utility>

namespace kyoten {

Secret::Secret(ByteView bytes) : bytes_(bytes.begin(), bytes.end()) {}

Secret::Secret(Secret&& other) noexcept : bytes_(std::exchange(other.bytes_, {})) {}

Secret& Secret::operator=(Secret&& other) noexcept {
  if (this != &other) {
    wipe();
    bytes_ = std::exchange(other.bytes_, {});
  }
  return *this;
}

Secret::~Secret() { wipe(); }

bool Secret::operator==(const Secret& other) const {
  return equal_in_constant_time(bytes_, other.bytes_);
}

void Secret::wipe() {
  if (!bytes_.empty()) sodium_memzero(bytes_.data(), bytes_.size());
}

bool equal_in_constant_time(ByteView a, ByteView b) {
  return a.size() == b.size() && sodium_memcmp(a.data(), b.data(), a.size()) == 0;
}

}  // namespace kyoten
