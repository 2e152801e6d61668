#include "firmware/ipsec/replay_window.hpp"

#include <algorithm>

namespace kyoten::ipsec {

bool ReplayWindow::acceptable(std::uint32_t sequence) const {
  if (sequence == 0) return false;
  if (sequence > highest_) return true;
  if (highest_ - sequence >= kPackets) return false;
  const auto word = seen_[(sequence / kWordBits) % kWords];
  return (word >> (sequence % kWordBits) & 1) == 0;
}

bool ReplayWindow::accept(std::uint32_t sequence) {
  if (!acceptable(sequence)) return false;
  if (sequence > highest_) {
    // Clear the words that the window enters; a jump over everything clears them all.
    const auto entered = std::min(sequence / kWordBits - highest_ / kWordBits, kWords);
    for (std::uint32_t i = 1; i <= entered; ++i) seen_[(highest_ / kWordBits + i) % kWords] = 0;
    highest_ = sequence;
  }
  seen_[(sequence / kWordBits) % kWords] |= std::uint64_t{1} << (sequence % kWordBits);
  return true;
}

}  // namespace kyoten::ipsec
