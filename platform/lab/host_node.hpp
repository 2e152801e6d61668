// HostNode: a Host on the simulated network.
#pragma once

#include <utility>

#include "platform/lab/host.hpp"
#include "platform/sim/node.hpp"
#include "platform/sim/seeded_entropy.hpp"

namespace kyoten::lab {

class HostNode final : public sim::Node {
 public:
  HostNode(HostSettings settings, PacketPool& pool, std::uint64_t seed, std::uint64_t stream);

  void power_on(Instant now, sim::Frames& out) override;
  void power_cut() override;
  void receive(PortIndex port, Batch& batch, Instant now, sim::Frames& out) override;
  void expire(Instant now, sim::Frames& out) override;
  [[nodiscard]] std::optional<Instant> deadline() const override;

  /// For Network::act. The host must have power.
  void send(const Probe& probe, Instant now, sim::Frames& out);
  /// Null while the power is off.
  [[nodiscard]] const Host* host() const { return host_.get(); }
  [[nodiscard]] const std::vector<Report>& reports() const { return outbox_.reports; }
  [[nodiscard]] std::vector<Report> take_reports() { return std::exchange(outbox_.reports, {}); }

 private:
  void collect(sim::Frames& out);

  HostSettings settings_;
  PacketPool& pool_;
  sim::SeededEntropy entropy_;
  std::unique_ptr<Host> host_;
  HostOutbox outbox_;
};

}  // namespace kyoten::lab
