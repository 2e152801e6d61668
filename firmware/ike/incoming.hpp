// A received IKE message of either version before anybody has looked behind its header.
#pragma once

#include <optional>

#include "firmware/base/datagram.hpp"
#include "firmware/wire/ike_header.hpp"

namespace kyoten::ike {

struct Incoming {
  wire::ike::Header header;
  ByteView bytes;  ///< the whole message, without the non-ESP marker
  Endpoint source;
  Endpoint destination;
  Bytes digest;  ///< tells a repeated message from a new one
};

/// Nothing for what is no IKE message: ESP and keepalives on port 4500, nonsense. The views point into
/// the datagram.
[[nodiscard]] std::optional<Incoming> incoming_of(const Datagram& datagram);
/// The same for a message that is already without the marker.
[[nodiscard]] std::optional<Incoming> incoming_of(ByteView message, const Endpoint& source,
                                                  const Endpoint& destination);

/// With the non-ESP marker in front when it leaves from port 4500 (RFC 3948 section 2.2).
[[nodiscard]] Datagram outgoing(const Endpoint& from, const Endpoint& to, ByteView message);

}  // namespace kyoten::ike
