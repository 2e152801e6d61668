#include "firmware/ike/v2/cookie.hpp"

#include "firmware/crypto/hash.hpp"

namespace kyoten::ike::v2 {
namespace {

constexpr auto kSecretLife = std::chrono::seconds(120);
constexpr std::size_t kSecretBytes = 20;

}  // namespace

Bytes CookieMint::value(const Key& key, const CookieInput& input) {
  Bytes source;
  ByteWriter(source).bytes(input.source.address.octets()).u16(input.source.port);
  const auto mac = crypto::hmac(crypto::HashAlgorithm::sha1, key.secret.view(),
                                {input.nonce, source, input.initiator});
  Bytes cookie;
  ByteWriter(cookie).u8(key.number).bytes(mac);
  return cookie;
}

Bytes CookieMint::make(const CookieInput& input, Instant now, Entropy& entropy) {
  if (current_.secret.empty() || now - made_ >= kSecretLife) {
    const auto number = static_cast<std::uint8_t>(current_.number + 1);
    before_ = std::exchange(current_, {number, Secret(entropy.bytes(kSecretBytes))});
    made_ = now;
  }
  return value(current_, input);
}

bool CookieMint::is_good(ByteView cookie, const CookieInput& input) const {
  for (auto* key : {&current_, &before_}) {
    if (!key->secret.empty() && equal_in_constant_time(cookie, value(*key, input))) return true;
  }
  return false;
}

}  // namespace kyoten::ike::v2
