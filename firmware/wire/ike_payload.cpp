#include "firmware/wire/ike_payload.hpp"

#include "firmware/base/assert.hpp"

namespace kyoten::wire::ike {
namespace {

/// Numbers that may stand in an IKEv1 message: those of RFC 2408, 2407 and 3947, and the private
/// ones. What lies between belongs to IKEv2 or to nobody, and is an error.
bool is_of_version_1(std::uint8_t type) { return (type >= 1 && type <= 21) || type >= 128; }

}  // namespace

Result<PayloadChain, WireError> PayloadChain::parse(std::uint8_t first, ByteView bytes) {
  PayloadChain chain;
  ByteReader reader(bytes);
  for (std::uint8_t type = first; type != 0;) {
    if (!is_of_version_1(type)) return WireError::unknown_payload;
    if (chain.payloads_.size() == kMostPayloads) return WireError::too_many_payloads;
    const auto next = reader.u8();
    const bool reserved = reader.skip(1);
    const auto length = reader.u16();
    if (!next || !reserved || !length || *length < kPayloadHeaderBytes)
      return WireError::payload_length;
    const auto body = reader.take(*length - kPayloadHeaderBytes);
    if (!body) return WireError::payload_length;
    chain.payloads_.push_back({PayloadType{type}, *body});
    type = *next;
  }
  chain.size_bytes_ = bytes.size() - reader.remaining();
  return chain;
}

std::size_t PayloadChain::count(PayloadType type) const {
  return static_cast<std::size_t>(std::count_if(
      payloads_.begin(), payloads_.end(), [&](auto& payload) { return payload.type == type; }));
}

std::optional<ByteView> PayloadChain::only(PayloadType type) const {
  std::optional<ByteView> found;
  for (auto& payload : payloads_) {
    if (payload.type != type) continue;
    if (found) return std::nullopt;
    found = payload.body;
  }
  return found;
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

void PayloadWriter::overwrite(std::size_t position, ByteView body) {
  KYOTEN_ASSERT(position + body.size() <= bytes_.size());
  std::copy(body.begin(), body.end(), bytes_.begin() + static_cast<std::ptrdiff_t>(position));
}

}  // namespace kyoten::wire::ike
