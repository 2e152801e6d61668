// PPPoE discovery: a host and an access concentrator find each other, and strangers have no say in it.
#include <catch2/catch.hpp>
#include <memory>

#include "firmware/pppoe/client.hpp"
#include "firmware/pppoe/concentrator.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::pppoe;
using namespace std::chrono_literals;
namespace code = wire::pppoe_code;
namespace tag = wire::pppoe_tag;

namespace {

const MacAddress kHost{{2, 0, 0, 0, 0, 1}};
const MacAddress kAccess{{2, 0, 0, 0, 0, 2}};
const MacAddress kStranger{{2, 0, 0, 0, 0, 3}};

struct Wire {
  explicit Wire(ClientSettings settings = {}) : client(std::move(settings), entropy), concentrator({}, entropy) {}

  /// The client's packets to the concentrator and back, until there are none.
  void settle() {
    for (int round = 0; !from_client.packets.empty(); ++round) {
      REQUIRE(round < 20);
      ConcentratorOutbox answers;
      for (auto& row : std::exchange(from_client.packets, {})) concentrator.receive(kHost, row.packet, answers);
      for (auto& event : answers.events) joined += std::holds_alternative<HostConnected>(event) ? 1 : -1;
      for (auto& row : answers.packets) active->receive(kAccess, row.packet, now, from_client);
    }
  }
  void connect() {
    active->connect(now, from_client);
    settle();
  }
  template <class Event>
  [[nodiscard]] std::vector<Event> events() const {
    std::vector<Event> found;
    for (auto& event : from_client.events) {
      if (auto* one = std::get_if<Event>(&event)) found.push_back(*one);
    }
    return found;
  }

  test::TestEntropy entropy{1};
  Client client;
  Client* active = &client;         ///< who is at the host's end
  Concentrator concentrator;
  ClientOutbox from_client;
  Instant now{1000s};
  int joined = 0;
};

/// Tags of the only packet that the client has sent.
std::vector<wire::PppoeTag> tags_of(const Bytes& packet) { return *wire::parse_pppoe_tags(wire::parse_pppoe(packet)->payload); }

}  // namespace

TEST_CASE("PADI, PADO, PADR, PADS: a session stands at both ends") {
  Wire wire;
  wire.connect();

  REQUIRE(wire.events<SessionUp>().size() == 1);
  CHECK(wire.events<SessionUp>()[0].session.peer == kAccess);
  CHECK(wire.events<SessionUp>()[0].access_concentrator == "BAS");
  CHECK(wire.joined == 1);
  CHECK_FALSE(wire.client.deadline());
}

TEST_CASE("PADI is repeated with doubled waits, then given up") {
  Wire wire;
  wire.client.connect(wire.now, wire.from_client);
  std::vector<std::int64_t> waits;
  while (auto due = wire.client.deadline()) {
    waits.push_back(std::chrono::duration_cast<std::chrono::seconds>(*due - wire.now).count());
    wire.now = *due;
    wire.client.expire(wire.now, wire.from_client);
  }
  CHECK(waits == std::vector<std::int64_t>{3, 6, 12, 24, 48, 96});
  CHECK(wire.from_client.packets.size() == 6);
  REQUIRE(wire.events<SessionDown>().size() == 1);
  CHECK(wire.events<SessionDown>()[0].reason == Reason::padi_timeout);
}

TEST_CASE("an answer without our Host-Uniq, with an error, or from a group address is none") {
  Wire wire;
  wire.client.connect(wire.now, wire.from_client);
  const auto asked = tags_of(wire.from_client.packets[0].packet);
  const auto uniq = to_bytes(*wire::find_pppoe_tag(asked, tag::host_uniq));
  wire.from_client.packets.clear();
  const auto offer = [&](ByteView host_uniq, bool error) {
    Bytes tags;
    wire::append_pppoe_tag(tags, tag::service_name, {});
    wire::append_pppoe_tag(tags, tag::ac_name, as_bytes("other"));
    wire::append_pppoe_tag(tags, tag::host_uniq, host_uniq);
    if (error) wire::append_pppoe_tag(tags, tag::service_name_error, {});
    return wire::pppoe_packet(code::pado, PppoeSessionId{}, tags);
  };
  wire.client.receive(kStranger, offer(as_bytes("guess"), false), wire.now, wire.from_client);
  wire.client.receive(kStranger, offer(uniq, true), wire.now, wire.from_client);
  wire.client.receive(MacAddress::broadcast(), offer(uniq, false), wire.now, wire.from_client);
  CHECK(wire.client.state() == ClientState::wait_pado);
  CHECK(wire.from_client.packets.empty());

  wire.client.receive(kStranger, offer(uniq, false), wire.now, wire.from_client);
  CHECK(wire.client.state() == ClientState::wait_pads);
}

TEST_CASE("the concentrator and the service that are asked for by name, and no other") {
  Wire other({.service_name = {}, .access_concentrator = "elsewhere", .padi = {}, .padr = {}});
  other.connect();
  CHECK(other.client.state() == ClientState::wait_pado);

  Wire named({.service_name = "video", .access_concentrator = {}, .padi = {}, .padr = {}});
  named.connect();
  CHECK(named.client.state() == ClientState::wait_pado);

  Wire right({.service_name = {}, .access_concentrator = "BAS", .padi = {}, .padr = {}});
  right.connect();
  CHECK(right.client.state() == ClientState::open);
}

TEST_CASE("PADT ends a session if it comes from its other end and names it") {
  Wire wire;
  wire.connect();
  const auto session = *wire.client.session();
  const auto padt = [](PppoeSessionId id) { return wire::pppoe_packet(code::padt, id, {}); };
  wire.client.receive(kStranger, padt(session.id), wire.now, wire.from_client);
  wire.client.receive(kAccess, padt(PppoeSessionId{number(session.id) == 9 ? std::uint16_t{8} : std::uint16_t{9}}), wire.now,
                      wire.from_client);
  CHECK(wire.client.state() == ClientState::open);

  wire.client.receive(kAccess, padt(session.id), wire.now, wire.from_client);
  CHECK(wire.client.state() == ClientState::idle);
  REQUIRE(wire.events<SessionDown>().size() == 1);
  CHECK(wire.events<SessionDown>()[0].reason == Reason::peer_ended);
}

TEST_CASE("our PADT ends it at the concentrator, somebody else's does not") {
  Wire wire;
  wire.connect();
  ConcentratorOutbox out;
  wire.concentrator.receive(kStranger, wire::pppoe_packet(code::padt, wire.client.session()->id, {}), out);
  CHECK(wire.concentrator.sessions() == 1);

  wire.client.disconnect(wire.from_client);
  wire.settle();
  CHECK(wire.concentrator.sessions() == 0);
  CHECK(wire.joined == 0);
}

TEST_CASE("a PADI costs the concentrator no memory, and a PADR without its cookie gets no session") {
  Wire wire;
  for (std::uint32_t i = 0; i < 10000; ++i) {
    ConcentratorOutbox out;
    Bytes tags;
    wire::append_pppoe_tag(tags, tag::service_name, {});
    const MacAddress host{{2, 1, 0, 0, static_cast<std::uint8_t>(i >> 8), static_cast<std::uint8_t>(i)}};
    wire.concentrator.receive(host, wire::pppoe_packet(code::padi, PppoeSessionId{}, tags), out);
    CHECK(out.packets.size() == 1);
    wire::append_pppoe_tag(tags, tag::ac_cookie, as_bytes("0123456789abcdef"));
    out = {};
    wire.concentrator.receive(host, wire::pppoe_packet(code::padr, PppoeSessionId{}, tags), out);
    CHECK(out.packets.empty());
  }
  CHECK(wire.concentrator.sessions() == 0);
}

TEST_CASE("one host gets eight sessions, then an error that says why") {
  Wire wire;
  std::vector<std::unique_ptr<Client>> clients;
  for (std::size_t i = 0; i <= Concentrator::kMostSessionsOfHost; ++i) {
    clients.push_back(std::make_unique<Client>(ClientSettings{}, wire.entropy));
    wire.active = clients.back().get();
    wire.connect();
  }
  CHECK(wire.events<SessionUp>().size() == Concentrator::kMostSessionsOfHost);
  REQUIRE(wire.events<SessionDown>().size() == 1);
  CHECK(wire.events<SessionDown>()[0].reason == Reason::refused);
  CHECK(wire.events<SessionDown>()[0].detail == "system error: no session is free");
}
