#include "platform/lab/provider_node.hpp"

namespace kyoten::lab {

ProviderNode::ProviderNode(ProviderSettings settings, PacketPool& pool, std::uint64_t seed, std::uint64_t stream)
    : settings_(std::move(settings)), pool_(pool), entropy_(seed, stream) {}

void ProviderNode::power_on(Instant, sim::Frames&) { provider_ = std::make_unique<Provider>(settings_, entropy_); }

void ProviderNode::receive(PortIndex port, Batch& batch, Instant now, sim::Frames& out) {
  ProviderOutbox outbox;
  for (auto& packet : batch) provider_->receive(port, std::as_const(*packet).bytes(), now, outbox);
  batch.clear();
  collect(outbox, out);
}

void ProviderNode::expire(Instant now, sim::Frames& out) {
  ProviderOutbox outbox;
  provider_->expire(now, outbox);
  collect(outbox, out);
}

std::optional<Instant> ProviderNode::deadline() const { return provider_ ? provider_->deadline() : std::nullopt; }

/// Frames for which no buffer is free are lost, as in a full transmit queue.
void ProviderNode::collect(ProviderOutbox& from, sim::Frames& out) {
  for (auto& frame : from.frames) {
    auto packet = pool_.copy(frame.bytes);
    if (!packet) continue;
    if (out.empty() || out.back().port != frame.port) out.push_back({frame.port, {}});
    out.back().batch.push_back(std::move(packet));
  }
}

}  // namespace kyoten::lab
