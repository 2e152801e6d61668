// The path that the lab's two homes take, with four data planes and no control plane: bridge, L2TPv3, ESP in transport mode,
// masquerade by the router itself and again by the home gateway, the wire, and back.
//
//   pc-a --- site-a --- home gateway --- isp --- site-b --- pc-b
//        lan1      lan2 lan1       lan2 lan1 lan2 lan2    lan1
#include "tests/unit/dataplane/rig.hpp"

#include "firmware/base/checksum.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

constexpr TunnelId kTunnel{1};
constexpr PolicyId kPolicy{101};
const MacAddress kPcA = mac(0xa);
const MacAddress kPcB = mac(0xb);

class TwoHomes {
 public:
  explicit TwoHomes(bool nat_traversal = true) : nat_traversal_(nat_traversal) {
    site_a.plan(site("192.168.100.254", "192.168.1.2/24", "192.168.1.1", 1));
    site_b.plan(site("192.168.100.1", "10.10.10.138/24", "10.10.10.1", 4));
    gateway.plan(gateway_plan());
    isp.plan(PlanBuilder()
                 .port("lan1", router_mac(3, 0), {net("203.0.113.1/24")})
                 .port("lan2", router_mac(3, 1), {net("10.10.10.1/24")}));
    install(site_a, pair_a());
    install(site_b, pair_b());
    install_session(site_a, "192.168.100.254", "10.10.10.138", 0xa1, 0xb1);
    install_session(site_b, "192.168.100.1", nat_traversal ? "203.0.113.2" : "192.168.1.2", 0xb1, 0xa1);
  }

  /// Frames from pc-a (side 'a') or pc-b until the wires are silent; returns what the other PC gets.
  std::vector<Bytes> send(char side, const std::vector<Bytes>& frames) {
    at_a.clear();
    at_b.clear();
    auto& from = side == 'a' ? site_a : site_b;
    from.receive(0, frames);
    collect(from);
    for (int hop = 0; hop < 100 && deliver(); ++hop) {
    }
    return side == 'a' ? at_b : at_a;
  }

  [[nodiscard]] SaPair pair_a() const {
    SaPair pair;
    pair.udp_encapsulated = nat_traversal_;
    const std::uint16_t port = nat_traversal_ ? 4500 : 0;
    pair.local = {ip("192.168.100.254"), port};
    pair.peer = {ip("10.10.10.138"), port};
    return pair;
  }
  [[nodiscard]] SaPair pair_b() const {
    auto pair = pair_a();
    std::swap(pair.spi_in, pair.spi_out);
    pair.local.address = ip("192.168.100.1");
    pair.peer.address = ip("203.0.113.2");
    return pair;
  }
  static void install(Rig& rig, const SaPair& pair) {
    rig.worker.install_sa(pair.inbound());
    rig.worker.install_sa(pair.outbound());
  }
  static PlanBuilder site(std::string_view own, std::string_view wan, std::string_view next, std::uint8_t router) {
    PlanBuilder plan;
    plan.port("lan1", router_mac(router, 0)).port("lan2", router_mac(router, 1), {net(wan)});
    plan.l2tpv3(kTunnel, kPolicy);
    plan.bridge({"lan1", "tunnel1"}, router_mac(router, 0), {net(std::string(own) + "/24")});
    plan.route(net("0.0.0.0/0"), "lan2", ip(next));
    plan.masquerade("lan2", net(wan).address,
                    {{ip(own), 17, 500, 500, 1}, {ip(own), 50, 0, 0, 1}, {ip(own), 17, 4500, 4500, 1}});
    plan.transport(kPolicy, 17, 1701);
    plan.interface("tunnel1").mss_limit.automatic = true;
    return plan;
  }

  Rig site_a{1}, gateway{2}, isp{3}, site_b{4};
  std::vector<Bytes> at_a, at_b;
  std::vector<Bytes> on_wan;  ///< every frame between the home gateway and site-b
  std::function<bool(const Bytes&)> lose;

 private:
  struct InFlight {
    Rig* to;
    std::uint8_t port;
    Bytes frame;
  };

  static PlanBuilder gateway_plan() {
    PlanBuilder plan;
    plan.port("lan1", router_mac(2, 0), {net("192.168.1.1/24")});
    plan.port("lan2", router_mac(2, 1), {net("203.0.113.2/24")});
    plan.route(net("0.0.0.0/0"), "lan2", ip("203.0.113.1"));
    plan.masquerade("lan2", ip("203.0.113.2"));
    return plan;
  }
  static void install_session(Rig& rig, std::string_view local, std::string_view remote, std::uint32_t local_id,
                              std::uint32_t remote_id) {
    dataplane::L2tpSession session;
    session.tunnel = kTunnel;
    session.policy = kPolicy;
    session.local = SessionId{local_id};
    session.remote = SessionId{remote_id};
    session.local_endpoint = {ip(local), 1701};
    session.remote_endpoint = {ip(remote), 1701};
    rig.worker.install_session(session);
  }
  void collect(Rig& rig) {
    for (std::uint8_t port = 0; port < 2; ++port) {
      for (auto& frame : rig.sent(port)) route_frame(rig, port, std::move(frame));
    }
  }
  void route_frame(Rig& from, std::uint8_t port, Bytes frame) {
    if (port == 0 && &from == &site_a) return at_a.push_back(std::move(frame));
    if (port == 0 && &from == &site_b) return at_b.push_back(std::move(frame));
    const bool wan = &from == &site_b || &from == &isp || (&from == &gateway && port == 1);
    if (wan) on_wan.push_back(frame);
    if (lose && lose(frame)) return;
    if (&from == &site_a) wires_.push_back({&gateway, 0, std::move(frame)});
    else if (&from == &site_b) wires_.push_back({&isp, 1, std::move(frame)});
    else if (&from == &gateway && port == 0) wires_.push_back({&site_a, 1, std::move(frame)});
    else if (&from == &gateway) wires_.push_back({&isp, 0, std::move(frame)});
    else if (port == 0) wires_.push_back({&gateway, 1, std::move(frame)});
    else wires_.push_back({&site_b, 1, std::move(frame)});
  }
  bool deliver() {
    auto wires = std::exchange(wires_, {});
    for (auto& item : wires) {
      item.to->receive(item.port, item.frame);
      collect(*item.to);
    }
    return !wires_.empty();
  }

  bool nat_traversal_;
  std::vector<InFlight> wires_;
};

Bytes ping(std::size_t data_bytes, char from = 'a') {
  const bool a = from == 'a';
  return ethernet(a ? kPcB : kPcA, a ? kPcA : kPcB, wire::ethertype::ipv4,
                  icmp_echo(ip("192.168.100.10"), ip("192.168.100.20"), 7, true, data_bytes));
}

bool contains(ByteView frame, ByteView secret) {
  return std::search(frame.begin(), frame.end(), secret.begin(), secret.end()) != frame.end();
}

}  // namespace

TEST_CASE("a frame from one home arrives unchanged in the other, through both masquerades") {
  TwoHomes lab;

  CHECK(lab.send('a', {ping(56)}) == std::vector<Bytes>{ping(56)});
  CHECK(lab.send('b', {ping(56, 'b')}) == std::vector<Bytes>{ping(56, 'b')});
}

TEST_CASE("frames that were learned go only where their station is") {
  TwoHomes lab;
  lab.send('a', {ping(56)});
  lab.send('b', {ping(56, 'b')});

  const auto other = ethernet(kPcB, mac(0xc), wire::ethertype::ipv6, Bytes(60, 1));

  CHECK(lab.send('b', {other}).empty());  // pc-b is on the side it came from
  CHECK(lab.site_b.drops(DropReason::bridge_same_port) == 1);
}

TEST_CASE("frames of any kind pass: broadcast, multicast, tagged, IPv6, full size") {
  TwoHomes lab;
  const std::vector<Bytes> frames = {
      ethernet(MacAddress::broadcast(), kPcA, wire::ethertype::arp,
               arp(true, kPcA, ip("192.168.100.10"), ip("192.168.100.20"))),
      ethernet(*MacAddress::parse("33:33:00:00:00:01"), kPcA, wire::ethertype::ipv6, Bytes(72, 2)),
      ethernet(*MacAddress::parse("01:80:c2:00:00:00"), kPcA, 0x0027, Bytes(46, 3)),
      ethernet(kPcB, kPcA, wire::ethertype::ipv4, Bytes(100, 4), 10),
      ethernet(kPcB, kPcA, 0x88b5, Bytes(1500, 5)),
      ethernet(kPcB, kPcA, 0x88b5, Bytes(1500, 6), 20),
  };

  for (auto& frame : frames) CHECK(lab.send('a', {frame}) == std::vector<Bytes>{frame});
}

TEST_CASE("a full frame is cut in two on the way and put together again") {
  TwoHomes lab;
  lab.send('a', {ping(56)});
  lab.on_wan.clear();

  const auto full = ping(1472);
  CHECK(lab.send('a', {full}) == std::vector<Bytes>{full});

  // From the gateway and from the isp, two each. The outer packet is 1600 bytes (1514 in ESP in UDP).
  std::vector<std::size_t> payloads;
  for (auto& frame : lab.on_wan) {
    const wire::Ipv4View outer(frame.data() + wire::kEthernetHeaderBytes);
    CHECK(frame.size() <= 1514);
    payloads.push_back(outer.payload().size());
  }
  CHECK(payloads == std::vector<std::size_t>{1480, 100, 1480, 100});
}

TEST_CASE("nothing of what the homes say to each other can be read between them") {
  TwoHomes lab;
  const auto secret = to_bytes(as_bytes("0123456789 between friends"));
  auto frame = ethernet(MacAddress::broadcast(), kPcA, 0x88b5, secret);

  REQUIRE(lab.send('a', {frame}).size() == 1);

  for (auto& seen : lab.on_wan) CHECK_FALSE(contains(seen, ByteView(secret).first(12)));
}

TEST_CASE("many frames at once keep their order") {
  TwoHomes lab;
  lab.send('a', {ping(56)});
  std::vector<Bytes> frames;
  for (std::uint8_t i = 0; i < 60; ++i) frames.push_back(ethernet(kPcB, kPcA, 0x88b5, Bytes(100 + i, i)));

  CHECK(lab.send('a', frames) == frames);
}

TEST_CASE("a lost fragment costs one frame and nothing else") {
  TwoHomes lab;
  lab.send('a', {ping(56)});
  int seen = 0;
  lab.lose = [&](const Bytes&) { return ++seen == 2; };  // the second fragment, on the first wire

  CHECK(lab.send('a', {ping(1472)}).empty());
  lab.lose = nullptr;

  CHECK(lab.send('a', {ping(1472)}).size() == 1);
  lab.gateway.expire_at(lab.gateway.now + std::chrono::seconds(31));
  CHECK(lab.gateway.drops(DropReason::reassembly_timeout) == 1);
}

TEST_CASE("the tunnel's MSS limit concerns connections inside bridged frames, in both directions") {
  TwoHomes lab;
  const auto syn = tcp(ip("192.168.100.10"), 40000, ip("192.168.100.20"), 80, wire::tcp_flag::syn, std::uint16_t{1460});
  // 1392 bytes of inner IP fit one outer packet of 1500 with NAT traversal; minus 40.
  const auto limited = tcp(ip("192.168.100.10"), 40000, ip("192.168.100.20"), 80, wire::tcp_flag::syn, std::uint16_t{1352});

  CHECK(lab.send('a', {ethernet(kPcB, kPcA, wire::ethertype::ipv4, syn)}) ==
        std::vector<Bytes>{ethernet(kPcB, kPcA, wire::ethertype::ipv4, limited)});

  // Only the far end has the limit: what comes out of its tunnel is changed there.
  auto without = TwoHomes::site("192.168.100.254", "192.168.1.2/24", "192.168.1.1", 1);
  without.interface("tunnel1").mss_limit = {};
  lab.site_a.plan(without);
  CHECK(lab.send('a', {ethernet(kPcB, kPcA, wire::ethertype::ipv4, syn)}) ==
        std::vector<Bytes>{ethernet(kPcB, kPcA, wire::ethertype::ipv4, limited)});
}

TEST_CASE("the MSS that auto gives fits one outer packet exactly") {
  TwoHomes lab;
  lab.send('a', {ping(56)});

  lab.on_wan.clear();
  lab.send('a', {ping(1392 - 28)});
  CHECK(lab.on_wan.size() == 2);  // one packet on each of the two wires

  lab.on_wan.clear();
  lab.send('a', {ping(1392 - 28 + 1)});
  CHECK(lab.on_wan.size() == 4);
}

TEST_CASE("a session's control messages pass the same way and come with their policy") {
  TwoHomes lab;
  const Datagram hello{{ip("192.168.100.254"), 1701}, {ip("10.10.10.138"), 1701}, {0xc8, 0x03, 0, 12, 0, 0, 0, 1}};
  lab.send('a', {ping(56)});  // ARP is settled

  lab.site_a.call([&](auto& worker) { worker.send(hello, kPolicy, lab.site_a.now, lab.site_a.out); });

  REQUIRE(lab.site_a.sent(1).size() == 1);
  lab.gateway.receive(0, lab.site_a.sent(1));
  lab.isp.receive(0, lab.gateway.sent(1));
  lab.site_b.receive(1, lab.isp.sent(1));
  const auto notices = lab.site_b.notices<dataplane::LocalDatagram>();
  REQUIRE(notices.size() == 1);
  CHECK(notices[0].policy == kPolicy);
  CHECK(notices[0].datagram.payload == hello.payload);
  CHECK(notices[0].datagram.source == Endpoint{ip("203.0.113.2"), 1701});  // as it is seen from here
}

TEST_CASE("IKE passes the router's own masquerade in both directions") {
  TwoHomes lab;
  lab.send('a', {ping(56)});
  for (std::uint16_t port : {std::uint16_t{500}, std::uint16_t{4500}}) {
    const Datagram out{{ip("192.168.100.254"), port}, {ip("10.10.10.138"), port}, Bytes(40, 0)};
    lab.site_a.call([&](auto& worker) { worker.send(out, std::nullopt, lab.site_a.now, lab.site_a.out); });
    const auto leaving = lab.site_a.sent(1);
    REQUIRE(leaving.size() == 1);
    const auto packet = ByteView(leaving[0]).subspan(wire::kEthernetHeaderBytes);
    const wire::Ipv4View outer(packet.data());
    CHECK(outer.source() == ip("192.168.1.2"));
    CHECK(wire::parse_udp(outer.payload())->source_port == port);
    CHECK(checksums_good(packet));

    lab.gateway.receive(0, lab.site_a.sent(1));
    lab.isp.receive(0, lab.gateway.sent(1));
    lab.site_b.receive(1, lab.isp.sent(1));
    const auto arrived = lab.site_b.notices<dataplane::LocalDatagram>();
    REQUIRE(arrived.size() == 1);
    CHECK(arrived[0].datagram.destination == Endpoint{ip("192.168.100.1"), port});

    const Datagram back{arrived[0].datagram.destination, arrived[0].datagram.source, Bytes(44, 0)};
    lab.site_b.call([&](auto& worker) { worker.send(back, std::nullopt, lab.site_b.now, lab.site_b.out); });
    lab.isp.receive(1, lab.site_b.sent(1));
    lab.gateway.receive(1, lab.isp.sent(0));
    lab.site_a.receive(1, lab.gateway.sent(0));
    const auto answered = lab.site_a.notices<dataplane::LocalDatagram>();
    REQUIRE(answered.size() == 1);
    CHECK(answered[0].datagram.destination == out.source);
    CHECK(answered[0].datagram.source == out.destination);
  }
}

TEST_CASE("while the session is down frames for the tunnel end, and what was behind it is forgotten") {
  TwoHomes lab;
  lab.send('a', {ping(56)});
  lab.send('b', {ping(56, 'b')});
  lab.site_a.worker.remove_session(kTunnel, SessionId{0xa1});

  CHECK(lab.send('a', {ping(56)}).empty());

  CHECK(lab.site_a.drops(DropReason::l2tp_session_down) == 1);
  CHECK(lab.site_a.worker.learning(BridgeId{1}, lab.site_a.now).size() == 1);
}

TEST_CASE("without an SA nothing leaves, and the control side is asked for one once a second") {
  TwoHomes lab;
  lab.send('a', {ping(56)});
  lab.on_wan.clear();
  lab.site_a.worker.remove_sa(ipsec::Direction::outbound, Spi{lab.pair_a().spi_out});

  lab.site_a.receive(0, {ping(56), ping(56)});
  CHECK(lab.site_a.notices<dataplane::SaWanted>().size() == 1);
  CHECK(lab.site_a.drops(DropReason::no_sa) == 2);
  CHECK(lab.site_a.sent(1).empty());

  lab.site_a.now += std::chrono::seconds(1);
  lab.site_a.receive(0, ping(56));
  CHECK(lab.site_a.notices<dataplane::SaWanted>().size() == 1);
}
