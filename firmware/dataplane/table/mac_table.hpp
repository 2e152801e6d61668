// Learned addresses of a bridge (`bridge learning`): bounded, aged, and moved at once when seen elsewhere.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <unordered_map>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/status.hpp"

namespace kyoten::dataplane {

using InterfaceMap = std::vector<std::optional<InterfaceIndex>>;  ///< old row -> new row

class MacTable {
 public:
  static constexpr std::size_t kMostEntries = 4096;
  /// One address on two sides more often than this within a second is a loop.
  static constexpr int kMostMovesASecond = 20;

  enum class Learned : std::uint8_t { known, added, moved, looping };
  Learned learn(BridgeId bridge, const MacAddress& mac, InterfaceIndex side, Instant now);
  [[nodiscard]] std::optional<InterfaceIndex> find(BridgeId bridge, const MacAddress& mac, Instant now,
                                                   std::optional<std::chrono::seconds> age) const;
  void forget_older(Instant now, std::chrono::seconds age);
  void forget_side(InterfaceIndex side);
  void clear(BridgeId bridge);
  void remap(const InterfaceMap& map);
  struct Entry {
    InterfaceIndex side{};
    Instant seen{};
    Instant moves_since{};
    int moves = 0;
  };
  void for_each(BridgeId bridge, const std::function<void(const MacAddress&, const Entry&)>& visit) const;
  [[nodiscard]] bool empty() const { return entries_.empty(); }

 private:
  using Key = std::uint64_t;  ///< bridge in the upper 16 bits, address below
  std::unordered_map<Key, Entry> entries_;
};

}  // namespace kyoten::dataplane
