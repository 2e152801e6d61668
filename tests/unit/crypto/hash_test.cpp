// Published values of HMAC: RFC 2202 (MD5, SHA-1) and RFC 4231 (SHA-256); of the hashes: RFC 1321 A.5, FIPS 180-2.
#include "firmware/crypto/hash.hpp"

using namespace kyoten;
using crypto::HashAlgorithm;

namespace {

struct HmacVector {
  const char* what;
  Bytes key;
  Bytes data;
  Bytes md5;
  Bytes sha1;
  Bytes sha256;
};

Bytes hex(std::string_view digits) { return *from_hex(digits); }
Bytes text(std::string_view words) { return Bytes(words.begin(), words.end()); }
Bytes repeated(std::uint8_t value, std::size_t count) { return Bytes(count, value); }

std::vector<HmacVector> vectors() {
  const auto counting = hex("0102030405060708090a0b0c0d0e0f10111213141516171819");
  return {
      {"1: a short text", {}, text("Hi There"),
       hex("9294727a3638bb1c13f48ef8158bfc9d"),
       hex("b617318655057264e28bc0b6fb378c8ef146be00"),
       hex("b0344c61d8db38535ca8afceaf0bf12b881dc200c9833da726e9376c2e32cff7")},
      {"2: a key shorter than the output", text("Jefe"), text("what do ya want for nothing?"),
       hex("750c783e6ab0b503eaa86e310a5db738"),
       hex("effcdf6ae5eb2fa2d27416d5f184df9c259a7c79"),
       hex("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843")},
      {"3: more than one block", {}, repeated(0xdd, 50),
       hex("56be34521d144c88dbb8c733f0e8b3f6"),
       hex("125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
       hex("773ea91e36800e46854db8ebd09181a72959098b3ef8c122d9635514ced565fe")},
      {"4: another key and data", counting, repeated(0xcd, 50),
       hex("697eaf0aca3a3aea3a75164746ffaa79"),
       hex("4c9007f4026250c6bc8414f9bf50c86c2d7235da"),
       hex("82558a389a443c0ea4cc819899f2083a85f0faa3e578f8077a2e3ff46729665b")},
  };
}

/// Where the three RFCs use keys of the length of the hash.
Bytes key_of(const HmacVector& vector, std::size_t digest, std::uint8_t filling) {
  return vector.key.empty() ? repeated(filling, digest) : vector.key;
}

}  // namespace

TEST_CASE("HMAC gives the published values (RFC 2202, RFC 4231)") {
  std::size_t number = 0;
  for (auto& vector : vectors()) {
    INFO(vector.what);
    const std::uint8_t filling = ++number == 1 ? 0x0b : 0xaa;

    CHECK(hmac(HashAlgorithm::md5, key_of(vector, 16, filling), {vector.data}) == vector.md5);
    CHECK(hmac(HashAlgorithm::sha1, key_of(vector, 20, filling), {vector.data}) == vector.sha1);
    // RFC 4231 gives its first and third key 20 bytes, too.
    CHECK(hmac(HashAlgorithm::sha256, key_of(vector, 20, filling), {vector.data}) == vector.sha256);
  }
}

TEST_CASE("HMAC hashes a key that is longer than its block") {
  const auto data = text("Test Using Larger Than Block-Size Key - Hash Key First");

  CHECK(hmac(HashAlgorithm::md5, repeated(0xaa, 80), {data}) ==
        hex("6b1ab7fe4bd7bf8f0b62e6ce61b9d0cd"));
  CHECK(hmac(HashAlgorithm::sha1, repeated(0xaa, 80), {data}) ==
        hex("aa4ae5e15272d00e95705637ce8a3b55ed402112"));
  CHECK(hmac(HashAlgorithm::sha256, repeated(0xaa, 131), {data}) ==
        hex("60e431591ee0b67f0d8a26aacbf5b77f8e0bc6213728c5140546040f0ee37f54"));
}

TEST_CASE("hashes give the published values, and a text may come in parts") {
  const auto a = text("a");
  const auto bc = text("bc");

  CHECK(hash(HashAlgorithm::md5, {a, bc}) == hex("900150983cd24fb0d6963f7d28e17f72"));
  CHECK(hash(HashAlgorithm::sha1, {a, bc}) == hex("a9993e364706816aba3e25717850c26c9cd0d89d"));
  CHECK(hash(HashAlgorithm::sha256, {a, bc}) ==
        hex("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"));
  CHECK(hash(HashAlgorithm::md5, {}) == hex("d41d8cd98f00b204e9800998ecf8427e"));
}
