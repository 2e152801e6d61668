// EAP packets (RFC 3748 section 4), as the EAP payload of IKEv2 carries them (RFC 7296 section 3.16).
//
//   request, response  | code 1 | identifier 1 | length 2 | type 1 | data
//   success, failure   | code 1 | identifier 1 | length 2 |
//   MD5-Challenge data | value size 1 | value | name          (section 5.4)
#pragma once

#include "firmware/base/bytes.hpp"
#include "firmware/base/result.hpp"
#include "firmware/wire/ike_header.hpp"

namespace kyoten::wire::eap {

enum class Code : std::uint8_t { request = 1, response = 2, success = 3, failure = 4 };

namespace type {
constexpr std::uint8_t identity = 1;
constexpr std::uint8_t notification = 2;
constexpr std::uint8_t nak = 3;
constexpr std::uint8_t md5_challenge = 4;
}  // namespace type

struct Packet {
  Code code = Code::request;
  std::uint8_t identifier = 0;
  std::uint8_t type = 0;  ///< of requests and responses
  Bytes data;
  bool operator==(const Packet&) const = default;
};
/// What stands behind the length is padding.
Result<Packet, ike::WireError> parse_packet(ByteView bytes);
Bytes emit_packet(const Packet& packet);

struct Md5Challenge {
  Bytes value;
  Bytes name;  ///< of the sender
};
Result<Md5Challenge, ike::WireError> parse_md5_challenge(ByteView data);
Bytes emit_md5_challenge(const Md5Challenge& challenge);

}  // namespace kyoten::wire::eap
