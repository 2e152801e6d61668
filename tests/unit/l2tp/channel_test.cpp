#include "firmware/l2tp/channel.hpp"

using namespace kyoten;
using namespace std::chrono_literals;
using l2tp::Channel;
using wire::l2tp::Message;
using wire::l2tp::MessageType;

namespace {

Message hello() { return Message(MessageType::hello); }
Message stop() { return Message(MessageType::stop_ccn); }

}  // namespace

TEST_CASE(
    "a message is sent after 0, 1, 3, 7, 15, 23 ... seconds, ten times, and given up after 63") {
  Channel channel;
  Instant now{};
  channel.queue(stop());
  std::vector<std::int64_t> times;

  while (!channel.exhausted()) {
    for (auto& sent : channel.transmit(now)) {
      CHECK(sent.ns == 0);
      CHECK(sent.repeated == !times.empty());
      times.push_back(now.time_since_epoch() / 1s);
    }
    REQUIRE(channel.deadline());
    if (!channel.exhausted()) now = *channel.deadline();
  }

  CHECK(times == std::vector<std::int64_t>{0, 1, 3, 7, 15, 23, 31, 39, 47, 55});
  CHECK(now.time_since_epoch() == 63s);
}

TEST_CASE("slow start: one message, then two, never more than the peer's window") {
  Channel channel;
  const Instant now{};
  channel.set_peer_window(3);
  for (int i = 0; i < 10; ++i) channel.queue(stop());

  CHECK(channel.transmit(now).size() == 1);
  channel.acknowledge(1);
  CHECK(channel.transmit(now).size() == 2);
  channel.acknowledge(3);
  CHECK(channel.transmit(now).size() == 3);
  CHECK(channel.transmit(now).empty());
  channel.acknowledge(6);
  CHECK(channel.transmit(now).size() == 3);
}

TEST_CASE("a loss shrinks the window to one") {
  Channel channel;
  Instant now{};
  for (int i = 0; i < 8; ++i) channel.queue(stop());
  for (std::uint16_t acknowledged = 1; acknowledged <= 3; ++acknowledged) {
    static_cast<void>(channel.transmit(now));
    channel.acknowledge(acknowledged);
  }
  static_cast<void>(channel.transmit(now));

  now += 1s;
  static_cast<void>(channel.transmit(now));  // everything in flight once more
  channel.acknowledge(channel.next_send());
  const auto after = channel.transmit(now);

  CHECK(after.size() <= 2);
}

TEST_CASE("an acknowledgement of what was never sent changes nothing") {
  Channel channel;
  channel.queue(stop());
  static_cast<void>(channel.transmit(Instant{}));

  channel.acknowledge(5);
  channel.acknowledge(0x7fff);
  CHECK(!channel.idle());
  channel.acknowledge(0);
  CHECK(!channel.idle());
  channel.acknowledge(1);
  CHECK(channel.idle());
}

TEST_CASE("numbers on their way in, one by one") {
  using Verdict = Channel::Verdict;
  struct Row {
    std::uint16_t ns;
    Verdict verdict;
  };
  const Row rows[] = {
      {0, Verdict::deliver},
      {0, Verdict::duplicate},
      {1, Verdict::deliver},
      {5, Verdict::early},  // 2, 3, 4 are missing: the last of the window
      {6, Verdict::outside},
      {0x7fff, Verdict::outside},
      {5, Verdict::early},  // kept already
      {1, Verdict::duplicate},
      {0xffff, Verdict::duplicate},
      {0x8003, Verdict::duplicate},  // 32767 behind
      {3, Verdict::early},
      {2, Verdict::deliver},
  };
  Channel channel;

  int number = 0;
  for (auto& row : rows) {
    INFO("row " << number++);
    CHECK(channel.receive(row.ns, {}) == row.verdict);
  }

  CHECK(channel.next_in_order());  // 3
  CHECK(!channel.next_in_order());
  CHECK(channel.receive(4, {}) == Verdict::deliver);
  CHECK(channel.next_in_order());  // 5
  CHECK(channel.next_receive() == 6);
}

TEST_CASE("numbers wrap around") {
  Channel channel;
  for (std::uint32_t i = 0; i < 0x10002; ++i) {
    channel.queue(stop());
    const auto sent = channel.transmit(Instant{});
    REQUIRE(sent.size() == 1);
    REQUIRE(sent[0].ns == static_cast<std::uint16_t>(i));
    channel.acknowledge(static_cast<std::uint16_t>(i + 1));
    REQUIRE(channel.receive(static_cast<std::uint16_t>(i), {}) == Channel::Verdict::deliver);
  }
  CHECK(channel.next_send() == 2);
  CHECK(channel.receive(0xffff, {}) == Channel::Verdict::duplicate);
}

TEST_CASE("a keepalive keeps its own pace, and a sign of life starts its count again") {
  Channel channel;
  Instant now{};
  channel.queue(hello(), {10s, 10s, 3});
  CHECK(channel.transmit(now).size() == 1);
  CHECK(channel.deadline() == now + 10s);
  now += 10s;
  CHECK(channel.transmit(now).size() == 1);

  channel.restart_keepalive(now);
  for (int i = 0; i < 2; ++i) {
    now += 10s;
    CHECK(channel.transmit(now).size() == 1);
  }
  now += 10s;
  CHECK(channel.transmit(now).empty());

  CHECK(channel.exhausted());
}

TEST_CASE("a peer that makes us answer but acknowledges nothing is given up") {
  Channel channel;
  for (std::size_t i = 0; i <= l2tp::kMostQueued; ++i) {
    CHECK(!channel.exhausted());
    channel.queue(stop());
  }
  CHECK(channel.exhausted());
}
