#include "firmware/wire/pppoe.hpp"

#include <algorithm>
#include <boost/endian/conversion.hpp>

namespace kyoten::wire {
namespace {

constexpr std::uint8_t kVersionAndType = 0x11;

}  // namespace

std::optional<PppoePacket> parse_pppoe(ByteView bytes) {
  ByteReader reader(bytes);
  const auto version = reader.u8();
  const auto code = reader.u8();
  const auto session = reader.u16();
  const auto length = reader.u16();
  if (!length || *version != kVersionAndType) return std::nullopt;
  const auto payload = reader.take(*length);
  if (!payload) return std::nullopt;
  return PppoePacket{*code, PppoeSessionId{*session}, *payload};
}

void write_pppoe_header(std::uint8_t* out, std::uint8_t code, PppoeSessionId session, std::size_t payload_bytes) {
  out[0] = kVersionAndType;
  out[1] = code;
  boost::endian::store_big_u16(out + 2, number(session));
  boost::endian::store_big_u16(out + 4, static_cast<std::uint16_t>(payload_bytes));
}

Bytes pppoe_packet(std::uint8_t code, PppoeSessionId session, ByteView payload) {
  Bytes packet;
  ByteWriter(packet)
      .u8(kVersionAndType)
      .u8(code)
      .u16(number(session))
      .u16(static_cast<std::uint16_t>(payload.size()))
      .bytes(payload);
  return packet;
}

std::optional<std::vector<PppoeTag>> parse_pppoe_tags(ByteView payload) {
  std::vector<PppoeTag> tags;
  ByteReader reader(payload);
  while (!reader.empty()) {
    const auto type = reader.u16();
    const auto length = reader.u16();
    if (!length) return std::nullopt;
    if (*type == pppoe_tag::end_of_list) break;
    const auto value = reader.take(*length);
    if (!value || tags.size() == kMostPppoeTags) return std::nullopt;
    tags.push_back({*type, *value});
  }
  return tags;
}

void append_pppoe_tag(Bytes& payload, std::uint16_t type, ByteView value) {
  ByteWriter(payload).u16(type).u16(static_cast<std::uint16_t>(value.size())).bytes(value);
}

std::optional<ByteView> find_pppoe_tag(const std::vector<PppoeTag>& tags, std::uint16_t type) {
  const auto found = std::ranges::find(tags, type, &PppoeTag::type);
  return found == tags.end() ? std::nullopt : std::optional(found->value);
}

}  // namespace kyoten::wire
