// One IKE message on its way in or out: header, payload chain, and the encryption of both phases
// (RFC 2409 appendix B).
#pragma once

#include "firmware/ike/incoming.hpp"
#include "firmware/ike/v1/keys.hpp"
#include "firmware/wire/ike_payload.hpp"

namespace kyoten::ike::v1 {

/// What arrived, decrypted and taken apart. The views of `payloads` point into `text`.
struct Opened {
  Bytes text;
  wire::ike::PayloadChain payloads;
  Bytes next_iv;  ///< the last block of ciphertext; empty if the message was in the clear

  /// Everything behind the first payload, which is the HASH: what that hash covers.
  [[nodiscard]] ByteView behind_first() const;
};

Result<Opened, wire::ike::WireError> open_plain(const Incoming& in);
Result<Opened, wire::ike::WireError> open_encrypted(const Incoming& in, const Phase1Suite& suite,
                                                    const Secret& key, ByteView iv);

Bytes seal_plain(wire::ike::Header header, const wire::ike::PayloadWriter& payloads);
/// `iv` becomes the last block of ciphertext.
Bytes seal_encrypted(wire::ike::Header header, const wire::ike::PayloadWriter& payloads,
                     const Phase1Suite& suite, const Secret& key, Bytes& iv);

}  // namespace kyoten::ike::v1
