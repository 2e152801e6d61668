// Ethernet II frames, with an optional 802.1Q tag. No FCS: ports strip and add it.
//
//   | destination 6 | source 6 | [8100 | priority 3, dei 1, vlan id 12] | type 2 | payload
#pragma once

#include <optional>

#include "firmware/base/address.hpp"
#include "firmware/base/bytes.hpp"

namespace kyoten::wire {

constexpr std::size_t kEthernetHeaderBytes = 14;
constexpr std::size_t kVlanTagBytes = 4;
constexpr std::size_t kLargestFrameBytes = 1514;

namespace ethertype {
constexpr std::uint16_t ipv4 = 0x0800;
constexpr std::uint16_t arp = 0x0806;
constexpr std::uint16_t vlan = 0x8100;
constexpr std::uint16_t ipv6 = 0x86dd;
constexpr std::uint16_t pppoe_discovery = 0x8863;
constexpr std::uint16_t pppoe_session = 0x8864;
}  // namespace ethertype

struct EthernetHeader {
  MacAddress destination;
  MacAddress source;
  std::optional<std::uint16_t> vlan_id;
  std::uint16_t type = 0;          ///< behind the tag, if there is one
  [[nodiscard]] std::size_t size() const {
    return kEthernetHeaderBytes + (vlan_id ? kVlanTagBytes : 0);
  }
};

/// Nothing if the frame is shorter than its header.
std::optional<EthernetHeader> parse_ethernet(ByteView frame);
/// Writes `header.size()` bytes at `out`.
void write_ethernet(const EthernetHeader& header, std::uint8_t* out);

}  // namespace kyoten::wire
