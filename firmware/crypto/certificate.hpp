// X.509 (RFC 5280) for IKEv2: the certificate an end shows, the ones it trusts, and signatures.
//
// A certificate file holds an end's own certificate and key, and the certificates of its authorities.
// Everything is bytes; where files are is not known here. What a peer shows is bounded before it is
// parsed.
#pragma once

#include <memory>
#include <optional>
#include <span>
#include <string>
#include <vector>

#include "firmware/base/bytes.hpp"
#include "firmware/base/result.hpp"
#include "firmware/base/time.hpp"

namespace kyoten::crypto {

constexpr std::size_t kLargestCertificateFile = 256 << 10;  ///< bytes; a revocation list too
constexpr std::size_t kLargestCertificate = 16 << 10;       ///< bytes of one that a peer shows
constexpr std::size_t kMostCertificates = 8;                ///< that a peer shows

enum class CertificateFormat : std::uint8_t { pkcs12, pem };

enum class CertificateFault : std::uint8_t {
  // of the own file
  too_large,
  unreadable,      ///< or another password
  no_certificate,  ///< none in the file; or the peer showed none
  no_private_key,
  bad_revocation_list,
  // of what a peer shows
  malformed,
  not_yet_valid,
  expired,
  revoked,
  unknown_authority,
  no_revocation_list,       ///< that is by its issuer
  old_revocation_list,      ///< its next update is overdue
  not_acceptable,           ///< anything else: an authority that is none, a bad signature in the chain
};

/// How a signature is made (RFC 7427 section 3).
enum class SignatureScheme : std::uint8_t {
  rsa_sha1,
  rsa_sha256,
  rsa_sha384,
  rsa_sha512,
  ecdsa_sha256,
  ecdsa_sha384,
  ecdsa_sha512,
};
/// Its AlgorithmIdentifier in DER, and back; nothing for one that is not known.
[[nodiscard]] ByteView algorithm_identifier(SignatureScheme scheme);
[[nodiscard]] std::optional<SignatureScheme> scheme_of(ByteView algorithm_identifier);

/// Whom a certificate names.
struct CertificateNames {
  Bytes subject_der;
  std::string subject;                 ///< for reading: "CN=branch.example, O=Example"; printable
  std::vector<std::string> common;     ///< CN
  std::vector<std::string> hosts;      ///< subjectAltName dNSName
  std::vector<std::string> mailboxes;  ///< rfc822Name
  std::vector<Bytes> addresses;        ///< iPAddress, 4 or 16 bytes
};

/// A name in DER made readable, as in CertificateNames::subject; empty if it is none.
[[nodiscard]] std::string readable_name(ByteView der);

/// A peer's certificate that was verified.
class PeerCertificate {
 public:
  struct Key;
  PeerCertificate(CertificateNames names, std::shared_ptr<const Key> key)
      : names_(std::move(names)), key_(std::move(key)) {}
  [[nodiscard]] const CertificateNames& names() const { return names_; }
  [[nodiscard]] bool verifies(SignatureScheme scheme, ByteView data, ByteView signature) const;

 private:
  CertificateNames names_;
  std::shared_ptr<const Key> key_;
};

/// What one certificate file holds, and the revocation list that goes with it.
class Credentials {
 public:
  /// `revocations`: DER or PEM; empty: none is asked for.
  static Result<std::shared_ptr<const Credentials>, CertificateFault> read(
      ByteView file, CertificateFormat format, const std::string& password, ByteView revocations);
  ~Credentials();
  Credentials(const Credentials&) = delete;
  Credentials& operator=(const Credentials&) = delete;

  /// An own certificate and its key are there. Without, the file still says whom to trust.
  [[nodiscard]] bool can_sign() const;
  [[nodiscard]] const CertificateNames& own_names() const;
  /// DER: the own certificate first, then those between it and a root.
  [[nodiscard]] const std::vector<Bytes>& own_chain() const;
  /// SHA-1 of each trusted key, one behind the other (RFC 7296 section 3.7).
  [[nodiscard]] const Bytes& authorities() const;
  /// Of the own key, the one that fits it best first; without SHA-1. Empty if there is none.
  [[nodiscard]] const std::vector<SignatureScheme>& schemes() const;
  /// With the own key; schemes of another kind give nothing.
  [[nodiscard]] Bytes sign(SignatureScheme scheme, ByteView data) const;

  /// `chain`: DER, the peer's own first. Valid at `when`, up to an authority of this file, and not
  /// revoked if there is a revocation list.
  [[nodiscard]] Result<PeerCertificate, CertificateFault> verify(std::span<const Bytes> chain,
                                                                 WallTime when) const;

 private:
  struct Content;
  explicit Credentials(std::unique_ptr<Content> content);
  std::unique_ptr<Content> content_;
};

}  // namespace kyoten::crypto
