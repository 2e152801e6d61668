// A DHCP server and a client on one Ethernet, in virtual time, with a way to lose and to change
// messages.
#pragma once

#include <functional>

#include "firmware/dhcp/client.hpp"
#include "firmware/dhcp/server.hpp"
#include "firmware/wire/dhcp.hpp"
#include "tests/support/test_entropy.hpp"

namespace kyoten::test {

using namespace std::chrono_literals;
namespace option = wire::dhcp::option;
using wire::dhcp::MessageType;

inline const Ipv4Prefix kRouter{Ipv4Address::of(192, 168, 100, 1), 24};
inline const MacAddress kMac{{0, 0xa0, 0xde, 0, 0, 1}};

inline Ipv4Address host(std::uint8_t last) { return Ipv4Address::of(192, 168, 100, last); }

/// `dhcp scope 1 192.168.100.2-192.168.100.191/24`
inline dhcp::Scope a_scope() {
  dhcp::Scope scope;
  scope.id = ScopeId{1};
  scope.range = {host(2), host(191)};
  return scope;
}

inline dhcp::ServerSettings a_server(dhcp::Scope scope = a_scope()) {
  dhcp::ServerSettings settings;
  settings.enabled = true;
  settings.scopes.push_back(std::move(scope));
  return settings;
}

inline std::string name(MessageType type) {
  constexpr const char* kNames[] = {"",    "DISCOVER", "OFFER",   "REQUEST", "DECLINE",
                                    "ACK", "NAK",      "RELEASE", "INFORM"};
  return kNames[static_cast<std::size_t>(type)];
}

class Lan {
 public:
  explicit Lan(dhcp::ServerSettings settings = a_server(), std::uint64_t seed = 1) : entropy(seed) {
    server.configure(std::move(settings), now);
    dhcp::ClientSettings client_settings;
    client_settings.interface = "lan2";
    client_settings.mac = kMac;
    client = std::make_unique<dhcp::Client>(client_settings, entropy);
  }

  TestEntropy entropy;
  dhcp::Server server;
  std::unique_ptr<dhcp::Client> client;
  Instant now{};
  Ipv4Prefix interface = kRouter;
  std::function<bool(int number, const std::string& line)> lost;
  std::function<void(Bytes& to_client)> change;
  std::vector<std::string> sent;  ///< "> DISCOVER", "< OFFER"
  std::vector<Instant> times;
  std::vector<dhcp::ClientMessage> from_client;
  std::vector<dhcp::Reply> from_server;
  std::vector<dhcp::ClientEvent> client_events;
  std::vector<dhcp::ServerEvent> server_events;

  void start() {
    dhcp::ClientOutbox out;
    client->start(now, out);
    post(out);
  }
  void stop() {
    dhcp::ClientOutbox out;
    client->stop(now, out);
    post(out);
  }
  void run(Duration time) {
    const auto end = now + time;
    while (true) {
      const auto due = earlier(client->deadline(), server.deadline());
      if (!due || *due > end) break;
      REQUIRE(++steps_ < 100000);  // a deadline that is not served would hang the router
      now = std::max(now, *due);
      server.expire(now);
      if (client->deadline() && *client->deadline() <= now) {
        dhcp::ClientOutbox out;
        client->expire(now, out);
        post(out);
      }
    }
    now = end;
  }
  /// As if another client or relay had sent it. The replies.
  std::vector<dhcp::Reply> ask(const wire::dhcp::Message& message) {
    dhcp::ServerOutbox out;
    server.receive(wire::dhcp::write(message), {}, interface, now, out);
    server_events.insert(server_events.end(), out.events.begin(), out.events.end());
    return out.replies;
  }
  void tell_client(const wire::dhcp::Message& message) {
    dhcp::ClientOutbox out;
    client->receive(wire::dhcp::write(message), now, out);
    post(out);
  }
  [[nodiscard]] dhcp::ScopeStatus scope() const { return server.status(now).at(0); }
  template <class E>
  [[nodiscard]] std::size_t client_count() const {
    return static_cast<std::size_t>(
        std::count_if(client_events.begin(), client_events.end(),
                      [](auto& e) { return std::holds_alternative<E>(e); }));
  }
  template <class E>
  [[nodiscard]] std::size_t server_count() const {
    return static_cast<std::size_t>(
        std::count_if(server_events.begin(), server_events.end(),
                      [](auto& e) { return std::holds_alternative<E>(e); }));
  }

 private:
  bool write_down(char arrow, ByteView payload) {
    const auto message = wire::dhcp::parse(payload);
    REQUIRE(message.has_value());
    sent.push_back(std::string(1, arrow) + " " + name(message->type));
    times.push_back(now);
    return lost && lost(static_cast<int>(sent.size()) - 1, sent.back());
  }
  void post(const dhcp::ClientOutbox& out) {
    client_events.insert(client_events.end(), out.events.begin(), out.events.end());
    for (auto& message : out.messages) {
      from_client.push_back(message);
      if (write_down('>', message.payload)) continue;
      dhcp::ServerOutbox answers;
      server.receive(message.payload, message.source, interface, now, answers);
      server_events.insert(server_events.end(), answers.events.begin(), answers.events.end());
      for (auto& reply : answers.replies) {
        from_server.push_back(reply);
        if (write_down('<', reply.payload)) continue;
        auto payload = reply.payload;
        if (change) change(payload);
        dhcp::ClientOutbox next;
        client->receive(payload, now, next);
        post(next);
      }
    }
  }
  int steps_ = 0;
};

/// A message of another client, number `n`.
inline wire::dhcp::Message a_message(MessageType type, std::uint32_t n = 1) {
  wire::dhcp::Message message;
  message.type = type;
  message.xid = 1000 + n;
  message.hardware = MacAddress::from(*from_hex(
      "02000000" + to_hex(Bytes{static_cast<std::uint8_t>(n >> 8), static_cast<std::uint8_t>(n)})));
  return message;
}

inline wire::dhcp::Message parsed(const dhcp::Reply& reply) {
  auto message = wire::dhcp::parse(reply.payload);
  REQUIRE(message.has_value());
  return *message;
}

/// Takes an address for client `n`; unspecified if none was offered.
inline Ipv4Address take(Lan& lan, std::uint32_t n) {
  auto offers = lan.ask(a_message(MessageType::discover, n));
  if (offers.empty()) return {};
  auto request = a_message(MessageType::request, n);
  request.set(option::requested_address, parsed(offers[0]).yours)
      .set(option::server_id, lan.interface.address);
  auto answers = lan.ask(request);
  REQUIRE(answers.size() == 1);
  REQUIRE(parsed(answers[0]).type == MessageType::ack);
  return parsed(answers[0]).yours;
}

}  // namespace kyoten::test
