// Values from libreswan's ACVP run for IKEv1 with pre-shared keys (SHA-1), continued by an
// independent script.
#include "firmware/ike/v1/keys.hpp"

#include "firmware/ike/v1/nat_detection.hpp"

using namespace kyoten;
using namespace kyoten::ike;
using namespace kyoten::ike::v1;

namespace {

Bytes hex(std::string_view text) { return *from_hex(text); }

Bytes counting(int first, int last) {
  Bytes bytes;
  for (int i = first; i <= last; ++i) bytes.push_back(static_cast<std::uint8_t>(i));
  return bytes;
}

CookiePair cookies() {
  CookiePair pair;
  const auto initiator = hex("83d374c30b3b5082");
  const auto responder = hex("5afc0da06c728029");
  std::copy(initiator.begin(), initiator.end(), pair.initiator.begin());
  std::copy(responder.begin(), responder.end(), pair.responder.begin());
  return pair;
}

Phase1Keys keys_for(Phase1Cipher cipher) {
  const auto psk = hex("75");
  const auto ni = hex("b9a2d0e922dc66dd");
  const auto nr = hex("2130166863b5ddef");
  const auto g = hex("739003ba2c11c982946c65e26acf661fbf8ebb78011a9fead79efa12fe3e71cc");
  return derive_phase1_keys({cipher, Phase1Hash::sha, DhGroup::modp1024}, {psk, ni, nr, g},
                            cookies());
}

}  // namespace

TEST_CASE("SKEYID and what is derived from it agree with the published run") {
  const auto keys = keys_for(Phase1Cipher::aes_cbc);

  CHECK(to_hex(keys.skeyid.view()) == "62b04d112877e442fc3282fc37c076997718a0b9");
  CHECK(to_hex(keys.derivation.view()) == "369e5aad1bdb5faf6a3d929d500cdc236710a9ab");
  CHECK(to_hex(keys.authentication.view()) == "588e957d8d790d093b3a39f121473473af78e9bb");
}

TEST_CASE("the cipher's key is cut from SKEYID_e, or stretched when it is too short") {
  CHECK(to_hex(keys_for(Phase1Cipher::three_des_cbc).encryption.view()) ==
        "9ce3201d5c6cf897a6cba863e68c634d8d63805d1f20e30b");
  CHECK(to_hex(keys_for(Phase1Cipher::aes_cbc).encryption.view()) ==
        "cd74b0c048219db81384d3fda8f6cda5");
  CHECK(to_hex(keys_for(Phase1Cipher::aes256_cbc).encryption.view()) ==
        "9ce3201d5c6cf897a6cba863e68c634d8d63805d1f20e30bf6884e2a4ee9fc8a");
  CHECK(to_hex(keys_for(Phase1Cipher::des_cbc).encryption.view()) == "cd74b0c048219db8");
}

TEST_CASE("the first IV of phase 1 and that of another exchange") {
  const Phase1Suite aes{Phase1Cipher::aes_cbc, Phase1Hash::sha, DhGroup::modp1024};
  const Phase1Suite des{Phase1Cipher::three_des_cbc, Phase1Hash::sha, DhGroup::modp1024};

  CHECK(to_hex(phase1_iv(aes, counting(0x00, 0x0f), counting(0x10, 0x1f))) ==
        "ae5bd8efea5322c4d9986d06680a7813");
  CHECK(to_hex(phase1_iv(des, counting(0x00, 0x0f), counting(0x10, 0x1f))) == "ae5bd8efea5322c4");
  CHECK(to_hex(exchange_iv(aes, counting(0xa0, 0xaf), 0x12345678)) ==
        "5e93e4260c9edaa8a57280074d256afd");
}

TEST_CASE("HASH_I and HASH_R are over the values in the order of whoever makes them") {
  const auto keys = keys_for(Phase1Cipher::aes_cbc);
  const auto pair = cookies();
  const auto gi = counting(0x00, 0x0f);
  const auto gr = counting(0x10, 0x1f);
  const auto sa = counting(0x60, 0x7f);
  const auto id = hex("01110000c0000201");

  CHECK(to_hex(phase1_hash(Phase1Hash::sha, keys.skeyid,
                           {gi, gr, pair.initiator, pair.responder, sa, id})) ==
        "7d3199bebc8aa5d79f94f21108a1ef6a51c1a370");
  CHECK(to_hex(phase1_hash(Phase1Hash::sha, keys.skeyid,
                           {gr, gi, pair.responder, pair.initiator, sa, id})) ==
        "9e5523024b41ad00f6613dad1574ef250c61320e");
}

TEST_CASE("HASH(1), HASH(2) and HASH(3) of quick mode") {
  const auto keys = keys_for(Phase1Cipher::aes_cbc);
  const auto rest = counting(0x40, 0x5f);
  const Bytes ni(16, 0x11);
  const Bytes nr(16, 0x22);

  CHECK(to_hex(message_hash(Phase1Hash::sha, keys.authentication, 0x12345678, {}, rest)) ==
        "855c73eeebae3a98c6ebc661f2568b7568eae6fa");
  CHECK(to_hex(message_hash(Phase1Hash::sha, keys.authentication, 0x12345678, ni, rest)) ==
        "54d33920e3f2a3378f5ecbda0163e01b7415427f");
  CHECK(to_hex(last_message_hash(Phase1Hash::sha, keys.authentication, 0x12345678, ni, nr)) ==
        "1f18db78446e97549f1b1132014d530a0b0ab96d");
}

TEST_CASE("KEYMAT of an ESP SA without perfect forward secrecy") {
  const auto keys = keys_for(Phase1Cipher::aes_cbc);
  const Bytes ni(16, 0x11);
  const Bytes nr(16, 0x22);

  const auto material =
      keymat(Phase1Hash::sha, keys.derivation, {{}, 3, Spi{0xc0de0001}, ni, nr}, 36);

  CHECK(to_hex(material.view()) ==
        "9b441fc130080bb25c6fce39375f3862e1c2622834d3ceb47375ef4666afca267e430b56");
}

TEST_CASE("NAT-D hashes in each of the three algorithms") {
  const Endpoint end{Ipv4Address::of(192, 0, 2, 1), 500};

  CHECK(to_hex(nat_discovery_hash(Phase1Hash::sha, cookies(), end)) ==
        "e28afdd938d2e38c1e3128a4873f1db95d0671c0");
  CHECK(to_hex(nat_discovery_hash(Phase1Hash::md5, cookies(), end)) ==
        "aca7d3de7fae85c82f63eacc8be947b1");
  CHECK(to_hex(nat_discovery_hash(Phase1Hash::sha256, cookies(), end)) ==
        "43e45e1cb0b09af0ae249dcdf0f9652668f60e83a9fed849548748de7c812161");
}

TEST_CASE("whose address a NAT changed is told by which hash fails") {
  const Endpoint local{Ipv4Address::of(192, 0, 2, 1), 500};
  const Endpoint peer{Ipv4Address::of(203, 0, 113, 1), 500};
  const Endpoint other{Ipv4Address::of(10, 0, 0, 1), 500};
  auto hashed = [](const Endpoint& end) {
    return nat_discovery_hash(Phase1Hash::sha, cookies(), end);
  };
  auto judge = [&](const Bytes& destination, const Bytes& source) {
    return judge_nat({destination, source}, Phase1Hash::sha, cookies(), local, peer);
  };

  CHECK_FALSE(judge(hashed(local), hashed(peer))->local_behind_nat);
  CHECK_FALSE(judge(hashed(local), hashed(peer))->peer_behind_nat);
  CHECK(judge(hashed(other), hashed(peer))->local_behind_nat);
  CHECK(judge(hashed(local), hashed(other))->peer_behind_nat);
  CHECK(judge(hashed(local).size() > 4 ? Bytes(4) : Bytes(), hashed(peer))->local_behind_nat);
  CHECK_FALSE(judge_nat({}, Phase1Hash::sha, cookies(), local, peer));
}
