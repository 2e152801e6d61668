#include "firmware/wire/ike_sa.hpp"

using namespace kyoten;
using namespace kyoten::wire::ike;

namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

/// Phase 1: AES-128, SHA-1, pre-shared key, group 2, 28800 s and an hour of a long form.
SecurityAssociation an_offer() {
  Transform transform;
  transform.number = 1;
  transform.id = 1;
  transform.with(1, 7).with(14, 128).with(2, 2).with(3, 1).with(4, 2).with(11, 1).with(12,
                                                                                       0x00015180);
  return {{Proposal{1, protocol::isakmp, {}, {transform}}}};
}

}  // namespace

TEST_CASE("an SA payload is put together byte by byte") {
  CHECK(to_hex(emit_sa(an_offer())) ==
        "00000001"
        "00000001"  // DOI, situation
        "00000030"
        "01"
        "01"
        "00"
        "01"  // proposal 1: ISAKMP, no SPI, one transform
        "00000028"
        "01"
        "01"
        "0000"  // transform 1: KEY_IKE
        "80010007"
        "800e0080"
        "80020002"
        "80030001"
        "80040002"
        "800b0001"
        "000c000400015180");  // 86400 s needs the long form
}

TEST_CASE("an SA payload is taken apart, and its attributes are kept as they came") {
  const auto bytes = emit_sa(an_offer());

  const auto sa = parse_sa(bytes);

  REQUIRE(sa.has_value());
  REQUIRE((*sa).proposals.size() == 1);
  const auto& transform = (*sa).proposals[0].transforms.at(0);
  CHECK(transform.value(1) == 7u);
  CHECK(transform.value(12) == 86400u);
  CHECK_FALSE(transform.value(99));
  CHECK(transform.attributes().size() == 7);
  CHECK(emit_sa(*sa) == bytes);
}

TEST_CASE("several proposals with SPIs come back as they were") {
  Transform first;
  first.with(4, 3);
  Transform second;
  second.number = 2;
  second.id = 12;
  SecurityAssociation sa{{Proposal{1, protocol::esp, hex("c0de0001"), {first, second}},
                          Proposal{2, protocol::ah, hex("c0de0002"), {first}}}};

  const auto parsed = parse_sa(emit_sa(sa));

  REQUIRE(parsed.has_value());
  REQUIRE((*parsed).proposals.size() == 2);
  CHECK((*parsed).proposals[0].transforms.size() == 2);
  CHECK(to_hex((*parsed).proposals[1].spi) == "c0de0002");
  CHECK((*parsed).proposals[1].protocol == protocol::ah);
}

TEST_CASE("a duration of up to eight bytes is read, a longer one saturates") {
  Transform transform;
  transform.attribute_bytes =
      hex("000c0001ff"
          "000c00080000000100000000"
          "000c0009010000000000000000");

  const auto attributes = transform.attributes();

  REQUIRE(attributes.size() == 3);
  CHECK(attributes[0].value == 0xff);
  CHECK(attributes[1].value == 0x100000000);
  CHECK(attributes[2].value == ~std::uint64_t{0});
}

TEST_CASE("an SA payload cut anywhere is refused") {
  const auto bytes = emit_sa(an_offer());
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    INFO(length);
    CHECK_FALSE(parse_sa(ByteView(bytes).first(length)).has_value());
  }
}

TEST_CASE("an unknown DOI or situation is refused, every bit of it") {
  for (int bit = 0; bit < 64; ++bit) {
    auto bytes = emit_sa(an_offer());
    auto& byte = bytes[static_cast<std::size_t>(bit / 8)];
    byte = static_cast<std::uint8_t>(byte ^ (1 << bit % 8));
    CHECK_FALSE(parse_sa(bytes).has_value());
  }
}

TEST_CASE("lengths and counts that contradict each other are refused") {
  const auto good = emit_sa(an_offer());
  for (std::size_t position : {8u, 10u, 11u, 14u, 15u, 16u, 18u, 19u}) {
    for (int value : {0, 1, 3, 4, 7, 47, 49, 255}) {
      auto bytes = good;
      if (bytes[position] == value) continue;
      bytes[position] = static_cast<std::uint8_t>(value);
      INFO("byte " << position << " = " << value);
      CHECK_FALSE(parse_sa(bytes).has_value());
    }
  }
}

TEST_CASE("proposals, transforms and attributes are bounded") {
  Transform transform;
  auto with = [&](std::size_t proposals, std::size_t transforms) {
    Proposal proposal{1, protocol::isakmp, {}, std::vector<Transform>(transforms, transform)};
    return parse_sa(emit_sa({std::vector<Proposal>(proposals, proposal)}));
  };

  CHECK(with(kMostProposals, 1).has_value());
  CHECK_FALSE(with(kMostProposals + 1, 1).has_value());
  CHECK(with(1, kMostTransforms).has_value());
  CHECK_FALSE(with(1, kMostTransforms + 1).has_value());
  CHECK_FALSE(with(2, kMostTransforms / 2 + 1).has_value());
  CHECK_FALSE(with(1, 0).has_value());
  for (std::size_t i = 0; i < kMostAttributes; ++i) transform.with(1, 1);
  CHECK(with(1, 1).has_value());
  transform.with(1, 1);
  CHECK_FALSE(with(1, 1).has_value());
}
