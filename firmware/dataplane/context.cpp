#include "firmware/dataplane/context.hpp"

#include <boost/endian/conversion.hpp>

#include "firmware/base/checksum.hpp"

namespace kyoten::dataplane {

const BridgePlan* Context::bridge(BridgeId id) const {
  for (auto& row : plan->bridges) {
    if (row.id == id) return &row;
  }
  return nullptr;
}

bool Context::is_active(const InterfacePlan& interface) const {
  if (!interface.enabled) return false;
  if (interface.kind != InterfaceKind::l2tpv3_tunnel) return true;
  return interface.tunnel && sessions.of_tunnel(*interface.tunnel) != nullptr;
}

void Context::transmit(PortIndex port, Packet frame) {
  ++flow.transmitted;
  for (auto& row : out->transmit) {
    if (row.port != port) continue;
    row.batch.push_back(std::move(frame));
    return;
  }
  out->transmit.push_back({port, {}});
  out->transmit.back().batch.reserve(kBatchPackets);
  out->transmit.back().batch.push_back(std::move(frame));
}

void Context::punt(Packet packet, Notice notice) {
  if (out->notices.size() >= kMostNotices) return drop(std::move(packet), DropReason::punt_limit);
  notify(std::move(notice));
  consume(std::move(packet));
}

Packet Context::originate(ByteView content) {
  auto packet = pool.copy(content);
  ++flow.originated;
  if (!packet) {
    ++drops[static_cast<std::size_t>(DropReason::no_buffer)];
    ++flow.dropped;
    return nullptr;
  }
  packet->meta.local_origin = true;
  return packet;
}

Packet Context::copy(const PacketBuffer& packet) {
  auto duplicate = pool.copy(packet.bytes());
  ++flow.copied;
  if (!duplicate) {
    ++drops[static_cast<std::size_t>(DropReason::no_buffer)];
    ++flow.dropped;
    return nullptr;
  }
  duplicate->meta = packet.meta;
  return duplicate;
}

namespace {

/// One number for all packets of a stream. Fragments have no ports to tell them apart, so the first of them does not either.
std::size_t stream_of(ByteView packet) {
  const wire::Ipv4View ip(packet.data());
  FlowKey key{ip.protocol(), {ip.source(), 0}, {ip.destination(), 0}};
  const bool has_ports = key.protocol == wire::ip_protocol::tcp || key.protocol == wire::ip_protocol::udp;
  const auto segment = packet.subspan(ip.header_bytes());
  if (has_ports && !ip.is_fragment() && segment.size() >= 4) {
    key.local.port = boost::endian::load_big_u16(segment.data());
    key.remote.port = boost::endian::load_big_u16(segment.data() + 2);
  }
  return FlowKeyHash{}(key);
}

}  // namespace

const RoutePlan* Context::route(ByteView packet) const {
  const wire::Ipv4View ip(packet.data());
  const auto fits = [&](const RoutePlan& row) { return filters_choose(*plan, row.filters, packet); };
  return index.route(ip.destination(), fits, [&] { return stream_of(packet); });
}

void Context::send_icmp_error(const PacketBuffer& packet, std::uint8_t type, std::uint8_t code,
                              std::uint16_t mtu_bytes) {
  const wire::Ipv4View ip(packet.data());
  if (ip.fragment_offset() != 0 || ip.source().is_multicast() || ip.source().is_unspecified() ||
      ip.destination().is_multicast() || ip.destination().is_broadcast() ||
      index.is_directed_broadcast(ip.destination())) {
    return;
  }
  const auto payload = ip.payload();
  if (ip.protocol() == wire::ip_protocol::icmp &&
      (payload.empty() || (payload[0] != wire::icmp_type::echo_request &&
                           payload[0] != wire::icmp_type::echo_reply))) {
    return;
  }
  if (!icmp_errors_.may(now, kMostIcmpErrorsASecond)) return;
  const auto* back = route(ip.source());
  if (back == nullptr || interface(back->interface).addresses.empty()) return;

  // RFC 792: the header of the packet and 8 bytes of what it carried.
  const auto quoted = std::min<std::size_t>(ip.total_bytes(), ip.header_bytes() + 8);
  Bytes message(wire::kIpv4HeaderBytes + wire::kIcmpHeaderBytes + quoted);
  auto* icmp = message.data() + wire::kIpv4HeaderBytes;
  icmp[0] = type;
  icmp[1] = code;
  boost::endian::store_big_u16(icmp + 6, mtu_bytes);
  std::copy(packet.data(), packet.data() + quoted, icmp + wire::kIcmpHeaderBytes);
  boost::endian::store_big_u16(
      icmp + 2, finish_checksum(checksum_add(0, {icmp, wire::kIcmpHeaderBytes + quoted})));
  wire::Ipv4Fields fields;
  fields.source = interface(back->interface).addresses[0].address;
  fields.destination = ip.source();
  fields.protocol = wire::ip_protocol::icmp;
  fields.identification = next_identification++;
  wire::write_ipv4(fields, message.size(), message.data());
  if (auto error = originate(message)) to(Stage::ipsec_output, std::move(error));
}

void Context::send_icmpv6_error(const PacketBuffer& packet, std::uint8_t type, std::uint8_t code, std::uint32_t parameter) {
  const wire::Ipv6View ip(packet.data());
  const auto source = ip.source();
  // RFC 4443 section 2.4 (e): never about an error, nor to who cannot be meant.
  const auto upper = wire::upper_layer(packet.bytes());
  const bool has_type = upper && upper->protocol == wire::ip_protocol::icmpv6 && !upper->later_fragment &&
                        upper->at < packet.size();
  const bool about_error = has_type && packet.data()[upper->at] < wire::icmpv6_type::first_informational;
  if (!upper || about_error || source.is_multicast() || source.is_unspecified() || ip.destination().is_multicast()) return;
  if (!icmp_errors_.may(now, kMostIcmpErrorsASecond)) return;
  const auto own = own_address6(packet.meta.in_interface);
  if (!own) return;
  // As much of the packet as fits without being too big itself (section 3.2).
  const auto quoted = std::min(packet.size(), wire::kIpv6LeastMtu - wire::kIpv6HeaderBytes - wire::kIcmpv6HeaderBytes);
  Bytes error(wire::kIpv6HeaderBytes + wire::kIcmpv6HeaderBytes + quoted);
  wire::write_ipv6({*own, source, wire::ip_protocol::icmpv6, wire::kDefaultTtl, 0}, error.size(), error.data());
  auto* message = error.data() + wire::kIpv6HeaderBytes;
  message[0] = type;
  message[1] = code;
  boost::endian::store_big_u32(message + 4, parameter);
  std::copy_n(packet.data(), quoted, message + wire::kIcmpv6HeaderBytes);
  boost::endian::store_big_u16(
      message + 2, wire::icmpv6_sum(*own, source, {message, wire::kIcmpv6HeaderBytes + quoted}));
  if (auto made = originate(error)) {
    made->meta.out_interface = packet.meta.in_interface;
    to(Stage::ipsec_output, std::move(made));
  }
}

std::optional<Ipv6Address> Context::own_address6(InterfaceIndex preferred) const {
  const auto global_of = [](const InterfacePlan& row) -> std::optional<Ipv6Address> {
    const auto found = std::ranges::find_if(row.addresses6, [](auto& own) { return !own.address.is_link_local(); });
    return found == row.addresses6.end() ? std::nullopt : std::optional(found->address);
  };
  if (auto found = global_of(interface(preferred))) return found;
  for (auto& row : plan->interfaces) {
    if (auto found = global_of(row)) return found;
  }
  return std::nullopt;
}

}  // namespace kyoten::dataplane
