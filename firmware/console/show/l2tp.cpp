// `show status l2tp [tunnel N]`.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

std::string_view state_text(l2tp::ControlState state) {
  constexpr std::string_view kTexts[] = {"idle", "wait-ctl-reply", "wait-ctl-conn", "established",
                                         "closing"};
  return kTexts[static_cast<std::size_t>(state)];
}
std::string_view state_text(l2tp::SessionState state) {
  constexpr std::string_view kTexts[] = {"idle", "wait-reply", "wait-connect", "established"};
  return kTexts[static_cast<std::size_t>(state)];
}
std::string_view up_down(bool up) { return up ? "UP" : "DOWN"; }

bool has_session(const l2tp::TunnelStatus& tunnel) {
  return tunnel.session != l2tp::SessionState::idle;
}

void print_control(const View& view, const l2tp::TunnelStatus& tunnel, Lines& lines) {
  auto row = [&](std::string_view en, std::string_view ja, const auto& value) {
    lines.push_back(fmt::format("  {}: {}", view.word(en, ja), value));
  };
  row("Tunnel State", "トンネルの状態", state_text(tunnel.state));
  row("Version", "バージョン", "L2TPv3");
  row("Local Tunnel ID", "自機側トンネルID", number(tunnel.local));
  row("Remote Tunnel ID", "相手側トンネルID", number(tunnel.remote));
  row("Local IP Address", "自機側IPアドレス", tunnel.local_endpoint.address.text());
  row("Remote IP Address", "相手側IPアドレス", tunnel.remote_endpoint.address.text());
  row("Local Source Port", "自機側送信元ポート", tunnel.local_endpoint.port);
  row("Remote Source Port", "相手側送信元ポート", tunnel.remote_endpoint.port);
  row("Vendor", "ベンダ名", tunnel.vendor);
  row("Hostname", "ホスト名", tunnel.host_name);
  lines.push_back(fmt::format("  Next Transmit sequence(Ns): {}", tunnel.next_send));
  lines.push_back(fmt::format("  Next Receive sequence(Nr) : {}", tunnel.next_receive));
  const auto sessions = count_of(has_session(tunnel) ? 1 : 0, "session");
  lines.push_back(view.english() ? fmt::format("  Tunnel has {}.", sessions)
                                 : fmt::format("  トンネル内のセッション数: {}", sessions));
}

void print_session(const View& view, const l2tp::TunnelStatus& tunnel, const TunnelStatus* traffic,
                   Lines& lines) {
  auto row = [&](std::string_view en, std::string_view ja, const auto& value) {
    lines.push_back(fmt::format("    {}: {}", view.word(en, ja), value));
  };
  lines.emplace_back(view.word("  Session Information", "  セッション情報:"));
  row("Session State", "セッションの状態", state_text(tunnel.session));
  row("Local Session ID", "自機側セッションID", number(tunnel.local_session));
  row("Remote Session ID", "相手側セッションID", number(tunnel.remote_session));
  lines.push_back(fmt::format("    Circuit Status {}:{} {}:{}", view.word("local", "自機側"),
                              up_down(tunnel.local_circuit_up), view.word("remote", "相手側"),
                              up_down(tunnel.remote_circuit_up)));
  const auto connected = duration_text(tunnel.connected, view.language);
  lines.push_back(view.english() ? "    " + connected + "  connection."
                                 : "    通信時間: " + connected);
  if (traffic == nullptr) return;
  row("Received", "受信", traffic_text(traffic->received_ipv4, view.language));
  row("Transmitted", "送信", traffic_text(traffic->transmitted_ipv4, view.language));
}

}  // namespace

Lines show_l2tp(const View& view) {
  const auto status = view.backend.l2tp_status();
  const auto traffic = view.backend.tunnels();
  std::size_t controls = 0;
  std::size_t sessions = 0;
  for (auto& tunnel : status.tunnels) {
    controls += tunnel.state != l2tp::ControlState::idle ? 1 : 0;
    sessions += has_session(tunnel) ? 1 : 0;
  }
  Lines lines{"------------------- L2TP INFORMATION -------------------",
              std::string(view.word("Number of control table using", "L2TP情報テーブル")),
              view.english()
                  ? fmt::format("  Tunnel Control: {}, Session Control: {}", controls, sessions)
                  : fmt::format("  L2TPトンネル数: {}, L2TPセッション数: {}", controls, sessions)};
  const auto wanted = view.number("TUNNEL_NUM");
  for (auto& tunnel : status.tunnels) {
    if (wanted && number(tunnel.tunnel) != *wanted) continue;
    lines.push_back(
        fmt::format("TUNNEL[{}]{}", number(tunnel.tunnel), view.word(" Information", ":")));
    print_control(view, tunnel, lines);
    if (!has_session(tunnel)) continue;
    auto counters = std::find_if(traffic.begin(), traffic.end(),
                                 [&](auto& t) { return t.tunnel == tunnel.tunnel; });
    print_session(view, tunnel, counters == traffic.end() ? nullptr : &*counters, lines);
  }
  return lines;
}

}  // namespace kyoten::console
