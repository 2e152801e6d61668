#include "firmware/wire/ike_payload.hpp"

using namespace kyoten;
using namespace kyoten::wire::ike;

namespace {

Header a_header() {
  Header header;
  header.initiator = {1, 2, 3, 4, 5, 6, 7, 8};
  header.responder = {9, 10, 11, 12, 13, 14, 15, 16};
  header.next_payload = 8;
  header.exchange = exchange::quick_mode;
  header.flags = flag::encryption;
  header.message_id = 0x01020304;
  header.length_bytes = 28;
  return header;
}

}  // namespace

TEST_CASE("an IKE header is put together byte by byte") {
  Bytes out;

  write_header(a_header(), out);

  CHECK(to_hex(out) ==
        "0102030405060708"  // initiator cookie
        "090a0b0c0d0e0f10"  // responder cookie
        "08"                // next payload: HASH
        "10"                // version 1.0
        "20"                // quick mode
        "01"                // encrypted
        "01020304"          // message id
        "0000001c");        // length
}

TEST_CASE("an IKE header is taken apart again, and what follows the message is ignored") {
  Bytes bytes;
  write_header(a_header(), bytes);
  bytes.push_back(0xff);

  const auto header = parse_header(bytes);

  REQUIRE(header.has_value());
  CHECK((*header).initiator == a_header().initiator);
  CHECK((*header).responder == a_header().responder);
  CHECK((*header).message_id == 0x01020304);
  CHECK((*header).encrypted());
  CHECK((*header).length_bytes == 28);
}

TEST_CASE("an IKE header that is too short, of another version or with a wrong length is refused") {
  Bytes good;
  write_header(a_header(), good);
  for (std::size_t length = 0; length < 28; ++length) {
    CHECK(parse_header(ByteView(good).first(length)).error() == WireError::too_short);
  }
  auto changed = [&](std::size_t position, std::uint8_t value) {
    auto bytes = good;
    bytes[position] = value;
    return parse_header(bytes);
  };

  CHECK(changed(17, 0x30).error() == WireError::other_version);
  CHECK(changed(17, 0x00).error() == WireError::other_version);
  CHECK(changed(17, 0x11).has_value());  // a later minor version is still version 1
  CHECK(changed(27, 27).error() == WireError::bad_length);
  CHECK(changed(27, 29).error() == WireError::bad_length);
  CHECK(changed(24, 0x80).error() == WireError::bad_length);
}

TEST_CASE("a chain of payloads is put together and taken apart") {
  PayloadWriter writer;
  writer.add(PayloadType::nonce, Bytes{1, 2, 3})
      .add(PayloadType::vendor_id, {})
      .add(PayloadType::hash, Bytes{9});

  CHECK(writer.first() == 10);
  CHECK(to_hex(writer.bytes()) ==
        "0d000007010203"
        "08000004"
        "0000000509");
  auto padded = writer.bytes();
  padded.resize(padded.size() + 5);
  const auto chain = PayloadChain::parse(writer.first(), padded);
  REQUIRE(chain.has_value());
  REQUIRE((*chain).all().size() == 3);
  CHECK((*chain).size_bytes() == writer.bytes().size());
  CHECK(to_hex(*(*chain).only(PayloadType::nonce)) == "010203");
  CHECK_FALSE((*chain).only(PayloadType::key_exchange));
}

TEST_CASE("of a payload that comes twice neither counts") {
  PayloadWriter writer;
  writer.add(PayloadType::nonce, Bytes{1}).add(PayloadType::nonce, Bytes{2});

  const auto chain = PayloadChain::parse(writer.first(), writer.bytes());

  REQUIRE(chain.has_value());
  CHECK_FALSE((*chain).only(PayloadType::nonce));
  CHECK((*chain).count(PayloadType::nonce) == 2);
}

TEST_CASE("a payload length that is impossible ends the chain") {
  auto parse = [](std::initializer_list<std::uint8_t> bytes) {
    return PayloadChain::parse(10, Bytes(bytes));
  };

  CHECK(parse({}).error() == WireError::payload_length);
  CHECK(parse({0, 0, 0}).error() == WireError::payload_length);
  CHECK(parse({0, 0, 0, 0}).error() == WireError::payload_length);
  CHECK(parse({0, 0, 0, 3}).error() == WireError::payload_length);
  CHECK(parse({0, 0, 0, 5}).error() == WireError::payload_length);
  CHECK(parse({0, 0, 0xff, 0xff, 1}).error() == WireError::payload_length);
  CHECK(parse({10, 0, 0, 4}).error() == WireError::payload_length);
  CHECK(parse({0, 0, 0, 4}).has_value());
}

TEST_CASE("payload numbers of IKE version 2 are errors, private ones are carried") {
  const Bytes one{0, 0, 0, 4};

  for (int type = 22; type < 128; ++type) {
    CHECK(PayloadChain::parse(static_cast<std::uint8_t>(type), one).error() ==
          WireError::unknown_payload);
  }
  CHECK(PayloadChain::parse(130, one).has_value());
  CHECK(PayloadChain::parse(255, one).has_value());
  CHECK(PayloadChain::parse(16, one).has_value());
}

TEST_CASE("as many payloads as the bound are taken, one more is not") {
  auto chain_of = [](std::size_t count) {
    PayloadWriter writer;
    for (std::size_t i = 0; i < count; ++i) writer.add(PayloadType::vendor_id, Bytes{1});
    return PayloadChain::parse(writer.first(), writer.bytes());
  };

  CHECK(chain_of(kMostPayloads - 1).has_value());
  CHECK(chain_of(kMostPayloads).has_value());
  CHECK(chain_of(kMostPayloads + 1).error() == WireError::too_many_payloads);
}
