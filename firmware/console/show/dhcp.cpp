// `show status dhcp [summary] [N]` and `show status dhcpc`.
#include <fmt/format.h>

#include "firmware/console/show/show.hpp"
#include "firmware/console/show/words.hpp"

namespace kyoten::console {
namespace {

/// The colon of a label stands in this column: scope lines and totals, and lines of a lease.
constexpr int kScopeColumn = 22;
constexpr int kLeaseColumn = 25;

std::string labelled(std::string_view label, int column, const std::string& value) {
  return pad_left(label, column - 1) + ": " + value;
}

/// "2days 16hours 3min. 50secs."
std::string remaining_text(const View& view, std::optional<std::chrono::seconds> remaining) {
  if (!remaining) return std::string(view.word("infinity", "無期限"));
  const auto total = std::max<std::int64_t>(remaining->count(), 0);
  const auto days = total / 86400;
  const auto hours = total / 3600 % 24;
  const auto minutes = total / 60 % 60;
  auto part = [](std::int64_t count, std::string_view one, std::string_view many) {
    return fmt::format("{}{} ", count, count > 1 ? many : one);
  };
  std::string text;
  if (days > 0) text += view.english() ? part(days, "day", "days") : fmt::format("{}日 ", days);
  if (hours > 0 || !text.empty())
    text += view.english() ? part(hours, "hour", "hours") : fmt::format("{}時間 ", hours);
  if (minutes > 0 || !text.empty()) text += fmt::format("{}{} ", minutes, view.word("min.", "分"));
  return text + fmt::format("{}{}", total % 60, view.word("secs.", "秒"));
}

/// "(01) 00 a0 de 11 22 33": the type, then the identifier.
std::string client_id_text(ByteView id) {
  auto bytes = to_hex(id.subspan(1), " ");
  if (!bytes.empty()) bytes.pop_back();
  return fmt::format("({:02x}) {}", id[0], bytes);
}

void print_lease(const View& view, const dhcp::LeaseStatus& lease, Lines& lines) {
  auto row = [&](std::string_view en, std::string_view ja, const std::string& value) {
    lines.push_back(labelled(view.word(en, ja), kLeaseColumn, value));
  };
  row("Leased address", "割り当て中アドレス", lease.address.text());
  if (lease.client_id.empty()) {
    row("Client ethernet address", "クライアントイーサネットアドレス", lease.ethernet.text());
  } else {
    row("(type) Client ID", "(タイプ) クライアントID", client_id_text(lease.client_id));
  }
  if (!lease.host_name.empty()) row("Host Name", "ホスト名", lease.host_name);
  row("Remaining lease", "リース残時間", remaining_text(view, lease.remaining));
}

void print_scope(const View& view, const dhcp::ScopeStatus& scope, Lines& lines) {
  auto row = [&](std::string_view en, std::string_view ja, const std::string& value) {
    lines.push_back(labelled(view.word(en, ja), kScopeColumn, value));
  };
  row("Network address", "ネットワークアドレス", scope.network.text());
  for (auto& lease : scope.leases) print_lease(view, lease, lines);
  for (auto& address : scope.reserved_unused) {
    lines.push_back(
        labelled(view.word("Reserved address", "予約済みアドレス"), kLeaseColumn, address.text()));
  }
  row("All", "全アドレス数", std::to_string(scope.all));
  row("Except", "除外アドレス数", std::to_string(scope.except));
  row("Leased", "割り当て中アドレス数", std::to_string(scope.leased));
  row("Usable", "利用可能アドレス数", std::to_string(scope.usable));
}

void print_summary(const dhcp::ScopeStatus& scope, Lines& lines) {
  int row = 0;
  for (auto& lease : scope.leases) {
    lines.push_back(fmt::format("{:>3}:{:>19}:  {}{}{}", ++row, lease.address.text(),
                                lease.ethernet.text(), lease.host_name.empty() ? "" : ", ",
                                lease.host_name));
  }
}

std::string_view missing(const View& view, dhcp::ClientState state) {
  const bool asking =
      state == dhcp::ClientState::selecting || state == dhcp::ClientState::requesting;
  return asking ? view.word("acquiring", "取得中") : view.word("not assigned", "未取得");
}

}  // namespace

Lines show_dhcp(const View& view) {
  const auto wanted = view.number("SCOPE_N");
  const bool summary = view.has_word("summary");
  Lines lines;
  for (auto& scope : view.backend.dhcp_scopes()) {
    if (wanted && number(scope.id) != *wanted) continue;
    lines.push_back(fmt::format("{}: {}", view.word("DHCP Scope number", "DHCPスコープ番号"),
                                number(scope.id)));
    summary ? print_summary(scope, lines) : print_scope(view, scope, lines);
  }
  return lines;
}

Lines show_dhcp_client(const View& view) {
  Lines lines;
  const dhcp::Lease* common = nullptr;
  const auto clients = view.backend.dhcp_clients();
  for (auto& client : clients) {
    lines.push_back(fmt::format("{}: {} primary", view.word("Interface", "インタフェース"),
                                interface_label(client.interface)));
    const auto label = view.word(" IP address", " IPアドレス");
    if (!client.lease) {
      lines.push_back(fmt::format("{}: {}", label, missing(view, client.state)));
      continue;
    }
    common = &*client.lease;
    lines.push_back(fmt::format("{}: {}", label, client.lease->address.text()));
    lines.push_back(fmt::format("{}: {}", view.word(" DHCP server", " DHCPサーバ"),
                                client.lease->server.text()));
    if (client.remaining) {
      lines.push_back(fmt::format("{}: {}", view.word(" Remaining lease", " リース残時間"),
                                  remaining_text(view, client.remaining)));
    }
  }
  if (common == nullptr) return lines;
  lines.emplace_back(view.word("Common information", "共通情報"));
  const auto server = view.word(" DNS server", " DNSサーバ");
  bool first = true;
  for (auto& address : common->name_servers) {
    lines.push_back(fmt::format("{}: {}", first ? std::string(server) : pad_left("", width(server)),
                                address.text()));
    first = false;
  }
  lines.push_back(fmt::format("{}: {}", view.word(" Default gateway", " デフォルトゲートウェイ"),
                              common->gateway ? common->gateway->text()
                                              : std::string(view.word("not assigned", "未取得"))));
  return lines;
}

}  // namespace kyoten::console
