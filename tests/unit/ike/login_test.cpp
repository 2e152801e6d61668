// XAUTH between two engines: the initiator logs in before phase 2. Addresses for clients are tried with vpnc
// (tests/interop/vpnc_xauth).
#include "tests/unit/ike/network.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

/// A branch with a name that logs in at a centre.
void branch_that_logs_in(Network& net) {
  branch_and_centre(net);
  for (auto* settings : {&net.a.settings, &net.b.settings}) {
    settings->policies = {a_policy(ipsec::Mode::tunnel)};
  }
  net.a.settings.gateways[0].own_login = ike::Login{"alice", "wonder-1"};
  net.b.settings.gateways[0].clients.emplace();
  net.b.settings.gateways[0].clients->users = {{"bob", "builder-1", {}, {}, {}, {}}, {"alice", "wonder-1", {}, {}, {}, {}}};
}

ike::Gateway& branch(Network& net) { return net.a.settings.gateways[0]; }
ike::Gateway& centre(Network& net) { return net.b.settings.gateways[0]; }

std::size_t transactions(const Network& net) {
  return static_cast<std::size_t>(std::ranges::count_if(net.wire, [](auto& datagram) {
    const auto marker = datagram.destination.port == 500 || datagram.source.port == 500 ? 0u : 4u;
    return datagram.payload.size() > 28 && datagram.payload[marker + 18] == 6;
  }));
}

}  // namespace

TEST_CASE("an initiator that the responder knows by name and password gets its SAs") {
  Network net;
  branch_that_logs_in(net);
  net.configure();

  net.run(2s);

  CHECK(net.passes());
  CHECK(transactions(net) == 4);  // asked, said, told, acknowledged
}

TEST_CASE("a wrong password, an unknown user and one without a name get no SAs, and both ends say why") {
  Network net;
  branch_that_logs_in(net);
  SECTION("password") { branch(net).own_login->password = "wonder-2"; }
  SECTION("part of the password") { branch(net).own_login->password = "wonder-"; }
  SECTION("user") { branch(net).own_login->name = "alic"; }
  SECTION("no password") { branch(net).own_login->password.clear(); }
  SECTION("nobody may log in") { centre(net).clients->users.clear(); }
  net.configure();

  net.run(3s);

  CHECK(net.a.failed(ike::Stuck::login_refused));
  CHECK(net.b.failed(ike::Stuck::login_refused));
  CHECK(net.a.inbound.empty());
  CHECK(net.b.inbound.empty());
  CHECK(net.b.engine->status(net.now).isakmp.empty());
  const auto tries = net.b.count<ike::Phase1Started>();
  net.run(4s);
  CHECK(net.b.count<ike::Phase1Started>() <= tries + 1);  // it pauses before it tries again
}

TEST_CASE("who offers the plain method is not asked, who offers to log in where nobody asks gets nothing") {
  Network net;
  branch_that_logs_in(net);
  SECTION("plain") {
    branch(net).own_login.reset();
    net.configure();
    net.run(2s);
    CHECK(net.passes());
    CHECK(transactions(net) == 0);
  }
  SECTION("not asked") {
    centre(net).clients.reset();
    net.configure();
    net.run(2s);
    CHECK(net.a.inbound.empty());
    CHECK(net.b.failed(ike::Stuck::no_proposal_chosen));
  }
}

TEST_CASE("a login survives lost and doubled messages") {
  for (std::size_t lost = 2; lost < 9; ++lost) {
    Network net;
    branch_that_logs_in(net);
    net.configure();
    net.fate = [&](std::size_t number, Datagram&) { return number == lost ? 0 : number % 3 == 0 ? 2 : 1; };

    net.run(40s);

    INFO("datagram " << lost);
    CHECK(net.passes());
    CHECK_FALSE(net.b.failed(ike::Stuck::login_refused));
  }
}

TEST_CASE("a peer that never answers the question, or never asks it, does not stay") {
  Network net;
  branch_that_logs_in(net);
  net.configure();
  // Message 4 is the question.
  net.fate = [&](std::size_t number, Datagram&) { return number >= 3 ? 0 : 1; };

  net.run(3min);

  CHECK(net.a.failed(ike::Stuck::no_answer));
  CHECK(net.b.failed(ike::Stuck::no_answer));
  CHECK(net.b.engine->status(net.now).isakmp.empty());
}

TEST_CASE("a damaged login message changes nothing") {
  Network net;
  branch_that_logs_in(net);
  net.configure();
  net.fate = [&](std::size_t number, Datagram& datagram) {
    if (number < 3 || number > 6) return 1;
    for (std::size_t at = 32; at < datagram.payload.size(); at += 7) {
      auto damaged = datagram;
      damaged.payload[at] ^= 0x55;
      ike::Outbox out;
      (number % 2 == 1 ? net.a : net.b).engine->receive(damaged, net.now, out);
      CHECK(out.datagrams.empty());
    }
    return 1;
  };

  net.run(2s);

  CHECK(net.passes());
}

TEST_CASE("a client that does not ask for its address is told after a moment, and acknowledges") {
  Network net;
  branch_that_logs_in(net);
  const auto inner = Ipv4Address::of(10, 9, 0, 5);
  centre(net).clients->users[1].address = inner;
  centre(net).clients->users[1].filter_set = "guests";
  for (auto* gateway : {&branch(net), &centre(net)}) gateway->keepalive.use = ike::KeepaliveSwitch::off;
  branch(net).local_id = Ipv4Prefix{inner, 32};
  branch(net).remote_id = Ipv4Prefix{Ipv4Address::of(10, 1, 0, 0), 24};
  net.configure();
  net.run(1s);
  CHECK(net.passes());
  REQUIRE(net.b.count<ike::ClientConnected>() == 1);
  CHECK(net.b.all<ike::ClientConnected>()[0]->address == inner);
  CHECK(net.b.all<ike::ClientConnected>()[0]->filter_set == "guests");
  CHECK(transactions(net) == 4);
  net.run(60s);
  CHECK(transactions(net) == 6);  // set, acknowledged: once each
  CHECK(net.passes());
}

TEST_CASE("an address pool that is used up refuses the next client, and has room again when one has gone") {
  Network net;
  branch_that_logs_in(net);
  const auto only = Ipv4Address::of(10, 9, 0, 7);
  centre(net).clients->pool = ike::AddressPool{only, only, 32};
  branch(net).local_id = Ipv4Prefix{only, 32};
  branch(net).remote_id = Ipv4Prefix{Ipv4Address::of(10, 1, 0, 0), 24};
  net.configure();
  net.run(5s);
  REQUIRE(net.passes());
  // The same user from elsewhere: to the centre another client, whose initial contact speaks for itself only.
  net.restart(net.a);
  net.run(5s);
  CHECK(net.b.failed(ike::Stuck::no_address_left));
  CHECK_FALSE(net.passes());
  // What is left of the first goes when it is found dead; what it had is there for the next.
  net.run(10min);
  CHECK(net.b.count<ike::ClientLeft>() >= 1);
  CHECK(net.passes());
}
