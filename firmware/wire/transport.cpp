#include "firmware/wire/transport.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/base/checksum.hpp"

namespace kyoten::wire {
namespace {

using boost::endian::load_big_u16;
using boost::endian::store_big_u16;

constexpr std::uint8_t kUdp = 17;
constexpr std::uint8_t kOptionEnd = 0;
constexpr std::uint8_t kOptionNop = 1;
constexpr std::uint8_t kOptionMss = 2;

}  // namespace

std::optional<UdpView> parse_udp(ByteView segment) {
  if (segment.size() < kUdpHeaderBytes) return std::nullopt;
  UdpView view;
  view.source_port = load_big_u16(segment.data());
  view.destination_port = load_big_u16(segment.data() + 2);
  view.length_bytes = load_big_u16(segment.data() + 4);
  if (view.length_bytes < kUdpHeaderBytes || view.length_bytes > segment.size()) return std::nullopt;
  view.payload = segment.subspan(kUdpHeaderBytes, view.length_bytes - kUdpHeaderBytes);
  return view;
}

bool udp_checksum_good(ByteView segment, const IpAddress& source, const IpAddress& destination) {
  const auto length = load_big_u16(segment.data() + 4);
  if (load_big_u16(segment.data() + 6) == 0) return !source.is_ipv6();
  const auto sum = pseudo_header_sum(source, destination, kUdp, length);
  return finish_checksum(checksum_add(sum, segment.first(length))) == 0;
}

void write_udp(std::uint8_t* out, std::uint16_t source_port, std::uint16_t destination_port,
               std::size_t payload_bytes,
               std::optional<std::pair<IpAddress, IpAddress>> checksum_over) {
  const auto length = static_cast<std::uint16_t>(kUdpHeaderBytes + payload_bytes);
  store_big_u16(out, source_port);
  store_big_u16(out + 2, destination_port);
  store_big_u16(out + 4, length);
  store_big_u16(out + 6, 0);
  if (!checksum_over) return;
  const auto sum = pseudo_header_sum(checksum_over->first, checksum_over->second, kUdp, length);
  const auto checksum = finish_checksum(checksum_add(sum, {out, length}));
  store_big_u16(out + 6, checksum == 0 ? 0xffff : checksum);  // 0 would mean "none"
}

bool is_tcp_syn(ByteView segment) {
  return segment.size() >= kTcpHeaderBytes && (segment[13] & tcp_flag::syn) != 0;
}

bool clamp_mss(MutableByteView segment, std::uint16_t limit_bytes) {
  if (!is_tcp_syn(segment)) return false;
  const std::size_t header = std::size_t{segment[12]} / 16 * 4;
  if (header < kTcpHeaderBytes || header > segment.size()) return false;
  std::size_t at = kTcpHeaderBytes;
  while (at < header) {
    const auto kind = segment[at];
    if (kind == kOptionEnd) return false;
    if (kind == kOptionNop) {
      ++at;
      continue;
    }
    if (at + 1 >= header) return false;
    const std::size_t length = segment[at + 1];
    if (length < 2 || at + length > header) return false;
    if (kind == kOptionMss && length == 4) {
      const auto mss = load_big_u16(segment.data() + at + 2);
      if (mss <= limit_bytes) return false;
      // An odd offset shifts the value across checksum words; recomputing over bytes swapped is the same sum.
      auto before = mss;
      auto after = limit_bytes;
      if ((at + 2) % 2 != 0) {
        before = static_cast<std::uint16_t>(before << 8 | before >> 8);
        after = static_cast<std::uint16_t>(after << 8 | after >> 8);
      }
      const auto checksum = load_big_u16(segment.data() + 16);
      store_big_u16(segment.data() + 16, checksum_update_u16(checksum, before, after));
      store_big_u16(segment.data() + at + 2, limit_bytes);
      return true;
    }
    at += length;
  }
  return false;
}

}  // namespace kyoten::wire
