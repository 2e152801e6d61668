#include "firmware/crypto/dh.hpp"

#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::crypto;

namespace {

constexpr ModpGroup kGroups[] = {ModpGroup::modp768, ModpGroup::modp1024, ModpGroup::modp1536,
                                 ModpGroup::modp2048};

/// RFC 2409 section 6.2, the prime of the second group.
Bytes prime_1024() {
  return *from_hex(
      "ffffffffffffffffc90fdaa22168c234c4c6628b80dc1cd129024e088a67cc74020bbea63b139b22514a08798e34"
      "04dd"
      "ef9519b3cd3a431b302b0a6df25f14374fe1356d6d51c245e485b576625e7ec6f44c42e9a637ed6b0bff5cb6f406"
      "b7ed"
      "ee386bfb5a899fa5ae9f24117c4b1fe649286651ece65381ffffffffffffffff");
}

Bytes with_last(Bytes bytes, int change) {
  bytes.back() = static_cast<std::uint8_t>(bytes.back() + change);
  return bytes;
}

}  // namespace

TEST_CASE("both ends compute the same secret in every group, as long as the prime") {
  for (auto group : kGroups) {
    test::TestEntropy entropy(7);
    const auto a = dh_generate(group, entropy);
    const auto b = dh_generate(group, entropy);

    const auto at_a = dh_agree(group, a.exponent, b.public_value);
    const auto at_b = dh_agree(group, b.exponent, a.public_value);

    REQUIRE(at_a.has_value());
    REQUIRE(at_b.has_value());
    CHECK(*at_a == *at_b);
    CHECK((*at_a).size() == value_bytes(group));
    CHECK(a.public_value.size() == value_bytes(group));
    CHECK(a.public_value != b.public_value);
  }
}

TEST_CASE("small powers of two come out as they must, padded with zeros") {
  const Secret three(Bytes{3});
  Bytes two(128, 0);
  two.back() = 2;
  Bytes eight(128, 0);
  eight.back() = 8;

  const auto power = dh_agree(ModpGroup::modp1024, three, two);

  REQUIRE(power.has_value());
  CHECK(to_hex((*power).view()) == to_hex(eight));
}

TEST_CASE(
    "the prime is the published one: its neighbour below is refused, the one below that is not") {
  const Secret exponent(Bytes{5});

  CHECK(dh_agree(ModpGroup::modp1024, exponent, with_last(prime_1024(), -2)).has_value());
  CHECK(dh_agree(ModpGroup::modp1024, exponent, with_last(prime_1024(), -1)).error() ==
        DhError::out_of_range);
  CHECK(dh_agree(ModpGroup::modp1024, exponent, prime_1024()).error() == DhError::out_of_range);
}

TEST_CASE("a public value that is none is refused in every group") {
  const Secret exponent(Bytes{5});
  for (auto group : kGroups) {
    const auto length = value_bytes(group);
    Bytes one(length, 0);
    one.back() = 1;

    CHECK(dh_agree(group, exponent, Bytes(length, 0)).error() == DhError::out_of_range);
    CHECK(dh_agree(group, exponent, one).error() == DhError::out_of_range);
    CHECK(dh_agree(group, exponent, Bytes(length, 0xff)).error() == DhError::out_of_range);
    CHECK(dh_agree(group, exponent, Bytes(length - 1, 7)).error() == DhError::wrong_length);
    CHECK(dh_agree(group, exponent, Bytes(length + 1, 7)).error() == DhError::wrong_length);
    CHECK(dh_agree(group, exponent, {}).error() == DhError::wrong_length);
  }
}

TEST_CASE("the same entropy gives the same key pair") {
  test::TestEntropy one(3);
  test::TestEntropy two(3);

  CHECK(dh_generate(ModpGroup::modp768, one).public_value ==
        dh_generate(ModpGroup::modp768, two).public_value);
}
