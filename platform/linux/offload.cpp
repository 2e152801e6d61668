#include "platform/linux/offload.hpp"

#include <algorithm>
#include <cstring>

#include <boost/endian/conversion.hpp>

#include "firmware/base/checksum.hpp"

namespace kyoten::linux_os {

namespace {

using boost::endian::load_big_u16;
using boost::endian::load_big_u32;
using boost::endian::store_big_u16;
using boost::endian::store_big_u32;

constexpr std::size_t kAddressesBytes = 12;  ///< both MAC addresses
constexpr std::size_t kIpv6HeaderBytes = 40;
constexpr std::size_t kUdpHeaderBytes = 8;
constexpr std::size_t kSmallestTcpHeaderBytes = 20;
constexpr std::uint8_t kFin = 0x01, kPsh = 0x08, kCwr = 0x80;
constexpr std::uint8_t kProtocolTcp = 6, kProtocolUdp = 17;

/// Offset of the header behind Ethernet and its tags, and what it is.
struct NetworkHeader {
  std::size_t offset = 0;
  std::uint16_t type = 0;
};

std::optional<NetworkHeader> find_network_header(ByteView frame) {
  std::size_t offset = kAddressesBytes;
  while (offset + 2 <= frame.size()) {
    const auto type = load_big_u16(frame.data() + offset);
    if (type != 0x8100 && type != 0x88a8) return NetworkHeader{offset + 2, type};
    offset += 4;
  }
  return std::nullopt;
}

}  // namespace

bool complete_checksum(const VirtioNetHeader& header, MutableByteView frame) {
  if ((header.flags & VirtioNetHeader::kNeedsChecksum) == 0) return true;
  const std::size_t start = header.checksum_start;
  const std::size_t field = start + header.checksum_offset;
  if (start > frame.size() || field + 2 > frame.size()) return false;
  // The field holds the sum over the pseudo header already.
  auto sum = kyoten::finish_checksum(checksum_add(0, frame.subspan(start)));
  if (sum == 0) sum = 0xffff;  // 0 would mean "none" in UDP, and is the same number in TCP
  store_big_u16(frame.data() + field, sum);
  return true;
}

bool insert_vlan_tag(const VlanTag& tag, PacketBuffer& packet) {
  if (packet.size() < kAddressesBytes || !packet.push_front(4)) return false;
  std::memmove(packet.data(), packet.data() + 4, kAddressesBytes);
  store_big_u16(packet.data() + kAddressesBytes, tag.type);
  store_big_u16(packet.data() + kAddressesBytes + 2, tag.control);
  return true;
}

bool Segmenter::start(const VirtioNetHeader& header, ByteView frame) {
  next_ = payload_end_ = 0;
  segments_ = 0;
  const auto type = header.gso_type & ~VirtioNetHeader::kGsoEcn;
  tcp_ = type == VirtioNetHeader::kGsoTcp4 || type == VirtioNetHeader::kGsoTcp6;
  if (!tcp_ && type != VirtioNetHeader::kGsoUdp) return false;
  const auto network = find_network_header(frame);
  if (!network || (network->type != 0x0800 && network->type != 0x86dd)) return false;
  ipv6_ = network->type == 0x86dd;
  ecn_ = (header.gso_type & VirtioNetHeader::kGsoEcn) != 0;
  network_ = network->offset;
  transport_ = header.checksum_start;
  segment_bytes_ = header.gso_bytes;
  const std::size_t smallest_network = ipv6_ ? kIpv6HeaderBytes : 20;
  const std::size_t smallest_transport = tcp_ ? kSmallestTcpHeaderBytes : kUdpHeaderBytes;
  if (segment_bytes_ == 0 || transport_ < network_ + smallest_network ||
      transport_ + smallest_transport > frame.size()) {
    return false;
  }
  payload_ = transport_ + smallest_transport;
  if (tcp_) {
    const std::size_t header_bytes = std::size_t{frame[transport_ + 12]} / 16 * 4;
    if (header_bytes < kSmallestTcpHeaderBytes) return false;
    payload_ = transport_ + header_bytes;
  }
  if (payload_ >= frame.size()) return false;
  frame_.assign(frame.begin(), frame.end());
  next_ = payload_;
  payload_end_ = frame.size();
  return true;
}

bool Segmenter::next(PacketBuffer& packet) {
  const auto take = std::min(segment_bytes_, payload_end_ - next_);
  const auto space = packet.writable();
  if (payload_ + take > space.size()) {
    next_ = payload_end_;
    return false;
  }
  std::memcpy(space.data(), frame_.data(), payload_);
  std::memcpy(space.data() + payload_, frame_.data() + next_, take);
  packet.set_size(payload_ + take);
  const auto begin = next_ - payload_;
  next_ += take;
  finish_network_header(packet.bytes());
  finish_transport_header(packet.bytes(), begin, finished());
  ++segments_;
  return true;
}

void Segmenter::finish_network_header(MutableByteView frame) const {
  auto* header = frame.data() + network_;
  if (ipv6_) {
    const auto length = frame.size() - network_ - kIpv6HeaderBytes;
    store_big_u16(header + 4, static_cast<std::uint16_t>(length));
    return;
  }
  store_big_u16(header + 2, static_cast<std::uint16_t>(frame.size() - network_));
  const auto identification = load_big_u16(header + 4) + segments_;
  store_big_u16(header + 4, static_cast<std::uint16_t>(identification));
  store_big_u16(header + 10, 0);
  const auto sum = checksum_add(0, {header, transport_ - network_});
  store_big_u16(header + 10, kyoten::finish_checksum(sum));
}

void Segmenter::finish_transport_header(MutableByteView frame, std::size_t begin,
                                        bool last) const {
  auto* header = frame.data() + transport_;
  const auto length = frame.size() - transport_;
  if (tcp_) {
    store_big_u32(header + 4, load_big_u32(header + 4) + static_cast<std::uint32_t>(begin));
    if (!last) header[13] = static_cast<std::uint8_t>(header[13] & ~(kFin | kPsh));
    if (ecn_ && segments_ > 0) header[13] = static_cast<std::uint8_t>(header[13] & ~kCwr);
  } else {
    store_big_u16(header + 4, static_cast<std::uint16_t>(length));
  }
  auto* checksum = header + (tcp_ ? 16 : 6);
  store_big_u16(checksum, 0);
  // Pseudo header: both addresses, the protocol and the length (RFC 793, RFC 8200 section 8.1).
  const auto addresses = ipv6_ ? frame.subspan(network_ + 8, 32) : frame.subspan(network_ + 12, 8);
  auto sum = checksum_add(0, addresses);
  sum += (tcp_ ? kProtocolTcp : kProtocolUdp) + static_cast<std::uint32_t>(length);
  auto result = kyoten::finish_checksum(checksum_add(sum, frame.subspan(transport_)));
  if (result == 0 && !tcp_) result = 0xffff;
  store_big_u16(checksum, result);
}

}  // namespace kyoten::linux_os
