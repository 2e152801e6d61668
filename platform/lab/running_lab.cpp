#include "platform/lab/running_lab.hpp"

#include <fmt/format.h>

#include <algorithm>

#include "platform/linux/runtime_dir.hpp"

namespace kyoten::lab {

namespace fs = std::filesystem;

Result<std::unique_ptr<RunningLab>, std::string> RunningLab::start(const Topology& topology,
                                                                   RunningSettings settings,
                                                                   StopSignals& stop,
                                                                   EventSink on_event) {
  std::unique_ptr<RunningLab> lab(
      new RunningLab(topology, std::move(settings), stop, std::move(on_event)));
  auto directory = RunDirectory::open(topology.name);
  if (!directory) return directory.error();
  lab->directory_ = std::move(*directory);
  if (auto error = lab->make_wires(); !error.empty()) return error;
  lab->nodes_.resize(topology.nodes.size());
  if (auto error = lab->start_due_nodes(); !error.empty()) return error;
  return lab;
}

RunningLab::~RunningLab() { stop(); }

std::string RunningLab::make_wires() {
  for (std::size_t i = 0; i < topology_.links.size(); ++i) {
    auto wire = WireRelay::make(*directory_, i);
    if (!wire) return wire.error();
    wires_.push_back(std::move(*wire));
    wires_.back()->watch([this, i](ByteView frame) {
      if (!checks_) return;
      if (topology_.links[i].wan) checks_->wan_frame(frame);
      const auto& link = topology_.links[i];
      if (topology_.between_routers(link) && !link.inside) checks_->outside_frame(frame);
    });
    if (settings_.capture.empty()) continue;
    if (auto error = start_capture(i); !error.empty()) return error;
  }
  return {};
}

std::string RunningLab::start_capture(std::size_t link) {
  std::error_code status;
  fs::create_directories(settings_.capture, status);
  if (status) {
    return fmt::format("cannot make {}: {}", settings_.capture.string(), status.message());
  }
  const auto& name = topology_.links[link].name;
  auto writer = decorate::PcapngWriter::create((settings_.capture / (name + ".pcapng")).string(),
                                               "Kyoten lab " + topology_.name);
  if (!writer) return writer.error();
  wires_[link]->capture(std::move(*writer), name);
  return {};
}

std::string RunningLab::start_node(std::size_t index) {
  const auto& node = topology_.nodes[index];
  const auto log = directory_->file(node.name + ".log");
  auto child = Child::start(arguments(index), log, stop_.mask_before());
  if (!child) return child.error();
  const auto now = machine_now();
  nodes_[index] = std::make_unique<NodeProcess>(
      node, std::move(*child), linux_os::control_socket(topology_.name, node.name), log, now);
  tell({now - start_, node.name, "starting", "", ""});
  return {};
}

std::string RunningLab::start_due_nodes() {
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (nodes_[i] || machine_now() < start_ + topology_.nodes[i].startup_delay) continue;
    if (auto error = start_node(i); !error.empty()) return error;
  }
  return {};
}

std::optional<Instant> RunningLab::next_start() const {
  std::optional<Instant> next;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!nodes_[i]) next = earlier(next, start_ + topology_.nodes[i].startup_delay);
  }
  return next;
}

std::vector<std::string> RunningLab::router_arguments(const TopologyNode& node,
                                                      std::size_t index) const {
  const auto control = linux_os::control_socket(topology_.name, node.name);
  std::vector<std::string> words{
      settings_.program,          "run",       "--name",         node.name, "--control",
      "unix:" + control.string(), "--console", "tcp:127.0.0.1:0"};
  const auto option = [&](std::string name, std::string value) {
    words.push_back(std::move(name));
    words.push_back(std::move(value));
  };
  if (!node.startup_config.empty()) option("--config", node.startup_config.string());
  if (!settings_.capture.empty()) option("--export-keys", keys_of(node).string());
  for (std::size_t i = 0; i < node.macs.size(); ++i) {
    option("--mac", fmt::format("lan{}={}", i + 1, node.macs[i].text()));
  }
  bool faulty = false;
  for (std::size_t i = 0; i < topology_.links.size(); ++i) {
    const auto& link = topology_.links[i];
    for (int end = 0; end < 2; ++end) {
      if (link.ends[end].node != index) continue;
      option("--port", link.ends[end].port_name + "=" + wires_[i]->node_port(end));
      // A faulty port spoils both directions: the one at the first end is enough.
      if (settings_.faults.empty() || end != 0 || !topology_.between_routers(link)) continue;
      option("--fault", link.ends[end].port_name + "=" + settings_.faults);
      faulty = true;
    }
  }
  if (faulty) option("--fault-seed", std::to_string(settings_.seed + index));
  return words;
}

std::vector<std::string> RunningLab::host_arguments(const TopologyNode& node,
                                                    std::size_t index) const {
  const auto control = linux_os::control_socket(topology_.name, node.name);
  std::vector<std::string> words{settings_.program, "host",
                                 "--name",          node.name,
                                 "--control",       "unix:" + control.string(),
                                 "--mac",           node.macs.front().text(),
                                 "--address",       node.dhcp ? "dhcp" : node.address->text()};
  if (node.gateway) {
    words.emplace_back("--gateway");
    words.push_back(node.gateway->text());
  }
  for (auto& name : node.names) {
    words.emplace_back("--dns-name");
    words.push_back(name.text());
  }
  for (std::size_t i = 0; i < topology_.links.size(); ++i) {
    for (int end = 0; end < 2; ++end) {
      if (topology_.links[i].ends[end].node != index) continue;
      words.emplace_back("--port");
      words.push_back(wires_[i]->node_port(end));
    }
  }
  return words;
}

std::vector<std::string> RunningLab::arguments(std::size_t index) const {
  const auto& node = topology_.nodes[index];
  switch (node.kind) {
    case NodeKind::router: return router_arguments(node, index);
    case NodeKind::host: return host_arguments(node, index);
    case NodeKind::provider: return provider_arguments(node, index);
  }
  return {};
}

std::vector<std::string> RunningLab::provider_arguments(const TopologyNode& node,
                                                        std::size_t index) const {
  std::vector<std::string> words{settings_.program, "provider", "--name", node.name, "--address",
                                 node.address->address.text()};
  const auto option = [&](std::string name, std::string value) {
    words.push_back(std::move(name));
    words.push_back(std::move(value));
  };
  for (auto& account : node.accounts)
    option("--account", account.name + " " + account.password + " " + account.address->text());
  for (auto& name : node.names) option("--dns-name", name.text());
  for (std::size_t port = 0; port < node.macs.size(); ++port) {
    for (std::size_t i = 0; i < topology_.links.size(); ++i) {
      for (int end = 0; end < 2; ++end) {
        const auto& at = topology_.links[i].ends[end];
        if (at.node != index || number(at.port) != port) continue;
        option("--port", wires_[i]->node_port(end));
        option("--mac", node.macs[port].text());
      }
    }
  }
  return words;
}

fs::path RunningLab::keys_of(const TopologyNode& node) const {
  return directory_->file(node.name + ".keys");
}

void RunningLab::tell(NodeEvent event) {
  if (on_event_) on_event_(event);
  if (events_.size() < kMostEvents) events_.push_back(std::move(event));
}

RunningLab::Pause RunningLab::work(const std::function<bool()>& done,
                                   std::optional<Instant> until) {
  while (true) {
    if (done()) return Pause::done;
    if (until && machine_now() >= *until) return Pause::time;
    turn(until);
    if (poll_.readable(stop_.descriptor()) && stop_.take() != 0) return Pause::signal;
  }
}

void RunningLab::turn(std::optional<Instant> until) {
  auto due = earlier(until, next_start());
  poll_.want_input(stop_.descriptor());
  for (auto& wire : wires_) wire->want(poll_);
  for (auto& node : nodes_) {
    if (!node) continue;
    node->want(poll_);
    due = earlier(due, node->deadline());
  }
  if (checks_) due = earlier(due, checks_->deadline());
  if (!settings_.capture.empty()) due = earlier(due, next_flush_);
  poll_.wait(due);
  for (auto& wire : wires_) wire->pump(poll_, pool_);
  if (const auto error = start_due_nodes(); !error.empty()) {
    tell({machine_now() - start_, "lab", "exited", "", error});
    start_failed_ = true;
  }
  serve_nodes();
  if (!settings_.capture.empty() && machine_now() >= next_flush_) {
    for (auto& wire : wires_) wire->flush_capture();
    next_flush_ = machine_now() + kFlushInterval;
  }
}

void RunningLab::serve_nodes() {
  std::vector<NodeEvent> events;
  for (std::size_t i = 0; i < nodes_.size(); ++i) {
    if (!nodes_[i]) continue;
    NodeProcess::News news;
    nodes_[i]->serve(poll_, start_, news);
    std::ranges::move(news.events, std::back_inserter(events));
    serve_checks(i, news.reports);
  }
  // Several processes tell at once; people read them by time.
  std::ranges::stable_sort(events, {}, &NodeEvent::at);
  for (auto& event : events) tell(std::move(event));
  if (!checks_) return;
  std::vector<Probe> probes;
  checks_->expire(machine_now(), probes);
  send_probes(probes);
}

void RunningLab::serve_checks(std::size_t node, const std::vector<Report>& reports) {
  if (!checks_) return;
  for (auto& report : reports) {
    if (node == topology_.check->from) checks_->report(Side::from, report, machine_now());
    if (node == topology_.check->to) checks_->report(Side::to, report, machine_now());
  }
}

void RunningLab::send_probes(std::vector<Probe>& probes) {
  for (auto& probe : probes) nodes_[topology_.check->from]->send(probe);
}

bool RunningLab::ready() const {
  return std::ranges::all_of(nodes_, [](auto& node) { return node && node->ready(); });
}

bool RunningLab::some_node_ended() const {
  return start_failed_ ||
         std::ranges::any_of(nodes_, [](auto& node) { return node && node->ended(); });
}

bool RunningLab::consoles_known() const {
  return std::ranges::all_of(nodes_, [](auto& node) {
    return node && (node->node().kind != NodeKind::router || !node->telnet().empty());
  });
}

void RunningLab::begin_checks() {
  KYOTEN_ASSERT(topology_.check.has_value() && !checks_);
  const auto& check = *topology_.check;
  const auto mac = [&](std::size_t node) { return topology_.nodes[node].macs.front(); };
  const auto address = [&](std::size_t node) {
    return nodes_[node]->address().value_or(Ipv4Prefix{});
  };
  auto settings =
      checks_between(mac(check.from), address(check.from), mac(check.to), address(check.to));
  settings.vlan_id = check.vlan_id;
  checks_ = std::make_unique<CheckRun>(settings);
  std::vector<Probe> probes;
  checks_->start(machine_now(), probes);
  send_probes(probes);
}

std::vector<TunnelState> RunningLab::tunnels() const {
  std::vector<TunnelState> all;
  for (auto& node : nodes_) {
    if (node) all.insert(all.end(), node->tunnels().begin(), node->tunnels().end());
  }
  return all;
}

LabResult RunningLab::result() const {
  LabResult result;
  result.name = topology_.name;
  result.tunnels_up = ready();
  result.took = machine_now() - start_;
  result.events = events_;
  result.capture = settings_.capture.string();
  result.tunnels = tunnels();
  for (auto& node : nodes_) {
    if (node && !node->telnet().empty())
      result.consoles.push_back({node->node().name, node->telnet()});
  }
  if (checks_ && checks_->finished()) {
    result.checks_run = true;
    result.checks = checks_->results();
  }
  result.passed = all_well(result, topology_.check.has_value());
  return result;
}

std::string RunningLab::write_captures() {
  if (settings_.capture.empty()) return {};
  for (auto& wire : wires_) wire->flush_capture();
  KeyFiles keys;
  for (auto& node : topology_.nodes) {
    if (node.kind != NodeKind::router) continue;
    keys.add_directory(keys_of(node));
    keys.add_configuration(node.configuration);
  }
  return keys.write(settings_.capture);
}

void RunningLab::stop() {
  if (std::exchange(stopped_, true)) return;
  on_event_ = nullptr;  // that processes end now is no news
  for (auto& node : nodes_) {
    if (node) node->ask_to_stop();
  }
  const auto until = machine_now() + kTimeToStop;
  while (machine_now() < until &&
         std::ranges::any_of(nodes_, [](auto& node) { return node && node->running(); })) {
    // What routers tell each other at the end still goes over the wires.
    for (auto& wire : wires_) wire->want(poll_);
    poll_.wait(std::min(until, machine_now() + std::chrono::milliseconds(5)));
    for (auto& wire : wires_) wire->pump(poll_, pool_);
  }
}

}  // namespace kyoten::lab
