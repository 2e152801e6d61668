#include "firmware/ike/incoming.hpp"

#include <algorithm>

#include "firmware/crypto/hash.hpp"

namespace kyoten::ike {
namespace {

using namespace wire::ike;

/// The message without the marker of port 4500.
std::optional<ByteView> ike_part(const Datagram& in) {
  const ByteView payload(in.payload);
  if (in.destination.port != kNatPort) return payload;
  if (payload.size() < kNonEspMarkerBytes) return std::nullopt;
  const auto marker = payload.first(kNonEspMarkerBytes);
  if (std::ranges::any_of(marker, [](auto byte) { return byte != 0; })) return std::nullopt;
  return payload.subspan(kNonEspMarkerBytes);
}

}  // namespace

std::optional<Incoming> incoming_of(const Datagram& datagram) {
  const auto bytes = ike_part(datagram);
  return bytes ? incoming_of(*bytes, datagram.source, datagram.destination) : std::nullopt;
}

std::optional<Incoming> incoming_of(ByteView message, const Endpoint& source,
                                    const Endpoint& destination) {
  const auto header = parse_header(message);
  if (!header || is_zero((*header).initiator)) return std::nullopt;
  Incoming in{*header, message.first((*header).length_bytes), source, destination, {}};
  in.digest = crypto::hash(crypto::HashAlgorithm::sha1, {in.bytes});
  return in;
}

Datagram outgoing(const Endpoint& from, const Endpoint& to, ByteView message) {
  Datagram datagram{from, to, {}};
  if (from.port == kNatPort) datagram.payload.resize(kNonEspMarkerBytes);
  datagram.payload.insert(datagram.payload.end(), message.begin(), message.end());
  return datagram;
}

}  // namespace kyoten::ike
