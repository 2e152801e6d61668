#include "firmware/wire/ike_header.hpp"

namespace kyoten::wire::ike {

Result<Header, WireError> parse_header(ByteView datagram) {
  if (datagram.size() < kHeaderBytes) return WireError::too_short;
  ByteReader reader(datagram);
  Header header;
  const auto initiator = *reader.take(8);
  const auto responder = *reader.take(8);
  std::copy(initiator.begin(), initiator.end(), header.initiator.begin());
  std::copy(responder.begin(), responder.end(), header.responder.begin());
  header.next_payload = *reader.u8();
  header.version = *reader.u8();
  header.exchange = *reader.u8();
  header.flags = *reader.u8();
  header.message_id = *reader.u32();
  header.length_bytes = *reader.u32();
  if (header.major_version() != 1 && header.major_version() != 2) return WireError::other_version;
  if (header.length_bytes < kHeaderBytes || header.length_bytes > datagram.size() ||
      header.length_bytes > kLargestMessageBytes) {
    return WireError::bad_length;
  }
  return header;
}

void write_header(const Header& header, Bytes& out) {
  ByteWriter(out)
      .bytes(header.initiator)
      .bytes(header.responder)
      .u8(header.next_payload)
      .u8(header.version)
      .u8(header.exchange)
      .u8(header.flags)
      .u32(header.message_id)
      .u32(header.length_bytes);
}

}  // namespace kyoten::wire::ike
