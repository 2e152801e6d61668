// Numbers of `show ipsec sa` and inbound SPIs are unique over the SAs of both IKE versions, which know
// nothing else of each other.
#pragma once

#include <vector>

#include "firmware/base/entropy.hpp"
#include "firmware/base/ids.hpp"

namespace kyoten::ike {

class SaDirectory {
 public:
  virtual ~SaDirectory() = default;
  /// Appends the numbers of its SAs.
  virtual void add_numbers(std::vector<int>& numbers) const = 0;
  [[nodiscard]] virtual bool uses_spi(Spi spi) const = 0;

  void set_neighbour(const SaDirectory& other) { neighbour_ = &other; }
  /// The lowest number that no SA has.
  [[nodiscard]] int new_number() const;
  [[nodiscard]] Spi new_spi(Entropy& entropy) const;

 private:
  [[nodiscard]] bool is_taken(Spi spi) const {
    return uses_spi(spi) || (neighbour_ != nullptr && neighbour_->uses_spi(spi));
  }
  const SaDirectory* neighbour_ = nullptr;
};

}  // namespace kyoten::ike
