#include "firmware/crypto/cipher.hpp"

#include "firmware/crypto/prf.hpp"

using namespace kyoten;
using namespace kyoten::crypto;

namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

struct Vector {
  CbcCipher cipher;
  const char* key;
  const char* iv;
  const char* plain;
  const char* encrypted;
};

}  // namespace

TEST_CASE("published CBC vectors, both ways") {
  const Vector vectors[] = {
      // NIST SP 800-38A F.2.1 and F.2.5, the first two blocks
      {CbcCipher::aes128, "2b7e151628aed2a6abf7158809cf4f3c", "000102030405060708090a0b0c0d0e0f",
       "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51",
       "7649abac8119b246cee98e9b12e9197d5086cb9b507219ee95db113a917678b2"},
      {CbcCipher::aes256, "603deb1015ca71be2b73aef0857d77811f352c073b6108d72d9810a30914dff4",
       "000102030405060708090a0b0c0d0e0f",
       "6bc1bee22e409f96e93d7e117393172aae2d8a571e03ac9c9eb76fac45af8e51",
       "f58c4c04d6e5f1ba779eabfb5f7bfbd69cfc4e967edb808d679f777bc6702c7d"},
      // FIPS 81, the CBC example "Now is the time for all "
      {CbcCipher::des, "0123456789abcdef", "1234567890abcdef",
       "4e6f77206973207468652074696d6520666f7220616c6c20",
       "e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6"},
      // three equal keys: the same as single DES
      {CbcCipher::three_des, "0123456789abcdef0123456789abcdef0123456789abcdef", "1234567890abcdef",
       "4e6f77206973207468652074696d6520666f7220616c6c20",
       "e5c7cdde872bf27c43e934008c389c0f683788499a7c05f6"},
  };
  for (auto& vector : vectors) {
    INFO(vector.encrypted);
    auto data = hex(vector.plain);
    const Secret key(hex(vector.key));

    cbc_encrypt(vector.cipher, key, hex(vector.iv), data);
    CHECK(to_hex(data) == vector.encrypted);
    cbc_decrypt(vector.cipher, key, hex(vector.iv), data);
    CHECK(to_hex(data) == vector.plain);
  }
}

TEST_CASE("three different keys are not single DES") {
  auto data = hex("4e6f772069732074");
  const Secret key(hex("0123456789abcdef23456789abcdef01456789abcdef0123"));

  cbc_encrypt(CbcCipher::three_des, key, Bytes(8, 0), data);
  CHECK(to_hex(data) == "314f8327fa7a09a8");  // NIST SP 800-67 example key, "Now is t"
  cbc_decrypt(CbcCipher::three_des, key, Bytes(8, 0), data);
  CHECK(to_hex(data) == "4e6f772069732074");
}

TEST_CASE("nothing to encrypt is nothing done") {
  Bytes none;

  cbc_encrypt(CbcCipher::aes128, Secret(Bytes(16, 1)), Bytes(16, 0), none);

  CHECK(none.empty());
}

TEST_CASE("a chain of the pseudo-random function is its blocks in a row, cut to length") {
  const auto key = hex("0b0b0b0b");
  const auto seed = hex("0102");
  const auto k1 = hmac(HashAlgorithm::md5, key, {seed});
  const auto k2 = hmac(HashAlgorithm::md5, key, {k1, seed});

  const auto chain = prf_chain(HashAlgorithm::md5, key, seed, seed, 20);

  CHECK(to_hex(chain.view()) == to_hex(k1) + to_hex(ByteView(k2).first(4)));
  CHECK(prf_chain(HashAlgorithm::md5, key, seed, seed, 16).size() == 16);
}
