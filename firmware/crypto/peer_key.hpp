// The keys behind certificates, for the .cpp files of this folder.
#pragma once

#include "firmware/crypto/certificate.hpp"
#include "firmware/crypto/openssl_objects.hpp"

namespace kyoten::crypto {

struct PeerCertificate::Key {
  openssl::PrivateKey key;  ///< its public half only
};

/// Empty if the key is none of the scheme's kind.
[[nodiscard]] Bytes sign(EVP_PKEY* key, SignatureScheme scheme, ByteView data);

/// Whom a certificate names.
[[nodiscard]] CertificateNames names_of(const X509* certificate);

}  // namespace kyoten::crypto
