#include "firmware/wire/neighbour_discovery.hpp"

#include <algorithm>

#include "firmware/wire/ipv6.hpp"

namespace kyoten::wire {
namespace {

constexpr std::uint8_t kRouterFlag = 0x80;
constexpr std::uint8_t kSolicitedFlag = 0x40;
constexpr std::uint8_t kOverrideFlag = 0x20;
constexpr std::uint8_t kSourceLinkAddress = 1;
constexpr std::uint8_t kTargetLinkAddress = 2;
constexpr std::size_t kOptionUnit = 8;
constexpr std::size_t kMacBytes = 6;

}  // namespace

std::optional<NeighbourMessage> parse_neighbour_message(ByteView icmp) {
  ByteReader reader(icmp);
  const auto type = reader.u8();
  const auto code = reader.u8();
  const bool begins = type && code && reader.skip(2);
  const auto flags = reader.u8();
  const auto target = begins && flags && reader.skip(3) ? reader.take(16) : std::nullopt;
  if (!target || *code != 0) return std::nullopt;
  if (*type != icmpv6_type::neighbour_solicitation && *type != icmpv6_type::neighbour_advertisement) return std::nullopt;
  NeighbourMessage message;
  message.solicitation = *type == icmpv6_type::neighbour_solicitation;
  message.target = Ipv6Address::from(*target);
  if (message.target.is_multicast()) return std::nullopt;
  message.from_router = (*flags & kRouterFlag) != 0;
  message.solicited = (*flags & kSolicitedFlag) != 0;
  message.overrides = (*flags & kOverrideFlag) != 0;
  const auto wanted = message.solicitation ? kSourceLinkAddress : kTargetLinkAddress;
  while (!reader.empty()) {
    const auto option = reader.u8();
    const auto units = reader.u8();
    if (!units || *units == 0) return std::nullopt;  // RFC 4861 section 4.6: such a packet is discarded
    const auto body = reader.take(*units * kOptionUnit - 2);
    if (!body) return std::nullopt;
    if (*option == wanted && *units == 1) message.link_address = MacAddress::from(body->first(kMacBytes));
  }
  return message;
}

Bytes emit_neighbour_message(const NeighbourMessage& message, const Ipv6Address& source, const Ipv6Address& destination) {
  Bytes out;
  ByteWriter writer(out);
  std::uint8_t flags = 0;
  if (message.from_router) flags |= kRouterFlag;
  if (message.solicited) flags |= kSolicitedFlag;
  if (message.overrides) flags |= kOverrideFlag;
  writer.u8(message.solicitation ? icmpv6_type::neighbour_solicitation : icmpv6_type::neighbour_advertisement)
      .u8(0).u16(0).u8(flags).zeros(3).bytes(message.target.octets);
  if (message.link_address) {
    writer.u8(message.solicitation ? kSourceLinkAddress : kTargetLinkAddress).u8(1).bytes(message.link_address->octets);
  }
  writer.patch_u16(2, icmpv6_sum(source, destination, out));
  return out;
}

Ipv6Address solicited_node(const Ipv6Address& address) {
  auto group = *Ipv6Address::parse("ff02::1:ff00:0");
  std::copy_n(address.octets.begin() + 13, 3, group.octets.begin() + 13);
  return group;
}

MacAddress multicast_mac(const Ipv6Address& group) {
  MacAddress mac{{0x33, 0x33, 0, 0, 0, 0}};
  std::copy_n(group.octets.begin() + 12, 4, mac.octets.begin() + 2);
  return mac;
}

Ipv6Address with_interface_id(const Ipv6Prefix& prefix, const MacAddress& mac) {
  auto address = prefix.network();
  auto* id = address.octets.data() + 8;
  std::copy_n(mac.octets.begin(), 3, id);
  id[0] ^= 2;  // the universal/local bit
  id[3] = 0xff;
  id[4] = 0xfe;
  std::copy_n(mac.octets.begin() + 3, 3, id + 5);
  return address;
}

Ipv6Prefix link_local(const MacAddress& mac) {
  const auto prefix = *Ipv6Prefix::parse("fe80::/64");
  return {with_interface_id(prefix, mac), prefix.length};
}

}  // namespace kyoten::wire
