// The Security Association payload of IKEv2 (RFC 7296 section 3.3).
//
//   proposal    | last 1 (0, 2) | 0 | length 2 | number 1 | protocol 1 | SPI size 1 | transforms 1 | SPI
//   transform   | last 1 (0, 3) | 0 | length 2 | type 1 | 0 | id 2 | attributes
//
// Within a proposal, transforms of one type are alternatives. The only attribute is the key length of
// ciphers that have several.
#pragma once

#include <optional>

#include "firmware/wire/ikev2_payload.hpp"

namespace kyoten::wire::ikev2 {

namespace protocol {
constexpr std::uint8_t none = 0;
constexpr std::uint8_t ike = 1;
constexpr std::uint8_t ah = 2;
constexpr std::uint8_t esp = 3;
}  // namespace protocol

enum class TransformType : std::uint8_t {
  encryption = 1,
  prf = 2,
  integrity = 3,
  dh_group = 4,
  extended_sequence_numbers = 5,
};

namespace transform_id {
constexpr std::uint16_t des = 2;
constexpr std::uint16_t three_des = 3;
constexpr std::uint16_t null = 11;
constexpr std::uint16_t aes_cbc = 12;
constexpr std::uint16_t aes_gcm_16 = 20;         ///< RFC 4106
constexpr std::uint16_t chacha20_poly1305 = 28;  ///< RFC 7634
constexpr std::uint16_t prf_hmac_md5 = 1;
constexpr std::uint16_t prf_hmac_sha1 = 2;
constexpr std::uint16_t prf_hmac_sha256 = 5;
constexpr std::uint16_t no_integrity = 0;
constexpr std::uint16_t hmac_md5_96 = 1;
constexpr std::uint16_t hmac_sha1_96 = 2;
constexpr std::uint16_t hmac_sha256_128 = 12;
constexpr std::uint16_t no_dh = 0;
constexpr std::uint16_t no_esn = 0;
}  // namespace transform_id

struct Transform {
  TransformType type{};
  std::uint16_t id = 0;
  std::optional<std::uint16_t> key_bits;
  bool understood = true;  ///< false: an attribute nobody here knows, so it cannot be chosen
  bool operator==(const Transform&) const = default;
};

struct Proposal {
  std::uint8_t number = 1;
  std::uint8_t protocol = protocol::ike;
  Bytes spi;
  std::vector<Transform> transforms;

  [[nodiscard]] bool offers(const Transform& wanted) const;
  [[nodiscard]] bool has(TransformType type) const;
};

constexpr std::size_t kMostProposals = 32;
constexpr std::size_t kMostTransforms = 256;  ///< in one payload

Result<std::vector<Proposal>, WireError> parse_sa(ByteView body);
Bytes emit_sa(const std::vector<Proposal>& proposals);

}  // namespace kyoten::wire::ikev2
