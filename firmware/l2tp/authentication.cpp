#include "firmware/l2tp/authentication.hpp"

#include "firmware/base/assert.hpp"

namespace kyoten::l2tp {
namespace {

using crypto::HashAlgorithm;
using wire::l2tp::AvpType;

std::optional<HashAlgorithm> algorithm_of(const wire::l2tp::Avp& digest) {
  if (digest.value.empty()) return std::nullopt;
  for (auto algorithm : {HashAlgorithm::md5, HashAlgorithm::sha1}) {
    if (digest.value[0] != digest_type(algorithm)) continue;
    if (digest.value.size() == 1 + crypto::digest_bytes(algorithm)) return algorithm;
  }
  return std::nullopt;
}

}  // namespace

std::uint8_t digest_type(HashAlgorithm algorithm) {
  KYOTEN_ASSERT(algorithm != HashAlgorithm::sha256);
  return algorithm == HashAlgorithm::md5 ? 0 : 1;
}

Secret digest_key(const std::string& password) {
  constexpr std::uint8_t kForDigest[] = {2};
  return Secret(crypto::hmac(HashAlgorithm::md5, as_bytes(password), {kForDigest}));
}

void sign(Bytes& message, HashAlgorithm algorithm, const Secret& key, ByteView own_nonce,
          ByteView peer_nonce) {
  KYOTEN_ASSERT(message.size() >= wire::l2tp::kDigestOffset + crypto::digest_bytes(algorithm));
  const auto digest = crypto::hmac(algorithm, key.view(), {own_nonce, peer_nonce, message});
  std::copy(digest.begin(), digest.end(), message.begin() + wire::l2tp::kDigestOffset);
}

std::optional<HashAlgorithm> verify(const wire::l2tp::Control& message, const Secret& key,
                                    ByteView peer_nonce, ByteView own_nonce) {
  // Section 5.4.1: one or two digests, directly behind the type. The first that we know decides;
  // all are zero in the sum.
  Bytes zeroed = to_bytes(message.bytes);
  const wire::l2tp::Avp* chosen = nullptr;
  for (std::size_t i = 1; i < message.avps.size() && i <= 2; ++i) {
    const auto& avp = message.avps[i];
    if (!avp.is(AvpType::message_digest)) break;
    if (avp.value.empty()) return std::nullopt;
    const auto at = avp.value.data() - message.bytes.data() + 1;
    std::fill_n(zeroed.begin() + at, avp.value.size() - 1, std::uint8_t{0});
    if (chosen == nullptr && algorithm_of(avp)) chosen = &avp;
  }
  if (chosen == nullptr) return std::nullopt;
  const auto algorithm = *algorithm_of(*chosen);
  const auto expected = crypto::hmac(algorithm, key.view(), {peer_nonce, own_nonce, zeroed});
  if (!equal_in_constant_time(expected, chosen->value.subspan(1))) return std::nullopt;
  return algorithm;
}

Bytes challenge_response(wire::l2tp::MessageType carrier, const std::string& password,
                         ByteView challenge) {
  const std::uint8_t type[] = {static_cast<std::uint8_t>(carrier)};
  return crypto::hash(HashAlgorithm::md5, {type, as_bytes(password), challenge});
}

}  // namespace kyoten::l2tp
