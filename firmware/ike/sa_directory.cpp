#include "firmware/ike/sa_directory.hpp"

#include <algorithm>

namespace kyoten::ike {

int SaDirectory::new_number() const {
  std::vector<int> taken;
  add_numbers(taken);
  if (neighbour_ != nullptr) neighbour_->add_numbers(taken);
  std::ranges::sort(taken);
  int number = 1;
  for (const int other : taken) {
    if (other == number) ++number;
    if (other > number) break;
  }
  return number;
}

Spi SaDirectory::new_spi(Entropy& entropy) const {
  constexpr std::uint32_t kReserved = 256;
  for (;;) {
    const Spi spi{entropy.u32()};
    if (number(spi) >= kReserved && !is_taken(spi)) return spi;
  }
}

std::optional<Ipv4Address> SaDirectory::free_address(const AddressPool& pool) const {
  for (std::uint64_t value = pool.first.value; value <= pool.last.value; ++value) {
    const Ipv4Address address{static_cast<std::uint32_t>(value)};
    if (!is_taken(address)) return address;
  }
  return std::nullopt;
}

}  // namespace kyoten::ike
