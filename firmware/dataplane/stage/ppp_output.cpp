// Puts PPP, PPPoE and Ethernet headers around an IP packet (RFC 2516 section 6); while the line is down the packet is lost,
// and the router learns what it was wanted for. Next: a port.
#include <boost/endian/conversion.hpp>

#include "firmware/dataplane/context.hpp"
#include "firmware/wire/ppp.hpp"
#include "firmware/wire/pppoe.hpp"

namespace kyoten::dataplane {
namespace {

void ask_for_line(Context& context, const PacketBuffer& packet) {
  const auto headers = wire::ip_headers(packet.bytes());
  if (!headers || !context.may_ask_for_line()) return;
  const auto ports = wire::ports_of(headers->protocol, headers->segment_of(packet.bytes())).value_or(wire::Ports{});
  context.notify(LineWanted{packet.meta.out_interface, headers->protocol, {headers->source, ports.source},
                            {headers->destination, ports.destination}});
}

void handle(Context& context, Packet packet) {
  const auto& interface = context.interface(packet->meta.out_interface);
  if (!interface.line || !interface.carries_ip) {
    ask_for_line(context, *packet);
    return context.drop(std::move(packet), DropReason::line_down);
  }
  const auto& line = *interface.line;
  auto& counters = context.counters.row(packet->meta.out_interface);
  for (auto* traffic : {&counters.transmitted, &counters.transmitted_ipv4}) {
    ++traffic->packets;
    traffic->bytes += packet->size();
  }
  const auto& below = context.interface(line.below);
  wire::EthernetHeader header;
  header.destination = line.peer;
  header.source = below.mac;
  header.type = wire::ethertype::pppoe_session;
  header.vlan_id = below.vlan_id;
  const auto ppp_bytes = packet->size() + wire::kPppProtocolBytes;
  if (!packet->push_front(header.size() + wire::kPppoeHeaderBytes + wire::kPppProtocolBytes))
    return context.drop(std::move(packet), DropReason::no_headroom);
  wire::write_ethernet(header, packet->data());
  auto* pppoe = packet->data() + header.size();
  wire::write_pppoe_header(pppoe, wire::pppoe_code::session, line.session, ppp_bytes);
  boost::endian::store_big_u16(pppoe + wire::kPppoeHeaderBytes, wire::ppp_protocol::ip);
  send_frame(context, line.below, std::move(packet));
}

}  // namespace

void ppp_output(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) { handle(context, std::move(packet)); });
}

}  // namespace kyoten::dataplane
