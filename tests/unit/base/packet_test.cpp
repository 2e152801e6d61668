#include "firmware/base/packet.hpp"

using namespace kyoten;

TEST_CASE("a packet returns to its pool and comes out clean") {
  PacketPool pool(1);
  {
    auto packet = pool.copy(as_bytes("frame"));
    REQUIRE(packet);
    packet->meta.authenticated = true;
    CHECK(pool.take() == nullptr);
  }

  auto again = pool.take();

  REQUIRE(again);
  CHECK(again->size() == 0);
  CHECK(again->headroom() == kHeadroomBytes);
  CHECK_FALSE(again->meta.authenticated);
}

TEST_CASE("headers grow and shrink at both ends within the buffer") {
  PacketPool pool(1);
  auto packet = pool.copy(as_bytes("payload"));

  CHECK(packet->push_front(kHeadroomBytes));
  CHECK_FALSE(packet->push_front(1));
  CHECK(packet->pull_front(kHeadroomBytes));
  CHECK(packet->push_back(packet->tailroom()));
  CHECK_FALSE(packet->push_back(1));
  CHECK_FALSE(packet->pull_front(kBufferBytes));
}
