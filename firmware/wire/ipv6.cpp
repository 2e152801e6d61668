#include "firmware/wire/ipv6.hpp"

#include <algorithm>
#include <boost/endian/conversion.hpp>

#include "firmware/base/checksum.hpp"

namespace kyoten::wire {
namespace {

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;
using boost::endian::store_big_u16;
using boost::endian::store_big_u32;

namespace extension {
constexpr std::uint8_t hop_by_hop = 0;
constexpr std::uint8_t routing = 43;
constexpr std::uint8_t fragment = ip_protocol::ipv6_fragment;
constexpr std::uint8_t destination_options = 60;
}  // namespace extension

constexpr int kMostExtensions = 8;
constexpr std::uint8_t kSourceRoute = 0;  ///< routing header type

bool is_extension(std::uint8_t type) {
  return type == extension::hop_by_hop || type == extension::routing || type == extension::fragment ||
         type == extension::destination_options;
}

}  // namespace

bool check_ipv6(ByteView packet) {
  return packet.size() >= kIpv6HeaderBytes && is_ipv6(packet) && Ipv6View(packet.data()).total_bytes() <= packet.size();
}

std::optional<UpperLayer> upper_layer(ByteView packet) {
  const auto end = Ipv6View(packet.data()).total_bytes();
  UpperLayer upper{Ipv6View(packet.data()).next_header(), kIpv6HeaderBytes, false};
  for (int i = 0; is_extension(upper.protocol); ++i) {
    if (i == kMostExtensions || upper.at + 8 > end) return std::nullopt;
    const auto* header = packet.data() + upper.at;
    if (upper.protocol == extension::routing && header[2] == kSourceRoute) return std::nullopt;
    const bool fragment = upper.protocol == extension::fragment;
    const bool later = fragment && ((header[2] << 8 | header[3]) & 0xfff8) != 0;
    upper.protocol = header[0];
    upper.at += fragment ? 8 : (std::size_t{header[1]} + 1) * 8;
    if (upper.at > end) return std::nullopt;
    if (later) {
      upper.later_fragment = true;
      return upper;
    }
  }
  return upper;
}

std::optional<Ipv6Fragment> fragment_in(ByteView packet) {
  const auto end = Ipv6View(packet.data()).total_bytes();
  std::size_t at = kIpv6HeaderBytes;
  std::size_t chained_at = kIpv6NextHeaderAt;
  for (int i = 0; i < kMostExtensions && is_extension(packet[chained_at]) && at + 8 <= end; ++i) {
    const auto* header = packet.data() + at;
    if (packet[chained_at] == extension::fragment) {
      const auto place = load_big_u16(header + 2);
      return Ipv6Fragment{at, chained_at, header[0], place & 0xfff8u, (place & 1) != 0, load_big_u32(header + 4)};
    }
    chained_at = at;
    at += (std::size_t{header[1]} + 1) * 8;
  }
  return std::nullopt;
}

void write_fragment(const Ipv6Fragment& fragment, std::uint8_t* packet) {
  packet[fragment.chained_at] = extension::fragment;
  auto* header = packet + fragment.header_at;
  header[0] = fragment.next_header;
  header[1] = 0;
  store_big_u16(header + 2, static_cast<std::uint16_t>(fragment.offset | (fragment.more ? 1u : 0u)));
  store_big_u32(header + 4, fragment.identification);
}

void write_ipv6(const Ipv6Fields& fields, std::size_t total_bytes, std::uint8_t* out) {
  out[0] = static_cast<std::uint8_t>(0x60 | fields.traffic_class >> 4);
  out[1] = static_cast<std::uint8_t>(fields.traffic_class << 4);
  out[2] = out[3] = 0;
  set_payload_bytes(out, total_bytes - kIpv6HeaderBytes);
  out[kIpv6NextHeaderAt] = fields.next_header;
  out[7] = fields.hop_limit;
  std::ranges::copy(fields.source.octets, out + 8);
  std::ranges::copy(fields.destination.octets, out + 24);
}

void set_traffic_class(std::uint8_t* packet, std::uint8_t traffic_class) {
  packet[0] = static_cast<std::uint8_t>((packet[0] & 0xf0) | traffic_class >> 4);
  packet[1] = static_cast<std::uint8_t>((packet[1] & 0x0f) | traffic_class << 4);
}

std::uint16_t icmpv6_sum(const Ipv6Address& source, const Ipv6Address& destination, ByteView message) {
  const auto pseudo = pseudo_header_sum(source, destination, ip_protocol::icmpv6, static_cast<std::uint32_t>(message.size()));
  return finish_checksum(checksum_add(pseudo, message));
}

}  // namespace kyoten::wire
