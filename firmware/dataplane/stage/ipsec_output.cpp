// The router's own packets meet the policies (RFC 4301 section 5.1): a packet that one claims goes to esp_encrypt or ah_protect, or is
// dropped; there is no third way. Next: esp_encrypt, ah_protect, ip_route.
#include <boost/endian/conversion.hpp>

#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

bool in_ports(const std::vector<NatPortRange>& ranges, std::uint16_t port) {
  return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](auto& range) {
           return port >= range.first && port <= range.last;
         });
}

struct Ports {
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
};

Ports ports_of(const wire::Ipv4View& ip) {
  const auto segment = ip.payload();
  const bool has = ip.protocol() == wire::ip_protocol::udp || ip.protocol() == wire::ip_protocol::tcp;
  if (!has || segment.size() < 4) return {};
  return {boost::endian::load_big_u16(segment.data()), boost::endian::load_big_u16(segment.data() + 2)};
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
  const wire::Ipv4View ip(packet.data());
  const auto ports = ports_of(ip);
  if (is_ipsec(ip.protocol()) || is_ike(ip.protocol(), ports.source)) return PolicyId{};
  for (auto& row : plan.transports) {
    if (row.peer && *row.peer != ip.destination()) continue;
    if (selects(row, ip.protocol(), ports.source, ports.destination)) return row.policy;
  }
  return PolicyId{};
}

std::optional<DropReason> refused_inbound(const Plan& plan, const PacketBuffer& packet) {
  const wire::Ipv4View ip(packet.data());
  const auto ports = ports_of(ip);
  // Whoever it says it comes from: a peer may be behind NAT or elsewhere than yesterday.
  auto mirrors = [&](auto& row) { return selects(row, ip.protocol(), ports.destination, ports.source); };
  if (packet.meta.authenticated) {
    const bool allowed = std::any_of(plan.transports.begin(), plan.transports.end(), [&](auto& row) {
      return row.policy == packet.meta.policy && mirrors(row);
    });
    return allowed ? std::nullopt : std::optional(DropReason::esp_policy_mismatch);
  }
  if (is_ipsec(ip.protocol()) || is_ike(ip.protocol(), ports.destination)) return std::nullopt;
  const bool claimed = std::any_of(plan.transports.begin(), plan.transports.end(), mirrors);
  return claimed ? std::optional(DropReason::unprotected) : std::nullopt;
}

void notice_wear(Context& context, ipsec::Sa& sa) {
  if (!sa.take_worn()) return;
  const auto& parameters = sa.parameters();
  context.notify(SaWorn{{parameters.direction, parameters.spi, sa.use()}});
}

bool is_selected(const ipsec::SaParameters& sa, const PacketBuffer& packet) {
  if (wire::is_ipv6(packet.bytes())) return sa.selection.ipv6;
  if (!sa.selection.restricts()) return true;
  const wire::Ipv4View ip(packet.data());
  const auto ports = ip.fragment_offset() == 0 ? ports_of(ip) : Ports{};
  const ipsec::TrafficEnd source{ip.source(), ports.source};
  const ipsec::TrafficEnd destination{ip.destination(), ports.destination};
  return sa.direction == ipsec::Direction::outbound
             ? sa.selection.selects(ip.protocol(), source, destination)
             : sa.selection.selects(ip.protocol(), destination, source);
}

void ipsec_output(Context& context, Batch& batch) {
  for_each_packet(batch, [&](Packet packet) {
    auto& policy = packet->meta.policy;
    if (policy == PolicyId{}) policy = claimed_by(*context.plan, *packet);
    if (policy == PolicyId{}) return context.to(Stage::ip_route, std::move(packet));
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
