#include "firmware/wire/eap.hpp"

namespace kyoten::wire::eap {

using ike::WireError;

namespace {

constexpr std::size_t kHeaderBytes = 4;

bool has_type(Code code) { return code == Code::request || code == Code::response; }

}  // namespace

Result<Packet, WireError> parse_packet(ByteView bytes) {
  ByteReader reader(bytes);
  const auto code = reader.u8();
  const auto identifier = reader.u8();
  const auto length = reader.u16();
  if (!code || !identifier || !length) return WireError::bad_eap;
  if (*code < 1 || *code > 4 || *length < kHeaderBytes || *length > bytes.size()) return WireError::bad_eap;
  Packet packet{static_cast<Code>(*code), *identifier, 0, {}};
  if (!has_type(packet.code)) return packet;
  ByteReader inside(bytes.subspan(kHeaderBytes, *length - kHeaderBytes));
  const auto type = inside.u8();
  if (!type) return WireError::bad_eap;
  packet.type = *type;
  packet.data = to_bytes(inside.rest());
  return packet;
}

Bytes emit_packet(const Packet& packet) {
  const std::size_t inside = has_type(packet.code) ? 1 + packet.data.size() : 0;
  Bytes out;
  ByteWriter writer(out);
  writer.u8(static_cast<std::uint8_t>(packet.code))
      .u8(packet.identifier)
      .u16(static_cast<std::uint16_t>(kHeaderBytes + inside));
  if (inside != 0) writer.u8(packet.type).bytes(packet.data);
  return out;
}

Result<Md5Challenge, WireError> parse_md5_challenge(ByteView data) {
  ByteReader reader(data);
  const auto size = reader.u8();
  const auto value = size ? reader.take(*size) : std::nullopt;
  if (!value || value->empty()) return WireError::bad_eap;
  return Md5Challenge{to_bytes(*value), to_bytes(reader.rest())};
}

Bytes emit_md5_challenge(const Md5Challenge& challenge) {
  Bytes out;
  ByteWriter(out)
      .u8(static_cast<std::uint8_t>(challenge.value.size()))
      .bytes(challenge.value)
      .bytes(challenge.name);
  return out;
}

}  // namespace kyoten::wire::eap
