#include "firmware/wire/ipv4.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/base/checksum.hpp"

namespace kyoten::wire {
namespace {

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;
using boost::endian::store_big_u16;
using boost::endian::store_big_u32;

constexpr std::size_t kChecksumAt = 10;

void change_u16(std::uint8_t* packet, std::size_t at, std::uint16_t value) {
  const auto before = load_big_u16(packet + at);
  const auto checksum = load_big_u16(packet + kChecksumAt);
  store_big_u16(packet + kChecksumAt, checksum_update_u16(checksum, before, value));
  store_big_u16(packet + at, value);
}

void change_u32(std::uint8_t* packet, std::size_t at, std::uint32_t value) {
  const auto before = load_big_u32(packet + at);
  const auto checksum = load_big_u16(packet + kChecksumAt);
  store_big_u16(packet + kChecksumAt, checksum_update_u32(checksum, before, value));
  store_big_u32(packet + at, value);
}

}  // namespace

Ipv4Error check_ipv4(ByteView packet) {
  if (packet.size() < kIpv4HeaderBytes || packet[0] >> 4 != 4) return Ipv4Error::malformed;
  const Ipv4View view(packet.data());
  const auto header = view.header_bytes();
  if (header < kIpv4HeaderBytes || header > packet.size()) return Ipv4Error::malformed;
  if (view.total_bytes() < header || view.total_bytes() > packet.size()) return Ipv4Error::malformed;
  // A fragment must not reach beyond the largest datagram.
  if (view.fragment_offset() + view.total_bytes() - header > 65535) return Ipv4Error::malformed;
  if (finish_checksum(checksum_add(0, packet.first(header))) != 0) return Ipv4Error::checksum;
  return Ipv4Error::none;
}

bool has_source_route(ByteView packet) {
  constexpr std::uint8_t kEnd = 0;
  constexpr std::uint8_t kNop = 1;
  const auto header = Ipv4View(packet.data()).header_bytes();
  for (std::size_t at = kIpv4HeaderBytes; at < header && packet[at] != kEnd;) {
    if (packet[at] == 131 || packet[at] == 137) return true;
    if (packet[at] == kNop) {
      ++at;
      continue;
    }
    if (at + 1 >= header || packet[at + 1] < 2) return false;  // malformed options are nobody's business here
    at += packet[at + 1];
  }
  return false;
}

void write_ipv4(const Ipv4Fields& fields, std::size_t total_bytes, std::uint8_t* out) {
  out[0] = 0x45;
  out[1] = fields.tos;
  store_big_u16(out + 2, static_cast<std::uint16_t>(total_bytes));
  store_big_u16(out + 4, fields.identification);
  store_big_u16(out + 6, fields.dont_fragment ? 0x4000 : 0);
  out[8] = fields.ttl;
  out[9] = fields.protocol;
  store_big_u16(out + kChecksumAt, 0);
  store_big_u32(out + 12, fields.source.value);
  store_big_u32(out + 16, fields.destination.value);
  store_big_u16(out + kChecksumAt, finish_checksum(checksum_add(0, {out, kIpv4HeaderBytes})));
}

void set_total_bytes(std::uint8_t* packet, std::size_t total_bytes) {
  change_u16(packet, 2, static_cast<std::uint16_t>(total_bytes));
}

void set_fragment(std::uint8_t* packet, std::size_t offset_bytes, bool more) {
  change_u16(packet, 6, static_cast<std::uint16_t>(offset_bytes / 8 | (more ? 0x2000 : 0)));
}

void set_tos(std::uint8_t* packet, std::uint8_t tos) {
  change_u16(packet, 0, static_cast<std::uint16_t>(packet[0] << 8 | tos));
}

void set_source(std::uint8_t* packet, Ipv4Address address) { change_u32(packet, 12, address.value); }
void set_destination(std::uint8_t* packet, Ipv4Address address) { change_u32(packet, 16, address.value); }

void clear_dont_fragment(std::uint8_t* packet, std::uint16_t identification) {
  change_u16(packet, 6, static_cast<std::uint16_t>(load_big_u16(packet + 6) & ~0x4000));
  change_u16(packet, 4, identification);
}

void decrement_ttl(std::uint8_t* packet) {
  change_u16(packet, 8, static_cast<std::uint16_t>(load_big_u16(packet + 8) - 0x0100));
}

}  // namespace kyoten::wire
