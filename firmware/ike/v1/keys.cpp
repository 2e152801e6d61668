#include "firmware/ike/v1/keys.hpp"

#include "firmware/crypto/prf.hpp"

namespace kyoten::ike::v1 {
namespace {

Bytes big_endian(std::uint32_t value) {
  Bytes bytes;
  ByteWriter(bytes).u32(value);
  return bytes;
}

Secret joined(std::initializer_list<ByteView> parts) {
  std::size_t size = 0;
  for (auto part : parts) size += part.size();
  Bytes bytes;
  bytes.reserve(size);
  for (auto part : parts) bytes.insert(bytes.end(), part.begin(), part.end());
  Secret result(bytes);
  std::fill(bytes.begin(), bytes.end(), std::uint8_t{0});
  return result;
}

/// Longer keys than SKEYID_e are stretched, shorter ones cut (RFC 2409 appendix B).
Secret cipher_key(const Phase1Suite& suite, const Secret& skeyid_e) {
  const auto wanted = crypto::key_bytes(cbc_cipher(suite.cipher));
  if (wanted <= skeyid_e.size()) return Secret(skeyid_e.view().first(wanted));
  constexpr std::uint8_t kZero[] = {0};
  return crypto::prf_chain(hash_algorithm(suite.hash), skeyid_e.view(), kZero, {}, wanted);
}

Bytes cut_to_block(const Phase1Suite& suite, Bytes digest) {
  digest.resize(crypto::block_bytes(cbc_cipher(suite.cipher)));
  return digest;
}

}  // namespace

Bytes CookiePair::bytes() const {
  Bytes both(initiator.begin(), initiator.end());
  both.insert(both.end(), responder.begin(), responder.end());
  return both;
}

Phase1Keys derive_phase1_keys(const Phase1Suite& suite, const Phase1Secrets& secrets,
                              const CookiePair& cookies) {
  const auto hash = hash_algorithm(suite.hash);
  constexpr std::uint8_t kNumber[] = {0, 1, 2};
  const ByteView number(kNumber);
  const ByteView initiator(cookies.initiator);
  const ByteView responder(cookies.responder);
  const auto g = secrets.shared_secret;
  Phase1Keys keys;
  keys.skeyid =
      crypto::prf(hash, secrets.pre_shared_key, {secrets.initiator_nonce, secrets.responder_nonce});
  const auto skeyid = keys.skeyid.view();
  keys.derivation = crypto::prf(hash, skeyid, {g, initiator, responder, number.subspan(0, 1)});
  keys.authentication = crypto::prf(
      hash, skeyid, {keys.derivation.view(), g, initiator, responder, number.subspan(1, 1)});
  const auto skeyid_e = crypto::prf(
      hash, skeyid, {keys.authentication.view(), g, initiator, responder, number.subspan(2, 1)});
  keys.encryption = cipher_key(suite, skeyid_e);
  return keys;
}

Bytes phase1_hash(Phase1Hash hash, const Secret& skeyid, const Phase1HashInput& input) {
  return crypto::hmac(hash_algorithm(hash), skeyid.view(),
                      {input.own_public, input.other_public, input.own_cookie, input.other_cookie,
                       input.initiator_sa, input.own_id});
}

Bytes phase1_iv(const Phase1Suite& suite, ByteView initiator_public, ByteView responder_public) {
  return cut_to_block(
      suite, crypto::hash(hash_algorithm(suite.hash), {initiator_public, responder_public}));
}

Bytes exchange_iv(const Phase1Suite& suite, ByteView last_phase1_block, std::uint32_t message_id) {
  return cut_to_block(
      suite, crypto::hash(hash_algorithm(suite.hash), {last_phase1_block, big_endian(message_id)}));
}

Bytes message_hash(Phase1Hash hash, const Secret& authentication, std::uint32_t message_id,
                   ByteView initiator_nonce, ByteView rest) {
  return crypto::hmac(hash_algorithm(hash), authentication.view(),
                      {big_endian(message_id), initiator_nonce, rest});
}

Bytes last_message_hash(Phase1Hash hash, const Secret& authentication, std::uint32_t message_id,
                        ByteView initiator_nonce, ByteView responder_nonce) {
  constexpr std::uint8_t kZero[] = {0};
  return crypto::hmac(hash_algorithm(hash), authentication.view(),
                      {kZero, big_endian(message_id), initiator_nonce, responder_nonce});
}

Secret keymat(Phase1Hash hash, const Secret& derivation, const KeymatInput& input,
              std::size_t count) {
  const auto seed =
      joined({input.shared_secret, ByteView(&input.protocol, 1), big_endian(number(input.spi)),
              input.initiator_nonce, input.responder_nonce});
  return crypto::prf_chain(hash_algorithm(hash), derivation.view(), seed.view(), seed.view(),
                           count);
}

}  // namespace kyoten::ike::v1
