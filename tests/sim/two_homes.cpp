#include "tests/sim/two_homes.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cstdlib>
#include <sstream>

#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ipv4.hpp"
#include "platform/lab/wan_frame.hpp"
#include "tests/support/source_tree.hpp"

namespace kyoten::sim_test {

using namespace std::chrono_literals;

namespace {

constexpr std::uint64_t kUsualSeeds = 12;
constexpr std::size_t kMostViolations = 20;  // the first ones tell enough

std::string without_indentation(const std::string& line) {
  const auto begin = line.find_first_not_of(' ');
  return begin == std::string::npos ? std::string() : line.substr(begin);
}

lab::Topology topology_of(const Scenario& scenario) {
  const auto& root = test::kSourceTree;
  auto topology = lab::load_topology(root / "examples" / "two-homes");
  KYOTEN_ASSERT(topology.has_value());
  for (auto& edit : scenario.edits) apply(edit, *topology);
  return std::move(*topology);
}

bool contains(ByteView frame, ByteView part) {
  return std::search(frame.begin(), frame.end(), part.begin(), part.end()) != frame.end();
}

struct EspHeader {
  std::uint32_t spi = 0;
  std::uint32_t sequence = 0;
};

/// ESP as protocol 50 or in UDP 4500; nothing for later fragments.
std::optional<EspHeader> esp_of(ByteView frame) {
  const auto header = wire::parse_ethernet(frame);
  if (!header || header->type != wire::ethertype::ipv4) return std::nullopt;
  const auto packet = frame.subspan(header->size());
  if (wire::check_ipv4(packet) != wire::Ipv4Error::none) return std::nullopt;
  const wire::Ipv4View ip(packet.data());
  if (ip.fragment_offset() != 0) return std::nullopt;
  ByteReader reader(ip.payload());
  if (ip.protocol() == wire::ip_protocol::udp && !reader.skip(8)) return std::nullopt;
  const auto spi = reader.u32();
  const auto sequence = reader.u32();
  if (!spi || !sequence) return std::nullopt;
  return EspHeader{*spi, *sequence};
}

}  // namespace

void apply(const Edit& edit, lab::Topology& topology) {
  const auto index = topology.find(edit.node);
  KYOTEN_ASSERT(index.has_value());
  auto& configuration = topology.nodes[*index].configuration;
  std::istringstream lines(configuration);
  std::string edited;
  std::string line;
  bool found = false;
  while (std::getline(lines, line)) {
    const bool here = without_indentation(line) == edit.line;
    found = found || here;
    const auto& text = here ? edit.instead : line;
    if (!here || !text.empty()) edited += text + "\n";
  }
  KYOTEN_ASSERT(found);
  configuration = edited;
}

TwoHomes::TwoHomes(const Scenario& scenario)
    : topology_(topology_of(scenario)),
      lab_(topology_, {.seed = scenario.seed, .faults = scenario.faults}) {
  lab_.network().watch([this](const sim::SeenFrame& frame) { watch(frame); });
  lab_.power_on();
  tick();
}

void TwoHomes::violated(std::string what) {
  if (violations_.size() >= kMostViolations) return;
  violations_.push_back(fmt::format(
      "{:.3f} s: {}", std::chrono::duration<double>(lab_.now().time_since_epoch()).count(), what));
}

void TwoHomes::watch(const sim::SeenFrame& frame) {
  const auto mix = [&](std::uint64_t value) {
    for (int i = 0; i < 8; ++i) {
      hash_ = (hash_ ^ ((value >> (8 * i)) & 0xff)) * 0x100000001b3u;
    }
  };
  mix(static_cast<std::uint64_t>(frame.time.time_since_epoch().count()));
  mix(number(frame.wire) * 2u + (frame.sent ? 1u : 0u));
  mix(number(frame.at.node));
  for (const auto byte : frame.bytes) hash_ = (hash_ ^ byte) * 0x100000001b3u;

  if (!frame.sent) return;
  for (std::size_t i = 0; i < topology_.links.size(); ++i) {
    if (lab_.wire(i) != frame.wire) continue;
    const bool inside = std::ranges::any_of(topology_.links[i].ends, [&](auto& end) {
      return topology_.nodes[end.node].kind == lab::NodeKind::host;
    });
    if (!inside) watch_wan(frame);
  }
}

void TwoHomes::watch_wan(const sim::SeenFrame& frame) {
  for (auto& node : topology_.nodes) {
    if (node.kind == lab::NodeKind::host && contains(frame.bytes, node.macs.front().octets)) {
      violated("an address of " + node.name + " is seen outside: " + to_hex(frame.bytes));
    }
  }
  if (contains(frame.bytes, as_bytes("kyoten"))) {
    violated("a probe is seen outside: " + to_hex(frame.bytes));
  }
  // A NAT may hand on fragments of which the first was lost; they are ESP's, or the searches above
  // find them.
  const auto kind = lab::WanClassifier().classify(frame.bytes);
  if (kind == lab::WanKind::l2tp) violated("L2TP in the clear: " + to_hex(frame.bytes));
  if (kind == lab::WanKind::other) violated("something unknown: " + to_hex(frame.bytes));
  if (kind == lab::WanKind::esp) watch_esp(frame);
}

void TwoHomes::watch_esp(const sim::SeenFrame& frame) {
  for (auto site : {"site-a", "site-b"}) {
    if (lab_.id(site) != frame.at.node) continue;
    const auto esp = esp_of(frame.bytes);
    if (!esp) continue;
    ++esp_packets_;
    if (esp->spi < 256) violated(fmt::format("{} uses the reserved SPI {}", site, esp->spi));
    if (esp->sequence == 0) violated(fmt::format("{} sends sequence number 0", site));
    if (!sequences_[{site, esp->spi}].insert(esp->sequence).second) {
      violated(fmt::format("{} repeats sequence number {} of SPI {:08x}", site, esp->sequence,
                           esp->spi));
    }
  }
}

std::size_t TwoHomes::spis(std::string_view site) const {
  return static_cast<std::size_t>(
      std::ranges::count_if(sequences_, [&](auto& row) { return row.first.first == site; }));
}

/// Both homes talk, each kind of frame in its turn.
void TwoHomes::tick() {
  const auto kind = lab::kBridgedProbes[next_token_ % lab::kBridgedProbes.size()];
  talk("pc-a", "pc-b", lab::ProbeKind::ping);
  talk("pc-b", "pc-a", kind);
  for (auto& report : lab_.host("pc-a").take_reports()) {
    if (report.what == lab::Report::What::answered) answered_.insert(report.token);
  }
  (void)lab_.host("pc-b").take_reports();
  check_conservation();
  lab_.network().at(lab_.now() + kTick, [this] { tick(); });
}

void TwoHomes::talk(std::string_view from, std::string_view to, lab::ProbeKind kind) {
  const auto& peer = topology_.nodes[*topology_.find(to)];
  const lab::Probe probe{kind, next_token_++, peer.macs.front(), peer.address->address, 10};
  lab_.network().act(lab_.id(from),
                     [&](Instant now, sim::Frames& out) { lab_.host(from).send(probe, now, out); });
}

void TwoHomes::check_conservation() {
  for (auto& node : topology_.nodes) {
    if (node.kind != lab::NodeKind::router || !lab_.network().powered(lab_.id(node.name))) continue;
    const auto count = lab_.router(node.name).router()->conservation();
    if (!count.holds()) violated("packets of " + node.name + " came from nowhere, or went there");
  }
}

bool TwoHomes::ping_within(Duration limit) {
  const auto first = next_token_;
  answered_.clear();
  const auto end = lab_.now() + limit;
  while (lab_.now() < end) {
    run_for(kTick);
    if (!answered_.empty() && *answered_.rbegin() >= first) return true;
  }
  return false;
}

std::string TwoHomes::sentences() {
  std::string text;
  for (auto& tunnel : lab_.tunnels()) {
    text += fmt::format("{} tunnel {}: {}\n", tunnel.node, tunnel.tunnel, tunnel.sentence);
  }
  return text;
}

void TwoHomes::power_cut_for(std::string_view node, Duration duration) {
  lab_.network().power_cut(lab_.id(node));
  run_for(duration);
  lab_.network().power_on(lab_.id(node));
}

std::uint64_t seeds() {
  const char* text = std::getenv("KYOTEN_SIM_SEEDS");
  const auto wanted = text != nullptr ? std::strtoull(text, nullptr, 10) : 0;
  return wanted > 0 ? wanted : kUsualSeeds;
}

}  // namespace kyoten::sim_test
