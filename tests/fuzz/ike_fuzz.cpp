// IKE messages of both versions: every payload parser alone, and datagrams into an engine that answers. Kind of a part: 0 to 5 and
// 16 to 22 a payload body of one kind, any other a datagram (bit 0: port 4500 with the marker in front; bit 3: with the
// responder's cookie of the last answer).
#include "firmware/ike/engine.hpp"
#include "firmware/wire/ike_header.hpp"
#include "firmware/wire/ike_id.hpp"
#include "firmware/wire/ike_notify.hpp"
#include "firmware/wire/ike_payload.hpp"
#include "firmware/wire/ike_sa.hpp"
#include "firmware/wire/ike_vendor.hpp"
#include "firmware/wire/ikev2_bodies.hpp"
#include "firmware/wire/ikev2_sa.hpp"
#include "tests/fuzz/target.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;

namespace {

std::shared_ptr<const ike::Settings> settings() {
  auto settings = std::make_shared<ike::Settings>();
  for (std::uint32_t i : {1u, 2u, 3u}) {
    ike::Gateway gateway;
    gateway.id = GatewayId{i};
    gateway.pre_shared_key = "secret";
    gateway.nat_traversal = true;
    gateway.log_message_info = gateway.log_payload_info = true;  // what writes the log reads messages, too
    gateway.local_address = Ipv4Address::of(203, 0, 113, 1);
    if (i == 1) gateway.remote_address = Ipv4Address::of(203, 0, 113, 2);
    if (i == 3) gateway.version = 2;  // answers anybody
    if (i == 2) gateway.remote_name = ike::Name{"kyoto", ike::NameKind::key_id};
    settings->gateways.push_back(gateway);
    ike::Policy policy;
    policy.id = PolicyId{100 + i};
    policy.gateway = gateway.id;
    policy.in_use = true;
    settings->policies.push_back(policy);
  }
  return settings;
}

void parse_body(std::uint8_t kind, ByteView body) {
  switch (kind) {
    case 0: static_cast<void>(wire::ike::parse_sa(body)); break;
    case 1: static_cast<void>(wire::ike::parse_id(body)); break;
    case 2: static_cast<void>(wire::ike::parse_notification(body)); break;
    case 3: static_cast<void>(wire::ike::parse_deletion(body)); break;
    case 4: static_cast<void>(wire::ike::recognise_vendor(body)); break;
    case 16: static_cast<void>(wire::ikev2::parse_sa(body)); break;
    case 17: static_cast<void>(wire::ikev2::parse_key_exchange(body)); break;
    case 18: static_cast<void>(wire::ikev2::parse_id(body)); break;
    case 19: static_cast<void>(wire::ikev2::parse_notify(body)); break;
    case 20: static_cast<void>(wire::ikev2::parse_deletion(body)); break;
    case 21: static_cast<void>(wire::ikev2::parse_traffic_selectors(body)); break;
    case 22:
      if (!body.empty()) static_cast<void>(wire::ikev2::PayloadChain::parse(body[0], body.subspan(1)));
      break;
    default:
      if (!body.empty()) static_cast<void>(wire::ike::PayloadChain::parse(body[0], body.subspan(1)));
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  test::TestEntropy entropy(1);
  ike::Engine engine(entropy);
  ike::Outbox out;
  Instant now{};
  engine.configure(settings(), now, out);
  std::array<std::uint8_t, 8> cookie{};
  fuzz::for_each_part({data, size}, [&](std::uint8_t kind, ByteView bytes) {
    if (kind < 6 || (kind >= 16 && kind <= 22)) return parse_body(kind, bytes);
    static_cast<void>(wire::ike::parse_header(bytes));
    const std::uint16_t port = (kind & 1) != 0 ? 4500 : 500;
    Bytes payload(port == 4500 ? 4 : 0);
    payload.insert(payload.end(), bytes.begin(), bytes.end());
    const auto cookie_at = payload.size() - bytes.size() + 8;
    if ((kind & 8) != 0 && bytes.size() >= 16) {
      std::copy(cookie.begin(), cookie.end(), payload.begin() + static_cast<std::ptrdiff_t>(cookie_at));
    }
    engine.receive({{Ipv4Address::of(203, 0, 113, 2), port}, {Ipv4Address::of(203, 0, 113, 1), port}, payload}, now, out);
    now += std::chrono::seconds(1);
    if (auto due = engine.deadline(); due && *due <= now) engine.expire(now, out);
    for (auto& answer : out.datagrams) {
      const std::size_t marker = answer.source.port == 4500 ? 4 : 0;
      if (answer.payload.size() < marker + 16) continue;
      std::copy_n(answer.payload.begin() + static_cast<std::ptrdiff_t>(marker + 8), 8, cookie.begin());
    }
    out = {};
  });
  static_cast<void>(engine.status(now));
  return 0;
}
