// Cookies against floods of first messages from forged addresses (RFC 7296 section 2.6). Nothing is
// kept of who was sent one: it is recomputed when it comes back.
//
//   cookie = number of the secret 1 | HMAC-SHA1(secret, Ni | source address and port | SPIi)
#pragma once

#include "firmware/base/address.hpp"
#include "firmware/base/entropy.hpp"
#include "firmware/base/secret.hpp"
#include "firmware/base/time.hpp"
#include "firmware/wire/ikev2_payload.hpp"

namespace kyoten::ike::v2 {

struct CookieInput {
  ByteView nonce;
  Endpoint source;
  const wire::ikev2::IkeSpi& initiator;
};

class CookieMint {
 public:
  /// A new secret every two minutes; the one before stays good.
  [[nodiscard]] Bytes make(const CookieInput& input, Instant now, Entropy& entropy);
  [[nodiscard]] bool is_good(ByteView cookie, const CookieInput& input) const;

 private:
  struct Key {
    std::uint8_t number = 0;
    Secret secret;
  };
  [[nodiscard]] static Bytes value(const Key& key, const CookieInput& input);

  Key current_;
  Key before_;
  Instant made_{};
};

}  // namespace kyoten::ike::v2
