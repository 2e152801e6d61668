// The router's own packets meet the policies (RFC 4301 section 5.1): a packet that one claims goes to esp_encrypt or is dropped; there
// is no third way. Next: esp_encrypt, ip_route.
#include <boost/endian/conversion.hpp>

#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

bool in_ports(const std::vector<NatPortRange>& ranges, std::uint16_t port) {
  return ranges.empty() || std::any_of(ranges.begin(), ranges.end(), [&](auto& range) {
           return port >= range.first && port <= range.last;
         });
}

/// The transport policy that claims a packet by protocol, ports and peer.
PolicyId claimed_by(const Context& context, const PacketBuffer& packet) {
  const wire::Ipv4View ip(packet.data());
  const auto segment = ip.payload();
  std::uint16_t source = 0;
  std::uint16_t destination = 0;
  const bool ports = ip.protocol() == wire::ip_protocol::udp || ip.protocol() == wire::ip_protocol::tcp;
  if (ports && segment.size() >= 4) {
    source = boost::endian::load_big_u16(segment.data());
    destination = boost::endian::load_big_u16(segment.data() + 2);
  }
  for (auto& row : context.plan->transports) {
    if (row.protocol != 0 && row.protocol != ip.protocol()) continue;
    if (row.peer && *row.peer != ip.destination()) continue;
    if (in_ports(row.source_ports, source) && in_ports(row.destination_ports, destination)) return row.policy;
  }
  return PolicyId{};
}

bool is_own_protection(const PacketBuffer& packet) {
  // IKE and ESP carry the protection themselves and are never claimed by a policy for everything.
  const wire::Ipv4View ip(packet.data());
  if (ip.protocol() == wire::ip_protocol::esp) return true;
  const auto segment = ip.payload();
  if (ip.protocol() != wire::ip_protocol::udp || segment.size() < 2) return false;
  const auto source = boost::endian::load_big_u16(segment.data());
  return source == 500 || source == 4500;
}

}  // namespace

void ipsec_output(Context& context, Batch& batch) {
  for (auto& packet : batch) {
    auto& policy = packet->meta.policy;
    if (policy == PolicyId{} && !is_own_protection(*packet)) policy = claimed_by(context, *packet);
    if (policy == PolicyId{}) {
      context.to(Stage::ip_route, std::move(packet));
      continue;
    }
    if (context.sas.outbound(policy) == nullptr) {
      if (context.sas.may_ask_for(policy, context.now)) context.notify(SaWanted{policy});
      context.drop(std::move(packet), DropReason::no_sa);
      continue;
    }
    context.to(Stage::esp_encrypt, std::move(packet));
  }
}

}  // namespace kyoten::dataplane
