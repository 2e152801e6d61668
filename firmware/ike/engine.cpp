#include "firmware/ike/engine.hpp"

#include <unordered_set>

#include "firmware/ike/echo_watch.hpp"
#include "firmware/ike/v1/debug_log.hpp"
#include "firmware/ike/v1/keepalive.hpp"
#include "firmware/ike/v1/receive.hpp"
#include "firmware/ike/v1/scheduler.hpp"
#include "firmware/ike/v1/settings_change.hpp"
#include "firmware/ike/v1/status.hpp"
#include "firmware/ike/v1/traffic.hpp"
#include "firmware/ike/v2/commands.hpp"
#include "firmware/ike/v2/debug_log.hpp"
#include "firmware/ike/v2/informational.hpp"
#include "firmware/ike/v2/receive.hpp"
#include "firmware/ike/v2/scheduler.hpp"

namespace kyoten::ike {

class Engine::Implementation {
 public:
  explicit Implementation(Entropy& entropy) : one(entropy), two(entropy) {
    one.set_neighbour(two);
    two.set_neighbour(one);
  }

  /// Every call: what it is for, in both versions, then whatever is due because of it.
  template <class Step>
  void run(Instant now, Outbox& out, Step step) {
    const v1::Context first{one, now, out};
    const v2::Context second{two, now, out};
    const auto already = out.datagrams.size();
    step(first, second);
    watch(first, second);
    v1::maintain(first);
    v2::maintain(second);
    v1::log_sent(first, already);
    v2::log_sent(second, already);
    due = earlier(earlier(v1::next_deadline(one, now), v2::next_deadline(two, now)), echoes.deadline());
  }

  /// What only says that a peer lives. It puts off what is due and makes nothing due sooner, unless it had an effect that
  /// shows: with a thousand busy tunnels, all that would be looked through a thousand times a second.
  template <class Step>
  void note(Instant now, Outbox& out, Step step) {
    const auto shown = out.datagrams.size() + out.events.size();
    step(v1::Context{one, now, out}, v2::Context{two, now, out});
    if (out.datagrams.size() + out.events.size() != shown) run(now, out, [](auto&, auto&) {});
  }

  /// Hosts behind the peers, for gateways of either version.
  void watch(const v1::Context& first, const v2::Context& second) {
    const auto& settings = *one.settings;
    if (echoes.idle() && std::ranges::none_of(settings.gateways, watches_by_echo)) return;
    std::unordered_set<std::uint32_t> standing;
    for (auto& pair : one.pairs) {
      if (pair->usable) standing.insert(number(pair->gateway));
    }
    for (auto& child : two.children) {
      if (child->usable) standing.insert(number(child->gateway));
    }
    const auto stands = [&](GatewayId gateway) { return standing.contains(number(gateway)); };
    echoes.follow(settings, stands, first.now);
    for (auto gateway : echoes.expire(settings, first.now, first.out)) {
      v1::declare_dead(first, gateway);
      v2::declare_dead(second, gateway);
    }
  }

  v1::Registry one;
  v2::Registry two;
  EchoWatch echoes;
  std::optional<Instant> due;
};

Engine::Engine(Entropy& entropy) : implementation_(std::make_unique<Implementation>(entropy)) {}
Engine::~Engine() = default;

void Engine::configure(std::shared_ptr<const Settings> settings, Instant now, Outbox& out) {
  implementation_->run(now, out, [&](const v1::Context& one, const v2::Context& two) {
    v1::apply_settings(one, settings);
    v2::apply_settings(two, settings);
  });
}

void Engine::set_own_addresses(const OwnAddresses& addresses) {
  implementation_->one.own_addresses = addresses;
  implementation_->two.own_addresses = addresses;
}

void Engine::set_wall_clock(Instant now, WallTime wall) {
  implementation_->two.wall_at_start =
      wall - std::chrono::duration_cast<std::chrono::seconds>(now.time_since_epoch());
}

void Engine::receive(const Datagram& datagram, Instant now, Outbox& out) {
  if (!implementation_->one.settings->enabled) return;
  const auto in = incoming_of(datagram);
  if (!in) return;
  implementation_->run(now, out, [&](const v1::Context& one, const v2::Context& two) {
    in->header.major_version() == 1 ? v1::receive(one, *in) : v2::receive(two, *in);
  });
}

void Engine::expire(Instant now, Outbox& out) {
  implementation_->run(now, out, [&](const v1::Context& one, const v2::Context& two) {
    v1::expire_all(one);
    v2::expire_all(two);
  });
}

std::optional<Instant> Engine::deadline() const { return implementation_->due; }

void Engine::echo_answered(GatewayId gateway, std::uint16_t sequence) {
  implementation_->echoes.answered(gateway, sequence);
}

void Engine::sa_wanted(PolicyId policy, Instant now, Outbox& out) {
  implementation_->run(now, out, [&](const v1::Context& one, const v2::Context& two) {
    v1::on_sa_wanted(one, policy);
    v2::on_sa_wanted(two, policy);
  });
}

void Engine::inbound_traffic(Spi inbound, const Endpoint& source, Instant now, Outbox& out) {
  implementation_->note(now, out, [&](const v1::Context& one, const v2::Context& two) {
    v1::on_inbound_traffic(one, inbound, source);
    v2::on_inbound_traffic(two, inbound, source);
  });
}

void Engine::sa_use(std::span<const ipsec::SaUseOf> rows, Instant now, Outbox& out) {
  implementation_->run(now, out, [&](const v1::Context& one, const v2::Context& two) {
    for (auto& row : rows) {
      v1::on_sa_use(one, row.direction, row.spi, row.use);
      v2::on_sa_use(two, row.direction, row.spi, row.use);
    }
  });
}

bool Engine::delete_sa(std::optional<int> number, Instant now, Outbox& out) {
  bool found = false;
  implementation_->run(now, out, [&](const v1::Context& one, const v2::Context& two) {
    found = v1::delete_by_number(one, number);
    found |= v2::delete_by_number(two, number);
  });
  return found;
}

void Engine::refresh(Instant now, Outbox& out) {
  implementation_->run(now, out, [&](const v1::Context& one, const v2::Context& two) {
    v1::drop_everything(one);
    v2::drop_everything(two);
  });
}

void Engine::close_policy(PolicyId policy, Instant now, Outbox& out) {
  implementation_->run(now, out, [&](const v1::Context& one, const v2::Context& two) {
    v1::close(one, policy);
    v2::close(two, policy);
  });
}

Status Engine::status(Instant now) const {
  auto status = v1::status_of(implementation_->one, now);
  v2::add_status(implementation_->two, now, status);
  return status;
}

}  // namespace kyoten::ike
