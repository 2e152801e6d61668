#include "firmware/wire/ike_notify.hpp"

namespace kyoten::wire::ike {
namespace {

constexpr std::uint32_t kIpsecDoi = 1;
constexpr std::uint32_t kIsakmpDoi = 0;  // some peers send generic notifications under it

bool known_doi(std::optional<std::uint32_t> doi) { return doi == kIpsecDoi || doi == kIsakmpDoi; }

}  // namespace

Result<Notification, WireError> parse_notification(ByteView body) {
  ByteReader reader(body);
  const auto doi = reader.u32();
  const auto protocol = reader.u8();
  const auto spi_bytes = reader.u8();
  const auto type = reader.u16();
  if (!known_doi(doi) || !protocol || !spi_bytes || !type) return WireError::bad_notify;
  const auto spi = reader.take(*spi_bytes);
  if (!spi) return WireError::bad_notify;
  return Notification{*protocol, *type, to_bytes(*spi), to_bytes(reader.rest())};
}

Bytes emit_notification(const Notification& notification) {
  Bytes out;
  ByteWriter(out)
      .u32(kIpsecDoi)
      .u8(notification.protocol)
      .u8(static_cast<std::uint8_t>(notification.spi.size()))
      .u16(notification.type)
      .bytes(notification.spi)
      .bytes(notification.data);
  return out;
}

Result<Deletion, WireError> parse_deletion(ByteView body) {
  ByteReader reader(body);
  const auto doi = reader.u32();
  const auto protocol = reader.u8();
  const auto spi_bytes = reader.u8();
  const auto count = reader.u16();
  if (!known_doi(doi) || !protocol || !spi_bytes || !count) return WireError::bad_delete;
  if (*spi_bytes == 0 || *count > kMostDeletedSpis) return WireError::bad_delete;
  if (std::size_t{*spi_bytes} * *count != reader.remaining()) return WireError::bad_delete;
  Deletion deletion{*protocol, {}};
  while (auto spi = reader.take(*spi_bytes)) {
    deletion.spis.push_back(to_bytes(*spi));
  }
  return deletion;
}

Bytes emit_deletion(const Deletion& deletion) {
  Bytes out;
  const auto spi_bytes = deletion.spis.empty() ? 0 : deletion.spis[0].size();
  ByteWriter writer(out);
  writer.u32(kIpsecDoi)
      .u8(deletion.protocol)
      .u8(static_cast<std::uint8_t>(spi_bytes))
      .u16(static_cast<std::uint16_t>(deletion.spis.size()));
  for (auto& spi : deletion.spis) writer.bytes(spi);
  return out;
}

}  // namespace kyoten::wire::ike
