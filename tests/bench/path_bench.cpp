// The packet path: single stages, and the whole of it from a frame to ESP on the wire and back.
#include <benchmark/benchmark.h>

#include "firmware/base/assert.hpp"
#include "firmware/dataplane/context.hpp"
#include "firmware/dataplane/translate.hpp"
#include "firmware/ipsec/esp.hpp"
#include "tests/bench/tunnel_site.hpp"

using namespace kyoten;
using namespace kyoten::bench;
using namespace kyoten::test;

namespace {

constexpr std::size_t kBurst = 48;  // twice as many when each is cut in two

void count(benchmark::State& state, std::size_t packets, std::size_t ip_bytes) {
  const auto items = state.iterations() * static_cast<std::int64_t>(packets);
  state.SetItemsProcessed(items);
  state.SetBytesProcessed(items * static_cast<std::int64_t>(ip_bytes));
}

/// Frame in, frame out, through a bridge of two ports; both stations known.
void bridge(benchmark::State& state) {
  PacketPool pool(256);
  TestEntropy entropy(1);
  dataplane::Worker worker(pool, entropy);
  dataplane::Output out;
  PlanBuilder plan;
  plan.port("lan1", router_mac(1, 0)).port("lan2", router_mac(1, 1));
  worker.set_plan(plan.bridge({"lan1", "lan2"}, router_mac(1, 0)).build(), {});
  const auto frames = home_frames(kBurst, static_cast<std::size_t>(state.range(0)));
  Batch batch;
  batch.push_back(pool.copy(ethernet(mac(10), mac(20), 0x88b5, Bytes(46, 0))));
  worker.receive(PortIndex{1}, batch, {}, out);
  for (auto _ : state) {
    for (auto& frame : frames) batch.push_back(pool.copy(frame));
    out.clear();
    worker.receive(PortIndex{0}, batch, {}, out);
  }
  count(state, kBurst, static_cast<std::size_t>(state.range(0)));
}
BENCHMARK(bridge)->Arg(64)->Arg(1400);

/// L2TPv3 encapsulation alone.
void stage_l2tpv3_encap(benchmark::State& state) {
  PacketPool pool(256);
  TestEntropy entropy(1);
  dataplane::Context context(pool, entropy);
  dataplane::Output out;
  context.out = &out;
  PlanBuilder plan;
  plan.port("lan1", router_mac(1, 0)).l2tpv3(TunnelId{1}, std::nullopt);
  context.plan = plan.build();
  context.index = dataplane::PlanIndex(*context.plan);
  context.counters.bind({"lan1", "tunnel1"});
  dataplane::L2tpSession session;
  session.tunnel = TunnelId{1};
  context.sessions.install(session);
  const auto frames = home_frames(kBurst, 1400);
  Batch batch;
  for (auto _ : state) {
    for (auto& frame : frames) {
      batch.push_back(pool.copy(frame));
      batch.back()->meta.out_interface = InterfaceIndex{1};
    }
    dataplane::l2tpv3_encap(context, batch);
    batch.clear();
    context.queues[static_cast<std::size_t>(dataplane::Stage::ipsec_output)].clear();
  }
  count(state, kBurst, 1400);
}
BENCHMARK(stage_l2tpv3_encap);

/// Translation of one direction, with as many sessions in the table as the argument says.
void nat_translate(benchmark::State& state) {
  PacketPool pool(256);
  TestEntropy entropy(1);
  dataplane::Context context(pool, entropy);
  dataplane::Output out;
  context.out = &out;
  PlanBuilder plan;
  plan.port("lan1", router_mac(1, 0), {net("203.0.113.1/24")}).masquerade("lan1", ip("203.0.113.1"));
  context.plan = plan.build();
  const auto sessions = static_cast<std::uint32_t>(state.range(0));
  std::vector<Packet> packets;
  auto make = [&](std::uint32_t i) {
    return udp({ip("192.168.0.0").value + i / 1000}, static_cast<std::uint16_t>(2000 + i % 1000), ip("198.51.100.7"), 53, Bytes(64, 1));
  };
  for (std::uint32_t i = 0; i < sessions; ++i) {
    auto packet = pool.copy(make(i));
    KYOTEN_ASSERT(!dataplane::translate_outbound(context, context.plan->interfaces[0], *packet));
  }
  std::vector<Bytes> inside;
  for (std::uint32_t i = 0; i < sessions; ++i) inside.push_back(make(i * 7919 % sessions));
  auto packet = pool.take();
  std::size_t next = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(packet->assign(inside[next]));
    benchmark::DoNotOptimize(dataplane::translate_outbound(context, context.plan->interfaces[0], *packet));
    if (++next == inside.size()) next = 0;
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(nat_translate)->Arg(1)->Arg(1000)->Arg(9000);

void set_backend(benchmark::State& state, std::int64_t which) {
  const auto wanted = which == 0 ? ipsec::EspImplementation::ipsec_mb : ipsec::EspImplementation::openssl;
  state.SetLabel(which == 0 ? "ipsec-mb" : "openssl");
  ipsec::set_esp_implementation(wanted);
}

/// A frame on lan1 to ESP in UDP on lan2: bridge, L2TPv3, ESP, NAT, fragments, Ethernet.
void path_out(benchmark::State& state) {
  set_backend(state, state.range(1));
  TunnelSite site(TunnelSite::Side::left, {});
  const auto frames = home_frames(kBurst, static_cast<std::size_t>(state.range(0)));
  Batch batch;
  for (auto _ : state) {
    site.fill(batch, frames);
    site.receive(0, batch);
  }
  count(state, kBurst, static_cast<std::size_t>(state.range(0)));
}
BENCHMARK(path_out)->ArgsProduct({{64, 576, 1392, 1500}, {0, 1}});

/// And the way in.
void path_in(benchmark::State& state) {
  set_backend(state, state.range(1));
  TunnelSite left(TunnelSite::Side::left, {});
  TunnelSite right(TunnelSite::Side::right, {});
  left.receive(0, home_frames(kBurst, static_cast<std::size_t>(state.range(0))));
  std::vector<Bytes> wire;
  for (auto& packet : left.sent(1)) wire.push_back(to_bytes(packet->bytes()));
  Batch batch;
  for (auto _ : state) {
    right.fill(batch, wire);
    right.receive(1, batch);
    KYOTEN_ASSERT(right.sent(0).size() == kBurst);
  }
  count(state, kBurst, static_cast<std::size_t>(state.range(0)));
}
BENCHMARK(path_in)->ArgsProduct({{64, 576, 1392, 1500}, {0, 1}});

/// What a flood of packets with unknown SPIs costs, beside as many SAs as the argument says.
void path_in_unknown_spi(benchmark::State& state) {
  set_backend(state, 0);
  TunnelSite left(TunnelSite::Side::left, {});
  TunnelSite right(TunnelSite::Side::right, {});
  left.receive(0, home_frames(kBurst, 64));
  constexpr std::size_t kSpiAt = wire::kEthernetHeaderBytes + wire::kIpv4HeaderBytes + wire::kUdpHeaderBytes;
  std::vector<Bytes> wire;
  for (auto& packet : left.sent(1)) {
    wire.push_back(to_bytes(packet->bytes()));
    wire.back()[kSpiAt] ^= 0x40;
  }
  for (std::uint32_t i = 0; i < static_cast<std::uint32_t>(state.range(0)); ++i) {
    test::SaPair other;
    other.spi_in = 0x10000 + i;
    other.spi_out = 0x20000 + i;
    right.worker.install_sa(other.inbound());
  }
  const auto unknown = static_cast<std::size_t>(dataplane::DropReason::esp_unknown_spi);
  Batch batch;
  for (auto _ : state) {
    right.fill(batch, wire);
    const auto before = right.worker.drops()[unknown];
    right.receive(1, batch);
    KYOTEN_ASSERT(right.worker.drops()[unknown] == before + kBurst);
  }
  count(state, kBurst, 64);
}
BENCHMARK(path_in_unknown_spi)->Arg(0)->Arg(1000)->Arg(10000);

/// path_out at the burst that a busy but not saturated link gives.
void path_out_burst(benchmark::State& state) {
  set_backend(state, 0);
  TunnelSite site(TunnelSite::Side::left, {});
  const auto frames = home_frames(static_cast<std::size_t>(state.range(0)), 1392);
  Batch batch;
  for (auto _ : state) {
    site.fill(batch, frames);
    site.receive(0, batch);
  }
  count(state, frames.size(), 1392);
}
BENCHMARK(path_out_burst)->Arg(1)->Arg(4)->Arg(8)->Arg(16)->Arg(32)->Arg(60);

}  // namespace
