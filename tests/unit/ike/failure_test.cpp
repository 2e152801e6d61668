#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;
using ike::Stuck;

namespace {

std::optional<Stuck> last_failure(const Network& net, const Station& station) {
  const auto status = station.engine->status(net.now);
  REQUIRE(!status.gateways.empty());
  if (!status.gateways[0].last_failure) return std::nullopt;
  return status.gateways[0].last_failure->reason;
}

}  // namespace

TEST_CASE("in main mode a wrong pre-shared key is named at both ends") {
  Network net;
  two_fixed_sites(net);
  net.b.settings.gateways[0].pre_shared_key = "another key";

  net.configure();
  net.run(100s);

  CHECK(net.a.count<ike::PolicyUp>() == 0);
  CHECK(last_failure(net, net.a) == Stuck::wrong_pre_shared_key);
  CHECK(last_failure(net, net.b) == Stuck::wrong_pre_shared_key);
  CHECK(net.a.failed(Stuck::wrong_pre_shared_key));
  CHECK(net.b.failed(Stuck::wrong_pre_shared_key));
  CHECK_FALSE(net.a.failed(Stuck::no_answer));
}

TEST_CASE("in aggressive mode a wrong pre-shared key is named at both ends") {
  Network net;
  branch_and_centre(net);
  net.a.settings.gateways[0].pre_shared_key = "another key";

  net.configure();
  net.run(3s);

  CHECK(net.a.count<ike::Phase1Established>() == 0);
  CHECK(net.b.count<ike::Phase1Established>() == 0);
  CHECK(last_failure(net, net.a) == Stuck::wrong_pre_shared_key);
  CHECK(last_failure(net, net.b) == Stuck::wrong_pre_shared_key);
}

TEST_CASE("a router without an answer says so, and goes on trying") {
  Network net;
  two_fixed_sites(net);
  net.a.settings.gateways[0].always_on = true;
  net.power_off(net.b);

  net.configure();
  net.run(60s);

  CHECK(last_failure(net, net.a) == Stuck::no_answer);
  REQUIRE(net.a.count<ike::NegotiationFailed>() == 1);
  CHECK_FALSE(net.a.all<ike::NegotiationFailed>()[0]->policy);
  CHECK(net.wire.size() == 12);  // one try, ten repetitions, and the next exchange

  net.b.on = true;
  net.run(10s);

  CHECK(net.passes());
  CHECK_FALSE(last_failure(net, net.a));
}

TEST_CASE("without keepalive and always-on the router pauses after a failure") {
  Network net;
  two_fixed_sites(net);
  net.power_off(net.b);

  net.configure();
  net.run(60s);
  const auto sent = net.wire.size();
  net.run(50s);

  CHECK(sent == 11);
  CHECK(net.wire.size() == 11);
}

TEST_CASE("traffic cuts the pause short, yet does not begin an exchange with every packet") {
  Network net;
  two_fixed_sites(net);
  net.power_off(net.b);
  net.configure();
  net.run(60s);
  net.b.on = true;
  const auto sent = net.wire.size();

  for (int i = 0; i < 20; ++i) {
    net.with(net.a, [&](auto& out) { net.a.engine->sa_wanted(kPolicy, net.now, out); });
    net.run(100ms);
  }
  const auto at_once = net.wire.size();
  net.run(5s);

  CHECK(at_once == sent);
  CHECK(net.passes());
}

TEST_CASE("a strict responder refuses another phase 1 algorithm, and both ends know why") {
  Network net;
  two_fixed_sites(net);
  net.b.settings.gateways[0].negotiate_strictly = true;
  net.b.settings.gateways[0].encryption = ike::Phase1Cipher::aes_cbc;

  net.configure();
  net.run(1s);

  CHECK(last_failure(net, net.a) == Stuck::no_proposal_chosen);
  CHECK(last_failure(net, net.b) == Stuck::no_proposal_chosen);
  CHECK(net.a.all<ike::NegotiationFailed>()[0]->notify == 14);

  net.run(100s);

  CHECK(last_failure(net, net.a) ==
        Stuck::no_proposal_chosen);  // not "no answer": the hint is remembered
}

TEST_CASE("a strict responder refuses another phase 2 algorithm, and both ends know why") {
  Network net;
  two_fixed_sites(net);
  net.b.settings.gateways[0].negotiate_strictly = true;
  net.b.settings.policies[0].suite = {ipsec::EspCipher::aes256_cbc,
                                      ipsec::EspIntegrity::sha256_hmac};

  net.configure();
  net.run(1s);

  CHECK(net.a.count<ike::Phase1Established>() == 1);
  CHECK(net.a.count<ike::SaInstalled>() == 0);
  CHECK(last_failure(net, net.a) == Stuck::no_proposal_chosen);
  CHECK(last_failure(net, net.b) == Stuck::no_proposal_chosen);
  CHECK(net.a.all<ike::NegotiationFailed>()[0]->policy == kPolicy);
}

TEST_CASE("a mode that the other end does not use for the policy is refused") {
  Network net;
  two_fixed_sites(net);
  net.b.settings.policies[0] = a_policy(ipsec::Mode::transport);

  net.configure();
  net.run(1s);

  CHECK(net.a.count<ike::PolicyUp>() == 0);
  CHECK(last_failure(net, net.a) == Stuck::no_proposal_chosen);
}

TEST_CASE("a name that no gateway expects is told at both ends") {
  Network net;
  branch_and_centre(net);
  net.a.settings.gateways[0].local_name->text = "stranger";

  net.configure();
  net.run(1s);

  REQUIRE(net.b.count<ike::NegotiationFailed>() == 1);
  CHECK(net.b.all<ike::NegotiationFailed>()[0]->reason == Stuck::unknown_peer_name);
  CHECK_FALSE(net.b.all<ike::NegotiationFailed>()[0]->gateway);
  CHECK(net.a.failed(Stuck::invalid_id));
}

TEST_CASE("phase 2 IDs that are no mirror image of the configured ones are refused as such") {
  Network net;
  two_fixed_sites(net);
  net.a.settings.gateways[0].local_id = Ipv4Prefix::parse("192.168.1.0/24");
  net.a.settings.gateways[0].remote_id = Ipv4Prefix::parse("192.168.2.0/24");
  net.b.settings.gateways[0].local_id = Ipv4Prefix::parse("192.168.2.0/24");
  net.b.settings.gateways[0].remote_id = Ipv4Prefix::parse("192.168.3.0/24");

  net.configure();
  net.run(1s);

  CHECK(net.a.count<ike::PolicyUp>() == 0);
  CHECK(last_failure(net, net.a) == Stuck::invalid_id);
  CHECK(last_failure(net, net.b) == Stuck::invalid_id);
}

TEST_CASE("a gateway without a pre-shared key begins nothing and says why") {
  Network net;
  two_fixed_sites(net);
  net.a.settings.gateways[0].pre_shared_key.clear();

  net.configure();
  net.run(60s);

  CHECK(net.wire.empty());
  CHECK(net.a.failed(Stuck::no_pre_shared_key));
}

TEST_CASE("a responder without a pre-shared key says so and answers nothing") {
  Network net;
  two_fixed_sites(net);
  net.b.settings.gateways[0].pre_shared_key.clear();

  net.configure();
  net.run(1s);

  CHECK(net.b.failed(Stuck::no_pre_shared_key));
  CHECK(net.bytes_from_b == 0);
}

TEST_CASE("a NAT on the path with NAT traversal off at one end is told") {
  Network net;
  branch_and_centre(net);
  net.b.settings.gateways[0].nat_traversal = false;

  net.configure();
  net.run(2s);

  CHECK(net.b.failed(Stuck::nat_traversal_off));
}

TEST_CASE("failures that strangers cause are told at a bounded rate") {
  Network net;
  branch_and_centre(net);
  net.a.settings.gateways[0].local_name->text = "stranger";
  net.a.settings.retry_interval = 1s;
  net.a.settings.retry_count = 50;

  net.configure();
  net.run(50s);

  CHECK(net.b.count<ike::NegotiationFailed>() == 1);
}

TEST_CASE("in aggressive mode an encrypted refusal before the proof means another key") {
  Network net;
  branch_and_centre(net);
  net.a.settings.gateways[0].pre_shared_key = "another key";
  // strongSwan protects the notification with the keys that it has derived, and which nobody else has.
  net.fate = [](std::size_t, Datagram& datagram) {
    constexpr std::size_t kExchange = 18;
    constexpr std::size_t kFlags = 19;
    constexpr std::uint8_t kInformational = 5;
    if (datagram.payload[kExchange] == kInformational) datagram.payload[kFlags] |= 1;
    return 1;
  };

  net.configure();
  net.run(3s);

  CHECK(last_failure(net, net.b) == Stuck::wrong_pre_shared_key);
}

TEST_CASE("a phase 1 that its initiator deletes at once has met an identity that it did not expect") {
  Network net;
  two_fixed_sites(net);
  net.fate = [](std::size_t, Datagram& datagram) {
    constexpr std::size_t kExchange = 18;
    constexpr std::uint8_t kQuickMode = 32;
    return datagram.payload[kExchange] == kQuickMode ? 0 : 1;
  };
  net.configure();
  net.run(2s);
  REQUIRE(net.b.count<ike::Phase1Established>() == 1);

  net.with(net.a, [&](auto& out) { REQUIRE(net.a.engine->delete_sa(std::nullopt, net.now, out)); });
  net.run(1s);

  CHECK(last_failure(net, net.b) == Stuck::deleted_unused);
}

TEST_CASE("a phase 1 that was used may be deleted without a complaint") {
  Network net;
  two_fixed_sites(net);
  net.configure();
  net.run(2s);
  REQUIRE(net.passes());

  net.with(net.a, [&](auto& out) { REQUIRE(net.a.engine->delete_sa(std::nullopt, net.now, out)); });
  net.run(1s);

  CHECK_FALSE(net.b.failed(Stuck::deleted_unused));
}
