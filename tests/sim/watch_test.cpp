// The watch over the wires is worth something only if it sees what it watches for.
#include <catch2/catch.hpp>

#include "platform/lab/probe_frames.hpp"
#include "platform/lab/wan_frame.hpp"
#include "tests/sim/two_homes.hpp"

using namespace kyoten;
using namespace kyoten::sim_test;
using namespace std::chrono_literals;

namespace {

constexpr PortIndex kLan2{1};

/// The last ESP packet that a site put on its wan, and that is no fragment.
Bytes esp_of_site_a(TwoHomes& homes) {
  auto seen = std::make_shared<Bytes>();
  homes.lab().network().watch([&homes, seen](const sim::SeenFrame& frame) {
    const bool from_site = frame.sent && frame.at == sim::End{homes.lab().id("site-a"), kLan2};
    if (from_site && frame.bytes.size() < 1000 &&
        lab::WanClassifier().classify(frame.bytes) == lab::WanKind::esp) {
      *seen = to_bytes(frame.bytes);
    }
  });
  homes.run_for(1s);
  return *seen;
}

}  // namespace

TEST_CASE("a frame of a home that is seen outside is reported") {
  TwoHomes homes({.seed = 1});
  const lab::Station host{homes.lab().host("pc-a").host()->settings().mac,
                          Ipv4Address::of(192, 168, 100, 10)};
  const auto frame =
      lab::arp_frame(host, MacAddress::broadcast(), true, {}, Ipv4Address::of(192, 168, 100, 20));

  homes.lab().network().inject({homes.lab().id("site-a"), kLan2}, frame);

  REQUIRE(homes.violations().size() == 1);
  CHECK(homes.violations()[0].find("an address of pc-a is seen outside") != std::string::npos);
}

TEST_CASE("L2TP in the clear is reported") {
  TwoHomes homes({.seed = 1});
  const auto packet = lab::udp_packet({Ipv4Address::of(192, 168, 1, 2), 1701},
                                      {Ipv4Address::of(10, 10, 10, 138), 1701}, Bytes(20));
  const auto frame = lab::ethernet_frame(MacAddress{{2, 0, 0, 0, 0, 1}},
                                         MacAddress{{2, 0, 0, 0, 0, 2}}, 0x0800, packet);

  homes.lab().network().inject({homes.lab().id("site-a"), kLan2}, frame);

  REQUIRE(homes.violations().size() == 1);
  CHECK(homes.violations()[0].find("L2TP in the clear") != std::string::npos);
}

TEST_CASE("an ESP packet that a site sends twice is reported, and the other end takes it once") {
  TwoHomes homes({.seed = 1});
  REQUIRE(homes.up_within(10s));
  const auto packet = esp_of_site_a(homes);
  REQUIRE_FALSE(packet.empty());
  REQUIRE(homes.violations().empty());

  homes.lab().network().inject({homes.lab().id("site-a"), kLan2}, packet);
  homes.run_for(100ms);

  REQUIRE(homes.violations().size() == 1);
  CHECK(homes.violations()[0].find("site-a repeats sequence number") != std::string::npos);
  const auto drops = homes.lab().router("site-b").router()->backend().drops();
  CHECK(drops[static_cast<std::size_t>(dataplane::DropReason::esp_replayed)] == 1);
}
