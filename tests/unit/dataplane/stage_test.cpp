// Each stage alone: a batch goes into its function, and what it gives to which neighbour is looked at in the queues.
#include "firmware/dataplane/context.hpp"

#include "tests/unit/dataplane/builders.hpp"

#include <catch2/catch.hpp>

using namespace kyoten;
using namespace kyoten::dataplane;
using namespace kyoten::test;

namespace {

constexpr InterfaceIndex kLan1{0};
constexpr InterfaceIndex kLan2{1};
constexpr InterfaceIndex kTunnel1{2};
constexpr InterfaceIndex kTunnel2{3};
constexpr InterfaceIndex kBridge{4};
const MacAddress kOwn = router_mac(1, 0);
const MacAddress kWan = router_mac(1, 1);

/// lan1 and an L2TPv3 tunnel in a bridge, lan2 outside, and an IPsec tunnel for 172.16.0.0/16.
struct Bench {
  Bench() : context(pool, entropy) {
    builder.port("lan1", kOwn).port("lan2", kWan, {net("10.0.0.1/24")});
    builder.l2tpv3(TunnelId{1}, PolicyId{101}).ipsec_tunnel(TunnelId{2}, PolicyId{102});
    builder.bridge({"lan1", "tunnel1"}, kOwn, {net("192.168.1.1/24")});
    builder.route(net("0.0.0.0/0"), "lan2", ip("10.0.0.254")).route(net("172.16.0.0/16"), "tunnel2");
    builder.transport(PolicyId{101}, 17, 1701);
    context.plan = builder.build();
    context.index = PlanIndex(*context.plan);
    std::vector<std::string> names;
    for (auto& row : context.plan->interfaces) names.push_back(row.name);
    context.counters.bind(names);
    context.out = &out;
    L2tpSession session;
    session.tunnel = TunnelId{1};
    session.policy = PolicyId{101};
    session.local = SessionId{0xa1};
    session.remote = SessionId{0xb1};
    session.local_endpoint = {ip("10.0.0.1"), 1701};
    session.remote_endpoint = {ip("10.0.0.9"), 1701};
    context.sessions.install(session);
    pair.policy = PolicyId{101};
    pair.local = {ip("10.0.0.1"), 0};
    pair.peer = {ip("10.0.0.9"), 0};
    context.sas.install(pair.inbound());
    context.sas.install(pair.outbound());
  }
  ~Bench() {
    for (auto& queue : context.queues) queue.clear();
    out.transmit.clear();
  }

  Packet packet(ByteView bytes, InterfaceIndex in = kLan1) {
    auto result = pool.copy(bytes);
    result->meta.in_interface = in;
    return result;
  }
  /// Runs one stage; its own output stays in the queues. The first `stripped` bytes of each packet are the header around it.
  void run(void (*stage)(Context&, Batch&), std::vector<Bytes> packets, PacketBuffer::Metadata meta, std::size_t stripped = 0) {
    Batch batch;
    for (auto& bytes : packets) {
      batch.push_back(packet(bytes));
      batch.back()->meta = meta;
      batch.back()->meta.outer_at = batch.back()->position();
      REQUIRE(batch.back()->pull_front(stripped));
    }
    stage(context, batch);
  }
  [[nodiscard]] std::size_t queued(Stage stage) const { return context.queues[static_cast<std::size_t>(stage)].size(); }
  [[nodiscard]] std::size_t queued_in_all() const {
    std::size_t sum = 0;
    for (auto& queue : context.queues) sum += queue.size();
    return sum;
  }
  [[nodiscard]] const PacketBuffer& first(Stage stage) const { return *context.queues[static_cast<std::size_t>(stage)][0]; }
  [[nodiscard]] std::uint64_t drops(DropReason reason) const { return context.drops[static_cast<std::size_t>(reason)]; }

  PacketPool pool{256};
  TestEntropy entropy{1};
  Output out;
  Context context;
  PlanBuilder builder;
  SaPair pair;
};

PacketBuffer::Metadata entered(InterfaceIndex in) {
  PacketBuffer::Metadata meta;
  meta.in_interface = in;
  return meta;
}
PacketBuffer::Metadata leaving(InterfaceIndex by, Ipv4Address next_hop = {}) {
  PacketBuffer::Metadata meta;
  meta.out_interface = by;
  meta.next_hop = next_hop;
  return meta;
}

const Bytes kTransit = udp(ip("192.168.1.2"), 1000, ip("198.51.100.7"), 2000, Bytes(20, 1));
Bytes l2tp_packet() { return udp(ip("10.0.0.1"), 1701, ip("10.0.0.9"), 1701, Bytes(20, 0)); }

}  // namespace

TEST_CASE("stage ethernet_input: members to the bridge, others up by type, the rest dropped") {
  Bench bench;
  const auto frame = ethernet(kWan, mac(1), wire::ethertype::ipv4, kTransit);
  bench.run(ethernet_input, {frame, frame}, entered(kLan1));
  CHECK(bench.queued(Stage::bridge) == 2);
  bench.run(ethernet_input, {frame, ethernet(kWan, mac(1), wire::ethertype::arp, Bytes(28, 0)), Bytes(5, 0)}, entered(kLan2));
  CHECK(bench.queued(Stage::ip_input) == 1);
  CHECK(bench.queued(Stage::arp_input) == 1);
  CHECK(bench.drops(DropReason::frame_too_short) == 1);
  CHECK(bench.queued_in_all() == 4);
  CHECK(bench.first(Stage::ip_input).meta.source_mac == mac(1));
  CHECK(bench.first(Stage::ip_input).size() == kTransit.size());
}

TEST_CASE("stage bridge: an unknown station is looked for in the tunnel, ours goes up") {
  Bench bench;
  bench.run(bridge, {ethernet(mac(9), mac(1), 0x88b5, Bytes(46, 0)), ethernet(kOwn, mac(1), wire::ethertype::ipv4, kTransit)},
            entered(kLan1));
  CHECK(bench.queued(Stage::l2tpv3_encap) == 1);
  CHECK(bench.first(Stage::l2tpv3_encap).meta.out_interface == kTunnel1);
  CHECK(bench.queued(Stage::ip_input) == 1);
  CHECK(bench.first(Stage::ip_input).meta.in_interface == kBridge);
  CHECK(bench.context.flow.copied == 0);  // one other member: it gets the frame itself
}

TEST_CASE("stage arp_input: a request for us is answered into the bridge and consumed") {
  Bench bench;
  bench.run(arp_input, {arp(true, mac(1), ip("192.168.1.2"), ip("192.168.1.1")), arp(true, mac(1), ip("192.168.1.2"), ip("192.168.1.9"))},
            entered(kBridge));
  CHECK(bench.queued(Stage::bridge) == 1);
  CHECK(bench.context.flow.punted == 2);
  CHECK(bench.context.flow.originated == 1);
}

TEST_CASE("stage ip_input: ours to local_deliver, others to ip_forward, bad ones dropped") {
  Bench bench;
  bench.run(ip_input, {kTransit, udp(ip("192.168.1.2"), 1, ip("192.168.1.1"), 2, {}), Bytes(19, 0x45)}, entered(kBridge));
  CHECK(bench.queued(Stage::ip_forward) == 1);
  CHECK(bench.queued(Stage::local_deliver) == 1);
  CHECK(bench.drops(DropReason::ip_malformed) == 1);
}

TEST_CASE("stage esp_decrypt: transport payloads get a header again, tunnel payloads enter by their tunnel") {
  Bench bench;
  auto peer_parameters = bench.pair.inbound();
  peer_parameters.direction = ipsec::Direction::outbound;
  ipsec::Sa peer(std::move(peer_parameters));
  auto protect = [&](ByteView payload, ipsec::Sa& sa, std::uint8_t next) {
    auto packet = bench.packet(payload);
    ipsec::EncryptJob job{packet.get(), &sa, next, {}};
    ipsec::esp_encrypt({&job, 1}, bench.entropy);
    return ipv4(ip("10.0.0.9"), ip("10.0.0.1"), 50, packet->bytes());
  };
  auto tunnel = bench.pair;
  tunnel.policy = PolicyId{102};
  tunnel.spi_in = 0x4000;
  tunnel.mode = ipsec::Mode::tunnel;
  bench.context.sas.install(tunnel.inbound());
  auto tunnel_parameters = tunnel.inbound();
  tunnel_parameters.direction = ipsec::Direction::outbound;
  ipsec::Sa tunnel_peer(std::move(tunnel_parameters));

  bench.run(esp_decrypt,
            {protect(ByteView(l2tp_packet()).subspan(20), peer, 17), protect(kTransit, tunnel_peer, 4), Bytes(wire::kIpv4HeaderBytes + 7, 1)},
            entered(kLan2), wire::kIpv4HeaderBytes);

  REQUIRE(bench.queued(Stage::local_deliver) == 1);
  CHECK(bench.first(Stage::local_deliver).meta.authenticated);
  CHECK(wire::Ipv4View(bench.first(Stage::local_deliver).data()).source() == ip("10.0.0.9"));
  REQUIRE(bench.queued(Stage::ip_input) == 1);
  CHECK(bench.first(Stage::ip_input).meta.in_interface == kTunnel2);
  CHECK_FALSE(bench.first(Stage::ip_input).meta.authenticated);
  CHECK(bench.drops(DropReason::esp_malformed) == 1);
}

TEST_CASE("stage l2tpv3_decap: the frame enters the bridge by its tunnel, and has lost its authentication") {
  Bench bench;
  auto message = *from_hex("00030000000000a1");
  const auto frame = ethernet(mac(1), mac(9), 0x88b5, Bytes(46, 0));
  message.insert(message.end(), frame.begin(), frame.end());
  auto meta = entered(kLan2);
  meta.authenticated = true;
  meta.policy = PolicyId{101};

  bench.run(l2tpv3_decap, {message, message}, meta);
  REQUIRE(bench.queued(Stage::bridge) == 2);
  CHECK(to_hex(bench.first(Stage::bridge).bytes()) == to_hex(frame));
  CHECK(bench.first(Stage::bridge).meta.in_interface == kTunnel1);
  CHECK_FALSE(bench.first(Stage::bridge).meta.authenticated);
  CHECK(bench.out.notices.size() == 1);  // SessionData, once

  bench.run(l2tpv3_decap, {message}, entered(kLan2));
  CHECK(bench.drops(DropReason::unprotected) == 1);
}

TEST_CASE("stage local_deliver: echo is answered, ESP goes down again, the rest is given to the control side") {
  Bench bench;
  bench.run(local_deliver, {icmp_echo(ip("10.0.0.9"), ip("10.0.0.1"), 1), ipv4(ip("10.0.0.9"), ip("10.0.0.1"), 50, Bytes(40, 1)),
                            udp(ip("10.0.0.9"), 1, ip("10.0.0.1"), 500, Bytes(9, 1))}, entered(kLan2));
  CHECK(bench.queued(Stage::ipsec_output) == 1);
  CHECK(bench.queued(Stage::esp_decrypt) == 1);
  CHECK(bench.first(Stage::esp_decrypt).size() == 40);
  CHECK(bench.out.notices.size() == 1);
}

TEST_CASE("stage ip_forward: to the way out, or into the tunnel under its policy") {
  Bench bench;
  bench.run(ip_forward, {kTransit, udp(ip("192.168.1.2"), 1, ip("172.16.0.9"), 2, {})}, entered(kBridge));
  REQUIRE(bench.queued(Stage::ip_output) == 1);
  CHECK(bench.first(Stage::ip_output).meta.out_interface == kLan2);
  CHECK(bench.first(Stage::ip_output).meta.next_hop == ip("10.0.0.254"));
  REQUIRE(bench.queued(Stage::ipsec_output) == 1);
  CHECK(bench.first(Stage::ipsec_output).meta.policy == PolicyId{102});
}

TEST_CASE("stage l2tpv3_encap: IPv4, UDP and L2TPv3 in front of the frame, and the session's policy on it") {
  Bench bench;
  const auto frame = ethernet(mac(9), mac(1), 0x88b5, Bytes(46, 3));
  bench.run(l2tpv3_encap, {frame}, leaving(kTunnel1));
  REQUIRE(bench.queued(Stage::ipsec_output) == 1);
  const auto& packet = bench.first(Stage::ipsec_output);
  CHECK(packet.meta.policy == PolicyId{101});
  CHECK(checksums_good(packet.bytes()));
  CHECK(to_hex(packet.bytes().subspan(20)) == "06a506a5004c0000" "00030000000000b1" + to_hex(frame));
}

TEST_CASE("stage ipsec_output: claimed packets to esp_encrypt or nowhere, others on") {
  Bench bench;
  bench.run(ipsec_output, {l2tp_packet(), udp(ip("10.0.0.1"), 9, ip("10.0.0.9"), 9, {})}, leaving(kLan2));
  CHECK(bench.queued(Stage::esp_encrypt) == 1);
  CHECK(bench.queued(Stage::ip_route) == 1);
  auto meta = leaving(kLan2);
  meta.policy = PolicyId{102};  // no SA
  bench.run(ipsec_output, {kTransit, kTransit}, meta);
  CHECK(bench.drops(DropReason::no_sa) == 2);
  CHECK(bench.out.notices.size() == 1);
}

TEST_CASE("stage esp_encrypt: ESP behind a new header, for packets of several policies in one burst") {
  Bench bench;
  auto tunnel = bench.pair;
  tunnel.policy = PolicyId{102};
  tunnel.spi_out = 0x4000;
  tunnel.mode = ipsec::Mode::tunnel;
  bench.context.sas.install(tunnel.outbound());
  Batch batch;
  for (auto policy : {PolicyId{101}, PolicyId{102}, PolicyId{103}}) {
    batch.push_back(bench.packet(l2tp_packet()));
    batch.back()->meta.policy = policy;
  }
  esp_encrypt(bench.context, batch);
  REQUIRE(bench.queued(Stage::ip_route) == 2);
  CHECK(bench.drops(DropReason::no_sa) == 1);
  for (auto& packet : bench.context.queues[static_cast<std::size_t>(Stage::ip_route)]) {
    const wire::Ipv4View view(packet->data());
    CHECK(wire::check_ipv4(packet->bytes()) == wire::Ipv4Error::none);
    CHECK(view.protocol() == 50);
    CHECK(view.destination() == ip("10.0.0.9"));
  }
}

TEST_CASE("stage ip_route: own packets to their way out, or to the router itself") {
  Bench bench;
  bench.run(ip_route, {udp(ip("10.0.0.1"), 1, ip("198.51.100.7"), 2, {}), udp(ip("10.0.0.1"), 1, ip("192.168.1.1"), 2, {})}, {});
  CHECK(bench.queued(Stage::ip_output) == 1);
  CHECK(bench.queued(Stage::local_deliver) == 1);
  CHECK(bench.first(Stage::local_deliver).meta.in_interface == kBridge);
}

TEST_CASE("stage ip_output: what fits goes on, what does not is cut") {
  Bench bench;
  bench.run(ip_output, {kTransit, udp(ip("192.168.1.2"), 1, ip("198.51.100.7"), 2, Bytes(1600, 0))}, leaving(kLan2, ip("10.0.0.254")));
  CHECK(bench.queued(Stage::ethernet_output) == 3);
  CHECK(bench.context.flow.split == 1);
}

TEST_CASE("stage ethernet_output: out of the port when the neighbour is known, else held while ARP asks") {
  Bench bench;
  bench.context.neighbours.learn(kLan2, ip("10.0.0.254"), mac(7), bench.context.now + std::chrono::seconds(9), true);
  bench.run(ethernet_output, {kTransit, kTransit}, leaving(kLan2, ip("10.0.0.254")));
  REQUIRE(bench.out.transmit.size() == 1);
  CHECK(bench.out.transmit[0].port == PortIndex{1});
  CHECK(bench.out.transmit[0].batch.size() == 2);
  bench.run(ethernet_output, {kTransit, kTransit}, leaving(kLan2, ip("10.0.0.77")));
  CHECK(bench.context.neighbours.held() == 2);
  CHECK(bench.out.transmit[0].batch.size() == 3);  // one request
}
