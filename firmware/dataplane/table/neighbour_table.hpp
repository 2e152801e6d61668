// ARP entries, and the packets that wait for one. Bounded: so many neighbours, so many packets for each.
#pragma once

#include <map>
#include <optional>
#include <vector>

#include "firmware/base/packet.hpp"
#include "firmware/base/time.hpp"
#include "firmware/dataplane/table/mac_table.hpp"

namespace kyoten::dataplane {

class NeighbourTable {
 public:
  static constexpr std::size_t kMostEntries = 2048;
  static constexpr std::size_t kMostWaiting = 64;       ///< packets for each unresolved neighbour
  static constexpr int kTries = 4;
  static constexpr Duration kRetry = std::chrono::seconds(1);

  using Key = std::pair<InterfaceIndex, Ipv4Address>;
  struct Entry {
    std::optional<MacAddress> mac;                      ///< empty: being resolved
    Instant expires{};                                  ///< resolved: then asked again; else: next try
    int tries = 0;
    std::vector<Packet> waiting;
  };

  [[nodiscard]] const MacAddress* find(InterfaceIndex interface, Ipv4Address address, Instant now) const;
  /// Holds the packet until the address is known. False if too many wait (the packet stays with the caller). `ask` is set
  /// when a request has to be sent now.
  bool hold(InterfaceIndex interface, Ipv4Address address, Packet& packet, Instant now, bool& ask);
  /// A reply or request told the address: packets that waited for it.
  std::vector<Packet> learn(InterfaceIndex interface, Ipv4Address address, const MacAddress& mac,
                            Instant until, bool add);
  struct Due {
    InterfaceIndex interface;
    Ipv4Address address;
    std::vector<Packet> given_up;                       ///< after the last try
    bool ask = false;
  };
  std::vector<Due> expire(Instant now);
  [[nodiscard]] std::optional<Instant> deadline() const;
  void clear_resolved();
  /// Returns packets that wait on interfaces that are gone.
  std::vector<Packet> remap(const InterfaceMap& map);
  [[nodiscard]] const std::map<Key, Entry>& entries() const { return entries_; }
  [[nodiscard]] std::size_t held() const { return held_; }

 private:
  bool make_room();
  std::map<Key, Entry> entries_;
  std::size_t held_ = 0;
};

}  // namespace kyoten::dataplane
