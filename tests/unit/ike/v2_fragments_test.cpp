// IKEv2 messages in fragments (RFC 7383): cut and put together again, alone and between two engines.
#include "firmware/ike/v2/fragments.hpp"
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;
using namespace kyoten::ike::v2;
using wire::ikev2::PayloadType;

namespace {

MessageKeys some_keys() {
  return {Secret(Bytes(32, 7)), Secret(Bytes(32, 9))};
}

struct Cut {
  TestEntropy entropy{5};
  IkeSuite suite;
  MessageKeys keys = some_keys();
  wire::ikev2::PayloadWriter payloads;
  wire::ikev2::Header header;
  Reassembly parts;
  Instant now{};

  explicit Cut(std::size_t bytes = 4000) {
    header.initiator[0] = 1;
    header.exchange = wire::ikev2::exchange::ike_auth;
    header.message_id = 1;
    payloads.add(PayloadType::nonce, Bytes(16, 1));
    for (std::size_t left = bytes; left > 0; left -= std::min<std::size_t>(left, 1000))
      payloads.add(PayloadType::certificate, Bytes(std::min<std::size_t>(left, 1000), 2));
  }
  std::vector<Bytes> fragments() { return seal_fragments(header, payloads, suite, keys, entropy); }
  auto add(const Bytes& fragment) {
    const Datagram datagram{{{}, 500}, {{}, 500}, fragment};
    const auto in = ike::incoming_of(datagram);
    REQUIRE(in.has_value());
    return parts.add(*in, suite, keys, now);
  }
  /// A fragment that says to be another one than it is, made by who has the keys.
  Bytes renumbered(std::uint16_t number, std::uint16_t total) {
    auto one = fragments().at(0);
    const std::size_t at = wire::ike::kHeaderBytes + wire::ike::kPayloadHeaderBytes;
    one[at] = static_cast<std::uint8_t>(number >> 8);
    one[at + 1] = static_cast<std::uint8_t>(number);
    one[at + 2] = static_cast<std::uint8_t>(total >> 8);
    one[at + 3] = static_cast<std::uint8_t>(total);
    one.resize(one.size() - icv_bytes(suite.integrity));
    auto icv = crypto::hmac(hash_algorithm(suite.integrity), keys.integrity.view(), {one});
    icv.resize(icv_bytes(suite.integrity));
    one.insert(one.end(), icv.begin(), icv.end());
    return one;
  }
};

}  // namespace

TEST_CASE("v2: fragments fit into 1280 bytes and make the message again in any order") {
  Cut cut;
  auto fragments = cut.fragments();
  REQUIRE(fragments.size() == 4);
  std::swap(fragments[0], fragments[3]);
  for (auto& fragment : fragments) CHECK(fragment.size() + 20 + 8 + 4 <= 1280);

  for (std::size_t i = 0; i < 3; ++i) CHECK_FALSE(cut.add(fragments[i]).has_value());
  CHECK_FALSE(cut.add(fragments[1]).has_value());  // once more
  const auto whole = cut.add(fragments[3]);

  REQUIRE(whole.has_value());
  REQUIRE(whole->has_value());
  CHECK((**whole).payloads.count(PayloadType::certificate) == 4);
  CHECK((**whole).payloads.only(PayloadType::nonce)->size() == 16);
  CHECK(cut.parts.bytes() == 0);
}

TEST_CASE("v2: a fragment that is not authentic changes nothing") {
  Cut cut;
  auto fragments = cut.fragments();
  CHECK_FALSE(cut.add(fragments[0]).has_value());
  const auto before = cut.parts.bytes();
  for (std::size_t at : {std::size_t{20}, std::size_t{33}, std::size_t{35}, fragments[1].size() - 1}) {
    auto forged = fragments[1];
    forged[at] ^= 0x11;  // message id, number, total, ICV
    CHECK_FALSE(cut.add(forged).has_value());
    CHECK(cut.parts.bytes() == before);
  }
  CHECK_FALSE(cut.add(fragments[1]).has_value());
  CHECK_FALSE(cut.add(fragments[2]).has_value());
  CHECK(cut.add(fragments[3]).has_value());
}

TEST_CASE("v2: places that cannot be, and more fragments than any message has, are refused") {
  Cut cut;
  for (auto [number, total] : {std::pair<std::uint16_t, std::uint16_t>{0, 4}, {5, 4}, {0, 0}, {1, 65}}) {
    INFO(number << " of " << total);
    CHECK_FALSE(cut.add(cut.renumbered(number, total)).has_value());
    CHECK(cut.parts.bytes() == 0);
  }
  CHECK_FALSE(cut.add(cut.renumbered(64, 64)).has_value());
  CHECK(cut.parts.bytes() > 0);
}

TEST_CASE("v2: a finer cut takes the place of a coarser one, never the other way round") {
  Cut cut;
  CHECK_FALSE(cut.add(cut.renumbered(2, 5)).has_value());
  const auto one = cut.parts.bytes();
  CHECK_FALSE(cut.add(cut.renumbered(3, 5)).has_value());
  CHECK_FALSE(cut.add(cut.renumbered(1, 4)).has_value());
  CHECK(cut.parts.bytes() == 2 * one);
  CHECK_FALSE(cut.add(cut.renumbered(1, 6)).has_value());
  CHECK(cut.parts.bytes() == one);
}

TEST_CASE("v2: no message grows beyond 32 KiB") {
  Cut cut;
  std::size_t most = 0;
  bool refused = false;
  for (std::uint16_t number = 1; number <= 64 && !refused; ++number) {
    const auto result = cut.add(cut.renumbered(number, 64));
    most = std::max(most, cut.parts.bytes());
    refused = result && !*result;
  }
  CHECK(refused);
  CHECK(most <= 32 * 1024);
  CHECK(cut.parts.bytes() == 0);
}

TEST_CASE("v2: fragments of half a minute ago are not waited for") {
  Cut cut;
  auto fragments = cut.fragments();
  CHECK_FALSE(cut.add(fragments[0]).has_value());
  cut.now += 30s;
  for (std::size_t i = 1; i < 4; ++i) CHECK_FALSE(cut.add(fragments[i]).has_value());
  CHECK(cut.add(fragments[0]).has_value());
}
