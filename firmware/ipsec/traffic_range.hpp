// What an SA is for, as its two ends have agreed: ranges of inner addresses, a protocol, ports (RFC 4301 section 4.4.1.1).
#pragma once

#include <algorithm>
#include <cstdint>
#include <vector>

#include "firmware/base/address.hpp"

namespace kyoten::ipsec {

/// One end of a packet: its address, and its port where the protocol has one (else 0).
struct TrafficEnd {
  IpAddress address;
  std::uint16_t port = 0;
};

/// Both ends are of one version of IP, and so is what lies between them.
struct TrafficRange {
  IpAddress first;
  IpAddress last;
  std::uint8_t protocol = 0;  ///< 0: any
  std::uint16_t first_port = 0;
  std::uint16_t last_port = 0xffff;
  bool operator==(const TrafficRange&) const = default;

  static TrafficRange of(const IpPrefix& prefix) { return {prefix.first(), prefix.last(), 0, 0, 0xffff}; }
  [[nodiscard]] bool contains(const TrafficEnd& end, std::uint8_t of_protocol) const {
    const bool any_port = first_port == 0 && last_port == 0xffff;
    return first <= end.address && end.address <= last &&
           (protocol == 0 || protocol == of_protocol) &&
           (any_port || (first_port <= end.port && end.port <= last_port));
  }
};

/// Both sides of an SA, seen from this end. An empty list: anything, of both versions of IP.
struct TrafficSelection {
  std::vector<TrafficRange> local;
  std::vector<TrafficRange> remote;
  bool operator==(const TrafficSelection&) const = default;

  [[nodiscard]] bool restricts() const { return !local.empty() || !remote.empty(); }
  [[nodiscard]] bool selects(std::uint8_t protocol, const TrafficEnd& local_end,
                             const TrafficEnd& remote_end) const {
    const auto fits = [&](const std::vector<TrafficRange>& ranges, const TrafficEnd& end) {
      return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](auto& range) {
               return range.contains(end, protocol);
             });
    };
    return fits(local, local_end) && fits(remote, remote_end);
  }
};

}  // namespace kyoten::ipsec
