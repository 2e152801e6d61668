// What a run of a lab found out, as values: rendered for people by render.hpp, for programs as
// JSON.
#pragma once

#include <algorithm>
#include <optional>
#include <string>
#include <vector>

#include "platform/lab/checks.hpp"

namespace kyoten::lab {

/// Something a node told: "booted", "address_acquired", "ike_phase1", ... (router::Milestone).
struct NodeEvent {
  Duration at{};  ///< since the lab started
  std::string node;
  std::string milestone;
  std::string subject;  ///< "lan2", "tunnel1"
  std::string detail;
};

struct TunnelState {
  std::string node;
  unsigned tunnel = 0;
  bool up = false;
  std::string sentence;  ///< "up for 3 s", or what its negotiation is stuck at
  bool operator==(const TunnelState&) const = default;
};

struct ConsoleAddress {
  std::string node;
  std::string telnet;  ///< "127.0.0.1:40123"
};

struct LabResult {
  std::string name;
  std::optional<std::uint64_t> seed;  ///< virtual time only
  bool tunnels_up = false;
  bool checks_run = false;
  bool passed = false;
  Duration took{};
  std::vector<NodeEvent> events;
  std::vector<TunnelState> tunnels;
  std::vector<CheckResult> checks;
  std::vector<ConsoleAddress> consoles;  ///< real time only
  std::string capture;                   ///< directory; empty: none was asked for
};

/// All tunnels up, and every check that was to run has passed.
inline bool all_well(const LabResult& result, bool checks_wanted) {
  if (!result.tunnels_up) return false;
  if (!checks_wanted) return true;
  return result.checks_run && !result.checks.empty() &&
         std::all_of(result.checks.begin(), result.checks.end(),
                     [](auto& check) { return check.passed; });
}

}  // namespace kyoten::lab
