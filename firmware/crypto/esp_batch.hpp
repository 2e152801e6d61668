// Bulk cryptography of ESP: many packets for each call, in place. Two implementations behind one interface:
// intel-ipsec-mb where the processor has it, OpenSSL elsewhere and as its cross-check.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "firmware/base/bytes.hpp"

namespace kyoten::crypto {

/// AES: size by key length. Combined modes authenticate as well; their keys end with a salt of 4 bytes
/// (RFC 4106 section 8.1, RFC 7634 section 2), and with them goes Integrity::none.
enum class BlockCipher : std::uint8_t { null, des, three_des, aes, aes_gcm, chacha20_poly1305 };
constexpr bool is_combined(BlockCipher cipher) { return cipher >= BlockCipher::aes_gcm; }
constexpr std::size_t kSaltBytes = 4;
constexpr std::size_t kCombinedTagBytes = 16;
enum class Integrity : std::uint8_t { none, hmac_md5_96, hmac_sha1_96, hmac_sha256_128 };

/// Keys expanded for one implementation. Wiped when it goes.
class EspKey {
 public:
  virtual ~EspKey() = default;
};

/// One packet: header (SPI, sequence, IV) | cipher text | ICV.
struct EspJob {
  EspKey* key = nullptr;
  std::uint8_t* start = nullptr;   ///< of the SPI
  std::uint32_t header_bytes = 8;  ///< 8 + IV; the IV stands at start + 8
  std::uint32_t cipher_bytes = 0;  ///< a multiple of the cipher's block
  std::uint8_t* icv = nullptr;     ///< where the truncated ICV is written, or was received
  bool authentic = false;          ///< out, by authenticate()
};

class EspBackend {
 public:
  virtual ~EspBackend() = default;
  [[nodiscard]] virtual std::unique_ptr<EspKey> make_key(BlockCipher cipher, ByteView cipher_key,
                                                         Integrity integrity, ByteView integrity_key) = 0;
  /// Encrypts in place, then computes each ICV over header and cipher text.
  virtual void encrypt(std::span<const EspJob> jobs) = 0;
  /// Says of each job whether the ICV it came with is right. A combined mode decrypts in the same pass, so what
  /// was not authentic is to be thrown away.
  virtual void authenticate(std::span<EspJob> jobs) = 0;
  /// Decrypts in place. Not for combined modes: what was authenticated is decrypted.
  virtual void decrypt(std::span<const EspJob> jobs) = 0;
};

/// The backends live for the thread: they keep scratch memory and are used by one worker.
EspBackend& openssl_backend();
/// Null where the library was not built in or the processor lacks what it needs.
EspBackend* ipsec_mb_backend();

constexpr std::size_t icv_bytes(Integrity integrity) {
  constexpr std::size_t sizes[] = {0, 12, 12, 16};
  return sizes[static_cast<std::size_t>(integrity)];
}

}  // namespace kyoten::crypto
