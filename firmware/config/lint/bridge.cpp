// Bridges: members, and where their addresses belong.
#include <algorithm>

#include "firmware/config/lint/rules.hpp"

namespace kyoten::config::lint {
namespace {

std::optional<std::uint32_t> tunnel_number(std::string_view interface) {
  if (!interface.starts_with("tunnel")) return std::nullopt;
  std::uint32_t number = 0;
  for (char c : interface.substr(6)) {
    if (c < '0' || c > '9') return std::nullopt;  // a range of other models
    number = number * 10 + static_cast<std::uint32_t>(c - '0');
  }
  return number;
}

bool is_member(const Facts& facts, std::string_view interface) {
  for (auto* line : facts.all("bridge member")) {
    for (auto* member : line->all("INTERFACE")) {
      if (member->text == interface) return true;
      // Ranges of tunnels may hold it.
      if (member->text.find('-') != std::string::npos && interface.starts_with("tunnel"))
        return true;
    }
  }
  return false;
}

void tunnel_outside(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    const auto name = "tunnel" + std::to_string(number);
    if (!tunnel.is_l2tpv3() || is_member(facts, name)) continue;
    report.add(*tunnel.encapsulated,
               "L2TPv3 carries the frames of a bridge, and " + name + " is a member of none.",
               {"bridge member bridge1 lan1 " + name});
  }
}

void member_tunnel(const Facts& facts, Report& report) {
  for (auto* line : facts.all("bridge member")) {
    for (auto* member : line->all("INTERFACE")) {
      const auto number = tunnel_number(member->text);
      if (!number) continue;
      const auto found = facts.tunnels().find(*number);
      if (found == facts.tunnels().end()) {
        if (!facts.has_tunnel(*number))
          report.add(*line, member->text + " is a member of the bridge, but is not set up.",
                     in_tunnel_block(*number, {"tunnel encapsulation l2tpv3"}));
      } else if (!found->second.is_l2tpv3()) {
        report.add(*line,
                   "Only L2TPv3 carries frames: " + member->text + " is encapsulated by " +
                       found->second.encapsulation + ", so the bridge cannot reach through it.",
                   in_tunnel_block(*number, {"tunnel encapsulation l2tpv3"}));
      }
    }
  }
}

void member_address(const Facts& facts, Report& report) {
  for (auto id : {"ip interface address", "ipv6 interface address"}) {
    for (auto* line : facts.all(id)) {
      const auto interface = interface_of(*line);
      for (auto* bridge : facts.all("bridge member")) {
        const auto members = bridge->all("INTERFACE");
        const bool found = std::any_of(members.begin(), members.end(),
                                       [&](auto* one) { return one->text == interface; });
        if (!found) continue;
        auto moved = line->text;
        moved = with(moved, " " + interface + " ", " " + bridge->text_of("BRIDGE_INTERFACE") + " ");
        report.change(*line,
                      interface + " is a member of " + bridge->text_of("BRIDGE_INTERFACE") +
                          " and so has no address of its own: the bridge has it.",
                      moved);
      }
    }
  }
}

constexpr Rule kRules[] = {
    {"l2tpv3-outside-bridge", Severity::warning, "an L2TPv3 tunnel that is in no bridge",
     tunnel_outside},
    {"bridge-member-tunnel", Severity::warning,
     "a bridge member that is no L2TPv3 tunnel, or not set up", member_tunnel},
    {"bridge-member-address", Severity::warning, "an address on a member of a bridge",
     member_address},
};

}  // namespace

std::span<const Rule> bridge_rules() { return kRules; }

}  // namespace kyoten::config::lint
