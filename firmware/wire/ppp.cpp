#include "firmware/wire/ppp.hpp"

namespace kyoten::wire {
namespace {

constexpr std::uint8_t kAllStations = 0xff;          // RFC 1662 section 3.1
constexpr std::uint8_t kUnnumberedInformation = 0x03;
constexpr std::size_t kOptionHeaderBytes = 2;

}  // namespace

std::optional<PppFrame> parse_ppp(ByteView frame) {
  if (frame.size() >= 2 && frame[0] == kAllStations && frame[1] == kUnnumberedInformation) frame = frame.subspan(2);
  ByteReader reader(frame);
  const auto first = reader.u8();
  if (!first) return std::nullopt;
  if ((*first & 1) != 0) return PppFrame{*first, reader.rest()};
  const auto second = reader.u8();
  if (!second || (*second & 1) == 0) return std::nullopt;
  return PppFrame{static_cast<std::uint16_t>(*first << 8 | *second), reader.rest()};
}

std::optional<PppControl> parse_ppp_control(ByteView packet) {
  ByteReader reader(packet);
  const auto code = reader.u8();
  const auto identifier = reader.u8();
  const auto length = reader.u16();
  if (!length || *length < kPppControlHeaderBytes) return std::nullopt;
  const auto data = reader.take(*length - kPppControlHeaderBytes);
  if (!data) return std::nullopt;
  return PppControl{*code, *identifier, *data};
}

Bytes ppp_control(std::uint8_t code, std::uint8_t identifier, ByteView data) {
  Bytes packet;
  ByteWriter(packet)
      .u8(code)
      .u8(identifier)
      .u16(static_cast<std::uint16_t>(kPppControlHeaderBytes + data.size()))
      .bytes(data);
  return packet;
}

std::optional<std::vector<PppOption>> parse_ppp_options(ByteView data) {
  std::vector<PppOption> options;
  ByteReader reader(data);
  while (!reader.empty()) {
    const auto type = reader.u8();
    const auto length = reader.u8();
    if (!length || *length < kOptionHeaderBytes || options.size() == kMostPppOptions) return std::nullopt;
    const auto value = reader.take(*length - kOptionHeaderBytes);
    if (!value) return std::nullopt;
    options.push_back({*type, *value});
  }
  return options;
}

void append_ppp_option(Bytes& options, std::uint8_t type, ByteView value) {
  ByteWriter(options).u8(type).u8(static_cast<std::uint8_t>(kOptionHeaderBytes + value.size())).bytes(value);
}

void append_ppp_option_u16(Bytes& options, std::uint8_t type, std::uint16_t value) {
  Bytes bytes;
  ByteWriter(bytes).u16(value);
  append_ppp_option(options, type, bytes);
}

void append_ppp_option_u32(Bytes& options, std::uint8_t type, std::uint32_t value) {
  Bytes bytes;
  ByteWriter(bytes).u32(value);
  append_ppp_option(options, type, bytes);
}

std::optional<ByteView> take_counted(ByteReader& reader) {
  const auto length = reader.u8();
  return length ? reader.take(*length) : std::nullopt;
}

}  // namespace kyoten::wire
