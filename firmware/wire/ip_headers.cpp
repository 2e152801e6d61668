#include "firmware/wire/ip_headers.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/ipv6.hpp"

namespace kyoten::wire {

std::optional<IpHeaders> ip_headers(ByteView packet) {
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

std::optional<Ports> ports_of(std::uint8_t protocol, ByteView segment) {
  const bool has_ports = protocol == ip_protocol::udp || protocol == ip_protocol::tcp;
  if (!has_ports || segment.size() < 4) return std::nullopt;
  return Ports{boost::endian::load_big_u16(segment.data()), boost::endian::load_big_u16(segment.data() + 2)};
}

}  // namespace kyoten::wire
