#include "platform/lab/host.hpp"

#include <catch2/catch.hpp>

#include "firmware/wire/ethernet.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::lab;
using namespace std::chrono_literals;

namespace {

constexpr MacAddress kMacA{{2, 0, 0, 0, 0, 0xa}};
constexpr MacAddress kMacB{{2, 0, 0, 0, 0, 0xb}};

HostSettings a_host(std::string name, MacAddress mac, std::string_view address) {
  HostSettings settings;
  settings.name = std::move(name);
  settings.mac = mac;
  settings.address = Ipv4Prefix::parse(address);
  return settings;
}

/// Two hosts on one wire without delay.
struct TwoHosts {
  test::TestEntropy entropy{1};
  Host a{a_host("pc-a", kMacA, "192.168.100.10/24"), entropy};
  Host b{a_host("pc-b", kMacB, "192.168.100.20/24"), entropy};
  Instant now{1s};
  std::vector<Report> from_a;
  std::vector<Report> from_b;
  std::vector<Bytes> on_the_wire;

  void exchange(HostOutbox& out_a) {
    HostOutbox out_b;
    while (!out_a.frames.empty() || !out_b.frames.empty()) {
      for (auto& frame : std::exchange(out_a.frames, {})) {
        on_the_wire.push_back(frame);
        b.receive(frame, now, out_b);
      }
      for (auto& frame : std::exchange(out_b.frames, {})) {
        on_the_wire.push_back(frame);
        a.receive(frame, now, out_a);
      }
    }
    from_a.insert(from_a.end(), out_a.reports.begin(), out_a.reports.end());
    from_b.insert(from_b.end(), out_b.reports.begin(), out_b.reports.end());
    out_a.reports.clear();
  }

  void send(ProbeKind kind, std::uint32_t token = 7) {
    HostOutbox out;
    a.send({kind, token, kMacB, Ipv4Address::of(192, 168, 100, 20), 10}, now, out);
    exchange(out);
  }

  static std::size_t count(const std::vector<Report>& reports, Report::What what, ProbeKind kind) {
    return static_cast<std::size_t>(std::ranges::count_if(
        reports, [&](auto& r) { return r.what == what && r.kind == kind; }));
  }
};

}  // namespace

TEST_CASE("each probe is seen by the other host, and answered where it has an answer") {
  const auto kind = GENERATE(from_range(kBridgedProbes));
  TwoHosts lab;

  lab.send(kind);

  INFO(name(kind));
  CHECK(lab.count(lab.from_a, Report::What::sent, kind) == 1);
  CHECK(lab.count(lab.from_b, Report::What::seen, kind) == 1);
  CHECK(lab.count(lab.from_a, Report::What::answered, kind) == (has_answer(kind) ? 1 : 0));
}

TEST_CASE("each probe between networks is seen by the other host, and answered") {
  const auto kind = GENERATE(ProbeKind::ping, ProbeKind::full_packet, ProbeKind::udp_datagram,
                             ProbeKind::tcp_payload);
  TwoHosts lab;

  lab.send(kind);

  INFO(name(kind));
  CHECK(lab.count(lab.from_a, Report::What::sent, kind) == 1);
  CHECK(lab.count(lab.from_b, Report::What::seen, kind) == 1);
  CHECK(lab.count(lab.from_a, Report::What::answered, kind) == 1);
}

TEST_CASE("a ping to an unknown neighbour asks by ARP first") {
  TwoHosts lab;

  lab.send(ProbeKind::ping);

  REQUIRE(lab.on_the_wire.size() == 4);
  CHECK(wire::parse_ethernet(lab.on_the_wire[0])->type == wire::ethertype::arp);
  CHECK(wire::parse_ethernet(lab.on_the_wire[0])->destination == MacAddress::broadcast());
  CHECK(wire::parse_ethernet(lab.on_the_wire[2])->destination == kMacB);
}

TEST_CASE("a neighbour that does not answer ARP is asked three times, then the probe is given up") {
  TwoHosts lab;
  HostOutbox out;

  lab.a.send({ProbeKind::ping, 1, kMacB, Ipv4Address::of(192, 168, 100, 99), 10}, lab.now, out);
  while (lab.a.deadline()) lab.a.expire(*lab.a.deadline(), out);

  CHECK(out.frames.size() == Host::kArpAttempts);
  CHECK(out.reports.empty());
}

TEST_CASE("a full-size frame has 1514 bytes there and back") {
  TwoHosts lab;

  lab.send(ProbeKind::full_frame);

  CHECK(lab.from_b.at(lab.from_b.size() - 1).frame_bytes == 1514);
  CHECK(lab.from_a.back().what == Report::What::answered);
  CHECK(lab.from_a.back().frame_bytes == 1514);
}

TEST_CASE("a tagged probe is answered with the same tag") {
  TwoHosts lab;

  lab.send(ProbeKind::vlan_frame);

  REQUIRE(lab.on_the_wire.size() == 2);
  CHECK(wire::parse_ethernet(lab.on_the_wire[0])->vlan_id == 10);
  CHECK(wire::parse_ethernet(lab.on_the_wire[1])->vlan_id == 10);
  CHECK(lab.b.counters().vlan_tagged == 1);
}

TEST_CASE("a tagged probe that lost its tag on the way is not taken for one") {
  TwoHosts lab;
  HostOutbox out;
  lab.a.send({ProbeKind::vlan_frame, 7, kMacB, Ipv4Address::of(192, 168, 100, 20), 10}, lab.now,
             out);
  auto frame = out.frames.at(0);
  frame.erase(frame.begin() + 12, frame.begin() + 16);

  HostOutbox out_b;
  lab.b.receive(frame, lab.now, out_b);

  CHECK(out_b.reports.empty());
}

TEST_CASE("a Wake-on-LAN packet wakes only the host it names") {
  TwoHosts lab;
  HostOutbox out;

  lab.a.send({ProbeKind::wake_on_lan, 1, kMacA, Ipv4Address::of(192, 168, 100, 20), 10}, lab.now,
             out);
  lab.exchange(out);

  CHECK(lab.b.counters().wake_on_lan == 0);
  CHECK(lab.b.counters().broadcast == 1);
}

TEST_CASE("a host ignores unicast frames for other stations") {
  TwoHosts lab;
  HostOutbox out;
  lab.a.send({ProbeKind::vlan_frame, 1, kMacA, Ipv4Address::of(192, 168, 100, 20), 10}, lab.now,
             out);

  HostOutbox out_b;
  lab.b.receive(out.frames.at(0), lab.now, out_b);

  CHECK(out_b.frames.empty());
  CHECK(out_b.reports.empty());
}

TEST_CASE("a probe cut short anywhere, or with one bit flipped, never crashes a host") {
  const auto kind =
      GENERATE(from_range(kBridgedProbes), ProbeKind::full_packet, ProbeKind::udp_datagram,
               ProbeKind::tcp_payload);
  TwoHosts lab;
  const auto frame = probe_frame({kind, 7, kMacB, Ipv4Address::of(192, 168, 100, 20), 10},
                                 {kMacA, Ipv4Address::of(192, 168, 100, 10)}, kMacB);

  HostOutbox out;
  for (std::size_t size = 0; size < frame.size(); ++size) {
    lab.b.receive(ByteView(frame).first(size), lab.now, out);
  }
  for (std::size_t bit = 0; bit < frame.size() * 8; ++bit) {
    auto damaged = frame;
    damaged[bit / 8] = static_cast<std::uint8_t>(damaged[bit / 8] ^ (1u << (bit % 8)));
    lab.b.receive(damaged, lab.now, out);
  }

  CHECK(lab.b.counters().malformed >= 14);
}

TEST_CASE("neighbours beyond the limit push out the oldest, and never more are kept waiting") {
  TwoHosts lab;
  HostOutbox out;

  for (unsigned i = 0; i < Host::kMostWaiting + 5; ++i) {
    const Ipv4Address nobody{Ipv4Address::of(192, 168, 100, 100).value + i};
    lab.a.send({ProbeKind::ping, i, kMacB, nobody, 10}, lab.now, out);
  }

  CHECK(out.frames.size() == Host::kMostWaiting);
}

TEST_CASE("the link-local address is made from the MAC with its universal bit inverted") {
  const auto address = link_local(MacAddress{{0x00, 0xa0, 0xde, 0x11, 0x22, 0x33}});

  CHECK(to_hex(address) == "fe8000000000000002a0defffe112233");
}
