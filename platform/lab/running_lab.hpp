// RunningLab: a lab in real time. One process for each router (`kyoten run`) and host (`kyoten
// host`), the wires between them through this one, everything below a run directory and without
// privilege. It is driven by `work`, which serves wires and nodes until something is decided.
#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "platform/lab/checks.hpp"
#include "platform/lab/key_files.hpp"
#include "platform/lab/node_process.hpp"
#include "platform/lab/result.hpp"
#include "platform/lab/run_directory.hpp"
#include "platform/lab/stop_signals.hpp"
#include "platform/lab/topology.hpp"
#include "platform/lab/wire_relay.hpp"

namespace kyoten::lab {

struct RunningSettings {
  std::string program;            ///< kyoten itself
  std::filesystem::path capture;  ///< directory for captures and keys; empty: none
  std::string faults;      ///< `kyoten run --fault` of each wire between routers; empty: none
  std::uint64_t seed = 1;  ///< of the faults
};

class RunningLab {
 public:
  static constexpr std::size_t kPoolBuffers = 256;
  static constexpr Duration kTimeToStop = std::chrono::seconds(2);
  static constexpr Duration kFlushInterval = std::chrono::seconds(1);
  /// Events kept for the result; a lab that stays up for a week tells more than anybody reads.
  static constexpr std::size_t kMostEvents = 10000;

  using EventSink = std::function<void(const NodeEvent&)>;

  /// The topology and `stop` outlive the lab.
  static Result<std::unique_ptr<RunningLab>, std::string> start(const Topology& topology,
                                                                RunningSettings settings,
                                                                StopSignals& stop,
                                                                EventSink on_event);
  ~RunningLab();  ///< stops it
  RunningLab(const RunningLab&) = delete;
  RunningLab& operator=(const RunningLab&) = delete;

  enum class Pause : std::uint8_t { done, time, signal };
  /// Serves everything until `done` holds (asked after each round), `until` has come, or a signal
  /// wants the end.
  Pause work(const std::function<bool()>& done, std::optional<Instant> until);

  /// Every tunnel of every router is up, every host has its address.
  [[nodiscard]] bool ready() const;
  [[nodiscard]] bool some_node_ended() const;
  /// Every router told where its console is.
  [[nodiscard]] bool consoles_known() const;
  /// Only when ready, and once.
  void begin_checks();
  [[nodiscard]] bool checks_finished() const { return checks_ && checks_->finished(); }
  void give_up_checks() { checks_->give_up(machine_now()); }

  [[nodiscard]] Instant started() const { return start_; }
  [[nodiscard]] std::vector<TunnelState> tunnels() const;
  [[nodiscard]] LabResult result() const;
  /// Brings captures and keys to their files. Empty, or why it cannot.
  [[nodiscard]] std::string write_captures();
  /// Asks every process to end, and waits for a moment until it has.
  void stop();

 private:
  RunningLab(const Topology& topology, RunningSettings settings, StopSignals& stop,
             EventSink on_event)
      : topology_(topology),
        settings_(std::move(settings)),
        stop_(stop),
        on_event_(std::move(on_event)),
        start_(machine_now()) {}

  [[nodiscard]] std::string make_wires();
  [[nodiscard]] std::string start_capture(std::size_t link);
  [[nodiscard]] std::string start_node(std::size_t index);
  /// Switches on what is due. Empty, or why that cannot be done.
  [[nodiscard]] std::string start_due_nodes();
  [[nodiscard]] std::optional<Instant> next_start() const;
  [[nodiscard]] std::vector<std::string> router_arguments(const TopologyNode& node,
                                                          std::size_t index) const;
  [[nodiscard]] std::vector<std::string> arguments(std::size_t node) const;
  [[nodiscard]] std::vector<std::string> provider_arguments(const TopologyNode& node, std::size_t index) const;
  [[nodiscard]] std::vector<std::string> host_arguments(const TopologyNode& node,
                                                        std::size_t index) const;
  [[nodiscard]] std::filesystem::path keys_of(const TopologyNode& node) const;
  /// One round: waits, and does what there is to do.
  void turn(std::optional<Instant> until);
  void serve_nodes();
  void serve_checks(std::size_t node, const std::vector<Report>& reports);
  void send_probes(std::vector<Probe>& probes);
  void tell(NodeEvent event);

  const Topology& topology_;
  RunningSettings settings_;
  StopSignals& stop_;
  EventSink on_event_;
  Instant start_;
  PacketPool pool_{kPoolBuffers};
  PollSet poll_;
  std::unique_ptr<RunDirectory> directory_;
  std::vector<std::unique_ptr<WireRelay>> wires_;    ///< by link
  std::vector<std::unique_ptr<NodeProcess>> nodes_;  ///< by node; null until it is switched on
  bool start_failed_ = false;
  std::unique_ptr<CheckRun> checks_;
  Instant next_flush_;
  std::vector<NodeEvent> events_;
  bool stopped_ = false;
};

}  // namespace kyoten::lab
