// Learning the MTU of the path to an IPsec peer.
#include <boost/endian/conversion.hpp>

#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;

/// Below this no path is, and whoever says so would only have packets made small (RFC 791 section 3.1: every host takes as much;
/// RFC 8200 section 5).
constexpr std::uint16_t kNarrowest = 576;
constexpr std::uint32_t kNarrowest6 = wire::kIpv6LeastMtu;
constexpr std::size_t kQuoted = 8;  ///< of what the quoted packet carried (RFC 792)

/// Has the SA sent the quoted packet? By the SPI, and in UDP, whose header is all that is quoted, by the ports.
bool has_sent(const ipsec::SaParameters& sa, std::uint8_t protocol, ByteView quoted) {
  const bool esp = sa.suite.protocol == ipsec::Protocol::esp;
  if (protocol == wire::ip_protocol::udp) {
    return sa.udp_encapsulated && load_big_u16(quoted.data() + 2) == sa.peer.port;
  }
  if (sa.udp_encapsulated) return false;
  if (protocol == wire::ip_protocol::esp) return esp && load_big_u32(quoted.data()) == number(sa.spi);
  return protocol == wire::ip_protocol::ah && !esp && load_big_u32(quoted.data() + 4) == number(sa.spi);
}

struct Quote {
  IpAddress destination;
  std::uint8_t protocol = 0;
  ByteView payload;
  std::size_t total_bytes = 0;
};
/// Nothing if there is too little of it, or if it is a later part of a datagram.
std::optional<Quote> quoted_in(ByteView packet) {
  if (wire::is_ipv6(packet)) {
    if (packet.size() < wire::kIpv6HeaderBytes + kQuoted) return std::nullopt;
    const wire::Ipv6View ip(packet.data());
    Quote quote{ip.destination(), ip.next_header(), packet.subspan(wire::kIpv6HeaderBytes), ip.total_bytes()};
    if (quote.protocol == wire::ip_protocol::ipv6_fragment) {
      if (packet.size() < wire::kIpv6HeaderBytes + wire::kFragmentHeaderBytes + kQuoted) return std::nullopt;
      if ((load_big_u16(quote.payload.data() + 2) & 0xfff8) != 0) return std::nullopt;
      quote.protocol = quote.payload[0];
      quote.payload = quote.payload.subspan(wire::kFragmentHeaderBytes);
    }
    return quote;
  }
  if (packet.size() < wire::kIpv4HeaderBytes + kQuoted || packet[0] >> 4 != 4) return std::nullopt;
  const wire::Ipv4View ip(packet.data());
  const auto header = ip.header_bytes();
  const bool whole = header >= wire::kIpv4HeaderBytes && packet.size() >= header + kQuoted;
  if (!whole || ip.fragment_offset() != 0) return std::nullopt;
  return Quote{ip.destination(), ip.protocol(), packet.subspan(header), ip.total_bytes()};
}

}  // namespace

void learn_path_mtu(Context& context, ByteView message) {
  if (message.size() < wire::kIcmpHeaderBytes) return;
  const auto quote = quoted_in(message.subspan(wire::kIcmpHeaderBytes));
  if (!quote) return;
  const auto& peer = quote->destination;
  const auto mtu = peer.is_ipv6() ? load_big_u32(message.data() + 4) : load_big_u16(message.data() + 6);
  const auto narrowest = peer.is_ipv6() ? kNarrowest6 : kNarrowest;
  if (mtu < narrowest || mtu >= quote->total_bytes || !context.may_learn_path()) return;
  if (context.sas.sends(peer, [&](auto& sa) { return has_sent(sa, quote->protocol, quote->payload); }))
    context.sas.learn_path_mtu(peer, static_cast<std::uint16_t>(mtu), context.now);
}

}  // namespace kyoten::dataplane
