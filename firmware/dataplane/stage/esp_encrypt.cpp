// All packets of a batch that a policy claims, in one burst. Transport mode protects what stands behind the IPv4 header, tunnel
// mode the whole packet; then a new outer header from the SA. Next: ip_route.
#include "firmware/dataplane/context.hpp"

namespace kyoten::dataplane {
namespace {

DropReason reason_for(ipsec::EspError error) {
  switch (error) {
    case ipsec::EspError::sequence_exhausted: return DropReason::esp_sequence_exhausted;
    case ipsec::EspError::no_headroom: return DropReason::no_headroom;
    default: return DropReason::no_tailroom;
  }
}

/// Strips what does not go under protection; says what the next header is.
std::uint8_t prepare(PacketBuffer& packet, const ipsec::SaParameters& sa) {
  const wire::Ipv4View ip(packet.data());
  packet.meta.outer_ttl = wire::kDefaultTtl;
  if (sa.mode == ipsec::Mode::tunnel) return wire::ip_protocol::ipip;
  const auto protocol = ip.protocol();
  if (!packet.pull_front(ip.header_bytes())) std::abort();
  return protocol;
}

void wrap(Context& context, Packet packet, const ipsec::SaParameters& sa) {
  const auto esp_bytes = packet->size();
  const std::size_t udp = sa.udp_encapsulated ? wire::kUdpHeaderBytes : 0;
  if (!packet->push_front(wire::kIpv4HeaderBytes + udp)) {
    return context.drop(std::move(packet), DropReason::no_headroom);
  }
  wire::Ipv4Fields fields;
  fields.source = sa.local.address;
  fields.destination = sa.peer.address;
  fields.protocol = sa.udp_encapsulated ? wire::ip_protocol::udp : wire::ip_protocol::esp;
  fields.identification = context.next_identification++;
  wire::write_ipv4(fields, packet->size(), packet->data());
  if (sa.udp_encapsulated) {
    wire::write_udp(packet->data() + wire::kIpv4HeaderBytes, sa.local.port, sa.peer.port, esp_bytes, std::nullopt);
  }
  packet->meta.local_origin = true;
  context.to(Stage::ip_route, std::move(packet));
}

}  // namespace

void esp_encrypt(Context& context, Batch& batch) {
  static thread_local std::vector<ipsec::EncryptJob> jobs;
  static thread_local Batch work;
  jobs.clear();
  work.clear();
  for (auto& packet : batch) {
    auto* sa = context.sas.outbound(packet->meta.policy);
    if (sa == nullptr) {
      context.drop(std::move(packet), DropReason::no_sa);
      continue;
    }
    const auto next_header = prepare(*packet, sa->parameters());
    jobs.push_back({packet.get(), sa, next_header, ipsec::EspError::none});
    work.push_back(std::move(packet));
  }
  if (jobs.empty()) return;
  ipsec::esp_encrypt(jobs, context.entropy);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto packet = std::move(work[i]);
    if (jobs[i].error != ipsec::EspError::none) {
      context.drop(std::move(packet), reason_for(jobs[i].error));
    } else {
      wrap(context, std::move(packet), jobs[i].sa->parameters());
    }
  }
}

}  // namespace kyoten::dataplane
