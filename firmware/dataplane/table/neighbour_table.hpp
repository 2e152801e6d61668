// What ARP (RFC 826) and neighbour discovery (RFC 4861) remember: neighbours by interface and address, and the packets that
// wait for one. Bounded: so many neighbours, so many being asked for, so many packets for each and in all.
#pragma once

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

#include "firmware/base/packet.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/table/keyed_hash.hpp"
#include "firmware/dataplane/table/mac_table.hpp"
#include "firmware/dataplane/table/recency_list.hpp"

namespace kyoten::dataplane {

/// Where a neighbour is.
template <class Address>
struct NeighbourKey {
  InterfaceIndex interface{};
  Address address;
  auto operator<=>(const NeighbourKey&) const = default;
};
struct NeighbourHash {
  std::uint64_t seed = 0;
  std::size_t operator()(const NeighbourKey<Ipv4Address>& key) const;
  std::size_t operator()(const NeighbourKey<Ipv6Address>& key) const;
};

template <class Address>
class BasicNeighbourTable {
 public:
  static constexpr std::size_t kMostEntries = 2048;
  static constexpr std::size_t kMostPending = 256;      ///< of them, without an answer yet
  static constexpr std::size_t kMostWaiting = 32;       ///< packets for each unresolved neighbour
  static constexpr std::size_t kMostWaitingInAll = 256;
  static constexpr int kTries = 4;
  static constexpr Duration kRetry = std::chrono::seconds(1);

  explicit BasicNeighbourTable(std::uint64_t hash_seed) : entries_(64, NeighbourHash{hash_seed}) {}

  struct Entry {
    InterfaceIndex interface{};
    Address address;
    std::optional<MacAddress> mac;                      ///< empty: being resolved
    Instant expires{};                                  ///< resolved: then asked again; else: next try
    int tries = 0;
    std::vector<Packet> waiting;
    RecencyLinks<Entry> recency;                        ///< in pending_ or resolved_
  };

  [[nodiscard]] const MacAddress* find(InterfaceIndex interface, Address address, Instant now) const;
  struct Held {
    bool ask = false;                                   ///< a request has to be sent now
    std::vector<Packet> given_up;                       ///< made room, or found none: to be dropped
  };
  /// Holds the packet until the address is known.
  Held hold(InterfaceIndex interface, Address address, Packet packet, Instant now);
  /// A reply or request told the address: packets that waited for it.
  std::vector<Packet> learn(InterfaceIndex interface, Address address, const MacAddress& mac,
                            Instant until, bool add);
  struct Due {
    InterfaceIndex interface{};
    Address address;
    std::vector<Packet> given_up;                       ///< after the last try
    bool ask = false;
  };
  std::vector<Due> expire(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const;
  void clear_resolved();
  /// Moves rows after a change of plan. Returns the waiting packets that do not pass `keep`, and those of interfaces
  /// that are gone.
  std::vector<Packet> remap(const InterfaceMap& map, const std::function<bool(const PacketBuffer&)>& keep);
  /// Resolved neighbours in the order of interface and address.
  void for_each(const std::function<void(const Entry&)>& visit) const;
  [[nodiscard]] std::size_t size() const { return entries_.size(); }
  [[nodiscard]] std::size_t held() const { return held_; }

 private:
  using Key = NeighbourKey<Address>;
  using Entries = std::unordered_map<Key, Entry, NeighbourHash>;
  Entry& add_pending(InterfaceIndex interface, Address address, Held& held);
  std::vector<Packet> release(Entry& entry);
  void erase(Entry& entry);

  Entries entries_;
  RecencyList<Entry, &Entry::recency> pending_;         ///< the next to be asked for again first
  RecencyList<Entry, &Entry::recency> resolved_;        ///< the longest unconfirmed first
  std::size_t pending_count_ = 0;
  std::size_t held_ = 0;
};

extern template class BasicNeighbourTable<Ipv4Address>;
extern template class BasicNeighbourTable<Ipv6Address>;
using NeighbourTable = BasicNeighbourTable<Ipv4Address>;
using NeighbourTable6 = BasicNeighbourTable<Ipv6Address>;

}  // namespace kyoten::dataplane
