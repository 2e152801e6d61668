// Vendor id payloads (RFC 2408 section 3.16): 16 bytes, usually the MD5 of a text, by which two
// ends find out what they both can. Unknown ones are ignored.
#pragma once

#include <optional>

#include "firmware/base/bytes.hpp"

namespace kyoten::wire::ike {

enum class Vendor : std::uint8_t {
  nat_traversal_rfc3947,
  nat_traversal_draft03,
  nat_traversal_draft02,  ///< of the text with a line end behind it, as most send it
  nat_traversal_draft02_plain,
  dead_peer_detection,  ///< RFC 3706
  heartbeat,            ///< "HeartBeat_Notify", a draft that died
  xauth,                ///< draft-ietf-ipsec-isakmp-xauth-06
  fragmentation,        ///< of IKE messages, Cisco's; behind it four bytes say of which exchanges
};

Bytes vendor_id(Vendor vendor);
std::optional<Vendor> recognise_vendor(ByteView body);

}  // namespace kyoten::wire::ike
