// How an end shows who it is (RFC 7296 section 2.15, RFC 7427): by a pre-shared key, by a signature and the certificate that
// goes with it, or as initiator by EAP (section 2.16). And whether what the other end shows is to be believed.
#pragma once

#include "firmware/ike/v2/peer.hpp"

namespace kyoten::ike::v2 {

enum class Proof : std::uint8_t { none, shared_key, signature, eap };

/// What one end shows to the other, as far as the gateway is configured for it and has the means: `own` is the role of this
/// end, `shower` that of the end which shows it.
[[nodiscard]] Proof proof_of(const Registry& registry, const Gateway& gateway, Role own, Role shower);
/// Whether this end could show who it is, in its role.
[[nodiscard]] bool can_begin(const Registry& registry, const Gateway& gateway, Role own);
/// Why that is nothing.
[[nodiscard]] Stuck missing_proof(const Registry& registry, const Gateway& gateway);

/// Opens the certificate files of new settings. One that cannot be used is told of.
void open_certificates(const Context& context, const Settings& before);

/// RTX: without `local name`, an end with a certificate is whom that names.
[[nodiscard]] wire::ike::Identity identity_to_show(const Registry& registry, const Gateway& gateway,
                                                   Role own, const IpAddress& local);

/// Which hashes signatures may be made with; nothing without certificates.
void add_signature_hashes(const Registry& registry, const Gateway& gateway,
                          wire::ikev2::PayloadWriter& payloads);
void note_signature_hashes(const wire::ikev2::PayloadChain& payloads, IkeSa& sa);
/// CERTREQ: whose signatures are believed here.
void add_certificate_request(const Registry& registry, const Gateway& gateway,
                             wire::ikev2::PayloadWriter& payloads);

/// AUTH, behind the certificates that it rests on. By EAP there is nothing to show yet.
void add_own_proof(const Registry& registry, const IkeSa& sa, const Gateway& gateway, Role signer,
                   ByteView id_body, wire::ikev2::PayloadWriter& payloads);

/// What both ends show once EAP is over: it made no key, so SK_pi and SK_pr take the place of one.
[[nodiscard]] wire::ikev2::Authentication eap_proof(const IkeSa& sa, Role signer, ByteView id_body);

/// Why a peer is not believed.
struct Refusal {
  Stuck reason{};
  std::string detail;  ///< printable
};
/// Nothing if the peer is who it says it is.
[[nodiscard]] std::optional<Refusal> doubt(const Context& context, const IkeSa& sa,
                                           const Gateway& gateway, Role signer, ByteView id_body,
                                           const wire::ikev2::PayloadChain& payloads);

/// As `show` prints it.
[[nodiscard]] std::string text_of(const wire::ike::Identity& identity);

}  // namespace kyoten::ike::v2
