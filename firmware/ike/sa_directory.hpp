// Numbers of `show ipsec sa`, inbound SPIs and the inner addresses of clients are unique over the SAs of both IKE versions, which
// know nothing else of each other.
#pragma once

#include <optional>
#include <vector>

#include "firmware/base/entropy.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/ike/settings.hpp"

namespace kyoten::ike {

class SaDirectory {
 public:
  virtual ~SaDirectory() = default;
  /// Appends the numbers of its SAs.
  virtual void add_numbers(std::vector<int>& numbers) const = 0;
  [[nodiscard]] virtual bool uses_spi(Spi spi) const = 0;
  /// A client has it.
  [[nodiscard]] virtual bool gave_address(Ipv4Address address) const = 0;

  void set_neighbour(const SaDirectory& other) { neighbour_ = &other; }
  /// The lowest number that no SA has.
  [[nodiscard]] int new_number() const;
  [[nodiscard]] Spi new_spi(Entropy& entropy) const;
  /// The first of the pool that no client has. Nothing if all are given.
  [[nodiscard]] std::optional<Ipv4Address> free_address(const AddressPool& pool) const;

 private:
  [[nodiscard]] bool is_taken(Spi spi) const {
    return uses_spi(spi) || (neighbour_ != nullptr && neighbour_->uses_spi(spi));
  }
  [[nodiscard]] bool is_taken(Ipv4Address address) const {
    return gave_address(address) || (neighbour_ != nullptr && neighbour_->gave_address(address));
  }
  const SaDirectory* neighbour_ = nullptr;
};

}  // namespace kyoten::ike
