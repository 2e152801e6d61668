#include "firmware/wire/ikev2_payload.hpp"

#include <algorithm>

#include "firmware/base/assert.hpp"

namespace kyoten::wire::ikev2 {
namespace {

constexpr std::uint8_t kCritical = 0x80;

bool is_known(std::uint8_t type) { return type >= 33 && type <= 48; }

}  // namespace

Result<PayloadChain, WireError> PayloadChain::parse(std::uint8_t first, ByteView bytes) {
  PayloadChain chain;
  ByteReader reader(bytes);
  std::size_t seen = 0;
  for (std::uint8_t type = first; type != 0;) {
    if (++seen > kMostPayloads) return WireError::too_many_payloads;
    const auto next = reader.u8();
    const auto flags = reader.u8();
    const auto length = reader.u16();
    if (!next || !flags || !length || *length < kPayloadHeaderBytes)
      return WireError::payload_length;
    const auto body = reader.take(*length - kPayloadHeaderBytes);
    if (!body) return WireError::payload_length;
    if (is_known(type)) {
      chain.payloads_.push_back({PayloadType{type}, *body});
    } else if ((*flags & kCritical) != 0) {
      return WireError::unknown_critical;
    }
    if (PayloadType{type} == PayloadType::encrypted) {
      // It must be the last, so what follows it in the bytes is nothing.
      chain.first_inside_ = *next;
      return chain;
    }
    type = *next;
  }
  return chain;
}

std::size_t PayloadChain::count(PayloadType type) const {
  return static_cast<std::size_t>(
      std::ranges::count(payloads_, type, [](auto& payload) { return payload.type; }));
}

std::optional<ByteView> PayloadChain::only(PayloadType type) const {
  if (count(type) != 1) return std::nullopt;
  return std::ranges::find(payloads_, type, [](auto& payload) { return payload.type; })->body;
}

PayloadWriter& PayloadWriter::add(PayloadType type, ByteView body) {
  KYOTEN_ASSERT(body.size() <= 0xffff - kPayloadHeaderBytes);
  const auto number = static_cast<std::uint8_t>(type);
  if (bytes_.empty()) {
    first_ = number;
  } else {
    bytes_[last_] = number;
  }
  last_ = bytes_.size();
  ByteWriter(bytes_)
      .u8(0)
      .u8(0)
      .u16(static_cast<std::uint16_t>(kPayloadHeaderBytes + body.size()))
      .bytes(body);
  return *this;
}

}  // namespace kyoten::wire::ikev2
