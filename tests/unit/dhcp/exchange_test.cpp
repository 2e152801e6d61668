// Client and server together: the whole life of a lease.
#include "tests/unit/dhcp/lan.hpp"

using namespace kyoten;
using namespace kyoten::test;
using Lines = std::vector<std::string>;
using dhcp::ClientState;

TEST_CASE("discover, offer, request, acknowledge: the client has an address") {
  Lan lan;

  lan.start();

  CHECK(lan.sent == Lines{"> DISCOVER", "< OFFER", "> REQUEST", "< ACK"});
  CHECK(lan.client->state() == ClientState::bound);
  REQUIRE(lan.client->lease());
  const auto& lease = *lan.client->lease();
  CHECK(lease.address == Ipv4Prefix{host(2), 24});
  CHECK(lease.server == host(1));
  CHECK(lease.gateway == host(1));
  CHECK(lease.name_servers == std::vector<Ipv4Address>{host(1)});
  CHECK(lease.duration == 72h);
  CHECK(lan.client->remaining(lan.now) == 72h);
  CHECK(lan.client_count<dhcp::AddressAcquired>() == 1);
  CHECK(lan.server_count<dhcp::LeaseAllocated>() == 1);
}

TEST_CASE(
    "until it has an address the client speaks from 0.0.0.0 to all, and asks to be answered so") {
  Lan lan;

  lan.start();

  for (auto& message : lan.from_client) {
    CHECK(message.source == Ipv4Endpoint{{}, 68});
    CHECK(message.destination == Ipv4Endpoint{Ipv4Address::broadcast(), 67});
  }
  for (auto& reply : lan.from_server) {
    CHECK(reply.source == Ipv4Endpoint{host(1), 67});
    CHECK(reply.destination == Ipv4Endpoint{Ipv4Address::broadcast(), 68});
    CHECK(!reply.to_mac);
  }
}

TEST_CASE("halfway the lease is renewed with the server alone, and the address stays") {
  Lan lan;
  lan.start();

  lan.run(36h + 1s);

  CHECK(lan.sent == Lines{"> DISCOVER", "< OFFER", "> REQUEST", "< ACK", "> REQUEST", "< ACK"});
  CHECK(lan.from_client.back().source == Ipv4Endpoint{host(2), 68});
  CHECK(lan.from_client.back().destination == Ipv4Endpoint{host(1), 67});
  CHECK(lan.from_server.back().destination == Ipv4Endpoint{host(2), 68});
  CHECK(lan.client->remaining(lan.now) == 72h - 1s);
  CHECK(lan.server_count<dhcp::LeaseExtended>() == 1);
  CHECK(lan.client_count<dhcp::AddressAcquired>() == 1);
  CHECK(lan.client_count<dhcp::AddressLost>() == 0);
}

TEST_CASE("a server that is silent for a while costs nothing: renewing, rebinding, bound again") {
  auto scope = a_scope();
  scope.expire = 60min;
  Lan lan(a_server(scope));
  lan.start();
  lan.lost = [](int, const std::string& line) { return line[0] == '>'; };

  lan.run(30min + 1s);
  CHECK(lan.client->state() == ClientState::renewing);
  lan.run(22min + 30s);
  CHECK(lan.client->state() == ClientState::rebinding);
  CHECK(lan.from_client.back().destination.address.is_broadcast());
  CHECK(lan.from_client.back().source.address == host(2));
  lan.lost = nullptr;
  lan.run(5min);

  CHECK(lan.client->state() == ClientState::bound);
  CHECK(lan.client_count<dhcp::AddressLost>() == 0);
}

TEST_CASE(
    "while renewing the client asks after half of what is left, and never more often than each "
    "minute") {
  auto scope = a_scope();
  scope.expire = 60min;
  Lan lan(a_server(scope));
  lan.start();
  lan.lost = [](int, const std::string& line) { return line[0] == '>'; };

  lan.run(59min);

  std::vector<std::int64_t> seconds;
  for (std::size_t i = 4; i < lan.times.size(); ++i)
    seconds.push_back(lan.times[i].time_since_epoch() / 1s);
  // T1 1800, T2 3150, end 3600: half of what is left up to T2, then up to the end
  CHECK(seconds == std::vector<std::int64_t>{1800, 2475, 2812, 2981, 3065, 3125, 3150, 3375, 3487});
}

TEST_CASE("a lease that nobody extends ends, and the client starts anew") {
  auto scope = a_scope();
  scope.expire = 60min;
  Lan lan(a_server(scope));
  lan.start();
  lan.lost = [](int, const std::string&) { return true; };

  lan.run(60min);

  CHECK(lan.client_count<dhcp::AddressLost>() == 1);
  CHECK(!lan.client->lease());
  CHECK(lan.client->state() == ClientState::selecting);
  CHECK(lan.sent.back() == "> DISCOVER");
  CHECK(lan.scope().leased == 0);
  lan.lost = nullptr;
  lan.run(70s);
  CHECK(lan.client->lease()->address.address == host(2));  // the same again
}

TEST_CASE(
    "nobody answers: DISCOVER after about 4, 8, 16, 32, then every 64 seconds, and no address") {
  Lan lan;
  lan.lost = [](int, const std::string&) { return true; };
  lan.start();

  lan.run(10min);

  REQUIRE(lan.times.size() >= 10);
  std::int64_t expected = 4000;
  for (std::size_t i = 1; i < lan.times.size(); ++i) {
    const auto gap = (lan.times[i] - lan.times[i - 1]) / 1ms;
    CHECK(gap >= expected - 1000);
    CHECK(gap <= expected + 1000);
    expected = std::min<std::int64_t>(expected * 2, 64000);
  }
  CHECK(!lan.client->lease());
  CHECK(lan.client_events.empty());
}

TEST_CASE("any one message of the exchange may be lost") {
  for (int which = 0; which < 4; ++which) {
    INFO("message " << which);
    Lan lan;
    lan.lost = [&](int number, const std::string&) { return number == which; };
    lan.start();

    lan.run(70s);

    CHECK(lan.client->state() == ClientState::bound);
    CHECK(lan.client_count<dhcp::AddressAcquired>() == 1);
    CHECK(lan.scope().leased == 1);
  }
}

TEST_CASE("a REQUEST without answer is given up after four tries") {
  Lan lan;
  lan.lost = [](int, const std::string& line) { return line == "> REQUEST"; };
  lan.start();

  lan.run(70s);

  const Lines first(lan.sent.begin(), lan.sent.begin() + 7);
  CHECK(first == Lines{"> DISCOVER", "< OFFER", "> REQUEST", "> REQUEST", "> REQUEST", "> REQUEST",
                       "> DISCOVER"});
}

TEST_CASE("a NAK while renewing takes the address away, and the client gets another") {
  Lan lan;
  lan.start();
  // The server has forgotten everything, and its network is another one.
  dhcp::Scope scope;
  scope.id = ScopeId{1};
  scope.range = {Ipv4Address::of(10, 1, 1, 10), Ipv4Address::of(10, 1, 1, 20)};
  lan.server.configure(a_server(scope), lan.now);
  lan.interface = {Ipv4Address::of(10, 1, 1, 1), 24};
  // As the same server for the client, which checks where a NAK comes from while renewing.
  lan.change = [](Bytes& payload) {
    auto message = *wire::dhcp::parse(payload);
    if (message.type != MessageType::nak) return;
    message.set(option::server_id, host(1));
    payload = wire::dhcp::write(message);
  };

  lan.run(36h + 1s);

  CHECK(lan.client_count<dhcp::AddressLost>() == 1);
  CHECK(lan.client->lease()->address == Ipv4Prefix{Ipv4Address::of(10, 1, 1, 10), 24});
}

TEST_CASE("a server that refuses what it offers is not asked in a tight loop") {
  Lan lan;
  lan.change = [](Bytes& payload) {
    auto message = *wire::dhcp::parse(payload);
    if (message.type == MessageType::ack) message.type = MessageType::nak;
    payload = wire::dhcp::write(message);
  };
  lan.start();

  lan.run(10min);

  CHECK(lan.sent.size() < 80);
  CHECK(!lan.client->lease());
}

TEST_CASE("a stopped client gives its address back and stays silent") {
  Lan lan;
  lan.start();

  lan.stop();
  lan.run(100h);

  CHECK(lan.sent.back() == "> RELEASE");
  CHECK(lan.from_client.back().destination == Ipv4Endpoint{host(1), 67});
  CHECK(lan.server_count<dhcp::LeaseReleased>() == 1);
  CHECK(lan.scope().leased == 0);
  CHECK(lan.client->state() == ClientState::stopped);
  CHECK(!lan.client->deadline());
}

TEST_CASE(
    "an address that somebody else uses is declined, ten seconds later the client asks again and "
    "gets another") {
  Lan lan;
  lan.start();
  dhcp::ClientOutbox out;
  lan.client->conflict(lan.now, out);
  REQUIRE(out.messages.size() == 1);
  CHECK(lan.ask(*wire::dhcp::parse(out.messages[0].payload)).empty());
  CHECK(std::holds_alternative<dhcp::AddressLost>(out.events.at(0)));

  lan.run(9s);
  CHECK(lan.client->state() == ClientState::init);
  lan.run(2s);

  CHECK(lan.client->lease()->address.address == host(3));
}

TEST_CASE("a lease for ever has no timers") {
  auto scope = a_scope();
  scope.expire.reset();
  scope.max_expire.reset();
  Lan lan(a_server(scope));
  lan.start();

  lan.run(100000h);

  CHECK(lan.sent.size() == 4);
  CHECK(!lan.client->remaining(lan.now));
  CHECK(!lan.client->deadline());
  CHECK(!lan.scope().leases.at(0).remaining);
}

TEST_CASE("what is not for this client, or makes no sense, changes nothing") {
  Lan lan;
  lan.lost = [](int, const std::string&) { return true; };
  lan.start();
  auto discover = *wire::dhcp::parse(lan.from_client[0].payload);
  auto offer = discover;
  offer.from_client = false;
  offer.type = MessageType::offer;
  offer.yours = host(9);
  offer.options.clear();
  offer.set(option::server_id, host(1));
  auto ignored = [&](auto&& spoil) {
    auto message = offer;
    spoil(message);
    lan.tell_client(message);
    CHECK(lan.client->state() == ClientState::selecting);
  };

  ignored([](auto& m) { m.xid ^= 1; });
  ignored([](auto& m) { m.hardware.octets[5] ^= 1; });
  ignored([](auto& m) { m.from_client = true; });
  ignored([](auto& m) { m.options.erase(option::server_id); });
  ignored([](auto& m) { m.yours = {}; });
  ignored([](auto& m) { m.yours = Ipv4Address::broadcast(); });
  ignored([](auto& m) { m.type = MessageType::ack; });
  ignored([](auto& m) { m.type = MessageType::nak; });

  lan.tell_client(offer);
  CHECK(lan.client->state() == ClientState::requesting);
  auto ack = offer;
  ack.type = MessageType::ack;
  lan.tell_client(ack);  // without a lease time
  CHECK(lan.client->state() == ClientState::requesting);
}

TEST_CASE("timers of the server are followed if they are in order, else half and seven eighths") {
  struct Row {
    std::uint32_t t1, t2;
    std::int64_t renews_after;
  };
  const Row rows[] = {
      {100, 200, 100}, {900, 200, 200}, {0, 0, 500}, {2000, 3000, 500}, {400, 5000, 400}};
  for (auto& row : rows) {
    auto scope = a_scope();
    Lan lan(a_server(scope));
    lan.change = [&](Bytes& payload) {
      auto message = *wire::dhcp::parse(payload);
      message.set(option::lease_time, 1000u)
          .set(option::renewal_time, row.t1)
          .set(option::rebinding_time, row.t2);
      payload = wire::dhcp::write(message);
    };
    lan.start();

    INFO("T1 " << row.t1 << " T2 " << row.t2);
    CHECK((*lan.client->deadline() - lan.now) / 1s == row.renews_after);
  }
}

TEST_CASE("without a mask the class of the address decides") {
  Lan lan;
  lan.change = [](Bytes& payload) {
    auto message = *wire::dhcp::parse(payload);
    message.options.erase(option::subnet_mask);
    payload = wire::dhcp::write(message);
  };
  lan.start();
  CHECK(lan.client->lease()->address.length == 24);
}

TEST_CASE("the same seed gives the same bytes") {
  auto run = [](std::uint64_t seed) {
    Lan lan(a_server(), seed);
    lan.lost = [](int number, const std::string&) { return number % 2 == 0; };
    lan.start();
    lan.run(10min);
    std::vector<Bytes> all;
    for (auto& message : lan.from_client) all.push_back(message.payload);
    return all;
  };
  CHECK(run(5) == run(5));
  CHECK(run(5) != run(6));
}
