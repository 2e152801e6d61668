#include "firmware/wire/dns.hpp"

#include <algorithm>

namespace kyoten::wire::dns {
namespace {

constexpr std::uint16_t kClassInternet = 1;
constexpr std::uint16_t kResponse = 0x8000;
constexpr std::uint16_t kOpcode = 0x7800;
constexpr std::uint16_t kTruncated = 0x0200;
constexpr std::uint16_t kRecursionDesired = 0x0100;
constexpr std::uint16_t kRecursionAvailable = 0x0080;
constexpr std::uint16_t kCode = 0x000f;
constexpr std::uint8_t kPointer = 0xc0;

bool is_plain(std::uint8_t octet) {
  return (octet >= 'a' && octet <= 'z') || (octet >= '0' && octet <= '9') || octet == '-' || octet == '_';
}

/// Names are compared without regard to case (RFC 4343).
std::uint8_t lower(std::uint8_t octet) {
  return octet >= 'A' && octet <= 'Z' ? static_cast<std::uint8_t>(octet - 'A' + 'a') : octet;
}

/// The octets of one label of a text without escapes; those of a name may have some.
Bytes unescaped(std::string_view label) {
  Bytes octets;
  for (std::size_t i = 0; i < label.size(); ++i) {
    if (label[i] == '\\') {
      const auto digit = [&](std::size_t at) { return label[i + at] - '0'; };
      octets.push_back(static_cast<std::uint8_t>(digit(1) * 100 + digit(2) * 10 + digit(3)));
      i += 3;
    } else {
      octets.push_back(static_cast<std::uint8_t>(label[i]));
    }
  }
  return octets;
}

std::optional<Record> read_record(ByteReader& reader, ByteView message, bool& counts) {
  auto name = read_name(reader, message);
  const auto type = reader.u16();
  const auto of_class = reader.u16();
  const auto ttl = reader.u32();
  const auto length = reader.u16();
  if (!name || !length) return std::nullopt;
  const auto rest = reader.rest();
  const auto data = reader.take(*length);
  if (!data) return std::nullopt;
  counts = of_class == kClassInternet;
  // A TTL with the top bit set is zero (RFC 2181 section 8).
  Record record{std::move(*name), Type{*type}, *ttl >> 31 != 0 ? 0 : *ttl, {}};
  if (!counts) return record;
  if (record.type == Type::a) {
    if (data->size() != 4) return std::nullopt;
    record.data = IpAddress(Ipv4Address{*ByteReader(*data).u32()});
  } else if (record.type == Type::aaaa) {
    if (data->size() != 16) return std::nullopt;
    record.data = IpAddress(Ipv6Address::from(*data));
  } else if (record.type == Type::cname || record.type == Type::ptr) {
    ByteReader within(rest);
    auto target = read_name(within, message);
    if (!target || rest.size() - within.remaining() != *length) return std::nullopt;
    record.data = std::move(*target);
  }
  return record;
}

Bytes data_of(const Record& record) {
  Bytes data;
  ByteWriter out(data);
  if (const auto* address = std::get_if<IpAddress>(&record.data)) out.bytes(address->octets());
  if (const auto* name = std::get_if<Name>(&record.data)) name->write(out);
  return data;
}

}  // namespace

std::optional<Name> Name::parse(std::string_view text) {
  if (text == ".") return Name();
  if (text.ends_with('.')) text.remove_suffix(1);
  Name name;
  std::size_t octets = 1;
  for (std::size_t start = 0; start <= text.size();) {
    const auto end = std::min(text.find('.', start), text.size());
    const auto label = text.substr(start, end - start);
    octets += 1 + label.size();
    if (label.empty() || label.size() > kLongestLabel || octets > kLongestName) return std::nullopt;
    name.add_label(as_bytes(label));
    start = end + 1;
  }
  return name;
}

void Name::add_label(ByteView label) {
  if (!text_.empty()) text_ += '.';
  for (auto octet : label) {
    const auto small = lower(octet);
    if (is_plain(small)) {
      text_ += static_cast<char>(small);
      continue;
    }
    text_ += '\\';
    for (const int digit : {octet / 100, octet / 10 % 10, octet % 10}) text_ += static_cast<char>('0' + digit);
  }
}

bool Name::is_within(const Name& suffix) const {
  if (suffix.text_.empty() || suffix == *this) return true;
  return text_.size() > suffix.text_.size() && text_.ends_with(suffix.text_) &&
         text_[text_.size() - suffix.text_.size() - 1] == '.';
}

void Name::write(ByteWriter& out) const {
  for (std::size_t start = 0; start < text_.size();) {
    const auto end = std::min(text_.find('.', start), text_.size());
    const auto label = unescaped(std::string_view(text_).substr(start, end - start));
    out.u8(static_cast<std::uint8_t>(label.size())).bytes(label);
    start = end + 1;
  }
  out.u8(0);
}

std::optional<Name> read_name(ByteReader& reader, ByteView message) {
  Name name;
  std::size_t octets = 1;
  // Where the part that is being read began: a pointer may only lead to before it, so none is followed twice.
  auto part = message.size() - reader.remaining();
  ByteReader place = reader;
  bool jumped = false;
  for (int pointers = 0;;) {
    const auto length = place.u8();
    if (!length) return std::nullopt;
    if (*length == 0) break;
    if ((*length & kPointer) == kPointer) {
      const auto low = place.u8();
      if (!low || ++pointers > kMostPointers) return std::nullopt;
      const auto target = static_cast<std::size_t>((*length & ~kPointer) << 8 | *low);
      if (target >= part) return std::nullopt;
      if (!jumped) reader = place;
      jumped = true;
      part = target;
      place = ByteReader(message.subspan(target));
      continue;
    }
    const auto label = place.take(*length);
    octets += 1u + *length;
    if (*length > kLongestLabel || !label || octets > kLongestName) return std::nullopt;
    name.add_label(*label);
  }
  if (!jumped) reader = place;
  return name;
}

Result<Message, Error> parse(ByteView bytes) {
  ByteReader reader(bytes);
  const auto id = reader.u16();
  const auto flags = reader.u16();
  const auto questions = reader.u16();
  const auto answers = reader.u16();
  if (!reader.skip(4)) return Error::too_short;
  if (bytes.size() > kLongestMessage || *answers > kMostAnswers) return Error::too_long;
  Message message;
  message.id = *id;
  message.is_response = (*flags & kResponse) != 0;
  message.truncated = (*flags & kTruncated) != 0;
  message.recursion_desired = (*flags & kRecursionDesired) != 0;
  message.recursion_available = (*flags & kRecursionAvailable) != 0;
  message.code = ResponseCode{static_cast<std::uint8_t>(*flags & kCode)};
  if ((*flags & kOpcode) != 0 || *questions != 1) return Error::bad_question;
  auto name = read_name(reader, bytes);
  if (!name) return Error::bad_name;
  const auto type = reader.u16();
  if (!type || reader.u16() != kClassInternet) return Error::bad_question;
  message.question = {std::move(*name), Type{*type}};
  for (int i = 0; i < *answers; ++i) {
    bool counts = false;
    auto record = read_record(reader, bytes, counts);
    if (record) {
      if (counts) message.answers.push_back(std::move(*record));
    } else if (message.truncated) {
      break;  // the cut is within it
    } else {
      return Error::bad_record;
    }
  }
  return message;
}

Bytes write(const Message& message) {
  Bytes bytes;
  ByteWriter out(bytes);
  auto flags = static_cast<std::uint16_t>(message.code);
  if (message.is_response) flags |= kResponse;
  if (message.truncated) flags |= kTruncated;
  if (message.recursion_desired) flags |= kRecursionDesired;
  if (message.recursion_available) flags |= kRecursionAvailable;
  out.u16(message.id).u16(flags).u16(1).zeros(6);
  message.question.name.write(out);
  out.u16(static_cast<std::uint16_t>(message.question.type)).u16(kClassInternet);
  std::uint16_t answers = 0;
  for (auto& record : message.answers) {
    Bytes row;
    ByteWriter row_out(row);
    const auto data = data_of(record);
    record.name.write(row_out);
    row_out.u16(static_cast<std::uint16_t>(record.type)).u16(kClassInternet).u32(record.ttl);
    row_out.u16(static_cast<std::uint16_t>(data.size())).bytes(data);
    if (bytes.size() + row.size() > kLongestMessage) {
      out.patch_u16(2, flags | kTruncated);
      break;
    }
    out.bytes(row);
    ++answers;
  }
  out.patch_u16(6, answers);
  return bytes;
}

}  // namespace kyoten::wire::dns
