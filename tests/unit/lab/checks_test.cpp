#include "platform/lab/checks.hpp"

#include <catch2/catch.hpp>

#include "platform/lab/host_node.hpp"
#include "platform/sim/network.hpp"

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

/// Two hosts on one simulated wire, and the checks between them.
struct Bench {
  explicit Bench(decorate::Faults faults, CheckSettings settings = {}) : checks(between(settings)) {
    id_a = network.add(a);
    id_b = network.add(b);
    network.connect({id_a, PortIndex{0}}, {id_b, PortIndex{0}}, faults);
    network.power_on(id_a);
    network.power_on(id_b);
  }

  static CheckSettings between(CheckSettings settings) {
    settings.from_mac = kMacA;
    settings.to_mac = kMacB;
    settings.to_address = Ipv4Address::of(192, 168, 100, 20);
    return settings;
  }

  void run() {
    std::vector<Probe> probes;
    checks.start(network.now(), probes);
    while (!checks.finished()) {
      for (auto& probe : std::exchange(probes, {})) {
        network.act(id_a, [&](Instant now, sim::Frames& out) { a.send(probe, now, out); });
      }
      const auto reported = [&] { return !a.reports().empty() || !b.reports().empty(); };
      network.run_until(reported, checks.deadline().value_or(network.now() + 1s));
      for (auto& report : a.take_reports()) checks.report(Side::from, report, network.now());
      for (auto& report : b.take_reports()) checks.report(Side::to, report, network.now());
      checks.expire(network.now(), probes);
    }
  }

  [[nodiscard]] const CheckResult& result(ProbeKind kind) const {
    return *std::ranges::find_if(checks.results(), [&](auto& r) { return r.kind == kind; });
  }

  sim::Network network{1};
  HostNode a{a_host("pc-a", kMacA, "192.168.100.10/24"), network.pool(), 1, 1};
  HostNode b{a_host("pc-b", kMacB, "192.168.100.20/24"), network.pool(), 1, 2};
  sim::NodeId id_a{};
  sim::NodeId id_b{};
  CheckRun checks;
};

}  // namespace

TEST_CASE("on a good wire every check passes at the first attempt, with the times of the wire") {
  Bench bench({.delay = 3ms});

  bench.run();

  CHECK(bench.checks.all_passed());
  REQUIRE(bench.checks.results().size() == kBridgedProbes.size());
  for (auto& result : bench.checks.results()) {
    INFO(name(result.kind));
    CHECK(result.attempts == 1);
    CHECK(result.there == 3ms);
    CHECK(result.and_back.has_value() == has_answer(result.kind));
    if (result.and_back) CHECK(*result.and_back == 6ms);
  }
  CHECK(bench.result(ProbeKind::full_frame).frame_bytes == 1514);
}

TEST_CASE("on a cut wire every check fails and says at which point") {
  Bench bench({.link_up = false});

  bench.run();

  CHECK_FALSE(bench.checks.all_passed());
  for (auto& result : bench.checks.results()) CHECK_FALSE(result.passed);
  CHECK(bench.result(ProbeKind::ping).reason == "it could not be sent: nobody answers ARP");
  CHECK(bench.result(ProbeKind::broadcast).reason == "it did not arrive");
  CHECK(bench.result(ProbeKind::broadcast).attempts == 3);
}

TEST_CASE("a wire that loses, doubles and reorders frames only costs more attempts") {
  CheckSettings patient;
  patient.attempts = 20;
  Bench bench({.loss = 0.3, .duplicate = 0.2, .reorder = 0.2, .delay = 3ms}, patient);

  bench.run();

  CHECK(bench.checks.all_passed());
  int attempts = 0;
  for (auto& result : bench.checks.results()) attempts += result.attempts;
  CHECK(attempts > static_cast<int>(kBridgedProbes.size()));
}

TEST_CASE("a report of an earlier attempt does not count for the present one") {
  CheckSettings settings;
  settings.probes = {ProbeKind::ping};
  CheckRun checks(Bench::between(settings));
  std::vector<Probe> probes;
  checks.start(Instant{0s}, probes);
  checks.expire(Instant{1s}, probes);
  REQUIRE(probes.size() == 2);

  const auto report = [&](Report::What what, std::uint32_t token, MacAddress from) {
    return Report{what, ProbeKind::ping, token, from, Instant{1100ms}, 98};
  };
  checks.report(Side::from, report(Report::What::sent, 2, kMacA), Instant{1100ms});
  checks.report(Side::to, report(Report::What::seen, 1, kMacA), Instant{1100ms});
  checks.report(Side::from, report(Report::What::answered, 1, kMacB), Instant{1100ms});
  checks.expire(Instant{5s}, probes);
  checks.expire(Instant{9s}, probes);
  checks.expire(Instant{10s}, probes);

  REQUIRE(checks.finished());
  CHECK_FALSE(checks.results()[0].passed);
}

TEST_CASE("reports may come in any order, since two processes send them") {
  CheckSettings settings;
  settings.probes = {ProbeKind::broadcast};
  CheckRun checks(Bench::between(settings));
  std::vector<Probe> probes;
  checks.start(Instant{0s}, probes);

  checks.report(Side::to, {Report::What::seen, ProbeKind::broadcast, 1, kMacA, Instant{9ms}, 60},
                Instant{10ms});
  checks.report(Side::from, {Report::What::sent, ProbeKind::broadcast, 1, kMacA, Instant{2ms}, 60},
                Instant{11ms});
  checks.expire(Instant{1s}, probes);

  CHECK(checks.all_passed());
  CHECK(checks.results()[0].there == 7ms);
}

TEST_CASE("when time is up, the checks that were not made have failed and say so") {
  Bench bench({.link_up = false});
  std::vector<Probe> probes;
  bench.checks.start(bench.network.now(), probes);

  bench.checks.give_up(bench.network.now());

  CHECK(bench.checks.finished());
  CHECK_FALSE(bench.checks.all_passed());
  REQUIRE(bench.checks.results().size() == kBridgedProbes.size());
  CHECK(bench.checks.results().back().reason == "there was no time left to try it");
  CHECK_FALSE(bench.checks.deadline());
}

TEST_CASE("hosts of two networks are checked by what is routed") {
  const auto routed =
      checks_between(kMacA, *Ipv4Prefix::parse("192.168.1.10/24"), kMacB, *Ipv4Prefix::parse("192.168.2.10/24"));
  const auto bridged =
      checks_between(kMacA, *Ipv4Prefix::parse("192.168.1.10/24"), kMacB, *Ipv4Prefix::parse("192.168.1.20/24"));

  CHECK(routed.probes == std::vector(kRoutedProbes.begin(), kRoutedProbes.end()));
  CHECK(bridged.probes == std::vector(kBridgedProbes.begin(), kBridgedProbes.end()));
}

TEST_CASE("a router that names a smaller MTU is believed once, and the packet is tried with that") {
  CheckSettings settings;
  settings.routed = true;
  settings.probes = {ProbeKind::full_packet};
  CheckRun run(settings);
  std::vector<Probe> probes;
  run.start(Instant{1s}, probes);
  REQUIRE(probes.size() == 1);
  CHECK(probes[0].packet_bytes == 1500);

  Report too_big{Report::What::too_big, ProbeKind::full_packet, probes[0].token, kMacB, Instant{1s}, 70, 1400};
  run.report(Side::from, too_big, Instant{1s});
  run.expire(Instant{1s}, probes);

  REQUIRE(probes.size() == 2);
  CHECK(probes[1].packet_bytes == 1400);
  CHECK(run.results().back().note == "path MTU 1400");
}

TEST_CASE("a router that says that a packet of the size it has named is too big is told of") {
  CheckSettings settings;
  settings.routed = true;
  settings.probes = {ProbeKind::full_packet};
  CheckRun run(settings);
  std::vector<Probe> probes;
  run.start(Instant{1s}, probes);

  Report too_big{Report::What::too_big, ProbeKind::full_packet, probes[0].token, kMacB, Instant{1s}, 70, 1500};
  run.report(Side::from, too_big, Instant{1s});
  run.expire(Instant{1s}, probes);

  CHECK(probes.size() == 1);
  CHECK(run.results().back().reason.find("names 1500") != std::string::npos);
}

TEST_CASE("addresses of both hosts side by side on the wires outside are clear text, wherever they stand") {
  CheckSettings settings;
  settings.probes = {ProbeKind::in_the_clear};
  settings.from_address = Ipv4Address::of(192, 168, 1, 10);
  settings.to_address = Ipv4Address::of(192, 168, 2, 10);
  const Bytes innocent(60, 0);
  auto telling = innocent;
  const std::array<std::uint8_t, 8> pair{192, 168, 2, 10, 192, 168, 1, 10};  // an answer's header
  std::copy(pair.begin(), pair.end(), telling.begin() + 37);
  const auto judged = [&](std::initializer_list<Bytes> frames) {
    CheckRun run(settings);
    std::vector<Probe> probes;
    for (auto& frame : frames) run.outside_frame(frame);
    run.start(Instant{1s}, probes);
    while (run.deadline()) run.expire(*run.deadline(), probes);
    return run;
  };

  CHECK(judged({innocent}).all_passed());
  CHECK_FALSE(judged({}).all_passed());  // no frame at all proves nothing
  const auto bad = judged({innocent, telling});
  CHECK_FALSE(bad.all_passed());
  CHECK(bad.results().back().reason == "1 of 2 frames showed both hosts' addresses");
}
