#include "platform/linux/entropy.hpp"

#include <sodium.h>

#include "firmware/base/assert.hpp"

namespace kyoten::linux_os {

SystemEntropy::SystemEntropy() { KYOTEN_ASSERT(sodium_init() >= 0); }

void SystemEntropy::draw(MutableByteView out) { randombytes_buf(out.data(), out.size()); }

}  // namespace kyoten::linux_os
