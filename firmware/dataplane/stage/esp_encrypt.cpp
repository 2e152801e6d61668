// All packets of a batch that ESP policies claim, in one burst. Next: ip_route, ipv6_route.
#include "firmware/dataplane/context.hpp"
#include "firmware/dataplane/stage/through_sa.hpp"
#include "firmware/ipsec/esp.hpp"

namespace kyoten::dataplane {
namespace {

DropReason reason_for(ipsec::SaError error) {
  switch (error) {
    case ipsec::SaError::sequence_exhausted: return DropReason::esp_sequence_exhausted;
    case ipsec::SaError::no_headroom: return DropReason::no_headroom;
    default: return DropReason::no_tailroom;
  }
}

void wrap(Context& context, Packet packet, const ipsec::SaParameters& sa, std::uint8_t tos) {
  const auto esp_bytes = packet->size();
  const std::size_t udp = sa.udp_encapsulated ? wire::kUdpHeaderBytes : 0;
  const auto outer = outer_header_bytes(sa);
  if (!packet->push_front(outer + udp)) {
    return context.drop(std::move(packet), DropReason::no_headroom);
  }
  const auto protocol = sa.udp_encapsulated ? wire::ip_protocol::udp : wire::ip_protocol::esp;
  write_outer(context, *packet, sa, protocol, tos);
  if (sa.udp_encapsulated) {
    // RFC 3948 section 2.1: none over IPv4. Over IPv6 there must be one.
    const auto ends = std::pair(sa.local.address, sa.peer.address);
    wire::write_udp(packet->data() + outer, sa.local.port, sa.peer.port, esp_bytes,
                    sa.peer.address.is_ipv6() ? std::optional(ends) : std::nullopt);
  }
  send_protected(context, std::move(packet));
}

}  // namespace

void esp_encrypt(Context& context, Batch& batch) {
  static thread_local std::vector<ipsec::EncryptJob> jobs;
  static thread_local std::vector<std::pair<Packet, std::uint8_t>> work;  ///< with its type of service
  jobs.clear();
  work.clear();
  for (auto& packet : batch) {
    auto* sa = outbound_sa(context, packet, ipsec::Protocol::esp);
    if (sa == nullptr) continue;
    const auto inner = strip_for(*packet, sa->parameters());
    jobs.push_back({packet.get(), sa, inner.next_header, ipsec::SaError::none});
    work.emplace_back(std::move(packet), inner.tos);
  }
  if (jobs.empty()) return;
  ipsec::esp_encrypt(jobs, context.entropy);
  for (auto& job : jobs) notice_wear(context, *job.sa);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto packet = std::move(work[i].first);
    if (jobs[i].error != ipsec::SaError::none) {
      context.drop(std::move(packet), reason_for(jobs[i].error));
    } else {
      wrap(context, std::move(packet), jobs[i].sa->parameters(), work[i].second);
    }
  }
}

}  // namespace kyoten::dataplane
