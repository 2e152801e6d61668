#include "platform/lab/wan_frame.hpp"

#include <catch2/catch.hpp>

#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/ipv6.hpp"
#include "platform/lab/probe_frames.hpp"

using namespace kyoten;
using namespace kyoten::lab;

namespace {

constexpr MacAddress kFrom{{2, 0, 0, 0, 0, 1}};
constexpr MacAddress kTo{{2, 0, 0, 0, 0, 2}};
const auto kSource = Ipv4Address::of(192, 168, 1, 2);
const auto kDestination = Ipv4Address::of(10, 10, 10, 138);

Bytes on_ethernet(const Bytes& packet) {
  return ethernet_frame(kTo, kFrom, wire::ethertype::ipv4, packet);
}
Bytes udp(std::uint16_t source, std::uint16_t destination, Bytes payload) {
  return on_ethernet(udp_packet({kSource, source}, {kDestination, destination}, payload));
}
Bytes fragment(std::size_t offset, bool more, const Bytes& payload, std::uint16_t identification) {
  Bytes packet(wire::kIpv4HeaderBytes);
  packet.insert(packet.end(), payload.begin(), payload.end());
  wire::Ipv4Fields fields;
  fields.source = kSource;
  fields.destination = kDestination;
  fields.protocol = wire::ip_protocol::udp;
  fields.identification = identification;
  wire::write_ipv4(fields, packet.size(), packet.data());
  wire::set_fragment(packet.data(), offset, more);
  return on_ethernet(packet);
}

WanKind classify(const Bytes& frame) { return WanClassifier().classify(frame); }

}  // namespace

TEST_CASE("what can be seen of a frame on the wan is its kind") {
  CHECK(classify(udp(500, 500, Bytes(28))) == WanKind::ike);
  CHECK(classify(udp(60001, 500, Bytes(28))) == WanKind::ike);
  CHECK(classify(udp(4500, 4500, {0, 0, 0, 0, 1, 2})) == WanKind::ike);
  CHECK(classify(udp(4500, 4500, {0xff})) == WanKind::nat_keepalive);
  CHECK(classify(udp(60001, 4500, {0, 0, 1, 0, 1, 2})) == WanKind::esp);
  CHECK(classify(udp(4500, 4500, {1, 2})) == WanKind::other);
  CHECK(classify(udp(1701, 1701, Bytes(20))) == WanKind::l2tp);
  CHECK(classify(udp(68, 67, Bytes(300))) == WanKind::dhcp);
  CHECK(classify(udp(53, 5353, Bytes(20))) == WanKind::other);
  CHECK(classify(arp_frame({kFrom, kSource}, kTo, true, {}, kDestination)) == WanKind::arp);
  CHECK(classify(Bytes(10)) == WanKind::other);
}

TEST_CASE("later fragments are what their first fragment was") {
  WanClassifier classifier;
  const auto esp = Bytes{0x11, 0x94, 0x11, 0x94, 0x05, 0xdc, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};

  CHECK(classifier.classify(fragment(16, false, Bytes(40), 7)) == WanKind::fragment);
  CHECK(classifier.classify(fragment(0, true, esp, 7)) == WanKind::esp);
  CHECK(classifier.classify(fragment(16, false, Bytes(40), 7)) == WanKind::esp);
  CHECK(classifier.classify(fragment(16, false, Bytes(40), 8)) == WanKind::fragment);
}

TEST_CASE("an identification that comes round again means the newest first fragment") {
  WanClassifier classifier;
  const auto ike = Bytes{0x01, 0xf4, 0x01, 0xf4, 0x05, 0xdc, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};
  const auto esp = Bytes{0x11, 0x94, 0x11, 0x94, 0x05, 0xdc, 0, 0, 0, 0, 1, 0, 0, 0, 0, 1};

  for (std::uint16_t i = 0; i < 3 * WanClassifier::kMostRemembered; ++i) {
    classifier.classify(fragment(0, true, ike, i));
  }
  classifier.classify(fragment(0, true, esp, 150));

  CHECK(classifier.classify(fragment(16, false, Bytes(40), 150)) == WanKind::esp);
  CHECK(classifier.classify(fragment(16, false, Bytes(40), 151)) == WanKind::ike);
}

TEST_CASE("the meter counts what is tunnelled and nothing else") {
  WanMeter meter;

  meter.count(udp(4500, 4500, {0, 0, 1, 0, 1, 2}));
  meter.count(udp(4500, 4500, {0xff}));
  meter.count(udp(500, 500, Bytes(28)));

  CHECK(meter.cost() == WanCost{1, 60});
}

TEST_CASE("of IPv6 the same is seen, and a later fragment is what its first one was") {
  const auto source = *Ipv6Address::parse("2001:db8::1");
  const auto destination = *Ipv6Address::parse("2001:db8::2");
  const auto frame_of = [&](std::uint8_t protocol, const Bytes& payload, std::optional<wire::Ipv6Fragment> fragment = std::nullopt) {
    Bytes packet(wire::kIpv6HeaderBytes + (fragment ? wire::kFragmentHeaderBytes : 0));
    packet.insert(packet.end(), payload.begin(), payload.end());
    wire::write_ipv6({source, destination, protocol, 64, 0}, packet.size(), packet.data());
    if (fragment) wire::write_fragment(*fragment, packet.data());
    return ethernet_frame(kTo, kFrom, wire::ethertype::ipv6, packet);
  };
  CHECK(classify(frame_of(50, Bytes(40))) == WanKind::esp);
  CHECK(classify(frame_of(51, Bytes(40))) == WanKind::ah);
  CHECK(classify(frame_of(58, Bytes(40))) == WanKind::icmp);
  CHECK(classify(frame_of(17, {1, 244, 1, 244, 0, 8, 0, 0})) == WanKind::ike);
  WanClassifier classifier;
  const auto piece = [&](std::size_t offset, bool more, std::uint32_t identification) {
    return frame_of(50, Bytes(64), wire::Ipv6Fragment{wire::kIpv6HeaderBytes, wire::kIpv6NextHeaderAt, 50, offset, more, identification});
  };
  CHECK(classifier.classify(piece(0, true, 7)) == WanKind::esp);
  CHECK(classifier.classify(piece(64, false, 7)) == WanKind::esp);
  CHECK(classifier.classify(piece(64, false, 8)) == WanKind::fragment);
}
