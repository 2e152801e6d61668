#include "firmware/base/checksum.hpp"

using namespace kyoten;

TEST_CASE("the Internet checksum of a known IPv4 header") {
  auto header = *from_hex("450000540000400040010000c0a86402cb007109");

  CHECK(finish_checksum(checksum_add(0, header)) == 0xd9f4);
}

TEST_CASE("an incremental update equals the full computation") {
  auto header = *from_hex("450000540000400040010000c0a86402cb007109");
  const auto before = finish_checksum(checksum_add(0, header));
  const auto source = Ipv4Address::of(198, 51, 100, 7);

  const auto updated = checksum_update_u32(before, Ipv4Address::of(192, 168, 100, 2).value, source.value);

  CHECK(updated == 0xd464);
}
