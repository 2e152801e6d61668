// What the router needs of UDP (RFC 768), TCP (RFC 9293) and ICMP (RFC 792) headers: ports, checksums, MSS.
#pragma once

#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten::wire {

constexpr std::size_t kUdpHeaderBytes = 8;
constexpr std::size_t kTcpHeaderBytes = 20;
constexpr std::size_t kIcmpHeaderBytes = 8;

namespace tcp_flag {
constexpr std::uint8_t fin = 0x01;
constexpr std::uint8_t syn = 0x02;
constexpr std::uint8_t rst = 0x04;
constexpr std::uint8_t ack = 0x10;
}  // namespace tcp_flag

namespace icmp_type {
constexpr std::uint8_t echo_reply = 0;
constexpr std::uint8_t unreachable = 3;
constexpr std::uint8_t echo_request = 8;
constexpr std::uint8_t time_exceeded = 11;
constexpr std::uint8_t parameter_problem = 12;
}  // namespace icmp_type
namespace icmp_code {
constexpr std::uint8_t fragmentation_needed = 4;  ///< of unreachable
}  // namespace icmp_code

struct UdpView {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint16_t length_bytes = 0;  ///< header included; at most the IP payload
  ByteView payload;
};
/// Checks lengths only.
std::optional<UdpView> parse_udp(ByteView segment);
/// True for a right checksum, and over IPv4 for none (0), which IPv6 does not have (RFC 8200 section 8.1).
bool udp_checksum_good(ByteView segment, const IpAddress& source, const IpAddress& destination);
/// Header at `out`, payload behind it already in place; a checksum is computed if asked for, else 0 is sent.
void write_udp(std::uint8_t* out, std::uint16_t source_port, std::uint16_t destination_port,
               std::size_t payload_bytes, std::optional<std::pair<IpAddress, IpAddress>> checksum_over);

/// A segment with SYN set, the only one with an MSS option.
bool is_tcp_syn(ByteView segment);
/// Lowers the MSS option of a TCP SYN to `limit_bytes` and mends the checksum. Any option layout is walked safely;
/// a malformed one is left alone. True if something changed.
bool clamp_mss(MutableByteView segment, std::uint16_t limit_bytes);

}  // namespace kyoten::wire
