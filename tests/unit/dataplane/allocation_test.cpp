// In steady state a packet costs no allocation: every `new` of this program is counted while batches pass.
#include "tests/unit/dataplane/rig.hpp"

#include <cstdlib>
#include <new>

namespace {
std::size_t allocations = 0;
}  // namespace

void* operator new(std::size_t size) {
  ++allocations;
  if (void* memory = std::malloc(size == 0 ? 1 : size)) return memory;
  throw std::bad_alloc();
}
void* operator new(std::size_t size, const std::nothrow_t&) noexcept {
  ++allocations;
  return std::malloc(size == 0 ? 1 : size);
}
void operator delete(void* memory) noexcept { std::free(memory); }
void operator delete(void* memory, std::size_t) noexcept { std::free(memory); }

using namespace kyoten;
using namespace kyoten::test;

namespace {

struct Lab {
  Lab() {
    const auto own = ip("10.0.0.1");
    PlanBuilder builder;
    builder.port("lan1", router_mac(1, 0)).port("lan2", router_mac(1, 1), {net("10.0.0.1/24")});
    builder.l2tpv3(TunnelId{1}, PolicyId{101}).transport(PolicyId{101}, 17, 1701);
    builder.bridge({"lan1", "tunnel1"}, router_mac(1, 0), {net("192.168.1.1/24")});
    builder.route(net("0.0.0.0/0"), "lan2", ip("10.0.0.9"));
    builder.masquerade("lan2", own, {{own, 17, 4500, 4500, 1}});
    rig.plan(builder);
    // The peer's SAs and session are our own: what leaves can come back in, with the addresses exchanged.
    SaPair pair;
    pair.udp_encapsulated = true;
    pair.local = {own, 4500};
    pair.peer = {ip("10.0.0.9"), 4500};
    pair.spi_in = pair.spi_out;
    auto inbound = pair.inbound();
    inbound.anti_replay = false;  // the same packets again and again
    rig.worker.install_sa(std::move(inbound));
    rig.worker.install_sa(pair.outbound());
    dataplane::L2tpSession session;
    session.tunnel = TunnelId{1};
    session.policy = PolicyId{101};
    session.local = session.remote = SessionId{7};
    session.local_endpoint = {own, 1701};
    session.remote_endpoint = {ip("10.0.0.9"), 1701};
    rig.worker.install_session(session);
    rig.knows(1, router_mac(1, 1), own, mac(9), ip("10.0.0.9"));
  }

  std::size_t count(std::uint8_t port, const std::vector<Bytes>& frames) {
    Batch batch;
    batch.reserve(kBatchPackets);
    auto pass = [&] {
      for (auto& frame : frames) batch.push_back(rig.pool.copy(frame));
      rig.out.clear();
      const auto before = allocations;
      rig.worker.receive(PortIndex{port}, batch, rig.now, rig.out);
      return allocations - before;
    };
    for (int i = 0; i < 4; ++i) pass();
    std::size_t most = 0;
    for (int i = 0; i < 20; ++i) most = std::max(most, pass());
    return most;
  }

  Rig rig;
};

std::vector<Bytes> frames(std::size_t bytes) {
  std::vector<Bytes> result;
  for (std::uint8_t i = 0; i < 60; ++i) result.push_back(ethernet(mac(200), mac(1), 0x88b5, Bytes(bytes, i)));
  return result;
}

/// What the far end would send: our own packets with source and destination exchanged.
std::vector<Bytes> returned(const std::vector<Bytes>& sent) {
  std::vector<Bytes> result;
  for (auto frame : sent) {
    std::swap_ranges(frame.begin(), frame.begin() + 6, frame.begin() + 6);
    std::swap_ranges(frame.begin() + 26, frame.begin() + 30, frame.begin() + 30);
    result.push_back(std::move(frame));
  }
  return result;
}

}  // namespace

TEST_CASE("no allocation per packet: bridge, L2TPv3, ESP, NAT, fragments, Ethernet, and back") {
  for (std::size_t bytes : {100, 1500}) {
    Lab lab;
    CHECK(lab.count(0, frames(bytes)) == 0);
    lab.rig.receive(0, frames(bytes));
    const auto back = returned(lab.rig.sent(1));
    REQUIRE(back.size() == (bytes == 1500 ? 120 : 60));
    lab.rig.receive(1, back);
    REQUIRE(lab.rig.sent(0).size() == 60);
    CHECK(lab.count(1, back) == 0);
  }
}

TEST_CASE("no allocation per packet: forwarding through masquerade, and echo") {
  Lab lab;
  lab.rig.knows(0, router_mac(1, 0), ip("192.168.1.1"), mac(1), ip("192.168.1.2"));
  std::vector<Bytes> out, in, echo;
  for (std::uint16_t i = 0; i < 60; ++i) {
    out.push_back(ethernet(router_mac(1, 0), mac(1), wire::ethertype::ipv4,
                           udp(ip("192.168.1.2"), static_cast<std::uint16_t>(5000 + i), ip("198.51.100.7"), 53, Bytes(100, 1))));
    in.push_back(ethernet(router_mac(1, 1), mac(9), wire::ethertype::ipv4,
                          udp(ip("198.51.100.7"), 53, ip("10.0.0.1"), static_cast<std::uint16_t>(5000 + i), Bytes(100, 1))));
    echo.push_back(ethernet(router_mac(1, 0), mac(1), wire::ethertype::ipv4, icmp_echo(ip("192.168.1.2"), ip("192.168.1.1"), i)));
  }
  CHECK(lab.count(0, out) == 0);
  CHECK(lab.rig.sent(1).size() == 60);
  CHECK(lab.count(1, in) == 0);
  CHECK(lab.rig.sent(0).size() == 60);
  CHECK(lab.count(0, echo) == 0);
}
