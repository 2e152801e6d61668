// The chain of payloads behind the header (RFC 2408 section 3.2). Each starts with the generic
// header; the type of a payload stands in the one before it, the first one's in the message header.
//
//   | next payload 1 | reserved 1 | length 2, this header included | body
#pragma once

#include <optional>

#include "firmware/wire/ike_header.hpp"

namespace kyoten::wire::ike {

/// RFC 2408 section 3.1; NAT payloads RFC 3947, and the numbers its drafts used.
enum class PayloadType : std::uint8_t {
  none = 0,
  security_association = 1,
  proposal = 2,
  transform = 3,
  key_exchange = 4,
  identification = 5,
  hash = 8,
  nonce = 10,
  notification = 11,
  deletion = 12,
  vendor_id = 13,
  nat_discovery = 20,
  nat_original_address = 21,
  nat_discovery_draft = 130,
  nat_original_address_draft = 131,
};

constexpr std::size_t kPayloadHeaderBytes = 4;
constexpr std::size_t kMostPayloads = 32;

struct Payload {
  PayloadType type{};  ///< may be a number without a name here: such are carried and ignored
  ByteView body;
};

/// All payloads of a message as views into it. Whatever follows the last one is padding.
class PayloadChain {
 public:
  static Result<PayloadChain, WireError> parse(std::uint8_t first, ByteView bytes);

  [[nodiscard]] const std::vector<Payload>& all() const { return payloads_; }
  [[nodiscard]] std::size_t count(PayloadType type) const;
  /// The body if there is exactly one payload of this type: a second one is never silently
  /// preferred.
  [[nodiscard]] std::optional<ByteView> only(PayloadType type) const;
  /// Bytes from the first payload to the end of the last.
  [[nodiscard]] std::size_t size_bytes() const { return size_bytes_; }

 private:
  std::vector<Payload> payloads_;
  std::size_t size_bytes_ = 0;
};

/// Puts a chain together: payloads in the order in which they are added.
class PayloadWriter {
 public:
  PayloadWriter& add(PayloadType type, ByteView body);
  [[nodiscard]] std::uint8_t first() const { return first_; }
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  /// Where the last payload's body stands in `bytes()`.
  [[nodiscard]] std::size_t last_body() const { return last_ + kPayloadHeaderBytes; }
  /// A hash over the payloads that follow can only be filled in afterwards.
  void overwrite(std::size_t position, ByteView body);

 private:
  Bytes bytes_;
  std::uint8_t first_ = 0;
  std::size_t last_ = 0;
};

}  // namespace kyoten::wire::ike
