// Every script again with a disturbance at each of its datagrams.
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

using Setup = void (*)(Network&);

void pfs_sites(Network& net) {
  two_fixed_sites(net);
  net.a.settings.gateways[0].pfs = true;
}
void both_begin(Network& net) {
  two_fixed_sites(net);
  net.b.settings.gateways[0].auto_refresh = true;
}

constexpr std::pair<const char*, Setup> kSetups[] = {
    {"aggressive, transport, NAT", branch_and_centre},
    {"main, tunnel", two_fixed_sites},
    {"main, tunnel, PFS", pfs_sites},
    {"main, both begin", both_begin}};

std::size_t undisturbed_datagrams(Setup setup) {
  Network net;
  setup(net);
  net.configure();
  net.run(2s);
  REQUIRE(net.passes());
  return net.wire.size();
}

void check_mirror(const Network& net) {
  CHECK(net.passes());
  CHECK(net.a.engine->status(net.now).gateways[0].progress == ike::Progress::established);
  CHECK(net.b.engine->status(net.now).gateways[0].progress == ike::Progress::established);
}

}  // namespace

TEST_CASE("the loss of any one datagram is healed") {
  for (auto& [name, setup] : kSetups) {
    for (std::size_t lost = 0; lost < undisturbed_datagrams(setup); ++lost) {
      INFO(name << ", datagram " << lost);
      Network net;
      setup(net);
      net.fate = [&, n = lost](std::size_t number, Datagram&) { return number == n ? 0 : 1; };

      net.configure();
      net.run(30s);

      check_mirror(net);
    }
  }
}

TEST_CASE("the loss of any two datagrams in a row is healed") {
  for (auto& [name, setup] : kSetups) {
    for (std::size_t lost = 0; lost < undisturbed_datagrams(setup); ++lost) {
      INFO(name << ", datagram " << lost);
      Network net;
      setup(net);
      net.fate = [&, n = lost](std::size_t number, Datagram&) {
        return number == n || number == n + 1 ? 0 : 1;
      };

      net.configure();
      net.run(60s);

      check_mirror(net);
    }
  }
}

TEST_CASE("a datagram that arrives three times changes nothing") {
  for (auto& [name, setup] : kSetups) {
    for (std::size_t doubled = 0; doubled < undisturbed_datagrams(setup); ++doubled) {
      INFO(name << ", datagram " << doubled);
      Network net;
      setup(net);
      net.fate = [&, n = doubled](std::size_t number, Datagram&) { return number == n ? 3 : 1; };

      net.configure();
      net.run(30s);

      check_mirror(net);
      CHECK(net.a.outbound.size() == net.b.inbound.size());
    }
  }
}

TEST_CASE("a datagram that is cut short anywhere is refused, and the exchange heals") {
  for (auto& [name, setup] : kSetups) {
    for (std::size_t cut = 0; cut < undisturbed_datagrams(setup); ++cut) {
      for (std::size_t keep : {0u, 1u, 4u, 27u, 28u, 32u, 33u, 40u, 60u, 100u}) {
        INFO(name << ", datagram " << cut << " cut to " << keep);
        Network net;
        setup(net);
        net.fate = [&, n = cut](std::size_t number, Datagram& datagram) {
          if (number == n && datagram.payload.size() > keep) datagram.payload.resize(keep);
          return 1;
        };

        net.configure();
        net.run(30s);

        check_mirror(net);
      }
    }
  }
}

TEST_CASE("a damaged byte anywhere never lets two ends with different keys come up") {
  for (auto& [name, setup] : kSetups) {
    const auto datagrams = undisturbed_datagrams(setup);
    for (std::size_t damaged = 0; damaged < datagrams; ++damaged) {
      for (std::size_t position = 0; position < 420; position += 13) {
        Network net;
        setup(net);
        net.fate = [&, n = damaged](std::size_t number, Datagram& datagram) {
          if (number == n && position < datagram.payload.size()) datagram.payload[position] ^= 0x21;
          return 1;
        };

        net.configure();
        net.run(3s);

        const bool both = !net.a.outbound.empty() && !net.b.outbound.empty();
        INFO(name << ", datagram " << damaged << ", byte " << position);
        CHECK((!both || net.passes()));
      }
    }
  }
}

TEST_CASE("the same entropy gives the same bytes") {
  auto wire_of = [](std::uint64_t) {
    Network net;
    branch_and_centre(net);
    net.configure();
    net.run(300s);
    Bytes all;
    for (auto& datagram : net.wire)
      all.insert(all.end(), datagram.payload.begin(), datagram.payload.end());
    return all;
  };

  CHECK(wire_of(1) == wire_of(1));
}

TEST_CASE("what is replayed after the exchange neither answers nor installs anything") {
  Network net;
  branch_and_centre(net);
  net.configure();
  net.run(2s);
  const auto recorded = net.wire;
  net.run(5s);
  const auto events = net.b.events.size();
  const auto sent = net.bytes_from_b;

  for (auto& datagram : recorded) {
    if (datagram.destination.address != kSiteB) continue;
    auto inside = datagram;
    inside.destination.address = Ipv4Address::of(192, 168, 100, 1);
    net.with(net.b, [&](auto& out) { net.b.engine->receive(inside, net.now, out); });
  }

  CHECK(net.b.events.size() == events);
  CHECK(net.bytes_from_b == sent);
}
