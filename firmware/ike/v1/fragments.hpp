// IKE messages that came in several datagrams (Cisco's extension, which strongSwan, Windows and others speak). The pieces are of
// the message as it would have been sent, header and all, whatever protection that has; they themselves have none.
//
//   | fragment id 2 | number 1, from 1 | flags 1, bit 0: the last | part
//
// Only understood, never sent: no message of this end comes near the size of a datagram.
#pragma once

#include <map>

#include "firmware/base/time.hpp"
#include "firmware/ike/incoming.hpp"

namespace kyoten::ike::v1 {

constexpr auto kReassemblyLife = std::chrono::seconds(30);

[[nodiscard]] bool is_fragment(const Incoming& in);

/// The pieces of one message as they come, in any order. Anybody who knows the cookies can send them, so there is room for one
/// message of the largest size, and a piece with another id begins anew.
class Reassembly {
 public:
  /// The whole message when this piece was the last one missing. What is no proper piece, or came before, changes nothing.
  std::optional<Bytes> add(const Incoming& in, Instant now);
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  [[nodiscard]] bool complete() const { return last_ != 0 && parts_.size() == last_; }

  std::uint16_t id_ = 0;
  std::uint8_t last_ = 0;  ///< number of the last piece; 0: not known yet
  std::map<std::uint8_t, Bytes> parts_;
  std::size_t bytes_ = 0;
  Instant began_{};
};

}  // namespace kyoten::ike::v1
