#include "firmware/ike/engine.hpp"

#include "firmware/ike/v1/debug_log.hpp"
#include "firmware/ike/v1/receive.hpp"
#include "firmware/ike/v1/scheduler.hpp"
#include "firmware/ike/v1/settings_change.hpp"
#include "firmware/ike/v1/status.hpp"
#include "firmware/ike/v1/traffic.hpp"

namespace kyoten::ike {

class Engine::Implementation {
 public:
  explicit Implementation(Entropy& entropy) : registry(entropy) {}

  /// Every call: what it is for, then whatever is due because of it.
  template <class Step>
  void run(Instant now, Outbox& out, Step step) {
    seen = std::max(seen, now);
    const v1::Context context{registry, now, out};
    const auto already = out.datagrams.size();
    step(context);
    v1::maintain(context);
    v1::log_sent(context, already);
  }

  v1::Registry registry;
  Instant seen{};  ///< the latest time that was passed in
};

Engine::Engine(Entropy& entropy) : implementation_(std::make_unique<Implementation>(entropy)) {}
Engine::~Engine() = default;

void Engine::configure(std::shared_ptr<const Settings> settings, Instant now, Outbox& out) {
  implementation_->run(now, out, [&](const v1::Context& context) {
    v1::apply_settings(context, std::move(settings));
  });
}

void Engine::set_default_local_address(std::optional<Ipv4Address> address) {
  implementation_->registry.default_local = address;
}

void Engine::receive(const Datagram& in, Instant now, Outbox& out) {
  if (!implementation_->registry.settings->enabled) return;
  implementation_->run(now, out,
                       [&](const v1::Context& context) { v1::receive_datagram(context, in); });
}

void Engine::expire(Instant now, Outbox& out) { implementation_->run(now, out, v1::expire_all); }

std::optional<Instant> Engine::deadline() const {
  return v1::next_deadline(implementation_->registry, implementation_->seen);
}

void Engine::sa_wanted(PolicyId policy, Instant now, Outbox& out) {
  implementation_->run(now, out,
                       [&](const v1::Context& context) { v1::on_sa_wanted(context, policy); });
}

void Engine::inbound_traffic(Spi inbound, const Endpoint& source, Instant now, Outbox& out) {
  implementation_->run(now, out, [&](const v1::Context& context) {
    v1::on_inbound_traffic(context, inbound, source);
  });
}

void Engine::sa_use(ipsec::Direction direction, Spi spi, const ipsec::SaUse& use, Instant now,
                    Outbox& out) {
  implementation_->run(
      now, out, [&](const v1::Context& context) { v1::on_sa_use(context, direction, spi, use); });
}

bool Engine::delete_sa(std::optional<int> number, Instant now, Outbox& out) {
  bool found = false;
  implementation_->run(
      now, out, [&](const v1::Context& context) { found = v1::delete_by_number(context, number); });
  return found;
}

void Engine::refresh(Instant now, Outbox& out) {
  implementation_->run(now, out, v1::drop_everything);
}

void Engine::close_policy(PolicyId policy, Instant now, Outbox& out) {
  implementation_->run(now, out, [&](const v1::Context& context) { v1::close(context, policy); });
}

Status Engine::status(Instant now) const { return v1::status_of(implementation_->registry, now); }

}  // namespace kyoten::ike
