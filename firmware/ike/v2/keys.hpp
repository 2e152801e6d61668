// Keys of IKEv2 (RFC 7296 sections 2.13 to 2.18). Pure functions.
//
//   prf+(K, S) = T1 | T2 | ...   T1 = prf(K, S | 1), Tn = prf(K, Tn-1 | S | n)
//   SKEYSEED   = prf(Ni | Nr, g^ir)                         of a rekeyed SA: prf(SK_d old, g^ir | Ni | Nr)
//   SK_d | SK_ai | SK_ar | SK_ei | SK_er | SK_pi | SK_pr = prf+(SKEYSEED, Ni | Nr | SPIi | SPIr)
//   KEYMAT     = prf+(SK_d, [g^ir |] Ni | Nr)               of a child SA, initiator to responder first
//   AUTH       = prf(prf(PSK, "Key Pad for IKEv2"), first message | other's nonce | prf(SK_p, own ID))
#pragma once

#include "firmware/base/secret.hpp"
#include "firmware/ike/v2/suite.hpp"
#include "firmware/wire/ikev2_payload.hpp"

namespace kyoten::ike::v2 {

struct SpiPair {
  wire::ikev2::IkeSpi initiator{};
  wire::ikev2::IkeSpi responder{};
  bool operator==(const SpiPair&) const = default;
};

struct Nonces {
  Bytes initiator;
  Bytes responder;
};

/// Integrity and encryption of the messages of one direction.
struct MessageKeys {
  Secret integrity;
  Secret encryption;
};

struct IkeKeys {
  Secret derivation;      ///< SK_d
  MessageKeys initiator;  ///< what the original initiator of the IKE SA sends with
  MessageKeys responder;
  Secret auth_initiator;  ///< SK_pi
  Secret auth_responder;
};

[[nodiscard]] Secret prf_plus(Phase1Hash prf, ByteView key, ByteView seed, std::size_t count);

[[nodiscard]] Secret skeyseed(Phase1Hash prf, const Nonces& nonces, const Secret& shared_secret);
[[nodiscard]] Secret rekey_skeyseed(Phase1Hash old_prf, const Secret& old_derivation,
                                    const Nonces& nonces, const Secret& shared_secret);
[[nodiscard]] IkeKeys derive_ike_keys(const IkeSuite& suite, const Secret& skeyseed,
                                      const Nonces& nonces, const SpiPair& spis);

/// Keys of a child SA's two directions, encryption before integrity in each.
struct ChildKeys {
  Secret encryption_to_responder;
  Secret integrity_to_responder;
  Secret encryption_to_initiator;
  Secret integrity_to_initiator;
};
/// `initiator` is who began this exchange, not who began the IKE SA. `shared_secret` is empty without PFS.
[[nodiscard]] ChildKeys derive_child_keys(Phase1Hash prf, const Secret& derivation,
                                          ByteView shared_secret, const Nonces& nonces,
                                          const ipsec::Suite& suite);

struct SignedOctets {
  ByteView first_message;  ///< the signer's IKE_SA_INIT message, from the header on
  ByteView other_nonce;
  const Secret& auth_key;  ///< SK_pi or SK_pr, the signer's
  ByteView id_body;        ///< the signer's ID payload without its generic header
};
/// first message | other's nonce | prf(SK_p, own ID): what AUTH covers.
[[nodiscard]] Bytes signed_octets(Phase1Hash prf, const SignedOctets& octets);
[[nodiscard]] Bytes shared_key_auth(Phase1Hash prf, ByteView pre_shared_key,
                                    const SignedOctets& octets);

}  // namespace kyoten::ike::v2
