// Passwords that are stored without being known: Argon2id (RFC 9106) by libsodium, in the usual
// text form
//
//   $argon2id$v=19$m=9216,t=4,p=1$SALT$HASH          salt 16 bytes, hash 32 bytes, base64 without
//   padding
//
// The salt comes from the Entropy given, never from the library's own randomness.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "firmware/base/entropy.hpp"

namespace kyoten::crypto {

/// Nothing if there is not enough memory for it.
[[nodiscard]] std::optional<std::string> hash_password(std::string_view password, Entropy& entropy);

/// False for any other text than one of ours, and for one that asks for more work than we would
/// ever ask for: a file cannot make a login expensive. The comparison takes the same time wherever
/// the hashes differ.
[[nodiscard]] bool verify_password(std::string_view password, std::string_view stored);

}  // namespace kyoten::crypto
