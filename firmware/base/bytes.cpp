#include "firmware/base/bytes.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"

namespace kyoten {

std::optional<std::uint8_t> ByteReader::u8() {
  auto field = take(1);
  if (!field) return std::nullopt;
  return (*field)[0];
}

std::optional<std::uint16_t> ByteReader::u16() {
  auto field = take(2);
  if (!field) return std::nullopt;
  return boost::endian::load_big_u16(field->data());
}

std::optional<std::uint32_t> ByteReader::u32() {
  auto field = take(4);
  if (!field) return std::nullopt;
  return boost::endian::load_big_u32(field->data());
}

std::optional<std::uint64_t> ByteReader::u64() {
  auto field = take(8);
  if (!field) return std::nullopt;
  return boost::endian::load_big_u64(field->data());
}

std::optional<ByteView> ByteReader::take(std::size_t count) {
  if (count > rest_.size()) return std::nullopt;
  auto field = rest_.first(count);
  rest_ = rest_.subspan(count);
  return field;
}

ByteWriter& ByteWriter::u8(std::uint8_t value) {
  out_.push_back(value);
  return *this;
}

ByteWriter& ByteWriter::u16(std::uint16_t value) {
  std::uint8_t field[2];
  boost::endian::store_big_u16(field, value);
  return bytes(field);
}

ByteWriter& ByteWriter::u32(std::uint32_t value) {
  std::uint8_t field[4];
  boost::endian::store_big_u32(field, value);
  return bytes(field);
}

ByteWriter& ByteWriter::u64(std::uint64_t value) {
  std::uint8_t field[8];
  boost::endian::store_big_u64(field, value);
  return bytes(field);
}

ByteWriter& ByteWriter::bytes(ByteView value) {
  out_.insert(out_.end(), value.begin(), value.end());
  return *this;
}

ByteWriter& ByteWriter::text(std::string_view value) { return bytes(as_bytes(value)); }

ByteWriter& ByteWriter::zeros(std::size_t count) {
  out_.insert(out_.end(), count, 0);
  return *this;
}

void ByteWriter::patch_u16(std::size_t position, std::uint16_t value) {
  KYOTEN_ASSERT(position + 2 <= out_.size());
  boost::endian::store_big_u16(out_.data() + position, value);
}

void ByteWriter::patch_u32(std::size_t position, std::uint32_t value) {
  KYOTEN_ASSERT(position + 4 <= out_.size());
  boost::endian::store_big_u32(out_.data() + position, value);
}

std::string to_hex(ByteView bytes, std::string_view separator) {
  constexpr std::string_view digits = "0123456789abcdef";
  std::string text;
  text.reserve(bytes.size() * (2 + separator.size()));
  for (auto byte : bytes) {
    text += digits[byte >> 4];
    text += digits[byte & 15];
    text += separator;
  }
  return text;
}

std::optional<Bytes> from_hex(std::string_view text) {
  auto digit = [](char c) -> int {
    if (c >= '0' && c <= '9') return c - '0';
    if (c >= 'a' && c <= 'f') return c - 'a' + 10;
    if (c >= 'A' && c <= 'F') return c - 'A' + 10;
    return -1;
  };
  if (text.size() % 2 != 0) return std::nullopt;
  Bytes bytes;
  for (std::size_t i = 0; i < text.size(); i += 2) {
    const int high = digit(text[i]);
    const int low = digit(text[i + 1]);
    if (high < 0 || low < 0) return std::nullopt;
    bytes.push_back(static_cast<std::uint8_t>(high * 16 + low));
  }
  return bytes;
}

std::string printable(ByteView text, std::size_t limit) {
  std::string result;
  for (auto byte : text) {
    if (result.size() >= limit) return result + "...";
    if (byte >= 0x20 && byte < 0x7f && byte != '\\') {
      result += static_cast<char>(byte);
    } else {
      result += "\\x" + to_hex(ByteView(&byte, 1));
    }
  }
  return result;
}

}  // namespace kyoten
