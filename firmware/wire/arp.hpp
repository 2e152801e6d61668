// ARP for IPv4 over Ethernet (RFC 826).
//
//   | hardware 1 | protocol 0800 | 6 | 4 | operation 2 | sender mac 6 ip 4 | target mac 6 ip 4 |
#pragma once

#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten::wire {

constexpr std::size_t kArpBytes = 28;

struct ArpMessage {
  bool request = true;
  MacAddress sender_mac;
  Ipv4Address sender;
  MacAddress target_mac;
  Ipv4Address target;
};

/// Nothing unless it is Ethernet and IPv4 with lengths 6 and 4, a request or a reply.
std::optional<ArpMessage> parse_arp(ByteView bytes);
void write_arp(const ArpMessage& message, std::uint8_t* out);  ///< kArpBytes

}  // namespace kyoten::wire
