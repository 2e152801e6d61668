// The router's own packets meet the policies (RFC 4301 section 5.1): a packet that one claims goes to esp_encrypt or ah_protect, or is
// dropped; there is no third way. Next: esp_encrypt, ah_protect, ip_route, ipv6_route.
#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

bool in_ports(const std::vector<NatPortRange>& ranges, std::uint16_t port) {
  return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](auto& range) {
           return port >= range.first && port <= range.last;
         });
}

/// What policies look at, of either version.
struct Flow {
  std::uint8_t protocol = 0;
  ipsec::TrafficEnd source;
  ipsec::TrafficEnd destination;
};

/// Of a checked packet. Ports stand in the first fragment only. What cannot be read is of no protocol.
Flow flow_of(ByteView packet) {
  const auto headers = wire::ip_headers(packet);
  if (!headers) {
    constexpr std::uint8_t kReserved = 255;
    const wire::Ipv6View ip(packet.data());
    return {kReserved, {ip.source(), 0}, {ip.destination(), 0}};
  }
  const auto ports = wire::ports_of(headers->protocol, headers->segment_of(packet)).value_or(wire::Ports{});
  return {headers->protocol, {headers->source, ports.source}, {headers->destination, ports.destination}};
}

bool is_ipsec(std::uint8_t protocol) {
  return protocol == wire::ip_protocol::esp || protocol == wire::ip_protocol::ah;
}

bool is_ike(std::uint8_t protocol, std::uint16_t local_port) {
  return protocol == wire::ip_protocol::udp && (local_port == 500 || local_port == 4500);
}

bool selects(const TransportPlan& row, std::uint8_t protocol, std::uint16_t local_port, std::uint16_t remote_port) {
  return (row.protocol == 0 || row.protocol == protocol) && in_ports(row.source_ports, local_port) &&
         in_ports(row.destination_ports, remote_port);
}

}  // namespace

PolicyId claimed_by(const Plan& plan, const PacketBuffer& packet) {
  if (plan.transports.empty()) return PolicyId{};
  const auto flow = flow_of(packet.bytes());
  if (is_ipsec(flow.protocol) || is_ike(flow.protocol, flow.source.port)) return PolicyId{};
  for (auto& row : plan.transports) {
    if (row.peer && *row.peer != flow.destination.address) continue;
    if (selects(row, flow.protocol, flow.source.port, flow.destination.port)) return row.policy;
  }
  return PolicyId{};
}

std::optional<DropReason> refused_inbound(const Plan& plan, const PacketBuffer& packet, const wire::IpHeaders& headers) {
  if (plan.transports.empty() && !packet.meta.authenticated) return std::nullopt;
  const auto ports = wire::ports_of(headers.protocol, headers.segment_of(packet.bytes())).value_or(wire::Ports{});
  // Whoever it says it comes from: a peer may be behind NAT or elsewhere than yesterday.
  auto mirrors = [&](auto& row) { return selects(row, headers.protocol, ports.destination, ports.source); };
  if (packet.meta.authenticated) {
    const bool allowed = std::any_of(plan.transports.begin(), plan.transports.end(), [&](auto& row) {
      return row.policy == packet.meta.policy && mirrors(row);
    });
    return allowed ? std::nullopt : std::optional(DropReason::esp_policy_mismatch);
  }
  if (is_ipsec(headers.protocol) || is_ike(headers.protocol, ports.destination)) return std::nullopt;
  const bool claimed = std::any_of(plan.transports.begin(), plan.transports.end(), mirrors);
  return claimed ? std::optional(DropReason::unprotected) : std::nullopt;
}

void notice_wear(Context& context, ipsec::Sa& sa) {
  if (!sa.take_worn()) return;
  const auto& parameters = sa.parameters();
  context.notify(SaWorn{{parameters.direction, parameters.spi, sa.use()}});
}

bool is_selected(const ipsec::SaParameters& sa, const PacketBuffer& packet) {
  if (!sa.selection.restricts()) return true;
  const auto flow = flow_of(packet.bytes());
  return sa.direction == ipsec::Direction::outbound
             ? sa.selection.selects(flow.protocol, flow.source, flow.destination)
             : sa.selection.selects(flow.protocol, flow.destination, flow.source);
}

void ipsec_output(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) {
    auto& policy = packet->meta.policy;
    if (policy == PolicyId{}) policy = claimed_by(*context.plan, *packet);
    if (policy == PolicyId{}) {
      const bool ipv6 = wire::is_ipv6(packet->bytes());
      return context.to(ipv6 ? Stage::ipv6_route : Stage::ip_route, std::move(packet));
    }
    const auto* sa = context.sas.outbound(policy);
    if (sa == nullptr) {
      if (context.sas.may_ask_for(policy, context.now)) context.notify(SaWanted{policy});
      return context.drop(std::move(packet), DropReason::no_sa);
    }
    const bool ah = sa->parameters().suite.protocol == ipsec::Protocol::ah;
    context.to(ah ? Stage::ah_protect : Stage::esp_encrypt, std::move(packet));
  });
}

}  // namespace kyoten::dataplane
