// One IKEv2 message on its way in or out: header, payload chain, and the Encrypted payload
// (RFC 7296 section 3.14).
//
//   SK body | IV, one block | encrypted: payloads | padding | pad length 1 | ICV
//
// The ICV covers everything from the IKE header to the end of the ciphertext.
#pragma once

#include "firmware/base/entropy.hpp"
#include "firmware/ike/incoming.hpp"
#include "firmware/ike/v2/keys.hpp"

namespace kyoten::ike::v2 {

/// The payloads of a message. Their views point into `text`, or into the message itself.
struct Opened {
  Bytes text;
  wire::ikev2::PayloadChain payloads;
};

Result<Opened, wire::ikev2::WireError> open_plain(const Incoming& in);
/// Nothing if the message is not authentic. What is authentic can still be malformed.
std::optional<Result<Opened, wire::ikev2::WireError>> open_encrypted(const Incoming& in,
                                                                     const IkeSuite& suite,
                                                                     const MessageKeys& keys);

Bytes seal_plain(wire::ikev2::Header header, const wire::ikev2::PayloadWriter& payloads);
Bytes seal_encrypted(wire::ikev2::Header header, const wire::ikev2::PayloadWriter& payloads,
                     const IkeSuite& suite, const MessageKeys& keys, Entropy& entropy);

}  // namespace kyoten::ike::v2
