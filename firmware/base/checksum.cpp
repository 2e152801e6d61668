#include "firmware/base/checksum.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"

namespace kyoten {

std::uint32_t checksum_add(std::uint32_t initial, ByteView bytes) {
  std::uint64_t sum = initial;
  std::size_t i = 0;
  // By words of four bytes, whose halves are folded together in the end (RFC 1071 section 2, "parallel summation").
  for (; i + 8 <= bytes.size(); i += 8)
    sum += std::uint64_t{boost::endian::load_big_u32(bytes.data() + i)} + boost::endian::load_big_u32(bytes.data() + i + 4);
  for (; i + 1 < bytes.size(); i += 2) sum += std::uint32_t{bytes[i]} << 8 | bytes[i + 1];
  if (i < bytes.size()) sum += std::uint32_t{bytes[i]} << 8;
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint32_t>(sum);
}

std::uint16_t finish_checksum(std::uint32_t sum) {
  while (sum >> 16) sum = (sum & 0xffff) + (sum >> 16);
  return static_cast<std::uint16_t>(~sum);
}

std::uint32_t pseudo_header_sum(Ipv4Address source, Ipv4Address destination, std::uint8_t protocol,
                                std::uint16_t length) {
  return (source.value >> 16) + (source.value & 0xffff) + (destination.value >> 16) +
         (destination.value & 0xffff) + protocol + length;
}

std::uint32_t pseudo_header_sum(const Ipv6Address& source, const Ipv6Address& destination, std::uint8_t protocol,
                                std::uint32_t length) {
  const auto sum = checksum_add(checksum_add(0, source.octets), destination.octets);
  return sum + protocol + (length >> 16) + (length & 0xffff);
}

std::uint32_t pseudo_header_sum(const IpAddress& source, const IpAddress& destination, std::uint8_t protocol,
                                std::uint16_t length) {
  KYOTEN_ASSERT(source.is_ipv6() == destination.is_ipv6());
  if (source.is_ipv6()) return pseudo_header_sum(*source.v6(), *destination.v6(), protocol, std::uint32_t{length});
  return pseudo_header_sum(*source.v4(), *destination.v4(), protocol, length);
}

std::uint16_t checksum_update_u16(std::uint16_t checksum, std::uint16_t before,
                                  std::uint16_t after) {
  const std::uint32_t sum = static_cast<std::uint16_t>(~checksum) +
                            std::uint32_t{static_cast<std::uint16_t>(~before)} + after;
  return finish_checksum(sum);
}

std::uint16_t checksum_update_u32(std::uint16_t checksum, std::uint32_t before,
                                  std::uint32_t after) {
  checksum = checksum_update_u16(checksum, static_cast<std::uint16_t>(before >> 16),
                                 static_cast<std::uint16_t>(after >> 16));
  return checksum_update_u16(checksum, static_cast<std::uint16_t>(before),
                             static_cast<std::uint16_t>(after));
}

}  // namespace kyoten
