// AH packets of the whole batch in one burst. Next: local_deliver, ip_input.
#include <boost/endian/conversion.hpp>

#include "firmware/base/assert.hpp"
#include "firmware/dataplane/stage/through_sa.hpp"
#include "firmware/ipsec/ah.hpp"

namespace kyoten::dataplane {
namespace {

DropReason reason_for(ipsec::SaError error) {
  switch (error) {
    case ipsec::SaError::replayed: return DropReason::ah_replayed;
    case ipsec::SaError::integrity: return DropReason::ah_integrity;
    default: return DropReason::ah_malformed;
  }
}

}  // namespace

void ah_verify(Context& context, Batch& batch) {
  static thread_local std::vector<ipsec::AhJob> jobs;
  static thread_local std::vector<std::pair<SaTable::Inbound*, Packet>> work;
  jobs.clear();
  work.clear();
  for (auto& packet : batch) {
    const auto header = ipsec::ah_at(packet->bytes());
    constexpr std::size_t kUpToSequence = 12;
    if (packet->size() < header + kUpToSequence) {
      context.drop(std::move(packet), DropReason::ah_malformed);
      continue;
    }
    constexpr std::size_t kSpiAt = 4;
    const Spi spi{boost::endian::load_big_u32(packet->data() + header + kSpiAt)};
    auto* row = context.sas.inbound(spi);
    if (row == nullptr || row->sa.parameters().suite.protocol != ipsec::Protocol::ah) {
      drop_illegal_spi(context, std::move(packet), spi, DropReason::ah_unknown_spi);
      continue;
    }
    jobs.push_back({packet.get(), &row->sa, 0, ipsec::SaError::none});
    work.emplace_back(row, std::move(packet));
  }
  ipsec::ah_verify(jobs);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    notice_wear(context, *jobs[i].sa);
    auto packet = std::move(work[i].second);
    if (jobs[i].error != ipsec::SaError::none) {
      context.drop(std::move(packet), reason_for(jobs[i].error));
      continue;
    }
    const auto header = ipsec::ah_at(packet->bytes());
    KYOTEN_ASSERT(packet->pull_front(header + ipsec::ah_bytes(jobs[i].sa->parameters())));
    arrived(context, *work[i].first, std::move(packet), jobs[i].next_header);
  }
}

}  // namespace kyoten::dataplane
