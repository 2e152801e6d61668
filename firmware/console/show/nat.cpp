// `show nat descriptor address [N|all] [detail]`, in the form of firmware before the second
// compatibility type.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

using dataplane::NatSessionStatus;
using dataplane::NatStatus;

constexpr std::string_view kStars =
    "  -*-    -*-    -*-    -*-    -*-    -*-    -*-    -*-    -*-    -*-    -*-";
/// Sessions that one inner host may hold.
constexpr int kSessionLimit = 65534;
/// Rows of `detail`: a table may hold many thousands of sessions.
constexpr std::size_t kMostDetailRows = 4096;

/// "LAN2(1)": the interface, and which of its descriptors this one is.
std::string assigned_interface(const Backend& backend, const NatStatus& nat) {
  std::size_t place = 1;
  if (const auto plan = backend.plan()) {
    if (const auto* interface = planned_interface(*plan, nat.interface)) {
      for (std::size_t i = 0; i < interface->nat.size(); ++i) {
        if (interface->nat[i] == nat.descriptor) place = i + 1;
      }
    }
  }
  return fmt::format("{}({})", interface_label(nat.interface), place);
}

const dataplane::NatDescriptorPlan* descriptor_of(const dataplane::Plan* plan, NatDescriptorId id) {
  if (plan == nullptr) return nullptr;
  for (auto& descriptor : plan->nat) {
    if (descriptor.id == id) return &descriptor;
  }
  return nullptr;
}

std::string ranges_text(const dataplane::NatDescriptorPlan& descriptor) {
  std::string text;
  for (auto& range : descriptor.port_ranges) {
    text += fmt::format("{}{}-{}", text.empty() ? "" : ", ", range.first, range.last);
  }
  return text;
}

void print_hosts(const NatStatus& nat, Lines& lines) {
  struct Host {
    std::size_t sessions = 0;
    bool fixed = false;
  };
  std::map<Ipv4Address, Host> hosts;
  for (auto& session : nat.sessions) {
    auto& host = hosts[session.inner.address];
    ++host.sessions;
    host.fixed |= !session.remaining;
  }
  lines.emplace_back("      No.              Inner   Session Count           Limit         Type");
  int row = 0;
  for (auto& [address, host] : hosts) {
    lines.push_back(fmt::format("{:>8}{:>20}{:>16}{:>16}{:>16}", ++row, address.text(),
                                host.sessions, kSessionLimit, host.fixed ? "static" : "dynamic"));
  }
}

std::string protocol_text(std::uint8_t protocol) {
  switch (protocol) {
    case 1:
      return "ICMP";
    case 6:
      return "TCP";
    case 17:
      return "UDP";
    case 50:
      return "ESP";
    default:
      return std::to_string(protocol);
  }
}

std::string endpoint_text(const Ipv4Endpoint& endpoint) {
  if (endpoint.address.is_unspecified())
    return fmt::format("*.*.*.*.{}", endpoint.port == 0 ? "*" : std::to_string(endpoint.port));
  return fmt::format("{}.{}", endpoint.address.text(),
                     endpoint.port == 0 ? "*" : std::to_string(endpoint.port));
}

void print_sessions(const View& view, const NatStatus& nat, Lines& lines) {
  lines.push_back(std::string(
      view.word(" Protocol         Inner address           Destination   Masquerade   TTL(s)",
                "プロトコル        内側アドレス                  宛先   マスカレード TTL(秒)")));
  for (std::size_t i = 0; i < std::min(nat.sessions.size(), kMostDetailRows); ++i) {
    const NatSessionStatus& session = nat.sessions[i];
    const auto ttl =
        session.remaining ? std::to_string(session.remaining->count()) : std::string("static");
    lines.push_back(fmt::format(
        "{:>9}{:>22}{:>22}{:>13}{:>9}", protocol_text(session.protocol),
        endpoint_text(session.inner), endpoint_text(session.destination),
        session.outer.port == 0 ? std::string("-") : std::to_string(session.outer.port), ttl));
  }
}

void print_descriptor(const View& view, const dataplane::Plan* plan, const NatStatus& nat,
                      Lines& lines) {
  lines.push_back(
      fmt::format("{} : {}, {} : {}", view.word("Reference Descriptor", "参照NATディスクリプタ"),
                  number(nat.descriptor), view.word("Assigned Interface", "適用インタフェース"),
                  assigned_interface(view.backend, nat)));
  lines.emplace_back(view.word("Masquerade Table", "Masqueradeテーブル"));
  lines.push_back(fmt::format("    {}: {}", view.word("Outer address", "外側アドレス"),
                              nat.outer ? nat.outer->text() : std::string("-")));
  if (const auto* descriptor = descriptor_of(plan, nat.descriptor)) {
    const auto used = nat.sessions.size();
    lines.push_back(fmt::format(
        "    {}: {}   {}", view.word("Port range", "ポート範囲"), ranges_text(*descriptor),
        view.english() ? fmt::format("{} used.", used) : fmt::format("{}個使用中", used)));
  }
  lines.emplace_back(kStars);
  view.has_word("detail") ? print_sessions(view, nat, lines) : print_hosts(nat, lines);
  lines.emplace_back(21, '-');
}

}  // namespace

Lines show_nat_address(const View& view) {
  const auto wanted = view.number("NAT_DESCRIPTOR");
  const auto plan = view.backend.plan();
  Lines lines;
  int shown = 0;
  for (auto& nat : view.backend.nat()) {
    if (wanted && number(nat.descriptor) != *wanted) continue;
    print_descriptor(view, plan.get(), nat, lines);
    ++shown;
  }
  lines.push_back(view.english()
                      ? fmt::format("{} valid NAT descriptor table{}", shown, shown > 1 ? "s" : "")
                      : fmt::format("有効なNATディスクリプタテーブルが{}個ありました", shown));
  return lines;
}

}  // namespace kyoten::console
