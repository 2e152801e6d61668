// What ESP and AH share of an SA at work: keys, the next sequence number, the replay window. Only for this folder.
#pragma once

#include <algorithm>

#include "firmware/crypto/esp_batch.hpp"
#include "firmware/ipsec/live_sa.hpp"
#include "firmware/ipsec/replay_window.hpp"

namespace kyoten::ipsec {

/// Never cycles (RFC 4303 section 3.3.3). Rekeying starts long before (ike/), this is the wall.
constexpr std::uint32_t kLastSequence = 0xffffffff;

/// Of the implementation that serves.
crypto::EspBackend& backend();

struct Sa::Runtime {
  SaParameters parameters;
  SaUse use;
  ReplayWindow window;
  std::uint32_t next_sequence = 1;
  bool worn_told = false;
  std::unique_ptr<crypto::EspKey> keys[2];  ///< by implementation, made at first use

  crypto::EspKey* key();
  /// Counts a packet that is being sent; its sequence number is the one before.
  void sent(std::size_t payload_bytes) {
    use.highest_sequence = next_sequence++;
    ++use.packets;
    use.bytes += payload_bytes;
  }
  /// Before any cryptography: can the number be right?
  [[nodiscard]] SaError check(std::uint32_t sequence) {
    if (sequence == 0) return SaError::malformed;
    if (!parameters.anti_replay || window.acceptable(sequence)) return SaError::none;
    ++use.replayed;
    return SaError::replayed;
  }
  /// After the ICV was good: moves the window. The second of two equal numbers in one burst ends here.
  [[nodiscard]] SaError accept(std::uint32_t sequence) {
    if (parameters.anti_replay && !window.accept(sequence)) {
      ++use.replayed;
      return SaError::replayed;
    }
    use.highest_sequence = std::max(use.highest_sequence, sequence);
    return SaError::none;
  }
};

}  // namespace kyoten::ipsec
