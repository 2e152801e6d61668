// An SA at work: what ESP and AH change with every packet.
#pragma once

#include <cstdint>
#include <memory>

#include "firmware/ipsec/sa.hpp"

namespace kyoten::ipsec {

/// Why a packet did not get through an SA.
enum class SaError : std::uint8_t {
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

/// Which implementation serves: the fast one (intel-ipsec-mb) where the processor has it, OpenSSL elsewhere and
/// as cross-check in tests. Chosen at start-up; for tests and benchmarks.
enum class EspImplementation : std::uint8_t { ipsec_mb, openssl };
void set_esp_implementation(EspImplementation implementation);
EspImplementation esp_implementation();

}  // namespace kyoten::ipsec
