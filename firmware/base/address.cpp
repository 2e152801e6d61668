#include "firmware/base/address.hpp"

#include <boost/endian/conversion.hpp>
#include <charconv>

#include "firmware/base/assert.hpp"

namespace kyoten {
namespace {

/// A decimal number of at most `limit` that fills the whole text; no sign, no blanks.
std::optional<std::uint32_t> decimal(std::string_view text, std::uint32_t limit) {
  std::uint32_t value = 0;
  const char* end = text.data() + text.size();
  auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || error != std::errc{} || stop != end || value > limit) return std::nullopt;
  return value;
}

}  // namespace

MacAddress MacAddress::from(ByteView six_octets) {
  KYOTEN_ASSERT(six_octets.size() == 6);
  MacAddress mac;
  std::copy(six_octets.begin(), six_octets.end(), mac.octets.begin());
  return mac;
}

std::optional<MacAddress> MacAddress::parse(std::string_view text) {
  if (text.size() != 17) return std::nullopt;
  MacAddress mac;
  for (std::size_t i = 0; i < 6; ++i) {
    if (i > 0 && text[i * 3 - 1] != ':' && text[i * 3 - 1] != '-') return std::nullopt;
    auto octet = from_hex(text.substr(i * 3, 2));
    if (!octet) return std::nullopt;
    mac.octets[i] = (*octet)[0];
  }
  return mac;
}

std::string MacAddress::text() const {
  auto text = to_hex(octets, ":");
  text.pop_back();
  return text;
}

std::optional<Ipv4Address> Ipv4Address::parse(std::string_view text) {
  std::uint32_t value = 0;
  for (int i = 0; i < 4; ++i) {
    const auto dot = text.find('.');
    if ((dot == std::string_view::npos) != (i == 3)) return std::nullopt;
    const auto part = text.substr(0, dot);
    if (part.size() > 3) return std::nullopt;
    auto octet = decimal(part, 255);
    if (!octet) return std::nullopt;
    value = value << 8 | *octet;
    if (i < 3) text.remove_prefix(dot + 1);
  }
  return Ipv4Address{value};
}

std::array<std::uint8_t, 4> Ipv4Address::octets() const {
  std::array<std::uint8_t, 4> octets;
  boost::endian::store_big_u32(octets.data(), value);
  return octets;
}

std::string Ipv4Address::text() const {
  const auto o = octets();
  return std::to_string(o[0]) + '.' + std::to_string(o[1]) + '.' + std::to_string(o[2]) + '.' +
         std::to_string(o[3]);
}

std::optional<Ipv4Prefix> Ipv4Prefix::parse(std::string_view text) {
  const auto slash = text.find('/');
  auto address = Ipv4Address::parse(text.substr(0, slash));
  if (!address) return std::nullopt;
  if (slash == std::string_view::npos) return Ipv4Prefix{*address, 32};
  auto length = decimal(text.substr(slash + 1), 32);
  if (!length) return std::nullopt;
  return Ipv4Prefix{*address, static_cast<std::uint8_t>(*length)};
}

std::string Ipv4Prefix::text() const { return address.text() + '/' + std::to_string(length); }

std::string Endpoint::text() const { return address.text() + ':' + std::to_string(port); }

}  // namespace kyoten
