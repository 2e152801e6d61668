// `show status tunnel [N|up|down|name=NAME]`.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

std::string_view type_of(config::Encapsulation encapsulation) {
  switch (encapsulation) {
    case config::Encapsulation::ipsec:
      return "IPsec";
    case config::Encapsulation::ipip:
      return "IP over IP";
    case config::Encapsulation::pptp:
      return "PPTP";
    case config::Encapsulation::l2tp:
      return "L2TP";
    case config::Encapsulation::l2tpv3_raw:
    case config::Encapsulation::l2tpv3:
      return "L2TPv3";
    case config::Encapsulation::ipudp:
      return "IP over UDP";
  }
  return "";
}

bool is_asked_for(const View& view, const TunnelStatus& tunnel) {
  if (auto wanted = view.number("TUNNEL_NUM")) return number(tunnel.tunnel) == *wanted;
  if (view.has_word("up")) return tunnel.online;
  if (view.has_word("down")) return !tunnel.online;
  if (const auto name = view.statement.text_of("name"); !name.empty())
    return tunnel.description == name;
  return true;
}

void print_english(const View& view, const TunnelStatus& tunnel, Lines& lines) {
  lines.push_back(fmt::format("TUNNEL[{}]: ", number(tunnel.tunnel)));
  lines.push_back("Description: " + tunnel.description);
  lines.push_back(fmt::format("  Interface type: {}", type_of(tunnel.encapsulation)));
  lines.push_back(fmt::format("  Current status is {}.", tunnel.online ? "Online" : "Offline"));
  if (tunnel.online) {
    if (tunnel.since) {
      lines.push_back("  from " + local_time(view.backend, *tunnel.since).date_time() + ".");
    }
    lines.push_back("  " + duration_text(tunnel.connected, view.language) + "  connection.");
  }
  lines.push_back("  Received:    (IPv4) " + traffic_text(tunnel.received_ipv4, view.language));
  lines.push_back("               (IPv6) " + traffic_text(tunnel.received_ipv6, view.language));
  lines.push_back("  Transmitted: (IPv4) " + traffic_text(tunnel.transmitted_ipv4, view.language));
  lines.push_back("               (IPv6) " + traffic_text(tunnel.transmitted_ipv6, view.language));
}

void print_japanese(const View& view, const TunnelStatus& tunnel, Lines& lines) {
  lines.push_back(fmt::format("TUNNEL[{}]:", number(tunnel.tunnel)));
  lines.push_back("説明:" + (tunnel.description.empty() ? "" : " " + tunnel.description));
  lines.push_back(fmt::format("  インタフェースの種類: {}", type_of(tunnel.encapsulation)));
  lines.push_back(
      fmt::format("  トンネルインタフェースは接続されてい{}", tunnel.online ? "ます" : "ません"));
  if (tunnel.online) {
    if (tunnel.since)
      lines.push_back("  開始: " + local_time(view.backend, *tunnel.since).date_time());
    lines.push_back("  通信時間: " + duration_text(tunnel.connected, view.language));
  }
  lines.push_back("  受信: (IPv4) " + traffic_text(tunnel.received_ipv4, view.language));
  lines.push_back("        (IPv6) " + traffic_text(tunnel.received_ipv6, view.language));
  lines.push_back("  送信: (IPv4) " + traffic_text(tunnel.transmitted_ipv4, view.language));
  lines.push_back("        (IPv6) " + traffic_text(tunnel.transmitted_ipv6, view.language));
}

}  // namespace

Lines show_tunnel(const View& view) {
  Lines lines;
  for (auto& tunnel : view.backend.tunnels()) {
    if (!is_asked_for(view, tunnel)) continue;
    view.english() ? print_english(view, tunnel, lines) : print_japanese(view, tunnel, lines);
  }
  return lines;
}

}  // namespace kyoten::console
