#include "platform/lab/probe_frames.hpp"

#include <algorithm>

#include "firmware/base/checksum.hpp"
#include "firmware/wire/arp.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/transport.hpp"
#include "platform/lab/routed_packets.hpp"

namespace kyoten::lab {
namespace {

constexpr std::size_t kShortestFrameBytes = 60;
constexpr std::string_view kMarker = "kyoten";
constexpr std::size_t kMarkerBytes = 12;
constexpr std::size_t kPingDataBytes = 56;
constexpr std::size_t kFullDataBytes = wire::kLargestFrameBytes - wire::kEthernetHeaderBytes -
                                       wire::kIpv4HeaderBytes - wire::kIcmpHeaderBytes;
constexpr std::uint16_t kDiscardPort = 9;         // where Wake-on-LAN packets usually go
constexpr std::uint16_t kBroadcastPort = 47808;   // nobody listens; what counts is that it arrives
constexpr std::uint16_t kDhcpServerPort = 67;
constexpr std::uint16_t kDhcpClientPort = 68;
constexpr std::uint32_t kDhcpMagic = 0x63825363;

// ---- building ----

Bytes icmp_echo(bool request, std::uint16_t identifier, std::uint16_t sequence, ByteView data) {
  Bytes message;
  ByteWriter writer(message);
  writer.u8(request ? wire::icmp_type::echo_request : wire::icmp_type::echo_reply).u8(0).u16(0);
  writer.u16(identifier).u16(sequence).bytes(data);
  writer.patch_u16(2, finish_checksum(checksum_add(0, message)));
  return message;
}

Bytes echo_request_packet(const Probe& probe, const Station& self, std::size_t data_bytes) {
  const auto message = icmp_echo(true, kEchoIdentifier, static_cast<std::uint16_t>(probe.token),
                                 marker(probe.kind, probe.token, data_bytes));
  return ipv4_packet(self.address, probe.peer, wire::ip_protocol::icmp, message, true);
}

Bytes magic_packet(MacAddress sleeper) {
  Bytes data(6, 0xff);
  for (int i = 0; i < 16; ++i) {
    data.insert(data.end(), sleeper.octets.begin(), sleeper.octets.end());
  }
  return data;
}

/// A DHCPDISCOVER of RFC 2131 section 4.4.1: fixed part, magic, message type, end.
Bytes discover(std::uint32_t xid, MacAddress mac) {
  Bytes message;
  ByteWriter writer(message);
  writer.u8(1).u8(1).u8(6).u8(0).u32(xid);
  writer.u16(0).u16(0x8000);  // secs; flags: answer by broadcast
  writer.zeros(16);           // ciaddr yiaddr siaddr giaddr
  writer.bytes(mac.octets).zeros(10).zeros(64 + 128);
  writer.u32(kDhcpMagic).u8(53).u8(1).u8(1).u8(255);
  while (message.size() < 300) message.push_back(0);  // the shortest BOOTP message
  return message;
}

// ---- IPv6 ----

constexpr std::uint8_t kIcmpv6 = 58;
constexpr std::uint8_t kNeighbourSolicitation = 135;
constexpr std::uint8_t kNeighbourAdvertisement = 136;
constexpr std::uint8_t kSourceLinkLayerAddress = 1;
constexpr std::uint8_t kTargetLinkLayerAddress = 2;
constexpr std::size_t kIpv6HeaderBytes = 40;
constexpr std::size_t kNeighbourMessageBytes = 32;

Ipv6Octets solicited_node(const Ipv6Octets& address) {
  Ipv6Octets group{0xff, 0x02};
  group[11] = 0x01;
  group[12] = 0xff;
  std::copy(address.begin() + 13, address.end(), group.begin() + 13);
  return group;
}

std::uint16_t icmpv6_checksum(ByteView source, ByteView destination, ByteView message) {
  Bytes pseudo;
  ByteWriter writer(pseudo);
  writer.bytes(source).bytes(destination);
  writer.u32(static_cast<std::uint32_t>(message.size())).zeros(3).u8(kIcmpv6);
  return finish_checksum(checksum_add(checksum_add(0, pseudo), message));
}

/// RFC 4861 sections 4.3 and 4.4: both messages have one shape, flags and target, one link-layer option.
Bytes neighbour_packet(std::uint8_t type, std::uint32_t flags, const Ipv6Octets& source,
                       const Ipv6Octets& destination, const Ipv6Octets& target, MacAddress mac) {
  Bytes message;
  ByteWriter body(message);
  body.u8(type).u8(0).u16(0).u32(flags).bytes(target);
  body.u8(type == kNeighbourSolicitation ? kSourceLinkLayerAddress : kTargetLinkLayerAddress);
  body.u8(1).bytes(mac.octets);
  body.patch_u16(2, icmpv6_checksum(source, destination, message));
  Bytes packet;
  ByteWriter header(packet);
  header.u32(0x60000000).u16(static_cast<std::uint16_t>(message.size())).u8(kIcmpv6).u8(255);
  header.bytes(source).bytes(destination).bytes(message);
  return packet;
}

struct NeighbourMessage {
  std::uint8_t type = 0;
  Ipv6Octets source{};
  Ipv6Octets target{};
};

std::optional<NeighbourMessage> parse_neighbour(ByteView packet) {
  if (packet.size() < kIpv6HeaderBytes + 24 || packet[0] >> 4 != 6) return std::nullopt;
  const std::size_t length = std::size_t{packet[4]} << 8 | packet[5];
  // 255 proves that no router handed it on (RFC 4861 section 7.1.1).
  if (packet[6] != kIcmpv6 || packet[7] != 255 || length < 24) return std::nullopt;
  if (kIpv6HeaderBytes + length > packet.size()) return std::nullopt;
  const auto message = packet.subspan(kIpv6HeaderBytes, length);
  if (icmpv6_checksum(packet.subspan(8, 16), packet.subspan(24, 16), message) != 0) {
    return std::nullopt;
  }
  NeighbourMessage result;
  result.type = message[0];
  std::copy_n(packet.begin() + 8, 16, result.source.begin());
  std::copy_n(message.begin() + 8, 16, result.target.begin());
  if (result.type != kNeighbourSolicitation && result.type != kNeighbourAdvertisement) {
    return std::nullopt;
  }
  return result;
}

// ---- recognising ----

struct EchoMessage {
  bool request = false;
  std::uint16_t identifier = 0;
  std::uint16_t sequence = 0;
  Ipv4Address source;
  Ipv4Address destination;
  ByteView data;
};

/// An ICMP echo in a complete packet; `payload` starts with the IPv4 header.
std::optional<EchoMessage> parse_echo(ByteView payload) {
  if (wire::check_ipv4(payload) != wire::Ipv4Error::none) return std::nullopt;
  const wire::Ipv4View ip(payload.data());
  if (ip.protocol() != wire::ip_protocol::icmp || ip.is_fragment()) return std::nullopt;
  const auto message = ip.payload();
  if (message.size() < wire::kIcmpHeaderBytes) return std::nullopt;
  if (finish_checksum(checksum_add(0, message)) != 0) return std::nullopt;
  if (message[1] != 0) return std::nullopt;
  const bool request = message[0] == wire::icmp_type::echo_request;
  if (!request && message[0] != wire::icmp_type::echo_reply) return std::nullopt;
  ByteReader reader(message.subspan(4));
  const auto identifier = reader.u16();
  const auto sequence = reader.u16();
  return EchoMessage{request,     *identifier,      *sequence,
                     ip.source(), ip.destination(), reader.rest()};
}

std::optional<SeenProbe> recognise_echo(ByteView frame, const wire::EthernetHeader& header,
                                        const Station& self) {
  const auto echo = parse_echo(frame.subspan(header.size()));
  if (!echo || echo->destination != self.address) return std::nullopt;
  auto seen = read_marker(echo->data);
  if (!seen) return std::nullopt;
  seen->answer = !echo->request;
  const bool tagged = header.vlan_id.has_value();
  switch (seen->kind) {
    case ProbeKind::ping: return tagged ? std::nullopt : seen;
    case ProbeKind::vlan_frame: return tagged ? seen : std::nullopt;
    case ProbeKind::full_frame:
      return frame.size() == wire::kLargestFrameBytes ? seen : std::nullopt;
    case ProbeKind::full_packet: return tagged ? std::nullopt : seen;
    default: return std::nullopt;
  }
}

std::optional<SeenProbe> recognise_udp(ByteView payload, const Station& self) {
  if (wire::check_ipv4(payload) != wire::Ipv4Error::none) return std::nullopt;
  const wire::Ipv4View ip(payload.data());
  if (ip.protocol() != wire::ip_protocol::udp || ip.is_fragment()) return std::nullopt;
  const auto udp = wire::parse_udp(ip.payload());
  if (!udp || !wire::udp_checksum_good(ip.payload(), ip.source(), ip.destination())) {
    return std::nullopt;
  }
  if (udp->destination_port == kBroadcastPort) {
    const auto seen = read_marker(udp->payload);
    return seen && seen->kind == ProbeKind::broadcast ? seen : std::nullopt;
  }
  if (udp->destination_port == kDiscardPort) {
    const auto expected = magic_packet(self.mac);
    const auto found = std::search(udp->payload.begin(), udp->payload.end(), expected.begin(),
                                   expected.end());
    if (found == udp->payload.end()) return std::nullopt;
    return SeenProbe{ProbeKind::wake_on_lan, 0, false};
  }
  if (udp->destination_port == kDhcpServerPort) {
    ByteReader reader(udp->payload);
    if (reader.u8() != 1 || !reader.skip(3)) return std::nullopt;
    const auto xid = reader.u32();
    if (!xid || !reader.skip(228) || reader.u32() != kDhcpMagic) return std::nullopt;
    if (reader.u8() != 53 || reader.u8() != 1 || reader.u8() != 1) return std::nullopt;
    return SeenProbe{ProbeKind::dhcp_discover, *xid, false};
  }
  return std::nullopt;
}

std::optional<SeenProbe> recognise_neighbour(ByteView payload, const Station& self) {
  const auto message = parse_neighbour(payload);
  if (!message) return std::nullopt;
  if (message->type == kNeighbourAdvertisement) {
    return SeenProbe{ProbeKind::neighbour_solicitation, 0, true};
  }
  if (message->target != link_local(self.mac)) return std::nullopt;
  return SeenProbe{ProbeKind::neighbour_solicitation, 0, false};
}

}  // namespace

Bytes marker(ProbeKind kind, std::uint32_t token, std::size_t size) {
  Bytes data;
  ByteWriter(data).text(kMarker).u8(static_cast<std::uint8_t>(kind)).u8(0).u32(token);
  while (data.size() < size) data.push_back(static_cast<std::uint8_t>(data.size() + token));
  return data;
}

std::optional<SeenProbe> read_marker(ByteView data) {
  ByteReader reader(data);
  const auto text = reader.take(kMarker.size());
  if (!text || !std::ranges::equal(*text, as_bytes(kMarker))) return std::nullopt;
  const auto kind = reader.u8();
  if (!kind || *kind >= kProbeKinds || !reader.skip(1)) return std::nullopt;
  const auto token = reader.u32();
  if (!token) return std::nullopt;
  return SeenProbe{static_cast<ProbeKind>(*kind), *token, false};
}

Bytes ipv4_packet(Ipv4Address source, Ipv4Address destination, std::uint8_t protocol,
                  ByteView payload, bool dont_fragment, std::uint16_t identification) {
  Bytes packet(wire::kIpv4HeaderBytes);
  packet.insert(packet.end(), payload.begin(), payload.end());
  wire::Ipv4Fields fields;
  fields.source = source;
  fields.destination = destination;
  fields.protocol = protocol;
  fields.dont_fragment = dont_fragment;
  fields.identification = identification;
  wire::write_ipv4(fields, packet.size(), packet.data());
  return packet;
}

Bytes ethernet_frame(MacAddress to, MacAddress from, std::uint16_t type, ByteView payload,
                     std::optional<std::uint16_t> vlan_id) {
  wire::EthernetHeader header;
  header.destination = to;
  header.source = from;
  header.vlan_id = vlan_id;
  header.type = type;
  Bytes frame(header.size());
  wire::write_ethernet(header, frame.data());
  frame.insert(frame.end(), payload.begin(), payload.end());
  if (frame.size() < kShortestFrameBytes) frame.resize(kShortestFrameBytes);
  return frame;
}

Bytes udp_packet(const Ipv4Endpoint& source, const Ipv4Endpoint& destination, ByteView payload) {
  Bytes segment(wire::kUdpHeaderBytes);
  segment.insert(segment.end(), payload.begin(), payload.end());
  wire::write_udp(segment.data(), source.port, destination.port, payload.size(),
                  std::pair(source.address, destination.address));
  return ipv4_packet(source.address, destination.address, wire::ip_protocol::udp, segment, false);
}

Bytes arp_frame(const Station& self, MacAddress ethernet_to, bool request, MacAddress target_mac,
                Ipv4Address target) {
  Bytes message(wire::kArpBytes);
  wire::write_arp({request, self.mac, self.address, target_mac, target}, message.data());
  return ethernet_frame(ethernet_to, self.mac, wire::ethertype::arp, message);
}

Ipv6Octets link_local(MacAddress mac) {
  const auto& m = mac.octets;
  return {0xfe, 0x80, 0, 0, 0, 0, 0, 0, static_cast<std::uint8_t>(m[0] ^ 2), m[1], m[2],
          0xff, 0xfe, m[3], m[4], m[5]};
}

Bytes probe_frame(const Probe& probe, const Station& self, MacAddress to_mac) {
  const auto everybody = MacAddress::broadcast();
  const auto ipv4 = [&](MacAddress to, const Bytes& packet) {
    return ethernet_frame(to, self.mac, wire::ethertype::ipv4, packet);
  };
  switch (probe.kind) {
    case ProbeKind::arp: return arp_frame(self, everybody, true, {}, probe.peer);
    case ProbeKind::ping: return ipv4(to_mac, echo_request_packet(probe, self, kPingDataBytes));
    case ProbeKind::full_frame:
      return ipv4(to_mac, echo_request_packet(probe, self, kFullDataBytes));
    case ProbeKind::full_packet: {
      const std::size_t headers = wire::kIpv4HeaderBytes + wire::kIcmpHeaderBytes;
      const std::size_t data = std::max<std::size_t>(probe.packet_bytes, headers) - headers;
      return ipv4(to_mac, echo_request_packet(probe, self, data));
    }
    case ProbeKind::udp_datagram: return ipv4(to_mac, full_datagram(probe, self));
    case ProbeKind::tcp_payload: return ipv4(to_mac, tcp_opening(probe, self));
    case ProbeKind::in_the_clear: break;
    case ProbeKind::broadcast:
      return ipv4(everybody, udp_packet({self.address, kBroadcastPort},
                                        {self.broadcast, kBroadcastPort},
                                        marker(probe.kind, probe.token, kMarkerBytes)));
    case ProbeKind::wake_on_lan:
      return ipv4(everybody, udp_packet({self.address, kDiscardPort},
                                        {self.broadcast, kDiscardPort},
                                        magic_packet(probe.peer_mac)));
    case ProbeKind::dhcp_discover:
      return ipv4(everybody, udp_packet({Ipv4Address{}, kDhcpClientPort},
                                        {Ipv4Address::broadcast(), kDhcpServerPort},
                                        discover(probe.token, self.mac)));
    case ProbeKind::neighbour_solicitation: {
      const auto target = link_local(probe.peer_mac);
      const auto group = solicited_node(target);
      const MacAddress to{{0x33, 0x33, group[12], group[13], group[14], group[15]}};
      return ethernet_frame(to, self.mac, wire::ethertype::ipv6,
                            neighbour_packet(kNeighbourSolicitation, 0, link_local(self.mac), group,
                                             target, self.mac));
    }
    case ProbeKind::vlan_frame:
      return ethernet_frame(probe.peer_mac, self.mac, wire::ethertype::ipv4,
                            echo_request_packet(probe, self, kPingDataBytes), probe.vlan_id);
  }
  return {};
}

std::optional<SeenProbe> recognise(ByteView frame, const Station& self) {
  const auto header = wire::parse_ethernet(frame);
  if (!header) return std::nullopt;
  const auto payload = frame.subspan(header->size());
  if (header->type == wire::ethertype::ipv4) {
    if (auto echo = recognise_echo(frame, *header, self)) return echo;
    if (auto routed = recognise_routed(payload, self)) return routed;
    return header->vlan_id ? std::nullopt : recognise_udp(payload, self);
  }
  if (header->vlan_id) return std::nullopt;
  if (header->type == wire::ethertype::ipv6) return recognise_neighbour(payload, self);
  if (header->type == wire::ethertype::arp) {
    const auto arp = wire::parse_arp(payload);
    if (!arp || arp->target != self.address || self.address.is_unspecified()) return std::nullopt;
    return SeenProbe{ProbeKind::arp, 0, !arp->request};
  }
  return std::nullopt;
}

std::optional<Bytes> answer(ByteView frame, const Station& self) {
  const auto header = wire::parse_ethernet(frame);
  if (!header) return std::nullopt;
  const auto payload = frame.subspan(header->size());
  if (header->type == wire::ethertype::arp && !header->vlan_id) {
    const auto arp = wire::parse_arp(payload);
    if (!arp || !arp->request || arp->target != self.address || self.address.is_unspecified()) {
      return std::nullopt;
    }
    return arp_frame(self, arp->sender_mac, false, arp->sender_mac, arp->sender);
  }
  if (header->type == wire::ethertype::ipv4) {
    if (auto packet = answer_routed(payload, self)) {
      return ethernet_frame(header->source, self.mac, wire::ethertype::ipv4, *packet);
    }
    const auto echo = parse_echo(payload);
    if (!echo || !echo->request || echo->destination != self.address) return std::nullopt;
    const auto message = icmp_echo(false, echo->identifier, echo->sequence, echo->data);
    return ethernet_frame(
        header->source, self.mac, wire::ethertype::ipv4,
        ipv4_packet(self.address, echo->source, wire::ip_protocol::icmp, message, true),
        header->vlan_id);
  }
  if (header->type == wire::ethertype::ipv6 && !header->vlan_id) {
    const auto message = parse_neighbour(payload);
    const auto own = link_local(self.mac);
    if (!message || message->type != kNeighbourSolicitation || message->target != own) {
      return std::nullopt;
    }
    constexpr std::uint32_t kSolicitedOverride = 0x60000000;
    return ethernet_frame(header->source, self.mac, wire::ethertype::ipv6,
                          neighbour_packet(kNeighbourAdvertisement, kSolicitedOverride, own,
                                           message->source, own, self.mac));
  }
  return std::nullopt;
}

}  // namespace kyoten::lab
