// examples/pppoe-lines in virtual time, with lines of its configuration files changed: what the tests of lines and of names share.
#pragma once

#include <algorithm>
#include <string>
#include <vector>

#include "tests/sim/two_homes.hpp"
#include "tests/support/source_tree.hpp"

namespace kyoten::sim_test {

inline lab::Topology pppoe_lines(const std::vector<Edit>& edits) {
  auto topology = *lab::load_topology(test::kSourceTree / "examples" / "pppoe-lines");
  for (auto& edit : edits) apply(edit, topology);
  return topology;
}

struct LineLab {
  explicit LineLab(lab::Topology with, decorate::Faults faults = {.delay = std::chrono::milliseconds(2)}, std::uint64_t seed = 1)
      : topology(std::move(with)), lab(topology, {.seed = seed, .faults = faults}) {
    lab.power_on();
  }

  [[nodiscard]] bool checks_pass() {
    const auto results = lab.run_checks();
    return std::ranges::all_of(results, [](auto& result) { return result.passed; });
  }
  [[nodiscard]] std::string sentence(std::string_view node) {
    for (auto& tunnel : lab.tunnels()) {
      if (tunnel.node == node) return tunnel.sentence;
    }
    return {};
  }
  /// What the command prints has the text in one of its lines.
  [[nodiscard]] bool says(std::string_view node, std::string_view line, std::string_view text) {
    const auto lines = lab.execute(node, line);
    return std::ranges::any_of(lines, [&](auto& row) { return row.find(text) != std::string::npos; });
  }
  [[nodiscard]] bool logged(std::string_view node, std::string_view text) { return says(node, "show log", text); }

  lab::Topology topology;
  lab::VirtualLab lab;
};

}  // namespace kyoten::sim_test
