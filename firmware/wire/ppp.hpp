// PPP without HDLC, as PPPoE, L2TP and PPTP carry it: the protocol field (RFC 1661 section 2), the packets of its control
// protocols (section 5) and their options (section 6). PAP (RFC 1334) and CHAP (RFC 1994) have packets of the same shape.
#pragma once

#include <optional>
#include <vector>

#include "firmware/base/bytes.hpp"

namespace kyoten::wire {

namespace ppp_protocol {
constexpr std::uint16_t ip = 0x0021;
constexpr std::uint16_t ipv6 = 0x0057;
constexpr std::uint16_t ipcp = 0x8021;
constexpr std::uint16_t ipv6cp = 0x8057;
constexpr std::uint16_t ccp = 0x80fd;
constexpr std::uint16_t lcp = 0xc021;
constexpr std::uint16_t pap = 0xc023;
constexpr std::uint16_t chap = 0xc223;
}  // namespace ppp_protocol

namespace ppp_code {
constexpr std::uint8_t configure_request = 1;
constexpr std::uint8_t configure_ack = 2;
constexpr std::uint8_t configure_nak = 3;
constexpr std::uint8_t configure_reject = 4;
constexpr std::uint8_t terminate_request = 5;
constexpr std::uint8_t terminate_ack = 6;
constexpr std::uint8_t code_reject = 7;
constexpr std::uint8_t protocol_reject = 8;   // LCP only, as those below
constexpr std::uint8_t echo_request = 9;
constexpr std::uint8_t echo_reply = 10;
constexpr std::uint8_t discard_request = 11;
}  // namespace ppp_code

namespace pap_code {
constexpr std::uint8_t authenticate_request = 1;
constexpr std::uint8_t authenticate_ack = 2;
constexpr std::uint8_t authenticate_nak = 3;
}  // namespace pap_code

namespace chap_code {
constexpr std::uint8_t challenge = 1;
constexpr std::uint8_t response = 2;
constexpr std::uint8_t success = 3;
constexpr std::uint8_t failure = 4;
}  // namespace chap_code
constexpr std::uint8_t kChapWithMd5 = 5;  ///< RFC 1994 section 3

namespace lcp_option {
constexpr std::uint8_t mru = 1;
constexpr std::uint8_t authentication = 3;
constexpr std::uint8_t magic_number = 5;
}  // namespace lcp_option

namespace ipcp_option {
constexpr std::uint8_t address = 3;           // RFC 1332 section 3.3
constexpr std::uint8_t primary_dns = 129;     // RFC 1877
constexpr std::uint8_t secondary_dns = 131;
}  // namespace ipcp_option

constexpr std::size_t kPppProtocolBytes = 2;
constexpr std::size_t kPppControlHeaderBytes = 4;
/// Enough for any list of options, few enough to be looked at one by one.
constexpr std::size_t kMostPppOptions = 64;

struct PppFrame {
  std::uint16_t protocol = 0;
  ByteView packet;
};
/// Takes the forms that ACFC (ff 03 in front) and PFC (a protocol of one byte) would give too: RFC 1661 sections 6.5 and 6.6.
std::optional<PppFrame> parse_ppp(ByteView frame);

/// Code 1 | identifier 1 | length 2 | data. The length may be less than what came (padding), never more.
struct PppControl {
  std::uint8_t code = 0;
  std::uint8_t identifier = 0;
  ByteView data;
};
std::optional<PppControl> parse_ppp_control(ByteView packet);
Bytes ppp_control(std::uint8_t code, std::uint8_t identifier, ByteView data);

/// Type 1 | length 1 (of all three) | value.
struct PppOption {
  std::uint8_t type = 0;
  ByteView value;
};
/// Nothing if a length does not fit, or there are more than kMostPppOptions.
std::optional<std::vector<PppOption>> parse_ppp_options(ByteView data);
void append_ppp_option(Bytes& options, std::uint8_t type, ByteView value);
void append_ppp_option_u16(Bytes& options, std::uint8_t type, std::uint16_t value);
void append_ppp_option_u32(Bytes& options, std::uint8_t type, std::uint32_t value);

/// Length 1 | text: PAP's names, CHAP's values.
std::optional<ByteView> take_counted(ByteReader& reader);

}  // namespace kyoten::wire
