#include "firmware/ports/flash.hpp"
#include "platform/decorate/capture_port.hpp"
#include "platform/decorate/fault_port.hpp"
#include "platform/decorate/pcapng.hpp"
#include "platform/decorate/startup_flash.hpp"

#include <catch2/catch.hpp>

using namespace kyoten;
using namespace kyoten::decorate;

namespace {

/// A port whose outside is two lists.
struct MemoryPort final : ports::PacketPort {
  void receive(PacketPool& pool, Batch& batch) override {
    while (!to_receive.empty() && batch.size() < kBatchPackets) {
      batch.push_back(pool.copy(to_receive.front()));
      to_receive.pop_front();
    }
  }
  void send(Batch& batch) override {
    ++sends;
    for (auto& packet : batch) sent.push_back(to_bytes(packet->bytes()));
    batch.clear();
  }
  std::string description() const override { return "memory"; }

  std::deque<Bytes> to_receive;
  std::vector<Bytes> sent;
  int sends = 0;
};

struct Line {
  explicit Line(const Faults& faults, std::uint64_t seed = 1) {
    auto owned = std::make_unique<MemoryPort>();
    memory = owned.get();
    port = std::make_unique<FaultPort>(std::move(owned), faults, seed, [this] { return now; });
  }
  void send(const std::vector<Bytes>& frames) {
    Batch batch;
    for (auto& frame : frames) batch.push_back(pool.copy(frame));
    port->send(batch);
    CHECK(batch.empty());
  }
  std::vector<Bytes> receive() {
    Batch batch;
    port->receive(pool, batch);
    std::vector<Bytes> frames;
    for (auto& packet : batch) frames.push_back(to_bytes(packet->bytes()));
    return frames;
  }
  PacketPool pool{256};
  MemoryPort* memory = nullptr;
  Instant now{};
  std::unique_ptr<FaultPort> port;
};

std::vector<Bytes> numbered(std::size_t count) {
  std::vector<Bytes> frames;
  for (std::size_t i = 0; i < count; ++i) frames.push_back(Bytes(60, static_cast<std::uint8_t>(i)));
  return frames;
}

Faults some_faults() {
  Faults faults;
  faults.loss = 0.2;
  faults.duplicate = 0.2;
  faults.reorder = 0.2;
  faults.corrupt = 0.2;
  faults.jitter = std::chrono::milliseconds(2);
  return faults;
}

}  // namespace

TEST_CASE("a perfect line changes nothing") {
  Line line({});
  line.send(numbered(60));
  CHECK(line.memory->sent == numbered(60));
  for (auto& frame : numbered(20)) line.memory->to_receive.push_back(frame);
  CHECK(line.receive() == numbered(20));
}

TEST_CASE("a line that is down lets nothing pass, until it is up again") {
  Faults down;
  down.link_up = false;
  Line line(down);
  line.send(numbered(5));
  CHECK(line.memory->sent.empty());
  CHECK(line.port->counters().lost == 5);
  line.port->set_faults({});
  line.send(numbered(5));
  CHECK(line.memory->sent.size() == 5);
}

TEST_CASE("delayed frames come out at their time, and the deadline says when") {
  Faults slow;
  slow.delay = std::chrono::milliseconds(20);
  Line line(slow);
  line.send(numbered(3));
  CHECK(line.memory->sent.empty());
  REQUIRE(line.port->deadline() == line.now + slow.delay);
  line.now += slow.delay - Duration(1);
  line.send({});
  CHECK(line.memory->sent.empty());
  line.now += Duration(1);
  line.send({});
  CHECK(line.memory->sent == numbered(3));
  CHECK_FALSE(line.port->deadline());
}

TEST_CASE("loss, duplicates and damage happen about as often as asked, and are counted") {
  Line line(some_faults());
  std::size_t given = 0;
  for (int round = 0; round < 100; ++round) {
    line.send(numbered(50));
    given += 50;
    line.now += std::chrono::seconds(1);
  }
  line.send({});
  const auto& counters = line.port->counters();
  for (auto count : {counters.lost, counters.damaged}) {
    CHECK(count > given / 10);
    CHECK(count < given * 3 / 10);
  }
  CHECK(line.memory->sent.size() == given - counters.lost + counters.duplicated);
}

TEST_CASE("a seed repeats a run exactly, another seed does not") {
  auto run = [](std::uint64_t seed) {
    Line line(some_faults(), seed);
    for (int round = 0; round < 20; ++round) {
      line.send(numbered(50));
      line.now += std::chrono::milliseconds(1);
    }
    return line.memory->sent;
  };
  CHECK(run(5) == run(5));
  CHECK(run(5) != run(6));
}

TEST_CASE("what a line holds is bounded") {
  Faults slow;
  slow.delay = std::chrono::hours(1);
  Line line(slow);
  for (int i = 0; i < 200; ++i) line.send(numbered(50));

  CHECK(line.port->counters().overflowed == 200 * 50 - FaultPort::kMostHeldFrames);
}

TEST_CASE("faults are read from text, and nonsense is refused") {
  const auto faults = parse_faults("loss=1%,delay=20ms,jitter=5ms,duplicate=0.1%,reorder=2%,corrupt=0.01%,down");
  REQUIRE(faults);
  CHECK(faults->loss == Approx(0.01));
  CHECK(faults->duplicate == Approx(0.001));
  CHECK(faults->corrupt == Approx(0.0001));
  CHECK(faults->delay == std::chrono::milliseconds(20));
  CHECK_FALSE(faults->link_up);
  for (auto text : {"", ",", "loss", "loss=", "loss=x", "loss=-1%", "loss=101%", "delay=20", "delay=ms", "up", "loss=1%,"}) {
    INFO(text);
    CHECK_FALSE(parse_faults(text));
  }
}

TEST_CASE("a capture is pcapng that holds every frame with its direction") {
  auto file = std::make_shared<Bytes>();
  auto writer = std::make_shared<PcapngWriter>(
      [file](ByteView bytes) { return file->insert(file->end(), bytes.begin(), bytes.end()), true; }, "test");
  auto owned = std::make_unique<MemoryPort>();
  owned->to_receive.push_back(Bytes(60, 1));
  CapturePort port(std::move(owned), writer, "lan1", [] { return std::chrono::seconds(1); });
  PacketPool pool(8);
  Batch batch;
  port.receive(pool, batch);
  REQUIRE(batch.size() == 1);
  port.send(batch);

  // Block by block: total length in front and behind, types in this order.
  std::vector<std::uint32_t> types;
  auto u32 = [&](std::size_t at) {
    return (*file)[at] | (*file)[at + 1] << 8 | (*file)[at + 2] << 16 | static_cast<std::uint32_t>((*file)[at + 3]) << 24;
  };
  std::vector<std::uint8_t> directions;
  for (std::size_t at = 0; at < file->size();) {
    const auto length = u32(at + 4);
    REQUIRE(length % 4 == 0);
    REQUIRE(at + length <= file->size());
    CHECK(u32(at + length - 4) == length);
    types.push_back(u32(at));
    if (types.back() == 6) {
      CHECK(u32(at + 20) == 60);
      directions.push_back((*file)[at + 28 + 60 + 4]);
    }
    at += length;
  }
  CHECK(types == std::vector<std::uint32_t>{0x0a0d0d0a, 1, 6, 6});
  CHECK(directions == std::vector<std::uint8_t>{1, 2});
  CHECK(writer->frames() == 2);
}

TEST_CASE("a capture whose file cannot be written any more says so and does not grow") {
  PcapngWriter writer([](ByteView) { return false; }, "test");
  const auto interface = writer.add_interface("lan1");
  for (int i = 0; i < 10; ++i) {
    writer.write(interface, PcapngWriter::Direction::inbound, std::chrono::seconds(1), Bytes(60000, 1));
  }
  CHECK(writer.failed());
  CHECK(writer.frames() < 3);
}

TEST_CASE("a start-up configuration from outside counts until one is saved or all is forgotten") {
  ports::MemoryFlash medium;
  StartupFlash flash(medium, "ip lan1 address 192.0.2.1/24", false);
  CHECK(flash.in_use());
  CHECK(flash.read("config0") == to_bytes(as_bytes("ip lan1 address 192.0.2.1/24")));
  CHECK(flash.list() == std::vector<std::string>{"config0"});
  CHECK_FALSE(flash.write("config0", as_bytes("saved")));
  CHECK(flash.read("config0") == to_bytes(as_bytes("saved")));

  StartupFlash again(medium, "from outside", false);
  CHECK_FALSE(again.in_use());
  StartupFlash enforced(medium, "from outside", true);
  CHECK(enforced.read("config0") == to_bytes(as_bytes("from outside")));
  CHECK_FALSE(enforced.remove("config0"));
  CHECK_FALSE(enforced.read("config0"));
}

TEST_CASE("a text from outside stands for the configuration that was chosen for the start") {
  ports::MemoryFlash medium;
  REQUIRE_FALSE(medium.write("config2", as_bytes("saved")));
  REQUIRE_FALSE(medium.write("startup", as_bytes("config2\n")));

  CHECK_FALSE(StartupFlash(medium, "from outside", false).in_use());
  StartupFlash enforced(medium, "from outside", true);
  CHECK(enforced.read("config2") == to_bytes("from outside"));
  CHECK_FALSE(enforced.read("config0"));
  CHECK(enforced.list() == medium.list());
  CHECK_FALSE(enforced.write("config2", as_bytes("saved again")));
  CHECK(enforced.read("config2") == to_bytes("saved again"));
}

TEST_CASE("choosing another configuration for the start ends the use of a text from outside") {
  ports::MemoryFlash medium;
  StartupFlash flash(medium, "from outside", false);

  CHECK_FALSE(flash.write("startup", as_bytes("config3\n")));

  CHECK_FALSE(flash.in_use());
  CHECK_FALSE(flash.read("config0"));
}
