// A message that is too long for one datagram travels in several, each protected on its own
// (RFC 7383): so no fragment that the peer did not send takes up any memory.
//
//   SKF body | number 2, from 1 | total 2 | IV, one block | encrypted: part | padding | pad length 1 | ICV
//
// The payloads of the message are cut like one long text; the first fragment names the first of them.
#pragma once

#include <map>

#include "firmware/base/time.hpp"
#include "firmware/ike/v2/message.hpp"

namespace kyoten::ike::v2 {

/// A message that is longer than this is sent in fragments, if the peer knows them.
constexpr std::size_t kFragmentAbove = 1280;
/// An IP packet with a fragment is no longer than this.
constexpr std::size_t kFragmentPacketBytes = 1280;
constexpr std::size_t kMostFragments = 64;
constexpr std::size_t kMostReassembledBytes = 32 * 1024;
constexpr auto kReassemblyLife = std::chrono::seconds(30);

struct FragmentPlace {
  std::uint16_t number = 1;
  std::uint16_t total = 1;
};
/// Where a message says that it belongs, before it is known to be authentic; nothing if it is no
/// fragment.
[[nodiscard]] std::optional<FragmentPlace> fragment_place(const Incoming& in);

[[nodiscard]] bool is_authentic_fragment(const Incoming& in, const IkeSuite& suite,
                                         const MessageKeys& keys);

/// The parts of one message as they come, in any order.
class Reassembly {
 public:
  /// The whole message when this fragment was the last one missing. A fragment that is not authentic,
  /// that came before, or that belongs to a coarser cut than another one changes nothing; one of
  /// a finer cut begins anew (section 2.6).
  std::optional<Result<Opened, wire::ikev2::WireError>> add(const Incoming& in,
                                                            const IkeSuite& suite,
                                                            const MessageKeys& keys, Instant now);
  void clear() { *this = {}; }
  /// When what is here is not worth waiting for any longer.
  [[nodiscard]] std::optional<Instant> expires() const;
  [[nodiscard]] std::size_t bytes() const { return bytes_; }

 private:
  [[nodiscard]] Bytes joined() const;

  std::uint32_t message_id_ = 0;
  std::uint16_t total_ = 0;  ///< 0: nothing here
  std::uint8_t first_inside_ = 0;
  std::map<std::uint16_t, Bytes> parts_;
  std::size_t bytes_ = 0;
  Instant began_{};
};

/// All fragments of a message, ready to be sent.
[[nodiscard]] std::vector<Bytes> seal_fragments(const wire::ikev2::Header& header,
                                                const wire::ikev2::PayloadWriter& payloads,
                                                const IkeSuite& suite, const MessageKeys& keys,
                                                Entropy& entropy);

}  // namespace kyoten::ike::v2
