#include "firmware/wire/ike_sa.hpp"

#include "firmware/base/assert.hpp"
#include "firmware/wire/ike_payload_list.hpp"

namespace kyoten::wire::ike {
namespace {

constexpr std::uint32_t kIpsecDoi = 1;
constexpr std::uint32_t kIdentityOnly = 1;
constexpr std::uint8_t kMoreProposals = 2;
constexpr std::uint8_t kMoreTransforms = 3;
constexpr std::uint16_t kShortForm = 0x8000;
constexpr std::size_t kLargestSpiBytes = 16;

std::optional<Attribute> next_attribute(ByteReader& reader) {
  const auto type = reader.u16();
  const auto second = reader.u16();
  if (!type || !second) return std::nullopt;
  if ((*type & kShortForm) != 0)
    return Attribute{static_cast<std::uint16_t>(*type & ~kShortForm), *second};
  const auto bytes = reader.take(*second);
  if (!bytes) return std::nullopt;
  Attribute attribute{*type, 0};
  for (auto byte : *bytes) {
    if (attribute.value >> 56 != 0) return Attribute{*type, ~std::uint64_t{0}};
    attribute.value = attribute.value << 8 | byte;
  }
  return attribute;
}

Result<Transform, WireError> parse_transform(ByteView body) {
  ByteReader reader(body);
  Transform transform;
  const auto number = reader.u8();
  const auto id = reader.u8();
  if (!number || !id || !reader.skip(2)) return WireError::bad_sa;
  transform.number = *number;
  transform.id = *id;
  transform.attribute_bytes = to_bytes(reader.rest());
  std::size_t count = 0;
  while (!reader.empty()) {
    if (!next_attribute(reader) || ++count > kMostAttributes) return WireError::bad_attribute;
  }
  return transform;
}

Result<Proposal, WireError> parse_proposal(ByteView body, std::size_t& transforms_left) {
  ByteReader reader(body);
  const auto number = reader.u8();
  const auto protocol = reader.u8();
  const auto spi_bytes = reader.u8();
  const auto count = reader.u8();
  if (!number || !protocol || !spi_bytes || !count) return WireError::bad_sa;
  const auto spi = reader.take(*spi_bytes);
  if (!spi || *spi_bytes > kLargestSpiBytes || *count == 0 || *count > transforms_left)
    return WireError::bad_sa;
  transforms_left -= *count;
  Proposal proposal{*number, *protocol, to_bytes(*spi), {}};
  for (int i = 1; i <= *count; ++i) {
    const auto part = next_list_part(reader);
    const bool last = i == *count;
    if (!part || part->more != (last ? 0 : kMoreTransforms)) return WireError::bad_sa;
    KYOTEN_TRY(auto transform, parse_transform(part->body));
    proposal.transforms.push_back(std::move(transform));
  }
  if (!reader.empty()) return WireError::bad_sa;
  return proposal;
}

Bytes emit_transform(const Transform& transform, bool last) {
  Bytes out;
  ByteWriter(out)
      .u8(last ? 0 : kMoreTransforms)
      .u8(0)
      .u16(static_cast<std::uint16_t>(8 + transform.attribute_bytes.size()))
      .u8(transform.number)
      .u8(transform.id)
      .u16(0)
      .bytes(transform.attribute_bytes);
  return out;
}

Bytes emit_proposal(const Proposal& proposal, bool last) {
  Bytes transforms;
  for (auto& transform : proposal.transforms) {
    ByteWriter(transforms)
        .bytes(emit_transform(transform, &transform == &proposal.transforms.back()));
  }
  Bytes out;
  ByteWriter(out)
      .u8(last ? 0 : kMoreProposals)
      .u8(0)
      .u16(static_cast<std::uint16_t>(8 + proposal.spi.size() + transforms.size()))
      .u8(proposal.number)
      .u8(proposal.protocol)
      .u8(static_cast<std::uint8_t>(proposal.spi.size()))
      .u8(static_cast<std::uint8_t>(proposal.transforms.size()))
      .bytes(proposal.spi)
      .bytes(transforms);
  return out;
}

}  // namespace

Transform& Transform::with(std::uint16_t type, std::uint64_t value) {
  KYOTEN_ASSERT(value <= 0xffffffff);
  ByteWriter writer(attribute_bytes);
  if (value <= 0xffff) {
    writer.u16(static_cast<std::uint16_t>(kShortForm | type))
        .u16(static_cast<std::uint16_t>(value));
  } else {
    writer.u16(type).u16(4).u32(static_cast<std::uint32_t>(value));
  }
  return *this;
}

std::vector<Attribute> Transform::attributes() const {
  std::vector<Attribute> result;
  ByteReader reader(attribute_bytes);
  while (!reader.empty()) {
    const auto attribute = next_attribute(reader);
    if (!attribute) break;
    result.push_back(*attribute);
  }
  return result;
}

std::optional<std::uint64_t> Transform::value(std::uint16_t type) const {
  for (auto& attribute : attributes()) {
    if (attribute.type == type) return attribute.value;
  }
  return std::nullopt;
}

Result<SecurityAssociation, WireError> parse_sa(ByteView body) {
  ByteReader reader(body);
  const auto doi = reader.u32();
  const auto situation = reader.u32();
  if (doi != kIpsecDoi || situation != kIdentityOnly) return WireError::bad_sa;
  SecurityAssociation sa;
  std::size_t transforms_left = kMostTransforms;
  for (bool more = true; more;) {
    const auto part = next_list_part(reader);
    if (!part || (part->more != 0 && part->more != kMoreProposals)) return WireError::bad_sa;
    if (sa.proposals.size() == kMostProposals) return WireError::bad_sa;
    KYOTEN_TRY(auto proposal, parse_proposal(part->body, transforms_left));
    sa.proposals.push_back(std::move(proposal));
    more = part->more == kMoreProposals;
  }
  if (!reader.empty()) return WireError::bad_sa;
  return sa;
}

Bytes emit_sa(const SecurityAssociation& sa) {
  Bytes out;
  ByteWriter writer(out);
  writer.u32(kIpsecDoi).u32(kIdentityOnly);
  for (auto& proposal : sa.proposals)
    writer.bytes(emit_proposal(proposal, &proposal == &sa.proposals.back()));
  return out;
}

}  // namespace kyoten::wire::ike
