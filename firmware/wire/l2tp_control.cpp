#include "firmware/wire/l2tp_control.hpp"

#include "firmware/wire/l2tpv3_data.hpp"

namespace kyoten::wire::l2tp {
namespace {

constexpr std::uint16_t kLengthAndSequence = 0x4800;
constexpr std::uint16_t kMandatoryBit = 0x8000;
constexpr std::uint16_t kHiddenBit = 0x4000;
constexpr std::uint16_t kReservedBits = 0x3c00;
constexpr std::uint16_t kLengthMask = 0x03ff;

void write_avp(Bytes& out, AvpType type, ByteView value, bool mandatory) {
  const auto length = kAvpHeaderBytes + value.size();
  ByteWriter(out)
      .u16(static_cast<std::uint16_t>((mandatory ? kMandatoryBit : 0) | length))
      .u16(0)
      .u16(static_cast<std::uint16_t>(type))
      .bytes(value);
}

Result<std::vector<Avp>, ControlError> parse_avps(ByteView bytes) {
  std::vector<Avp> avps;
  ByteReader reader(bytes);
  while (!reader.empty()) {
    if (avps.size() == kMostAvps) return ControlError::too_many_avps;
    const auto flags = reader.u16();
    const auto vendor = reader.u16();
    const auto type = reader.u16();
    if (!flags || !vendor || !type) return ControlError::bad_avp_length;
    const std::size_t length = *flags & kLengthMask;
    if (length < kAvpHeaderBytes) return ControlError::bad_avp_length;
    const auto value = reader.take(length - kAvpHeaderBytes);
    if (!value) return ControlError::bad_avp_length;
    avps.push_back({(*flags & kMandatoryBit) != 0, (*flags & kHiddenBit) != 0,
                    (*flags & kReservedBits) != 0, *vendor, *type, *value});
  }
  return avps;
}

}  // namespace

std::string name(MessageType type) {
  switch (type) {
    case MessageType::zlb:
      return "ZLB";
    case MessageType::sccrq:
      return "SCCRQ";
    case MessageType::sccrp:
      return "SCCRP";
    case MessageType::scccn:
      return "SCCCN";
    case MessageType::stop_ccn:
      return "StopCCN";
    case MessageType::hello:
      return "HELLO";
    case MessageType::icrq:
      return "ICRQ";
    case MessageType::icrp:
      return "ICRP";
    case MessageType::iccn:
      return "ICCN";
    case MessageType::cdn:
      return "CDN";
    case MessageType::wan_error_notify:
      return "WEN";
    case MessageType::set_link_info:
      return "SLI";
    case MessageType::ack:
      return "ACK";
  }
  return "message " + std::to_string(static_cast<unsigned>(type));
}

const Avp* Control::find(AvpType wanted) const {
  for (auto& avp : avps) {
    if (avp.is(wanted)) return &avp;
  }
  return nullptr;
}

ByteView Control::value(AvpType wanted) const {
  const auto* avp = find(wanted);
  return avp ? avp->value : ByteView{};
}

std::optional<std::uint16_t> Control::u16(AvpType wanted) const {
  ByteReader reader(value(wanted));
  return reader.remaining() == 2 ? reader.u16() : std::nullopt;
}

std::optional<std::uint32_t> Control::u32(AvpType wanted) const {
  ByteReader reader(value(wanted));
  return reader.remaining() == 4 ? reader.u32() : std::nullopt;
}

std::optional<std::uint64_t> Control::u64(AvpType wanted) const {
  ByteReader reader(value(wanted));
  return reader.remaining() == 8 ? reader.u64() : std::nullopt;
}

Result<Control, ControlError> parse_control(ByteView datagram) {
  ByteReader reader(datagram);
  const auto flags = reader.u16();
  const auto length = reader.u16();
  const auto connection = reader.u32();
  const auto ns = reader.u16();
  const auto nr = reader.u16();
  if (!flags || !length || !connection || !ns || !nr) return ControlError::too_short;
  if ((*flags & kL2tpControlBit) == 0) return ControlError::not_control;
  if ((*flags & kL2tpVersionMask) != 3) return ControlError::wrong_version;
  if ((*flags & kLengthAndSequence) != kLengthAndSequence) return ControlError::not_control;
  if (*length < kControlHeaderBytes || *length > datagram.size()) return ControlError::bad_length;
  Control control;
  control.connection = *connection;
  control.ns = *ns;
  control.nr = *nr;
  control.bytes = datagram.first(*length);
  auto avps = parse_avps(control.bytes.subspan(kControlHeaderBytes));
  if (!avps) return avps.error();
  control.avps = std::move(*avps);
  if (control.avps.empty()) return control;
  const auto type = control.u16(AvpType::message_type);
  if (!control.avps[0].is(AvpType::message_type) || !type || *type == 0) {
    return ControlError::no_message_type;
  }
  control.type = static_cast<MessageType>(*type);
  control.type_mandatory = control.avps[0].mandatory;
  return control;
}

std::optional<ResultCode> parse_result_code(ByteView value) {
  ByteReader reader(value);
  const auto result = reader.u16();
  if (!result) return std::nullopt;
  ResultCode code;
  code.result = *result;
  if (const auto error = reader.u16()) code.error = *error;
  code.text = reader.rest();
  return code;
}

Message& Message::bytes(AvpType type, ByteView value, Need need) {
  write_avp(avps_, type, value.first(std::min(value.size(), kLongestAvpValue)),
            need == Need::mandatory);
  return *this;
}

Message& Message::u16(AvpType type, std::uint16_t value, Need need) {
  Bytes field;
  ByteWriter(field).u16(value);
  return bytes(type, field, need);
}

Message& Message::u32(AvpType type, std::uint32_t value, Need need) {
  Bytes field;
  ByteWriter(field).u32(value);
  return bytes(type, field, need);
}

Message& Message::u64(AvpType type, std::uint64_t value, Need need) {
  Bytes field;
  ByteWriter(field).u64(value);
  return bytes(type, field, need);
}

Message& Message::result(std::uint16_t result, std::uint16_t error, std::string_view text) {
  Bytes field;
  ByteWriter(field).u16(result).u16(error).text(text);
  return bytes(AvpType::result_code, field);
}

Bytes write_control(const Message& message, const Numbers& numbers,
                    std::optional<std::uint8_t> digest_type, std::size_t digest_bytes) {
  Bytes out;
  ByteWriter writer(out);
  writer.u16(kControlFlags).u16(0).u32(numbers.connection).u16(numbers.ns).u16(numbers.nr);
  if (message.type() != MessageType::zlb) {
    Bytes type;
    ByteWriter(type).u16(static_cast<std::uint16_t>(message.type()));
    write_avp(out, AvpType::message_type, type, true);
    if (digest_type) {
      Bytes digest{*digest_type};
      digest.resize(1 + digest_bytes);
      // RTX: section 5.4.1 asks for M = 1 but lets it vary; with 0 a peer that knows only RFC
      // 2661's challenge goes on.
      write_avp(out, AvpType::message_digest, digest, false);
    }
    writer.bytes(message.avps());
  }
  writer.patch_u16(2, static_cast<std::uint16_t>(out.size()));
  return out;
}

}  // namespace kyoten::wire::l2tp
