#include "firmware/wire/dhcp.hpp"

namespace kyoten::wire::dhcp {
namespace {

constexpr std::uint8_t kEthernet = 1;
constexpr std::uint8_t kMacBytes = 6;
constexpr std::uint16_t kBroadcastFlag = 0x8000;
constexpr std::uint32_t kCookie = 0x63825363;
constexpr std::size_t kNameAt = 44;  ///< sname
constexpr std::size_t kNameBytes = 64;
constexpr std::size_t kFileBytes = 128;

/// False for an option that runs over the end. A missing end option is forgiven.
bool read_options(ByteView bytes, std::map<std::uint8_t, Bytes>& into) {
  ByteReader reader(bytes);
  while (auto code = reader.u8()) {
    if (*code == option::pad) continue;
    if (*code == option::end) return true;
    const auto length = reader.u8();
    if (!length) return false;
    const auto value = reader.take(*length);
    if (!value) return false;
    auto& joined = into[*code];
    joined.insert(joined.end(), value->begin(), value->end());
  }
  return true;
}

/// RFC 2132 section 9.3: 1 the file field holds options, 2 the server name, 3 both, file first.
bool read_overload(ByteView fixed, std::map<std::uint8_t, Bytes>& options) {
  const auto found = options.find(option::overload);
  if (found == options.end()) return true;
  if (found->second.size() != 1) return false;
  const auto which = found->second[0];
  options.erase(found);
  if ((which & 1) != 0 && !read_options(fixed.subspan(kNameAt + kNameBytes, kFileBytes), options))
    return false;
  if ((which & 2) != 0 && !read_options(fixed.subspan(kNameAt, kNameBytes), options)) return false;
  options.erase(option::overload);
  return true;
}

/// RFC 3396: what one length octet cannot say goes into several options of the same code.
void write_option(ByteWriter& writer, std::uint8_t code, ByteView value) {
  do {
    const auto part = value.first(std::min<std::size_t>(value.size(), 255));
    writer.u8(code).u8(static_cast<std::uint8_t>(part.size())).bytes(part);
    value = value.subspan(part.size());
  } while (!value.empty());
}

}  // namespace

ByteView Message::value(std::uint8_t code) const {
  const auto found = options.find(code);
  return found == options.end() ? ByteView{} : ByteView(found->second);
}

std::optional<std::uint32_t> Message::u32(std::uint8_t code) const {
  ByteReader reader(value(code));
  return reader.remaining() == 4 ? reader.u32() : std::nullopt;
}

std::optional<Ipv4Address> Message::address(std::uint8_t code) const {
  const auto number = u32(code);
  if (!number) return std::nullopt;
  return Ipv4Address{*number};
}

std::vector<Ipv4Address> Message::addresses(std::uint8_t code) const {
  std::vector<Ipv4Address> list;
  ByteReader reader(value(code));
  while (auto number = reader.u32()) list.push_back({*number});
  return list;
}

Message& Message::set(std::uint8_t code, ByteView value) {
  options[code] = to_bytes(value);
  return *this;
}

Message& Message::set(std::uint8_t code, std::uint32_t value) {
  Bytes field;
  ByteWriter(field).u32(value);
  return set(code, field);
}

Message& Message::set(std::uint8_t code, Ipv4Address value) { return set(code, value.value); }

Result<Message, Error> parse(ByteView bytes) {
  if (bytes.size() < kFixedBytes + 4) return Error::too_short;
  if (bytes[1] != kEthernet || bytes[2] != kMacBytes) return Error::not_ethernet;
  Message message;
  message.from_client = bytes[0] == 1;
  message.hops = bytes[3];
  ByteReader reader(bytes.subspan(4));
  message.xid = *reader.u32();
  message.seconds = *reader.u16();
  message.broadcast = (*reader.u16() & kBroadcastFlag) != 0;
  message.client = {*reader.u32()};
  message.yours = {*reader.u32()};
  message.server = {*reader.u32()};
  message.relay = {*reader.u32()};
  message.hardware = MacAddress::from(reader.rest().first(kMacBytes));
  ByteReader behind(bytes.subspan(kFixedBytes));
  if (*behind.u32() != kCookie) return Error::no_cookie;
  if (!read_options(behind.rest(), message.options)) return Error::bad_option;
  if (!read_overload(bytes.first(kFixedBytes), message.options)) return Error::bad_option;
  const auto type = message.value(option::message_type);
  if (type.size() != 1 || type[0] < 1 || type[0] > 8) return Error::no_message_type;
  message.type = static_cast<MessageType>(type[0]);
  message.options.erase(option::message_type);
  return message;
}

Bytes write(const Message& message) {
  Bytes out;
  ByteWriter writer(out);
  writer.u8(message.from_client ? 1 : 2).u8(kEthernet).u8(kMacBytes).u8(message.hops);
  writer.u32(message.xid).u16(message.seconds).u16(message.broadcast ? kBroadcastFlag : 0);
  writer.u32(message.client.value)
      .u32(message.yours.value)
      .u32(message.server.value)
      .u32(message.relay.value);
  writer.bytes(message.hardware.octets).zeros(16 - kMacBytes).zeros(kNameBytes + kFileBytes);
  writer.u32(kCookie);
  writer.u8(option::message_type).u8(1).u8(static_cast<std::uint8_t>(message.type));
  for (auto& [code, value] : message.options) {
    if (code != option::relay_agent) write_option(writer, code, value);
  }
  if (auto relay = message.options.find(option::relay_agent); relay != message.options.end()) {
    write_option(writer, option::relay_agent, relay->second);
  }
  writer.u8(option::end);
  if (out.size() < kShortestMessage) out.resize(kShortestMessage);
  return out;
}

}  // namespace kyoten::wire::dhcp
