// Numbers that both versions have in common for what protects traffic (RFC 2407 section 4.4.1, RFC 7296 section 3.3.1).
#pragma once

#include "firmware/ipsec/sa.hpp"

namespace kyoten::ike {

constexpr std::uint8_t protocol_number(ipsec::Protocol protocol) { return protocol == ipsec::Protocol::ah ? 2 : 3; }
/// Nothing for what is neither AH nor ESP.
constexpr std::optional<ipsec::Protocol> protocol_numbered(std::uint8_t number) {
  if (number == 2) return ipsec::Protocol::ah;
  if (number == 3) return ipsec::Protocol::esp;
  return std::nullopt;
}

/// An SA as a delete payload names it.
struct SaName {
  ipsec::Protocol protocol{};
  Spi spi{};
};

}  // namespace kyoten::ike
