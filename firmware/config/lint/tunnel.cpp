// Tunnel interfaces: what keeps one from ever coming up, whatever protocol is inside.
#include "firmware/config/layout.hpp"
#include "firmware/config/lint/rules.hpp"

namespace kyoten::config::lint {
namespace {

std::string number_text(const Tunnel& tunnel) { return std::to_string(tunnel.number); }

void not_enabled(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    // Who wrote `tunnel disable` meant it.
    bool meant = false;
    for (auto* line : facts.all("tunnel disable"))
      meant |= line->text_of("TUNNEL_NUM") == std::to_string(number);
    if (tunnel.enabled || meant) continue;
    report.add(*tunnel.first,
               "tunnel " + number_text(tunnel) +
                   " is set up, but a tunnel does nothing before it is enabled.",
               {"tunnel enable " + number_text(tunnel)});
  }
}

void enabled_but_empty(const Facts& facts, Report& report) {
  for (auto* line : facts.all("tunnel enable")) {
    const auto text = line->text_of("TUNNEL_NUM");
    const auto number = whole_number(text);
    if (!number || facts.has_tunnel(*number)) continue;  // `all` and ranges name no single tunnel
    report.add(*line, "tunnel " + text +
                          " is enabled, but nothing says what it is: no encapsulation, no policy, "
                          "no end point.");
  }
}

void without_policy(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    if (!tunnel.needs_policy() || tunnel.bound != nullptr) continue;
    // `tunnel endpoint ...` alone, without encapsulation, has its own rule.
    report.add(*tunnel.first,
               "tunnel " + number_text(tunnel) + " is encapsulated by " + tunnel.encapsulation +
                   ", which needs an IPsec policy, and none is bound to it.",
               in_tunnel_block(number, {"ipsec tunnel POLICY_ID"}));
  }
}

/// The policy that the file defines right below `ipsec tunnel`, if no other tunnel has it: the one
/// that is meant, under another number.
const Statement* policy_below(const Facts& facts, const Tunnel& tunnel) {
  const Statement* nearest = nullptr;
  for (auto* policy : facts.all("ipsec sa policy")) {
    const bool below = policy->line > tunnel.bound->line;
    if (below && (nearest == nullptr || policy->line < nearest->line)) nearest = policy;
  }
  if (nearest == nullptr) return nullptr;
  const auto id = unsigned_operand(*nearest, "POLICY_ID");
  for (auto& [number, other] : facts.tunnels()) {
    const bool between = other.bound != nullptr && other.bound->line > tunnel.bound->line &&
                         other.bound->line < nearest->line;
    if (other.policy == id || between) return nullptr;
  }
  return nearest;
}

void policy_undefined(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    if (!tunnel.policy || facts.policy(*tunnel.policy) != nullptr) continue;
    const auto id = std::to_string(*tunnel.policy);
    const auto reason = "tunnel " + number_text(tunnel) + " uses policy " + id +
                        ", which is not defined, so no key exchange takes place.";
    if (const auto* meant = policy_below(facts, tunnel)) {
      report.change(*tunnel.bound, reason, "ipsec tunnel " + meant->text_of("POLICY_ID"));
    } else {
      report.add(*tunnel.bound, reason,
                 {"ipsec sa policy " + id + " GATEWAY_ID esp aes-cbc sha-hmac"});
    }
  }
}

void ipip_without_end(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    if (tunnel.encapsulation != "ipip") continue;
    const bool has_end = facts.in_tunnel(number, "tunnel endpoint address") ||
                         facts.in_tunnel(number, "tunnel endpoint name") ||
                         facts.in_tunnel(number, "tunnel endpoint remote address");
    if (has_end) continue;
    report.add(*tunnel.first,
               "tunnel " + number_text(tunnel) + " is IPIP, and nothing says where its packets go.",
               in_tunnel_block(number, {"tunnel endpoint address REMOTE_ADDRESS"}));
  }
}

void end_of_ipsec(const Facts& facts, Report& report) {
  for (auto& [number, tunnel] : facts.tunnels()) {
    const auto* end = facts.in_tunnel(number, "tunnel endpoint address");
    if (tunnel.encapsulation != "ipsec" || end == nullptr || tunnel.bound == nullptr) continue;
    report.add(*end,
               "A tunnel of encapsulation ipsec goes to its gateway's address; `tunnel endpoint "
               "address` has no effect on it.");
  }
}

constexpr Rule kRules[] = {
    {"tunnel-not-enabled", Severity::warning, "a tunnel without `tunnel enable`", not_enabled},
    {"tunnel-empty", Severity::warning, "`tunnel enable` of a tunnel that nothing sets up",
     enabled_but_empty},
    {"tunnel-without-policy", Severity::warning, "ipsec, l2tp and l2tpv3 without an `ipsec tunnel`",
     without_policy},
    {"tunnel-policy-undefined", Severity::warning,
     "`ipsec tunnel` naming a policy without `ipsec sa policy`", policy_undefined},
    {"tunnel-without-end", Severity::warning, "ipip without an end point", ipip_without_end},
    {"tunnel-end-unused", Severity::advice,
     "`tunnel endpoint address` where the encapsulation is ipsec", end_of_ipsec},
};

}  // namespace

std::span<const Rule> tunnel_rules() { return kRules; }

}  // namespace kyoten::config::lint
