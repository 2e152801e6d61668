// `show status lan1`, `lan2`, `bridge1`.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

/// Values stand behind this column.
constexpr int kLabelColumns = 32;
/// Jacks of the RTX810's switch at lan1. Our lan1 is one wire: the first of them.
constexpr int kLan1Ports = 4;

const dataplane::InterfaceStatus* status_of(const std::vector<dataplane::InterfaceStatus>& all,
                                            std::string_view name) {
  for (auto& status : all) {
    if (status.name == name) return &status;
  }
  return nullptr;
}

class Sheet {
 public:
  explicit Sheet(const View& view) : view_(view) {}
  void row(std::string_view en, std::string_view ja, const std::string& value) {
    lines.push_back(pad_right(view_.word(en, ja), kLabelColumns) + value);
  }
  Lines lines;

 private:
  const View& view_;
};

void add_addresses(Sheet& sheet, const dataplane::InterfacePlan& plan,
                   const config::Interface* configured) {
  if (plan.addresses.empty()) {
    sheet.row("IP Address:", "IPアドレス:", "");
    return;
  }
  const bool dhcp = configured != nullptr && configured->dhcp;
  bool first = true;
  for (auto& address : plan.addresses) {
    sheet.row(first ? "IP Address:" : "", first ? "IPアドレス:" : "",
              address.text() + (dhcp && first ? " (DHCP)" : ""));
    first = false;
  }
}

void add_link(Sheet& sheet, const dataplane::InterfacePlan& plan) {
  const std::string up = "Auto Negotiation (1000BASE-T Full Duplex)";
  const std::string down = "Auto Negotiation (Link Down)";
  if (plan.name != "lan1") {
    sheet.row("Operation mode setting:", "動作モード設定:", plan.enabled ? up : down);
    return;
  }
  sheet.row("Operation mode setting:", "動作モード設定:", "Type (Link status)");
  for (int port = 1; port <= kLan1Ports; ++port) {
    const auto label = fmt::format("               PORT{}:", port);
    sheet.row(label, label, plan.enabled && port == 1 ? up : down);
  }
}

void add_members(Sheet& sheet, const dataplane::Plan& plan,
                 const dataplane::InterfacePlan& bridge) {
  std::string members;
  for (auto& candidate : plan.bridges) {
    if (bridge.bridge != candidate.id) continue;
    for (auto member : candidate.members) {
      members +=
          (members.empty() ? "" : ", ") + interface_label(plan.interfaces.at(number(member)).name);
    }
  }
  sheet.row("Member interface:", "収容インタフェース:", members);
}

std::string traffic(const View& view, const dataplane::Traffic& traffic) {
  return view.english() ? fmt::format("{} packets({} octets)", traffic.packets, traffic.bytes)
                        : fmt::format("{} パケット({} オクテット)", traffic.packets, traffic.bytes);
}

void add_counters(Sheet& sheet, const View& view, const dataplane::InterfaceStatus& status) {
  auto packets = [&](std::uint64_t count) {
    return fmt::format("{} {}", count, view.word("packets", "パケット"));
  };
  // Every packet takes the one path this router has.
  auto both = [&](std::uint64_t count) { return packets(count) + " / " + packets(count); };
  sheet.row("Transmitted:", "送信パケット:", traffic(view, status.transmitted));
  sheet.row(
      "  IPv4(all/fastpath):", "  IPv4(全体/ファストパス):", both(status.transmitted_ipv4.packets));
  sheet.row("  IPv6(all/fastpath):", "  IPv6(全体/ファストパス):", both(status.transmitted_ipv6.packets));
  sheet.row("Received:", "受信パケット:", traffic(view, status.received));
  sheet.row("  IPv4:", "  IPv4:", packets(status.received_ipv4.packets));
  sheet.row("  IPv6:", "  IPv6:", packets(status.received_ipv6.packets));
  sheet.row(
      "Unknown packets:", "未サポートパケットの受信:", std::to_string(status.unknown_packets));
}

}  // namespace

Lines show_interface(const View& view) {
  const auto name = view.statement.text_of("INTERFACE");
  const auto plan = view.backend.plan();
  const auto* planned = plan ? planned_interface(*plan, name) : nullptr;
  if (planned == nullptr) {
    return {
        std::string(grammar::error_prefix(view.language)) +
        std::string(grammar::message(grammar::MessageId::parameter_out_of_range, view.language))};
  }
  const auto* configured = configured_interface(view.backend, name);
  const bool port = planned->kind == dataplane::InterfaceKind::port;
  Sheet sheet(view);
  sheet.lines.push_back(interface_label(name));
  sheet.row("Description:", "説明:", configured != nullptr ? configured->description : "");
  add_addresses(sheet, *planned, configured);
  sheet.row("Ethernet Address:", "イーサネットアドレス:", planned->mac.text());
  if (port) add_link(sheet, *planned);
  if (planned->kind == dataplane::InterfaceKind::bridge) add_members(sheet, *plan, *planned);
  sheet.row("Maximum Transmission Unit(MTU):", "最大パケット長(MTU):",
            fmt::format("{} {}", planned->mtu_bytes, view.word("octets", "オクテット")));
  const bool promiscuous = port && planned->bridge;
  if (port) sheet.row("Promiscuous mode:", "プロミスキャスモード:", promiscuous ? "ON" : "OFF");
  const auto interfaces = view.backend.interfaces();
  if (const auto* status = status_of(interfaces, name)) add_counters(sheet, view, *status);
  return std::move(sheet.lines);
}

}  // namespace kyoten::console
