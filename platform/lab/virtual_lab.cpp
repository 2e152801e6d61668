#include "platform/lab/virtual_lab.hpp"

#include <algorithm>

#include "platform/linux/control_server.hpp"

namespace kyoten::lab {

using namespace std::chrono_literals;

VirtualLab::VirtualLab(const Topology& topology, VirtualSettings settings)
    : topology_(topology), settings_(settings), network_(settings.seed) {
  for (std::size_t i = 0; i < topology.nodes.size(); ++i) {
    const auto& node = topology.nodes[i];
    switch (node.kind) {
      case NodeKind::router: place_router(node, i); break;
      case NodeKind::host: place_host(node, i); break;
      case NodeKind::provider: place_provider(node, i); break;
    }
  }
  for (auto& link : topology.links) {
    const auto end = [&](const TopologyEnd& at) { return sim::End{nodes_[at.node].id, at.port}; };
    auto faults = settings_.faults;
    if (!topology_.between_routers(link)) faults = {.delay = 20us};
    wires_.push_back(network_.connect(end(link.ends[0]), end(link.ends[1]), faults));
  }
}

VirtualLab::~VirtualLab() = default;

void VirtualLab::place_router(const TopologyNode& node, std::size_t index) {
  sim::RouterNode::Settings settings;
  settings.options.identity.macs = node.macs;
  settings.options.export_keys = settings_.export_keys;
  if (!node.startup_config.empty()) settings.configuration = node.configuration;
  settings.seed = settings_.seed;
  settings.stream = index;
  Placed placed;
  placed.router = std::make_unique<sim::RouterNode>(std::move(settings), network_.pool());
  placed.id = network_.add(*placed.router);
  nodes_.push_back(std::move(placed));
}

void VirtualLab::place_host(const TopologyNode& node, std::size_t index) {
  Placed placed;
  placed.host =
      std::make_unique<HostNode>(host_settings(node), network_.pool(), settings_.seed, index);
  placed.id = network_.add(*placed.host);
  nodes_.push_back(std::move(placed));
}

void VirtualLab::place_provider(const TopologyNode& node, std::size_t index) {
  Placed placed;
  placed.provider =
      std::make_unique<ProviderNode>(provider_settings(node), network_.pool(), settings_.seed, index);
  placed.id = network_.add(*placed.provider);
  nodes_.push_back(std::move(placed));
}

void VirtualLab::power_on() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    const auto delay = topology_.nodes[i].startup_delay;
    const auto node = nodes_[i].id;
    if (delay == 0s) {
      network_.power_on(node);
    } else {
      network_.at(now() + delay, [this, node] { network_.power_on(node); });
    }
  }
}

const VirtualLab::Placed& VirtualLab::placed(std::string_view node) const {
  const auto index = topology_.find(node);
  KYOTEN_ASSERT(index.has_value());
  return nodes_[*index];
}

sim::NodeId VirtualLab::id(std::string_view node) const { return placed(node).id; }

sim::RouterNode& VirtualLab::router(std::string_view node) {
  KYOTEN_ASSERT(placed(node).router != nullptr);
  return *placed(node).router;
}

HostNode& VirtualLab::host(std::string_view node) {
  KYOTEN_ASSERT(placed(node).host != nullptr);
  return *placed(node).host;
}

ProviderNode& VirtualLab::provider(std::string_view node) {
  KYOTEN_ASSERT(placed(node).provider != nullptr);
  return *placed(node).provider;
}

void VirtualLab::set_faults_between_routers(decorate::Faults faults) {
  for (std::size_t i = 0; i < wires_.size(); ++i) {
    if (topology_.between_routers(topology_.links[i])) network_.set_faults(wires_[i], faults);
  }
}

std::vector<std::string> VirtualLab::execute(std::string_view node, std::string_view line) {
  console::LineSession::Answer answer;
  network_.act(id(node), [&](Instant now, sim::Frames& out) {
    answer = router(node).execute(line, now, out);
  });
  return answer.lines;
}

void VirtualLab::watch(FrameObserver observer) {
  network_.watch([this, observer = std::move(observer)](const sim::SeenFrame& frame) {
    if (!frame.sent) return;
    const auto link = std::ranges::find(wires_, frame.wire) - wires_.begin();
    observer(static_cast<std::size_t>(link), frame.time, frame.bytes);
  });
}

void VirtualLab::capture(std::size_t link, std::shared_ptr<decorate::PcapngWriter> writer) {
  const auto interface = writer->add_interface(topology_.links.at(link).name);
  // The simulated routers' wall clocks start here too.
  constexpr auto kWallAtZero = sim::RouterNode::Settings{}.wall_at_zero.time_since_epoch();
  watch([=](std::size_t on, Instant time, ByteView frame) {
    if (on != link) return;
    writer->write(interface, decorate::PcapngWriter::Direction::unknown,
                  kWallAtZero + time.time_since_epoch(), frame);
  });
}

std::vector<TunnelState> VirtualLab::tunnels() {
  std::vector<TunnelState> states;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!nodes_[i].router) continue;
    const auto& node = topology_.nodes[i].name;
    auto* box = nodes_[i].router->router();
    if (box == nullptr) {
      states.push_back({node, 0, false, "has no power"});
      continue;
    }
    for (auto& row : box->tunnel_sentences(now())) {
      states.push_back({node, number(row.tunnel), row.up, row.sentence});
    }
  }
  return states;
}

bool VirtualLab::tunnels_up() {
  const bool addressed = std::ranges::all_of(nodes_, [](auto& node) {
    return !node.host || (node.host->host() != nullptr && node.host->host()->address());
  });
  return addressed && std::ranges::all_of(nodes_, [](auto& node) {
           return !node.router ||
                  (node.router->router() != nullptr && node.router->router()->all_tunnels_up());
         });
}

bool VirtualLab::run_until_tunnels_up(Duration limit) {
  const auto end = now() + limit;
  while (!tunnels_up()) {
    if (now() >= end) return false;
    network_.run_until(std::min(end, now() + 5ms));
  }
  return true;
}

std::vector<CheckResult> VirtualLab::run_checks(int attempts) {
  KYOTEN_ASSERT(topology_.check.has_value());
  auto& from = nodes_[topology_.check->from];
  auto& to = nodes_[topology_.check->to];
  const auto mac = [&](std::size_t node) { return topology_.nodes[node].macs.front(); };
  const auto address = [](auto& node) {
    return node.host->host()->address().value_or(Ipv4Prefix{});
  };
  auto settings = checks_between(mac(topology_.check->from), address(from),
                                 mac(topology_.check->to), address(to));
  settings.vlan_id = topology_.check->vlan_id;
  settings.attempts = attempts;
  auto checks = std::make_shared<CheckRun>(settings);  // the observer outlives this call
  watch([this, weak = std::weak_ptr(checks)](std::size_t link, Instant, ByteView frame) {
    const auto run = weak.lock();
    if (!run) return;
    if (topology_.links[link].wan) run->wan_frame(frame);
    const auto& wire = topology_.links[link];
    if (topology_.between_routers(wire) && !wire.inside) run->outside_frame(frame);
  });

  std::vector<Probe> probes;
  checks->start(now(), probes);
  while (!checks->finished()) {
    for (auto& probe : std::exchange(probes, {})) {
      network_.act(from.id, [&](Instant at, sim::Frames& out) { from.host->send(probe, at, out); });
    }
    const auto reported = [&] {
      return !from.host->reports().empty() || !to.host->reports().empty();
    };
    if (!reported()) network_.run_until(reported, checks->deadline().value_or(now() + 1s));
    for (auto& report : from.host->take_reports()) checks->report(Side::from, report, now());
    for (auto& report : to.host->take_reports()) checks->report(Side::to, report, now());
    checks->expire(now(), probes);
  }
  return checks->results();
}

std::vector<NodeEvent> VirtualLab::take_events() {
  std::vector<NodeEvent> events;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!nodes_[i].router) continue;
    for (auto& progress : nodes_[i].router->take_progress()) {
      events.push_back({progress.at.time_since_epoch(), topology_.nodes[i].name,
                        std::string(linux_os::name_of(progress.milestone)), progress.subject,
                        progress.detail});
    }
  }
  std::ranges::stable_sort(events, {}, &NodeEvent::at);
  return events;
}

std::vector<VirtualLab::Key> VirtualLab::take_keys() {
  std::vector<Key> keys;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!nodes_[i].router) continue;
    for (auto& key : nodes_[i].router->take_keys()) {
      keys.push_back({topology_.nodes[i].name, std::move(key)});
    }
  }
  return keys;
}

LabResult run_virtual(VirtualLab& lab, const Topology& topology, std::uint64_t seed, Duration limit,
                      const std::function<void(const NodeEvent&)>& on_event) {
  LabResult result;
  result.name = topology.name;
  result.seed = seed;
  const auto tell = [&] {
    for (auto& event : lab.take_events()) {
      on_event(event);
      result.events.push_back(std::move(event));
    }
  };
  lab.power_on();
  const auto end = lab.now() + limit;
  while (!result.tunnels_up && lab.now() < end) {
    result.tunnels_up = lab.run_until_tunnels_up(std::min<Duration>(100ms, end - lab.now()));
    tell();
  }
  if (result.tunnels_up && topology.check) {
    result.checks = lab.run_checks();
    result.checks_run = true;
    tell();
  }
  result.tunnels = lab.tunnels();
  result.took = lab.now().time_since_epoch();
  result.passed = all_well(result, topology.check.has_value());
  return result;
}

}  // namespace kyoten::lab
