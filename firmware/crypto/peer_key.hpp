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

/// What a key can sign with, the hash of its own strength first; empty for keys of other kinds.
[[nodiscard]] std::vector<SignatureScheme> schemes_of(const EVP_PKEY* key);

/// Whom a certificate names.
[[nodiscard]] CertificateNames names_of(const X509* certificate);

}  // namespace kyoten::crypto
