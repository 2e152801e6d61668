#include "firmware/l2tp/authentication.hpp"

#include "tests/unit/l2tp/pair.hpp"

using namespace kyoten;
using namespace kyoten::test;
using crypto::HashAlgorithm;
using wire::l2tp::AvpType;
using wire::l2tp::MessageType;

namespace {

l2tp::TunnelSettings with_password(char end, const std::string& password) {
  auto settings = a_tunnel(end);
  settings.authentication = password;
  return settings;
}

wire::l2tp::Control parsed(const Bytes& bytes) {
  auto message = wire::l2tp::parse_control(bytes);
  REQUIRE(message.has_value());
  return *message;
}

/// An SCCRQ that this test speaks itself.
wire::l2tp::Message an_sccrq(std::uint32_t id = 77) {
  Bytes ethernet{0, 5};
  wire::l2tp::Message message(MessageType::sccrq);
  message.bytes(AvpType::host_name, as_bytes("peer"))
      .u32(AvpType::router_id, Ipv4Address::of(10, 0, 0, 1).value)
      .u32(AvpType::assigned_connection, id)
      .bytes(AvpType::pseudowire_capabilities, ethernet);
  return message;
}

}  // namespace

TEST_CASE("the digest is the HMAC over nonces and message under a key made from the password") {
  // Written out by hand from RFC 3931 sections 4.3 and 5.4.1.
  const auto key = crypto::hmac(HashAlgorithm::md5, as_bytes("secret"), {Bytes{2}});
  const Bytes own{1, 2, 3};
  const Bytes peer{4, 5};
  const Bytes zeroed = *from_hex(
      "c803"      // T L S, version 3
      "002b"      // length 43
      "00000007"  // control connection id
      "0001"
      "0002"  // Ns, Nr
      "8008"
      "0000"
      "0000"
      "0006"  // Message Type HELLO
      "0017"
      "0000"
      "003b"
      "00"  // Message Digest, HMAC-MD5
      "00000000000000000000000000000000");
  auto bytes = wire::l2tp::write_control(wire::l2tp::Message(MessageType::hello), {7, 1, 2},
                                         std::uint8_t{0}, 16);
  REQUIRE(to_hex(bytes) == to_hex(zeroed));

  l2tp::sign(bytes, HashAlgorithm::md5, l2tp::digest_key("secret"), own, peer);

  const auto expected = crypto::hmac(HashAlgorithm::md5, key, {own, peer, zeroed});
  CHECK(to_hex(ByteView(bytes).subspan(27)) == to_hex(expected));
  CHECK(l2tp::verify(parsed(bytes), l2tp::digest_key("secret"), own, peer) == HashAlgorithm::md5);
}

TEST_CASE("every changed octet, the wrong password and exchanged nonces are noticed") {
  for (auto algorithm : {HashAlgorithm::md5, HashAlgorithm::sha1}) {
    const auto key = l2tp::digest_key("secret");
    const Bytes own{1};
    const Bytes peer{2};
    auto bytes = wire::l2tp::write_control(an_sccrq(), {7, 1, 2}, l2tp::digest_type(algorithm),
                                           crypto::digest_bytes(algorithm));
    l2tp::sign(bytes, algorithm, key, own, peer);
    REQUIRE(l2tp::verify(parsed(bytes), key, own, peer) == algorithm);

    CHECK(!l2tp::verify(parsed(bytes), l2tp::digest_key("Secret"), own, peer));
    CHECK(!l2tp::verify(parsed(bytes), key, peer, own));
    for (std::size_t i = 0; i < bytes.size(); ++i) {
      auto changed = bytes;
      changed[i] ^= 1;
      const auto message = wire::l2tp::parse_control(changed);
      INFO("octet " << i);
      CHECK((!message || !l2tp::verify(*message, key, own, peer)));
    }
  }
}

TEST_CASE("a challenge is answered with MD5 over type, password and challenge") {
  // printf '\x02secret\x01\x02\x03\x04' | md5sum
  CHECK(to_hex(l2tp::challenge_response(MessageType::sccrp, "secret", Bytes{1, 2, 3, 4})) ==
        "c94e899141855245ffc3314c4b258827");
}

TEST_CASE(
    "with the same password the tunnel comes up, and every message behind the first is signed") {
  Pair pair(with_password('a', "secret"), with_password('b', "secret"));

  pair.transport_up();
  pair.run(60s);

  CHECK(pair.both_up());
  for (auto& payload : pair.payloads) CHECK(parsed(payload).has(AvpType::message_digest));
}

TEST_CASE("different passwords: no tunnel, and both ends know why") {
  Pair pair(with_password('a', "secret"), with_password('b', "Secret"));

  pair.transport_up();
  pair.run(20s);

  CHECK(pair.a.count<l2tp::ControlConnectionUp>() == 0);
  CHECK(pair.b.count<l2tp::ControlConnectionUp>() == 0);
  CHECK(pair.status(pair.a).last_failure == l2tp::Reason::authentication_failed);
  CHECK(pair.status(pair.b).last_failure == l2tp::Reason::authentication_failed);
  CHECK(pair.a.count<l2tp::NegotiationFailed>() == 1);
  CHECK(pair.b.engine->status(pair.now).ignored.not_authentic >= 1);
}

TEST_CASE("a password at one end only: no tunnel, and both ends know why") {
  for (bool at_a : {true, false}) {
    INFO((at_a ? "password at the initiator" : "password at the answerer"));
    Pair pair(at_a ? with_password('a', "secret") : a_tunnel('a'),
              at_a ? a_tunnel('b') : with_password('b', "secret"));

    pair.transport_up();
    pair.run(20s);

    CHECK(pair.a.count<l2tp::ControlConnectionUp>() == 0);
    CHECK(pair.b.count<l2tp::ControlConnectionUp>() == 0);
    CHECK(pair.status(pair.a).last_failure == l2tp::Reason::authentication_failed);
    CHECK(pair.status(pair.b).last_failure == l2tp::Reason::authentication_failed);
  }
}

TEST_CASE("without IPsec a wrong password is met with silence") {
  auto for_a = a_raw_tunnel('a');
  auto for_b = a_raw_tunnel('b');
  for_a.authentication = "secret";
  for_b.authentication = "Secret";
  Pair pair(for_a, for_b);

  pair.run(50s);

  CHECK(pair.count_sent("b> StopCCN") == 0);
  CHECK(pair.status(pair.b).last_failure == l2tp::Reason::authentication_failed);
}

TEST_CASE("a peer that knows only the challenge is answered by challenge") {
  Pair pair(a_tunnel('a'), with_password('b', "secret"));
  const Bytes challenge(16, 0x55);
  auto sccrq = an_sccrq();
  sccrq.bytes(AvpType::challenge, challenge);

  pair.inject(pair.b, wire::l2tp::write_control(sccrq, {0, 0, 0}));
  const auto reply = pair.last("b> SCCRP");
  const auto sccrp = parsed(reply);
  CHECK(to_hex(sccrp.value(AvpType::challenge_response)) ==
        to_hex(l2tp::challenge_response(MessageType::sccrp, "secret", challenge)));
  CHECK(!sccrp.has(AvpType::message_digest));
  wire::l2tp::Message scccn(MessageType::scccn);
  scccn.bytes(
      AvpType::challenge_response,
      l2tp::challenge_response(MessageType::scccn, "secret", sccrp.value(AvpType::challenge)));
  pair.inject(pair.b,
              wire::l2tp::write_control(scccn, {*sccrp.u32(AvpType::assigned_connection), 1, 1}));

  CHECK(pair.status(pair.b).state == l2tp::ControlState::established);
}

TEST_CASE("a wrong response to our challenge ends the attempt") {
  Pair pair(a_tunnel('a'), with_password('b', "secret"));
  auto sccrq = an_sccrq();
  sccrq.bytes(AvpType::challenge, Bytes(16, 0x55));
  pair.inject(pair.b, wire::l2tp::write_control(sccrq, {0, 0, 0}));
  const auto reply = pair.last("b> SCCRP");
  const auto id = *parsed(reply).u32(AvpType::assigned_connection);
  wire::l2tp::Message scccn(MessageType::scccn);
  scccn.bytes(AvpType::challenge_response, Bytes(16, 0));

  pair.inject(pair.b, wire::l2tp::write_control(scccn, {id, 1, 1}));

  CHECK(pair.b.count<l2tp::ControlConnectionUp>() == 0);
  CHECK(pair.status(pair.b).last_failure == l2tp::Reason::authentication_failed);
  CHECK(pair.count_sent("b> StopCCN") == 1);
}

TEST_CASE("as initiator the challenge of such a peer is answered too") {
  Pair pair(with_password('a', "secret"));
  pair.fault = [](int, char, ByteView) { return Fate{Fate::Kind::lose}; };
  pair.transport_up();
  pair.run(100ms);
  const auto first = pair.last("a> SCCRQ");
  const auto sccrq = parsed(first);
  wire::l2tp::Message sccrp(MessageType::sccrp);
  const Bytes challenge(16, 0x66);
  sccrp.bytes(AvpType::host_name, as_bytes("peer"))
      .u32(AvpType::router_id, Ipv4Address::of(10, 0, 0, 2).value)
      .u32(AvpType::assigned_connection, 99)
      .bytes(AvpType::pseudowire_capabilities, Bytes{0, 4, 0, 5})
      .bytes(AvpType::challenge_response, l2tp::challenge_response(MessageType::sccrp, "secret",
                                                                   sccrq.value(AvpType::challenge)))
      .bytes(AvpType::challenge, challenge);

  pair.inject(pair.a,
              wire::l2tp::write_control(sccrp, {*sccrq.u32(AvpType::assigned_connection), 0, 1}));

  CHECK(pair.status(pair.a).state == l2tp::ControlState::established);
  const auto answer = pair.last("a> SCCCN");
  CHECK(to_hex(parsed(answer).value(AvpType::challenge_response)) ==
        to_hex(l2tp::challenge_response(MessageType::scccn, "secret", challenge)));
}

TEST_CASE("after the digest was agreed on, nothing without it counts") {
  Pair pair(with_password('a', "secret"), with_password('b', "secret"));
  pair.transport_up();
  pair.run(1s);
  const auto status = pair.status(pair.b);
  const auto before = pair.sent.size();

  wire::l2tp::Message stop(MessageType::stop_ccn);
  stop.result(1, 0, {}).u32(AvpType::assigned_connection, number(status.remote));
  const wire::l2tp::Numbers numbers{number(status.local), status.next_receive, status.next_send};
  pair.inject(pair.b, wire::l2tp::write_control(stop, numbers));
  pair.inject(pair.b, wire::l2tp::write_control(wire::l2tp::Message(MessageType::zlb), numbers));

  CHECK(pair.session_up(pair.b));
  CHECK(pair.sent.size() == before);
  CHECK(pair.b.engine->status(pair.now).ignored.not_authentic == 2);
}

TEST_CASE("a second digest of a kind we do not know does not disturb the first") {
  const auto key = l2tp::digest_key("secret");
  auto bytes = wire::l2tp::write_control(an_sccrq(), {7, 1, 2}, std::uint8_t{1}, 20);
  // A digest of type 9 directly behind the first: M 0, length 6 + 1 + 4.
  const auto other = *from_hex(
      "000b"
      "0000"
      "003b"
      "09"
      "00000000");
  bytes.insert(bytes.begin() + 12 + 8 + 6 + 21, other.begin(), other.end());
  ByteWriter(bytes).patch_u16(2, static_cast<std::uint16_t>(bytes.size()));
  l2tp::sign(bytes, HashAlgorithm::sha1, key, {}, {});

  CHECK(l2tp::verify(parsed(bytes), key, {}, {}) == HashAlgorithm::sha1);
}
