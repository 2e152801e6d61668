#include "firmware/ike/echo_watch.hpp"

namespace kyoten::ike {

void EchoWatch::follow(const Settings& settings, const std::function<bool(GatewayId)>& stands,
                       Instant now) {
  std::erase_if(watched_, [&](auto& item) {
    return std::none_of(settings.gateways.begin(), settings.gateways.end(), [&](auto& gateway) {
      return gateway.id == item.first && watches_by_echo(gateway) && stands(gateway.id);
    });
  });
  for (auto& gateway : settings.gateways) {
    if (watches_by_echo(gateway) && stands(gateway.id))
      watched_.try_emplace(gateway.id, Watched{now + gateway.keepalive.interval, 0, 0});
  }
}

void EchoWatch::answered(GatewayId gateway, std::uint16_t sequence) {
  const auto found = watched_.find(gateway);
  // A late answer also says that the path is open.
  if (found == watched_.end() || sequence == 0 || sequence > found->second.sequence) return;
  found->second.unanswered = 0;
}

std::vector<GatewayId> EchoWatch::expire(const Settings& settings, Instant now, Outbox& out) {
  std::vector<GatewayId> dead;
  for (auto& gateway : settings.gateways) {
    const auto found = watched_.find(gateway.id);
    if (found == watched_.end() || found->second.next > now) continue;
    auto& state = found->second;
    const auto& keepalive = gateway.keepalive;
    if (state.unanswered >= keepalive.count) {
      dead.push_back(gateway.id);
      watched_.erase(found);
      continue;
    }
    ++state.unanswered;
    state.sequence = static_cast<std::uint16_t>(state.sequence == 0xffff ? 1 : state.sequence + 1);
    state.next = now + keepalive.interval;
    out.events.push_back(
        EchoWanted{gateway.id, *keepalive.echo_address, state.sequence, keepalive.echo_bytes});
  }
  return dead;
}

std::optional<Instant> EchoWatch::deadline() const {
  std::optional<Instant> due;
  for (auto& [gateway, state] : watched_) due = earlier(due, state.next);
  return due;
}

}  // namespace kyoten::ike
