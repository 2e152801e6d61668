// Key derivation of IKEv2 against published values.
#include "firmware/ike/v2/keys.hpp"

#include "firmware/crypto/prf.hpp"
#include "firmware/ike/v2/cookie.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;
using namespace kyoten::ike;

namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

wire::ikev2::IkeSpi spi(std::string_view text) {
  const auto bytes = hex(text);
  wire::ikev2::IkeSpi result{};
  std::copy(bytes.begin(), bytes.end(), result.begin());
  return result;
}

/// NIST CAVP, IKEv2 key derivation with SHA-1.
const v2::Nonces kNonces{hex("32b50d5f4a3763f3"), hex("9206a04b26564cb1")};
const v2::SpiPair kSpis{spi("34c9e7c188868785"), spi("3ff77d760d2b2199")};
const std::string kSharedSecret =
    "4b2c1f971981a8ad8d0abeafabf38cf75fc8349c148142465ed9c8b516b8be52";

}  // namespace

TEST_CASE("SKEYSEED and the keys that follow from it (NIST CAVP, IKEv2, SHA-1)") {
  const auto seed = v2::skeyseed(Phase1Hash::sha, kNonces, Secret(hex(kSharedSecret)));
  CHECK(to_hex(seed.view()) == "a9a7b222b59f8f48645f28a1db5b5f5d7479cba7");

  v2::IkeSuite suite{Phase1Cipher::aes_cbc, Phase1Hash::sha, Phase1Hash::sha, DhGroup::modp1024};
  const auto keys = v2::derive_ike_keys(suite, seed, kNonces, kSpis);

  CHECK(to_hex(keys.derivation.view().first(16)) == "a14293677cc80ff8f9cc0eee30d895da");
  CHECK(keys.initiator.encryption.size() == 16);
  CHECK(keys.initiator.integrity.size() == 20);

  const auto child = v2::derive_child_keys(Phase1Hash::sha, keys.derivation, {}, kNonces,
                                           {ipsec::EspCipher::aes_cbc, ipsec::EspIntegrity::sha_hmac});
  CHECK(to_hex(child.encryption_to_responder.view()) == "8059e3ee8810e6c3a91bc8bcd2a7a411");
}

TEST_CASE("the key of a pre-shared key's AUTH is padded with the words of the RFC") {
  const auto pad = as_bytes("Key Pad for IKEv2");
  CHECK(to_hex(crypto::prf(crypto::HashAlgorithm::sha1, as_bytes("secret"), {pad}).view()) ==
        "098a472e07553fa8bdec211766be6294cdf9aaf2");
  // AUTH is the PRF under that key over message, nonce and the PRF of the ID.
  const Secret auth_key(hex("0102030405060708090a0b0c0d0e0f1011121314"));
  const auto id = crypto::prf(crypto::HashAlgorithm::sha1, auth_key.view(), {as_bytes("id")});
  const auto auth = v2::shared_key_auth(Phase1Hash::sha, as_bytes("secret"),
                                        {as_bytes("message"), as_bytes("nonce"), auth_key, as_bytes("id")});
  CHECK(to_hex(auth) ==
        to_hex(crypto::hmac(crypto::HashAlgorithm::sha1, hex("098a472e07553fa8bdec211766be6294cdf9aaf2"),
                            {as_bytes("messagenonce"), id.view()})));
}

TEST_CASE("a cookie is good for who it was made for, until its secret is two generations old") {
  test::TestEntropy entropy(1);
  v2::CookieMint mint;
  Instant now{};
  const auto nonce = hex("00112233445566778899aabbccddeeff");
  const auto initiator = spi("0102030405060708");
  const Endpoint source{Ipv4Address::of(192, 0, 2, 1), 500};
  const v2::CookieInput input{nonce, source, initiator};

  const auto cookie = mint.make(input, now, entropy);

  CHECK(mint.is_good(cookie, input));
  CHECK(!mint.is_good(cookie, {nonce, {Ipv4Address::of(192, 0, 2, 2), 500}, initiator}));
  CHECK(!mint.is_good(cookie, {hex("ff"), source, initiator}));
  CHECK(!mint.is_good({}, input));
  now += std::chrono::seconds(121);
  static_cast<void>(mint.make(input, now, entropy));
  CHECK(mint.is_good(cookie, input));
  now += std::chrono::seconds(121);
  static_cast<void>(mint.make(input, now, entropy));
  CHECK(!mint.is_good(cookie, input));
}
