// Two configuration files that do not fit: the tunnel stays down, and the lab says in one sentence
// why.
#include <catch2/catch.hpp>

#include "tests/sim/two_homes.hpp"

using namespace kyoten;
using namespace kyoten::sim_test;
using namespace std::chrono_literals;

namespace {

/// Longer than ten attempts of five seconds, after which IKE gives up.
constexpr Duration kLongEnough = 75s;

/// Runs two homes with these mistakes; both ends' sentences.
std::string sentences_with(std::vector<Edit> mistakes) {
  TwoHomes homes({.seed = 1, .edits = std::move(mistakes)});
  const bool up = homes.up_within(kLongEnough);
  const auto sentences = homes.sentences();
  INFO(sentences);
  CHECK_FALSE(up);
  CHECK(homes.violations() == std::vector<std::string>{});
  return sentences;
}

bool says(const std::string& sentences, std::string_view part) {
  return sentences.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("different pre-shared keys are called that") {
  const auto sentences = sentences_with({{"site-b", "ipsec ike pre-shared-key 1 text yamaha",
                                          "ipsec ike pre-shared-key 1 text suzuki"}});

  INFO(sentences);
  CHECK(says(sentences,
             "site-a tunnel 1: the pre-shared keys of this router and 10.10.10.138 differ"));
}

TEST_CASE("phase 1 algorithms without a common choice are called that") {
  const auto sentences =
      sentences_with({{"site-b", "ipsec ike nat-traversal 1 on",
                       "ipsec ike nat-traversal 1 on\nipsec ike negotiate-strictly 1 on\n"
                       "ipsec ike encryption 1 aes256-cbc\nipsec ike hash 1 sha256"}});

  INFO(sentences);
  CHECK(says(sentences, "no algorithms in common in IKE phase 1"));
}

TEST_CASE("different ESP algorithms do not matter: the answering end takes what it is offered") {
  TwoHomes homes({.seed = 1,
                  .edits = {{"site-b", "ipsec sa policy 101 1 esp aes-cbc sha-hmac",
                             "ipsec sa policy 101 1 esp 3des-cbc md5-hmac"}}});

  CHECK(homes.up_within(kLongEnough));
}

TEST_CASE("strict ends that differ in PFS say that phase 2 has no common choice") {
  // Both are strict: one that is not would take what the other one offers, and the tunnel would
  // stand.
  const auto sentences = sentences_with(
      {{"site-a", "ipsec ike nat-traversal 1 on",
        "ipsec ike nat-traversal 1 on\nipsec ike negotiate-strictly 1 on"},
       {"site-b", "ipsec ike nat-traversal 1 on",
        "ipsec ike nat-traversal 1 on\nipsec ike pfs 1 on\nipsec ike negotiate-strictly 1 on"}});

  INFO(sentences);
  CHECK(says(sentences, "no algorithms in common in IKE phase 2"));
}

TEST_CASE("swapped router-ids are called that") {
  const auto sentences = sentences_with(
      {{"site-a", "l2tp local router-id 192.168.100.254", "l2tp local router-id 192.168.100.1"},
       {"site-a", "l2tp remote router-id 192.168.100.1", "l2tp remote router-id 192.168.100.254"}});

  INFO(sentences);
  CHECK(says(sentences, "router-id"));
}

TEST_CASE("different end-ids are called that") {
  const auto sentences =
      sentences_with({{"site-b", "l2tp remote end-id yamaha", "l2tp remote end-id honda"}});

  INFO(sentences);
  CHECK(says(sentences, "end-id"));
}

TEST_CASE("different L2TP passwords are called that") {
  const auto sentences =
      sentences_with({{"site-b", "l2tp tunnel auth on yamaha", "l2tp tunnel auth on kawasaki"}});

  INFO(sentences);
  CHECK(says(sentences, "the L2TP tunnel passwords differ"));
}

TEST_CASE("a name that the other end does not expect is called that at both ends") {
  const auto sentences = sentences_with(
      {{"site-a", "ipsec ike local name 1 l2tpv3", "ipsec ike local name 1 another"}});

  INFO(sentences);
  CHECK(says(sentences, "site-a tunnel 1: 10.10.10.138 refuses the identity"));
  CHECK(says(sentences, "site-b tunnel 1: no gateway here expects the name or address of 203.0.113.2"));
}

TEST_CASE("a static NAT entry that is missing at the answering end is named") {
  const auto sentences = sentences_with(
      {{"site-b", "nat descriptor masquerade static 1 1 192.168.100.1 udp 500", ""}});

  INFO(sentences);
  CHECK(says(sentences, "site-a tunnel 1: no answer from 10.10.10.138"));
  CHECK(says(sentences,
             "`nat descriptor masquerade static 1 N 192.168.100.1 udp 500` is missing on lan2"));
}

TEST_CASE("a home without an address from its provider is said to wait for one") {
  const auto sentences = sentences_with({{"home-gateway", "dhcp service server", ""}});

  INFO(sentences);
  CHECK(says(sentences, "site-a tunnel 1: lan2 waits for an address by DHCP"));
}
