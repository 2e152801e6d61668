// What the payload chains of both IKE versions have in common: a generic header before each body, whose
// first byte is the type of the payload that follows (RFC 2408 section 3.2, RFC 7296 section 3.2).
#pragma once

#include <algorithm>
#include <optional>
#include <vector>

#include "firmware/base/assert.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten::wire::ike {

constexpr std::size_t kPayloadHeaderBytes = 4;

template <class Type>
struct TypedPayload {
  Type type{};
  ByteView body;
};

/// Payloads as views into a message.
template <class Type>
class PayloadList {
 public:
  [[nodiscard]] const std::vector<TypedPayload<Type>>& all() const { return payloads_; }
  [[nodiscard]] std::size_t count(Type type) const {
    return static_cast<std::size_t>(
        std::ranges::count(payloads_, type, [](auto& payload) { return payload.type; }));
  }
  /// The body if there is exactly one payload of this type: a second one is never silently
  /// preferred.
  [[nodiscard]] std::optional<ByteView> only(Type type) const {
    if (count(type) != 1) return std::nullopt;
    return std::ranges::find(payloads_, type, [](auto& payload) { return payload.type; })->body;
  }

 protected:
  std::vector<TypedPayload<Type>> payloads_;
};

/// Puts a chain together: payloads in the order in which they are added.
template <class Type>
class TypedPayloadWriter {
 public:
  TypedPayloadWriter& add(Type type, ByteView body) {
    KYOTEN_ASSERT(body.size() <= 0xffff - kPayloadHeaderBytes);
    const auto number = static_cast<std::uint8_t>(type);
    (bytes_.empty() ? first_ : bytes_[last_]) = number;
    last_ = bytes_.size();
    ByteWriter(bytes_)
        .u8(0)
        .u8(0)
        .u16(static_cast<std::uint16_t>(kPayloadHeaderBytes + body.size()))
        .bytes(body);
    return *this;
  }
  [[nodiscard]] std::uint8_t first() const { return first_; }
  [[nodiscard]] const Bytes& bytes() const { return bytes_; }
  /// A hash over the payloads that follow can only be filled in afterwards.
  void overwrite(std::size_t position, ByteView body) {
    KYOTEN_ASSERT(position + body.size() <= bytes_.size());
    std::ranges::copy(body, bytes_.begin() + static_cast<std::ptrdiff_t>(position));
  }

 private:
  Bytes bytes_;
  std::uint8_t first_ = 0;
  std::size_t last_ = 0;
};

/// Proposals and transforms begin with "more follow", a reserved byte, and a length that includes them.
struct ListPart {
  std::uint8_t more = 0;  ///< 0 in the last one
  ByteView body;
};
[[nodiscard]] inline std::optional<ListPart> next_list_part(ByteReader& reader) {
  const auto more = reader.u8();
  const bool reserved = reader.skip(1);
  const auto length = reader.u16();
  if (!more || !reserved || !length || *length < 4) return std::nullopt;
  const auto body = reader.take(*length - 4u);
  if (!body) return std::nullopt;
  return ListPart{*more, *body};
}

}  // namespace kyoten::wire::ike
