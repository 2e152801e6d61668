// Ports between two ends of this process: unix and udp. tap and raw need privileges
// (tests/interop).
#include <fmt/format.h>
#include <poll.h>

#include "platform/linux/port_factory.hpp"
#include "tests/unit/platform/temporary_directory.hpp"

using namespace kyoten;
using linux_os::make_port;
using ports::PacketPort;
using test::TemporaryDirectory;

namespace {

using PortPointer = std::unique_ptr<PacketPort>;

PortPointer port(const std::string& specification) {
  auto made = make_port("lan1", specification);
  if (!made) FAIL(made.error());
  return std::move(*made);
}

std::string refusal(std::string_view specification) {
  auto made = make_port("lan2", specification);
  return made ? std::string("(taken)") : made.error();
}

void send(PacketPort& port, PacketPool& pool, const std::vector<std::string>& frames) {
  Batch batch;
  for (auto& frame : frames) batch.push_back(pool.copy(as_bytes(frame)));
  port.send(batch);
  CHECK(batch.empty());
}

/// What has arrived, waiting a little for the first frame.
std::vector<std::string> received(PacketPort& port, PacketPool& pool) {
  pollfd waiting{port.wait_descriptor(), POLLIN, 0};
  ::poll(&waiting, 1, 1000);
  Batch batch;
  port.receive(pool, batch);
  std::vector<std::string> frames;
  for (auto& packet : batch) {
    frames.emplace_back(packet->bytes().begin(), packet->bytes().end());
  }
  return frames;
}

struct UnixPair {
  TemporaryDirectory directory;
  std::string a = directory.file("a"), b = directory.file("b");
  PacketPool pool{3000};
  PortPointer first = port("unix:" + a + "," + b);
  PortPointer second = port("unix:" + b + "," + a);
};

/// Two local port numbers that were free a moment ago.
std::pair<int, int> free_udp_ports() {
  static int next = 20000 + ::getpid() % 20000;
  next += 2;
  return {next, next + 1};
}

}  // namespace

TEST_CASE("frames pass a unix port in both directions and in order") {
  UnixPair wire;

  send(*wire.first, wire.pool, {"one", "two", "three"});
  send(*wire.second, wire.pool, {"back"});

  CHECK(received(*wire.second, wire.pool) == std::vector<std::string>{"one", "two", "three"});
  CHECK(received(*wire.first, wire.pool) == std::vector<std::string>{"back"});
}

TEST_CASE("frames into a unix port that nobody holds at the other end are lost and counted") {
  TemporaryDirectory directory;
  PacketPool pool(8);
  auto lonely = port("unix:" + directory.file("a") + "," + directory.file("b"));

  send(*lonely, pool, {"one", "two"});

  CHECK(lonely->send_failures() == 2);
  CHECK(lonely->output_descriptor() == -1);
}

TEST_CASE("a unix port finds its peer again after that was restarted") {
  UnixPair wire;
  send(*wire.first, wire.pool, {"before"});
  wire.second.reset();
  send(*wire.first, wire.pool, {"lost"});

  wire.second = port("unix:" + wire.b + "," + wire.a);
  send(*wire.first, wire.pool, {"after"});

  CHECK(received(*wire.second, wire.pool) == std::vector<std::string>{"after"});
}

TEST_CASE("a slow receiver gets everything in order, and what waits for it is bounded") {
  UnixPair wire;
  std::vector<std::string> sent;
  for (int i = 0; i < 300; ++i) sent.push_back(fmt::format("frame {}", i));

  send(*wire.first, wire.pool, sent);
  CHECK(wire.first->output_descriptor() >= 0);
  std::vector<std::string> seen;
  while (seen.size() < sent.size()) {
    const auto part = received(*wire.second, wire.pool);
    REQUIRE_FALSE(part.empty());
    seen.insert(seen.end(), part.begin(), part.end());
    Batch nothing;
    wire.first->send(nothing);
  }

  CHECK(seen == sent);
  CHECK(wire.first->output_descriptor() == -1);
  for (int i = 0; i < 10; ++i) send(*wire.first, wire.pool, sent);
  CHECK(wire.first->send_failures() > 0);
}

TEST_CASE("a frame too long for a buffer is dropped, and the next one arrives") {
  UnixPair wire;
  PacketPool small(8);
  const auto space = small.take()->writable().size();

  // Written past the port, by a program that knows nothing of buffers.
  TemporaryDirectory other;
  auto peer = port("unix:" + other.file("x") + "," + wire.b);
  PacketPool pool(8);
  Batch batch;
  auto packet = pool.take();
  packet->reset(0);
  packet->set_size(kBufferBytes);  // longer by the headroom than what a receiver has room for
  batch.push_back(std::move(packet));
  REQUIRE(kBufferBytes > space);
  peer->send(batch);
  send(*peer, pool, {"short"});

  CHECK(received(*wire.second, small) == std::vector<std::string>{"short"});
  CHECK(small.available() == small.capacity());
}

TEST_CASE("without a free buffer the queue moves on all the same") {
  UnixPair wire;
  PacketPool empty(1);
  auto last = empty.take();
  send(*wire.first, wire.pool, {"lost"});

  CHECK(received(*wire.second, empty).empty());
  last.reset();
  send(*wire.first, wire.pool, {"taken"});

  CHECK(received(*wire.second, empty) == std::vector<std::string>{"taken"});
}

TEST_CASE("a dead process's socket file is replaced, a living one's is not") {
  TemporaryDirectory directory;
  const auto a = directory.file("a"), b = directory.file("b");
  const auto living = port("unix:" + a + "," + b);
  CHECK(refusal("unix:" + a + "," + b) == "lan2: unix:" + a + ": another program listens there");

  directory.write("b", "a file");
  CHECK(refusal("unix:" + b + "," + a) ==
        "lan2: unix:" + b + ": something that is not a socket has this name");
}

TEST_CASE("a unix port takes its socket file away") {
  TemporaryDirectory directory;
  { const auto made = port("unix:" + directory.file("a") + "," + directory.file("b")); }

  CHECK(std::filesystem::is_empty(directory.path()));
}

TEST_CASE("frames pass a udp port in both directions") {
  const auto [left, right] = free_udp_ports();
  PacketPool pool(64);
  auto first = port(fmt::format("udp:{}:127.0.0.1:{}", left, right));
  auto second = port(fmt::format("udp:{}:localhost:{}", right, left));

  send(*first, pool, {"one", "two"});
  send(*second, pool, {"back"});

  CHECK(received(*second, pool) == std::vector<std::string>{"one", "two"});
  CHECK(received(*first, pool) == std::vector<std::string>{"back"});
}

TEST_CASE("a udp port whose other end comes later loses frames until then, no more") {
  const auto [left, right] = free_udp_ports();
  PacketPool pool(64);
  auto first = port(fmt::format("udp:{}:127.0.0.1:{}", left, right));
  send(*first, pool, {"lost"});

  auto second = port(fmt::format("udp:{}:127.0.0.1:{}", right, left));
  send(*first, pool, {"one", "two"});

  CHECK(received(*second, pool) == std::vector<std::string>{"one", "two"});
}

TEST_CASE("a port that cannot be made says what is wrong with it") {
  CHECK(refusal("tap") ==
        "lan2: 'tap' is not a port; it is tap:NAME, raw:INTERFACE, unix:OWN,PEER or "
        "udp:LPORT:RHOST:RPORT");
  CHECK(refusal("tun:x").starts_with("lan2: there is no kind of port 'tun'; it is tap:NAME"));
  CHECK(refusal("tap:" + std::string(16, 'x')) ==
        "lan2: tap:xxxxxxxxxxxxxxxx: an interface name has 1 to 15 characters");
  CHECK(refusal("raw:no-such-if") ==
        "lan2: raw:no-such-if: there is no such interface (see: ip link)");
  CHECK(refusal("unix:one") == "lan2: unix: needs two socket paths, unix:OWN,PEER");
  CHECK(refusal("unix:/tmp/x,/tmp/x") == "lan2: unix: both ends have the same path /tmp/x");
  CHECK(refusal("unix:/" + std::string(200, 'x') + ",/tmp/y")
            .ends_with("a socket path has at most 107 characters"));
  CHECK(refusal("udp:1:2") == "lan2: udp: needs udp:LPORT:RHOST:RPORT");
  CHECK(refusal("udp:0:127.0.0.1:5") ==
        "lan2: udp:0:127.0.0.1:5: a port is a number from 1 to 65535");
  CHECK(refusal("udp:70000:127.0.0.1:5").ends_with("a port is a number from 1 to 65535"));
}
