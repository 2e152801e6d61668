// SystemEntropy: random bytes of the kernel's generator, by way of libsodium.
#pragma once

#include "firmware/base/entropy.hpp"

namespace kyoten::linux_os {

class SystemEntropy final : public Entropy {
 public:
  /// Waits, at the first start of a machine, until the kernel has gathered enough; ends the program if there is no
  /// generator at all.
  SystemEntropy();
  void draw(MutableByteView out) override;
};

}  // namespace kyoten::linux_os
