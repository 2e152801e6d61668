// Informational exchanges of IKEv1, as peers send them whose message ids are not what RFC 2409 section 5.7 asks.
#include "firmware/ike/v1/informational.hpp"
#include "tests/unit/ike/insider.hpp"

using namespace kyoten;
using namespace kyoten::test;
using wire::ike::PayloadType;

namespace {

struct Standing : Network {
  Standing() {
    two_fixed_sites(*this);
    configure();
    run(1s);
    REQUIRE(passes());
  }

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

TEST_CASE("vpnc says good-bye twice with one message id: the second goes on in the first one's chain") {
  Standing net;
  const Insider insider(net);
  Bytes iv;
  const auto first = insider.informational(0xec, PayloadType::deletion, net.deletion_of_esp(), iv);
  const auto second = insider.informational(0xec, PayloadType::deletion, deletion_of_isakmp(insider), iv);
  net.arrives_at_b(first);
  CHECK(net.b.outbound.empty());
  CHECK(net.isakmp_sas_of_b() == 1);
  net.arrives_at_b(second);
  CHECK(net.isakmp_sas_of_b() == 0);
}

TEST_CASE("a message id of zero, which one in 256 of vpnc's is, is an id like others") {
  Standing net;
  const Insider insider(net);
  Bytes iv;
  net.arrives_at_b(insider.informational(0, PayloadType::deletion, deletion_of_isakmp(insider), iv));
  CHECK(net.isakmp_sas_of_b() == 0);
}

TEST_CASE("an informational message is taken once, and no other one with its id and a vector of its own") {
  Standing net;
  const Insider insider(net);
  const auto asks = wire::ike::emit_notification(
      {wire::ike::protocol::isakmp, wire::ike::notify::r_u_there, insider.cookies(), Bytes{0, 0, 0, 7}});
  Bytes iv, iv_of_its_own, iv_of_another;
  const auto first = insider.informational(5, PayloadType::notification, asks, iv);
  const auto same_id = insider.informational(5, PayloadType::deletion, deletion_of_isakmp(insider), iv_of_its_own);
  const auto later = insider.informational(6, PayloadType::notification, asks, iv_of_another);
  CHECK(net.is_answered(first));
  CHECK_FALSE(net.is_answered(first));
  CHECK_FALSE(net.is_answered(same_id));
  CHECK(net.is_answered(later));
  for (auto* message : {&first, &same_id, &later}) CHECK_FALSE(net.is_answered(*message));
  CHECK(net.isakmp_sas_of_b() == 1);
}
