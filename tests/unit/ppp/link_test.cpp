// PPP between two ends: what they agree on, whom they let in, and how a link ends.
#include "tests/unit/ppp/ends.hpp"

using namespace kyoten;
using namespace kyoten::test;
using ppp::Authentication;
using ppp::Reason;
namespace protocol = wire::ppp_protocol;

TEST_CASE("a subscriber gets the address of its account, by CHAP") {
  Ends ends(subscriber(), server());
  ends.lower_up();

  REQUIRE(ends.both_up());
  const auto status = ends.link(0).status();
  CHECK(status.local_address == kGiven);
  CHECK(status.remote_address == kServer);
  CHECK(status.authenticates_by == Authentication::chap_md5);
  CHECK(status.name_servers.empty());  // the other end has none to tell
  CHECK(ends.link(1).status().send_mru == 1454);
  CHECK(ends.link(1).status().peer_name == "user1@example.local");
  CHECK(ends.ups(0) == 1);
}

TEST_CASE("CHAP's answer is MD5 of identifier, secret and challenge") {
  // Computed with another implementation: identifier 7, "secret@pass", challenge 00 01 ... 0f.
  auto settings = subscriber();
  ppp::Claimant claimant(settings);
  ppp::AuthenticationOutbox out;
  claimant.start(Authentication::chap_md5, Instant{}, out);
  const auto challenge = *from_hex("10000102030405060708090a0b0c0d0e0f424153");
  claimant.receive(protocol::chap, {wire::chap_code::challenge, 7, challenge}, Instant{}, out);

  REQUIRE(out.size() == 1);
  const auto response = wire::parse_ppp_control(out[0].packet);
  REQUIRE(response);
  CHECK(response->code == wire::chap_code::response);
  CHECK(response->identifier == 7);
  CHECK(to_hex(response->data.first(17)) == "1021d149a23ca8c66c54e20eb071cac505");
  CHECK(to_bytes(response->data.subspan(17)) == to_bytes("user1@example.local"));
}

TEST_CASE("who accepts only PAP is asked for PAP, and who wants only PAP gets it") {
  auto one = subscriber();
  one.accepts = {Authentication::pap};
  Ends ends(one, server());
  ends.lower_up();
  REQUIRE(ends.both_up());
  CHECK(ends.link(0).status().authenticates_by == Authentication::pap);

  auto other = server();
  other.requests = {Authentication::pap};
  Ends second(subscriber(), other);
  second.lower_up();
  REQUIRE(second.both_up());
  CHECK(second.link(0).status().authenticates_by == Authentication::pap);
}

TEST_CASE("a wrong password, an unknown name and who refuses to say his name are told from each other ends' faults") {
  const bool pap = GENERATE(false, true);
  auto mistaken = subscriber();
  SECTION("wrong password") { mistaken.password = "wrong"; }
  SECTION("unknown name") { mistaken.name = "nobody"; }
  SECTION("refuses") { mistaken.accepts.clear(); }
  auto other = server();
  if (pap) other.requests = {Authentication::pap};
  Ends ends(mistaken, other);
  ends.lower_up();
  ends.run_for(60s);

  CHECK(ends.down(0) == Reason::authentication_failed);
  CHECK(ends.down(1) == Reason::authentication_failed);
  CHECK(ends.ups(0) == 0);
  CHECK(ends.ups(1) == 0);
}

TEST_CASE("without a name nothing of the network is spoken of") {
  Ends ends(subscriber(), server());
  // LCP stands; the subscriber speaks IPCP before it has said who it is.
  ends.loses = [&](std::size_t i) { return ends.sent[i].protocol == protocol::chap; };
  ends.lower_up();
  CHECK(ends.link(1).phase() == ppp::Phase::authenticate);
  const auto before = ends.sent.size();
  ends.give(1, protocol::ipcp, *from_hex("0101000a0306c6336401"));
  CHECK(ends.sent.size() == before);
  CHECK(ends.ups(1) == 0);
}

TEST_CASE("CHAP's success counts only as an answer to a response") {
  Ends ends(subscriber(), server());
  ends.loses = [&](std::size_t i) { return ends.sent[i].protocol == protocol::chap; };
  ends.lower_up();
  REQUIRE(ends.link(0).phase() == ppp::Phase::authenticate);

  for (int identifier = 0; identifier < 256; ++identifier)
    ends.give(0, protocol::chap, wire::ppp_control(wire::chap_code::success, static_cast<std::uint8_t>(identifier), {}));
  CHECK(ends.link(0).phase() == ppp::Phase::authenticate);
}

TEST_CASE("each single frame may be lost: the link comes up all the same") {
  std::size_t frames = 0;
  {
    Ends ends(subscriber(), server());
    ends.lower_up();
    frames = ends.sent.size();
  }
  REQUIRE(frames > 8);
  for (std::size_t lost = 0; lost < frames; ++lost) {
    INFO("frame " << lost);
    Ends ends(subscriber(), server());
    ends.loses = [&](std::size_t i) { return i == lost; };
    ends.lower_up();
    ends.run_for(40s);
    CHECK(ends.both_up());
    CHECK(ends.link(0).status().local_address == kGiven);
  }
}

TEST_CASE("a third of all frames may be lost") {
  for (std::uint64_t seed = 1; seed <= 40; ++seed) {
    INFO("seed " << seed);
    TestEntropy dice(seed);
    Ends ends(subscriber(), server());
    ends.loses = [&](std::size_t) { return dice.u32() % 3 == 0; };
    ends.lower_up();
    ends.run_for(60s);
    ends.loses = [](std::size_t) { return false; };
    ends.run_for(60s);
    // Up, or at an end that both know of: attempts are counted.
    const bool ended = ends.down(0) && ends.down(1);
    CHECK((ends.both_up() || ended));
  }
}

TEST_CASE("nobody answers: after ten requests the link gives up") {
  Ends ends(subscriber(), server());
  ends.loses = [](std::size_t) { return true; };
  ends.act(0, [&](auto& link, auto& out) { link.lower_up(ends.now, out); });
  ends.run_for(29s);
  CHECK(ends.sent.size() == 10);
  CHECK_FALSE(ends.down(0));
  ends.run_for(2s);
  CHECK(ends.down(0) == Reason::no_answer);
  CHECK_FALSE(ends.link(0).deadline());
}

TEST_CASE("a line that is looped back never comes up") {
  auto settings = subscriber();
  TestEntropy entropy(1);
  ppp::Link link(settings, entropy);
  Instant now{};
  ppp::LinkOutbox out;
  link.lower_up(now, out);
  std::size_t frames = 0;
  while (link.phase() != ppp::Phase::dead) {
    REQUIRE(frames < 500);
    const auto sent = std::exchange(out.frames, {});
    for (auto& frame : sent) {
      ++frames;
      link.receive({frame.protocol, frame.packet}, now, out);
    }
    if (!out.frames.empty()) continue;
    const auto due = link.deadline();
    if (!due) break;
    now = *due;
    link.expire(now, out);
  }
  CHECK_FALSE(link.is_up());
  for (auto& event : out.events) CHECK(std::holds_alternative<ppp::LinkDown>(event));
}

TEST_CASE("what the peer wants is bounded: an address that no host can have is no offer") {
  for (auto offer : {"00000000", "7f000001", "e0000001", "ffffffff"}) {
    INFO(offer);
    ppp::LinkSettings settings = subscriber();
    ppp::IpcpOptions options(settings);
    const auto value = *from_hex(offer);
    const wire::PppOption row{wire::ipcp_option::address, value};
    CHECK_FALSE(options.take_nak({&row, 1}));
    CHECK(options.local_address().is_unspecified());
  }
}

TEST_CASE("options of other worlds are rejected: ACCM, PFC, ACFC, multilink, compression") {
  Ends ends(subscriber(), server());
  ends.loses = [](std::size_t) { return true; };
  ends.act(0, [&](auto& link, auto& out) { link.lower_up(ends.now, out); });
  const auto before = ends.sent.size();
  // ACCM, PFC, ACFC and MRRU beside an MRU that would do.
  ends.give(0, protocol::lcp, *from_hex("01090016" "010405d4" "020600000000" "0702" "0802" "110405dc"));
  REQUIRE(ends.sent.size() == before + 1);
  const auto answer = *wire::parse_ppp_control(ends.sent.back().packet);
  CHECK(answer.code == wire::ppp_code::configure_reject);
  CHECK(to_hex(answer.data) == "02060000000007020802110405dc");

  // An unknown protocol before LCP stands is dropped, afterwards rejected.
  ends.give(0, protocol::ccp, *from_hex("01010004"));
  CHECK(ends.sent.size() == before + 1);
}

TEST_CASE("an unknown protocol is rejected once LCP stands") {
  Ends ends(subscriber(), server());
  ends.lower_up();
  REQUIRE(ends.both_up());
  ends.give(0, protocol::ipv6cp, *from_hex("0101000e010a0011223344556677"));
  const auto answer = *wire::parse_ppp_control(ends.sent.back().packet);
  CHECK(ends.sent.back().protocol == protocol::lcp);
  CHECK(answer.code == wire::ppp_code::protocol_reject);
  CHECK(to_hex(answer.data.first(2)) == "8057");
}

TEST_CASE("LCP's echo is answered with our magic number, and six unanswered ones end the link") {
  auto watched = subscriber();
  watched.echo = ppp::EchoRules{};
  Ends ends(watched, server());
  ends.lower_up();
  REQUIRE(ends.both_up());

  ends.run_for(120s);
  CHECK(ends.both_up());

  ends.loses = [](std::size_t) { return true; };
  ends.run_for(30s + 6s + 6s);  // the interval, six echoes, and two Terminate-Requests
  CHECK(ends.down(0) == Reason::silent_peer);
}

TEST_CASE("whoever closes, both ends hear of it") {
  const int side = GENERATE(0, 1);
  Ends ends(subscriber(), server());
  ends.lower_up();
  ends.act(side, [&](auto& link, auto& out) { link.close(Reason::requested, ends.now, out); });
  ends.run_for(10s);
  CHECK(ends.down(side) == Reason::requested);
  CHECK(ends.down(1 - side) == Reason::peer_ended);
}

TEST_CASE("a peer that negotiates anew is followed, and IP passes again") {
  Ends ends(subscriber(), server());
  ends.lower_up();
  REQUIRE(ends.both_up());
  // As after a power cut of the server that the layer below did not notice.
  ends.give(0, protocol::lcp, *from_hex("010100" "0a" "0506" "0badcafe"));
  ends.run_for(30s);
  CHECK(ends.both_up());
  CHECK(ends.ups(0) >= 2);
}

TEST_CASE("a peer that rejects IPCP as a protocol leaves no link that is of no use") {
  Ends ends(subscriber(), server());
  ends.loses = [&](std::size_t i) { return ends.sent[i].protocol == protocol::ipcp; };
  ends.lower_up();
  REQUIRE(ends.link(0).phase() == ppp::Phase::network);
  ends.give(0, protocol::lcp, *from_hex("080100" "06" "8021"));
  ends.run_for(10s);
  CHECK(ends.down(0) == Reason::no_network);
}

TEST_CASE("whatever code comes, cut at whatever length, the answer is short, and no address is taken that is none") {
  for (std::uint16_t of : {protocol::lcp, protocol::ipcp, protocol::pap, protocol::chap}) {
    Ends ends(subscriber(), server());
    ends.lower_up();
    const Bytes body = *from_hex("0304c633640181068efefefe8306ffffffff0506000000000305c223050104000000000000");
    for (int code = 0; code < 256; ++code) {
      for (std::size_t length = 0; length <= body.size(); ++length) {
        const auto data = ByteView(body).first(length);
        ends.sent.clear();
        ends.give(0, of, wire::ppp_control(static_cast<std::uint8_t>(code), 1, data));
        REQUIRE(ends.sent.size() <= 3);  // an answer, a request of ours, and of the end of the link
        const auto first = ends.link(0).status().local_address.octets()[0];
        REQUIRE((first != 127 && first < 224));
      }
    }
  }
}
