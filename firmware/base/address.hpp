// Link and network addresses as values in host byte order, with their text forms.
#pragma once

#include <array>
#include <compare>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>

#include "firmware/base/bytes.hpp"

namespace kyoten {

struct MacAddress {
  std::array<std::uint8_t, 6> octets{};

  auto operator<=>(const MacAddress&) const = default;
  [[nodiscard]] bool is_group() const { return (octets[0] & 1) != 0; }
  [[nodiscard]] bool is_zero() const { return *this == MacAddress{}; }
  static constexpr MacAddress broadcast() { return {{255, 255, 255, 255, 255, 255}}; }
  static MacAddress from(ByteView six_octets);
  static std::optional<MacAddress> parse(std::string_view text);  ///< "00:a0:de:11:22:33"
  [[nodiscard]] std::string text() const;
};

struct Ipv4Address {
  std::uint32_t value = 0;  ///< host byte order

  auto operator<=>(const Ipv4Address&) const = default;
  static constexpr Ipv4Address of(std::uint8_t a, std::uint8_t b, std::uint8_t c, std::uint8_t d) {
    return {(std::uint32_t{a} << 24) | (std::uint32_t{b} << 16) | (std::uint32_t{c} << 8) | d};
  }
  static constexpr Ipv4Address broadcast() { return {0xffffffff}; }
  static std::optional<Ipv4Address> parse(std::string_view text);
  [[nodiscard]] bool is_unspecified() const { return value == 0; }
  [[nodiscard]] bool is_multicast() const { return (value >> 28) == 0xe; }
  [[nodiscard]] bool is_broadcast() const { return value == 0xffffffff; }
  [[nodiscard]] bool is_loopback() const { return (value >> 24) == 127; }
  [[nodiscard]] std::array<std::uint8_t, 4> octets() const;
  [[nodiscard]] std::string text() const;
};

/// An address together with the length of its network part: 192.168.100.1/24.
struct Ipv4Prefix {
  Ipv4Address address;
  std::uint8_t length = 32;  ///< 0..32

  auto operator<=>(const Ipv4Prefix&) const = default;
  static std::optional<Ipv4Prefix> parse(std::string_view text);  ///< "A.B.C.D[/LEN]", 32 without
  [[nodiscard]] std::uint32_t mask() const { return length == 0 ? 0 : ~0u << (32 - length); }
  [[nodiscard]] Ipv4Address network() const { return {address.value & mask()}; }
  [[nodiscard]] Ipv4Address directed_broadcast() const { return {address.value | ~mask()}; }
  [[nodiscard]] bool contains(Ipv4Address other) const {
    return (other.value & mask()) == network().value;
  }
  [[nodiscard]] std::string text() const;  ///< always with the length
};

struct Ipv6Address {
  std::array<std::uint8_t, 16> octets{};  ///< network byte order

  auto operator<=>(const Ipv6Address&) const = default;
  static std::optional<Ipv6Address> parse(std::string_view text);
  static Ipv6Address from(ByteView sixteen_octets);
  [[nodiscard]] bool is_unspecified() const { return *this == Ipv6Address{}; }
  [[nodiscard]] bool is_multicast() const { return octets[0] == 0xff; }
  [[nodiscard]] bool is_link_local() const { return octets[0] == 0xfe && (octets[1] & 0xc0) == 0x80; }
  [[nodiscard]] bool is_loopback() const;
  [[nodiscard]] std::string text() const;  ///< as RFC 5952 has it: "2001:db8::1"
};

struct Ipv6Prefix {
  Ipv6Address address;
  std::uint8_t length = 128;  ///< 0..128

  auto operator<=>(const Ipv6Prefix&) const = default;
  static std::optional<Ipv6Prefix> parse(std::string_view text);  ///< "ADDRESS[/LEN]", 128 without
  [[nodiscard]] Ipv6Address network() const;
  [[nodiscard]] bool contains(const Ipv6Address& other) const { return Ipv6Prefix{other, length}.network() == network(); }
  [[nodiscard]] std::string text() const;  ///< always with the length
};

/// An address of either version. IPv4 addresses come before all of IPv6.
class IpAddress {
 public:
  constexpr IpAddress() = default;  ///< 0.0.0.0
  // Implicit: whatever takes an address of either version takes one of a certain version.
  constexpr IpAddress(Ipv4Address address) : value_(address) {}         // NOLINT(google-explicit-constructor)
  constexpr IpAddress(const Ipv6Address& address) : value_(address) {}  // NOLINT(google-explicit-constructor)

  auto operator<=>(const IpAddress&) const = default;
  static std::optional<IpAddress> parse(std::string_view text);
  [[nodiscard]] constexpr bool is_ipv6() const { return value_.index() == 1; }
  [[nodiscard]] const Ipv4Address* v4() const { return std::get_if<Ipv4Address>(&value_); }  ///< null if it is of IPv6
  [[nodiscard]] const Ipv6Address* v6() const { return std::get_if<Ipv6Address>(&value_); }
  [[nodiscard]] bool is_unspecified() const { return is_ipv6() ? v6()->is_unspecified() : v4()->is_unspecified(); }
  [[nodiscard]] Bytes octets() const;  ///< 4 or 16, in network byte order
  [[nodiscard]] std::string text() const;

 private:
  std::variant<Ipv4Address, Ipv6Address> value_;
};

struct IpPrefix {
  IpAddress address;
  std::uint8_t length = 32;  ///< 0..32, or 0..128

  IpPrefix() = default;
  IpPrefix(Ipv4Prefix prefix) : address(prefix.address), length(prefix.length) {}         // NOLINT(google-explicit-constructor)
  IpPrefix(const Ipv6Prefix& prefix) : address(prefix.address), length(prefix.length) {}  // NOLINT(google-explicit-constructor)
  static IpPrefix host(const IpAddress& address);
  auto operator<=>(const IpPrefix&) const = default;
  static std::optional<IpPrefix> parse(std::string_view text);  ///< "ADDRESS[/LEN]", one host without
  [[nodiscard]] bool is_host() const { return length == (address.is_ipv6() ? 128 : 32); }
  [[nodiscard]] IpPrefix network() const;
  [[nodiscard]] IpAddress first() const;  ///< of the network: all bits behind its length are 0
  [[nodiscard]] IpAddress last() const;   ///< and 1
  [[nodiscard]] std::string text() const;  ///< always with the length
};

/// A UDP or TCP end: address and port.
struct Ipv4Endpoint {
  Ipv4Address address;
  std::uint16_t port = 0;

  auto operator<=>(const Ipv4Endpoint&) const = default;
};
struct Endpoint {
  IpAddress address;
  std::uint16_t port = 0;

  Endpoint() = default;
  Endpoint(const IpAddress& of_address, std::uint16_t of_port) : address(of_address), port(of_port) {}
  Endpoint(const Ipv4Endpoint& end) : address(end.address), port(end.port) {}  // NOLINT(google-explicit-constructor)
  auto operator<=>(const Endpoint&) const = default;
  [[nodiscard]] std::string text() const;  ///< "203.0.113.1:500", "[2001:db8::1]:500"
};

}  // namespace kyoten
