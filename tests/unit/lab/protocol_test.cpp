// What the lab says and hears on control sockets.
#include <catch2/catch.hpp>

#include "platform/lab/host_protocol.hpp"
#include "platform/lab/router_protocol.hpp"

using namespace kyoten;
using namespace kyoten::lab;
using namespace std::chrono_literals;

TEST_CASE("a router's progress and tunnels are read from its control socket") {
  const auto event = parse_progress(
      R"({"progress":{"at_ms":12,"milestone":"tunnel_up","subject":"tunnel1","detail":"x"}})");
  const auto tunnels =
      parse_tunnels(R"({"id":4,"tunnels":[{"tunnel":1,"up":true,"sentence":"up for 3 s"}]})", 64);

  REQUIRE(event);
  CHECK(event->at == 12ms);
  CHECK(event->milestone == "tunnel_up");
  REQUIRE(tunnels);
  CHECK(*tunnels == std::vector<TunnelState>{{"", 1, true, "up for 3 s"}});
}

TEST_CASE("text of a router is made safe for a terminal") {
  const auto event = parse_progress(
      R"({"progress":{"at_ms":1,"milestone":"x","subject":"y","detail":"\u001b[2J"}})");

  REQUIRE(event);
  CHECK(event->detail.find('\033') == std::string::npos);
}

TEST_CASE("lines of another kind, damaged ones and absurd numbers are no news") {
  const auto line = GENERATE(
      as<std::string>{}, "", "{", "[]", "null", R"({"progress":1})", R"({"progress":{}})",
      R"({"progress":{"milestone":""}})", R"({"progress":{"at_ms":-1,"milestone":"x"}})",
      R"({"progress":{"at_ms":1e300,"milestone":"x"}})", R"({"tunnels":{}})", R"({"tunnels":7})");

  CHECK_FALSE(parse_progress(line).has_value());
  CHECK_FALSE(parse_tunnels(line, 64).has_value());
}

TEST_CASE("a router with more tunnels than there can be is believed up to the limit") {
  std::string line = R"({"tunnels":[)";
  for (int i = 0; i < 100; ++i) line += R"({"tunnel":1,"up":true,"sentence":""},)";
  line.back() = ']';
  line += "}";

  const auto tunnels = parse_tunnels(line, 64);

  REQUIRE(tunnels);
  CHECK(tunnels->size() == 64);
}

TEST_CASE("a probe reaches a host as it was asked for") {
  const Probe probe{ProbeKind::vlan_frame, 7, MacAddress{{2, 0, 0, 0, 0, 1}},
                    Ipv4Address::of(192, 168, 100, 20), 30};

  const auto request = parse_host_request(probe_request(5, probe));

  CHECK(request.id == 5);
  const auto* read = std::get_if<Probe>(&request.what);
  REQUIRE(read != nullptr);
  CHECK(read->kind == probe.kind);
  CHECK(read->token == 7);
  CHECK(read->peer_mac == probe.peer_mac);
  CHECK(read->peer == probe.peer);
  CHECK(read->vlan_id == 30);
}

TEST_CASE("a report comes back as the host made it") {
  const Report report{Report::What::answered,         ProbeKind::ping,       9,
                      MacAddress{{2, 0, 0, 0, 0, 1}}, Instant{1234567891ns}, 98};

  const auto read = parse_report(report_line(report));

  REQUIRE(read);
  CHECK(read->what == report.what);
  CHECK(read->kind == report.kind);
  CHECK(read->token == 9);
  CHECK(read->from == report.from);
  CHECK(read->at == report.at);
  CHECK(read->frame_bytes == 98);
}

TEST_CASE("a host says what is wrong with a request it does not understand") {
  const auto line = GENERATE(
      as<std::string>{}, "", "x", "[]", R"({"id":1})", R"({"probe":1})",
      R"({"probe":{"kind":"nothing"}})", R"({"probe":{"kind":"ping","token":-1}})",
      R"({"probe":{"kind":"ping","token":1,"peer_mac":"zz","peer":"1.2.3.4"}})",
      R"({"probe":{"kind":"ping","token":1,"peer_mac":"02:00:00:00:00:01","peer":"1.2.3.4","vlan":4095}})");

  const auto request = parse_host_request(line);

  REQUIRE(std::holds_alternative<HostRequest::Wrong>(request.what));
  CHECK_FALSE(std::get<HostRequest::Wrong>(request.what).reason.empty());
}
