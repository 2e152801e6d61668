// What ESP and AH have in common on the way into an SA and out of it.
#pragma once

#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {

/// Counts a packet of an SA that is not there, and tells the control side, at a limited rate.
void drop_illegal_spi(Context& context, Packet packet, Spi spi, DropReason reason);

/// The SA of this protocol that `packet` leaves by. Null, and the packet is dropped, if there is none, or if the packet is too long
/// and must not be cut.
[[nodiscard]] ipsec::Sa* outbound_sa(Context& context, Packet& packet, ipsec::Protocol protocol);

struct Inner {
  std::uint8_t next_header = 0;
  std::uint8_t tos = 0;  ///< for the outer header, ECN included (RFC 6040 section 4.1, normal mode)
};
/// The header around what an SA of this parameter protects: of 20 bytes, or 40.
[[nodiscard]] inline std::size_t outer_header_bytes(const ipsec::SaParameters& sa) {
  return sa.peer.address.is_ipv6() ? wire::kIpv6HeaderBytes : wire::kIpv4HeaderBytes;
}
/// Takes away what does not go under protection: in transport mode the IP header. In tunnel mode the packet is compressed if the
/// SA says so.
[[nodiscard]] Inner strip_for(PacketBuffer& packet, const ipsec::SaParameters& sa);
/// Fills in the first `outer_header_bytes`: the header from this end to the peer, around everything behind them.
void write_outer(Context& context, PacketBuffer& packet, const ipsec::SaParameters& sa, std::uint8_t protocol, std::uint8_t tos);

/// On to where a packet that is protected now finds its way: ip_route, ipv6_route.
void send_protected(Context& context, Packet packet);

/// An authentic packet, nothing but its payload left. What came by a transport SA gets an IP header again and must be what the
/// SA's policy is for; what came by a tunnel SA enters by the tunnel's interface. Next: local_deliver, ip_input, ipv6_input.
void arrived(Context& context, SaTable::Inbound& row, Packet packet, std::uint8_t next_header);

}  // namespace kyoten::dataplane
