// Numbers that mean different things are different types. The console speaks of gateways, policies and
// tunnels; the wire of SPIs, control connections and sessions.
#pragma once

#include <cstdint>
#include <type_traits>

namespace kyoten {

enum class GatewayId : std::uint32_t {};        ///< `ipsec ike ... GATEWAY_ID`
enum class PolicyId : std::uint32_t {};         ///< `ipsec sa policy POLICY_ID`
enum class TunnelId : std::uint16_t {};         ///< `tunnel select N`
enum class PpId : std::uint16_t {};             ///< `pp select N`
enum class BridgeId : std::uint16_t {};         ///< `bridge1`
enum class NatDescriptorId : std::uint32_t {};  ///< `nat descriptor type N`
enum class FilterId : std::uint32_t {};         ///< `ip filter N`
enum class ScopeId : std::uint16_t {};          ///< `dhcp scope N`

enum class Spi : std::uint32_t {};                  ///< RFC 4303 section 2.1
enum class Cpi : std::uint16_t {};                  ///< RFC 3173 section 3.3
enum class ControlConnectionId : std::uint32_t {};  ///< RFC 3931 section 5.4.3
enum class SessionId : std::uint32_t {};            ///< RFC 3931 section 5.4.4
enum class PppoeSessionId : std::uint16_t {};       ///< RFC 2516 section 4; 0 is none

/// A router's attachment to the outside: 0 = lan1, 1 = lan2.
enum class PortIndex : std::uint8_t {};
/// A row of the dataplane's interface table: ports, sub-interfaces, bridges, tunnels.
enum class InterfaceIndex : std::uint16_t {};

/// The number inside an id, for printing and indexing.
template <class Id>
constexpr auto number(Id id) {
  return static_cast<std::underlying_type_t<Id>>(id);
}

}  // namespace kyoten
