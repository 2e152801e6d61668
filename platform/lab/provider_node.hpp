// ProviderNode: a Provider on the simulated network.
#pragma once

#include "platform/lab/provider.hpp"
#include "platform/sim/node.hpp"
#include "platform/sim/seeded_entropy.hpp"

namespace kyoten::lab {

class ProviderNode final : public sim::Node {
 public:
  ProviderNode(ProviderSettings settings, PacketPool& pool, std::uint64_t seed, std::uint64_t stream);

  void power_on(Instant now, sim::Frames& out) override;
  void power_cut() override { provider_.reset(); }
  void receive(PortIndex port, Batch& batch, Instant now, sim::Frames& out) override;
  void expire(Instant now, sim::Frames& out) override;
  [[nodiscard]] std::optional<Instant> deadline() const override;

  /// Null while the power is off.
  [[nodiscard]] Provider* provider() { return provider_.get(); }

 private:
  void collect(ProviderOutbox& from, sim::Frames& out);

  ProviderSettings settings_;
  PacketPool& pool_;
  sim::SeededEntropy entropy_;
  std::unique_ptr<Provider> provider_;
};

}  // namespace kyoten::lab
