#include "tests/bench/tunnel_site.hpp"

#include "firmware/base/assert.hpp"
#include "firmware/wire/ethernet.hpp"

namespace kyoten::bench {

using namespace kyoten::test;

namespace {

constexpr TunnelId kTunnel{1};
constexpr PolicyId kPolicy{101};

}  // namespace

TunnelSite::TunnelSite(Side side, const Options& options) {
  const bool left = side == Side::left;
  const auto router = static_cast<std::uint8_t>(left ? 1 : 2);
  const auto own = left ? net("203.0.113.1/24") : net("203.0.113.2/24");
  const auto peer = left ? ip("203.0.113.2") : ip("203.0.113.1");
  PlanBuilder plan;
  plan.port("lan1", router_mac(router, 0)).port("lan2", router_mac(router, 1), {own});
  plan.l2tpv3(kTunnel, kPolicy).transport(kPolicy, 17, 1701);
  plan.bridge({"lan1", "tunnel1"}, router_mac(router, 0), {left ? net("192.168.100.1/24") : net("192.168.100.2/24")});
  plan.route(net("0.0.0.0/0"), "lan2", peer);
  if (options.masquerade) {
    plan.masquerade("lan2", own.address, {{own.address, 17, 500, 500, 1}, {own.address, 50, 0, 0, 1}, {own.address, 17, 4500, 4500, 1}});
  }
  plan.interface("tunnel1").mss_limit.automatic = true;
  worker.set_plan(plan.build(), now);

  SaPair pair;
  pair.policy = kPolicy;
  pair.udp_encapsulated = options.nat_traversal;
  pair.suite = options.suite;
  const std::uint16_t port = options.nat_traversal ? 4500 : 0;
  pair.local = {own.address, port};
  pair.peer = {peer, port};
  if (!left) std::swap(pair.spi_in, pair.spi_out);
  // The benchmarks send the same packets again and again.
  auto inbound = pair.inbound();
  inbound.anti_replay = false;
  worker.install_sa(std::move(inbound));
  worker.install_sa(pair.outbound());

  dataplane::L2tpSession session;
  session.tunnel = kTunnel;
  session.policy = kPolicy;
  session.local = SessionId{left ? 1u : 2u};
  session.remote = SessionId{left ? 2u : 1u};
  session.local_endpoint = {own.address, 1701};
  session.remote_endpoint = {peer, 1701};
  worker.install_session(session);
  const auto neighbour = router_mac(left ? 2 : 1, 1);
  receive(1, {ethernet(router_mac(router, 1), neighbour, wire::ethertype::arp, arp(false, neighbour, peer, own.address, router_mac(router, 1)))});
}

void TunnelSite::fill(Batch& batch, const std::vector<Bytes>& frames) {
  for (auto& frame : frames) {
    batch.push_back(pool.copy(frame));
    KYOTEN_ASSERT(batch.back() != nullptr);
  }
}

void TunnelSite::receive(std::uint8_t port, const std::vector<Bytes>& frames) {
  Batch batch;
  fill(batch, frames);
  receive(port, batch);
}

Batch& TunnelSite::sent(std::uint8_t port) {
  for (auto& row : out.transmit) {
    if (row.port == PortIndex{port}) return row.batch;
  }
  return none_;
}

std::vector<Bytes> home_frames(std::size_t count, std::size_t ip_bytes) {
  std::vector<Bytes> frames;
  for (std::size_t i = 0; i < count; ++i) {
    const auto packet = udp(ip("192.168.100.10"), static_cast<std::uint16_t>(5000 + i), ip("192.168.100.20"), 6000,
                            Bytes(ip_bytes - 28, static_cast<std::uint8_t>(i)));
    frames.push_back(ethernet(mac(20), mac(10), wire::ethertype::ipv4, packet));
  }
  return frames;
}

}  // namespace kyoten::bench
