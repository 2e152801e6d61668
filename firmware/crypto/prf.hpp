// The pseudo-random function of IKE with pre-shared keys: HMAC of the negotiated hash, with results
// that are secrets (RFC 2409 section 4).
#pragma once

#include "firmware/base/secret.hpp"
#include "firmware/crypto/hash.hpp"

namespace kyoten::crypto {

[[nodiscard]] Secret prf(HashAlgorithm algorithm, ByteView key,
                         std::initializer_list<ByteView> parts);

/// K1 | K2 | ... cut to `count` bytes, with K1 = prf(key, first) and Kn = prf(key, Kn-1 | rest).
[[nodiscard]] Secret prf_chain(HashAlgorithm algorithm, ByteView key, ByteView first, ByteView rest,
                               std::size_t count);

}  // namespace kyoten::crypto
