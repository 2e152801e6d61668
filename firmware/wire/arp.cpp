#include "firmware/wire/arp.hpp"

#include <boost/endian/conversion.hpp>

namespace kyoten::wire {

std::optional<ArpMessage> parse_arp(ByteView bytes) {
  constexpr std::uint8_t kFixed[] = {0, 1, 8, 0, 6, 4};
  if (bytes.size() < kArpBytes || !std::equal(std::begin(kFixed), std::end(kFixed), bytes.begin())) {
    return std::nullopt;
  }
  const auto operation = boost::endian::load_big_u16(bytes.data() + 6);
  if (operation != 1 && operation != 2) return std::nullopt;
  ArpMessage message;
  message.request = operation == 1;
  message.sender_mac = MacAddress::from(bytes.subspan(8, 6));
  message.sender = {boost::endian::load_big_u32(bytes.data() + 14)};
  message.target_mac = MacAddress::from(bytes.subspan(18, 6));
  message.target = {boost::endian::load_big_u32(bytes.data() + 24)};
  return message;
}

void write_arp(const ArpMessage& message, std::uint8_t* out) {
  constexpr std::uint8_t kFixed[] = {0, 1, 8, 0, 6, 4, 0};
  std::copy(std::begin(kFixed), std::end(kFixed), out);
  out[7] = message.request ? 1 : 2;
  std::copy(message.sender_mac.octets.begin(), message.sender_mac.octets.end(), out + 8);
  boost::endian::store_big_u32(out + 14, message.sender.value);
  std::copy(message.target_mac.octets.begin(), message.target_mac.octets.end(), out + 18);
  boost::endian::store_big_u32(out + 24, message.target.value);
}

}  // namespace kyoten::wire
