// A worker with an IPsec policy, its peer's keys at hand: what tests of ESP in the data plane stand on.
#pragma once

#include "firmware/ipsec/esp.hpp"
#include "tests/unit/dataplane/rig.hpp"

namespace kyoten::test {

constexpr PolicyId kPolicy{101};
constexpr TunnelId kTunnel{1};
inline const Ipv4Address kOwn = ip("203.0.113.1");
inline const Ipv4Address kPeer = ip("203.0.113.2");
inline const MacAddress kPeerMac = mac(2);
inline const MacAddress kWan = router_mac(1, 1);

/// lan1 192.168.1.0/24 inside, lan2 towards the peer; a tunnel-mode policy for 192.168.2.0/24 and a transport policy for L2TP.
struct Site : Rig {
  explicit Site(ipsec::Mode mode = ipsec::Mode::tunnel, bool udp = false, ipsec::Suite suite = {}) : Rig(1, 2048) {
    builder.port("lan1", router_mac(1, 0), {net("192.168.1.1/24")}).port("lan2", kWan, {net("203.0.113.1/24")});
    if (mode == ipsec::Mode::tunnel) {
      builder.ipsec_tunnel(kTunnel, kPolicy).route(net("192.168.2.0/24"), "tunnel1");
    } else {
      builder.l2tpv3(kTunnel, kPolicy).transport(kPolicy, 17, 1701);
      builder.bridge({"lan1", "tunnel1"}, router_mac(1, 0));
    }
    pair.mode = mode;
    pair.udp_encapsulated = udp;
    pair.suite = suite;
    const std::uint16_t port = udp ? 4500 : 0;
    pair.local = {kOwn, port};
    pair.peer = {kPeer, port};
    plan(builder);
    worker.install_sa(pair.inbound());
    worker.install_sa(pair.outbound());
    knows(0, router_mac(1, 0), ip("192.168.1.1"), mac(1), ip("192.168.1.2"));
    knows(1, kWan, kOwn, kPeerMac, kPeer);
  }

  [[nodiscard]] std::vector<Bytes> wan() const {
    std::vector<Bytes> result;
    for (auto& frame : sent(1)) result.push_back(to_bytes(ByteView(frame).subspan(wire::kEthernetHeaderBytes)));
    return result;
  }
  void from_wan(ByteView packet) { receive(1, ethernet(kWan, kPeerMac, wire::ethertype::ipv4, packet)); }
  void from_lan(ByteView packet) { receive(0, ethernet(router_mac(1, 0), mac(1), wire::ethertype::ipv4, packet)); }

  /// What the peer sends: `payload` under ESP of this SA, with a sequence number of its own.
  Bytes protect(ByteView payload, std::uint8_t next_header, std::optional<SaPair> under = std::nullopt) {
    const auto used = under.value_or(pair);
    auto parameters = used.inbound();
    parameters.direction = ipsec::Direction::outbound;
    auto& sa = peers[used.spi_in];
    if (!sa) sa = std::make_unique<ipsec::Sa>(std::move(parameters));
    auto packet = pool.copy(payload);
    ipsec::EncryptJob job{packet.get(), sa.get(), next_header, {}};
    ipsec::esp_encrypt({&job, 1}, entropy);
    const auto esp = to_bytes(packet->bytes());
    if (!used.udp_encapsulated) return ipv4(kPeer, kOwn, 50, esp);
    auto datagram = udp(kPeer, used.peer.port, kOwn, 4500, esp);
    datagram[26] = datagram[27] = 0;
    return datagram;
  }

  PlanBuilder builder;
  SaPair pair;
  std::map<std::uint32_t, std::unique_ptr<ipsec::Sa>> peers;
};

inline Bytes inner_ping() { return icmp_echo(ip("192.168.2.2"), ip("192.168.1.2"), 5); }
inline Bytes lan_packet() { return udp(ip("192.168.1.2"), 5000, ip("192.168.2.2"), 6000, Bytes(33, 0x77)); }

}  // namespace kyoten::test
