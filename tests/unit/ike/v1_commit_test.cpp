// The commit bit of phase 2 (RFC 2408 section 3.1). No configuration sets it; peers do.
#include "firmware/ike/incoming.hpp"
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;
using namespace wire::ike;

namespace {

constexpr std::size_t kFlagsAt = 19;

std::optional<Header> header_of(const Datagram& datagram) {
  const auto in = ike::incoming_of(datagram);
  return in ? std::optional(in->header) : std::nullopt;
}

/// A begins, and the network sets the bit in its first message of each quick mode, as if A had.
struct Committed : Network {
  int quick_messages = 0;       ///< of all kinds, as they were sent
  bool swallows_connected = false;
  bool sets_only_in_answers = false;  ///< instead: the bit is in B's messages, and B has never seen it

  Committed() {
    two_fixed_sites(*this);
    fate = [this](std::size_t, Datagram& datagram) {
      const auto header = header_of(datagram);
      if (!header || header->exchange != exchange::quick_mode) return 1;
      ++quick_messages;
      const bool from_a = datagram.source.address == kSiteA;
      if (from_a != sets_only_in_answers) datagram.payload[kFlagsAt] |= flag::commit;
      const bool fourth = !from_a && quick_messages > 2;
      return fourth && swallows_connected ? 0 : 1;
    };
  }
};

}  // namespace

TEST_CASE("v1: a responder that is asked to commit says so after the third message, and then both use the SAs") {
  Committed net;
  net.configure();
  net.run(5s);

  CHECK(net.passes());
  CHECK(net.quick_messages == 4);
}

TEST_CASE("v1: an initiator does not send through its SA before it was told that the responder is ready") {
  Committed net;
  net.swallows_connected = true;
  net.configure();
  net.run(1s);
  CHECK(net.a.inbound.size() == 1);
  CHECK(net.a.outbound.empty());
  CHECK(net.passes(net.b, net.a));

  SECTION("told after its question was repeated") {
    net.swallows_connected = false;
    net.run(5s);
    CHECK(net.passes());
  }
  SECTION("the responder's ESP says as much") {
    net.with(net.a, [&](auto& out) {
      net.a.engine->inbound_traffic(net.a.inbound[0].spi, {kSiteB, 0}, net.now, out);
    });
    CHECK(net.passes());
  }
  SECTION("nobody waits forever") {
    net.run(30s);
    CHECK(net.passes());
  }
}

TEST_CASE("v1: a responder that sets the bit by itself and never says more is used after two waits") {
  Committed net;
  net.sets_only_in_answers = true;
  net.configure();
  net.run(4s);
  CHECK(net.a.outbound.empty());
  net.run(10s);
  CHECK(net.passes());
}

TEST_CASE("v1: an SA that goes while the responder's word is waited for leaves nothing behind") {
  Committed net;
  net.swallows_connected = true;
  net.configure();
  net.run(1s);
  net.with(net.a, [&](auto& out) { net.a.engine->refresh(net.now, out); });
  CHECK(net.a.inbound.empty());
}
