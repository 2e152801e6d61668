// Tunnel authentication in both forms: the digest over every message (RFC 3931 section 4.3) and the
// challenge of RFC 2661 section 5.1.1. Which of them an RTX810 means by `l2tp tunnel auth` no
// document says, so that the initiator offers both and the answerer takes the digest if it can.
#pragma once

#include <optional>
#include <string>

#include "firmware/base/secret.hpp"
#include "firmware/crypto/hash.hpp"
#include "firmware/wire/l2tp_control.hpp"

namespace kyoten::l2tp {

constexpr std::size_t kNonceBytes = 16;
constexpr std::size_t kChallengeBytes = 16;

/// Digest Type (section 5.4.1): 0 HMAC-MD5, 1 HMAC-SHA-1.
[[nodiscard]] std::uint8_t digest_type(crypto::HashAlgorithm algorithm);

/// HMAC-MD5(password, 2).
[[nodiscard]] Secret digest_key(const std::string& password);

/// Fills in the digest of a message that write_control() made with one. Nonces not known yet are
/// empty; SCCRQ uses none.
void sign(Bytes& message, crypto::HashAlgorithm algorithm, const Secret& key, ByteView own_nonce,
          ByteView peer_nonce);

/// The algorithm by which the message is right; nothing if it carries no digest, an unknown one or
/// a wrong one.
[[nodiscard]] std::optional<crypto::HashAlgorithm> verify(const wire::l2tp::Control& message,
                                                          const Secret& key, ByteView peer_nonce,
                                                          ByteView own_nonce);

/// MD5(message type that carries it | password | challenge).
[[nodiscard]] Bytes challenge_response(wire::l2tp::MessageType carrier, const std::string& password,
                                       ByteView challenge);

}  // namespace kyoten::l2tp
