// What other initiators say in IKE_AUTH besides who they are: a wish for an inner address (configuration payload), and
// MOBIKE. The engine as initiator says neither, so its request is opened on the way, with the keys that an equal run has
// shown, and sealed again with more in it.
#include "firmware/ike/v2/message.hpp"
#include "firmware/wire/ike_config.hpp"
#include "firmware/wire/ikev2_bodies.hpp"
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;
using namespace kyoten::wire::ikev2;
using ike::v2::MessageKeys;
using wire::ike::ConfigAttribute;
using wire::ike::ConfigPayload;
using wire::ike::ConfigType;
namespace attribute = wire::ike::config_attribute;

namespace {

constexpr std::uint16_t kMobikeSupported = 16396;
constexpr std::uint16_t kUpdateSaAddresses = 16400;
constexpr std::size_t kAuthRequest = 2;  ///< number on the wire
constexpr std::size_t kAuthResponse = 3;

void sites(Network& net) {
  two_fixed_sites(net);
  for (auto* station : {&net.a, &net.b}) {
    station->settings.gateways[0].version = 2;
    station->settings.gateways[0].proposal_limitation = true;
  }
}

struct Keys {
  ike::v2::IkeSuite suite;
  MessageKeys initiator;
  MessageKeys responder;
};
/// Randomness is the same in each run, and so are the keys of the first SA.
Keys keys_of_first_sa() {
  Network net;
  sites(net);
  net.configure();
  net.run(1s);
  REQUIRE(net.a.count<ike::Phase1Established>() == 1);
  const auto& shown = *net.a.all<ike::Phase1Established>()[0]->ikev2;
  Keys keys;
  keys.suite.cipher = shown.cipher;
  keys.suite.integrity = shown.integrity;
  keys.initiator = {Secret(shown.initiator_integrity), Secret(shown.initiator_encryption)};
  keys.responder = {Secret(shown.responder_integrity), Secret(shown.responder_encryption)};
  return keys;
}

ike::v2::Opened open(const Datagram& datagram, const Keys& keys, const MessageKeys& of) {
  const auto in = ike::incoming_of(datagram);
  REQUIRE(in.has_value());
  auto opened = ike::v2::open_encrypted(*in, keys.suite, of);
  REQUIRE(opened.has_value());
  REQUIRE(opened->has_value());
  return std::move(**opened);
}

/// Two sites; the request of A's IKE_AUTH says `more`.
struct Talkative : Network {
  Keys keys = keys_of_first_sa();
  TestEntropy entropy{9};

  explicit Talkative(PayloadType type, Bytes more) {
    sites(*this);
    fate = [this, type, more](std::size_t number, Datagram& datagram) {
      if (number != kAuthRequest) return 1;
      const auto opened = open(datagram, keys, keys.initiator);
      PayloadWriter payloads;
      for (auto& payload : opened.payloads.all()) payloads.add(payload.type, payload.body);
      payloads.add(type, more);
      const auto header = ike::incoming_of(datagram)->header;
      datagram.payload = ike::v2::seal_encrypted(header, payloads, keys.suite, keys.initiator, entropy);
      return 1;
    };
  }
  ike::v2::Opened answer() { return open(wire.at(kAuthResponse), keys, keys.responder); }
};

const auto kAsked = wire::ike::emit_config({ConfigType::request, 0,
                                            {ConfigAttribute::asked(attribute::address),
                                             ConfigAttribute::asked(attribute::netmask),
                                             ConfigAttribute::asked(attribute::dns)}});
const auto kFirst = Ipv4Address::of(10, 9, 0, 1);

}  // namespace

TEST_CASE("v2: an initiator that asks for an inner address gets one of the pool, and speaks for that one only") {
  Talkative net(PayloadType::configuration, kAsked);
  net.b.settings.gateways[0].address_pool = ike::AddressPool{kFirst, Ipv4Address::of(10, 9, 0, 2), 24};
  net.configure();
  net.run(1s);
  const auto answer = net.answer();
  const auto body = answer.payloads.only(PayloadType::configuration);
  REQUIRE(body.has_value());
  const auto said = wire::ike::parse_config(*body);
  REQUIRE(said.has_value());
  CHECK((*said).type == ConfigType::reply);
  CHECK((*said).attributes ==
        std::vector{ConfigAttribute::of(attribute::address, kFirst),
                    ConfigAttribute::of(attribute::netmask, Ipv4Address::of(255, 255, 255, 0))});
  CHECK(net.passes());
  REQUIRE(net.b.inbound.size() == 1);
  CHECK(net.b.inbound[0].selection.remote == std::vector{ipsec::TrafficRange::of(Ipv4Prefix{kFirst, 32})});
  REQUIRE(net.b.count<ike::ClientConnected>() == 1);
  CHECK(net.b.all<ike::ClientConnected>()[0]->address == kFirst);

  SECTION("it keeps it through renewals of both SAs") {
    net.run(20h);
    CHECK(net.passes());
    CHECK(net.b.inbound.back().selection.remote == std::vector{ipsec::TrafficRange::of(Ipv4Prefix{kFirst, 32})});
    CHECK(net.b.count<ike::ClientLeft>() == 0);
  }
  SECTION("and gives it back") {
    net.with(net.a, [&](auto& out) { net.a.engine->delete_sa(std::nullopt, net.now, out); });
    net.run(100ms);
    REQUIRE(net.b.count<ike::ClientLeft>() == 1);
    CHECK(net.b.all<ike::ClientLeft>()[0]->address == kFirst);
  }
}

TEST_CASE("v2: where no address is left there is no child, and both ends say so") {
  Talkative net(PayloadType::configuration, kAsked);
  net.b.settings.gateways[0].address_pool = ike::AddressPool{kFirst, kFirst, 32};
  // Somebody else has it.
  net.b.settings.gateways[0].address_pool->first.value += 1;
  net.configure();
  net.run(100ms);
  CHECK(find_notify(net.answer().payloads, notify::internal_address_failure));
  CHECK_FALSE(net.passes());
  CHECK(net.b.failed(ike::Stuck::no_address_left));
}

TEST_CASE("clients of both versions share a pool, and no address is given twice") {
  Talkative net(PayloadType::configuration, kAsked);
  const ike::AddressPool pool{kFirst, Ipv4Address::of(10, 9, 0, 2), 32};
  net.b.settings.gateways[0].address_pool = pool;
  net.configure();
  net.run(1s);
  REQUIRE(net.b.count<ike::ClientConnected>() == 1);
  CHECK(net.b.all<ike::ClientConnected>()[0]->address == kFirst);

  // Another gateway of B, by IKEv1 and XAUTH, with the same pool. The network has no third end: B's engine hears it from here.
  Network other;
  branch_and_centre(other);
  auto client = other.a.settings.gateways[0];
  client.id = GatewayId{2};
  client.local_address = kSiteA;
  client.nat_traversal = false;
  client.remote_address = kSiteB;
  client.own_login = ike::Login{"alice", "wonder-1"};
  auto server = other.b.settings.gateways[0];
  server.id = GatewayId{2};
  server.local_address = kSiteB;
  server.nat_traversal = false;
  server.clients = ike::ClientAccess{{{"alice", "wonder-1", {}, {}, {}, {}}}, pool};
  auto policy = a_policy(ipsec::Mode::tunnel);
  policy.id = PolicyId{102};
  policy.gateway = GatewayId{2};
  net.fate = {};
  net.a.settings.gateways.push_back(client);
  net.a.settings.policies.push_back(policy);
  net.b.settings.gateways.push_back(server);
  net.b.settings.policies.push_back(policy);
  net.configure();
  net.run(5s);
  REQUIRE(net.b.count<ike::ClientConnected>() == 2);
  CHECK(net.b.all<ike::ClientConnected>()[1]->address == Ipv4Address::of(10, 9, 0, 2));
}

TEST_CASE("v2: who asks where no addresses are given gets its child without, and nonsense is overlooked") {
  for (const auto& body : {kAsked, Bytes{}, Bytes{1, 0, 0, 0, 0, 1}, Bytes{9, 0, 0, 0}}) {
    Talkative net(PayloadType::configuration, body);
    net.configure();
    net.run(1s);
    CHECK(net.passes());
    CHECK(net.answer().payloads.count(PayloadType::configuration) == 0);
  }
}

TEST_CASE("v2: MOBIKE is answered as unsupported, and what it says later moves nothing") {
  const auto note = [](std::uint16_t type) { return emit_notify({0, type, {}, {}}); };
  Talkative net(PayloadType::notify, note(kMobikeSupported));
  net.configure();
  net.run(1s);
  REQUIRE(net.passes());
  CHECK_FALSE(find_notify(net.answer().payloads, kMobikeSupported));

  const auto before = net.b.engine->status(net.now);
  auto header = ike::incoming_of(net.wire.at(kAuthRequest))->header;
  header.exchange = exchange::informational;
  header.message_id = 2;
  PayloadWriter payloads;
  payloads.add(PayloadType::notify, note(kUpdateSaAddresses));
  const Datagram update{{Ipv4Address::of(198, 51, 100, 9), 500}, {kSiteB, 500},
                        ike::v2::seal_encrypted(header, payloads, net.keys.suite, net.keys.initiator, net.entropy)};
  const auto already = net.wire.size();
  net.with(net.b, [&](auto& out) { net.b.engine->receive(update, net.now, out); });
  REQUIRE(net.wire.size() == already + 1);  // answered, or the peer would take this end for dead
  CHECK(open(net.wire.back(), net.keys, net.keys.responder).payloads.all().empty());
  CHECK(net.b.engine->status(net.now).isakmp[0].peer == before.isakmp[0].peer);
  CHECK(net.b.count<ike::PeerMoved>() == 0);
  CHECK(net.passes());
}
