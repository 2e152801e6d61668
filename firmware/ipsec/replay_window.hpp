// The anti-replay window (RFC 4303 section 3.4.3): a ring of bits over the highest sequence number received. Checking
// and moving are separate, because the window may move only after the ICV was good.
#pragma once

#include <array>
#include <cstdint>

namespace kyoten::ipsec {

class ReplayWindow {
 public:
  /// How far a packet may lag behind the newest one. The RFC demands 32 and advises 64; a bridge over a path that
  /// reorders wants more, and it costs 136 bytes for each SA.
  static constexpr std::uint32_t kPackets = 1024;

  /// Neither seen before nor too old. 0 is never valid.
  [[nodiscard]] bool acceptable(std::uint32_t sequence) const;
  /// Marks it as seen and moves the window. False (and unchanged) if it was not acceptable.
  bool accept(std::uint32_t sequence);
  [[nodiscard]] std::uint32_t highest() const { return highest_; }

 private:
  static constexpr std::uint32_t kWordBits = 64;
  /// One word more than the window, so that the word being entered can be cleared while all others still count.
  static constexpr std::uint32_t kWords = kPackets / kWordBits + 1;

  std::uint32_t highest_ = 0;
  std::array<std::uint64_t, kWords> seen_{};
};

}  // namespace kyoten::ipsec
