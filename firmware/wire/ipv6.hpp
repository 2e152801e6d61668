// IPv6 headers (RFC 8200): a view that was checked once, a writer, and the way past extension headers.
//
//   | version 4, traffic class 8, flow label 20 | payload length 2 | next header 1 | hop limit 1 |
//   | source 16 | destination 16 | extension headers ... | upper layer |
#pragma once

#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten::wire {

constexpr std::size_t kIpv6HeaderBytes = 40;
constexpr std::size_t kIpv6NextHeaderAt = 6;
/// What every link carries (RFC 8200 section 5).
constexpr std::size_t kIpv6LeastMtu = 1280;

namespace ip_protocol {
constexpr std::uint8_t ipv6 = 41;  ///< IPv6 inside of something
constexpr std::uint8_t ipv6_fragment = 44;
constexpr std::uint8_t icmpv6 = 58;
}  // namespace ip_protocol

namespace icmpv6_type {
constexpr std::uint8_t unreachable = 1;
constexpr std::uint8_t packet_too_big = 2;
constexpr std::uint8_t time_exceeded = 3;
constexpr std::uint8_t first_informational = 128;
constexpr std::uint8_t echo_request = 128;
constexpr std::uint8_t echo_reply = 129;
constexpr std::uint8_t neighbour_solicitation = 135;
constexpr std::uint8_t neighbour_advertisement = 136;
}  // namespace icmpv6_type
constexpr std::size_t kIcmpv6HeaderBytes = 8;

/// Does a packet, of either version, say that it is IPv6?
inline bool is_ipv6(ByteView packet) { return !packet.empty() && packet[0] >> 4 == 6; }
/// Version and length, which may be shorter than the bytes: Ethernet pads.
[[nodiscard]] bool check_ipv6(ByteView packet);

/// Accessors over a checked packet; cannot fail.
class Ipv6View {
 public:
  explicit Ipv6View(const std::uint8_t* packet) : p_(packet) {}
  [[nodiscard]] std::uint8_t traffic_class() const { return static_cast<std::uint8_t>(p_[0] << 4 | p_[1] >> 4); }
  [[nodiscard]] std::size_t payload_bytes() const { return std::size_t{p_[4]} << 8 | p_[5]; }
  [[nodiscard]] std::size_t total_bytes() const { return kIpv6HeaderBytes + payload_bytes(); }
  [[nodiscard]] std::uint8_t next_header() const { return p_[6]; }
  [[nodiscard]] std::uint8_t hop_limit() const { return p_[7]; }
  [[nodiscard]] Ipv6Address source() const { return Ipv6Address::from({p_ + 8, 16}); }
  [[nodiscard]] Ipv6Address destination() const { return Ipv6Address::from({p_ + 24, 16}); }

 private:
  const std::uint8_t* p_;
};

/// What stands behind the extension headers.
struct UpperLayer {
  std::uint8_t protocol = 0;
  std::size_t at = 0;          ///< from the start of the packet
  bool later_fragment = false;  ///< it begins in another packet
};
/// Of a checked packet. Nothing if the headers do not end in it, are too many, or ask for a route (type 0, RFC 5095).
[[nodiscard]] std::optional<UpperLayer> upper_layer(ByteView packet);

struct Ipv6Fields {
  Ipv6Address source;
  Ipv6Address destination;
  std::uint8_t next_header = 0;
  std::uint8_t hop_limit = 64;
  std::uint8_t traffic_class = 0;
};
/// Writes the 40-byte header of a packet of `total_bytes`.
void write_ipv6(const Ipv6Fields& fields, std::size_t total_bytes, std::uint8_t* out);
void set_traffic_class(std::uint8_t* packet, std::uint8_t traffic_class);
inline void decrement_hop_limit(std::uint8_t* packet) { --packet[7]; }

/// A packet that is a part of another (RFC 8200 section 4.5):
///
///   | headers before | next header 1 | 0 1 | offset in 8 bytes 13, 0 2, more 1 | identification 4 | part ...
struct Ipv6Fragment {
  std::size_t header_at = 0;   ///< of the fragment header, from the start of the packet
  std::size_t chained_at = 0;  ///< of the byte that says what follows the headers before
  std::uint8_t next_header = 0;
  std::size_t offset = 0;      ///< bytes
  bool more = false;
  std::uint32_t identification = 0;
};
constexpr std::size_t kFragmentHeaderBytes = 8;
/// Of a checked packet. Nothing if it is whole, or its headers do not end in it.
[[nodiscard]] std::optional<Ipv6Fragment> fragment_in(ByteView packet);
/// Writes the fragment header and says so in the byte at `chained_at`.
void write_fragment(const Ipv6Fragment& fragment, std::uint8_t* packet);
inline void set_payload_bytes(std::uint8_t* packet, std::size_t bytes) {
  packet[4] = static_cast<std::uint8_t>(bytes >> 8);
  packet[5] = static_cast<std::uint8_t>(bytes);
}

/// Of a message between two addresses, its own checksum field counted as it stands: 0 over a good one.
[[nodiscard]] std::uint16_t icmpv6_sum(const Ipv6Address& source, const Ipv6Address& destination, ByteView message);

}  // namespace kyoten::wire
