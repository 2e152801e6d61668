// IPv4 headers (RFC 791): a view that was checked once, and a writer for the headers this router makes.
//
//   | version 4, ihl 4 | tos 1 | total length 2 | id 2 | flags 3, fragment offset 13 |
//   | ttl 1 | protocol 1 | checksum 2 | source 4 | destination 4 | options ... |
#pragma once

#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten::wire {

constexpr std::size_t kIpv4HeaderBytes = 20;
constexpr std::size_t kLargestIpv4HeaderBytes = 60;
constexpr std::uint8_t kDefaultTtl = 64;

namespace ip_protocol {
constexpr std::uint8_t icmp = 1;
constexpr std::uint8_t ipip = 4;
constexpr std::uint8_t tcp = 6;
constexpr std::uint8_t udp = 17;
constexpr std::uint8_t esp = 50;
constexpr std::uint8_t ah = 51;
}  // namespace ip_protocol

enum class Ipv4Error : std::uint8_t { none, malformed, checksum };

/// Version, header length, total length (which may be shorter than the bytes: Ethernet pads), checksum.
Ipv4Error check_ipv4(ByteView packet);

/// Does the sender want to choose the path (options 131 and 137, RFC 791 section 3.1)? Of a checked packet.
bool has_source_route(ByteView packet);

/// Accessors over a checked packet; cannot fail.
class Ipv4View {
 public:
  explicit Ipv4View(const std::uint8_t* packet) : p_(packet) {}
  [[nodiscard]] std::size_t header_bytes() const { return std::size_t{p_[0]} % 16 * 4; }
  [[nodiscard]] std::uint8_t tos() const { return p_[1]; }
  [[nodiscard]] std::uint16_t total_bytes() const { return u16(2); }
  [[nodiscard]] std::uint16_t identification() const { return u16(4); }
  [[nodiscard]] bool dont_fragment() const { return (p_[6] & 0x40) != 0; }
  [[nodiscard]] bool more_fragments() const { return (p_[6] & 0x20) != 0; }
  [[nodiscard]] std::size_t fragment_offset() const { return (u16(6) & 0x1fffu) * 8; }
  [[nodiscard]] bool is_fragment() const { return (u16(6) & 0x3fff) != 0; }
  [[nodiscard]] std::uint8_t ttl() const { return p_[8]; }
  [[nodiscard]] std::uint8_t protocol() const { return p_[9]; }
  [[nodiscard]] Ipv4Address source() const { return {u32(12)}; }
  [[nodiscard]] Ipv4Address destination() const { return {u32(16)}; }
  [[nodiscard]] ByteView payload() const { return {p_ + header_bytes(), total_bytes() - header_bytes()}; }

 private:
  [[nodiscard]] std::uint16_t u16(std::size_t at) const {
    return static_cast<std::uint16_t>(p_[at] << 8 | p_[at + 1]);
  }
  [[nodiscard]] std::uint32_t u32(std::size_t at) const {
    return std::uint32_t{u16(at)} << 16 | u16(at + 2);
  }
  const std::uint8_t* p_;
};

struct Ipv4Fields {
  Ipv4Address source;
  Ipv4Address destination;
  std::uint8_t protocol = 0;
  std::uint8_t ttl = kDefaultTtl;
  std::uint8_t tos = 0;
  std::uint16_t identification = 0;
  bool dont_fragment = false;
};
/// Writes a 20-byte header for a packet of `total_bytes`, checksum included.
void write_ipv4(const Ipv4Fields& fields, std::size_t total_bytes, std::uint8_t* out);

// Changes in place that keep the checksum right (RFC 1624).
void set_total_bytes(std::uint8_t* packet, std::size_t total_bytes);
void set_fragment(std::uint8_t* packet, std::size_t offset_bytes, bool more);
void set_tos(std::uint8_t* packet, std::uint8_t tos);
void set_source(std::uint8_t* packet, Ipv4Address address);
void set_destination(std::uint8_t* packet, Ipv4Address address);
/// Allows fragmentation; fragments then need an identification that the sender may not have given.
void clear_dont_fragment(std::uint8_t* packet, std::uint16_t identification);
void decrement_ttl(std::uint8_t* packet);

}  // namespace kyoten::wire
