// IPv6 addresses and packets for tests of the data plane.
#pragma once

#include <boost/endian/conversion.hpp>

#include "firmware/wire/ipv6.hpp"
#include "firmware/wire/neighbour_discovery.hpp"
#include "tests/unit/dataplane/builders.hpp"

namespace kyoten::test {

inline Ipv6Address ip6(std::string_view text) { return Ipv6Address::parse(text).value(); }
inline Ipv6Prefix net6(std::string_view text) { return Ipv6Prefix::parse(text).value(); }


inline Bytes ipv6(const Ipv6Address& source, const Ipv6Address& destination, std::uint8_t next, ByteView payload, std::uint8_t hops = 64) {
  Bytes packet(wire::kIpv6HeaderBytes);
  packet.insert(packet.end(), payload.begin(), payload.end());
  wire::write_ipv6({source, destination, next, hops, 0}, packet.size(), packet.data());
  return packet;
}

inline Bytes icmpv6(const Ipv6Address& source, const Ipv6Address& destination, std::uint8_t type, std::size_t data_bytes = 8,
             std::uint8_t hops = 64) {
  Bytes message(8 + data_bytes, 0x55);
  message[0] = type;
  message[1] = message[2] = message[3] = 0;
  boost::endian::store_big_u16(message.data() + 2, wire::icmpv6_sum(source, destination, message));
  return ipv6(source, destination, wire::ip_protocol::icmpv6, message, hops);
}

inline Bytes neighbour(const wire::NeighbourMessage& message, const Ipv6Address& source, const Ipv6Address& destination,
                std::uint8_t hops = 255) {
  return ipv6(source, destination, wire::ip_protocol::icmpv6, wire::emit_neighbour_message(message, source, destination), hops);
}

}  // namespace kyoten::test
