// The provider of a lab: who is connected is reached, and nobody else's address is worth anything.
#include "platform/lab/provider.hpp"

#include <catch2/catch.hpp>

#include "firmware/pppoe/client.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "platform/lab/probe_frames.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::lab;
using namespace std::chrono_literals;

namespace {

const auto kProvider = *Ipv4Address::parse("192.0.2.1");
const auto kFirst = *Ipv4Address::parse("198.51.100.1");
const auto kSecond = *Ipv4Address::parse("203.0.113.1");

ProviderSettings two_lines() {
  ProviderSettings settings;
  settings.macs = {{{2, 0, 0, 0, 1, 1}}, {{2, 0, 0, 0, 1, 2}}};
  settings.address = kProvider;
  settings.accounts = {{"first", "one", kFirst}, {"second", "two", kSecond}};
  return settings;
}

/// A subscriber at one port: PPPoE, PPP, and the IP packets that reach it.
struct Subscriber {
  Subscriber(PortIndex at, MacAddress own, const std::string& name, const std::string& password, Entropy& entropy)
      : port(at), mac(own), client({}, entropy), link(settings(name, password), entropy) {}
  static ppp::LinkSettings settings(const std::string& name, const std::string& password) {
    ppp::LinkSettings settings;
    settings.longest_mru = 1492;
    settings.mru = 1454;
    settings.accepts = {ppp::Authentication::chap_md5};
    settings.name = name;
    settings.password = password;
    settings.negotiates_address = true;
    return settings;
  }
  PortIndex port;
  MacAddress mac;
  pppoe::Client client;
  ppp::Link link;
  std::vector<Bytes> received;
};

struct Net {
  Net() {
    for (auto* one : {&first, &second}) dial(*one);
  }

  void dial(Subscriber& who) {
    pppoe::ClientOutbox out;
    who.client.connect(now, out);
    send(who, out);
  }
  void send(Subscriber& who, pppoe::ClientOutbox& out) {
    for (auto& row : out.packets) frame(who, row.destination, wire::ethertype::pppoe_discovery, row.packet);
    for (auto& event : out.events) {
      if (!std::holds_alternative<pppoe::SessionUp>(event)) continue;
      ppp::LinkOutbox ppp;
      who.link.lower_up(now, ppp);
      send(who, ppp);
    }
  }
  void send(Subscriber& who, ppp::LinkOutbox& out) {
    for (auto& row : out.frames) in_session(who, row.protocol, row.packet);
  }
  void in_session(Subscriber& who, std::uint16_t protocol, ByteView packet) {
    Bytes ppp;
    ByteWriter(ppp).u16(protocol).bytes(packet);
    const auto session = *who.client.session();
    frame(who, session.peer, wire::ethertype::pppoe_session, wire::pppoe_packet(wire::pppoe_code::session, session.id, ppp));
  }
  void frame(Subscriber& who, const MacAddress& to, std::uint16_t type, const Bytes& packet) {
    const wire::EthernetHeader header{to, who.mac, std::nullopt, type};
    Bytes bytes(header.size());
    wire::write_ethernet(header, bytes.data());
    bytes.insert(bytes.end(), packet.begin(), packet.end());
    ProviderOutbox out;
    provider.receive(who.port, bytes, now, out);
    for (auto& row : out.frames) deliver(row.port == first.port ? first : second, row.bytes);
  }
  void deliver(Subscriber& who, const Bytes& bytes) {
    const auto header = *wire::parse_ethernet(bytes);
    const auto packet = ByteView(bytes).subspan(header.size());
    if (header.type == wire::ethertype::pppoe_discovery) {
      pppoe::ClientOutbox out;
      who.client.receive(header.source, packet, now, out);
      return send(who, out);
    }
    const auto pppoe = *wire::parse_pppoe(packet);
    const auto ppp = *wire::parse_ppp(pppoe.payload);
    if (ppp.protocol == wire::ppp_protocol::ip) return who.received.push_back(to_bytes(ppp.packet));
    ppp::LinkOutbox out;
    who.link.receive(ppp, now, out);
    send(who, out);
  }
  void ip(Subscriber& from, Ipv4Address source, Ipv4Address to, std::size_t bytes = 40) {
    in_session(from, wire::ppp_protocol::ip, ipv4_packet(source, to, wire::ip_protocol::udp, Bytes(bytes - 20), false));
  }

  test::TestEntropy entropy{1};
  Provider provider{two_lines(), entropy};
  Subscriber first{PortIndex{0}, {{2, 0, 0, 0, 2, 1}}, "first", "one", entropy};
  Subscriber second{PortIndex{1}, {{2, 0, 0, 0, 2, 2}}, "second", "two", entropy};
  Instant now{1000s};
};

}  // namespace

TEST_CASE("two subscribers get the addresses of their accounts and reach each other, one hop away") {
  Net net;
  CHECK(net.first.link.status().local_address == kFirst);
  CHECK(net.second.link.status().local_address == kSecond);
  CHECK(net.provider.connected() == std::vector<std::string>{"first", "second"});

  net.ip(net.first, kFirst, kSecond);
  REQUIRE(net.second.received.size() == 1);
  CHECK(wire::check_ipv4(net.second.received[0]) == wire::Ipv4Error::none);
  CHECK(wire::Ipv4View(net.second.received[0].data()).ttl() == 63);
}

TEST_CASE("a subscriber speaks from its own address only, to who is connected only, and not too long") {
  Net net;
  net.ip(net.first, kSecond, kSecond);
  CHECK(net.provider.counters().foreign_source == 1);
  net.ip(net.first, kFirst, *Ipv4Address::parse("8.8.8.8"));
  CHECK(net.provider.counters().unreachable == 1);
  net.ip(net.first, kFirst, kSecond, 1455);
  CHECK(net.provider.counters().too_long == 1);
  net.ip(net.first, kFirst, kSecond, 1454);
  CHECK(net.second.received.size() == 1);
}

TEST_CASE("the provider answers a ping to its own address") {
  Net net;
  net.in_session(net.first, wire::ppp_protocol::ip,
                 ipv4_packet(kFirst, kProvider, wire::ip_protocol::icmp, *from_hex("0800f7fd00010001"), false));
  REQUIRE(net.first.received.size() == 1);
  const wire::Ipv4View reply(net.first.received[0].data());
  CHECK(reply.source() == kProvider);
  CHECK(to_hex(reply.payload()) == "0000fffd00010001");
}

TEST_CASE("who logs in anew takes the account over: the session before it ends") {
  Net net;
  Subscriber again{PortIndex{1}, {{2, 0, 0, 0, 2, 9}}, "first", "one", net.entropy};
  // At the second subscriber's port, in its place.
  std::vector<Bytes> frames;
  pppoe::ClientOutbox out;
  again.client.connect(net.now, out);
  const auto give = [&](const MacAddress& to, std::uint16_t type, const Bytes& packet) {
    const wire::EthernetHeader header{to, again.mac, std::nullopt, type};
    Bytes bytes(header.size());
    wire::write_ethernet(header, bytes.data());
    bytes.insert(bytes.end(), packet.begin(), packet.end());
    frames.push_back(bytes);
  };
  for (auto& row : out.packets) give(row.destination, wire::ethertype::pppoe_discovery, row.packet);
  for (int round = 0; round < 50 && !frames.empty(); ++round) {
    ProviderOutbox answers;
    for (auto& bytes : std::exchange(frames, {})) net.provider.receive(again.port, bytes, net.now, answers);
    for (auto& row : answers.frames) {
      const auto header = *wire::parse_ethernet(row.bytes);
      if (header.destination != again.mac) {
        net.deliver(net.first, row.bytes);
        continue;
      }
      const auto packet = ByteView(row.bytes).subspan(header.size());
      pppoe::ClientOutbox discovery;
      ppp::LinkOutbox ppp;
      if (header.type == wire::ethertype::pppoe_discovery) {
        again.client.receive(header.source, packet, net.now, discovery);
        if (!discovery.events.empty()) again.link.lower_up(net.now, ppp);
      } else {
        again.link.receive(*wire::parse_ppp(wire::parse_pppoe(packet)->payload), net.now, ppp);
      }
      for (auto& one : discovery.packets) give(one.destination, wire::ethertype::pppoe_discovery, one.packet);
      for (auto& one : ppp.frames) {
        Bytes content;
        ByteWriter(content).u16(one.protocol).bytes(one.packet);
        const auto session = *again.client.session();
        give(session.peer, wire::ethertype::pppoe_session, wire::pppoe_packet(wire::pppoe_code::session, session.id, content));
      }
    }
  }
  CHECK(again.link.is_up());
  CHECK(net.first.client.state() == pppoe::ClientState::idle);  // by PADT
  CHECK(net.provider.connected() == std::vector<std::string>{"second", "first"});
}
