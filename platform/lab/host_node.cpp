#include "platform/lab/host_node.hpp"

namespace kyoten::lab {

HostNode::HostNode(HostSettings settings, PacketPool& pool, std::uint64_t seed,
                   std::uint64_t stream)
    : settings_(std::move(settings)), pool_(pool), entropy_(seed, stream) {}

void HostNode::power_on(Instant now, sim::Frames& out) {
  host_ = std::make_unique<Host>(settings_, entropy_);
  host_->start(now, outbox_);
  collect(out);
}

void HostNode::power_cut() {
  host_.reset();
  outbox_ = {};
}

void HostNode::receive(PortIndex, Batch& batch, Instant now, sim::Frames& out) {
  for (auto& packet : batch) host_->receive(packet->bytes(), now, outbox_);
  batch.clear();
  collect(out);
}

void HostNode::expire(Instant now, sim::Frames& out) {
  host_->expire(now, outbox_);
  collect(out);
}

std::optional<Instant> HostNode::deadline() const {
  return host_ ? host_->deadline() : std::nullopt;
}

void HostNode::send(const Probe& probe, Instant now, sim::Frames& out) {
  KYOTEN_ASSERT(host_ != nullptr);
  host_->send(probe, now, outbox_);
  collect(out);
}

/// Frames for which no buffer is free are lost, as in a full transmit queue.
void HostNode::collect(sim::Frames& out) {
  dataplane::Transmit transmit{PortIndex{0}, {}};
  for (auto& frame : outbox_.frames) {
    if (auto packet = pool_.copy(frame)) transmit.batch.push_back(std::move(packet));
  }
  outbox_.frames.clear();
  if (!transmit.batch.empty()) out.push_back(std::move(transmit));
}

}  // namespace kyoten::lab
