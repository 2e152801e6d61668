// Keys, hashes and initialisation vectors of IKEv1 with pre-shared keys (RFC 2409 sections 5
// and 5.5, appendix B). Pure functions; `_b` in the RFC is a payload's body without its generic
// header.
//
//   SKEYID   = prf(PSK, Ni_b | Nr_b)
//   SKEYID_d = prf(SKEYID, g^xy | CKY-I | CKY-R | 0)
//   SKEYID_a = prf(SKEYID, SKEYID_d | g^xy | CKY-I | CKY-R | 1)
//   SKEYID_e = prf(SKEYID, SKEYID_a | g^xy | CKY-I | CKY-R | 2)      the cipher's key is made from
//   it
#pragma once

#include "firmware/ike/v1/algorithms.hpp"
#include "firmware/wire/ike_header.hpp"

namespace kyoten::ike::v1 {

struct CookiePair {
  wire::ike::Cookie initiator{};
  wire::ike::Cookie responder{};
  bool operator==(const CookiePair&) const = default;
  [[nodiscard]] Bytes bytes() const;  ///< both, as they stand in delete and notification payloads
};

struct Phase1Keys {
  Secret skeyid;
  Secret derivation;      ///< SKEYID_d: keys of IPsec SAs come from it
  Secret authentication;  ///< SKEYID_a: HASH payloads after phase 1
  Secret encryption;      ///< Ka: made from SKEYID_e, as long as the cipher wants
};

struct Phase1Secrets {
  ByteView pre_shared_key;
  ByteView initiator_nonce;
  ByteView responder_nonce;
  ByteView shared_secret;  ///< g^xy
};
Phase1Keys derive_phase1_keys(const Phase1Suite& suite, const Phase1Secrets& secrets,
                              const CookiePair& cookies);

/// HASH_I or HASH_R = prf(SKEYID, g^x own | g^x other | CKY own | CKY other | SAi_b | ID own_b).
struct Phase1HashInput {
  ByteView own_public;
  ByteView other_public;
  const wire::ike::Cookie& own_cookie;
  const wire::ike::Cookie& other_cookie;
  ByteView initiator_sa;  ///< the initiator's in both hashes
  ByteView own_id;
};
Bytes phase1_hash(Phase1Hash hash, const Secret& skeyid, const Phase1HashInput& input);

/// Of the first encrypted message of phase 1: the plain hash of both public values.
Bytes phase1_iv(const Phase1Suite& suite, ByteView initiator_public, ByteView responder_public);
/// Of every other exchange's first message; later ones chain on from it. Whatever `ipsec ike payload type` says: what its
/// types 1 and 2 do otherwise is not published, and here would be its place.
Bytes exchange_iv(const Phase1Suite& suite, ByteView last_phase1_block, std::uint32_t message_id);

/// HASH(1) and the hash of informational exchanges; with a nonce HASH(2).
Bytes message_hash(Phase1Hash hash, const Secret& authentication, std::uint32_t message_id,
                   ByteView initiator_nonce, ByteView rest);
/// HASH(3).
Bytes last_message_hash(Phase1Hash hash, const Secret& authentication, std::uint32_t message_id,
                        ByteView initiator_nonce, ByteView responder_nonce);

struct KeymatInput {
  ByteView shared_secret;  ///< of the quick mode's own exchange, empty without PFS
  std::uint8_t protocol = 3;
  Spi spi{};  ///< chosen by the receiver of the SA
  ByteView initiator_nonce;
  ByteView responder_nonce;
};
Secret keymat(Phase1Hash hash, const Secret& derivation, const KeymatInput& input,
              std::size_t count);

}  // namespace kyoten::ike::v1
