#include "firmware/console/access.hpp"

#include <algorithm>
#include <charconv>

#include "firmware/console/text.hpp"

namespace kyoten::console {
namespace {

constexpr int kSerialOnly = 3;  ///< `security class 3`
constexpr int kMostTelnetSessions = 8;
constexpr std::chrono::seconds kUsualLoginTimer{300};

std::string_view name_of(ConsoleKind kind) {
  constexpr std::string_view kNames[] = {"serial", "telnet", "ssh", "http", "serial"};
  return kNames[static_cast<std::size_t>(kind)];
}

std::vector<std::string_view> items_of(std::string_view list) {
  std::vector<std::string_view> items;
  while (!list.empty()) {
    const auto comma = std::min(list.find(','), list.size());
    items.push_back(list.substr(0, comma));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return items;
}

const grammar::Statement* last(const Backend& backend, std::string_view command) {
  const auto found = backend.running().find(command);
  return found.empty() ? nullptr : found.back();
}

}  // namespace

bool Access::is_of_network() const {
  if (kind_ != ConsoleKind::telnet && kind_ != ConsoleKind::ssh) return false;
  const auto address = Ipv4Address::parse(peer_);
  return peer_ != "::1" && !(address && address->is_loopback());
}

/// "lan" is every network of a LAN; "lan1", "lan1/2", "vlan1", "bridge1" the network of that one.
bool Access::is_on_interface(std::string_view name) const {
  const auto peer = Ipv4Address::parse(peer_);
  const auto plan = backend_.plan();
  if (!peer || !plan) return false;
  return std::any_of(plan->interfaces.begin(), plan->interfaces.end(), [&](auto& interface) {
    const bool lan = interface.name.starts_with("lan") || interface.name.starts_with("bridge");
    const bool meant = name == "lan" ? lan : interface.name == name;
    return meant && std::any_of(interface.addresses.begin(), interface.addresses.end(),
                                [&](auto& prefix) { return prefix.contains(*peer); });
  });
}

bool Access::is_listed(std::string_view hosts) const {
  const auto peer = Ipv4Address::parse(peer_);
  for (auto item : items_of(hosts)) {
    if (item == "any" || item == "*") return true;
    if (item == "none") return false;
    if (is_on_interface(item)) return true;
    if (!peer) continue;
    const auto dash = item.find('-');
    const auto first = Ipv4Prefix::parse(item.substr(0, dash));
    if (!first) continue;
    if (dash == std::string_view::npos) {
      if (first->contains(*peer)) return true;
      continue;
    }
    const auto end = item.substr(dash + 1);
    const auto highest = end.empty() ? Ipv4Address::broadcast() : Ipv4Address::parse(end);
    if (highest && first->address <= *peer && *peer <= *highest) return true;
  }
  return false;
}

bool Access::is_served() const {
  if (!is_of_network()) return true;
  if (backend_.intent().system->security_class == kSerialOnly) return false;
  if (kind_ != ConsoleKind::telnet) return true;
  auto* service = last(backend_, "telnetd service");
  if (service != nullptr && service->text_of("SERVICE") == "off") return false;
  auto* host = last(backend_, "telnetd host");
  if (host == nullptr) return true;
  const auto words = words_of(host->text);
  return std::any_of(words.begin() + 2, words.end(), [&](auto& word) { return is_listed(word); });
}

std::optional<std::string> Access::attribute(std::string_view user, std::string_view name) const {
  std::optional<std::string> general;
  for (auto* statement : backend_.running().find("user attribute")) {
    if (!statement->has(name)) continue;
    const auto whose = statement->text_of("USER");
    if (whose == user) return statement->text_of(name);
    if (whose == "*") general = statement->text_of(name);
  }
  return general;
}

bool Access::may_log_in(std::string_view user) const {
  const auto ways = attribute(user, "connection").value_or("all");
  const auto allowed = items_of(ways);
  const bool this_way = std::any_of(allowed.begin(), allowed.end(), [&](auto way) {
    return way == "all" || way == name_of(kind_);
  });
  if (!this_way) return false;
  if (!is_of_network()) return true;
  return is_listed(attribute(user, "host").value_or("any")) && has_login_left(user);
}

/// The unnamed user has one TELNET login; a named one as many as the server has, unless
/// `multi-session=off`.
bool Access::has_login_left(std::string_view user) const {
  const auto others = backend_.users();
  const auto of_kind =
      std::count_if(others.begin(), others.end(), [&](auto& other) { return other.kind == kind_; });
  auto most = kMostTelnetSessions;
  if (auto* session = last(backend_, "telnetd session"); session && kind_ == ConsoleKind::telnet)
    most = static_cast<int>(session->integer("NUM").value_or(most));
  if (of_kind >= most) return false;
  const bool once = user.empty() || attribute(user, "multi-session").value_or("on") == "off";
  return !once || std::none_of(others.begin(), others.end(), [&](auto& other) {
    return other.kind != ConsoleKind::serial && other.name == user;
  });
}

std::optional<std::chrono::seconds> Access::login_timer(std::string_view user) const {
  // `clear` is for the serial line; on every other way it means 300 seconds.
  const auto for_ever = [&]() -> std::optional<std::chrono::seconds> {
    if (kind_ == ConsoleKind::serial) return std::nullopt;
    return kUsualLoginTimer;
  };
  if (const auto own = attribute(user, "login-timer")) {
    std::int64_t seconds = 0;
    const auto [end, error] = std::from_chars(own->data(), own->data() + own->size(), seconds);
    return error == std::errc() ? std::chrono::seconds(seconds) : for_ever();
  }
  auto* timer = last(backend_, "login timer");
  if (timer != nullptr && timer->text_of("TIME") == "clear") return for_ever();
  return backend_.intent().system->login_timer;
}

}  // namespace kyoten::console
