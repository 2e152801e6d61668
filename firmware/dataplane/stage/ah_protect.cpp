// All packets of a batch that AH policies claim, in one burst. Next: ip_route, ipv6_route.
#include "firmware/ipsec/ah.hpp"

#include "firmware/dataplane/stage/through_sa.hpp"

namespace kyoten::dataplane {

void ah_protect(Context& context, Batch& batch) {
  static thread_local std::vector<ipsec::AhJob> jobs;
  static thread_local Batch work;
  jobs.clear();
  work.clear();
  for (auto& packet : batch) {
    auto* sa = outbound_sa(context, packet, ipsec::Protocol::ah);
    if (sa == nullptr) continue;
    const auto& parameters = sa->parameters();
    const auto inner = strip_for(*packet, parameters);
    if (!packet->push_front(outer_header_bytes(parameters) + ipsec::ah_bytes(parameters))) {
      context.drop(std::move(packet), DropReason::no_headroom);
      continue;
    }
    write_outer(context, *packet, parameters, wire::ip_protocol::ah, inner.tos);
    jobs.push_back({packet.get(), sa, inner.next_header, ipsec::SaError::none});
    work.push_back(std::move(packet));
  }
  ipsec::ah_protect(jobs);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    notice_wear(context, *jobs[i].sa);
    if (jobs[i].error != ipsec::SaError::none) {
      context.drop(std::move(work[i]), DropReason::esp_sequence_exhausted);
    } else {
      send_protected(context, std::move(work[i]));
    }
  }
}

}  // namespace kyoten::dataplane
