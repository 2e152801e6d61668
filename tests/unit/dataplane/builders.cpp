#include "tests/unit/dataplane/builders.hpp"

#include "firmware/base/assert.hpp"
#include "firmware/base/checksum.hpp"
#include "firmware/wire/arp.hpp"

namespace kyoten::test {

using dataplane::InterfaceKind;
using dataplane::InterfacePlan;

namespace {

void put_u16(Bytes& bytes, std::size_t at, std::uint16_t value) {
  bytes[at] = static_cast<std::uint8_t>(value >> 8);
  bytes[at + 1] = static_cast<std::uint8_t>(value);
}

}  // namespace

Bytes ipv4(Ipv4Address source, Ipv4Address destination, std::uint8_t protocol, ByteView payload, std::uint8_t ttl) {
  wire::Ipv4Fields fields;
  fields.source = source;
  fields.destination = destination;
  fields.protocol = protocol;
  fields.ttl = ttl;
  fields.identification = 0x1234;
  Bytes packet(wire::kIpv4HeaderBytes);
  packet.insert(packet.end(), payload.begin(), payload.end());
  wire::write_ipv4(fields, packet.size(), packet.data());
  return packet;
}

Bytes udp(Ipv4Address source, std::uint16_t source_port, Ipv4Address destination, std::uint16_t destination_port,
          ByteView payload) {
  Bytes segment(wire::kUdpHeaderBytes);
  segment.insert(segment.end(), payload.begin(), payload.end());
  wire::write_udp(segment.data(), source_port, destination_port, payload.size(), std::pair(source, destination));
  return ipv4(source, destination, wire::ip_protocol::udp, segment);
}

Bytes tcp(Ipv4Address source, std::uint16_t source_port, Ipv4Address destination, std::uint16_t destination_port,
          std::uint8_t flags, std::optional<std::uint16_t> mss) {
  Bytes segment(wire::kTcpHeaderBytes + (mss ? 4 : 0));
  put_u16(segment, 0, source_port);
  put_u16(segment, 2, destination_port);
  segment[12] = static_cast<std::uint8_t>(segment.size() / 4 << 4);
  segment[13] = flags;
  if (mss) {
    segment[20] = 2;
    segment[21] = 4;
    put_u16(segment, 22, *mss);
  }
  const auto sum = pseudo_header_sum(source, destination, wire::ip_protocol::tcp,
                                     static_cast<std::uint16_t>(segment.size()));
  put_u16(segment, 16, finish_checksum(checksum_add(sum, segment)));
  return ipv4(source, destination, wire::ip_protocol::tcp, segment);
}

Bytes icmp_echo(Ipv4Address source, Ipv4Address destination, std::uint16_t identifier, bool request,
                std::size_t data_bytes) {
  Bytes message(wire::kIcmpHeaderBytes + data_bytes, 0x5a);
  message[0] = request ? wire::icmp_type::echo_request : wire::icmp_type::echo_reply;
  message[1] = 0;
  put_u16(message, 2, 0);
  put_u16(message, 4, identifier);
  put_u16(message, 2, finish_checksum(checksum_add(0, message)));
  return ipv4(source, destination, wire::ip_protocol::icmp, message);
}

Bytes icmp_error(Ipv4Address source, std::uint8_t type, std::uint8_t code, ByteView packet) {
  const wire::Ipv4View about(packet.data());
  Bytes message(wire::kIcmpHeaderBytes);
  message[0] = type;
  message[1] = code;
  const auto quoted = packet.first(std::min(packet.size(), about.header_bytes() + 8));
  message.insert(message.end(), quoted.begin(), quoted.end());
  put_u16(message, 2, finish_checksum(checksum_add(0, message)));
  return ipv4(source, about.source(), wire::ip_protocol::icmp, message);
}

Bytes ethernet(const MacAddress& destination, const MacAddress& source, std::uint16_t type, ByteView payload,
               std::optional<std::uint16_t> vlan) {
  wire::EthernetHeader header{destination, source, vlan, type};
  Bytes frame(header.size());
  wire::write_ethernet(header, frame.data());
  frame.insert(frame.end(), payload.begin(), payload.end());
  return frame;
}

Bytes arp(bool request, const MacAddress& sender_mac, Ipv4Address sender, Ipv4Address target,
          const MacAddress& target_mac) {
  Bytes bytes(wire::kArpBytes);
  wire::write_arp({request, sender_mac, sender, target_mac, target}, bytes.data());
  return bytes;
}

std::vector<Bytes> fragments(ByteView packet, std::size_t payload_bytes) {
  const wire::Ipv4View whole(packet.data());
  const auto header = whole.header_bytes();
  const auto payload = whole.payload();
  std::vector<Bytes> pieces;
  for (std::size_t at = 0; at < payload.size(); at += payload_bytes) {
    const auto bytes = std::min(payload_bytes, payload.size() - at);
    Bytes piece(packet.begin(), packet.begin() + static_cast<std::ptrdiff_t>(header));
    const auto part = payload.subspan(at, bytes);
    piece.insert(piece.end(), part.begin(), part.end());
    wire::set_total_bytes(piece.data(), piece.size());
    wire::set_fragment(piece.data(), at, at + bytes < payload.size());
    pieces.push_back(std::move(piece));
  }
  return pieces;
}

void mend_ipv4(Bytes& packet, std::size_t at) {
  put_u16(packet, at + 10, 0);
  const auto header = std::size_t{packet[at]} % 16 * 4;
  put_u16(packet, at + 10, finish_checksum(checksum_add(0, ByteView(packet).subspan(at, header))));
}

bool checksums_good(ByteView packet) {
  if (wire::check_ipv4(packet) != wire::Ipv4Error::none) return false;
  const wire::Ipv4View view(packet.data());
  const auto segment = view.payload();
  if (view.protocol() == wire::ip_protocol::icmp) return finish_checksum(checksum_add(0, segment)) == 0;
  if (view.protocol() == wire::ip_protocol::udp) {
    return wire::udp_checksum_good(segment, view.source(), view.destination());
  }
  if (view.protocol() != wire::ip_protocol::tcp) return true;
  const auto sum = pseudo_header_sum(view.source(), view.destination(), view.protocol(),
                                     static_cast<std::uint16_t>(segment.size()));
  return finish_checksum(checksum_add(sum, segment)) == 0;
}

InterfacePlan& PlanBuilder::interface(std::string_view name) {
  return plan.interfaces[number(index(name))];
}

InterfaceIndex PlanBuilder::index(std::string_view name) const {
  for (std::size_t i = 0; i < plan.interfaces.size(); ++i) {
    if (plan.interfaces[i].name == name) return InterfaceIndex{static_cast<std::uint16_t>(i)};
  }
  KYOTEN_ASSERT(false);  // the test names an interface that it has not made
}

PlanBuilder& PlanBuilder::row(InterfacePlan interface) {
  const InterfaceIndex own{static_cast<std::uint16_t>(plan.interfaces.size())};
  for (auto& address : interface.addresses) {
    dataplane::RoutePlan connected;
    connected.destination = {address.network(), address.length};
    connected.interface = own;
    connected.implicit = true;
    plan.routes.push_back(connected);
  }
  plan.interfaces.push_back(std::move(interface));
  return *this;
}

PlanBuilder& PlanBuilder::port(std::string name, MacAddress address, std::vector<Ipv4Prefix> addresses) {
  InterfacePlan lan;
  lan.name = std::move(name);
  lan.port = PortIndex{static_cast<std::uint8_t>(plan.interfaces.size())};
  lan.mac = address;
  lan.addresses = std::move(addresses);
  return row(std::move(lan));
}

PlanBuilder& PlanBuilder::bridge(std::vector<std::string> members, MacAddress address,
                                 std::vector<Ipv4Prefix> addresses) {
  dataplane::BridgePlan bridge;
  bridge.id = BridgeId{1};
  bridge.interface = InterfaceIndex{static_cast<std::uint16_t>(plan.interfaces.size())};
  for (auto& name : members) {
    bridge.members.push_back(index(name));
    interface(name).bridge = bridge.id;
  }
  plan.bridges.push_back(bridge);
  InterfacePlan own;
  own.name = "bridge1";
  own.kind = InterfaceKind::bridge;
  own.bridge = bridge.id;
  own.mac = address;
  own.addresses = std::move(addresses);
  return row(std::move(own));
}

PlanBuilder& PlanBuilder::l2tpv3(TunnelId tunnel, std::optional<PolicyId> policy) {
  plan.l2tp_service = true;
  InterfacePlan own;
  own.name = "tunnel" + std::to_string(number(tunnel));
  own.kind = InterfaceKind::l2tpv3_tunnel;
  own.tunnel = tunnel;
  own.policy = policy;
  return row(std::move(own));
}

PlanBuilder& PlanBuilder::ipsec_tunnel(TunnelId tunnel, PolicyId policy) {
  InterfacePlan own;
  own.name = "tunnel" + std::to_string(number(tunnel));
  own.kind = InterfaceKind::ipsec_tunnel;
  own.tunnel = tunnel;
  own.policy = policy;
  own.mtu_bytes = 1280;
  return row(std::move(own));
}

PlanBuilder& PlanBuilder::route(Ipv4Prefix destination, std::string name, std::optional<Ipv4Address> gateway) {
  dataplane::RoutePlan row;
  row.destination = destination;
  row.interface = index(name);
  row.gateway = gateway;
  plan.routes.push_back(row);
  return *this;
}

PlanBuilder& PlanBuilder::masquerade(std::string name, Ipv4Address outer,
                                     std::vector<dataplane::NatStaticEntry> statics) {
  dataplane::NatDescriptorPlan nat;
  nat.id = NatDescriptorId{static_cast<std::uint32_t>(plan.nat.size() + 1)};
  nat.type = dataplane::NatType::masquerade;
  nat.outer = outer;
  nat.statics = std::move(statics);
  interface(name).nat.push_back(nat.id);
  plan.nat.push_back(std::move(nat));
  return *this;
}

PlanBuilder& PlanBuilder::transport(PolicyId policy, std::uint8_t protocol, std::uint16_t local_port) {
  dataplane::TransportPlan row;
  row.policy = policy;
  row.protocol = protocol;
  row.source_ports = {{local_port, local_port}};
  plan.transports.push_back(row);
  return *this;
}

namespace {

ipsec::SaParameters parameters(const SaPair& pair, ipsec::Direction direction, std::uint32_t spi) {
  ipsec::SaParameters sa;
  sa.direction = direction;
  sa.spi = Spi{spi};
  sa.policy = pair.policy;
  sa.gateway = pair.gateway;
  sa.suite = pair.suite;
  sa.mode = pair.mode;
  sa.udp_encapsulated = pair.udp_encapsulated;
  sa.local = pair.local;
  sa.peer = pair.peer;
  // Each direction has keys of its own, told by the SPI, so that both ends agree.
  const auto fill = static_cast<std::uint8_t>(pair.key ^ spi ^ spi >> 8);
  sa.encryption_key = Secret(Bytes(ipsec::key_bytes(pair.suite.cipher), fill));
  sa.integrity_key = Secret(Bytes(ipsec::key_bytes(pair.suite.integrity), static_cast<std::uint8_t>(fill + 1)));
  sa.selection = pair.selection;
  return sa;
}

}  // namespace

ipsec::SaParameters SaPair::inbound() const { return parameters(*this, ipsec::Direction::inbound, spi_in); }
ipsec::SaParameters SaPair::outbound() const { return parameters(*this, ipsec::Direction::outbound, spi_out); }

}  // namespace kyoten::test
