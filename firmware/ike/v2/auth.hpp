// How an end shows who it is (RFC 7296 section 2.15, RFC 7427): by a pre-shared key, or by a signature
// and the certificate that goes with it. And whether what the other end shows is to be believed.
#pragma once

#include "firmware/ike/v2/peer.hpp"

namespace kyoten::ike::v2 {

enum class Proof : std::uint8_t { none, shared_key, signature };

/// What a gateway is configured for and has the means for.
[[nodiscard]] Proof proof_of(const Registry& registry, const Gateway& gateway);
/// Why that is nothing.
[[nodiscard]] Stuck missing_proof(const Gateway& gateway);

/// Opens the certificate files of new settings. One that cannot be used is told of.
void open_certificates(const Context& context, const Settings& before);

/// RTX: without `local name`, an end with a certificate is whom that names.
[[nodiscard]] wire::ike::Identity identity_to_show(const Registry& registry, const Gateway& gateway,
                                                   Ipv4Address local);

/// Which hashes signatures may be made with; nothing without certificates.
void add_signature_hashes(const Registry& registry, const Gateway& gateway,
                          wire::ikev2::PayloadWriter& payloads);
void note_signature_hashes(const wire::ikev2::PayloadChain& payloads, IkeSa& sa);
/// CERTREQ: whose signatures are believed here.
void add_certificate_request(const Registry& registry, const Gateway& gateway,
                             wire::ikev2::PayloadWriter& payloads);

/// AUTH, behind the certificates that it rests on.
void add_own_proof(const Registry& registry, const IkeSa& sa, const Gateway& gateway, Role signer,
                   ByteView id_body, wire::ikev2::PayloadWriter& payloads);

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
