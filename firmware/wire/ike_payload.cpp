#include "firmware/wire/ike_payload.hpp"

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

}  // namespace kyoten::wire::ike
