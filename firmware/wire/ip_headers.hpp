// What the headers of a packet say, whichever version of IP it is.
#pragma once

#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten::wire {

struct IpHeaders {
  IpAddress source;
  IpAddress destination;
  std::uint8_t protocol = 0;    ///< of the upper layer
  std::uint8_t ttl = 0;         ///< hop limit
  std::uint8_t tos = 0;         ///< traffic class
  std::size_t bytes = 0;        ///< before the upper layer
  std::size_t total_bytes = 0;  ///< of the packet; Ethernet pads
  bool later_fragment = false;  ///< the upper layer begins in another packet

  /// The upper layer, if it begins in this packet.
  [[nodiscard]] ByteView segment_of(ByteView packet) const {
    return later_fragment ? ByteView{} : packet.first(total_bytes).subspan(bytes);
  }
};
/// Of a packet that was checked as its version demands. Nothing if the extension headers of IPv6 cannot be followed (upper_layer).
[[nodiscard]] std::optional<IpHeaders> ip_headers(ByteView packet);

/// Of a segment of UDP or TCP. Nothing of others, and if too little of it is there.
struct Ports {
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
};
[[nodiscard]] std::optional<Ports> ports_of(std::uint8_t protocol, ByteView segment);

}  // namespace kyoten::wire
