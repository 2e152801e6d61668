// Learned addresses of a bridge (`bridge learning`): bounded, aged, and moved at once when seen elsewhere.
#pragma once

#include <chrono>
#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/status.hpp"
#include "firmware/dataplane/table/keyed_hash.hpp"
#include "firmware/dataplane/table/recency_list.hpp"

namespace kyoten::dataplane {

using InterfaceMap = std::vector<std::optional<InterfaceIndex>>;  ///< old row -> new row

class MacTable {
 public:
  static constexpr std::size_t kMostEntries = 4096;
  /// One address on two sides more often than this within a second is a loop.
  static constexpr int kMostMovesASecond = 20;

  explicit MacTable(std::uint64_t hash_seed) : entries_(64, KeyedHash{hash_seed}) {}

  enum class Learned : std::uint8_t { known, added, moved, looping };
  /// A full table forgets its longest silent address.
  Learned learn(BridgeId bridge, const MacAddress& mac, InterfaceIndex side, Instant now);
  [[nodiscard]] std::optional<InterfaceIndex> find(BridgeId bridge, const MacAddress& mac, Instant now,
                                                   std::optional<std::chrono::seconds> age) const;
  void forget_older(BridgeId bridge, Instant now, std::chrono::seconds age);
  void forget_side(InterfaceIndex side);
  void clear(BridgeId bridge);
  void remap(const InterfaceMap& map);
  struct Entry {
    std::uint64_t key = 0;             ///< bridge in the upper 16 bits, address below
    InterfaceIndex side{};
    Instant seen{};
    Instant moves_since{};
    int moves = 0;
    RecencyLinks<Entry> recency;
  };
  /// In the order of addresses.
  void for_each(BridgeId bridge, const std::function<void(const MacAddress&, const Entry&)>& visit) const;
  [[nodiscard]] bool empty() const { return entries_.empty(); }
  [[nodiscard]] std::size_t size() const { return entries_.size(); }

 private:
  template <class Predicate>
  void forget_if(const Predicate& predicate);

  std::unordered_map<std::uint64_t, Entry, KeyedHash> entries_;
  RecencyList<Entry, &Entry::recency> recency_;
};

}  // namespace kyoten::dataplane
