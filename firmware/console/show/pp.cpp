// `show status pp [N]`.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

using State = PpStatus::State;

std::string_view state_line(State state, bool english) {
  switch (state) {
    case State::no_line:
      return english ? "Current line status is disabled." : "回線は現在使用できません";
    case State::disabled:
      return english ? "Current PPPoE session status is disabled." : "PPPoEセッションは現在使用できません";
    case State::never_connected:
      return english ? "Current PPPoE session status is Offline, never connected." : "PPPoEセッションは一度も継っていません";
    case State::offline:
      return english ? "Current PPPoE session status is Offline." : "PPPoEセッションは継っていません";
    case State::connecting:
      return english ? "Current PPPoE session status is In connecting process." : "PPPoEセッションは接続処理中です";
    case State::connected:
      return english ? "Current PPPoE session status is Connected." : "PPPoEセッションは接続されています";
  }
  return {};
}

/// The share of a line of 100 Mbit/s, on the average since it was connected. What the device takes for the line's speed was
/// not seen.
std::string load_text(const dataplane::Traffic& traffic, std::chrono::seconds connected) {
  constexpr double kLineBitsASecond = 100e6;
  const auto seconds = static_cast<double>(std::max<std::int64_t>(connected.count(), 1));
  return fmt::format("{:.1f}%", static_cast<double>(traffic.bytes) * 8 / seconds / kLineBitsASecond * 100);
}

std::string_view name_of(ppp::Authentication method) { return method == ppp::Authentication::pap ? "PAP" : "CHAP"; }

std::string lcp_options(std::optional<ppp::Authentication> asked, bool magic, bool mru) {
  std::string text;
  if (asked) text += fmt::format(" {}", name_of(*asked));
  if (magic) text += " Magic-Number";
  if (mru) text += " MRU";
  return text;
}

void add_options(const PpStatus& pp, bool english, Lines& lines) {
  const auto& link = pp.link;
  lines.push_back(english ? "PPP Cofigure Options" : "PPPオプション");  // spelled so by the device
  // An option is the side's that asks for it: who wants a name is who has "CHAP" on his side.
  lines.push_back(fmt::format("    LCP Local:{}, Remote:{}", lcp_options(link.asks_for, link.local_magic, link.local_mru),
                              lcp_options(link.authenticates_by, link.remote_magic, link.remote_mru)));
  std::string local = link.local_address_option ? " IP-Address" : "";
  constexpr std::string_view kServers[] = {"Primary", "Secondary"};
  for (std::size_t i = 0; i < std::min<std::size_t>(link.name_servers.size(), 2); ++i)
    local += fmt::format(" {}-DNS({})", kServers[i], link.name_servers[i].text());
  lines.push_back(fmt::format("    IPCP Local:{}, Remote:{}", local, link.remote_address_option ? " IP-Address" : ""));
  lines.push_back(fmt::format("    PP IP Address Local: {}, Remote: {}", link.local_address.text(), link.remote_address.text()));
  lines.emplace_back("    CCP: None");  // no compression is ever agreed on
}

void print(const View& view, const PpStatus& pp, Lines& lines) {
  const bool english = view.english();
  lines.push_back(fmt::format("PP[{:02}]:", number(pp.pp)));
  lines.push_back(english ? "Description: " + pp.description : "説明:" + (pp.description.empty() ? "" : " " + pp.description));
  lines.emplace_back(state_line(pp.state, english));
  if (pp.state != State::connected) return;
  lines.push_back(fmt::format("{}: {}", english ? "Access Concentrator" : "接続相手", pp.access_concentrator));
  const auto duration = duration_text(pp.connected, view.language);
  lines.push_back(english ? duration + "  connection." : "通信時間: " + duration);
  const auto traffic = [&](std::string_view label, const dataplane::Traffic& counted) {
    lines.push_back(fmt::format("{}: {}  {}: {}", label, traffic_text(counted, view.language), english ? "Load" : "負荷",
                                load_text(counted, pp.connected)));
  };
  traffic(english ? "Received" : "受信", pp.received);
  traffic(english ? "Transmitted" : "送信", pp.transmitted);
  add_options(pp, english, lines);
}

}  // namespace

Lines show_pp(const View& view) {
  Lines lines;
  const auto wanted = view.number("PEER_NUM");
  for (auto& pp : view.backend.pps()) {
    if (!wanted || number(pp.pp) == *wanted) print(view, pp, lines);
  }
  if (lines.empty() && wanted) {
    PpStatus none;
    none.pp = PpId{static_cast<std::uint16_t>(*wanted)};
    print(view, none, lines);
  }
  return lines;
}

}  // namespace kyoten::console
