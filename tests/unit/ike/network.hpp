// Engines joined by a network under virtual time: what is sent arrives a moment later unless the
// test loses, doubles, cuts or readdresses it. NATs stand where a test puts them.
#pragma once

#include <deque>
#include <set>

#include "firmware/ike/engine.hpp"
#include "tests/support/test_entropy.hpp"

namespace kyoten::test {

using namespace std::chrono_literals;

struct Station {
  explicit Station(std::uint64_t seed)
      : entropy(seed), engine(std::make_unique<ike::Engine>(entropy)) {}

  TestEntropy entropy;
  std::unique_ptr<ike::Engine> engine;
  ike::Settings settings;
  std::vector<ike::Event> events;
  std::vector<ipsec::SaParameters> inbound;
  std::vector<ipsec::SaParameters> outbound;  ///< the last one is sent through
  bool on = true;

  template <class E>
  [[nodiscard]] std::vector<const E*> all() const {
    std::vector<const E*> found;
    for (auto& event : events) {
      if (auto* row = std::get_if<E>(&event)) found.push_back(row);
    }
    return found;
  }
  template <class E>
  [[nodiscard]] std::size_t count() const {
    return all<E>().size();
  }
  [[nodiscard]] bool failed(ike::Stuck reason) const {
    for (auto* failure : all<ike::NegotiationFailed>()) {
      if (failure->reason == reason) return true;
    }
    return false;
  }
};

/// A masquerade in front of a station: its addresses and ports outside are others than inside.
struct Nat {
  IpAddress inner;
  IpAddress outer;
  std::uint16_t port_offset = 0;  ///< 0 keeps the ports, as static entries do
};

class Network {
 public:
  Network() : a(1), b(2) {}

  Station a;
  Station b;
  std::optional<Nat> nat_a;
  std::optional<Nat> nat_b;
  Instant now{};
  Station* acting = nullptr;   ///< whose turn it is, or was
  std::vector<Datagram> wire;  ///< all that was ever sent, as seen between the NATs
  std::size_t bytes_from_a = 0;
  std::size_t bytes_from_b = 0;
  /// Called for each datagram with its number; may change it, returns how many copies arrive.
  std::function<int(std::size_t, Datagram&)> fate;

  void configure() {
    with(a, [&](auto& out) {
      a.engine->configure(std::make_shared<const ike::Settings>(a.settings), now, out);
    });
    with(b, [&](auto& out) {
      b.engine->configure(std::make_shared<const ike::Settings>(b.settings), now, out);
    });
  }
  void configure(Station& station) {
    with(station, [&](auto& out) {
      station.engine->configure(std::make_shared<const ike::Settings>(station.settings), now, out);
    });
  }

  template <class Step>
  void with(Station& station, Step step) {
    acting = &station;
    ike::Outbox out;
    step(out);
    take(station, out);
  }

  /// Runs both engines until nothing happens before the end.
  void run(Duration duration) {
    const auto end = now + duration;
    for (int steps = 0;; ++steps) {
      REQUIRE(steps < 200000);  // a deadline that does not move is a bug
      if (!in_flight_.empty() && in_flight_.front().arrives <= now) {
        deliver();
        continue;
      }
      auto next = end;
      if (!in_flight_.empty()) next = std::min(next, in_flight_.front().arrives);
      for (auto* station : {&a, &b}) {
        const auto due = station->on ? station->engine->deadline() : std::nullopt;
        if (due) next = std::min(next, *due);
      }
      now = std::max(now, next);
      if (now >= end && (in_flight_.empty() || in_flight_.front().arrives > end)) {
        now = end;
        expire();
        return;
      }
      expire();
    }
  }

  /// Power off and on again: everything is forgotten, settings stay.
  void restart(Station& station) {
    station.engine = std::make_unique<ike::Engine>(station.entropy);
    station.inbound.clear();
    station.outbound.clear();
    station.events.clear();
    configure(station);
  }
  void power_off(Station& station) { station.on = false; }

  /// Whether what `from` sends through its newest SA can be read at the other end.
  [[nodiscard]] bool passes(const Station& from, const Station& to) const {
    if (from.outbound.empty()) return false;
    auto& sa = from.outbound.back();
    for (auto& peer : to.inbound) {
      if (peer.spi != sa.spi) continue;
      return peer.encryption_key == sa.encryption_key && peer.integrity_key == sa.integrity_key &&
             peer.suite == sa.suite && peer.mode == sa.mode &&
             peer.udp_encapsulated == sa.udp_encapsulated;
    }
    return false;
  }
  [[nodiscard]] bool passes() const { return passes(a, b) && passes(b, a); }

 private:
  void expire() {
    for (auto* station : {&a, &b}) {
      const auto due = station->on ? station->engine->deadline() : std::nullopt;
      if (due && *due <= now) with(*station, [&](auto& out) { station->engine->expire(now, out); });
    }
  }

  static void outwards(const std::optional<Nat>& nat, Endpoint& end) {
    if (!nat || end.address != nat->inner) return;
    end = {nat->outer, static_cast<std::uint16_t>(end.port + nat->port_offset)};
  }
  static void inwards(const std::optional<Nat>& nat, Endpoint& end) {
    if (!nat || end.address != nat->outer) return;
    end = {nat->inner, static_cast<std::uint16_t>(end.port - nat->port_offset)};
  }

  void deliver() {
    auto [arrives, datagram, from_a] = std::move(in_flight_.front());
    in_flight_.pop_front();
    auto& to = from_a ? b : a;
    inwards(from_a ? nat_b : nat_a, datagram.destination);
    if (to.on) with(to, [&](auto& out) { to.engine->receive(datagram, now, out); });
  }

  void take(Station& station, ike::Outbox& out) {
    for (auto& event : out.events) apply(station, event);
    for (auto& datagram : out.datagrams) {
      const bool from_a = &station == &a;
      outwards(from_a ? nat_a : nat_b, datagram.source);
      (from_a ? bytes_from_a : bytes_from_b) += datagram.payload.size();
      const auto number = wire.size();
      wire.push_back(datagram);
      const int copies = fate ? fate(number, datagram) : 1;
      for (int i = 0; i < copies; ++i) {
        in_flight_.push_back({now + 10ms, datagram, from_a});
      }
    }
  }

  static void apply(Station& station, ike::Event& event) {
    if (auto* installed = std::get_if<ike::SaInstalled>(&event)) {
      auto& list =
          installed->sa.direction == ipsec::Direction::inbound ? station.inbound : station.outbound;
      list.push_back(installed->sa.clone());
    } else if (auto* removed = std::get_if<ike::SaRemoved>(&event)) {
      auto& list =
          removed->direction == ipsec::Direction::inbound ? station.inbound : station.outbound;
      CHECK(std::erase_if(list, [&](auto& sa) { return sa.spi == removed->spi; }) == 1);
    } else if (auto* moved = std::get_if<ike::PeerMoved>(&event)) {
      for (auto* list : {&station.inbound, &station.outbound}) {
        for (auto& sa : *list) sa.peer = moved->after;
      }
    }
    station.events.push_back(std::move(event));
  }

  struct InFlight {
    Instant arrives;
    Datagram datagram;
    bool from_a = false;
  };
  std::deque<InFlight> in_flight_;
};

constexpr auto kSiteA = Ipv4Address::of(192, 0, 2, 10);
constexpr auto kSiteB = Ipv4Address::of(203, 0, 113, 1);
constexpr GatewayId kGateway{1};
constexpr PolicyId kPolicy{101};

inline ike::Gateway a_gateway(const IpAddress& local) {
  ike::Gateway gateway;
  gateway.id = kGateway;
  gateway.local_address = local;
  gateway.pre_shared_key = "a long enough key";
  return gateway;
}
inline ike::Policy a_policy(ipsec::Mode mode) {
  ike::Policy policy;
  policy.id = kPolicy;
  policy.gateway = kGateway;
  policy.mode = mode;
  policy.in_use = true;
  if (mode == ipsec::Mode::transport) {
    policy.transport_protocol = 17;
    policy.transport_port = 1701;
  }
  return policy;
}

/// Two fixed addresses, main mode, tunnel mode. Only A begins.
inline void two_fixed_sites(Network& net) {
  net.a.settings.gateways = {a_gateway(kSiteA)};
  net.a.settings.gateways[0].remote_address = kSiteB;
  net.a.settings.policies = {a_policy(ipsec::Mode::tunnel)};
  net.b.settings.gateways = {a_gateway(kSiteB)};
  net.b.settings.gateways[0].remote_address = kSiteA;
  net.b.settings.gateways[0].auto_refresh = false;
  net.b.settings.policies = {a_policy(ipsec::Mode::tunnel)};
}

/// A branch with a name behind a NAT and a centre behind its own: aggressive mode, L2TPv3 in
/// transport mode.
inline void branch_and_centre(Network& net) {
  const auto inner_a = Ipv4Address::of(192, 168, 100, 254);
  const auto inner_b = Ipv4Address::of(192, 168, 100, 1);
  net.nat_a = {inner_a, kSiteA, 20000};
  net.nat_b = {inner_b, kSiteB, 0};
  auto& a = net.a.settings;
  a.gateways = {a_gateway(inner_a)};
  a.gateways[0].remote_address = kSiteB;
  a.gateways[0].local_name = ike::Name{"branch", ike::NameKind::key_id};
  a.gateways[0].nat_traversal = true;
  a.gateways[0].keepalive.use = ike::KeepaliveSwitch::on;
  a.policies = {a_policy(ipsec::Mode::transport)};
  auto& b = net.b.settings;
  b.gateways = {a_gateway(inner_b)};
  b.gateways[0].remote_name = ike::Name{"branch", ike::NameKind::key_id};
  b.gateways[0].nat_traversal = true;
  b.gateways[0].keepalive.use = ike::KeepaliveSwitch::on;
  b.policies = {a_policy(ipsec::Mode::transport)};
}

}  // namespace kyoten::test
