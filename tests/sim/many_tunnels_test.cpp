// Many tunnels on one router: a sister model's number, which a router takes unless it is told to be strict.
#include <fstream>
#include <set>

#include "platform/lab/virtual_lab.hpp"
#include "tests/unit/lab/scratch_directory.hpp"

using namespace kyoten;
using namespace std::chrono_literals;

namespace {

constexpr int kTunnels = 100;
constexpr int kWatched = 50;  ///< the tunnel that traffic passes

std::string site(int own, int other, const std::string& lan) {
  std::string text = "console character ascii\nsyslog info on\nip lan1 address " + lan +
                     "\nip lan2 address 192.0.2." + std::to_string(own) + "/24\nipsec auto refresh on\n";
  for (int i = 1; i <= kTunnels; ++i) {
    const auto n = std::to_string(i);
    text += "ip route 10." + std::to_string(other) + "." + n + ".0/24 gateway tunnel " + n + "\ntunnel select " + n +
            "\nipsec tunnel " + n + "\nipsec sa policy " + n + " " + n + " esp aes-cbc sha-hmac\nipsec ike version " +
            n + " " + (i % 2 == 0 ? "2" : "1") + "\nipsec ike duration ipsec-sa " + n + " 300\nipsec ike local address " +
            n + " 192.0.2." + std::to_string(own) + "\nipsec ike local name " + n + " site" + std::to_string(own) + "-" + n +
            " key-id\nipsec ike remote name " + n + " site" + std::to_string(other) + "-" + n +
            " key-id\nipsec ike pre-shared-key " + n + " text secret-" + n + "\nipsec ike remote address " + n +
            " 192.0.2." + std::to_string(other) + "\ntunnel enable " + n + "\ntunnel select none\n";
  }
  return text;
}

void write(const std::filesystem::path& path, const std::string& text) { std::ofstream(path) << text; }

lab::Topology two_sites(const std::filesystem::path& directory) {
  write(directory / "a.conf", site(1, 2, "10.1.50.1/24"));
  write(directory / "b.conf", site(2, 1, "10.2.50.1/24"));
  write(directory / "many.clab.yml", R"(name: many
topology:
  nodes:
    pc-a: {kind: kyoten-host, labels: {kyoten.address: 10.1.50.10/24, kyoten.gateway: 10.1.50.1, kyoten.check: pc-b}}
    a: {kind: kyoten-router, startup-config: a.conf}
    b: {kind: kyoten-router, startup-config: b.conf}
    pc-b: {kind: kyoten-host, labels: {kyoten.address: 10.2.50.10/24, kyoten.gateway: 10.2.50.1}}
  links:
    - endpoints: ["pc-a:eth1", "a:lan1"]
    - endpoints: ["a:lan2", "b:lan2"]
    - endpoints: ["b:lan1", "pc-b:eth1"]
)");
  auto topology = lab::load_topology(directory);
  REQUIRE(topology.has_value());
  return std::move(*topology);
}

}  // namespace

TEST_CASE("many tunnels of both IKE versions come up, and are renewed again and again without losing a packet") {
  static_assert(kWatched <= kTunnels);
  lab::ScratchDirectory scratch;
  const auto topology = two_sites(scratch.path());
  lab::VirtualLab lab(topology, {.seed = 9, .faults = {.delay = 2ms}});
  lab.power_on();
  REQUIRE(lab.run_until_tunnels_up(2min));

  std::multiset<std::uint32_t> answered;
  constexpr int kPings = 15 * 60;  // three lives of an SA
  for (int i = 0; i < kPings; ++i) {
    const lab::Probe probe{lab::ProbeKind::ping, static_cast<std::uint32_t>(i + 1), topology.nodes[3].macs.front(),
                           Ipv4Address::of(10, 2, kWatched, 10), 10};
    lab.network().act(lab.id("pc-a"), [&](Instant now, sim::Frames& out) { lab.host("pc-a").send(probe, now, out); });
    lab.network().run_for(1s);
    for (auto& report : lab.host("pc-a").take_reports()) if (report.what == lab::Report::What::answered) answered.insert(report.token);
  }

  for (std::uint32_t token = 1; token <= kPings; ++token) {
    INFO("ping " << token);
    CHECK(answered.count(token) == 1);
  }
  CHECK(lab.tunnels_up());
  const auto log = lab.execute("a", "show log");
  CHECK(std::ranges::none_of(log, [](auto& line) { return line.find("] Down") != std::string::npos; }));
  // Both ends have begun each tunnel: two of each kind for a tunnel, and nothing is left behind by the renewals.
  const auto shown = lab.execute("a", "show ipsec sa");
  REQUIRE_FALSE(shown.empty());
  INFO(shown.front());
  int isakmp = 0;
  int send = 0;
  int recv = 0;
  REQUIRE(std::sscanf(shown.front().c_str(), "Total: isakmp:%d send:%d recv:%d", &isakmp, &send, &recv) == 3);
  CHECK(isakmp <= 2 * kTunnels);
  CHECK(send <= 2 * kTunnels);
  CHECK(recv <= 2 * kTunnels);
}
