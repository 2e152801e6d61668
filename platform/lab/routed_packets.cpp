#include "platform/lab/routed_packets.hpp"

#include <algorithm>

#include "firmware/base/checksum.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/transport.hpp"

namespace kyoten::lab {
namespace {

constexpr std::uint16_t kEchoPort = 7;  // RFC 862
constexpr std::uint16_t kFirstProbePort = 40000;
constexpr std::uint16_t kProbePorts = 20000;
constexpr std::size_t kFullPacketBytes = 1500;
constexpr std::uint16_t kFullMss = kFullPacketBytes - wire::kIpv4HeaderBytes - wire::kTcpHeaderBytes;
constexpr std::uint16_t kUsualMss = 536;   // RFC 9293 section 3.7.1: of a SYN without the option
constexpr std::size_t kMarkerBytes = 12;
constexpr std::uint32_t kAnswererSequence = 0x4b590000;
constexpr std::uint8_t kMssOption = 2;
constexpr std::uint8_t kFragmentationNeeded = 4;
constexpr std::uint8_t kPush = 0x08;

/// Each attempt from a port of its own, or one that was lost half-way would confuse those who remember flows.
std::uint16_t probe_port(std::uint32_t token) {
  return static_cast<std::uint16_t>(kFirstProbePort + token % kProbePorts);
}

struct Segment {
  std::uint16_t source_port = 0;
  std::uint16_t destination_port = 0;
  std::uint32_t sequence = 0;
  std::uint32_t acknowledgement = 0;
  std::uint8_t flags = 0;
  std::optional<std::uint16_t> mss;
  ByteView payload;
};

std::uint32_t pseudo_sum(Ipv4Address source, Ipv4Address destination, ByteView segment) {
  Bytes pseudo;
  ByteWriter(pseudo)
      .u32(source.value)
      .u32(destination.value)
      .u8(0)
      .u8(wire::ip_protocol::tcp)
      .u16(static_cast<std::uint16_t>(segment.size()));
  return checksum_add(checksum_add(0, pseudo), segment);
}

Bytes tcp_packet(Ipv4Address from, Ipv4Address to, const Segment& segment) {
  Bytes bytes;
  ByteWriter writer(bytes);
  const std::uint8_t words = segment.mss ? 6 : 5;
  constexpr std::uint16_t kWindow = 8192;
  writer.u16(segment.source_port).u16(segment.destination_port);
  writer.u32(segment.sequence).u32(segment.acknowledgement);
  writer.u8(static_cast<std::uint8_t>(words << 4)).u8(segment.flags).u16(kWindow);
  writer.u16(0).u16(0);  // checksum, urgent pointer
  if (segment.mss) writer.u8(kMssOption).u8(4).u16(*segment.mss);
  writer.bytes(segment.payload);
  writer.patch_u16(16, finish_checksum(pseudo_sum(from, to, bytes)));
  return ipv4_packet(from, to, wire::ip_protocol::tcp, bytes, true);
}

std::optional<std::uint16_t> mss_in(ByteView options) {
  ByteReader reader(options);
  while (const auto kind = reader.u8()) {
    if (*kind == 0) break;
    if (*kind == 1) continue;
    const auto length = reader.u8();
    if (!length || *length < 2) break;
    if (*kind == kMssOption && *length == 4) return reader.u16();
    if (!reader.skip(*length - 2u)) break;
  }
  return std::nullopt;
}

std::optional<Segment> parse_tcp(const wire::Ipv4View& ip) {
  const auto bytes = ip.payload();
  if (ip.protocol() != wire::ip_protocol::tcp || ip.is_fragment()) return std::nullopt;
  if (bytes.size() < wire::kTcpHeaderBytes) return std::nullopt;
  if (finish_checksum(pseudo_sum(ip.source(), ip.destination(), bytes)) != 0) return std::nullopt;
  ByteReader reader(bytes);
  Segment segment;
  segment.source_port = *reader.u16();
  segment.destination_port = *reader.u16();
  segment.sequence = *reader.u32();
  segment.acknowledgement = *reader.u32();
  const std::size_t header = (*reader.u8() >> 4) * std::size_t{4};
  segment.flags = *reader.u8();
  if (header < wire::kTcpHeaderBytes || header > bytes.size()) return std::nullopt;
  segment.mss = mss_in(bytes.subspan(wire::kTcpHeaderBytes, header - wire::kTcpHeaderBytes));
  segment.payload = bytes.subspan(header);
  return segment;
}

std::optional<wire::Ipv4View> whole_packet_for(ByteView packet, const Station& self) {
  if (wire::check_ipv4(packet) != wire::Ipv4Error::none) return std::nullopt;
  const wire::Ipv4View ip(packet.data());
  if (ip.is_fragment() || ip.destination() != self.address) return std::nullopt;
  return ip;
}

/// A datagram of the echo service, whose checksum is right; nothing else.
std::optional<wire::UdpView> parse_echo_datagram(const wire::Ipv4View& ip) {
  if (ip.protocol() != wire::ip_protocol::udp) return std::nullopt;
  const auto udp = wire::parse_udp(ip.payload());
  if (!udp || !wire::udp_checksum_good(ip.payload(), ip.source(), ip.destination())) {
    return std::nullopt;
  }
  if (udp->source_port != kEchoPort && udp->destination_port != kEchoPort) return std::nullopt;
  return udp;
}

std::optional<Bytes> answer_tcp(const wire::Ipv4View& ip, const Segment& segment) {
  if (segment.destination_port != kEchoPort || segment.source_port == kEchoPort) return std::nullopt;
  Segment reply;
  reply.source_port = segment.destination_port;
  reply.destination_port = segment.source_port;
  if ((segment.flags & wire::tcp_flag::syn) != 0) {
    reply.flags = wire::tcp_flag::syn | wire::tcp_flag::ack;
    reply.sequence = kAnswererSequence;
    reply.acknowledgement = segment.sequence + 1;
    reply.mss = kFullMss;
  } else {
    if (segment.payload.empty()) return std::nullopt;
    reply.flags = wire::tcp_flag::ack | kPush;
    reply.sequence = segment.acknowledgement;
    reply.acknowledgement = segment.sequence + static_cast<std::uint32_t>(segment.payload.size());
    reply.payload = segment.payload;
  }
  return tcp_packet(ip.destination(), ip.source(), reply);
}

}  // namespace

Bytes full_datagram(const Probe& probe, const Station& self) {
  constexpr std::size_t kData = kFullPacketBytes - wire::kIpv4HeaderBytes - wire::kUdpHeaderBytes;
  return udp_packet({self.address, probe_port(probe.token)}, {probe.peer, kEchoPort},
                    marker(probe.kind, probe.token, kData));
}

Bytes tcp_opening(const Probe& probe, const Station& self) {
  Segment opening;
  opening.source_port = probe_port(probe.token);
  opening.destination_port = kEchoPort;
  opening.sequence = probe.token;
  opening.flags = wire::tcp_flag::syn;
  opening.mss = kFullMss;
  return tcp_packet(self.address, probe.peer, opening);
}

std::optional<SeenProbe> recognise_routed(ByteView packet, const Station& self) {
  const auto ip = whole_packet_for(packet, self);
  if (!ip) return std::nullopt;
  ByteView data;
  std::uint16_t source_port = 0;
  ProbeKind expected{};
  if (const auto udp = parse_echo_datagram(*ip)) {
    data = udp->payload;
    source_port = udp->source_port;
    expected = ProbeKind::udp_datagram;
  } else if (const auto segment = parse_tcp(*ip)) {
    if (segment->source_port != kEchoPort && segment->destination_port != kEchoPort) {
      return std::nullopt;
    }
    data = segment->payload;
    source_port = segment->source_port;
    expected = ProbeKind::tcp_payload;
  }
  auto seen = read_marker(data);
  if (!seen || seen->kind != expected) return std::nullopt;
  seen->answer = source_port == kEchoPort;
  return seen;
}

std::optional<Bytes> answer_routed(ByteView packet, const Station& self) {
  const auto ip = whole_packet_for(packet, self);
  if (!ip) return std::nullopt;
  if (const auto udp = parse_echo_datagram(*ip)) {
    // Only questions: two echo services must not talk to each other for ever.
    if (udp->source_port == kEchoPort || !read_marker(udp->payload)) return std::nullopt;
    return udp_packet({self.address, kEchoPort}, {ip->source(), udp->source_port}, udp->payload);
  }
  const auto segment = parse_tcp(*ip);
  return segment ? answer_tcp(*ip, *segment) : std::nullopt;
}

std::optional<TcpPayload> tcp_payload_for(ByteView packet, const Station& self) {
  const auto ip = whole_packet_for(packet, self);
  const auto segment = ip ? parse_tcp(*ip) : std::nullopt;
  constexpr std::uint8_t kSynAck = wire::tcp_flag::syn | wire::tcp_flag::ack;
  if (!segment || segment->source_port != kEchoPort || (segment->flags & kSynAck) != kSynAck) {
    return std::nullopt;
  }
  TcpPayload result;
  result.token = segment->acknowledgement - 1;
  if (segment->destination_port != probe_port(result.token)) return std::nullopt;
  result.mss = segment->mss.value_or(kUsualMss);
  const auto data = marker(ProbeKind::tcp_payload, result.token,
                           std::clamp<std::size_t>(result.mss, kMarkerBytes, kFullMss));
  Segment payload;
  payload.source_port = segment->destination_port;
  payload.destination_port = kEchoPort;
  payload.sequence = segment->acknowledgement;
  payload.acknowledgement = segment->sequence + 1;
  payload.flags = wire::tcp_flag::ack | kPush;
  payload.payload = data;
  result.packet = tcp_packet(self.address, ip->source(), payload);
  return result;
}

std::optional<TooBig> too_big_for(ByteView packet, const Station& self) {
  const auto ip = whole_packet_for(packet, self);
  if (!ip || ip->protocol() != wire::ip_protocol::icmp) return std::nullopt;
  const auto message = ip->payload();
  constexpr std::size_t kQuoted = wire::kIpv4HeaderBytes + wire::kIcmpHeaderBytes;
  if (message.size() < wire::kIcmpHeaderBytes + kQuoted) return std::nullopt;
  if (finish_checksum(checksum_add(0, message)) != 0) return std::nullopt;
  if (message[0] != wire::icmp_type::unreachable || message[1] != kFragmentationNeeded) {
    return std::nullopt;
  }
  // The quoted packet is cut short, so it cannot be checked as a whole; its header has no options.
  const auto quoted = message.subspan(wire::kIcmpHeaderBytes);
  const wire::Ipv4View about(quoted.data());
  if (quoted[0] != 0x45 || about.source() != self.address ||
      about.protocol() != wire::ip_protocol::icmp) {
    return std::nullopt;
  }
  ByteReader echo(quoted.subspan(wire::kIpv4HeaderBytes + 4));
  if (echo.u16() != kEchoIdentifier) return std::nullopt;
  TooBig result;
  result.token = *echo.u16();
  ByteReader mtu(message.subspan(6));
  result.mtu_bytes = *mtu.u16();
  return result;
}

}  // namespace kyoten::lab
