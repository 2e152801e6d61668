// Whole frames into a data plane with everything switched on. Kind of a part: bit 0 the port; bit 1: the bytes are an IPv4 or IPv6
// packet whose checksum (with the latter that of ICMPv6 and UDP) is made right and which gets an Ethernet header; bit 2: they are a
// payload that the peer sends under ESP, so that what stands behind the ICV is reached too; bit 3: a new plan first; bit 4: time passes
// first; bit 5, beside bit 2: under AH instead; bit 6, beside bits 1 and 2: as IPComp; bit 7, beside bit 2: by a peer of IPv6.
// Promise: no crash, no lost packet, and nothing for the tunnel in the clear.
#include <array>
#include <boost/endian/conversion.hpp>
#include <utility>

#include "firmware/base/assert.hpp"
#include "firmware/dataplane/worker.hpp"
#include "firmware/ipsec/ah.hpp"
#include "firmware/ipsec/esp.hpp"
#include "firmware/ipsec/ipcomp.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/ipv6.hpp"
#include "firmware/wire/neighbour_discovery.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/test_entropy.hpp"
#include "tests/unit/dataplane/builders.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

const Ipv4Address kOwn = ip("203.0.113.1");
const Ipv4Address kPeer = ip("203.0.113.2");
const Ipv6Address kOwn6 = *Ipv6Address::parse("2001:db8:f::1");
const Ipv6Address kPeer6 = *Ipv6Address::parse("2001:db8:f::2");
constexpr Cpi kCpi{0x0707};

dataplane::InterfacePlan a_vlan() {
  dataplane::InterfacePlan vlan;
  vlan.name = "lan1/1";
  vlan.kind = dataplane::InterfaceKind::vlan;
  vlan.port = PortIndex{0};
  vlan.vlan_id = std::uint16_t{10};
  vlan.mac = router_mac(1, 0);
  vlan.addresses = {net("172.16.0.1/24")};
  return vlan;
}

dataplane::InterfacePlan a_pp(InterfaceIndex below, bool connected) {
  dataplane::InterfacePlan pp;
  pp.name = "pp1";
  pp.kind = dataplane::InterfaceKind::pp;
  pp.line = {below, mac(9), PppoeSessionId{7}};
  pp.carries_ip = connected;
  pp.mtu_bytes = 1454;
  pp.addresses = {net("172.31.0.1/32")};
  return pp;
}

std::shared_ptr<const dataplane::Plan> a_plan(bool other) {
  PlanBuilder plan;
  plan.port("lan1", router_mac(1, 0)).port("lan2", router_mac(1, 1), {net("203.0.113.1/24")});
  if (other) plan.row(a_vlan());
  plan.l2tpv3(TunnelId{1}, PolicyId{101}).ipsec_tunnel(TunnelId{2}, PolicyId{102});
  plan.bridge({"lan1", "tunnel1"}, router_mac(1, 0), {net("192.168.1.1/24")});
  plan.route(net("0.0.0.0/0"), "lan2", kPeer).route(net("192.168.2.0/24"), "tunnel2");
  plan.masquerade("lan2", kOwn, {{kOwn, 17, 500, 500, 1}, {kOwn, 17, 4500, 4500, 1}, {kOwn, 50, 0, 0, 1}, {kOwn, 51, 0, 0, 1}, {ip("192.168.1.9"), 6, 8000, 80, 3}});
  plan.transport(PolicyId{101}, 17, 1701);
  plan.interface("bridge1").addresses6 = {*Ipv6Prefix::parse("2001:db8:1::1/64"), wire::link_local(router_mac(1, 0))};
  plan.interface("lan2").addresses6 = {*Ipv6Prefix::parse("2001:db8:f::1/64"), wire::link_local(router_mac(1, 1))};
  plan.row(a_pp(plan.index("lan2"), !other)).route(net("172.31.0.0/16"), "pp1");
  plan.ipsec_tunnel(TunnelId{3}, PolicyId{103}).route(net("192.168.3.0/24"), "tunnel3");
  plan.plan.routes6 = {{*Ipv6Prefix::parse("2001:db8:f::/64"), plan.index("lan2"), {}, false, true},
                       {*Ipv6Prefix::parse("2001:db8:3::/64"), plan.index("tunnel3"), {}, false, false},
                       {*Ipv6Prefix::parse("2001:db8:1::/64"), plan.index("bridge1"), {}, false, true},
                       {*Ipv6Prefix::parse("2001:db8:2::/64"), plan.index("tunnel2"), {}, false, false}};
  plan.interface("tunnel1").mss_limit.automatic = true;
  plan.interface("lan2").mss_limit.automatic = true;
  plan.interface("lan2").mtu_bytes = 576;
  dataplane::FilterPlan pass;
  pass.id = FilterId{1};
  pass.action = dataplane::FilterAction::pass;
  plan.plan.filters = {pass};
  plan.interface("lan2").filter_in = {FilterId{1}};
  return plan.build();
}

SaPair a_pair(std::uint32_t policy) {
  SaPair pair;
  pair.policy = PolicyId{policy};
  const bool ipv6 = policy == 103;
  pair.local = {ipv6 ? IpAddress(kOwn6) : IpAddress(kOwn), 0};
  pair.peer = {ipv6 ? IpAddress(kPeer6) : IpAddress(kPeer), 0};
  pair.spi_in = 0x1000 + policy;
  pair.spi_out = 0x2000 + policy;
  pair.mode = policy == 101 ? ipsec::Mode::transport : ipsec::Mode::tunnel;
  return pair;
}

class Target {
 public:
  Target() {
    worker_.set_plan(a_plan(true), now_);
    for (std::uint32_t policy : {102u, 103u}) {
      auto under_ah = ah_peer(policy);
      under_ah.direction = ipsec::Direction::inbound;
      worker_.install_sa(std::move(under_ah));
    }
    for (std::uint32_t policy : {101u, 102u, 103u}) {
      auto inbound = a_pair(policy).inbound();
      inbound.compression = kCpi;
      worker_.install_sa(std::move(inbound));
      worker_.install_sa(a_pair(policy).outbound());
      auto parameters = a_pair(policy).inbound();
      parameters.direction = ipsec::Direction::outbound;
      peers_.emplace_back(std::move(parameters));
    }
    dataplane::L2tpSession session;
    session.tunnel = TunnelId{1};
    session.policy = PolicyId{101};
    session.local = SessionId{7};
    session.remote = SessionId{8};
    session.local_endpoint = {kOwn, 1701};
    session.remote_endpoint = {kPeer, 1701};
    worker_.install_session(session);
    receive(1, ethernet(router_mac(1, 1), mac(2), wire::ethertype::arp, arp(false, mac(2), kPeer, kOwn, router_mac(1, 1))));
  }
  ~Target() { out_.transmit.clear(); }

  void part(std::uint8_t kind, ByteView bytes) {
    if ((kind & 8) != 0) worker_.set_plan(a_plan(plan_ = !plan_), now_);
    if ((kind & 16) != 0) {
      now_ += std::chrono::seconds(7);
      out_.clear();
      worker_.expire(now_, out_);
      check();
    }
    const auto port = static_cast<std::uint8_t>(kind & 1);
    if ((kind & 4) != 0) {
      const bool tunnel = (kind & 2) != 0;
      const bool ipv6 = (kind & 128) != 0;
      return receive(1, wrapped(1, (kind & 32) != 0 ? under_ah(bytes, ipv6) : protect(bytes, tunnel, tunnel && (kind & 64) != 0, ipv6)));
    }
    if ((kind & 2) != 0) return receive(port, wrapped(port, mended(bytes)));
    receive(port, to_bytes(bytes));
  }

 private:
  static Bytes mended(ByteView bytes) {
    auto packet = to_bytes(bytes);
    if (wire::check_ipv6(packet) && packet[6] == wire::ip_protocol::icmpv6 && packet.size() >= 44) {
      const wire::Ipv6View ip(packet.data());
      packet[42] = packet[43] = 0;
      boost::endian::store_big_u16(packet.data() + 42, wire::icmpv6_sum(ip.source(), ip.destination(), ByteView(packet).subspan(40, ip.payload_bytes())));
    }
    if (wire::check_ipv6(packet) && packet[6] == wire::ip_protocol::udp && packet.size() >= 48) {
      const wire::Ipv6View ip(packet.data());
      const auto segment = MutableByteView(packet).subspan(40, ip.payload_bytes());
      if (boost::endian::load_big_u16(segment.data() + 4) == segment.size() && segment.size() >= 8)
        wire::write_udp(segment.data(), boost::endian::load_big_u16(segment.data()), boost::endian::load_big_u16(segment.data() + 2),
                        segment.size() - 8, std::pair(ip.source(), ip.destination()));
    }
    if (wire::is_ipv6(packet)) return packet;
    if (packet.size() >= 20 && std::size_t{packet[0]} % 16 * 4 >= 20 && std::size_t{packet[0]} % 16 * 4 <= packet.size()) mend_ipv4(packet);
    return packet;
  }
  static Bytes wrapped(std::uint8_t port, const Bytes& packet) {
    return ethernet(router_mac(1, port), mac(2), wire::is_ipv6(packet) ? wire::ethertype::ipv6 : wire::ethertype::ipv4, packet);
  }
  static ipsec::SaParameters ah_peer(std::uint32_t policy) {
    auto pair = a_pair(policy);
    pair.spi_in = 0x3000 + policy;
    pair.suite = ipsec::Suite::ah(ipsec::EspIntegrity::sha_hmac);
    auto parameters = pair.inbound();
    parameters.direction = ipsec::Direction::outbound;
    return parameters;
  }
  /// What the peer puts around.
  static Bytes from_peer(std::uint8_t protocol, ByteView payload, bool ipv6) {
    if (!ipv6) return ipv4(kPeer, kOwn, protocol, payload);
    Bytes packet(wire::kIpv6HeaderBytes);
    packet.insert(packet.end(), payload.begin(), payload.end());
    wire::write_ipv6({kPeer6, kOwn6, protocol, 64, 0}, packet.size(), packet.data());
    return packet;
  }
  Bytes under_ah(ByteView payload, bool ipv6) {
    auto& peer = ah_peers_[ipv6 ? 1 : 0];
    Bytes body(ipsec::ah_bytes(peer.parameters()));
    payload = payload.first(std::min<std::size_t>(payload.size(), 1400));
    body.insert(body.end(), payload.begin(), payload.end());
    auto packet = pool_.copy(from_peer(51, body, ipv6));
    ipsec::AhJob job{packet.get(), &peer, wire::is_ipv6(payload) ? wire::ip_protocol::ipv6 : wire::ip_protocol::ipip, {}};
    ipsec::ah_protect({&job, 1});
    return to_bytes(packet->bytes());
  }
  Bytes protect(ByteView payload, bool tunnel, bool compressed, bool ipv6) {
    const auto inside = wire::is_ipv6(payload) ? wire::ip_protocol::ipv6 : wire::ip_protocol::ipip;
    const auto mended_payload = wire::is_ipv6(payload) ? mended(payload) : to_bytes(payload);
    payload = mended_payload;
    Bytes content = compressed ? Bytes{inside, 0, number(kCpi) >> 8, number(kCpi) & 0xff} : Bytes{};
    payload = payload.first(std::min<std::size_t>(payload.size(), 1400));
    content.insert(content.end(), payload.begin(), payload.end());
    auto packet = pool_.copy(content);
    const auto next_header = compressed ? ipsec::kIpcompProtocol : tunnel ? inside : wire::ip_protocol::udp;
    ipsec::EncryptJob job{packet.get(), &peers_[ipv6 ? 2 : tunnel ? 1 : 0], next_header, {}};
    ipsec::esp_encrypt({&job, 1}, entropy_);
    return from_peer(50, packet->bytes(), ipv6);
  }
  void receive(std::uint8_t port, const Bytes& frame) {
    out_.clear();
    Batch batch;
    if (auto packet = pool_.copy(frame)) batch.push_back(std::move(packet));
    worker_.receive(PortIndex{port}, batch, now_, out_);
    check();
  }
  /// On lan2 nothing for the tunnel's network may be seen in the clear.
  void check() const {
    KYOTEN_ASSERT(worker_.conservation().holds());
    for (auto& row : out_.transmit) {
      if (row.port != PortIndex{1}) continue;
      for (auto& packet : row.batch) {
        const auto bytes = std::as_const(*packet).bytes();
        if (bytes.size() >= 54 && bytes[12] == 0x86 && bytes[13] == 0xdd) {
          const auto destination = wire::Ipv6View(bytes.data() + 14).destination();
          for (auto* inside : {"2001:db8:2::/64", "2001:db8:3::/64"})
            KYOTEN_ASSERT(!Ipv6Prefix::parse(inside)->contains(destination));
        }
        if (bytes.size() < 42 || bytes[12] != 8 || bytes[13] != 0) continue;
        const wire::Ipv4View view(bytes.data() + 14);
        for (auto* inside : {"192.168.2.0/24", "192.168.3.0/24"}) KYOTEN_ASSERT(!net(inside).contains(view.destination()));
      }
    }
  }

  PacketPool pool_{512};
  TestEntropy entropy_{1};
  dataplane::Worker worker_{pool_, entropy_};
  dataplane::Output out_;
  Instant now_{};
  std::vector<ipsec::Sa> peers_;
  std::array<ipsec::Sa, 2> ah_peers_{ipsec::Sa{ah_peer(102)}, ipsec::Sa{ah_peer(103)}};
  bool plan_ = true;
};

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  Target target;
  fuzz::for_each_part({data, size}, [&](std::uint8_t kind, ByteView bytes) { target.part(kind, bytes); });
  return 0;
}
