// PPP over Ethernet (RFC 2516): the header that discovery and session packets share, and the tags of discovery.
//
//   0                   1                   2                   3
//   |  VER  | TYPE  |     CODE      |          SESSION_ID           |
//   |            LENGTH             |  tags, or a PPP frame
//
// LENGTH counts, not what Ethernet padded behind it.
#pragma once

#include <optional>
#include <vector>

#include "firmware/base/bytes.hpp"
#include "firmware/base/ids.hpp"

namespace kyoten::wire {

namespace pppoe_code {
constexpr std::uint8_t session = 0x00;
constexpr std::uint8_t padi = 0x09;
constexpr std::uint8_t pado = 0x07;
constexpr std::uint8_t padr = 0x19;
constexpr std::uint8_t pads = 0x65;
constexpr std::uint8_t padt = 0xa7;
}  // namespace pppoe_code

namespace pppoe_tag {
constexpr std::uint16_t end_of_list = 0x0000;
constexpr std::uint16_t service_name = 0x0101;
constexpr std::uint16_t ac_name = 0x0102;
constexpr std::uint16_t host_uniq = 0x0103;
constexpr std::uint16_t ac_cookie = 0x0104;
constexpr std::uint16_t relay_session_id = 0x0110;
constexpr std::uint16_t service_name_error = 0x0201;
constexpr std::uint16_t ac_system_error = 0x0202;
constexpr std::uint16_t generic_error = 0x0203;
}  // namespace pppoe_tag

constexpr std::size_t kPppoeHeaderBytes = 6;
constexpr std::size_t kMostPppoeTags = 64;
/// What a PPP packet may have inside an Ethernet frame of 1500 bytes (section 7).
constexpr std::uint16_t kPppoeMtuBytes = 1492;

struct PppoePacket {
  std::uint8_t code = 0;
  PppoeSessionId session{};
  ByteView payload;
};
/// What follows the Ethernet header. Nothing for another version or type, or if LENGTH is more than there is.
std::optional<PppoePacket> parse_pppoe(ByteView bytes);
/// Writes the header; `out` has kPppoeHeaderBytes.
void write_pppoe_header(std::uint8_t* out, std::uint8_t code, PppoeSessionId session, std::size_t payload_bytes);
Bytes pppoe_packet(std::uint8_t code, PppoeSessionId session, ByteView payload);

struct PppoeTag {
  std::uint16_t type = 0;
  ByteView value;
};
/// Up to End-Of-List or the end. Nothing if a length does not fit, or there are more than kMostPppoeTags.
std::optional<std::vector<PppoeTag>> parse_pppoe_tags(ByteView payload);
void append_pppoe_tag(Bytes& payload, std::uint16_t type, ByteView value);
/// The first of that type.
std::optional<ByteView> find_pppoe_tag(const std::vector<PppoeTag>& tags, std::uint16_t type);

}  // namespace kyoten::wire
