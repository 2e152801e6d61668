// The identification payload (RFC 2407 section 4.6.2) and the original address payload of NAT
// traversal (RFC 3947 section 5.2), which has the same shape.
//
//   | type 1 | protocol 1 | port 2 | data          NAT-OA: | type 1 | 0 0 0 | address
//
// Data by type: IPv4 address 4; subnet 4 + mask 4; of IPv6 16, and 16 + 16; names are text without an end mark; a key id is
// any bytes.
#pragma once

#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/wire/ike_header.hpp"

namespace kyoten::wire::ike {

namespace id_type {
constexpr std::uint8_t ipv4_address = 1;
constexpr std::uint8_t fqdn = 2;
constexpr std::uint8_t user_fqdn = 3;
constexpr std::uint8_t ipv4_subnet = 4;
constexpr std::uint8_t ipv6_address = 5;
constexpr std::uint8_t ipv6_subnet = 6;
constexpr std::uint8_t der_asn1_dn = 9;  ///< a certificate's subject, in DER
constexpr std::uint8_t key_id = 11;
}  // namespace id_type

constexpr std::size_t kLargestIdentityBytes = 512;

struct Identity {
  std::uint8_t type = id_type::ipv4_address;
  std::uint8_t protocol = 0;  ///< 0: any
  std::uint16_t port = 0;     ///< 0: any
  Bytes data;
  bool operator==(const Identity&) const = default;

  static Identity of(const IpAddress& address, std::uint8_t protocol = 0, std::uint16_t port = 0);
  /// An address for one host, else a subnet.
  static Identity of(const IpPrefix& prefix, std::uint8_t protocol = 0, std::uint16_t port = 0);
  static Identity named(std::uint8_t type, std::string_view text);

  /// What an address or subnet stands for; nothing for names and for a mask with holes.
  [[nodiscard]] std::optional<IpPrefix> prefix() const;
  /// For logs and `show`: an address as it is written, a name made printable.
  [[nodiscard]] std::string text() const;
};

/// Checks that the data fits the type; types without a name here are taken as they are.
Result<Identity, WireError> parse_id(ByteView body);
Bytes emit_id(const Identity& identity);

Result<IpAddress, WireError> parse_nat_original_address(ByteView body);
Bytes emit_nat_original_address(const IpAddress& address);

}  // namespace kyoten::wire::ike
