#include "firmware/wire/ikev2_sa.hpp"

#include <algorithm>

namespace kyoten::wire::ikev2 {
namespace {

constexpr std::uint8_t kMoreProposals = 2;
constexpr std::uint8_t kMoreTransforms = 3;
constexpr std::uint16_t kShortForm = 0x8000;
constexpr std::uint16_t kKeyLength = 14;
constexpr std::size_t kLargestSpiBytes = 8;

Result<Transform, WireError> parse_transform(ByteView body) {
  ByteReader reader(body);
  Transform transform;
  const auto type = reader.u8();
  const bool reserved = reader.skip(1);
  const auto id = reader.u16();
  if (!type || !reserved || !id) return WireError::bad_sa;
  transform.type = TransformType{*type};
  transform.id = *id;
  while (!reader.empty()) {
    const auto attribute = reader.u16();
    const auto value = reader.u16();
    if (!attribute || !value) return WireError::bad_attribute;
    if (*attribute == (kShortForm | kKeyLength)) {
      transform.key_bits = *value;
      continue;
    }
    transform.understood = false;
    if ((*attribute & kShortForm) == 0 && !reader.skip(*value)) return WireError::bad_attribute;
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
  if (!spi || *spi_bytes > kLargestSpiBytes || *count > transforms_left) return WireError::bad_sa;
  transforms_left -= *count;
  Proposal proposal{*number, *protocol, to_bytes(*spi), {}};
  for (int i = 1; i <= *count; ++i) {
    const auto part = ike::next_list_part(reader);
    if (!part || (part->more == 0) != (i == *count)) return WireError::bad_sa;
    KYOTEN_TRY(auto transform, parse_transform(part->body));
    proposal.transforms.push_back(transform);
  }
  if (!reader.empty()) return WireError::bad_sa;
  return proposal;
}

Bytes emit_transforms(const std::vector<Transform>& transforms) {
  Bytes out;
  ByteWriter writer(out);
  for (auto& transform : transforms) {
    const bool last = &transform == &transforms.back();
    writer.u8(last ? 0 : kMoreTransforms)
        .u8(0)
        .u16(transform.key_bits ? 12 : 8)
        .u8(static_cast<std::uint8_t>(transform.type))
        .u8(0)
        .u16(transform.id);
    if (transform.key_bits) writer.u16(kShortForm | kKeyLength).u16(*transform.key_bits);
  }
  return out;
}

}  // namespace

bool Proposal::offers(const Transform& wanted) const {
  return std::ranges::find(transforms, wanted) != transforms.end();
}

bool Proposal::has(TransformType type) const {
  return std::ranges::any_of(transforms, [&](auto& transform) { return transform.type == type; });
}

Result<std::vector<Proposal>, WireError> parse_sa(ByteView body) {
  std::vector<Proposal> proposals;
  std::size_t transforms_left = kMostTransforms;
  ByteReader reader(body);
  for (bool last = false; !last;) {
    const auto part = ike::next_list_part(reader);
    if (!part || proposals.size() == kMostProposals) return WireError::bad_sa;
    last = part->more == 0;
    KYOTEN_TRY(auto proposal, parse_proposal(part->body, transforms_left));
    proposals.push_back(std::move(proposal));
  }
  if (!reader.empty()) return WireError::bad_sa;
  return proposals;
}

Bytes emit_sa(const std::vector<Proposal>& proposals) {
  Bytes out;
  ByteWriter writer(out);
  for (auto& proposal : proposals) {
    const auto transforms = emit_transforms(proposal.transforms);
    writer.u8(&proposal == &proposals.back() ? 0 : kMoreProposals)
        .u8(0)
        .u16(static_cast<std::uint16_t>(8 + proposal.spi.size() + transforms.size()))
        .u8(proposal.number)
        .u8(proposal.protocol)
        .u8(static_cast<std::uint8_t>(proposal.spi.size()))
        .u8(static_cast<std::uint8_t>(proposal.transforms.size()))
        .bytes(proposal.spi)
        .bytes(transforms);
  }
  return out;
}

}  // namespace kyoten::wire::ikev2
