// ESP packets of the whole batch in one burst. Next: local_deliver, ip_input.
#include <boost/endian/conversion.hpp>

#include "firmware/dataplane/context.hpp"
#include "firmware/dataplane/stage/through_sa.hpp"
#include "firmware/ipsec/esp.hpp"

namespace kyoten::dataplane {
namespace {

DropReason reason_for(ipsec::SaError error) {
  switch (error) {
    case ipsec::SaError::replayed: return DropReason::esp_replayed;
    case ipsec::SaError::integrity: return DropReason::esp_integrity;
    case ipsec::SaError::padding: return DropReason::esp_padding;
    default: return DropReason::esp_malformed;
  }
}

}  // namespace

void esp_decrypt(Context& context, Batch& batch) {
  static thread_local std::vector<ipsec::DecryptJob> jobs;
  static thread_local std::vector<std::pair<SaTable::Inbound*, Packet>> work;
  jobs.clear();
  work.clear();
  for (auto& packet : batch) {
    if (packet->size() < 8) {
      context.drop(std::move(packet), DropReason::esp_malformed);
      continue;
    }
    const Spi spi{boost::endian::load_big_u32(packet->data())};
    auto* row = context.sas.inbound(spi);
    if (row == nullptr || row->sa.parameters().suite.protocol != ipsec::Protocol::esp) {
      drop_illegal_spi(context, std::move(packet), spi, DropReason::esp_unknown_spi);
      continue;
    }
    // A packet whose encapsulation somebody on the path has changed would say that the peer has moved to port 0.
    if (row->sa.parameters().udp_encapsulated != (packet->meta.outer_source_port != 0)) {
      context.drop(std::move(packet), DropReason::esp_policy_mismatch);
      continue;
    }
    jobs.push_back({packet.get(), &row->sa, 0, ipsec::SaError::none});
    work.emplace_back(row, std::move(packet));
  }
  if (jobs.empty()) return;
  ipsec::esp_decrypt(jobs);
  for (auto& job : jobs) notice_wear(context, *job.sa);
  for (std::size_t i = 0; i < jobs.size(); ++i) {
    auto packet = std::move(work[i].second);
    if (jobs[i].error != ipsec::SaError::none) {
      context.drop(std::move(packet), reason_for(jobs[i].error));
    } else {
      arrived(context, *work[i].first, std::move(packet), jobs[i].next_header);
    }
  }
}

}  // namespace kyoten::dataplane
