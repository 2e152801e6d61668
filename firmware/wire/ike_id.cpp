#include "firmware/wire/ike_id.hpp"

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
    default:
      return bytes >= 1 && bytes <= kLargestIdentityBytes;
  }
}

}  // namespace

Identity Identity::of(Ipv4Address address, std::uint8_t protocol, std::uint16_t port) {
  Identity identity{id_type::ipv4_address, protocol, port, {}};
  ByteWriter(identity.data).u32(address.value);
  return identity;
}

Identity Identity::of(Ipv4Prefix prefix, std::uint8_t protocol, std::uint16_t port) {
  if (prefix.length == 32) return of(prefix.address, protocol, port);
  Identity identity{id_type::ipv4_subnet, protocol, port, {}};
  ByteWriter(identity.data).u32(prefix.network().value).u32(prefix.mask());
  return identity;
}

Identity Identity::named(std::uint8_t type, std::string_view text) {
  return {type, 0, 0, to_bytes(text)};
}

std::optional<Ipv4Prefix> Identity::prefix() const {
  ByteReader reader(data);
  const auto address = reader.u32();
  if (type == id_type::ipv4_address && address) return Ipv4Prefix{{*address}, 32};
  const auto mask = reader.u32();
  if (type != id_type::ipv4_subnet || !address || !mask) return std::nullopt;
  const auto length = std::countl_one(*mask);
  if (std::popcount(*mask) != length) return std::nullopt;
  return Ipv4Prefix{{*address}, static_cast<std::uint8_t>(length)};
}

std::string Identity::text() const {
  if (const auto net = prefix())
    return type == id_type::ipv4_address ? net->address.text() : net->text();
  if (type == id_type::ipv6_address) return to_hex(data);
  return printable(data);
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

Result<std::optional<Ipv4Address>, WireError> parse_nat_original_address(ByteView body) {
  ByteReader reader(body);
  const auto type = reader.u8();
  if (!type || !reader.skip(3) || !fits(*type, reader.remaining())) return WireError::bad_nat;
  if (*type == id_type::ipv4_address) return std::optional<Ipv4Address>(Ipv4Address{*reader.u32()});
  if (*type == id_type::ipv6_address) return std::optional<Ipv4Address>();
  return WireError::bad_nat;
}

Bytes emit_nat_original_address(Ipv4Address address) { return emit_id(Identity::of(address)); }

}  // namespace kyoten::wire::ike
