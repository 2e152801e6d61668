// Two L2TP engines and the path between them, in virtual time. What is sent is written down as "a>
// SCCRQ"; a test may decide what becomes of each message.
#pragma once

#include <functional>
#include <map>

#include "firmware/l2tp/engine.hpp"
#include "firmware/wire/l2tp_control.hpp"
#include "tests/support/test_entropy.hpp"

namespace kyoten::test {

using namespace std::chrono_literals;

constexpr PolicyId kPolicy{101};
constexpr TunnelId kTunnel{1};

inline Endpoint at(const char* address, std::uint16_t port = 1701) {
  return {*Ipv4Address::parse(address), port};
}

inline const Endpoint kA = at("192.0.2.1");
inline const Endpoint kB = at("198.51.100.1");

/// What most tests use: `end` is 'a' or 'b', each other's router ids, one end id, IPsec below.
inline l2tp::TunnelSettings a_tunnel(char end) {
  l2tp::TunnelSettings settings;
  settings.tunnel = kTunnel;
  settings.enabled = true;
  settings.policy = kPolicy;
  settings.disconnect_time.reset();
  settings.host_name = end == 'a' ? "RT-A" : "RT-B";
  settings.local_router_id = Ipv4Address::of(10, 0, 0, end == 'a' ? 1 : 2);
  settings.remote_router_id = Ipv4Address::of(10, 0, 0, end == 'a' ? 2 : 1);
  settings.remote_end_id = "home";
  if (end == 'a') settings.remote_address = *kB.address.v4();  // the other one answers only
  return settings;
}

/// The same without IPsec.
inline l2tp::TunnelSettings a_raw_tunnel(char end) {
  auto settings = a_tunnel(end);
  settings.policy.reset();
  if (end == 'a') settings.local_address = *kA.address.v4();
  return settings;
}

struct Fate {
  enum class Kind : std::uint8_t {
    deliver,
    lose,
    duplicate,
    truncate,
    corrupt
  } kind = Kind::deliver;
  std::size_t at = 0;  ///< truncate: bytes that remain; corrupt: which byte
};

class Pair {
 public:
  struct End {
    End(char letter, std::uint64_t seed, const Endpoint& address)
        : name(letter),
          self(address),
          entropy(seed),
          engine(std::make_unique<l2tp::Engine>(entropy)) {}
    char name;
    Endpoint self;
    TestEntropy entropy;
    std::unique_ptr<l2tp::Engine> engine;
    std::vector<l2tp::Event> events;

    template <class E>
    [[nodiscard]] std::vector<E> all() const {
      std::vector<E> result;
      for (auto& event : events) {
        if (auto* one = std::get_if<E>(&event)) result.push_back(*one);
      }
      return result;
    }
    template <class E>
    [[nodiscard]] std::size_t count() const {
      return all<E>().size();
    }
  };

  explicit Pair(l2tp::TunnelSettings for_a = a_tunnel('a'),
                l2tp::TunnelSettings for_b = a_tunnel('b'), std::uint64_t seed = 1)
      : a('a', seed, kA), b('b', seed + 100, kB) {
    configure(a, std::move(for_a));
    configure(b, std::move(for_b));
  }

  End a;
  End b;
  Instant now{};
  Duration delay = 10ms;
  std::function<Fate(int number, char from, ByteView payload)> fault;
  std::optional<Endpoint> nat_of_a;  ///< what b sees instead of a's address
  std::vector<std::string> sent;     ///< "a> SCCRQ"
  std::vector<Bytes> payloads;
  std::vector<std::optional<PolicyId>> policies;

  void configure(End& end, l2tp::TunnelSettings settings) {
    auto all = std::make_shared<l2tp::Settings>();
    all->tunnels.push_back(std::move(settings));
    call(end, [&](auto& out) { end.engine->configure(all, now, out); });
  }
  void transport_up() {
    // The answerer's SA stands first, as in life.
    call(b, [&](auto& out) { b.engine->transport_up(kPolicy, kB, kA, now, out); });
    call(a, [&](auto& out) { a.engine->transport_up(kPolicy, kA, kB, now, out); });
  }
  void restart(End& end, l2tp::TunnelSettings settings) {
    end.engine = std::make_unique<l2tp::Engine>(end.entropy);
    configure(end, std::move(settings));
  }
  template <class Call>
  void call(End& end, Call&& with) {
    l2tp::Outbox out;
    with(out);
    for (auto& event : out.events) end.events.push_back(event);
    for (auto& message : out.datagrams) post(end, message);
  }

  /// Lets everything happen that happens within that time.
  void run(Duration time) {
    const auto end = now + time;
    while (true) {
      const auto arrival = path_.empty() ? std::optional<Instant>{} : path_.begin()->first;
      const auto next = earlier(arrival, earlier(a.engine->deadline(), b.engine->deadline()));
      if (!next || *next > end) break;
      REQUIRE(++steps_ < 20000);  // a deadline that is not served would hang the router
      now = std::max(now, *next);
      if (arrival && *arrival <= now) {
        deliver();
        continue;
      }
      for (auto* side : {&a, &b}) {
        if (auto due = side->engine->deadline(); due && *due <= now) {
          call(*side, [&](auto& out) { side->engine->expire(now, out); });
        }
      }
    }
    now = end;
  }

  [[nodiscard]] l2tp::TunnelStatus status(const End& end) const {
    return end.engine->status(now).tunnels.at(0);
  }
  [[nodiscard]] bool session_up(const End& end) const {
    return status(end).session == l2tp::SessionState::established;
  }
  [[nodiscard]] bool both_up() const {
    const auto of_a = status(a);
    const auto of_b = status(b);
    return session_up(a) && session_up(b) && of_a.local == of_b.remote &&
           of_b.local == of_a.remote && of_a.local_session == of_b.remote_session &&
           of_b.local_session == of_a.remote_session;
  }
  [[nodiscard]] std::size_t count_sent(std::string_view line) const {
    return static_cast<std::size_t>(std::count(sent.begin(), sent.end(), line));
  }
  /// The last message of that kind, as it was sent.
  [[nodiscard]] Bytes last(std::string_view line) const {
    for (auto i = sent.size(); i-- > 0;) {
      if (sent[i] == line) return payloads[i];
    }
    FAIL("never sent: " << line);
    return {};
  }
  /// Puts a message in front of an engine that the other one did not send.
  void inject(End& to, Bytes payload, std::optional<PolicyId> policy = kPolicy,
              std::optional<Endpoint> from = std::nullopt) {
    const Datagram datagram{from.value_or(&to == &a ? kB : kA), to.self, std::move(payload)};
    call(to, [&](auto& out) { to.engine->receive(datagram, policy, now, out); });
  }

 private:
  struct Travelling {
    char from;
    l2tp::Outgoing message;
  };
  void post(End& from, const l2tp::Outgoing& message) {
    const auto parsed = wire::l2tp::parse_control(message.datagram.payload);
    REQUIRE(parsed.has_value());
    sent.push_back(std::string(1, from.name) + "> " + wire::l2tp::name(parsed->type));
    payloads.push_back(message.datagram.payload);
    policies.push_back(message.policy);
    auto fate = fault
                    ? fault(static_cast<int>(sent.size()) - 1, from.name, message.datagram.payload)
                    : Fate{};
    auto copy = message;
    if (fate.kind == Fate::Kind::lose) return;
    if (fate.kind == Fate::Kind::truncate)
      copy.datagram.payload.resize(std::min(fate.at, copy.datagram.payload.size()));
    if (fate.kind == Fate::Kind::corrupt && fate.at < copy.datagram.payload.size())
      copy.datagram.payload[fate.at] ^= 0x40;
    path_.emplace(now + delay, Travelling{from.name, copy});
    if (fate.kind == Fate::Kind::duplicate)
      path_.emplace(now + delay + 3ms, Travelling{from.name, copy});
  }
  void deliver() {
    auto [from, message] = path_.begin()->second;
    path_.erase(path_.begin());
    auto& to = from == 'a' ? b : a;
    auto datagram = message.datagram;
    if (from == 'a' && nat_of_a) datagram.source = *nat_of_a;
    if (from == 'b' && nat_of_a && datagram.destination == *nat_of_a) datagram.destination = kA;
    if (datagram.destination != to.self)
      return;  // went to an address that the peer does not have any more
    call(to, [&](auto& out) { to.engine->receive(datagram, message.policy, now, out); });
  }

  std::multimap<Instant, Travelling> path_;
  int steps_ = 0;
};

}  // namespace kyoten::test
