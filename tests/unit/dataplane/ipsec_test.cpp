// ESP in the data plane, and that nothing which a policy claims ever leaves or enters without it.
#include <boost/endian/conversion.hpp>

#include "tests/unit/dataplane/ipsec_site.hpp"

using namespace kyoten;
using namespace kyoten::test;
using dataplane::DropReason;

namespace {

dataplane::L2tpSession a_session(Bytes cookie = {}) {
  dataplane::L2tpSession session;
  session.tunnel = kTunnel;
  session.policy = kPolicy;
  session.local = SessionId{0xa1};
  session.remote = SessionId{0xb1};
  session.local_cookie = cookie;
  session.remote_cookie = cookie;
  session.local_endpoint = {kOwn, 1701};
  session.remote_endpoint = {kPeer, 1701};
  return session;
}

/// UDP 1701 -> 1701 with an L2TPv3 data message; the IPv4 header is left out when it goes under ESP.
Bytes l2tp_data(ByteView frame, std::uint32_t session = 0xa1, ByteView cookie = {}) {
  Bytes payload{0, 3, 0, 0, 0, 0, 0, 0};
  payload[6] = static_cast<std::uint8_t>(session >> 8);
  payload[7] = static_cast<std::uint8_t>(session);
  payload.insert(payload.end(), cookie.begin(), cookie.end());
  payload.insert(payload.end(), frame.begin(), frame.end());
  return udp(kPeer, 1701, kOwn, 1701, payload);
}
ByteView segment_of(const Bytes& packet) { return ByteView(packet).subspan(20); }
Bytes lan_frame() { return ethernet(mac(9), mac(1), 0x88b5, Bytes(50, 0x77)); }
Bytes a_frame() { return ethernet(mac(1), mac(9), 0x88b5, Bytes(50, 0x77)); }

}  // namespace

TEST_CASE("NAT traversal: keepalives and IKE are told from ESP on port 4500") {
  Site site(ipsec::Mode::tunnel, true);
  site.from_wan(udp(kPeer, 4500, kOwn, 4500, Bytes{0xff}));
  CHECK(site.drops(DropReason::nat_keepalive) == 1);
  site.from_wan(udp(kPeer, 4500, kOwn, 4500, Bytes{0, 0, 0, 0, 1, 2}));
  CHECK(site.notices<dataplane::LocalDatagram>().size() == 1);
  for (std::size_t size : {0, 1, 2, 3}) site.from_wan(udp(kPeer, 4500, kOwn, 4500, Bytes(size, 1)));
  CHECK(site.drops(DropReason::udp_malformed) == 4);
  for (std::size_t size = 4; size < 8; ++size) site.from_wan(udp(kPeer, 4500, kOwn, 4500, Bytes(size, 1)));
  CHECK(site.drops(DropReason::esp_malformed) == 4);
}

TEST_CASE("ESP that cannot be right is dropped under its name, and the window does not move") {
  Site site;
  const auto good = site.protect(inner_ping(), 4);
  auto damaged = good;
  damaged.back() ^= 1;
  site.from_wan(damaged);
  CHECK(site.drops(DropReason::esp_integrity) == 1);
  auto jumping = good;
  jumping[24] = 0x7f;  // a sequence number far ahead, without the key
  site.from_wan(jumping);
  CHECK(site.drops(DropReason::esp_integrity) == 2);

  site.from_wan(good);
  CHECK(site.sent(0).size() == 1);
  site.from_wan(good);
  CHECK(site.drops(DropReason::esp_replayed) == 1);
  CHECK(site.worker.sa_use()[0].use.replayed == 1);

  auto stranger = good;
  stranger[20] ^= 1;
  site.from_wan(stranger);
  stranger[20] = stranger[21] = stranger[22] = 0;  // 0 to 255 are reserved
  site.from_wan(stranger);
  CHECK(site.drops(DropReason::esp_unknown_spi) == 2);
  for (std::size_t size = 0; size < 60; ++size) site.from_wan(ipv4(kPeer, kOwn, 50, ByteView(good).subspan(20, size)));
  CHECK(site.drops(DropReason::esp_malformed) + site.drops(DropReason::esp_integrity) + site.drops(DropReason::esp_replayed) == 63);
}

TEST_CASE("a million packets of unknown SPIs take nothing away from the tunnel") {
  Site site;
  const auto good = ethernet(kWan, kPeerMac, wire::ethertype::ipv4, site.protect(inner_ping(), 4));
  constexpr std::size_t kSpi = wire::kEthernetHeaderBytes + wire::kIpv4HeaderBytes;
  const auto free_before = site.pool.available();
  std::uint32_t spi = 0x40000000;
  dataplane::Output out;
  for (int round = 0; round < 1000000 / static_cast<int>(kBatchPackets); ++round) {
    Batch batch;
    for (std::size_t i = 0; i < kBatchPackets; ++i) {
      auto packet = site.pool.copy(good);
      boost::endian::store_big_u32(packet->data() + kSpi, ++spi);
      batch.push_back(std::move(packet));
    }
    site.worker.receive(PortIndex{1}, batch, site.now, out);
    REQUIRE(out.transmit.empty());
    REQUIRE(out.notices.size() <= 10);  // `ipsec log illegal-spi`, of all together: no second goes by
  }
  CHECK(site.drops(DropReason::esp_unknown_spi) == spi - 0x40000000);
  CHECK(site.pool.available() == free_before);
  CHECK(site.worker.sa_use().size() == 2);

  site.from_wan(site.protect(inner_ping(), 4));
  CHECK(site.sent(0).size() == 1);
  site.from_lan(lan_packet());
  CHECK(site.wan().size() == 1);
}

TEST_CASE("packets overtake each other within the window, the anti-replay check can be off") {
  Site site;
  std::vector<Bytes> packets;
  for (int i = 0; i < 1100; ++i) packets.push_back(site.protect(inner_ping(), 4));

  site.from_wan(packets[1023]);
  site.from_wan(packets[0]);  // 1023 behind: the last place of the window
  CHECK(site.sent(0).size() == 1);
  site.from_wan(packets[1025]);
  site.from_wan(packets[1]);
  CHECK(site.drops(DropReason::esp_replayed) == 1);

  auto without = site.pair;
  without.spi_in = 0x3000;
  auto parameters = without.inbound();
  parameters.anti_replay = false;
  site.worker.install_sa(std::move(parameters));
  const auto again = site.protect(inner_ping(), 4, without);
  for (int i = 0; i < 3; ++i) {
    site.from_wan(again);
    CHECK(site.sent(0).size() == 1);
  }
}

TEST_CASE("fragments of an ESP packet are put together first") {
  Site site;
  const auto whole = site.protect(icmp_echo(ip("192.168.2.2"), ip("192.168.1.2"), 5, true, 1400), 4);

  std::size_t arrived = 0;
  for (auto& piece : fragments(whole, 800)) {
    site.from_wan(piece);
    arrived += site.sent(0).size();
  }

  CHECK(arrived == 1);
}

TEST_CASE("an SA takes only its own encapsulation") {
  Site site(ipsec::Mode::tunnel, true);
  auto stripped = site.protect(inner_ping(), 4);
  const Bytes esp(stripped.begin() + 28, stripped.end());

  site.from_wan(ipv4(kPeer, kOwn, 50, esp));

  CHECK(site.drops(DropReason::esp_policy_mismatch) == 1);
  CHECK(site.notices<dataplane::SaTraffic>().empty());
  site.from_wan(stripped);  // it was not used up by that
  CHECK(site.sent(0).size() == 1);
}

TEST_CASE("rekeying: several inbound SAs at once, the newest outbound one, and each can retire") {
  Site site;
  auto fresh = site.pair;
  fresh.spi_in = 0x5000;
  fresh.spi_out = 0x6000;
  fresh.key = 99;
  site.worker.install_sa(fresh.inbound());

  site.from_wan(site.protect(inner_ping(), 4));
  CHECK(site.sent(0).size() == 1);
  site.from_wan(site.protect(inner_ping(), 4, fresh));
  CHECK(site.sent(0).size() == 1);
  auto spi_sent = [&] {
    site.from_lan(lan_packet());
    const auto packets = site.wan();
    return packets.size() == 1 ? packets[0][22] << 8 | packets[0][23] : 0;
  };
  CHECK(spi_sent() == 0x2000);
  site.worker.install_sa(fresh.outbound());
  CHECK(spi_sent() == 0x6000);

  site.worker.remove_sa(ipsec::Direction::inbound, Spi{site.pair.spi_in}, kPolicy);
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{site.pair.spi_out}, kPolicy);
  site.from_wan(site.protect(inner_ping(), 4));
  CHECK(site.drops(DropReason::esp_unknown_spi) == 1);
  CHECK(spi_sent() == 0x6000);
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{0x6000}, kPolicy);
  CHECK(spi_sent() == 0);
  CHECK(site.drops(DropReason::no_sa) == 1);
}

TEST_CASE("an SA that is installed twice goes on where it was, another policy's may have the same number") {
  Site site;
  site.from_lan(lan_packet());
  const auto seen = site.protect(inner_ping(), 4);
  site.from_wan(seen);

  site.worker.install_sa(site.pair.inbound());
  site.worker.install_sa(site.pair.outbound());
  site.from_wan(seen);
  CHECK(site.drops(DropReason::esp_replayed) == 1);
  site.from_lan(lan_packet());
  CHECK(site.wan().at(0)[27] == 2);  // the sequence number

  auto other = site.pair;
  other.policy = PolicyId{102};
  other.spi_in = 0x7000;
  site.worker.install_sa(other.outbound());
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{other.spi_out}, other.policy);
  site.from_lan(lan_packet());
  CHECK(site.wan().size() == 1);
}

TEST_CASE("the control side hears of the peer once a second, and at once when it speaks from elsewhere") {
  Site site(ipsec::Mode::tunnel, true);
  site.from_wan(site.protect(inner_ping(), 4));
  REQUIRE(site.notices<dataplane::SaTraffic>().size() == 1);
  CHECK(site.notices<dataplane::SaTraffic>()[0].source == Endpoint{kPeer, 4500});
  site.from_wan(site.protect(inner_ping(), 4));
  CHECK(site.notices<dataplane::SaTraffic>().empty());

  auto moved = site.pair;
  moved.peer.port = 61000;
  site.from_wan(site.protect(inner_ping(), 4, moved));
  REQUIRE(site.notices<dataplane::SaTraffic>().size() == 1);
  CHECK(site.notices<dataplane::SaTraffic>()[0].source.port == 61000);

  site.worker.move_peer(GatewayId{1}, {kPeer, 4501}, {kPeer, 62000});  // somebody else's
  site.worker.move_peer(GatewayId{1}, {kPeer, 4500}, {kPeer, 61000});
  site.from_lan(lan_packet());
  CHECK(wire::parse_udp(ByteView(site.wan().at(0)).subspan(20))->destination_port == 61000);
}

TEST_CASE("the control side hears at once, and once, that an SA has been used for what it may") {
  Site site;
  site.pair.spi_in = 0x1100;
  site.pair.spi_out = 0x2100;
  auto outbound = site.pair.outbound();
  outbound.renew_at.bytes = 100;  // one packet has 61
  site.worker.install_sa(std::move(outbound));
  auto inbound = site.pair.inbound();
  inbound.renew_at.sequence = 2;
  site.worker.install_sa(std::move(inbound));
  std::vector<dataplane::SaWorn> worn;
  const auto listen = [&] {
    for (auto& notice : site.notices<dataplane::SaWorn>()) worn.push_back(notice);
  };

  site.from_lan(lan_packet());
  listen();
  CHECK(worn.empty());
  for (int i = 0; i < 3; ++i) {
    site.from_lan(lan_packet());
    listen();
  }
  REQUIRE(worn.size() == 1);
  CHECK(worn[0].status.spi == Spi{0x2100});
  CHECK(worn[0].status.use.bytes == 122);

  for (int i = 0; i < 3; ++i) {
    site.from_wan(site.protect(inner_ping(), 4));
    listen();
  }
  REQUIRE(worn.size() == 2);
  CHECK(worn[1].status.direction == ipsec::Direction::inbound);
  CHECK(worn[1].status.use.highest_sequence == 2);
}

TEST_CASE("a policy without SA lets nothing out, at any moment, and asks for one") {
  Site site;
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{site.pair.spi_out});

  site.from_lan(lan_packet());
  CHECK(site.wan().empty());
  CHECK(site.drops(DropReason::no_sa) == 1);
  CHECK(site.notices<dataplane::SaWanted>().at(0).policy == kPolicy);
}

TEST_CASE("a disabled tunnel does not send its packets another way") {
  Site site;
  site.builder.route(net("0.0.0.0/0"), "lan2", kPeer);
  site.builder.interface("tunnel1").enabled = false;
  site.plan(site.builder);

  site.from_lan(lan_packet());

  CHECK(site.wan().empty());
  CHECK(site.drops(DropReason::interface_down) == 1);
}

TEST_CASE("a tunnel without a policy is no way at all") {
  Site site;
  site.builder.interface("tunnel1").policy.reset();
  site.plan(site.builder);

  site.from_lan(lan_packet());

  CHECK(site.wan().empty());
  CHECK(site.drops(DropReason::no_sa) == 1);
}

TEST_CASE("what waits for an address is dropped when a new plan claims it or leads it elsewhere") {
  Site site(ipsec::Mode::transport);
  auto open = site.builder;
  open.plan.transports.clear();
  site.plan(open);
  site.worker.clear_arp();
  const Datagram clear{{kOwn, 1701}, {kPeer, 1701}, Bytes(20, 1)};
  site.call([&](auto& worker) { worker.send(clear, std::nullopt, site.now, site.out); });
  CHECK(site.worker.conservation().held == 1);

  site.plan(site.builder);  // now the policy claims UDP 1701
  CHECK(site.worker.conservation().held == 0);
  site.knows(1, kWan, kOwn, kPeerMac, kPeer);
  CHECK(site.wan().empty());

  Site routed;
  auto direct = routed.builder;
  direct.plan.routes.back().interface = InterfaceIndex{1};
  direct.plan.routes.back().gateway = kPeer;
  routed.plan(direct);
  routed.worker.clear_arp();
  routed.from_lan(lan_packet());
  CHECK(routed.worker.conservation().held == 1);
  routed.plan(routed.builder);  // now the route leads into the tunnel
  routed.knows(1, kWan, kOwn, kPeerMac, kPeer);
  CHECK(routed.wan().empty());
}

TEST_CASE("transport policies claim the router's own packets whatever makes them") {
  Site site(ipsec::Mode::transport);
  site.builder.plan.transports[0].protocol = 0;
  site.builder.plan.transports[0].source_ports.clear();
  site.plan(site.builder);
  site.knows(1, kWan, kOwn, kPeerMac, kPeer);
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{site.pair.spi_out});
  const Datagram datagram{{kOwn, 2000}, {kPeer, 3000}, Bytes(20, 1)};

  site.call([&](auto& w) { w.send(datagram, std::nullopt, site.now, site.out); });
  CHECK(site.wan().empty());
  site.call([&](auto& w) { w.send_echo(std::nullopt, kPeer, 1, 1, 8, site.now, site.out); });
  CHECK(site.wan().empty());
  site.call([&](auto& w) { w.send_packet(tcp(kOwn, 1, kPeer, 2, 2), site.now, site.out); });
  CHECK(site.wan().empty());
  site.call([&](auto& w) { w.send_on(InterfaceIndex{1}, datagram, kPeerMac, site.now, site.out); });
  CHECK(site.wan().empty());
  site.from_wan(icmp_echo(kPeer, kOwn, 1));
  CHECK(site.wan().empty());
  CHECK(site.drops(DropReason::no_sa) == 4);
  CHECK(site.drops(DropReason::unprotected) == 1);

  const Datagram ike{{kOwn, 500}, {kPeer, 500}, Bytes(20, 1)};  // but IKE must be able to end that
  site.call([&](auto& w) { w.send(ike, std::nullopt, site.now, site.out); });
  CHECK(site.wan().size() == 1);
}

TEST_CASE("L2TP in the clear does not come in where a policy demands ESP, and its answer does not go out") {
  Site site(ipsec::Mode::transport);
  site.worker.install_session(a_session());

  site.from_wan(l2tp_data(a_frame()));
  site.from_wan(udp(kPeer, 1701, kOwn, 1701, Bytes{0xc8, 3, 0, 12}));
  site.from_wan(udp(ip("198.51.100.9"), 40000, kOwn, 1701, Bytes{0xc8, 3, 0, 12}));

  CHECK(site.drops(DropReason::unprotected) == 3);
  CHECK(site.sent(0).empty());
  CHECK(site.notices<dataplane::LocalDatagram>().empty());
}

TEST_CASE("L2TPv3 data comes in only under its session's policy and with its cookie") {
  Site site(ipsec::Mode::transport);
  const Bytes cookie{1, 2, 3, 4, 5, 6, 7, 8};
  site.worker.install_session(a_session(cookie));
  auto data = [&](std::uint32_t session, ByteView with) { return l2tp_data(a_frame(), session, with); };

  site.from_wan(site.protect(segment_of(data(0xa1, cookie)), 17));
  CHECK(site.sent(0) == std::vector<Bytes>{a_frame()});
  site.from_wan(site.protect(segment_of(data(0xa2, cookie)), 17));
  CHECK(site.drops(DropReason::l2tp_unknown_session) == 1);
  site.from_wan(site.protect(segment_of(data(0xa1, Bytes{1, 2, 3, 4, 5, 6, 7, 9})), 17));
  CHECK(site.drops(DropReason::l2tp_bad_cookie) == 1);
  for (std::size_t size = 0; size < 22; ++size) {
    site.from_wan(site.protect(segment_of(l2tp_data(Bytes(size, 0), 0xa1, {})), 17));
  }
  CHECK(site.drops(DropReason::l2tp_malformed) == 22);

  auto other = site.pair;  // another peer, with a policy of its own for the same port
  other.policy = PolicyId{102};
  other.spi_in = 0x7000;
  site.builder.transport(other.policy, 17, 1701);
  site.plan(site.builder);
  site.worker.install_sa(other.inbound());
  site.from_wan(site.protect(segment_of(data(0xa1, cookie)), 17, other));
  CHECK(site.drops(DropReason::unprotected) == 1);
}

TEST_CASE("under a transport policy comes only what the policy is for") {
  Site site(ipsec::Mode::transport);
  site.from_wan(site.protect(Bytes{0, 1, 0, 22, 0, 8, 0, 0}, 17));  // UDP 22
  site.from_wan(site.protect(segment_of(tcp(kPeer, 1, kOwn, 1701, 2)), 6));
  site.from_wan(site.protect(segment_of(icmp_echo(kPeer, kOwn, 1)), 1));
  site.from_wan(site.protect(Bytes(40, 1), 50));
  site.from_wan(site.protect(inner_ping(), 4));

  CHECK(site.drops(DropReason::esp_policy_mismatch) == 5);
  CHECK(site.wan().empty());
}

TEST_CASE("a session of an earlier plan, in which the tunnel was not protected, carries nothing any more") {
  Site site(ipsec::Mode::transport);
  auto unprotected = a_session();
  unprotected.policy.reset();
  site.worker.install_session(unprotected);

  site.receive(0, lan_frame());
  CHECK(site.wan().empty());
  CHECK(site.drops(DropReason::no_sa) == 1);
  site.from_wan(site.protect(segment_of(l2tp_data(a_frame())), 17));
  CHECK(site.drops(DropReason::unprotected) == 1);
}

TEST_CASE("plain L2TPv3 works where no policy asks for more") {
  Site site(ipsec::Mode::transport);
  site.builder.interface("tunnel1").policy.reset();
  site.builder.plan.transports.clear();
  site.plan(site.builder);
  auto session = a_session();
  session.policy.reset();
  site.worker.install_session(session);
  site.knows(1, kWan, kOwn, kPeerMac, kPeer);

  site.receive(0, lan_frame());
  REQUIRE(site.wan().size() == 1);
  CHECK(to_hex(ByteView(site.wan()[0]).subspan(28)) == "00030000000000b1" + to_hex(lan_frame()));
  site.from_wan(l2tp_data(a_frame()));
  CHECK(site.sent(0) == std::vector<Bytes>{a_frame()});
}

TEST_CASE("transport mode behind NAT: the UDP checksum is 0 on the way out and does not matter on the way in") {
  Site site(ipsec::Mode::transport, true);
  const Datagram control{{kOwn, 1701}, {kPeer, 1701}, {0xc8, 3, 0, 4}};
  site.call([&](auto& w) { w.send(control, kPolicy, site.now, site.out); });
  REQUIRE(site.wan().size() == 1);
  auto packet = site.pool.copy(ByteView(site.wan()[0]).subspan(28));
  auto parameters = site.pair.outbound();
  parameters.direction = ipsec::Direction::inbound;
  ipsec::Sa peer(std::move(parameters));
  ipsec::DecryptJob job{packet.get(), &peer, 0, {}};
  ipsec::esp_decrypt({&job, 1});
  REQUIRE(job.error == ipsec::SaError::none);
  CHECK((packet->data()[6] | packet->data()[7]) == 0);
  packet.reset();

  auto wrong = udp(ip("192.168.77.7"), 1701, kOwn, 1701, Bytes{0xc8, 3, 0, 4});  // summed over its private address
  site.from_wan(site.protect(segment_of(wrong), 17));
  REQUIRE(site.notices<dataplane::LocalDatagram>().size() == 1);
  CHECK(site.notices<dataplane::LocalDatagram>()[0].policy == kPolicy);
}

TEST_CASE("transport mode without NAT: the control message has its checksum") {
  Site site(ipsec::Mode::transport);
  const Datagram control{{kOwn, 1701}, {kPeer, 1701}, {0xc8, 3, 0, 4}};
  site.call([&](auto& w) { w.send(control, kPolicy, site.now, site.out); });
  auto packet = site.pool.copy(ByteView(site.wan().at(0)).subspan(20));
  auto parameters = site.pair.outbound();
  parameters.direction = ipsec::Direction::inbound;
  ipsec::Sa peer(std::move(parameters));
  ipsec::DecryptJob job{packet.get(), &peer, 0, {}};
  ipsec::esp_decrypt({&job, 1});

  CHECK((packet->data()[6] | packet->data()[7]) != 0);
  CHECK(wire::udp_checksum_good(packet->bytes(), kOwn, kPeer));
}

TEST_CASE("a TCP segment that came through NAT under transport mode has a checksum for the addresses seen") {
  Site site(ipsec::Mode::transport, true);
  site.builder.plan.transports[0].protocol = 6;
  site.builder.plan.transports[0].source_ports = {{23, 23}};
  site.plan(site.builder);

  site.from_wan(site.protect(segment_of(tcp(ip("192.168.77.7"), 1, kOwn, 23, 2)), 6));

  REQUIRE(site.notices<dataplane::LocalTcp>().size() == 1);
  CHECK(checksums_good(site.notices<dataplane::LocalTcp>()[0].packet));
}

TEST_CASE("an SA that has used its last sequence number sends nothing more") {
  Site site;
  site.worker.remove_sa(ipsec::Direction::outbound, Spi{site.pair.spi_out});
  auto parameters = site.pair.outbound();
  parameters.first_sequence = 0xfffffffd;
  site.worker.install_sa(std::move(parameters));

  for (int i = 0; i < 5; ++i) site.from_lan(lan_packet());

  CHECK(site.drops(DropReason::esp_sequence_exhausted) == 3);
  CHECK(site.worker.sa_use().back().use.highest_sequence == 0xfffffffe);
}

TEST_CASE("a tunnel whose peer is behind the tunnel itself ends by its depth") {
  Site site;
  site.builder.route(net("203.0.113.2/32"), "tunnel1");
  site.plan(site.builder);

  site.from_lan(lan_packet());

  CHECK(site.wan().empty());
  CHECK(site.drops(DropReason::tunnel_loop) + site.drops(DropReason::no_headroom) == 1);
}
