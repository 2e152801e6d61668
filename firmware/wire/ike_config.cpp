#include "firmware/wire/ike_config.hpp"

#include <algorithm>

namespace kyoten::wire::ike {
namespace {

constexpr std::uint16_t kShortForm = 0x8000;

}  // namespace

ConfigAttribute ConfigAttribute::number(std::uint16_t type, std::uint16_t value) {
  ConfigAttribute attribute{type, {}, true};
  ByteWriter(attribute.value).u16(value);
  return attribute;
}

ConfigAttribute ConfigAttribute::of(std::uint16_t type, Ipv4Address address) {
  ConfigAttribute attribute{type, {}, false};
  ByteWriter(attribute.value).u32(address.value);
  return attribute;
}

const ConfigAttribute* ConfigPayload::find(std::uint16_t wanted) const {
  const auto found = std::ranges::find(attributes, wanted, &ConfigAttribute::type);
  return found == attributes.end() ? nullptr : &*found;
}

Result<ConfigPayload, WireError> parse_config(ByteView body) {
  ByteReader reader(body);
  const auto type = reader.u8();
  const auto reserved = reader.u8();
  const auto identifier = reader.u16();
  if (!type || !reserved || !identifier) return WireError::bad_config;
  if (*type < 1 || *type > 4) return WireError::bad_config;
  ConfigPayload payload{static_cast<ConfigType>(*type), *identifier, {}};
  while (!reader.empty()) {
    const auto head = reader.u16();
    const auto rest = reader.u16();
    if (!head || !rest || payload.attributes.size() == kMostConfigAttributes)
      return WireError::bad_config;
    const auto attribute_type = static_cast<std::uint16_t>(*head & ~kShortForm);
    if ((*head & kShortForm) != 0) {
      payload.attributes.push_back(ConfigAttribute::number(attribute_type, *rest));
      continue;
    }
    const auto value = reader.take(*rest);
    if (!value) return WireError::bad_config;
    payload.attributes.push_back({attribute_type, to_bytes(*value), false});
  }
  return payload;
}

Bytes emit_config(const ConfigPayload& payload) {
  Bytes out;
  ByteWriter writer(out);
  writer.u8(static_cast<std::uint8_t>(payload.type)).u8(0).u16(payload.identifier);
  for (auto& attribute : payload.attributes) {
    if (attribute.short_form) {
      writer.u16(attribute.type | kShortForm).bytes(attribute.value);
    } else {
      writer.u16(attribute.type)
          .u16(static_cast<std::uint16_t>(attribute.value.size()))
          .bytes(attribute.value);
    }
  }
  return out;
}

}  // namespace kyoten::wire::ike
