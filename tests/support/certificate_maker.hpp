// Certificates for tests: an authority, what it signs, and its revocation lists.
#pragma once

#include <openssl/evp.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <vector>

#include "firmware/base/bytes.hpp"
#include "firmware/base/time.hpp"

namespace kyoten::test {

/// When the tests' certificates are made: valid from a day before to a year behind.
constexpr WallTime kIssued{std::chrono::seconds(1'700'000'000)};
constexpr auto kDay = std::chrono::hours(24);

struct Issued {
  std::shared_ptr<X509> certificate;
  std::shared_ptr<EVP_PKEY> key;

  [[nodiscard]] Bytes der() const;
  [[nodiscard]] std::string pem() const;
  [[nodiscard]] std::string key_pem(const std::string& password = {}) const;
};

struct Order {
  std::string common_name;
  std::string alternative;  ///< as OpenSSL writes it: "DNS:branch.example,IP:192.0.2.1"; empty: none
  WallTime from = kIssued - kDay;
  WallTime until = kIssued + 365 * kDay;
  bool authority = false;
  std::string curve = {};  ///< "P-256": an elliptic key instead of RSA
};

class Authority {
 public:
  explicit Authority(const std::string& name);
  [[nodiscard]] Issued issue(const Order& order);
  [[nodiscard]] const Issued& own() const { return own_; }
  /// DER.
  [[nodiscard]] Bytes revocations(const std::vector<const Issued*>& revoked,
                                  WallTime until = kIssued + 30 * kDay) const;

 private:
  Issued own_;
  long next_serial_ = 2;
};

/// What `pki certificate file ... x509-pem` reads: own certificate, key, authority.
[[nodiscard]] Bytes pem_file(const Issued& own, const Issued& authority,
                             const std::string& password = {});
[[nodiscard]] Bytes pkcs12_file(const Issued& own, const Issued& authority,
                                const std::string& password, bool old_ciphers = false);

}  // namespace kyoten::test
