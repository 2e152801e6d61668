// Two ends and the tunnel itself: its kind, and what L2TPv3 compares.
#include "firmware/config/lint/peer_rules.hpp"

namespace kyoten::config::lint {
namespace {

bool both_l2tpv3(const End& x, const End& y) {
  return x.tunnel.is_l2tpv3() && y.tunnel.is_l2tpv3();
}

void encapsulation(const End& x, const End& y, PeerReport& report) {
  if (x.tunnel.encapsulation == y.tunnel.encapsulation) return;
  report.add(Effect::keeps_down, "encapsulation", said(x.tunnel.encapsulated, "not set (ipsec)"),
             said(y.tunnel.encapsulated, "not set (ipsec)"),
             "The tunnel is of a different kind at each end.");
}

void enabled(const End& x, const End& y, PeerReport& report) {
  if (x.tunnel.enabled == y.tunnel.enabled) return;
  const auto tell = [](const End& end) {
    return Said{
        end.tunnel.enabled ? "tunnel enable " + std::to_string(end.tunnel.number) : "not enabled",
        0};
  };
  report.add(Effect::keeps_down, "in service", tell(x), tell(y),
             "The tunnel is enabled at one end only.");
}

void router_id(const End& x, const End& y, PeerReport& report) {
  if (!both_l2tpv3(x, y)) return;
  constexpr std::string_view kLocal = "l2tp local router-id";
  constexpr std::string_view kRemote = "l2tp remote router-id";
  const auto ours = x.tunnel_word(kLocal, "IPV4_ADDRESS", "0.0.0.0");
  const auto theirs = y.tunnel_word(kRemote, "IPV4_ADDRESS", "0.0.0.0");
  if (ours == theirs) return;
  const bool swapped = ours == y.tunnel_word(kLocal, "IPV4_ADDRESS", "0.0.0.0");
  report.add(Effect::keeps_down, "router-id", said(x.in_tunnel(kLocal), "not set (0.0.0.0)"),
             said(y.in_tunnel(kRemote), "not set (0.0.0.0)"),
             swapped ? "Local at one end is remote at the other; here one end has them swapped."
                     : "What one end calls its local router-id must be the other's remote one.");
}

void end_id(const End& x, const End& y, PeerReport& report) {
  if (!both_l2tpv3(x, y)) return;
  const auto ours = x.tunnel_word("l2tp remote end-id", "END_ID", "");
  const auto theirs = y.tunnel_word("l2tp remote end-id", "END_ID", "");
  if (ours == theirs) return;
  report.add(Effect::keeps_down, "end-id", said(x.in_tunnel("l2tp remote end-id")),
             said(y.in_tunnel("l2tp remote end-id")), "Both ends must set the same remote end-id.");
}

void authentication(const End& x, const End& y, PeerReport& report) {
  if (!both_l2tpv3(x, y)) return;
  constexpr std::string_view kAuth = "l2tp tunnel auth";
  const bool ours = x.tunnel_word(kAuth, "SWITCH", "off") == "on";
  const bool theirs = y.tunnel_word(kAuth, "SWITCH", "off") == "on";
  if (!ours && !theirs) return;
  const auto password = [&](const End& end) {
    return end.tunnel_word(kAuth, "PASSWORD", "RTX810");
  };
  if (ours == theirs && password(x) == password(y)) return;
  report.add(Effect::keeps_down, "L2TP authentication", said(x.in_tunnel(kAuth), "not set (off)"),
             said(y.in_tunnel(kAuth), "not set (off)"),
             ours != theirs ? "Only one end asks for a password."
                            : "The passwords differ; without one the model's name counts.");
}

void nobody_calls(const End& x, const End& y, PeerReport& report) {
  if (!both_l2tpv3(x, y)) return;
  const auto calls = [](const End& end) {
    return end.in_tunnel("tunnel endpoint address") || end.in_tunnel("tunnel endpoint name");
  };
  if (calls(x) || calls(y)) return;
  report.add(Effect::keeps_down, "who calls", said(nullptr), said(nullptr),
             "Neither end has a `tunnel endpoint address`, so neither calls the other by L2TP.");
}

/// The IPIP end that `x` sends from must be the one that `y` sends to.
void end_points(const End& x, const End& y, PeerReport& report) {
  if (x.tunnel.encapsulation != "ipip" || y.tunnel.encapsulation != "ipip") return;
  const auto* ours = x.in_tunnel("tunnel endpoint address");
  const auto* theirs = y.in_tunnel("tunnel endpoint address");
  if (ours == nullptr || theirs == nullptr || !ours->has("LOCAL")) return;
  if (ours->text_of("LOCAL") == theirs->text_of("REMOTE")) return;
  report.add(Effect::keeps_down, "end points", said(ours), said(theirs),
             "One end sends from an address that is not the one the other sends to.");
}

void packet_size(const End& x, const End& y, PeerReport& report) {
  struct Setting {
    std::string_view subject;
    std::string_view command;
    std::string_view operand;
  };
  for (auto& [subject, command, operand] :
       {Setting{"MTU", "ip interface mtu", "MTU2"},
        Setting{"MSS limit", "ip interface tcp mss limit", "MSS"}}) {
    if (x.tunnel.is_l2tpv3() && y.tunnel.is_l2tpv3()) continue;  // has no effect there
    const auto ours = x.tunnel_word(command, operand, "");
    const auto theirs = y.tunnel_word(command, operand, "");
    if (ours == theirs) continue;
    report.add(Effect::note, std::string(subject), said(x.in_tunnel(command)),
               said(y.in_tunnel(command)),
               "The ends differ; packets are cut differently in each direction.");
  }
}

constexpr PeerRule kRules[] = {
    {"peer-encapsulation", "kinds of tunnel", false, encapsulation},
    {"peer-enabled", "a tunnel enabled at one end only", false, enabled},
    {"peer-router-id", "L2TPv3 router-ids, which cross", true, router_id},
    {"peer-end-id", "L2TPv3 end-ids", false, end_id},
    {"peer-tunnel-auth", "L2TP authentication and its password", false, authentication},
    {"peer-nobody-calls", "whether one end calls by L2TP", false, nobody_calls},
    {"peer-end-points", "IPIP end points", true, end_points},
    {"peer-mtu", "MTU and MSS", false, packet_size},
};

}  // namespace

std::span<const PeerRule> peer_tunnel_rules() { return kRules; }

}  // namespace kyoten::config::lint
