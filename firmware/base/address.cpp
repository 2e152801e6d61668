#include "firmware/base/address.hpp"

#include <boost/endian/conversion.hpp>
#include <algorithm>
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

namespace {

/// The groups of one side of "::", two octets each; the last may be an IPv4 address.
std::optional<Bytes> groups_of(std::string_view text) {
  Bytes octets;
  while (!text.empty()) {
    const auto colon = text.find(':');
    const auto part = text.substr(0, colon);
    const bool last = colon == std::string_view::npos;
    if (last && part.find('.') != std::string_view::npos) {
      const auto tail = Ipv4Address::parse(part);
      if (!tail) return std::nullopt;
      ByteWriter(octets).u32(tail->value);
      return octets;
    }
    std::uint16_t group = 0;
    const auto [stop, error] = std::from_chars(part.data(), part.data() + part.size(), group, 16);
    if (part.empty() || part.size() > 4 || error != std::errc{} || stop != part.data() + part.size()) return std::nullopt;
    ByteWriter(octets).u16(group);
    if (last) return octets;
    text.remove_prefix(colon + 1);
    if (text.empty()) return std::nullopt;  // ends with a colon
  }
  return octets;
}

}  // namespace

std::optional<Ipv6Address> Ipv6Address::parse(std::string_view text) {
  const auto gap = text.find("::");
  const bool short_form = gap != std::string_view::npos;
  const auto front = groups_of(text.substr(0, gap));
  const auto back = short_form ? groups_of(text.substr(gap + 2)) : Bytes{};
  if (!front || !back) return std::nullopt;
  const auto given = front->size() + back->size();
  if (short_form ? given > 14 : given != 16) return std::nullopt;
  if (short_form && text.substr(0, gap).find('.') != std::string_view::npos) return std::nullopt;
  Ipv6Address address;
  std::ranges::copy(*front, address.octets.begin());
  std::ranges::copy_backward(*back, address.octets.end());
  return address;
}

Ipv6Address Ipv6Address::from(ByteView sixteen_octets) {
  KYOTEN_ASSERT(sixteen_octets.size() == 16);
  Ipv6Address address;
  std::copy(sixteen_octets.begin(), sixteen_octets.end(), address.octets.begin());
  return address;
}

bool Ipv6Address::is_loopback() const {
  Ipv6Address one;
  one.octets[15] = 1;
  return *this == one;
}

std::string Ipv6Address::text() const {
  const auto group = [&](std::size_t i) { return octets[2 * i] << 8 | octets[2 * i + 1]; };
  // RFC 5952 section 4.2: the longest run of zero groups becomes "::", of equal ones the first, and a single one none.
  std::size_t gap = 8, gap_groups = 1;
  for (std::size_t i = 0; i < 8; ++i) {
    std::size_t run = 0;
    while (i + run < 8 && group(i + run) == 0) ++run;
    if (run > gap_groups) gap = i, gap_groups = run;
  }
  std::string text;
  for (std::size_t i = 0; i < 8; ++i) {
    if (i == gap) {
      text += "::";
      i += gap_groups - 1;
      continue;
    }
    if (!text.empty() && text.back() != ':') text += ':';
    char digits[4];
    const auto [end, error] = std::to_chars(digits, digits + 4, group(i), 16);
    text.append(digits, end);
  }
  return text;
}

std::optional<Ipv6Prefix> Ipv6Prefix::parse(std::string_view text) {
  const auto slash = text.find('/');
  const auto address = Ipv6Address::parse(text.substr(0, slash));
  const auto length = slash == std::string_view::npos ? std::optional(128u) : decimal(text.substr(slash + 1), 128);
  if (!address || !length) return std::nullopt;
  return Ipv6Prefix{*address, static_cast<std::uint8_t>(*length)};
}

Ipv6Address Ipv6Prefix::network() const {
  auto network = address;
  for (std::size_t i = 0; i < 16; ++i) {
    const int kept = std::clamp(int{length} - static_cast<int>(i) * 8, 0, 8);
    network.octets[i] &= static_cast<std::uint8_t>(0xff00 >> kept);
  }
  return network;
}

std::string Ipv6Prefix::text() const { return address.text() + "/" + std::to_string(length); }

std::optional<IpAddress> IpAddress::parse(std::string_view text) {
  if (const auto address = Ipv4Address::parse(text)) return *address;
  if (const auto address = Ipv6Address::parse(text)) return *address;
  return std::nullopt;
}

Bytes IpAddress::octets() const {
  if (const auto* address = v6()) return to_bytes(address->octets);
  return to_bytes(v4()->octets());
}

std::string IpAddress::text() const { return is_ipv6() ? v6()->text() : v4()->text(); }

IpPrefix IpPrefix::host(const IpAddress& address) {
  IpPrefix prefix;
  prefix.address = address;
  prefix.length = address.is_ipv6() ? 128 : 32;
  return prefix;
}

std::optional<IpPrefix> IpPrefix::parse(std::string_view text) {
  if (const auto prefix = Ipv4Prefix::parse(text)) return *prefix;
  if (const auto prefix = Ipv6Prefix::parse(text)) return *prefix;
  return std::nullopt;
}

IpPrefix IpPrefix::network() const {
  auto network = host(first());
  network.length = length;
  return network;
}

IpAddress IpPrefix::first() const {
  if (const auto* v6 = address.v6()) return Ipv6Prefix{*v6, length}.network();
  return Ipv4Prefix{*address.v4(), length}.network();
}

IpAddress IpPrefix::last() const {
  if (!address.is_ipv6()) return Ipv4Prefix{*address.v4(), length}.directed_broadcast();
  auto last = *first().v6();
  for (std::size_t bit = length; bit < 128; ++bit) last.octets[bit / 8] |= static_cast<std::uint8_t>(0x80 >> bit % 8);
  return last;
}

std::string IpPrefix::text() const { return address.text() + '/' + std::to_string(length); }

std::string Endpoint::text() const {
  const auto host = address.is_ipv6() ? '[' + address.text() + ']' : address.text();
  return host + ':' + std::to_string(port);
}

}  // namespace kyoten
