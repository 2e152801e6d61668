#include "firmware/wire/ikev2_payload.hpp"

namespace kyoten::wire::ikev2 {
namespace {

constexpr std::uint8_t kCritical = 0x80;

bool is_last(std::uint8_t type) {
  return PayloadType{type} == PayloadType::encrypted ||
         PayloadType{type} == PayloadType::encrypted_fragment;
}
bool is_known(std::uint8_t type) { return (type >= 33 && type <= 48) || is_last(type); }

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
    if (is_last(type)) {
      // It must be the last, so what follows it in the bytes is nothing.
      chain.first_inside_ = *next;
      return chain;
    }
    type = *next;
  }
  return chain;
}

}  // namespace kyoten::wire::ikev2
