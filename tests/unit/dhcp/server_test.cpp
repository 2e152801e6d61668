#include "tests/unit/dhcp/lan.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

wire::dhcp::Message reboot(std::uint32_t n, Ipv4Address claimed) {
  auto request = a_message(MessageType::request, n);
  request.set(option::requested_address, claimed);
  return request;
}

wire::dhcp::Message renew(std::uint32_t n, Ipv4Address claimed) {
  auto request = a_message(MessageType::request, n);
  request.client = claimed;
  return request;
}

dhcp::ServerSettings with(std::function<void(dhcp::ServerSettings&)> change) {
  auto settings = a_server();
  change(settings);
  return settings;
}

std::optional<MessageType> type_of(const std::vector<dhcp::Reply>& replies) {
  if (replies.empty()) return std::nullopt;
  CHECK(replies.size() == 1);
  return parsed(replies[0]).type;
}

}  // namespace

TEST_CASE(
    "addresses are given from the lowest on, excepted ones, the router's own, network and "
    "broadcast are not") {
  dhcp::Scope scope;
  scope.id = ScopeId{1};
  scope.range = {host(0), host(8)};
  scope.except = {{host(3), host(4)}, {host(6), host(6)}};
  Lan lan(a_server(scope));

  CHECK(take(lan, 1) == host(2));
  CHECK(take(lan, 2) == host(5));
  CHECK(take(lan, 3) == host(7));
  CHECK(take(lan, 4) == host(8));
  CHECK(take(lan, 5) == Ipv4Address{});
}

TEST_CASE("when no address is left nobody is offered one, until one is given back") {
  dhcp::Scope scope = a_scope();
  scope.range = {host(10), host(11)};
  Lan lan(a_server(scope));
  CHECK(take(lan, 1) == host(10));
  CHECK(take(lan, 2) == host(11));
  CHECK(lan.ask(a_message(MessageType::discover, 3)).empty());

  auto release = a_message(MessageType::release, 1);
  release.client = host(10);
  lan.ask(release);

  CHECK(take(lan, 3) == host(10));
}

TEST_CASE("a client gets the address it had before, also after its lease has ended") {
  Lan lan;
  CHECK(take(lan, 1) == host(2));
  CHECK(take(lan, 2) == host(3));

  lan.run(100h);
  CHECK(lan.scope().leased == 0);

  CHECK(take(lan, 3) == host(4));
  CHECK(take(lan, 2) == host(3));
}

TEST_CASE("an expired address is given to another only when no unused one is left") {
  auto scope = a_scope();
  scope.range = {host(10), host(12)};
  Lan lan(a_server(scope));
  CHECK(take(lan, 1) == host(10));
  lan.run(1h);
  CHECK(take(lan, 2) == host(11));
  lan.run(100h);

  CHECK(take(lan, 3) == host(12));
  CHECK(take(lan, 4) == host(10));  // the one unused longest
}

TEST_CASE("an offer that is not taken up is free again after a minute") {
  auto scope = a_scope();
  scope.range = {host(10), host(10)};
  Lan lan(a_server(scope));
  CHECK(type_of(lan.ask(a_message(MessageType::discover, 1))) == MessageType::offer);
  CHECK(lan.ask(a_message(MessageType::discover, 2)).empty());

  lan.run(61s);

  CHECK(type_of(lan.ask(a_message(MessageType::discover, 2))) == MessageType::offer);
}

TEST_CASE("an offer is free at once when the client takes another server's") {
  auto scope = a_scope();
  scope.range = {host(10), host(10)};
  Lan lan(a_server(scope));
  lan.ask(a_message(MessageType::discover, 1));
  auto request = a_message(MessageType::request, 1);
  request.set(option::server_id, host(77)).set(option::requested_address, host(150));

  CHECK(lan.ask(request).empty());

  CHECK(take(lan, 2) == host(10));
}

TEST_CASE("an address that was wished for is offered if it is free") {
  Lan lan;
  auto discover = a_message(MessageType::discover, 1);
  discover.set(option::requested_address, host(150));
  CHECK(parsed(lan.ask(discover).at(0)).yours == host(150));

  auto other = a_message(MessageType::discover, 2);
  other.set(option::requested_address, host(150));
  CHECK(parsed(lan.ask(other).at(0)).yours == host(2));
}

TEST_CASE("a request for another address than the one offered is refused") {
  Lan lan;
  lan.ask(a_message(MessageType::discover, 1));
  auto request = a_message(MessageType::request, 1);
  request.set(option::server_id, host(1)).set(option::requested_address, host(99));

  CHECK(type_of(lan.ask(request)) == MessageType::nak);
}

TEST_CASE(
    "after a reboot a client keeps its address, is refused a wrong one, and a foreign network") {
  Lan lan;
  take(lan, 1);

  CHECK(type_of(lan.ask(reboot(1, host(2)))) == MessageType::ack);
  CHECK(type_of(lan.ask(reboot(1, host(3)))) == MessageType::nak);
  CHECK(type_of(lan.ask(reboot(1, Ipv4Address::of(10, 0, 0, 1)))) == MessageType::nak);
  CHECK(type_of(lan.ask(reboot(2, Ipv4Address::of(10, 0, 0, 1)))) == MessageType::nak);
}

TEST_CASE("a client without record is left alone, or refused with `except remain-silent`") {
  Lan silent;
  CHECK(silent.ask(reboot(1, host(50))).empty());
  CHECK(silent.ask(renew(1, host(50))).empty());

  Lan factory(with([](auto& s) { s.compliance.remain_silent = false; }));
  CHECK(type_of(factory.ask(reboot(1, host(50)))) == MessageType::nak);
  CHECK(type_of(factory.ask(renew(1, host(50)))) == MessageType::nak);
}

TEST_CASE("a renewal is for the holder alone") {
  Lan lan;
  take(lan, 1);
  take(lan, 2);

  CHECK(type_of(lan.ask(renew(1, host(2)))) == MessageType::ack);
  CHECK(type_of(lan.ask(renew(1, host(3)))) == MessageType::nak);
  CHECK(lan.server_count<dhcp::LeaseExtended>() == 1);
}

TEST_CASE("a declined address is left alone for ten minutes, and only its holder may decline it") {
  Lan lan;
  take(lan, 1);
  auto decline = a_message(MessageType::decline, 2);
  decline.set(option::requested_address, host(2)).set(option::server_id, host(1));
  lan.ask(decline);
  CHECK(lan.scope().leased == 1);

  decline.hardware = a_message(MessageType::decline, 1).hardware;
  lan.ask(decline);
  CHECK(lan.scope().leased == 0);
  CHECK(take(lan, 1) == host(3));
  lan.run(11min);

  CHECK(take(lan, 4) == host(2));
}

TEST_CASE("a release by somebody else changes nothing") {
  Lan lan;
  take(lan, 1);
  auto release = a_message(MessageType::release, 2);
  release.client = host(2);

  lan.ask(release);

  CHECK(lan.scope().leased == 1);
  CHECK(lan.server_count<dhcp::LeaseReleased>() == 0);
}

TEST_CASE("INFORM gets parameters but no lease") {
  Lan lan;
  auto inform = a_message(MessageType::inform, 1);
  inform.client = host(200);

  const auto replies = lan.ask(inform);

  REQUIRE(type_of(replies) == MessageType::ack);
  const auto ack = parsed(replies[0]);
  CHECK(ack.yours.is_unspecified());
  CHECK(!ack.u32(option::lease_time));
  CHECK(ack.address(option::router) == host(1));
  CHECK(replies[0].destination == Ipv4Endpoint{host(200), 68});
  CHECK(lan.scope().leased == 0);
}

TEST_CASE("lease times: what was asked for, within the limits") {
  auto scope = a_scope();
  scope.expire = 2h;
  scope.max_expire = 5h;
  struct Row {
    std::optional<std::uint32_t> wish;
    std::uint32_t given;
  };
  const Row rows[] = {{std::nullopt, 7200}, {3600, 3600},        {18000, 18000},
                      {18001, 18000},       {0xffffffff, 18000}, {0, 60}};
  std::uint32_t n = 0;
  Lan lan(a_server(scope));
  for (auto& row : rows) {
    auto discover = a_message(MessageType::discover, ++n);
    if (row.wish) discover.set(option::lease_time, *row.wish);
    const auto offer = parsed(lan.ask(discover).at(0));
    INFO("row " << n);
    CHECK(offer.u32(option::lease_time) == row.given);
    CHECK(offer.u32(option::renewal_time) == row.given / 2);
    CHECK(offer.u32(option::rebinding_time) ==
          static_cast<std::uint32_t>(std::uint64_t{row.given} * 7 / 8));
  }
}

TEST_CASE("without reply-ack too long a lease is refused instead of cut") {
  Lan lan(with([](auto& s) { s.compliance.reply_ack = false; }));
  lan.ask(a_message(MessageType::discover, 1));
  auto request = a_message(MessageType::request, 1);
  request.set(option::server_id, host(1))
      .set(option::requested_address, host(2))
      .set(option::lease_time, 0xffffffffu);

  CHECK(type_of(lan.ask(request)) == MessageType::nak);
}

TEST_CASE("a reserved address is for its client only") {
  auto scope = a_scope();
  dhcp::Reservation by_mac;
  by_mac.address = host(2);
  by_mac.ethernet = a_message(MessageType::discover, 1).hardware;
  dhcp::Reservation by_id;
  by_id.address = host(150);
  by_id.client_id = {1, 2, 3};
  scope.bind = {by_mac, by_id};
  Lan lan(a_server(scope));
  CHECK(lan.scope().reserved_unused == std::vector<Ipv4Address>{host(2), host(150)});

  CHECK(take(lan, 9) == host(3));
  CHECK(take(lan, 1) == host(2));
  auto discover = a_message(MessageType::discover, 5);
  discover.set(option::client_id, Bytes{1, 2, 3});
  CHECK(parsed(lan.ask(discover).at(0)).yours == host(150));
  CHECK(lan.scope().reserved_unused == std::vector<Ipv4Address>{host(150)});
}

TEST_CASE(
    "a reservation by hardware address does not count for a client that sends an identifier") {
  auto scope = a_scope();
  dhcp::Reservation by_mac;
  by_mac.address = host(100);
  by_mac.ethernet = a_message(MessageType::discover, 1).hardware;
  scope.bind = {by_mac};
  auto discover = a_message(MessageType::discover, 1);
  discover.set(option::client_id, Bytes{1, 9, 9});

  Lan lan(a_server(scope));
  CHECK(parsed(lan.ask(discover).at(0)).yours == host(2));
  auto settings = a_server(scope);
  settings.compliance.use_client_id = false;
  Lan without(settings);
  CHECK(parsed(without.ask(discover).at(0)).yours == host(100));
}

TEST_CASE("a reservation of somebody's leased address comes into force when that lease ends") {
  auto scope = a_scope();
  Lan lan(a_server(scope));
  CHECK(take(lan, 1) == host(2));
  dhcp::Reservation reservation;
  reservation.address = host(2);
  reservation.ethernet = a_message(MessageType::discover, 7).hardware;
  scope.bind = {reservation};
  lan.server.configure(a_server(scope), lan.now);

  CHECK(take(lan, 7) == host(3));
  CHECK(type_of(lan.ask(renew(1, host(2)))) == MessageType::ack);
  lan.run(100h);

  CHECK(take(lan, 7) == host(2));
  CHECK(take(lan, 1) != host(2));
}

TEST_CASE("a scope for reserved clients only offers nothing to others") {
  auto scope = a_scope();
  scope.bind_only = true;
  dhcp::Reservation reservation;
  reservation.address = host(20);
  reservation.ethernet = a_message(MessageType::discover, 1).hardware;
  scope.bind = {reservation};
  Lan lan(a_server(scope));

  CHECK(take(lan, 1) == host(20));
  CHECK(lan.ask(a_message(MessageType::discover, 2)).empty());
}

TEST_CASE(
    "clients are told apart by their identifier, or by hardware address if that is configured") {
  auto twins = [](Lan& lan) {
    auto one = a_message(MessageType::discover, 1);
    auto two = one;
    one.set(option::client_id, Bytes{1, 1});
    two.set(option::client_id, Bytes{1, 2});
    return std::pair(parsed(lan.ask(one).at(0)).yours, parsed(lan.ask(two).at(0)).yours);
  };

  Lan by_id;
  const auto [a, b] = twins(by_id);
  CHECK(a != b);
  Lan by_mac(with([](auto& s) { s.compliance.use_client_id = false; }));
  const auto [c, d] = twins(by_mac);
  CHECK(c == d);
}

TEST_CASE("options of the scope come instead of the implicit ones") {
  auto scope = a_scope();
  scope.gateway = host(254);
  scope.options[option::domain_name] = to_bytes("example.jp");
  scope.options[option::name_servers] = *from_hex("08080808");
  scope.options[42] = *from_hex("0a000001");
  Lan lan(a_server(scope));

  const auto offer = parsed(lan.ask(a_message(MessageType::discover, 1)).at(0));

  CHECK(offer.address(option::subnet_mask) == Ipv4Address::of(255, 255, 255, 0));
  CHECK(offer.address(option::router) == host(254));
  CHECK(offer.address(option::name_servers) == Ipv4Address::of(8, 8, 8, 8));
  CHECK(offer.address(42) == Ipv4Address::of(10, 0, 0, 1));
  CHECK(to_hex(offer.value(option::domain_name)) == to_hex(as_bytes("example.jp")));
  auto settings = a_server(scope);
  settings.compliance.none_domain_null = false;
  Lan old(settings);
  const auto with_null = parsed(old.ask(a_message(MessageType::discover, 1)).at(0));
  CHECK(with_null.value(option::domain_name).back() == 0);
}

TEST_CASE(
    "where a reply goes: to all, to the hardware address, to the client's address, to the relay") {
  Lan lan;
  auto discover = a_message(MessageType::discover, 1);
  auto reply = lan.ask(discover).at(0);
  CHECK(reply.destination == Ipv4Endpoint{host(2), 68});
  CHECK(reply.to_mac == discover.hardware);

  discover.broadcast = true;
  reply = lan.ask(discover).at(0);
  CHECK(reply.destination == Ipv4Endpoint{Ipv4Address::broadcast(), 68});
  CHECK(!reply.to_mac);

  take(lan, 1);
  reply = lan.ask(renew(1, host(2))).at(0);
  CHECK(reply.destination == Ipv4Endpoint{host(2), 68});
  CHECK(!reply.to_mac);

  reply = lan.ask(reboot(1, host(9))).at(0);  // NAK
  CHECK(reply.destination == Ipv4Endpoint{Ipv4Address::broadcast(), 68});
  CHECK(!reply.to_mac);
}

TEST_CASE(
    "through a relay the scope is that of the relay's network, and the answer goes back to it "
    "unchanged") {
  auto settings = a_server();
  dhcp::Scope far;
  far.id = ScopeId{2};
  far.range = {Ipv4Address::of(172, 16, 5, 10), Ipv4Address::of(172, 16, 5, 20)};
  settings.scopes.push_back(far);
  Lan lan(settings);
  auto discover = a_message(MessageType::discover, 1);
  discover.relay = Ipv4Address::of(172, 16, 5, 1);
  discover.hops = 1;
  discover.set(option::relay_agent, Bytes{1, 1, 7});

  const auto reply = lan.ask(discover).at(0);

  const auto offer = parsed(reply);
  CHECK(offer.yours == Ipv4Address::of(172, 16, 5, 10));
  CHECK(offer.relay == discover.relay);
  CHECK(!offer.address(option::router));  // not ours to know
  CHECK(to_hex(offer.value(option::relay_agent)) == "010107");
  CHECK(reply.destination == Ipv4Endpoint{discover.relay, 67});
  discover.type = MessageType::request;
  discover.set(option::requested_address, host(3));
  const auto nak = lan.ask(discover).at(0);
  CHECK(parsed(nak).type == MessageType::nak);
  CHECK(parsed(nak).broadcast);
  CHECK(nak.destination == Ipv4Endpoint{discover.relay, 67});
  discover.hops = 17;
  CHECK(lan.ask(discover).empty());
}

TEST_CASE("a network without scope, a server that is off, replies and rubbish are ignored") {
  Lan lan;
  lan.interface = {Ipv4Address::of(10, 9, 9, 1), 24};
  CHECK(lan.ask(a_message(MessageType::discover, 1)).empty());
  Lan off(with([](auto& s) { s.enabled = false; }));
  CHECK(off.ask(a_message(MessageType::discover, 1)).empty());
  Lan on;
  auto reply = a_message(MessageType::discover, 1);
  reply.from_client = false;
  CHECK(on.ask(reply).empty());
  auto group = a_message(MessageType::discover, 1);
  group.hardware = MacAddress::broadcast();
  CHECK(on.ask(group).empty());
  for (auto type : {MessageType::offer, MessageType::ack, MessageType::nak})
    CHECK(on.ask(a_message(type, 1)).empty());
  CHECK(on.ask(a_message(MessageType::request, 1)).empty());  // asks for nothing in particular
  dhcp::ServerOutbox out;
  on.server.receive(Bytes(300, 0xff), {}, kRouter, on.now, out);
  CHECK(out.replies.empty());
}

TEST_CASE("a changed scope keeps the leases that still fit") {
  Lan lan;
  take(lan, 1);
  take(lan, 2);
  take(lan, 3);
  auto scope = a_scope();
  scope.range.first = host(3);
  scope.except = {{host(4), host(4)}};

  lan.server.configure(a_server(scope), lan.now);

  REQUIRE(lan.scope().leases.size() == 1);
  CHECK(lan.scope().leases[0].address == host(3));
  CHECK(type_of(lan.ask(renew(2, host(3)))) == MessageType::ack);
}

TEST_CASE("status counts addresses and tells who has them") {
  dhcp::Scope scope = a_scope();
  scope.range = {host(0), host(255)};
  scope.except = {{host(1), host(10)}, {host(5), host(20)}};
  Lan lan(a_server(scope));
  auto discover = a_message(MessageType::discover, 1);
  discover.set(option::client_id, Bytes{1, 2, 0, 0, 0, 0, 1})
      .set(option::host_name, as_bytes("pc\x1b[1"));
  auto request = discover;
  request.type = MessageType::request;
  request.set(option::requested_address, parsed(lan.ask(discover).at(0)).yours)
      .set(option::server_id, host(1));
  lan.ask(request);
  lan.run(10s);

  const auto status = lan.scope();

  CHECK(status.network == host(0));
  CHECK(status.all == 254);
  CHECK(status.except == 20);
  CHECK(status.leased == 1);
  CHECK(status.usable == 233);
  REQUIRE(status.leases.size() == 1);
  CHECK(status.leases[0].address == host(21));
  CHECK(status.leases[0].remaining == 72h - 10s);
  CHECK(status.leases[0].host_name == "pc\\x1b[1");
  CHECK(to_hex(status.leases[0].client_id) == "01020000000001");
}

TEST_CASE(
    "fifty thousand clients cannot make the server grow beyond its range, nor take a lease away") {
  Lan lan;
  const auto mine = take(lan, 1);
  for (std::uint32_t n = 2; n < 50000; ++n) {
    auto discover = a_message(MessageType::discover, n);
    lan.ask(discover);
    if (n % 3 == 0) {  // takes another server's offer: ours is dropped
      discover.type = MessageType::request;
      discover.set(option::server_id, host(77));
      lan.ask(discover);
    }
  }

  CHECK(lan.scope().leased == 1);
  CHECK(lan.scope().leases[0].address == mine);
  CHECK(type_of(lan.ask(renew(1, mine))) == MessageType::ack);
  lan.run(61s);
  CHECK(take(lan, 60000) != Ipv4Address{});
}

TEST_CASE("in a very wide scope the number of records is bounded") {
  dhcp::Scope scope;
  scope.id = ScopeId{1};
  scope.range = {Ipv4Address::of(10, 0, 0, 2), Ipv4Address::of(10, 255, 255, 254)};
  scope.prefix_length = 8;
  scope.except = {{Ipv4Address::of(10, 0, 0, 2), Ipv4Address::of(10, 200, 0, 0)}};
  Lan lan(a_server(scope));
  lan.interface = {Ipv4Address::of(10, 0, 0, 1), 8};
  std::size_t offers = 0;
  for (std::uint32_t n = 1; n <= 9000; ++n)
    offers += lan.ask(a_message(MessageType::discover, n)).size();

  CHECK(offers == 8192);
}
