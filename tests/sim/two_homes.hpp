// The lab of examples/two-homes in virtual time, with what must hold at every moment watched on
// every wire:
//
//   no leak          nothing of a home's inner traffic is seen on a wire between routers, tunnel up
//   or not no reuse         no ESP packet of a site repeats an SPI's sequence number, also over
//   power cuts conservation     every packet that entered a router left it, was dropped with a
//   reason, or is held
//
// Both homes talk all the time, also before the tunnel stands and while it goes down.
#pragma once

#include <functional>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "platform/lab/virtual_lab.hpp"

namespace kyoten::sim_test {

/// Changes one line of a configuration file; the line must be there.
struct Edit {
  std::string node;
  std::string line;     ///< without indentation
  std::string instead;  ///< empty: the line is taken out; may be several lines
};

void apply(const Edit& edit, lab::Topology& topology);

struct Scenario {
  std::uint64_t seed = 1;
  decorate::Faults faults{.delay = std::chrono::milliseconds(2)};
  std::vector<Edit> edits = {};
};

class TwoHomes {
 public:
  static constexpr Duration kTick = std::chrono::milliseconds(200);

  explicit TwoHomes(const Scenario& scenario);

  [[nodiscard]] lab::VirtualLab& lab() { return lab_; }
  void run_for(Duration duration) { lab_.network().run_for(duration); }
  [[nodiscard]] bool up_within(Duration limit) { return lab_.run_until_tunnels_up(limit); }
  /// Until an answer to a ping that was sent after this call came back to pc-a.
  [[nodiscard]] bool ping_within(Duration limit);
  /// Of the routers with power, by node: "site-a tunnel 1: ...".
  [[nodiscard]] std::string sentences();
  void power_cut_for(std::string_view node, Duration duration);

  /// What was violated so far; empty if nothing.
  [[nodiscard]] const std::vector<std::string>& violations() const { return violations_; }
  /// Of every frame at each of its two ports, with time and place.
  [[nodiscard]] std::uint64_t trace_hash() const { return hash_; }
  [[nodiscard]] std::size_t esp_packets() const { return esp_packets_; }
  /// How many outbound SAs a site has used.
  [[nodiscard]] std::size_t spis(std::string_view site) const;

 private:
  void watch(const sim::SeenFrame& frame);
  void watch_wan(const sim::SeenFrame& frame);
  void watch_esp(const sim::SeenFrame& frame);
  void tick();
  void talk(std::string_view from, std::string_view to, lab::ProbeKind kind);
  void check_conservation();
  void violated(std::string what);

  lab::Topology topology_;
  lab::VirtualLab lab_;
  std::uint32_t next_token_ = 1;
  std::set<std::uint32_t> answered_;
  std::vector<std::string> violations_;
  std::map<std::pair<std::string, std::uint32_t>, std::set<std::uint32_t>> sequences_;
  std::size_t esp_packets_ = 0;
  std::uint64_t hash_ = 0xcbf29ce484222325u;
};

/// How many seeds each test of many tries: 12, or what KYOTEN_SIM_SEEDS says.
[[nodiscard]] std::uint64_t seeds();

}  // namespace kyoten::sim_test
