// A password being typed: no echo, bounded, wiped when it is taken.
#pragma once

#include "firmware/base/secret.hpp"
#include "firmware/console/key_decoder.hpp"

namespace kyoten::console {

class SecretLine {
 public:
  /// Longer than any password; what is typed beyond is not taken, so that it cannot match.
  static constexpr std::size_t kMostBytes = 128;

  SecretLine() { typed_.reserve(kMostBytes + 4); }
  ~SecretLine() { wipe(); }
  SecretLine(const SecretLine&) = delete;
  SecretLine& operator=(const SecretLine&) = delete;

  void press(const Key& key);
  [[nodiscard]] Secret take();

 private:
  void wipe();
  Bytes typed_;
};

}  // namespace kyoten::console
