// What the Encrypted payload and the Encrypted Fragment payload share: both protect a text, the latter
// with its place in front of the IV (RFC 7296 section 3.14, RFC 7383 section 2.5).
#pragma once

#include "firmware/ike/v2/message.hpp"

namespace kyoten::ike::v2 {

/// The text without its padding. Nothing if it is not authentic; an error if it is and makes no sense.
/// `clear` bytes stand in front of the IV.
std::optional<Result<Bytes, wire::ikev2::WireError>> unprotect(ByteView message, ByteView body,
                                                               std::size_t clear,
                                                               const IkeSuite& suite,
                                                               const MessageKeys& keys);
Bytes protect(wire::ikev2::Header header, wire::ikev2::PayloadType type,
              std::uint8_t first_inside, ByteView clear, ByteView text, const IkeSuite& suite,
              const MessageKeys& keys, Entropy& entropy);
Result<Opened, wire::ikev2::WireError> open_text(std::uint8_t first, Bytes text);

}  // namespace kyoten::ike::v2
