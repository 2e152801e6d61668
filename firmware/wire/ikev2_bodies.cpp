#include "firmware/wire/ikev2_bodies.hpp"

#include <algorithm>

#include "firmware/wire/ikev2_sa.hpp"

namespace kyoten::wire::ikev2 {
namespace {

constexpr std::uint8_t kIpv4Range = 7;
constexpr std::uint16_t kIpv4RangeBytes = 8 + 8;
constexpr std::uint8_t kIpv6Range = 8;
constexpr std::uint16_t kIpv6RangeBytes = 8 + 32;
constexpr std::size_t kLargestSpiBytes = 8;

/// One byte, three reserved ones, and the rest: ID and AUTH.
struct TypedBody {
  std::uint8_t type = 0;
  ByteView data;
};
std::optional<TypedBody> typed_body(ByteView body) {
  ByteReader reader(body);
  const auto type = reader.u8();
  if (!type || !reader.skip(3)) return std::nullopt;
  return TypedBody{*type, reader.rest()};
}
Bytes emit_typed(std::uint8_t type, ByteView data) {
  Bytes out;
  ByteWriter(out).u8(type).zeros(3).bytes(data);
  return out;
}

}  // namespace

Result<KeyExchange, WireError> parse_key_exchange(ByteView body) {
  ByteReader reader(body);
  const auto group = reader.u16();
  if (!group || !reader.skip(2) || reader.empty()) return WireError::payload_length;
  return KeyExchange{*group, to_bytes(reader.rest())};
}

Bytes emit_key_exchange(const KeyExchange& key) {
  Bytes out;
  ByteWriter(out).u16(key.group).zeros(2).bytes(key.value);
  return out;
}

Result<ike::Identity, WireError> parse_id(ByteView body) {
  const auto typed = typed_body(body);
  if (!typed) return WireError::bad_identity;
  // The same shape as in IKEv1, where protocol and port stand in the reserved bytes.
  return ike::parse_id(emit_typed(typed->type, typed->data));
}

Bytes emit_id(const ike::Identity& identity) { return emit_typed(identity.type, identity.data); }

Result<Authentication, WireError> parse_authentication(ByteView body) {
  const auto typed = typed_body(body);
  if (!typed) return WireError::payload_length;
  return Authentication{typed->type, to_bytes(typed->data)};
}

Bytes emit_authentication(const Authentication& authentication) {
  return emit_typed(authentication.method, authentication.data);
}

std::vector<Bytes> certificates_of(const PayloadChain& payloads) {
  std::vector<Bytes> certificates;
  for (auto& payload : payloads.all()) {
    if (payload.type != PayloadType::certificate || payload.body.empty()) continue;
    if (payload.body.front() == kX509Signature)
      certificates.push_back(to_bytes(payload.body.subspan(1)));
  }
  return certificates;
}

Bytes emit_certificate(ByteView content) {
  Bytes out;
  ByteWriter(out).u8(kX509Signature).bytes(content);
  return out;
}

Result<DigitalSignature, WireError> parse_digital_signature(ByteView data) {
  ByteReader reader(data);
  const auto length = reader.u8();
  const auto algorithm = length ? reader.take(*length) : std::nullopt;
  if (!algorithm || reader.empty()) return WireError::payload_length;
  return DigitalSignature{to_bytes(*algorithm), to_bytes(reader.rest())};
}

Bytes emit_digital_signature(const DigitalSignature& signature) {
  Bytes out;
  ByteWriter(out)
      .u8(static_cast<std::uint8_t>(signature.algorithm.size()))
      .bytes(signature.algorithm)
      .bytes(signature.signature);
  return out;
}

Result<Notify, WireError> parse_notify(ByteView body) {
  ByteReader reader(body);
  const auto protocol = reader.u8();
  const auto spi_bytes = reader.u8();
  const auto type = reader.u16();
  if (!protocol || !spi_bytes || !type || *spi_bytes > kLargestSpiBytes)
    return WireError::bad_notify;
  const auto spi = reader.take(*spi_bytes);
  if (!spi) return WireError::bad_notify;
  return Notify{*protocol, *type, to_bytes(*spi), to_bytes(reader.rest())};
}

Bytes emit_notify(const Notify& notify) {
  Bytes out;
  ByteWriter(out)
      .u8(notify.protocol)
      .u8(static_cast<std::uint8_t>(notify.spi.size()))
      .u16(notify.type)
      .bytes(notify.spi)
      .bytes(notify.data);
  return out;
}

namespace {

template <class Wanted>
std::optional<Notify> first_notify(const PayloadChain& payloads, Wanted wanted) {
  for (auto& payload : payloads.all()) {
    if (payload.type != PayloadType::notify) continue;
    auto notify = parse_notify(payload.body);
    if (notify && wanted(*notify)) return *std::move(notify);
  }
  return std::nullopt;
}

}  // namespace

std::optional<Notify> find_notify(const PayloadChain& payloads, std::uint16_t type) {
  return first_notify(payloads, [&](const Notify& notify) { return notify.type == type; });
}

std::optional<Notify> find_error(const PayloadChain& payloads) {
  return first_notify(payloads, [](const Notify& notify) {
    return notify.type != 0 && notify.type <= notify::largest_error;
  });
}

Result<Deletion, WireError> parse_deletion(ByteView body) {
  ByteReader reader(body);
  const auto protocol = reader.u8();
  const auto spi_bytes = reader.u8();
  const auto count = reader.u16();
  if (!protocol || !spi_bytes || !count || *count > kMostDeletedSpis) return WireError::bad_delete;
  Deletion deletion{*protocol, {}};
  if (*protocol == protocol::ike) {
    if (*spi_bytes != 0 || *count != 0 || !reader.empty()) return WireError::bad_delete;
    return deletion;
  }
  if (*spi_bytes != 4) return WireError::bad_delete;
  for (int i = 0; i < *count; ++i) {
    const auto spi = reader.u32();
    if (!spi) return WireError::bad_delete;
    deletion.spis.push_back(Spi{*spi});
  }
  if (!reader.empty()) return WireError::bad_delete;
  return deletion;
}

Bytes emit_deletion(const Deletion& deletion) {
  const bool whole_sa = deletion.protocol == protocol::ike;
  Bytes out;
  ByteWriter writer(out);
  writer.u8(deletion.protocol)
      .u8(whole_sa ? 0 : 4)
      .u16(static_cast<std::uint16_t>(deletion.spis.size()));
  for (auto spi : deletion.spis) writer.u32(number(spi));
  return out;
}

Result<std::vector<TrafficSelector>, WireError> parse_traffic_selectors(ByteView body) {
  ByteReader reader(body);
  const auto count = reader.u8();
  if (!count || !reader.skip(3) || *count == 0 || *count > kMostTrafficSelectors)
    return WireError::bad_traffic_selector;
  std::vector<TrafficSelector> selectors;
  for (int i = 0; i < *count; ++i) {
    const auto type = reader.u8();
    const auto protocol = reader.u8();
    const auto length = reader.u16();
    if (!type || !protocol || !length || *length < 4) return WireError::bad_traffic_selector;
    const auto rest = reader.take(*length - 4u);
    if (!rest) return WireError::bad_traffic_selector;
    const bool ipv6 = *type == kIpv6Range;
    if (!ipv6 && *type != kIpv4Range) continue;
    if (*length != (ipv6 ? kIpv6RangeBytes : kIpv4RangeBytes)) return WireError::bad_traffic_selector;
    ByteReader inside(*rest);
    TrafficSelector selector{*protocol, *inside.u16(), *inside.u16(), {}, {}};
    for (auto* end : {&selector.first, &selector.last}) {
      if (ipv6) *end = Ipv6Address::from(*inside.take(16));
      if (!ipv6) *end = Ipv4Address{*inside.u32()};
    }
    selectors.push_back(selector);
  }
  if (!reader.empty()) return WireError::bad_traffic_selector;
  return selectors;
}

Bytes emit_traffic_selectors(const std::vector<TrafficSelector>& selectors) {
  Bytes out;
  ByteWriter writer(out);
  writer.u8(static_cast<std::uint8_t>(selectors.size())).zeros(3);
  for (auto& selector : selectors) {
    const bool ipv6 = selector.first.is_ipv6();
    writer.u8(ipv6 ? kIpv6Range : kIpv4Range)
        .u8(selector.protocol)
        .u16(ipv6 ? kIpv6RangeBytes : kIpv4RangeBytes)
        .u16(selector.first_port)
        .u16(selector.last_port)
        .bytes(selector.first.octets())
        .bytes(selector.last.octets());
  }
  return out;
}

}  // namespace kyoten::wire::ikev2
