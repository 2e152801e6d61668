// The SA payload: proposals, their transforms, and the attributes of these (RFC 2408 sections 3.3
// to 3.6, RFC 2407 section 4.6.1 for DOI and situation).
//
//   | DOI 4 = 1 | situation 4 = 1 (identity only) | proposals
//   proposal    | next 1 (0, 2) | 0 | length 2 | number 1 | protocol 1 | SPI size 1 | transforms 1
//   | SPI | transforms transform   | next 1 (0, 3) | 0 | length 2 | number 1 | id 1 | 0 0 |
//   attributes attribute   | 1, type 15 bits | value 2 |      or      | 0, type 15 bits | length 2
//   | value
//
// Proposals with the same number belong together (AND), different numbers are alternatives (OR).
#pragma once

#include <optional>

#include "firmware/wire/ike_header.hpp"

namespace kyoten::wire::ike {

namespace protocol {
constexpr std::uint8_t isakmp = 1;
constexpr std::uint8_t ah = 2;
constexpr std::uint8_t esp = 3;
constexpr std::uint8_t ipcomp = 4;  ///< its "SPI" is a CPI of two bytes (RFC 3173 section 4.1)
}  // namespace protocol

/// Transform ids of AH and IPComp (RFC 2407 sections 4.4.3 and 4.4.5).
namespace ah_transform {
constexpr std::uint8_t md5 = 2;
constexpr std::uint8_t sha = 3;
constexpr std::uint8_t sha256 = 5;
}  // namespace ah_transform
namespace ipcomp_transform {
constexpr std::uint8_t deflate = 2;
}  // namespace ipcomp_transform

/// Attributes of a phase 1 transform (RFC 2409 appendix A).
namespace phase1_attribute {
constexpr std::uint16_t encryption = 1;
constexpr std::uint16_t hash = 2;
constexpr std::uint16_t authentication = 3;
constexpr std::uint16_t group = 4;
constexpr std::uint16_t life_type = 11;
constexpr std::uint16_t life_duration = 12;
constexpr std::uint16_t key_length = 14;
}  // namespace phase1_attribute

/// Attributes of a phase 2 transform (RFC 2407 section 4.5).
namespace phase2_attribute {
constexpr std::uint16_t life_type = 1;
constexpr std::uint16_t life_duration = 2;
constexpr std::uint16_t group = 3;
constexpr std::uint16_t encapsulation = 4;
constexpr std::uint16_t authentication = 5;
constexpr std::uint16_t key_length = 6;
}  // namespace phase2_attribute

namespace life_type {
constexpr std::uint64_t seconds = 1;
constexpr std::uint64_t kilobytes = 2;
}  // namespace life_type

struct Attribute {
  std::uint16_t type = 0;
  std::uint64_t value = 0;
  bool operator==(const Attribute&) const = default;
};

/// The attributes are kept as they came, because an answer must repeat them unmodified.
struct Transform {
  std::uint8_t number = 1;
  std::uint8_t id = 0;
  Bytes attribute_bytes;

  /// Appends one: in the short form if it fits, else with four bytes.
  Transform& with(std::uint16_t type, std::uint64_t value);
  /// In order; values longer than eight bytes saturate.
  [[nodiscard]] std::vector<Attribute> attributes() const;
  [[nodiscard]] std::optional<std::uint64_t> value(std::uint16_t type) const;
};

struct Proposal {
  std::uint8_t number = 1;
  std::uint8_t protocol = protocol::isakmp;
  Bytes spi;
  std::vector<Transform> transforms;
};

struct SecurityAssociation {
  std::vector<Proposal> proposals;
};

constexpr std::size_t kMostProposals = 16;
constexpr std::size_t kMostTransforms = 64;  ///< in one SA payload
constexpr std::size_t kMostAttributes = 16;  ///< in one transform

/// `body` is the payload without its generic header.
Result<SecurityAssociation, WireError> parse_sa(ByteView body);
Bytes emit_sa(const SecurityAssociation& sa);

}  // namespace kyoten::wire::ike
