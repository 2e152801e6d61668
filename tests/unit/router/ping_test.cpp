#include "firmware/router/ping.hpp"

using namespace kyoten;
using namespace std::chrono_literals;
using router::Ping;
using router::PingRequest;

namespace {

const Ipv4Address kHost = Ipv4Address::of(192, 0, 2, 1);
const Instant kStart{};

Ping a_ping(int count) {
  PingRequest request;
  request.destination = kHost;
  request.count = count;
  return Ping(request, 7, grammar::Language::english, kStart);
}

}  // namespace

TEST_CASE("a reply is printed with its number, ttl and time") {
  auto ping = a_ping(1);
  REQUIRE(ping.due(kStart) == 0);

  auto line = ping.reply(kHost, 0, 64, kStart + 1500us);

  REQUIRE(line);
  CHECK(*line == "received from 192.0.2.1: icmp_seq=0 ttl=64 time=1.500ms");
  CHECK(ping.finished(kStart + 2ms));
  CHECK(ping.summary() == std::vector<std::string>{
                              "", "1 packets transmitted, 1 packets received, 0.0% packet loss",
                              "round-trip min/avg/max = 1.500/1.500/1.500 ms"});
}

TEST_CASE("one request a second is due until the count is reached") {
  auto ping = a_ping(2);

  CHECK(ping.due(kStart) == 0);
  CHECK_FALSE(ping.due(kStart + 999ms));
  CHECK(ping.due(kStart + 1s) == 1);
  CHECK_FALSE(ping.due(kStart + 2s));
  CHECK(ping.finished(kStart + 2s));
}

TEST_CASE("duplicates and strangers are not counted, and without any reply there is no round trip line") {
  auto ping = a_ping(1);
  REQUIRE(ping.due(kStart) == 0);

  CHECK_FALSE(ping.reply(Ipv4Address::of(192, 0, 2, 99), 0, 64, kStart));
  CHECK_FALSE(ping.reply(kHost, 5, 64, kStart));
  CHECK(ping.summary().size() == 2);
}
