// Diffie-Hellman in the MODP groups of IKE: 768 and 1024 bits (RFC 2409 section 6), 1536 and 2048
// bits (RFC 3526). Values travel big-endian, padded with leading zeros to the length of the prime;
// the shared secret too, since a key derived from a shorter one would differ once in 256 runs.
#pragma once

#include "firmware/base/entropy.hpp"
#include "firmware/base/result.hpp"
#include "firmware/base/secret.hpp"

namespace kyoten::crypto {

/// The numbers of the IANA registry, as IKE sends them.
enum class ModpGroup : std::uint16_t { modp768 = 1, modp1024 = 2, modp1536 = 5, modp2048 = 14 };

/// Length of public value and shared secret: 96, 128, 192, 256.
constexpr std::size_t value_bytes(ModpGroup group) {
  switch (group) {
    case ModpGroup::modp768:
      return 96;
    case ModpGroup::modp1024:
      return 128;
    case ModpGroup::modp1536:
      return 192;
    case ModpGroup::modp2048:
      return 256;
  }
  return 0;
}

struct DhKeyPair {
  Secret exponent;
  Bytes public_value;
};

/// An exponent of 320 bits (RFC 3526 section 8 asks 320 for the largest of these groups) and 2 to
/// its power.
[[nodiscard]] DhKeyPair dh_generate(ModpGroup group, Entropy& entropy);

enum class DhError : std::uint8_t {
  wrong_length,
  out_of_range,  ///< 0, 1, p - 1, or not below p: would make the secret guessable
};

[[nodiscard]] Result<Secret, DhError> dh_agree(ModpGroup group, const Secret& exponent,
                                               ByteView peer_value);

}  // namespace kyoten::crypto
