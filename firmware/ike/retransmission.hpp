// A message that waits for its answer, and an answer that waits for the same question again.
#pragma once

#include "firmware/base/bytes.hpp"
#include "firmware/base/time.hpp"

namespace kyoten::ike {

/// The same bytes again at a fixed interval (`ipsec ike retry COUNT INTERVAL`). Only who waits for
/// an answer has one.
struct Retransmission {
  Bytes message;
  Instant next{};
  Duration interval{};
  int left = 0;
  std::vector<Bytes> further{};  ///< what goes with it: the other fragments of the same message
};

/// A repeated request is answered with the stored bytes and never processed again, at a bounded
/// rate: a responder must not be made to amplify.
struct StoredReply {
  Bytes request_digest;
  Bytes message;
  Instant sent{};
  int repeats = 0;
  std::vector<Bytes> further{};  ///< as above

  static constexpr Duration kShortestGap = std::chrono::milliseconds(500);
  static constexpr int kMostRepeats = 20;

  [[nodiscard]] bool answers(const Bytes& digest) const {
    return !message.empty() && digest == request_digest;
  }
  /// True if it may go out again now.
  bool repeat(Instant now) {
    if (now - sent < kShortestGap || repeats == kMostRepeats) return false;
    sent = now;
    ++repeats;
    return true;
  }
};

}  // namespace kyoten::ike
