#include "firmware/wire/ike_id.hpp"

#include <algorithm>
#include <bit>

namespace kyoten::wire::ike {
namespace {

bool fits(std::uint8_t type, std::size_t bytes) {
  switch (type) {
    case id_type::ipv4_address:
      return bytes == 4;
    case id_type::ipv4_subnet:
      return bytes == 8;
    case id_type::ipv6_address:
      return bytes == 16;
    case id_type::ipv6_subnet:
      return bytes == 32;
    default:
      return bytes >= 1 && bytes <= kLargestIdentityBytes;
  }
}

/// Of 4 octets or 16.
IpAddress address_in(ByteView octets) {
  if (octets.size() == 16) return Ipv6Address::from(octets);
  return Ipv4Address{*ByteReader(octets).u32()};
}

Bytes mask_of(const IpPrefix& prefix) {
  Bytes mask(prefix.address.is_ipv6() ? 16 : 4);
  for (std::size_t bit = 0; bit < prefix.length; ++bit) mask[bit / 8] |= static_cast<std::uint8_t>(0x80 >> bit % 8);
  return mask;
}

/// Nothing for a mask with holes.
std::optional<std::uint8_t> mask_length(ByteView mask) {
  const auto partial = std::ranges::find_if(mask, [](auto octet) { return octet != 0xff; });
  const int length = static_cast<int>(partial - mask.begin()) * 8 + (partial == mask.end() ? 0 : std::countl_one(*partial));
  int ones = 0;
  for (auto octet : mask) ones += std::popcount(octet);
  return ones == length ? std::optional(static_cast<std::uint8_t>(length)) : std::nullopt;
}

}  // namespace

Identity Identity::of(const IpAddress& address, std::uint8_t protocol, std::uint16_t port) {
  return {address.is_ipv6() ? id_type::ipv6_address : id_type::ipv4_address, protocol, port, address.octets()};
}

Identity Identity::of(const IpPrefix& prefix, std::uint8_t protocol, std::uint16_t port) {
  if (prefix.is_host()) return of(prefix.address, protocol, port);
  Identity identity{prefix.address.is_ipv6() ? id_type::ipv6_subnet : id_type::ipv4_subnet, protocol, port, {}};
  ByteWriter(identity.data).bytes(prefix.first().octets()).bytes(mask_of(prefix));
  return identity;
}

Identity Identity::named(std::uint8_t type, std::string_view text) {
  return {type, 0, 0, to_bytes(text)};
}

std::optional<IpPrefix> Identity::prefix() const {
  const auto bytes = ByteView(data);
  if (!fits(type, bytes.size())) return std::nullopt;
  switch (type) {
    case id_type::ipv4_address:
    case id_type::ipv6_address: return IpPrefix::host(address_in(bytes));
    case id_type::ipv4_subnet:
    case id_type::ipv6_subnet: {
      auto prefix = IpPrefix::host(address_in(bytes.first(bytes.size() / 2)));
      const auto length = mask_length(bytes.subspan(bytes.size() / 2));
      if (!length) return std::nullopt;
      prefix.length = *length;
      return prefix;
    }
    default: return std::nullopt;
  }
}

std::string Identity::text() const {
  const auto net = prefix();
  if (!net) return printable(data);
  const bool single = type == id_type::ipv4_address || type == id_type::ipv6_address;
  return single ? net->address.text() : net->text();
}

Result<Identity, WireError> parse_id(ByteView body) {
  ByteReader reader(body);
  const auto type = reader.u8();
  const auto protocol = reader.u8();
  const auto port = reader.u16();
  if (!type || !protocol || !port || !fits(*type, reader.remaining()))
    return WireError::bad_identity;
  return Identity{*type, *protocol, *port, to_bytes(reader.rest())};
}

Bytes emit_id(const Identity& identity) {
  Bytes out;
  ByteWriter(out).u8(identity.type).u8(identity.protocol).u16(identity.port).bytes(identity.data);
  return out;
}

Result<IpAddress, WireError> parse_nat_original_address(ByteView body) {
  ByteReader reader(body);
  const auto type = reader.u8();
  if (!type || !reader.skip(3) || !fits(*type, reader.remaining())) return WireError::bad_nat;
  if (*type != id_type::ipv4_address && *type != id_type::ipv6_address) return WireError::bad_nat;
  return address_in(reader.rest());
}

Bytes emit_nat_original_address(const IpAddress& address) { return emit_id(Identity::of(address)); }

}  // namespace kyoten::wire::ike
