// VirtualLab: a whole lab in one process and in virtual time. One seed gives one run, byte for
// byte.
//
//   VirtualLab lab(topology, {.seed = 7});
//   lab.power_on();
//   if (lab.run_until_tunnels_up(60s)) auto checks = lab.run_checks();
#pragma once

#include <functional>
#include <memory>
#include <vector>

#include "platform/decorate/pcapng.hpp"
#include "platform/lab/host_node.hpp"
#include "platform/lab/provider_node.hpp"
#include "platform/lab/result.hpp"
#include "platform/lab/topology.hpp"
#include "platform/sim/network.hpp"
#include "platform/sim/router_node.hpp"

namespace kyoten::lab {

struct VirtualSettings {
  std::uint64_t seed = 1;
  /// Of the wires between routers. Those to hosts are good and fast.
  decorate::Faults faults{.delay = std::chrono::milliseconds(2)};
  bool export_keys = false;
};

class VirtualLab {
 public:
  VirtualLab(const Topology& topology, VirtualSettings settings);
  ~VirtualLab();

  /// Each node at its time (`startup-delay`).
  void power_on();
  [[nodiscard]] sim::Network& network() { return network_; }
  [[nodiscard]] Instant now() const { return network_.now(); }

  // By the node's name; the node must exist and be of that kind.
  [[nodiscard]] sim::NodeId id(std::string_view node) const;
  [[nodiscard]] sim::RouterNode& router(std::string_view node);
  [[nodiscard]] HostNode& host(std::string_view node);
  [[nodiscard]] ProviderNode& provider(std::string_view node);
  /// By the link's place in the topology.
  [[nodiscard]] sim::WireId wire(std::size_t link) const { return wires_.at(link); }
  void set_faults_between_routers(decorate::Faults faults);
  /// A line on a router's control console.
  std::vector<std::string> execute(std::string_view node, std::string_view line);

  /// Each frame once, as it is put on the wire, with the link's place in the topology.
  using FrameObserver = std::function<void(std::size_t link, Instant time, ByteView frame)>;
  void watch(FrameObserver observer);
  /// Writes one wire into a capture.
  void capture(std::size_t link, std::shared_ptr<decorate::PcapngWriter> writer);

  [[nodiscard]] std::vector<TunnelState> tunnels();
  /// Every router has power and all its tunnels are up; every host has its address.
  [[nodiscard]] bool tunnels_up();
  [[nodiscard]] bool run_until_tunnels_up(Duration limit);
  /// The topology's checks (it must have some), with patience for faulty wires.
  [[nodiscard]] std::vector<CheckResult> run_checks(int attempts = 3);

  [[nodiscard]] std::vector<NodeEvent> take_events();
  struct Key {
    std::string node;
    router::KeyExported key;
  };
  [[nodiscard]] std::vector<Key> take_keys();

 private:
  struct Placed {
    sim::NodeId id{};
    std::unique_ptr<sim::RouterNode> router;
    std::unique_ptr<HostNode> host;
    std::unique_ptr<ProviderNode> provider;
  };
  [[nodiscard]] const Placed& placed(std::string_view node) const;
  void place_router(const TopologyNode& node, std::size_t index);
  void place_host(const TopologyNode& node, std::size_t index);
  void place_provider(const TopologyNode& node, std::size_t index);

  const Topology& topology_;
  VirtualSettings settings_;
  sim::Network network_;
  std::vector<Placed>
      nodes_;  ///< in the topology's order; gone before the network whose buffers they hold
  std::vector<sim::WireId> wires_;
};

/// Brings the lab up and runs its checks: what `kyoten lab --virtual` does. `on_event` hears of
/// every event at once.
LabResult run_virtual(VirtualLab& lab, const Topology& topology, std::uint64_t seed, Duration limit,
                      const std::function<void(const NodeEvent&)>& on_event);

}  // namespace kyoten::lab
