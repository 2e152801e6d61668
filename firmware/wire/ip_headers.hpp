// What the headers of a packet say, whichever version of IP it is. All of it is here and not in a file of its own: every packet for
// the router itself, and every one that meets filters or policies, is read by it.
#pragma once

#include <boost/endian/conversion.hpp>
#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/ipv6.hpp"

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
[[nodiscard]] inline std::optional<IpHeaders> ip_headers(ByteView packet) {
  if (!is_ipv6(packet)) {
    const Ipv4View ip(packet.data());
    return IpHeaders{ip.source(), ip.destination(), ip.protocol(), ip.ttl(), ip.tos(), ip.header_bytes(), ip.total_bytes(),
                     ip.fragment_offset() != 0};
  }
  const Ipv6View ip(packet.data());
  const auto upper = upper_layer(packet);
  if (!upper) return std::nullopt;
  return IpHeaders{ip.source(), ip.destination(), upper->protocol, ip.hop_limit(), ip.traffic_class(), upper->at, ip.total_bytes(),
                   upper->later_fragment};
}

struct Ports {
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
};
/// Of a segment of UDP or TCP. Nothing of others, and if too little of it is there.
[[nodiscard]] inline std::optional<Ports> ports_of(std::uint8_t protocol, ByteView segment) {
  const bool has_ports = protocol == ip_protocol::udp || protocol == ip_protocol::tcp;
  if (!has_ports || segment.size() < 4) return std::nullopt;
  return Ports{boost::endian::load_big_u16(segment.data()), boost::endian::load_big_u16(segment.data() + 2)};
}

}  // namespace kyoten::wire
