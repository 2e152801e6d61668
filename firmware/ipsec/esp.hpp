// ESP (RFC 4303) on payloads, many packets at a time. The caller (dataplane/stage) takes care of the IP and
// UDP headers around; here a packet's bytes are the payload to protect, or the ESP packet from its SPI on.
#pragma once

#include <cstdint>
#include <memory>
#include <span>

#include "firmware/base/entropy.hpp"
#include "firmware/base/packet.hpp"
#include "firmware/base/result.hpp"
#include "firmware/ipsec/sa.hpp"

namespace kyoten::ipsec {

enum class EspError : std::uint8_t {
  none,
  sequence_exhausted,
  no_headroom,
  no_tailroom,
  malformed,      ///< too short, or not a multiple of the block
  replayed,
  integrity,
  padding,
};

/// Keys expanded for the crypto library, sequence number, replay window, counters: the SA's runtime part.
/// Lives in dataplane/table and survives every change of plan.
class Sa {
 public:
  explicit Sa(SaParameters parameters);
  ~Sa();
  Sa(Sa&&) noexcept;
  Sa& operator=(Sa&&) noexcept;

  [[nodiscard]] const SaParameters& parameters() const;
  [[nodiscard]] const SaUse& use() const;
  /// True once, when `renew_at` has been reached.
  [[nodiscard]] bool take_worn();
  void move_peer(const Endpoint& peer);

  struct Runtime;
  [[nodiscard]] Runtime& runtime() { return *runtime_; }

 private:
  std::unique_ptr<Runtime> runtime_;
};

/// Bytes that ESP adds in front of (SPI, sequence, IV) and, at most, behind the payload.
std::size_t esp_headroom(const EspSuite& suite);
std::size_t esp_tailroom(const EspSuite& suite);

struct EncryptJob {
  PacketBuffer* packet = nullptr;  ///< in: payload; out: SPI | seq | IV | ciphertext | ICV
  Sa* sa = nullptr;
  std::uint8_t next_header = 0;    ///< 4 in tunnel mode, the payload's protocol in transport mode
  EspError error = EspError::none; ///< out; on error the packet must be dropped
};
struct DecryptJob {
  PacketBuffer* packet = nullptr;  ///< in: ESP from its SPI on; out: payload
  Sa* sa = nullptr;
  std::uint8_t next_header = 0;    ///< out
  EspError error = EspError::none; ///< out; on error the packet must be dropped
};

/// One burst to the crypto library for all jobs, whatever their SAs; everything is done on return.
/// A sequence number is never used twice; the replay window moves only after the ICV was good. Two packets with
/// the same sequence number in one burst: the second is replayed.
void esp_encrypt(std::span<EncryptJob> jobs, Entropy& entropy);
void esp_decrypt(std::span<DecryptJob> jobs);

/// Which implementation serves: the fast one (intel-ipsec-mb) where the processor has it, OpenSSL elsewhere and
/// as cross-check in tests. Chosen at start-up; for tests and benchmarks.
enum class EspImplementation : std::uint8_t { ipsec_mb, openssl };
void set_esp_implementation(EspImplementation implementation);
EspImplementation esp_implementation();

}  // namespace kyoten::ipsec
