// IKEv2 messages: exchanges, flags, and the chain of payloads behind the header (RFC 7296 sections 3.1
// and 3.2). Each payload starts with the generic header; its type stands in the one before it.
//
//   | next payload 1 | critical, top bit of 1 | length 2, this header included | body
//
// Everything behind the first two messages travels inside of one Encrypted payload, the last of its
// message, whose "next payload" names the first one inside (section 3.14), or is cut into several
// messages with an Encrypted Fragment payload each (RFC 7383).
#pragma once

#include "firmware/wire/ike_header.hpp"
#include "firmware/wire/ike_payload_list.hpp"

namespace kyoten::wire::ikev2 {

using ike::Cookie;
using ike::Header;
using ike::WireError;

/// RFC 7296 calls what IKEv1 calls a cookie an SPI of the IKE SA.
using IkeSpi = Cookie;

namespace exchange {
constexpr std::uint8_t ike_sa_init = 34;
constexpr std::uint8_t ike_auth = 35;
constexpr std::uint8_t create_child_sa = 36;
constexpr std::uint8_t informational = 37;
}  // namespace exchange

namespace flag {
constexpr std::uint8_t initiator = 0x08;  ///< sent by the original initiator of the IKE SA
constexpr std::uint8_t response = 0x20;
}  // namespace flag

constexpr bool from_initiator(const Header& header) { return (header.flags & flag::initiator) != 0; }
constexpr bool is_response(const Header& header) { return (header.flags & flag::response) != 0; }

enum class PayloadType : std::uint8_t {
  none = 0,
  security_association = 33,
  key_exchange = 34,
  id_initiator = 35,
  id_responder = 36,
  certificate = 37,
  certificate_request = 38,
  authentication = 39,
  nonce = 40,
  notify = 41,
  deletion = 42,
  vendor_id = 43,
  ts_initiator = 44,
  ts_responder = 45,
  encrypted = 46,
  configuration = 47,
  eap = 48,
  encrypted_fragment = 53,  ///< RFC 7383
};

using ike::kPayloadHeaderBytes;
constexpr std::size_t kMostPayloads = 40;

using Payload = ike::TypedPayload<PayloadType>;
using PayloadWriter = ike::TypedPayloadWriter<PayloadType>;

/// All payloads of a message as views into it. One of an unknown type is skipped, unless it says that
/// it is critical.
class PayloadChain : public ike::PayloadList<PayloadType> {
 public:
  static Result<PayloadChain, WireError> parse(std::uint8_t first, ByteView bytes);

  /// What the Encrypted payload names as the first one inside.
  [[nodiscard]] std::uint8_t first_inside() const { return first_inside_; }

 private:
  std::uint8_t first_inside_ = 0;
};

}  // namespace kyoten::wire::ikev2
