// Neighbour discovery (RFC 4861): who has an IPv6 address on a link. Solicitation and advertisement, as ICMPv6 messages:
//
//   | type 135 or 136 | code 0 | checksum 2 | flags 4: router, solicited, override | target 16 | options
//   option: | type 1, source or 2, target link-layer address | length in units of 8 | address 6 |
#pragma once

#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten::wire {

struct NeighbourMessage {
  bool solicitation = true;
  Ipv6Address target;
  std::optional<MacAddress> link_address;  ///< of the sender of a solicitation, of an advertisement's target
  bool from_router = false;                ///< advertisement
  bool solicited = false;
  bool overrides = false;                  ///< what is known of the target
};

/// Nothing if it is neither, or malformed. The checksum is not looked at.
std::optional<NeighbourMessage> parse_neighbour_message(ByteView icmp);
/// With a checksum for these ends.
Bytes emit_neighbour_message(const NeighbourMessage& message, const Ipv6Address& source, const Ipv6Address& destination);

/// Where who may have an address listens (RFC 4291 section 2.7.1).
[[nodiscard]] Ipv6Address solicited_node(const Ipv6Address& address);
/// RFC 2464 section 7.
[[nodiscard]] MacAddress multicast_mac(const Ipv6Address& group);
/// The lower half of an address that is made of a MAC (RFC 4291 appendix A), behind a prefix of at most 64 bits.
[[nodiscard]] Ipv6Address with_interface_id(const Ipv6Prefix& prefix, const MacAddress& mac);
[[nodiscard]] Ipv6Prefix link_local(const MacAddress& mac);

}  // namespace kyoten::wire
