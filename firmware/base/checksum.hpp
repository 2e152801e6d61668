// The Internet checksum (RFC 1071) and its incremental update (RFC 1624).
#pragma once

#include <cstdint>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten {

/// Folded ones-complement sum of `bytes` (odd lengths padded with a zero), added to `initial`. Not
/// complemented: chain calls, then take `finish_checksum`. Every part but the last has even length.
[[nodiscard]] std::uint32_t checksum_add(std::uint32_t initial, ByteView bytes);
[[nodiscard]] std::uint16_t finish_checksum(std::uint32_t sum);

/// Sum over the pseudo header of UDP, TCP and (with IPv6) ICMP.
[[nodiscard]] std::uint32_t pseudo_header_sum(Ipv4Address source, Ipv4Address destination,
                                              std::uint8_t protocol, std::uint16_t length);

[[nodiscard]] std::uint32_t pseudo_header_sum(const Ipv6Address& source, const Ipv6Address& destination,
                                              std::uint8_t protocol, std::uint32_t length);
/// Of two addresses of one version.
[[nodiscard]] std::uint32_t pseudo_header_sum(const IpAddress& source, const IpAddress& destination,
                                              std::uint8_t protocol, std::uint16_t length);

/// RFC 1624 equation 3: HC' = ~(~HC + ~m + m').
[[nodiscard]] std::uint16_t checksum_update_u16(std::uint16_t checksum, std::uint16_t before,
                                                std::uint16_t after);
[[nodiscard]] std::uint16_t checksum_update_u32(std::uint16_t checksum, std::uint32_t before,
                                                std::uint32_t after);

}  // namespace kyoten
