// Hashes and HMAC as IKE, L2TP and the NAT detection need them: short inputs, given in parts. Bulk ESP
// does not come through here but through esp_batch.hpp.
#pragma once

#include <array>
#include <cstdint>
#include <initializer_list>

#include "firmware/base/bytes.hpp"

namespace kyoten::crypto {

enum class HashAlgorithm : std::uint8_t { md5, sha1, sha256 };

constexpr std::size_t kLargestDigestBytes = 32;

/// Digest length in bytes: 16, 20, 32.
constexpr std::size_t digest_bytes(HashAlgorithm algorithm) {
  return algorithm == HashAlgorithm::md5 ? 16 : algorithm == HashAlgorithm::sha1 ? 20 : 32;
}

/// H(part1 | part2 | ...)
[[nodiscard]] Bytes hash(HashAlgorithm algorithm, std::initializer_list<ByteView> parts);

/// HMAC(key, part1 | part2 | ...) (RFC 2104), full length.
[[nodiscard]] Bytes hmac(HashAlgorithm algorithm, ByteView key, std::initializer_list<ByteView> parts);

}  // namespace kyoten::crypto
