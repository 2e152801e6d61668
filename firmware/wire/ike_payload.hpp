// The chain of payloads behind the header (RFC 2408 section 3.2). Each starts with the generic
// header; the type of a payload stands in the one before it, the first one's in the message header.
//
//   | next payload 1 | reserved 1 | length 2, this header included | body
#pragma once

#include "firmware/wire/ike_header.hpp"
#include "firmware/wire/ike_payload_list.hpp"

namespace kyoten::wire::ike {

/// RFC 2408 section 3.1; NAT payloads RFC 3947, and the numbers its drafts used.
enum class PayloadType : std::uint8_t {
  none = 0,
  security_association = 1,
  proposal = 2,
  transform = 3,
  key_exchange = 4,
  identification = 5,
  hash = 8,
  nonce = 10,
  notification = 11,
  deletion = 12,
  vendor_id = 13,
  attributes = 14,  ///< of transaction exchanges
  nat_discovery = 20,
  nat_original_address = 21,
  nat_discovery_draft = 130,
  nat_original_address_draft = 131,
  fragment = 132,  ///< Cisco's, in no RFC
};

constexpr std::size_t kMostPayloads = 32;

/// The type may be a number without a name here: such are carried and ignored.
using Payload = TypedPayload<PayloadType>;
using PayloadWriter = TypedPayloadWriter<PayloadType>;

/// All payloads of a message as views into it. Whatever follows the last one is padding.
class PayloadChain : public PayloadList<PayloadType> {
 public:
  static Result<PayloadChain, WireError> parse(std::uint8_t first, ByteView bytes);

  /// Bytes from the first payload to the end of the last.
  [[nodiscard]] std::size_t size_bytes() const { return size_bytes_; }

 private:
  std::size_t size_bytes_ = 0;
};

}  // namespace kyoten::wire::ike
