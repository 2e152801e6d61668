#include "firmware/ike/v2/keys.hpp"

#include "firmware/base/assert.hpp"
#include "firmware/crypto/prf.hpp"

namespace kyoten::ike::v2 {
namespace {

/// Takes keys from the front of a stream, in the order in which the RFC lists them.
class KeyStream {
 public:
  explicit KeyStream(Secret material) : material_(std::move(material)) {}
  Secret take(std::size_t count) {
    KYOTEN_ASSERT(at_ + count <= material_.size());
    at_ += count;
    return Secret(material_.view().subspan(at_ - count, count));
  }

 private:
  Secret material_;
  std::size_t at_ = 0;
};

Bytes joined(std::initializer_list<ByteView> parts) {
  Bytes out;
  for (auto part : parts) out.insert(out.end(), part.begin(), part.end());
  return out;
}

}  // namespace

Secret prf_plus(Phase1Hash prf, ByteView key, ByteView seed, std::size_t count) {
  const auto algorithm = hash_algorithm(prf);
  KYOTEN_ASSERT(count <= 255 * crypto::digest_bytes(algorithm));
  Secret stream;
  Secret block;
  for (std::uint8_t number = 1; stream.size() < count; ++number) {
    block = crypto::prf(algorithm, key, {block.view(), seed, ByteView(&number, 1)});
    stream = Secret(joined({stream.view(), block.view()}));
  }
  return Secret(stream.view().first(count));
}

Secret skeyseed(Phase1Hash prf, const Nonces& nonces, const Secret& shared_secret) {
  const auto key = joined({nonces.initiator, nonces.responder});
  return crypto::prf(hash_algorithm(prf), key, {shared_secret.view()});
}

Secret rekey_skeyseed(Phase1Hash old_prf, const Secret& old_derivation, const Nonces& nonces,
                      const Secret& shared_secret) {
  return crypto::prf(hash_algorithm(old_prf), old_derivation.view(),
                     {shared_secret.view(), nonces.initiator, nonces.responder});
}

IkeKeys derive_ike_keys(const IkeSuite& suite, const Secret& skeyseed, const Nonces& nonces,
                        const SpiPair& spis) {
  const auto seed = joined({nonces.initiator, nonces.responder, spis.initiator, spis.responder});
  const auto prf_bytes = key_bytes(suite.prf);
  const auto integrity_bytes = key_bytes(suite.integrity);
  const auto cipher_bytes = key_bytes(suite.cipher);
  const auto total = 3 * prf_bytes + 2 * integrity_bytes + 2 * cipher_bytes;
  KeyStream stream(prf_plus(suite.prf, skeyseed.view(), seed, total));
  IkeKeys keys;
  keys.derivation = stream.take(prf_bytes);
  keys.initiator.integrity = stream.take(integrity_bytes);
  keys.responder.integrity = stream.take(integrity_bytes);
  keys.initiator.encryption = stream.take(cipher_bytes);
  keys.responder.encryption = stream.take(cipher_bytes);
  keys.auth_initiator = stream.take(prf_bytes);
  keys.auth_responder = stream.take(prf_bytes);
  return keys;
}

ChildKeys derive_child_keys(Phase1Hash prf, const Secret& derivation, ByteView shared_secret,
                            const Nonces& nonces, const ipsec::Suite& suite) {
  const auto seed = joined({shared_secret, nonces.initiator, nonces.responder});
  const auto cipher_bytes = ipsec::key_bytes(suite.cipher);
  const auto integrity_bytes = ipsec::key_bytes(suite.integrity);
  KeyStream stream(
      prf_plus(prf, derivation.view(), seed, 2 * (cipher_bytes + integrity_bytes)));
  ChildKeys keys;
  keys.encryption_to_responder = stream.take(cipher_bytes);
  keys.integrity_to_responder = stream.take(integrity_bytes);
  keys.encryption_to_initiator = stream.take(cipher_bytes);
  keys.integrity_to_initiator = stream.take(integrity_bytes);
  return keys;
}

Bytes signed_octets(Phase1Hash prf, const SignedOctets& octets) {
  const auto id = crypto::prf(hash_algorithm(prf), octets.auth_key.view(), {octets.id_body});
  return joined({octets.first_message, octets.other_nonce, id.view()});
}

Bytes shared_key_auth(Phase1Hash prf, ByteView pre_shared_key, const SignedOctets& octets) {
  const auto algorithm = hash_algorithm(prf);
  const auto key = crypto::prf(algorithm, pre_shared_key, {as_bytes("Key Pad for IKEv2")});
  return crypto::hmac(algorithm, key.view(), {signed_octets(prf, octets)});
}

}  // namespace kyoten::ike::v2
