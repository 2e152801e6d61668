// NodeProcess: a router or host of a running lab: its process, its control socket, and what it told
// there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "platform/lab/child.hpp"
#include "platform/lab/line_socket.hpp"
#include "platform/lab/poll_set.hpp"
#include "platform/lab/probe.hpp"
#include "platform/lab/result.hpp"
#include "platform/lab/topology.hpp"

namespace kyoten::lab {

class NodeProcess {
 public:
  static constexpr Duration kConnectInterval = std::chrono::milliseconds(10);
  static constexpr Duration kStatusInterval = std::chrono::milliseconds(500);
  /// Never more tunnels than a router may have, whatever it says.
  static constexpr std::size_t kMostTunnels = 64;

  NodeProcess(const TopologyNode& node, Child child, std::filesystem::path control,
              std::filesystem::path log, Instant started)
      : node_(node),
        child_(std::move(child)),
        control_(std::move(control)),
        log_(std::move(log)),
        next_try_(started) {}

  /// What happened since the last call, for the lab.
  struct News {
    std::vector<NodeEvent> events;  ///< with `at` since `lab_start`
    std::vector<Report> reports;
  };
  void want(PollSet& poll) const;
  void serve(const PollSet& poll, Instant lab_start, News& news);
  [[nodiscard]] std::optional<Instant> deadline() const;

  void send(const Probe& probe);
  void ask_to_stop() { child_.ask_to_stop(); }
  [[nodiscard]] bool running() { return child_.running(); }

  /// A router: it told its tunnels, all are up. A host: it has an address and is listened to. A provider: it runs.
  [[nodiscard]] bool ready() const;
  [[nodiscard]] const std::vector<TunnelState>& tunnels() const { return tunnels_; }
  [[nodiscard]] std::optional<Ipv4Prefix> address() const { return address_; }
  /// Of a router: where telnet reaches its console, "127.0.0.1:40123"; empty until it told.
  [[nodiscard]] const std::string& telnet() const { return telnet_; }
  /// It is no more, although nobody asked it to stop.
  [[nodiscard]] bool ended() const { return ended_; }
  [[nodiscard]] const TopologyNode& node() const { return node_; }

 private:
  void connect(Instant now);
  void hear(const std::string& line, Instant lab_start, News& news);
  void hear_tunnels(const std::string& line, Instant lab_start, News& news);
  [[nodiscard]] std::string last_words() const;
  [[nodiscard]] std::string telnet_in_log() const;

  const TopologyNode& node_;
  Child child_;
  std::filesystem::path control_;
  std::filesystem::path log_;
  Instant zero_ = Instant::max();  ///< of the router's own clock
  Instant next_try_;               ///< to connect, or to ask for the status
  bool ended_ = false;
  std::unique_ptr<LineSocket> socket_;
  std::int64_t next_id_ = 1;
  bool told_tunnels_ = false;
  std::vector<TunnelState> tunnels_;
  std::optional<Ipv4Prefix> address_;
  std::string telnet_;
};

}  // namespace kyoten::lab
