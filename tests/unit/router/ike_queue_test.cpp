// `ipsec ike queue length`: IKE's messages wait for their turn, a bounded number of them, and other packets pass between.
#include <catch2/catch.hpp>

#include "firmware/router/ike_queue.hpp"
#include "firmware/router/router.hpp"
#include "firmware/wire/ethernet.hpp"
#include "firmware/wire/ike_header.hpp"
#include "firmware/wire/ike_payload.hpp"
#include "firmware/wire/ike_sa.hpp"
#include "firmware/wire/ipv4.hpp"
#include "firmware/wire/transport.hpp"
#include "tests/support/test_entropy.hpp"
#include "tests/unit/dataplane/builders.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

const MacAddress kRouterMac{{0x00, 0xa0, 0xde, 0x00, 0x00, 0x01}};
const MacAddress kPeerMac{{0x02, 0x00, 0x00, 0x00, 0x00, 0x02}};
const auto kOwn = Ipv4Address::of(192, 0, 2, 1);
const auto kStranger = Ipv4Address::of(192, 0, 2, 2);

constexpr std::string_view kConfiguration =
    "console character ascii\n"
    "ip lan1 address 192.0.2.1/24\n"
    "ip route default gateway 192.0.2.2\n"
    "ipsec sa policy 101 1 esp aes-cbc sha-hmac\n"
    "ipsec ike pre-shared-key 1 text secret\n"
    "ipsec ike remote address 1 any\n"
    "ipsec ike queue length 20\n"
    "tunnel select 1\n ipsec tunnel 101\n tunnel enable 1\n";

class Site {
 public:
  Site() {
    router::Options options;
    options.identity.macs = {kRouterMac};
    router_ = std::make_unique<router::Router>(options, pool_, entropy_, flash_);
    router_->boot(kConfiguration, now_, WallTime{}, out_);
    out_.clear();
  }

  /// All in one burst; then what leaves at once.
  std::vector<Bytes> receive(const std::vector<Bytes>& frames) {
    Batch batch;
    for (auto& frame : frames) batch.push_back(pool_.copy(frame));
    router_->receive(PortIndex{0}, batch, now_, out_);
    return take();
  }
  /// What leaves in one turn; no time passes.
  std::vector<Bytes> turn() {
    router_->expire(now_, out_);
    return take();
  }
  [[nodiscard]] bool is_due() const { return router_->deadline() && *router_->deadline() <= now_; }
  bool logged(std::string_view text) {
    for (auto& line : router_->backend().log()) {
      if (line.text.find(text) != std::string::npos) return true;
    }
    return false;
  }

 private:
  std::vector<Bytes> take() {
    std::vector<Bytes> frames;
    for (auto& row : out_.transmit) {
      for (auto& packet : row.batch) frames.push_back(to_bytes(std::as_const(*packet).bytes()));
    }
    out_.clear();
    return frames;
  }

  PacketPool pool_{512};
  TestEntropy entropy_{1};
  ports::MemoryFlash flash_;
  router::Output out_;
  Instant now_{};
  std::unique_ptr<router::Router> router_;
};

Bytes framed(const Bytes& packet) { return ethernet(kRouterMac, kPeerMac, wire::ethertype::ipv4, packet); }

/// The first message of a main mode, with a cookie of its own.
Bytes first_message(std::uint8_t number) {
  wire::ike::Transform transform{1, 1, {}};
  transform.with(1, 5).with(2, 2).with(3, 1).with(4, 2);  // 3DES, SHA, pre-shared key, modp1024
  const auto sa = wire::ike::emit_sa({{{1, wire::ike::protocol::isakmp, {}, {transform}}}});
  Bytes message;
  wire::ike::Header header;
  header.initiator.fill(number);
  header.next_payload = 1;
  header.exchange = wire::ike::exchange::main_mode;
  header.length_bytes = static_cast<std::uint32_t>(wire::ike::kHeaderBytes + wire::ike::kPayloadHeaderBytes + sa.size());
  wire::ike::write_header(header, message);
  ByteWriter(message).u8(0).u8(0).u16(static_cast<std::uint16_t>(wire::ike::kPayloadHeaderBytes + sa.size())).bytes(sa);
  return message;
}

bool is_ike(const Bytes& bytes) {
  const auto header = wire::parse_ethernet(bytes);
  if (!header || header->type != wire::ethertype::ipv4) return false;
  const wire::Ipv4View ip(bytes.data() + header->size());
  return ip.protocol() == wire::ip_protocol::udp;
}
bool is_echo_reply(const Bytes& bytes) {
  const auto header = wire::parse_ethernet(bytes);
  if (!header || header->type != wire::ethertype::ipv4) return false;
  const wire::Ipv4View ip(bytes.data() + header->size());
  return ip.protocol() == wire::ip_protocol::icmp && ip.payload()[0] == wire::icmp_type::echo_reply;
}

}  // namespace

TEST_CASE("IKE's messages wait for their turn, no more of them than the queue is long, and pings pass between") {
  Site site;
  site.receive({ethernet(MacAddress::broadcast(), kPeerMac, wire::ethertype::arp, arp(true, kPeerMac, kStranger, kOwn))});
  std::vector<Bytes> burst;
  for (std::uint8_t i = 1; i <= 60; ++i)
    burst.push_back(framed(udp(Ipv4Address::of(198, 51, 100, i), 500, kOwn, 500, first_message(i))));
  burst.push_back(framed(icmp_echo(kStranger, kOwn, 1)));

  auto sent = site.receive(burst);

  CHECK(std::ranges::count_if(sent, is_echo_reply) == 1);
  auto worked_off = std::ranges::count_if(sent, is_ike);
  CHECK(worked_off <= router::IkeQueue::kPerTurn);
  CHECK(site.logged("[IKE] receive queue is full"));
  for (int turns = 0; site.is_due(); ++turns) {
    REQUIRE(turns < 100);
    sent = site.turn();
    const auto now = std::ranges::count_if(sent, is_ike);
    CHECK(now <= router::IkeQueue::kPerTurn);
    worked_off += now;
    const auto between = site.receive({framed(icmp_echo(kStranger, kOwn, 1))});
    CHECK(std::ranges::count_if(between, is_echo_reply) == 1);
    worked_off += std::ranges::count_if(between, is_ike);
  }
  CHECK(worked_off == 20);
  CHECK(site.logged("[IKE] receive queue was full: 40 messages dropped"));
}
