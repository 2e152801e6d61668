// Byte strings and the bounded cursors over them. `ByteReader` is the only way a parser touches input:
// every read says whether it succeeded, nothing reads past the end.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace kyoten {

using Bytes = std::vector<std::uint8_t>;
using ByteView = std::span<const std::uint8_t>;
using MutableByteView = std::span<std::uint8_t>;

/// Reads big-endian fields from the front of a view. A failed read consumes nothing.
class ByteReader {
 public:
  explicit ByteReader(ByteView bytes) : rest_(bytes) {}

  [[nodiscard]] std::optional<std::uint8_t> u8();
  [[nodiscard]] std::optional<std::uint16_t> u16();
  [[nodiscard]] std::optional<std::uint32_t> u32();
  [[nodiscard]] std::optional<std::uint64_t> u64();
  [[nodiscard]] std::optional<ByteView> take(std::size_t count);
  [[nodiscard]] bool skip(std::size_t count) { return take(count).has_value(); }

  [[nodiscard]] ByteView rest() const { return rest_; }
  [[nodiscard]] std::size_t remaining() const { return rest_.size(); }
  [[nodiscard]] bool empty() const { return rest_.empty(); }

 private:
  ByteView rest_;
};

/// Appends big-endian fields to a byte string; `patch_u16` fills in lengths afterwards.
class ByteWriter {
 public:
  explicit ByteWriter(Bytes& out) : out_(out) {}

  ByteWriter& u8(std::uint8_t value);
  ByteWriter& u16(std::uint16_t value);
  ByteWriter& u32(std::uint32_t value);
  ByteWriter& u64(std::uint64_t value);
  ByteWriter& bytes(ByteView value);
  ByteWriter& text(std::string_view value);
  ByteWriter& zeros(std::size_t count);

  [[nodiscard]] std::size_t position() const { return out_.size(); }
  void patch_u16(std::size_t position, std::uint16_t value);
  void patch_u32(std::size_t position, std::uint32_t value);

 private:
  Bytes& out_;
};

inline ByteView as_bytes(std::string_view text) {
  return {reinterpret_cast<const std::uint8_t*>(text.data()), text.size()};
}
inline Bytes to_bytes(ByteView view) { return {view.begin(), view.end()}; }
inline Bytes to_bytes(std::string_view text) { return to_bytes(as_bytes(text)); }

/// "0a1b2c", or "0a 1b 2c " with a separator behind each byte.
std::string to_hex(ByteView bytes, std::string_view separator = "");
/// Accepts upper and lower case; nothing for an odd count or another character.
std::optional<Bytes> from_hex(std::string_view text);

/// Text from a peer made safe for a log or a terminal: printable ASCII stays, the rest becomes \xNN,
/// cut at `limit` characters.
std::string printable(ByteView text, std::size_t limit = 64);

}  // namespace kyoten
