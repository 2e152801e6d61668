// What the data plane can show: counters and copies of its tables, as plain values.
#pragma once

#include <array>
#include <chrono>
#include <optional>
#include <string>
#include <vector>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/dataplane/drop_reason.hpp"
#include "firmware/ipsec/sa.hpp"

namespace kyoten::dataplane {

struct Traffic {
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;
};
struct InterfaceStatus {
  InterfaceIndex index{};
  std::string name;
  Traffic received;
  Traffic received_ipv4;
  Traffic transmitted;
  Traffic transmitted_ipv4;
  std::uint64_t unknown_packets = 0;
  Traffic received_ipv6;
  Traffic transmitted_ipv6;
};
struct Neighbour6Status {
  std::string interface;
  Ipv6Address address;
  MacAddress mac;
};
struct ArpEntryStatus {
  std::string interface;
  Ipv4Address address;
  MacAddress mac;
  std::optional<std::chrono::seconds> remaining;  ///< empty: permanent
};
struct MacEntryStatus {
  std::string interface;
  MacAddress mac;
  std::optional<std::chrono::seconds> remaining;  ///< empty: static
};
struct NatSessionStatus {
  std::uint8_t protocol = 0;
  Ipv4Endpoint inner;
  Ipv4Endpoint outer;
  Ipv4Endpoint destination;
  std::optional<std::chrono::seconds> remaining;  ///< empty: static entry
};
struct NatStatus {
  NatDescriptorId descriptor{};
  std::string interface;
  std::optional<Ipv4Address> outer;
  std::vector<NatSessionStatus> sessions;
};
struct SessionTraffic {
  TunnelId tunnel{};
  Traffic received;
  Traffic transmitted;
};
using DropCounters = std::array<std::uint64_t, kDropReasons>;

/// Packets in = out + dropped + held + punted, checked after every batch in tests.
struct Conservation {
  std::uint64_t received = 0;     ///< from ports
  std::uint64_t originated = 0;   ///< by this router
  std::uint64_t transmitted = 0;  ///< to ports
  std::uint64_t copied = 0;       ///< extra copies by flooding
  std::uint64_t split = 0;        ///< extra packets by fragmentation
  std::uint64_t merged = 0;       ///< packets that went into a reassembled one
  std::uint64_t punted = 0;       ///< given to the router's own services, ARP and ICMP included
  std::uint64_t dropped = 0;
  std::uint64_t held = 0;         ///< waiting for ARP or for fragments
  [[nodiscard]] bool holds() const {
    return received + originated + copied + split ==
           transmitted + merged + punted + dropped + held;
  }
};

}  // namespace kyoten::dataplane
