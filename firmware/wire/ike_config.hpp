// The attributes payload of transaction exchanges (draft-ietf-ipsec-isakmp-mode-cfg-05 section 3.2), and what
// XAUTH (draft-ietf-ipsec-isakmp-xauth-06 section 6.2) and mode-cfg ask and say in it.
//
//   | message type 1 | 0 | identifier 2 | attributes
//   attribute   | 1, type 15 bits | value 2 |      or      | 0, type 15 bits | length 2 | value
#pragma once

#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/wire/ike_header.hpp"

namespace kyoten::wire::ike {

enum class ConfigType : std::uint8_t { request = 1, reply = 2, set = 3, acknowledge = 4 };

namespace config_attribute {
constexpr std::uint16_t address = 1;
constexpr std::uint16_t netmask = 2;
constexpr std::uint16_t dns = 3;
constexpr std::uint16_t wins = 4;
constexpr std::uint16_t xauth_type = 16520;
constexpr std::uint16_t user_name = 16521;
constexpr std::uint16_t user_password = 16522;
constexpr std::uint16_t status = 16527;  ///< 1: let in, 0: not
}  // namespace config_attribute

struct ConfigAttribute {
  std::uint16_t type = 0;
  Bytes value;
  bool short_form = false;  ///< the value is two bytes, without a length

  static ConfigAttribute number(std::uint16_t type, std::uint16_t value);
  static ConfigAttribute of(std::uint16_t type, Ipv4Address address);
  /// A question: no value.
  static ConfigAttribute asked(std::uint16_t type) { return {type, {}, false}; }
  bool operator==(const ConfigAttribute&) const = default;
};

constexpr std::size_t kMostConfigAttributes = 64;

struct ConfigPayload {
  ConfigType type = ConfigType::request;
  std::uint16_t identifier = 0;
  std::vector<ConfigAttribute> attributes;

  /// The first of a type; null if there is none.
  [[nodiscard]] const ConfigAttribute* find(std::uint16_t type) const;
};

Result<ConfigPayload, WireError> parse_config(ByteView body);
Bytes emit_config(const ConfigPayload& payload);

}  // namespace kyoten::wire::ike
