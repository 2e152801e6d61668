// Learning the MTU of the path to an IPsec peer.
#include <boost/endian/conversion.hpp>

#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;

/// Below this no path is, and whoever says so would only have packets made small (RFC 791 section 3.1: every host takes as much).
constexpr std::uint16_t kNarrowest = 576;
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

}  // namespace

void learn_path_mtu(Context& context, ByteView message) {
  if (message.size() < wire::kIcmpHeaderBytes + wire::kIpv4HeaderBytes + kQuoted) return;
  const auto mtu = load_big_u16(message.data() + 6);
  const auto packet = message.subspan(wire::kIcmpHeaderBytes);
  const wire::Ipv4View ip(packet.data());
  const auto header = ip.header_bytes();
  if (packet[0] >> 4 != 4 || header < wire::kIpv4HeaderBytes || packet.size() < header + kQuoted) return;
  if (mtu < kNarrowest || mtu >= ip.total_bytes() || ip.fragment_offset() != 0 || !context.may_learn_path()) return;
  const auto peer = ip.destination();
  const auto quoted = packet.subspan(header);
  if (context.sas.sends(peer, [&](auto& sa) { return has_sent(sa, ip.protocol(), quoted); }))
    context.sas.learn_path_mtu(peer, mtu, context.now);
}

}  // namespace kyoten::dataplane
