// CheckRun: sends each probe from one host to another and measures what becomes of it. Sans-IO:
// reports of the hosts, frames of the wan wire and time come in; probes to send and results come
// out.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "platform/lab/probe.hpp"
#include "platform/lab/wan_frame.hpp"

namespace kyoten::lab {

struct CheckSettings {
  MacAddress from_mac;
  MacAddress to_mac;
  Ipv4Address from_address;
  Ipv4Address to_address;
  /// The hosts are in two networks: frames of each come from the router before the other, and so with its MAC.
  bool routed = false;
  std::uint16_t vlan_id = 10;
  std::vector<ProbeKind> probes{kBridgedProbes.begin(), kBridgedProbes.end()};
  int attempts = 3;                             ///< a lost frame is not yet a closed path
  Duration patience = std::chrono::seconds(1);  ///< for each attempt
  /// Between two checks, so that what still is under way on the wan counts for the right one.
  Duration pause = std::chrono::milliseconds(20);
};

struct CheckResult {
  ProbeKind kind{};
  bool passed = false;
  std::string reason;  ///< why it did not pass, in plain words
  std::string note;    ///< what else it showed: "path MTU 1280"
  int attempts = 0;
  std::optional<Duration> there;     ///< from the prober's port to the other host
  std::optional<Duration> and_back;  ///< until the answer arrived, if there is one
  std::size_t frame_bytes = 0;
  std::size_t answer_bytes = 0;
  WanCost wan;  ///< both directions
};

/// The checks between two hosts: of a bridge if they are in one network, else of what is routed.
CheckSettings checks_between(MacAddress from_mac, Ipv4Prefix from, MacAddress to_mac, Ipv4Prefix to);

enum class Side : std::uint8_t { from, to };

class CheckRun {
 public:
  explicit CheckRun(CheckSettings settings)
      : settings_(std::move(settings)),
        clear_text_(settings_.from_address, settings_.to_address) {}

  /// The next probes to send are appended to `probes`.
  void start(Instant now, std::vector<Probe>& probes);
  void report(Side side, const Report& report, Instant now);
  void expire(Instant now, std::vector<Probe>& probes);
  [[nodiscard]] std::optional<Instant> deadline() const;
  /// Time is up: the check under way and those that were not tried have failed.
  void give_up(Instant now);
  /// Every frame that passes the wan wire, each once.
  void wan_frame(ByteView frame) { meter_.count(frame); }

  /// Every frame of the wires between the routers, each once.
  void outside_frame(ByteView frame) { clear_text_.look(frame); }

  [[nodiscard]] bool finished() const { return finished_; }
  [[nodiscard]] bool all_passed() const;
  [[nodiscard]] const std::vector<CheckResult>& results() const { return results_; }

 private:
  enum class Step : std::uint8_t { idle, waiting, pausing };

  void begin_check(Instant now, std::vector<Probe>& probes);
  void attempt(Instant now, std::vector<Probe>& probes);
  void judge_clear_text(Instant now);
  void hear_too_big(std::uint16_t mtu_bytes, Instant now);
  [[nodiscard]] bool complete() const;
  [[nodiscard]] bool comes_from(const Report& report, MacAddress host) const;
  void end_check(Instant now);
  void take_cost();

  CheckSettings settings_;
  std::vector<CheckResult> results_;
  std::size_t next_ = 0;
  Step step_ = Step::idle;
  bool finished_ = false;
  std::optional<Instant> deadline_;
  std::uint32_t token_ = 0;
  std::uint16_t packet_bytes_ = 0;  ///< full_packet: what fits, as far as is known
  bool smaller_at_once_ = false;    ///< full_packet: the next attempt is not for a loss
  // Of the attempt under way. Two processes report over two sockets, so they may come in any order.
  std::optional<Instant> sent_;
  std::optional<Instant> seen_;
  std::optional<Instant> answered_;
  WanMeter meter_;
  ClearTextWatch clear_text_;
  WanCost before_;
};

}  // namespace kyoten::lab
