#include "firmware/ike/sa_directory.hpp"

namespace kyoten::ike {

int SaDirectory::new_number() const {
  int number = 1;
  while (is_taken(number)) ++number;
  return number;
}

Spi SaDirectory::new_spi(Entropy& entropy) const {
  constexpr std::uint32_t kReserved = 256;
  for (;;) {
    const Spi spi{entropy.u32()};
    if (number(spi) >= kReserved && !is_taken(spi)) return spi;
  }
}

}  // namespace kyoten::ike
