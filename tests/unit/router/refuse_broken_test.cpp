// `kyoten run --refuse-broken`: what is written with DES, MD5 or a group of 768 bits is left out, and that is said.
#include <catch2/catch.hpp>

#include "firmware/router/router.hpp"
#include "tests/support/test_entropy.hpp"

using namespace kyoten;

namespace {

std::string sentence(bool refuses, std::string_view line) {
  router::Options options;
  options.refuses_broken = refuses;
  options.identity.macs = {MacAddress{{0x00, 0xa0, 0xde, 0x00, 0x00, 0x01}}};
  PacketPool pool(64);
  test::TestEntropy entropy(1);
  ports::MemoryFlash flash;
  router::Output out;
  router::Router box(options, pool, entropy, flash);
  const auto text = "ip lan1 address 192.0.2.1/24\nipsec sa policy 101 1 esp aes-cbc sha-hmac\nipsec ike pre-shared-key 1 text secret\n"
                    "ipsec ike remote address 1 192.0.2.2\nipsec auto refresh on\ntunnel select 1\n ipsec tunnel 101\n tunnel enable 1\n" +
                    std::string(line) + "\n";
  box.boot(text, Instant{}, WallTime{}, out);
  std::string logged;
  for (auto& row : box.backend().log()) logged += row.text + "\n";
  const bool told = logged.find("are refused (--refuse-broken)") != std::string::npos;
  const bool begun = logged.find("initiate ISAKMP phase") != std::string::npos;
  CHECK(told != begun);
  return box.tunnel_sentences(Instant{}).at(0).sentence;
}

}  // namespace

TEST_CASE("a gateway or policy with a broken algorithm is left out if that is asked for, and its tunnel says so") {
  for (auto line : {"ipsec ike encryption 1 des-cbc", "ipsec ike hash 1 md5", "ipsec ike group 1 modp768", "ipsec sa policy 101 1 esp des-cbc sha-hmac",
                    "ipsec sa policy 101 1 ah md5-hmac"}) {
    INFO(line);
    CHECK(sentence(true, line) == "gateway 1: DES, MD5 and groups of 768 bits are refused (--refuse-broken)");
    CHECK(sentence(false, line).find("refuse") == std::string::npos);
  }
  CHECK(sentence(true, "ipsec ike encryption 1 3des-cbc").find("refuse") == std::string::npos);
}
