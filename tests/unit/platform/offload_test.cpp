// What the kernel left undone is finished as the sender's own network card would have done it.
#include "platform/linux/offload.hpp"

#include "firmware/base/checksum.hpp"

using namespace kyoten;
using linux_os::Segmenter;
using linux_os::VirtioNetHeader;
using linux_os::VlanTag;

namespace {

constexpr std::size_t kEthernetBytes = 14;
constexpr std::size_t kIpBytes = 20;
constexpr std::size_t kTcpBytes = 20;
constexpr std::size_t kTransportAt = kEthernetBytes + kIpBytes;

/// An Ethernet frame with IPv4 and TCP and this much payload; checksums are left open.
Bytes a_tcp_frame(std::size_t payload_bytes, std::uint8_t flags) {
  Bytes frame;
  ByteWriter out(frame);
  out.bytes(Bytes(12, 0x02));
  out.u16(0x0800);
  const auto total = static_cast<std::uint16_t>(kIpBytes + kTcpBytes + payload_bytes);
  out.u8(0x45).u8(0).u16(total).u16(0x1234).u16(0x4000).u8(64).u8(6).u16(0);
  out.u32(0xc0a86402).u32(0xcb007105);
  out.u16(49152).u16(80).u32(1000).u32(77).u8(0x50).u8(flags).u16(65535).u16(0).u16(0);
  for (std::size_t i = 0; i < payload_bytes; ++i) out.u8(static_cast<std::uint8_t>(i));
  return frame;
}

std::uint16_t u16_at(ByteView bytes, std::size_t at) {
  return static_cast<std::uint16_t>(bytes[at] << 8 | bytes[at + 1]);
}
std::uint32_t u32_at(ByteView bytes, std::size_t at) {
  return static_cast<std::uint32_t>(u16_at(bytes, at)) << 16 | u16_at(bytes, at + 2);
}

/// Sum over pseudo header and segment: all ones if the checksum is right.
bool transport_checksum_is_right(ByteView frame) {
  const auto segment = frame.subspan(kTransportAt);
  auto sum = checksum_add(0, frame.subspan(kEthernetBytes + 12, 8));
  sum += 6 + static_cast<std::uint32_t>(segment.size());
  return finish_checksum(checksum_add(sum, segment)) == 0;
}
bool ip_checksum_is_right(ByteView frame) {
  return finish_checksum(checksum_add(0, frame.subspan(kEthernetBytes, kIpBytes))) == 0;
}

VirtioNetHeader tcp_header(std::uint16_t segment_bytes) {
  VirtioNetHeader header;
  header.flags = VirtioNetHeader::kNeedsChecksum;
  header.gso_type = VirtioNetHeader::kGsoTcp4;
  header.gso_bytes = segment_bytes;
  header.checksum_start = kTransportAt;
  header.checksum_offset = 16;
  return header;
}

std::vector<Bytes> cut(Segmenter& segmenter, PacketPool& pool) {
  std::vector<Bytes> frames;
  while (!segmenter.finished()) {
    auto packet = pool.take();
    REQUIRE(packet);
    if (!segmenter.next(*packet)) break;
    frames.push_back(to_bytes(ByteView(packet->bytes())));
  }
  return frames;
}

}  // namespace

TEST_CASE("an open checksum is completed from the pseudo header's sum that stands in the field") {
  auto frame = a_tcp_frame(100, 0x18);
  auto pseudo = checksum_add(0, ByteView(frame).subspan(kEthernetBytes + 12, 8));
  pseudo += 6 + kTcpBytes + 100;
  const auto folded = static_cast<std::uint16_t>(~finish_checksum(pseudo));
  frame[kTransportAt + 16] = static_cast<std::uint8_t>(folded >> 8);
  frame[kTransportAt + 17] = static_cast<std::uint8_t>(folded);

  CHECK(linux_os::complete_checksum(tcp_header(0), frame));

  CHECK(transport_checksum_is_right(frame));
}

TEST_CASE("a checksum field outside of the frame is refused") {
  auto frame = a_tcp_frame(0, 0x10);
  auto header = tcp_header(0);

  header.checksum_offset = 21;
  CHECK_FALSE(linux_os::complete_checksum(header, frame));
  header.checksum_start = 0xffff;
  CHECK_FALSE(linux_os::complete_checksum(header, frame));
  header.flags = 0;
  CHECK(linux_os::complete_checksum(header, frame));
}

TEST_CASE("a super-packet is cut into frames that are each whole") {
  constexpr std::uint8_t kPshAck = 0x18;
  PacketPool pool(8);
  Segmenter segmenter;
  REQUIRE(segmenter.start(tcp_header(1000), a_tcp_frame(2500, kPshAck)));

  const auto frames = cut(segmenter, pool);

  REQUIRE(frames.size() == 3);
  const std::size_t sizes[] = {1000, 1000, 500};
  for (std::size_t i = 0; i < 3; ++i) {
    const ByteView frame(frames[i]);
    CHECK(frame.size() == kTransportAt + kTcpBytes + sizes[i]);
    CHECK(u16_at(frame, kEthernetBytes + 2) == kIpBytes + kTcpBytes + sizes[i]);
    CHECK(u16_at(frame, kEthernetBytes + 4) == 0x1234 + i);
    CHECK(u32_at(frame, kTransportAt + 4) == 1000 + 1000 * i);
    CHECK(frame[kTransportAt + 13] == (i == 2 ? kPshAck : 0x10));
    CHECK(frame[kTransportAt + kTcpBytes] == static_cast<std::uint8_t>(1000 * i));
    CHECK(ip_checksum_is_right(frame));
    CHECK(transport_checksum_is_right(frame));
  }
}

TEST_CASE("headers that cannot be cut are refused") {
  Segmenter segmenter;
  const auto frame = a_tcp_frame(2500, 0x10);

  auto no_size = tcp_header(0);
  CHECK_FALSE(segmenter.start(no_size, frame));
  auto inside_ip = tcp_header(1000);
  inside_ip.checksum_start = kTransportAt - 1;
  CHECK_FALSE(segmenter.start(inside_ip, frame));
  auto behind = tcp_header(1000);
  behind.checksum_start = 0xffff;
  CHECK_FALSE(segmenter.start(behind, frame));
  auto kind = tcp_header(1000);
  kind.gso_type = 9;
  CHECK_FALSE(segmenter.start(kind, frame));
  CHECK_FALSE(segmenter.start(tcp_header(1000), ByteView(frame).first(20)));
  CHECK_FALSE(segmenter.start(tcp_header(1000), {}));
  CHECK(segmenter.finished());
}

TEST_CASE("any truncation of a super-packet is cut or refused, and never read past its end") {
  PacketPool pool(8);
  const auto frame = a_tcp_frame(64, 0x10);
  for (std::size_t size = 0; size <= frame.size(); ++size) {
    Segmenter segmenter;
    const Bytes part(frame.begin(), frame.begin() + static_cast<std::ptrdiff_t>(size));
    if (!segmenter.start(tcp_header(16), part)) continue;
    CHECK(size > kTransportAt + kTcpBytes);
    CHECK(cut(segmenter, pool).size() == (size - kTransportAt - kTcpBytes + 15) / 16);
  }
}

TEST_CASE("a segment longer than a buffer gives the rest up") {
  PacketPool pool(2);
  Segmenter segmenter;
  REQUIRE(segmenter.start(tcp_header(60000), a_tcp_frame(60000, 0x10)));
  auto packet = pool.take();

  CHECK_FALSE(segmenter.next(*packet));
  CHECK(segmenter.finished());
}

TEST_CASE("a tag that travelled beside the frame is put behind the addresses") {
  PacketPool pool(1);
  auto packet = pool.copy(a_tcp_frame(4, 0x10));

  REQUIRE(linux_os::insert_vlan_tag(VlanTag{0x8100, 0x2064}, *packet));

  const ByteView frame = packet->bytes();
  CHECK(to_bytes(frame.first(12)) == Bytes(12, 0x02));
  CHECK(u16_at(frame, 12) == 0x8100);
  CHECK(u16_at(frame, 14) == 0x2064);
  CHECK(u16_at(frame, 16) == 0x0800);
  CHECK(frame.size() == kTransportAt + kTcpBytes + 4 + 4);
}

TEST_CASE("a frame shorter than two addresses gets no tag") {
  PacketPool pool(1);
  auto packet = pool.copy(Bytes(11));

  CHECK_FALSE(linux_os::insert_vlan_tag(VlanTag{}, *packet));
}
