// What an IPsec security association is (RFC 4301 section 4.4.2), as IKE negotiates it and as the
// data plane installs it: one value for each direction.
#pragma once

#include <cstdint>
#include <memory>
#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/ids.hpp"
#include "firmware/base/secret.hpp"
#include "firmware/ipsec/traffic_range.hpp"

namespace kyoten::ipsec {

/// Names as in `ipsec sa policy`. The last three are combined modes (RFC 4106, RFC 7634), which the RTX810 does not
/// have: they authenticate themselves, and with them goes EspIntegrity::none.
enum class EspCipher : std::uint8_t {
  null,
  des_cbc,
  three_des_cbc,
  aes_cbc,
  aes256_cbc,
  aes192_cbc,  ///< only in IKEv2, which offers everything; no command names it
  aes_gcm,
  aes256_gcm,
  chacha20_poly1305,
};
constexpr bool is_combined(EspCipher cipher) { return cipher >= EspCipher::aes_gcm; }
enum class EspIntegrity : std::uint8_t { none, md5_hmac, sha_hmac, sha256_hmac };

enum class Protocol : std::uint8_t { esp, ah };

/// What an SA protects with. With AH goes EspCipher::null and an integrity algorithm.
struct Suite {
  EspCipher cipher = EspCipher::aes_cbc;
  EspIntegrity integrity = EspIntegrity::sha_hmac;
  Protocol protocol = Protocol::esp;
  bool operator==(const Suite&) const = default;

  static constexpr Suite ah(EspIntegrity integrity) { return {EspCipher::null, integrity, Protocol::ah}; }
};

/// Of combined modes: with the salt of 4 bytes behind the key.
constexpr std::size_t key_bytes(EspCipher cipher) {
  constexpr std::size_t sizes[] = {0, 8, 24, 16, 32, 24, 20, 36, 36};
  return sizes[static_cast<std::size_t>(cipher)];
}
constexpr std::size_t block_bytes(EspCipher cipher) {
  constexpr std::size_t sizes[] = {4, 8, 8, 16, 16, 16, 4, 4, 4};  // 4: ESP aligns its trailer anyway
  return sizes[static_cast<std::size_t>(cipher)];
}
constexpr std::size_t iv_bytes(EspCipher cipher) {
  if (is_combined(cipher)) return 8;
  return cipher == EspCipher::null ? 0 : block_bytes(cipher);
}
constexpr std::size_t key_bytes(EspIntegrity integrity) {
  constexpr std::size_t sizes[] = {0, 16, 20, 32};
  return sizes[static_cast<std::size_t>(integrity)];
}
constexpr std::size_t icv_bytes(EspIntegrity integrity) {
  constexpr std::size_t sizes[] = {0, 12, 12, 16};
  return sizes[static_cast<std::size_t>(integrity)];
}

constexpr std::size_t icv_bytes(const Suite& suite) {
  return is_combined(suite.cipher) ? 16 : icv_bytes(suite.integrity);
}

enum class Mode : std::uint8_t { tunnel, transport };
enum class Direction : std::uint8_t { inbound, outbound };

/// The compression parameter index that goes with an SA of this end's choice. It is looked up under its SA only, so no two need
/// differ; from 256 to 61439, what is negotiated (RFC 3173 section 3.3).
constexpr Cpi cpi_beside(Spi inbound) {
  constexpr std::uint32_t kFirst = 256, kLast = 61439;
  return Cpi{static_cast<std::uint16_t>(kFirst + number(inbound) % (kLast - kFirst + 1))};
}

/// How much may pass until a new SA is wanted. Whoever negotiates says it, the data plane tells when it is reached: at
/// full speed more passes between two looks at the counters than a small lifetime allows.
struct RenewAt {
  std::optional<std::uint64_t> bytes;
  std::uint32_t sequence = 0xf0000000;  ///< long before the numbers end (RFC 4303 section 3.3.3)
  bool operator==(const RenewAt&) const = default;
};

/// One unidirectional SA with its keys. `local` and `peer` are this router's own address and the
/// peer's as seen from here; the ports are 4500-like when `udp_encapsulated`, else 0.
struct SaParameters {
  Direction direction = Direction::inbound;
  Spi spi{};  ///< chosen by the receiver: ours when inbound, the peer's when outbound
  PolicyId policy{};
  GatewayId gateway{};
  Suite suite;
  Mode mode = Mode::tunnel;
  bool udp_encapsulated = false;  ///< RFC 3948
  bool anti_replay = true;
  Endpoint local;
  Endpoint peer;
  TrafficSelection selection;  ///< tunnel mode: which inner packets it is for
  std::optional<Cpi> compression;  ///< IPComp was agreed on; the CPI is the receiver's choice like the SPI
  bool compresses = false;         ///< outbound: use it
  RenewAt renew_at;
  std::uint32_t first_sequence = 1;  ///< to send with
  Secret encryption_key;
  Secret integrity_key;

  [[nodiscard]] SaParameters clone() const;
};

/// What passed through an SA; the data plane counts, IKE decides what follows (RFC 2407 section 4.5).
struct SaUse {
  std::uint64_t packets = 0;
  std::uint64_t bytes = 0;              ///< of protected payload
  std::uint32_t highest_sequence = 0;   ///< sent or received; exhaustion forces a rekey
  std::uint64_t replayed = 0;           ///< dropped by the anti-replay window
  std::uint64_t bad_integrity = 0;      ///< dropped because the ICV was wrong
};

/// Of which SA.
struct SaUseOf {
  Direction direction{};
  Spi spi{};
  SaUse use;
};

}  // namespace kyoten::ipsec
