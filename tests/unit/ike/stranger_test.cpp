// What somebody without the key can do: nothing that grows, nothing that lasts.
#include "firmware/wire/ike_header.hpp"
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

/// The first message of a real initiator, as a pattern for floods.
Datagram first_message(void (*setup)(Network&)) {
  Network net;
  setup(net);
  net.configure(net.a);
  REQUIRE(net.wire.size() == 1);
  return net.wire[0];
}

Datagram with_cookie(Datagram datagram, std::uint32_t number, const IpAddress& from) {
  datagram.source.address = from;
  for (int i = 0; i < 4; ++i)
    datagram.payload[static_cast<std::size_t>(i)] = static_cast<std::uint8_t>(number >> (8 * i));
  return datagram;
}

}  // namespace

TEST_CASE(
    "a flood of first messages opens a bounded number of exchanges, and an old friend still gets "
    "through") {
  for (bool aggressive : {false, true}) {
    auto setup = aggressive ? branch_and_centre : two_fixed_sites;
    auto flood = first_message(setup);
    Network net;
    setup(net);
    if (!aggressive) {
      auto anybody = a_gateway(kSiteB);
      anybody.id = GatewayId{2};
      net.b.settings.gateways.push_back(anybody);
    }
    net.configure(net.b);
    flood.destination.address = net.b.settings.gateways[0].local_address.value();

    for (std::uint32_t i = 0; i < 3000; ++i) {
      const auto from = Ipv4Address{0xc6336400 + i};
      net.with(net.b, [&](auto& out) {
        net.b.engine->receive(with_cookie(flood, i + 1, from), net.now, out);
      });
    }

    CHECK(net.b.count<ike::Phase1Started>() == 30);
    CHECK(net.b.count<ike::NegotiationFailed>() <= 64);
    CHECK(net.bytes_from_b <= 3 * 30 * flood.payload.size());
    net.configure(net.a);
    net.run(60s);
    CHECK(net.passes());
  }
}

TEST_CASE("one address opens at most five exchanges") {
  const auto flood = first_message(two_fixed_sites);
  Network net;
  two_fixed_sites(net);
  net.configure(net.b);

  for (std::uint32_t i = 0; i < 100; ++i) {
    net.with(net.b, [&](auto& out) {
      net.b.engine->receive(with_cookie(flood, i + 1, kSiteA), net.now, out);
    });
  }

  CHECK(net.b.count<ike::Phase1Started>() == 5);
}

TEST_CASE("of IPv6 a whole network opens at most five exchanges, and a friend in it still gets through") {
  const auto at = [](std::uint8_t network, std::uint8_t host) {
    auto address = *Ipv6Address::parse("2001:db8::");
    address.octets[7] = network;
    address.octets[15] = host;
    return address;
  };
  const auto friendly = at(1, 1);
  const auto own = at(0, 1);
  Network net;
  two_fixed_sites(net);
  net.a.settings.gateways[0].local_address = net.b.settings.gateways[0].remote_address = friendly;
  net.a.settings.gateways[0].remote_address = net.b.settings.gateways[0].local_address = own;
  auto anybody = a_gateway(own);
  anybody.id = GatewayId{2};
  net.b.settings.gateways.push_back(anybody);
  net.configure(net.b);
  auto flood = first_message(two_fixed_sites);
  flood.destination.address = own;
  for (std::uint32_t i = 0; i < 200; ++i) {
    const auto from = at(static_cast<std::uint8_t>(1 + i / 100), static_cast<std::uint8_t>(2 + i % 100));
    net.with(net.b, [&](auto& out) { net.b.engine->receive(with_cookie(flood, i + 1, from), net.now, out); });
  }

  CHECK(net.b.count<ike::Phase1Started>() == 10);
  net.configure(net.a);
  net.run(5s);
  CHECK(net.passes());
}

TEST_CASE("a repeated first message gets the stored answer, at a bounded rate and number") {
  const auto first = first_message(two_fixed_sites);
  Network net;
  two_fixed_sites(net);
  net.configure(net.b);

  std::set<Bytes> answers;
  std::size_t count = 0;
  for (int i = 0; i < 200; ++i) {
    ike::Outbox out;
    net.b.engine->receive(first, net.now, out);
    for (auto& datagram : out.datagrams) answers.insert(datagram.payload);
    count += out.datagrams.size();
    net.now += 100ms;
  }

  CHECK(answers.size() == 1);
  CHECK(count <= 21);
  CHECK(count >= 10);
}

TEST_CASE("the same cookie with another body is dropped") {
  const auto first = first_message(two_fixed_sites);
  Network net;
  two_fixed_sites(net);
  net.configure(net.b);
  net.with(net.b, [&](auto& out) { net.b.engine->receive(first, net.now, out); });
  const auto sent = net.bytes_from_b;

  auto other = first;
  other.payload.back() ^= 1;
  net.with(net.b, [&](auto& out) { net.b.engine->receive(other, net.now, out); });

  CHECK(net.b.count<ike::Phase1Started>() == 1);
  CHECK(net.bytes_from_b == sent);
}

TEST_CASE("half-open exchanges are gone after thirty seconds") {
  const auto first = first_message(two_fixed_sites);
  Network net;
  two_fixed_sites(net);
  net.configure(net.b);
  net.with(net.b, [&](auto& out) { net.b.engine->receive(first, net.now, out); });
  REQUIRE(net.b.engine->status(net.now).gateways[0].progress == ike::Progress::phase1);

  net.power_off(net.a);
  net.run(31s);

  CHECK(net.b.engine->status(net.now).gateways[0].progress == ike::Progress::idle);
  CHECK_FALSE(net.b.engine->deadline());
}

TEST_CASE("datagrams of every length and every exchange type on both ports are survived") {
  for (std::uint16_t port : {std::uint16_t{500}, std::uint16_t{4500}}) {
    for (std::size_t length = 0; length <= 64; ++length) {
      for (int exchange = 0; exchange < 256; exchange += 1) {
        Network net;
        two_fixed_sites(net);
        net.configure(net.b);
        Bytes payload(length, 0);
        const std::size_t at = port == 4500 ? 4 : 0;
        if (length > at) payload[at] = 1;
        if (length > at + 18)
          payload[at + 16] = 1, payload[at + 17] = 0x10,
                       payload[at + 18] = static_cast<std::uint8_t>(exchange);
        if (length >= at + 28) payload[at + 27] = static_cast<std::uint8_t>(length - at);
        ike::Outbox out;
        net.b.engine->receive({{kSiteA, port}, {kSiteB, port}, payload}, net.now, out);
        if (!out.datagrams.empty()) CHECK(out.datagrams[0].payload.size() <= 3 * length);
        CHECK(net.b.engine->status(net.now).isakmp.empty());
        if (exchange > 6 && exchange < 250 && exchange != 32) exchange += 23;
      }
    }
  }
}

TEST_CASE("an unprotected notification or delete changes nothing of a standing SA") {
  Network net;
  two_fixed_sites(net);
  net.configure();
  net.run(2s);
  const auto& first = net.wire[1].payload;  // carries both cookies
  for (std::uint8_t type : {std::uint8_t{11}, std::uint8_t{12}}) {
    for (bool encrypted : {false, true}) {
      Bytes forged(first.begin(), first.begin() + 16);
      ByteWriter writer(forged);
      writer.u8(type).u8(0x10).u8(5).u8(encrypted ? 1 : 0).u32(77).u32(28 + 32);
      writer.u8(0).u8(0).u16(32).u32(1).u8(1).u8(16).u16(type == 11 ? 24578 : 1);
      forged.insert(forged.end(), first.begin(), first.begin() + 16);
      forged.resize(60);
      net.with(net.b, [&](auto& out) {
        net.b.engine->receive({{kSiteA, 500}, {kSiteB, 500}, forged}, net.now, out);
      });
    }
  }

  CHECK(net.passes());
  CHECK(net.b.engine->status(net.now).isakmp.size() == 1);
}

TEST_CASE("a flipped bit in any protected message is noticed") {
  Network net;
  branch_and_centre(net);
  net.configure();
  net.run(15s);
  const auto beat = net.wire.back();
  const auto events = net.b.events.size();
  auto& to = beat.source.address == kSiteA ? net.b : net.a;

  for (std::size_t position = 32; position < beat.payload.size(); ++position) {
    for (int bit = 0; bit < 8; ++bit) {
      auto damaged = beat;
      damaged.payload[24] ^= 0x55;  // a message id that was not seen yet
      damaged.payload[position] = static_cast<std::uint8_t>(damaged.payload[position] ^ (1 << bit));
      ike::Outbox out;
      to.engine->receive(damaged, net.now, out);
      CHECK(out.datagrams.empty());
      CHECK(out.events.empty());
    }
  }
  CHECK(net.b.events.size() == events);
}

namespace {

void with_version_2(Network& net) {
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) station->settings.gateways[0].version = 2;
}

}  // namespace

TEST_CASE("an established tunnel lives on, and is renewed, while first messages of strangers pour in") {
  for (auto* setup : {two_fixed_sites, branch_and_centre, with_version_2}) {
    auto flood = first_message(setup);
    Network net;
    setup(net);
    auto& renewing = net.a.settings.gateways[0];
    renewing.ipsec_lifetime.seconds = 300s;
    net.configure();
    net.run(2s);
    REQUIRE(net.passes());
    const auto first = net.a.outbound.back().spi;
    flood.destination.address = net.b.settings.gateways[0].local_address.value();
    const auto begun = net.b.count<ike::Phase1Started>();
    const auto told = net.b.count<ike::NegotiationFailed>();

    constexpr int kSeconds = 300;
    std::uint32_t number = 0;
    for (int second = 0; second < kSeconds; ++second) {
      for (int i = 0; i < 50; ++i) {
        ++number;
        net.with(net.b, [&](auto& out) {
          net.b.engine->receive(with_cookie(flood, number, Ipv4Address{0xc6336400 + number}), net.now, out);
        });
      }
      net.run(1s);
      REQUIRE(net.passes());
    }

    CHECK(net.a.outbound.back().spi != first);
    CHECK(net.a.count<ike::PeerDead>() + net.b.count<ike::PeerDead>() == 0);
    // Of 15000: what may be half open at once, each for its half minute. That bounds memory, and exponentiations too.
    CHECK(net.b.count<ike::Phase1Started>() - begun <= 30u * (kSeconds / 30 + 1) + 4);
    CHECK(net.b.count<ike::NegotiationFailed>() - told <= 64u * (kSeconds / 60 + 1));
  }
}
