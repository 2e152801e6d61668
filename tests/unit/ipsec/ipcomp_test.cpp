#include "firmware/ipsec/ipcomp.hpp"

#include <zlib.h>

#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::ipsec;

namespace {

constexpr Cpi kCpi{0x1234};

Bytes text(std::size_t size) {
  Bytes bytes;
  while (bytes.size() < size) bytes.push_back("the same words again and again "[bytes.size() % 31]);
  return bytes;
}

/// By zlib itself, however long.
Bytes deflated(Bytes content) {
  Bytes out(content.size() / 500 + 100);
  z_stream stream{};
  REQUIRE(deflateInit2(&stream, 9, Z_DEFLATED, -MAX_WBITS, 8, Z_DEFAULT_STRATEGY) == Z_OK);
  stream.next_in = content.data();
  stream.avail_in = static_cast<uInt>(content.size());
  stream.next_out = out.data();
  stream.avail_out = static_cast<uInt>(out.size());
  REQUIRE(deflate(&stream, Z_FINISH) == Z_STREAM_END);
  out.resize(out.size() - stream.avail_out);
  deflateEnd(&stream);
  const Bytes header = {4, 0, 0x12, 0x34};
  out.insert(out.begin(), header.begin(), header.end());
  return out;
}

}  // namespace

TEST_CASE("IPComp: what repeats itself becomes shorter, and comes out as it went in") {
  PacketPool pool(2);
  for (std::size_t size : {90u, 200u, 1400u, 3900u}) {
    auto packet = pool.copy(text(size));

    REQUIRE(compress(*packet, 4, kCpi));

    CHECK(packet->size() < size);
    CHECK(to_hex(ByteView(packet->bytes()).first(kIpcompHeaderBytes)) == "04001234");
    CHECK(expand(*packet, kCpi) == std::optional<std::uint8_t>(4));
    CHECK(to_hex(packet->bytes()) == to_hex(text(size)));
  }
}

TEST_CASE("IPComp: what would not become shorter is left as it is (RFC 3173 section 2.2)") {
  PacketPool pool(2);
  test::TestEntropy entropy(1);
  for (std::size_t size : {0u, 1u, 89u, 90u, 1400u}) {
    const auto noise = entropy.bytes(size);
    auto packet = pool.copy(noise);

    CHECK_FALSE(compress(*packet, 4, kCpi));

    CHECK(to_hex(packet->bytes()) == to_hex(noise));
  }
  auto small = pool.copy(text(60));
  CHECK_FALSE(compress(*small, 4, kCpi));
}

TEST_CASE("IPComp: another CPI, damage, a cut, a tail, and what is larger than a packet can be are refused") {
  PacketPool pool(2);
  auto packet = pool.copy(text(1000));
  REQUIRE(compress(*packet, 4, kCpi));
  const auto good = to_bytes(packet->bytes());
  auto refused = [&](const Bytes& bytes, Cpi cpi = kCpi) {
    auto other = pool.copy(bytes);
    return !expand(*other, cpi);
  };

  CHECK(refused(good, Cpi{0x1235}));
  for (std::size_t keep = 0; keep < good.size(); ++keep) CHECK(refused(Bytes(good.begin(), good.begin() + static_cast<long>(keep))));
  auto tail = good;
  tail.push_back(0);
  CHECK(refused(tail));
  auto damaged = good;
  damaged[4] = 0x07;  // a block of a type that does not exist
  CHECK(refused(damaged));

}

TEST_CASE("IPComp: about a kilobyte that says a megabyte is refused, and so is one byte more than a packet can hold") {
  PacketPool pool(2);
  constexpr std::size_t kMost = kBufferBytes - kHeadroomBytes;
  for (auto [size, fits] : {std::pair{std::size_t{1} << 20, false}, std::pair{kMost + 1, false}, std::pair{kMost, true}}) {
    auto packet = pool.copy(deflated(Bytes(size)));
    REQUIRE(packet);
    CHECK(expand(*packet, kCpi).has_value() == fits);
  }
}
