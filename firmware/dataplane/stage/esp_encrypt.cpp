// All packets of a batch that a policy claims, in one burst. Transport mode protects what stands behind the IPv4 header, tunnel
// mode the whole packet; then a new outer header from the SA. Next: ip_route.
#include "firmware/base/assert.hpp"
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

struct Inner {
  std::uint8_t next_header = 0;
  std::uint8_t tos = 0;  ///< ECN included (RFC 6040 section 4.1, normal mode)
};

/// Strips what does not go under protection; says what the next header is.
Inner prepare(PacketBuffer& packet, const ipsec::SaParameters& sa) {
  const wire::Ipv4View ip(packet.data());
  const auto tos = ip.tos();
  if (sa.mode == ipsec::Mode::tunnel) return {wire::ip_protocol::ipip, tos};
  const auto protocol = ip.protocol();
  KYOTEN_ASSERT(packet.pull_front(ip.header_bytes()));
  // NAT changes the addresses that the checksum covers, and nobody but the peer can look at it (RFC 3948 section 3.1.2).
  if (sa.udp_encapsulated && protocol == wire::ip_protocol::udp && packet.size() >= wire::kUdpHeaderBytes) {
    std::fill_n(packet.data() + 6, 2, std::uint8_t{0});
  }
  return {protocol, tos};
}

void wrap(Context& context, Packet packet, const ipsec::SaParameters& sa, std::uint8_t tos) {
  const auto esp_bytes = packet->size();
  const std::size_t udp = sa.udp_encapsulated ? wire::kUdpHeaderBytes : 0;
  if (!packet->push_front(wire::kIpv4HeaderBytes + udp)) {
    return context.drop(std::move(packet), DropReason::no_headroom);
  }
  wire::Ipv4Fields fields;
  fields.source = sa.local.address;
  fields.destination = sa.peer.address;
  fields.protocol = sa.udp_encapsulated ? wire::ip_protocol::udp : wire::ip_protocol::esp;
  fields.tos = tos;
  fields.dont_fragment = sa.mode == ipsec::Mode::tunnel && packet->meta.outer_dont_fragment;
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
  static thread_local std::vector<std::pair<Packet, std::uint8_t>> work;  ///< with its type of service
  jobs.clear();
  work.clear();
  for (auto& packet : batch) {
    const auto policy = packet->meta.policy;
    auto* sa = context.sas.outbound(policy, [&](const ipsec::SaParameters& parameters) {
      return parameters.mode == ipsec::Mode::transport || is_selected(parameters, *packet);
    });
    if (sa == nullptr) {
      const bool none = context.sas.outbound(policy) == nullptr;
      context.drop(std::move(packet), none ? DropReason::no_sa : DropReason::esp_selector);
      continue;
    }
    if (packet->meta.obeys_outer_df && packet->meta.outer_dont_fragment &&
        sa->parameters().mode == ipsec::Mode::tunnel) {
      const auto room = room_inside(context, sa->parameters());
      if (packet->size() > room) {
        context.send_icmp_error(*packet, wire::icmp_type::unreachable, wire::icmp_code::fragmentation_needed,
                                static_cast<std::uint16_t>(room));
        context.drop(std::move(packet), DropReason::fragment_needed);
        continue;
      }
    }
    const auto inner = prepare(*packet, sa->parameters());
    jobs.push_back({packet.get(), sa, inner.next_header, ipsec::EspError::none});
    work.emplace_back(std::move(packet), inner.tos);
  }
  if (jobs.empty()) return;
  ipsec::esp_encrypt(jobs, context.entropy);
  for (auto& job : jobs) notice_wear(context, *job.sa);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto packet = std::move(work[i].first);
    if (jobs[i].error != ipsec::EspError::none) {
      context.drop(std::move(packet), reason_for(jobs[i].error));
    } else {
      wrap(context, std::move(packet), jobs[i].sa->parameters(), work[i].second);
    }
  }
}

std::size_t room_inside(const Context& context, const ipsec::SaParameters& sa) {
  constexpr std::size_t kTrailer = 2;  // pad length and next header
  const auto* route = context.route(sa.peer.address);
  const std::size_t mtu = route != nullptr ? context.interface(route->interface).mtu_bytes : 1500;
  const auto outside = wire::kIpv4HeaderBytes + (sa.udp_encapsulated ? wire::kUdpHeaderBytes : 0) +
                       ipsec::esp_headroom(sa.suite) + ipsec::icv_bytes(sa.suite);
  const auto block = ipsec::block_bytes(sa.suite.cipher);
  const auto room = mtu > outside ? (mtu - outside) / block * block : 0;
  return room > kTrailer ? room - kTrailer : 0;
}

}  // namespace kyoten::dataplane
