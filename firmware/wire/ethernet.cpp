#include "firmware/wire/ethernet.hpp"

#include <boost/endian/conversion.hpp>

namespace kyoten::wire {

std::optional<EthernetHeader> parse_ethernet(ByteView frame) {
  if (frame.size() < kEthernetHeaderBytes) return std::nullopt;
  EthernetHeader header;
  header.destination = MacAddress::from(frame.first(6));
  header.source = MacAddress::from(frame.subspan(6, 6));
  header.type = boost::endian::load_big_u16(frame.data() + 12);
  if (header.type != ethertype::vlan) return header;
  if (frame.size() < kEthernetHeaderBytes + kVlanTagBytes) return std::nullopt;
  header.vlan_id = boost::endian::load_big_u16(frame.data() + 14) & 0x0fff;
  header.type = boost::endian::load_big_u16(frame.data() + 16);
  return header;
}

void write_ethernet(const EthernetHeader& header, std::uint8_t* out) {
  std::copy(header.destination.octets.begin(), header.destination.octets.end(), out);
  std::copy(header.source.octets.begin(), header.source.octets.end(), out + 6);
  std::uint8_t* type = out + 12;
  if (header.vlan_id) {
    boost::endian::store_big_u16(type, ethertype::vlan);
    boost::endian::store_big_u16(type + 2, *header.vlan_id);
    type += kVlanTagBytes;
  }
  boost::endian::store_big_u16(type, header.type);
}

}  // namespace kyoten::wire
