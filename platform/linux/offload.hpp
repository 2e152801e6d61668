// What the kernel leaves undone in frames between two of its own interfaces, and what a router has to finish
// before they may leave the machine: transport checksums, TCP and UDP super-packets of up to 64 KB, and VLAN tags
// that travel beside the frame. The kernel describes the first two in a virtio-net header (virtio 1.2, 5.1.6):
//
//   flags 1 | gso_type 1 | hdr_len 2 | gso_size 2 | csum_start 2 | csum_offset 2      (host byte order)
#pragma once

#include <cstdint>
#include <optional>

#include "firmware/base/packet.hpp"

namespace kyoten::linux_os {

struct VirtioNetHeader {
  std::uint8_t flags = 0;
  std::uint8_t gso_type = 0;
  std::uint16_t header_bytes = 0;
  std::uint16_t gso_bytes = 0;
  std::uint16_t checksum_start = 0;
  std::uint16_t checksum_offset = 0;

  static constexpr std::uint8_t kNeedsChecksum = 1;
  static constexpr std::uint8_t kGsoNone = 0;
  static constexpr std::uint8_t kGsoTcp4 = 1;
  static constexpr std::uint8_t kGsoTcp6 = 4;
  static constexpr std::uint8_t kGsoUdp = 5;      ///< USO: datagrams of equal size, not fragments
  static constexpr std::uint8_t kGsoEcn = 0x80;   ///< CWR goes into the first segment only
};
static_assert(sizeof(VirtioNetHeader) == 10);

struct VlanTag {
  std::uint16_t type = 0x8100;
  std::uint16_t control = 0;
};

/// Writes the checksum that the header asks for. False: the header points outside of the frame.
[[nodiscard]] bool complete_checksum(const VirtioNetHeader& header, MutableByteView frame);

/// Puts the tag behind the addresses. False if there is no room for it.
[[nodiscard]] bool insert_vlan_tag(const VlanTag& tag, PacketBuffer& packet);

/// Cuts one super-packet into frames, as many at a time as the caller has room for.
///
/// in      an Ethernet frame (tags allowed) with IPv4 or IPv6 and TCP or UDP, longer than gso_size allows
/// out     frames with their own lengths, IPv4 identifications, sequence numbers, flags and checksums
class Segmenter {
 public:
  /// False: not a frame that can be cut (the caller counts and drops it).
  [[nodiscard]] bool start(const VirtioNetHeader& header, ByteView frame);
  [[nodiscard]] bool finished() const { return next_ >= payload_end_; }
  /// The next frame into `packet`; false if it does not fit there (then the rest is given up).
  [[nodiscard]] bool next(PacketBuffer& packet);

 private:
  void finish_network_header(MutableByteView frame) const;
  void finish_transport_header(MutableByteView frame, std::size_t begin, bool last) const;

  Bytes frame_;
  bool ipv6_ = false;
  bool tcp_ = false;
  bool ecn_ = false;
  std::size_t network_ = 0;     ///< offset of the IP header
  std::size_t transport_ = 0;   ///< offset of the TCP or UDP header
  std::size_t payload_ = 0;
  std::size_t payload_end_ = 0;
  std::size_t segment_bytes_ = 0;
  std::size_t next_ = 0;        ///< offset of the payload that was not sent yet
  std::uint16_t segments_ = 0;
};

}  // namespace kyoten::linux_os
