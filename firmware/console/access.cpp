#include "firmware/console/access.hpp"

#include <algorithm>

#include "firmware/console/user_list.hpp"

namespace kyoten::console {
namespace {

constexpr int kSerialOnly = 3;  ///< `security class 3`
constexpr std::chrono::seconds kUsualLoginTimer{300};

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

bool Access::is_listed(const std::vector<std::string>& hosts) const {
  const auto peer = Ipv4Address::parse(peer_);
  for (std::string_view item : hosts) {
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
  if (system_.security_class == kSerialOnly) return false;
  if (kind_ != ConsoleKind::telnet) return true;
  return system_.telnetd.enabled && is_listed(system_.telnetd.hosts);
}

bool Access::may_log_in(std::string_view user) const {
  const auto ways = system_.attribute(user, &config::UserAttributes::connections);
  const bool this_way = !ways || std::any_of(ways->begin(), ways->end(), [&](auto& way) {
    return way == "all" || way == way_of(kind_);
  });
  if (!this_way) return false;
  if (!is_of_network()) return true;
  const auto hosts = system_.attribute(user, &config::UserAttributes::hosts);
  return (!hosts || is_listed(*hosts)) && has_login_left(user);
}

/// The unnamed user has one TELNET login; a named one as many as the server has, unless
/// `multi-session=off`.
bool Access::has_login_left(std::string_view user) const {
  const auto others = backend_.users();
  const auto of_kind =
      std::count_if(others.begin(), others.end(), [&](auto& other) { return other.kind == kind_; });
  if (of_kind >= system_.telnetd.sessions) return false;
  const bool several =
      system_.attribute(user, &config::UserAttributes::multi_session).value_or(true);
  return (several && !user.empty()) || std::none_of(others.begin(), others.end(), [&](auto& other) {
           return other.kind != ConsoleKind::serial && other.name == user;
         });
}

std::optional<std::chrono::seconds> Access::login_timer(std::string_view user) const {
  const auto limit =
      system_.attribute(user, &config::UserAttributes::login_timer).value_or(system_.login_timer);
  // `clear` is for the serial line; on every other way it means 300 seconds.
  return limit || kind_ == ConsoleKind::serial ? limit : kUsualLoginTimer;
}

}  // namespace kyoten::console
