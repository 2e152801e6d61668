// Informational exchanges of IKEv1, as peers send them whose message ids are not what RFC 2409 section 5.7 asks.
#include "firmware/ike/v1/informational.hpp"
#include "tests/unit/ike/insider.hpp"

using namespace kyoten;
using namespace kyoten::test;
using wire::ike::PayloadType;

namespace {

struct Joined : Standing {
  [[nodiscard]] Bytes deletion_of_esp() const {
    Bytes spi;
    ByteWriter(spi).u32(number(a.inbound.at(0).spi));
    return wire::ike::emit_deletion({wire::ike::protocol::esp, {spi}});
  }
  void arrives_at_b(const Bytes& message) {
    auto datagram = wire.at(4);
    datagram.payload = message;
    with(b, [&](auto& out) { b.engine->receive(datagram, now, out); });
  }
  /// True if B has something to say to it.
  [[nodiscard]] bool is_answered(const Bytes& message) {
    const auto before = wire.size();
    arrives_at_b(message);
    return wire.size() > before;
  }
  [[nodiscard]] std::size_t isakmp_sas_of_b() const { return b.engine->status(now).isakmp.size(); }
};

Bytes deletion_of_isakmp(const Insider& insider) {
  return wire::ike::emit_deletion({wire::ike::protocol::isakmp, {insider.cookies()}});
}

}  // namespace

TEST_CASE("vpnc says good-bye in two messages, and once in 256 times they have one message id") {
  Joined net;
  const Insider insider(net);
  net.arrives_at_b(insider.informational(0xec, PayloadType::deletion, net.deletion_of_esp()));
  CHECK(net.b.outbound.empty());
  CHECK(net.isakmp_sas_of_b() == 1);
  net.arrives_at_b(insider.informational(0xec, PayloadType::deletion, deletion_of_isakmp(insider)));
  CHECK(net.isakmp_sas_of_b() == 0);
}

TEST_CASE("a message id of zero, which one in 256 of vpnc's is, is an id like others") {
  Joined net;
  const Insider insider(net);
  net.arrives_at_b(insider.informational(0, PayloadType::deletion, deletion_of_isakmp(insider)));
  CHECK(net.isakmp_sas_of_b() == 0);
}

TEST_CASE("what an informational message says is taken once, whatever its header says when it comes again") {
  Joined net;
  const Insider insider(net);
  const auto asks = [&](std::uint8_t sequence) {
    return wire::ike::emit_notification(
        {wire::ike::protocol::isakmp, wire::ike::notify::r_u_there, insider.cookies(), Bytes{0, 0, 0, sequence}});
  };
  const auto first = insider.informational(5, PayloadType::notification, asks(1));
  const auto same_id = insider.informational(5, PayloadType::notification, asks(2));
  const auto later = insider.informational(6, PayloadType::notification, asks(1));
  for (auto* message : {&first, &same_id, &later}) CHECK(net.is_answered(*message));
  for (auto* message : {&first, &same_id, &later}) {
    CHECK_FALSE(net.is_answered(*message));
    auto other_header = *message;
    other_header[19] |= 0x80;  // a flag that means nothing
    CHECK_FALSE(net.is_answered(other_header));
  }
}

TEST_CASE("what this end says is not taken for the peer's when it is thrown back") {
  Joined net;
  net.b.settings.gateways[0].keepalive = {ike::KeepaliveSwitch::on, ike::KeepaliveKind::dpd, 10s, 3};
  net.configure(net.b);
  net.run(5s);
  REQUIRE(net.passes());
  net.fate = [](std::size_t, Datagram&) { return 0; };
  while (net.wire.back().source.address != IpAddress(kSiteB)) net.run(1s);
  const auto asked = net.wire.back().payload;
  CHECK_FALSE(net.is_answered(asked));
}
