// What is refused, what is ignored, and that strangers cannot make the engine grow or talk.
#include "firmware/l2tp/judge.hpp"
#include "tests/unit/l2tp/pair.hpp"

using namespace kyoten;
using namespace kyoten::test;
using wire::l2tp::AvpType;
using wire::l2tp::Message;
using wire::l2tp::MessageType;
using wire::l2tp::write_control;

namespace {

Message an_sccrq(std::uint32_t id = 77) {
  Message message(MessageType::sccrq);
  message.bytes(AvpType::host_name, as_bytes("peer"))
      .u32(AvpType::router_id, Ipv4Address::of(10, 0, 0, 1).value)
      .u32(AvpType::assigned_connection, id)
      .bytes(AvpType::pseudowire_capabilities, Bytes{0, 5});
  return message;
}

Message an_icrq(std::uint32_t id = 5) {
  Message message(MessageType::icrq);
  message.u32(AvpType::local_session, id)
      .u32(AvpType::remote_session, 0)
      .u32(AvpType::serial_number, 1)
      .u16(AvpType::pseudowire_type, 5)
      .bytes(AvpType::remote_end_id, as_bytes("home"))
      .u16(AvpType::circuit_status, 3);
  return message;
}

/// b with a control connection to a peer that this test plays.
struct Played {
  Played() {
    pair.inject(pair.b, write_control(an_sccrq(), {0, 0, 0}));
    id = number(pair.status(pair.b).local);
    say(Message(MessageType::scccn));
  }
  void say(const Message& message) {
    const auto nr = pair.status(pair.b).next_send;
    pair.inject(pair.b, write_control(message, {id, ns++, nr}));
  }
  void say(Bytes payload) {
    ++ns;
    pair.inject(pair.b, std::move(payload));
  }
  wire::l2tp::ResultCode result(std::string_view line) {
    bytes = pair.last(line);
    return *wire::l2tp::parse_result_code(
        wire::l2tp::parse_control(bytes)->value(AvpType::result_code));
  }
  Pair pair;
  std::uint32_t id = 0;
  std::uint16_t ns = 1;
  Bytes bytes;
};

}  // namespace

TEST_CASE("a wrong router id is refused by the answerer, and both ends know why") {
  auto for_a = a_tunnel('a');
  for_a.local_router_id = Ipv4Address::of(10, 0, 0, 9);
  Pair pair(for_a);

  pair.transport_up();
  pair.run(20s);

  CHECK(pair.a.count<l2tp::ControlConnectionUp>() == 0);
  CHECK(pair.b.all<l2tp::NegotiationFailed>().at(0).reason == l2tp::Reason::router_id_mismatch);
  CHECK(pair.a.all<l2tp::NegotiationFailed>().at(0).reason == l2tp::Reason::router_id_mismatch);
  CHECK(pair.status(pair.b).last_failure == l2tp::Reason::router_id_mismatch);
}

TEST_CASE("a wrong router id is refused by the initiator, and both ends know why") {
  auto for_b = a_tunnel('b');
  for_b.local_router_id = Ipv4Address::of(10, 0, 0, 9);
  Pair pair(a_tunnel('a'), for_b);

  pair.transport_up();
  pair.run(20s);

  CHECK(pair.a.count<l2tp::ControlConnectionUp>() == 0);
  CHECK(pair.status(pair.a).last_failure == l2tp::Reason::router_id_mismatch);
  CHECK(pair.status(pair.b).last_failure == l2tp::Reason::router_id_mismatch);
}

TEST_CASE("an end that expects no router id takes any") {
  auto for_b = a_tunnel('b');
  for_b.remote_router_id = {};
  Pair pair(a_tunnel('a'), for_b);

  pair.transport_up();
  pair.run(1s);

  CHECK(pair.both_up());
}

TEST_CASE("different end ids: no session, both ends know why, and it is tried again later") {
  auto for_b = a_tunnel('b');
  for_b.remote_end_id = "office";
  Pair pair(a_tunnel('a'), for_b);

  pair.transport_up();
  pair.run(4s);

  CHECK(pair.a.count<l2tp::SessionUp>() == 0);
  CHECK(pair.b.count<l2tp::SessionUp>() == 0);
  CHECK(pair.status(pair.a).last_failure == l2tp::Reason::end_id_mismatch);
  CHECK(pair.status(pair.b).last_failure == l2tp::Reason::end_id_mismatch);
  CHECK(pair.count_sent("b> CDN") == 1);
  pair.configure(pair.b, a_tunnel('b'));
  pair.run(30s);
  CHECK(pair.both_up());
}

TEST_CASE("a pseudowire that is not Ethernet is refused") {
  Played played;
  Message icrq(MessageType::icrq);
  icrq.u32(AvpType::local_session, 5)
      .u32(AvpType::remote_session, 0)
      .u16(AvpType::pseudowire_type, 4)
      .bytes(AvpType::remote_end_id, as_bytes("home"));

  played.say(icrq);

  CHECK(played.result("b> CDN").result == l2tp::cdn_result::pseudowire_type);
}

TEST_CASE("sequencing, a sublayer and a cookie of a strange length are refused") {
  Played played;

  played.say(an_icrq().u16(AvpType::data_sequencing, 2));
  CHECK(played.result("b> CDN").result == l2tp::cdn_result::needs_sublayer);
  played.say(an_icrq().u16(AvpType::sublayer, 1));
  CHECK(played.result("b> CDN").result == l2tp::cdn_result::no_facilities);
  played.say(an_icrq().bytes(AvpType::assigned_cookie, Bytes(5)));
  CHECK(played.result("b> CDN").result == l2tp::cdn_result::general_error);
  CHECK(played.pair.status(played.pair.b).session == l2tp::SessionState::idle);
}

TEST_CASE("a peer without Ethernet pseudowires is refused") {
  Pair pair;
  Message sccrq(MessageType::sccrq);
  sccrq.bytes(AvpType::host_name, as_bytes("peer"))
      .u32(AvpType::router_id, Ipv4Address::of(10, 0, 0, 1).value)
      .u32(AvpType::assigned_connection, 77)
      .bytes(AvpType::pseudowire_capabilities, Bytes{0, 7});

  pair.inject(pair.b, write_control(sccrq, {0, 0, 0}));

  CHECK(pair.count_sent("b> StopCCN") == 1);
  CHECK(pair.status(pair.b).state == l2tp::ControlState::idle);
}

TEST_CASE("each required AVP of SCCRQ left out in turn") {
  const AvpType required[] = {AvpType::host_name, AvpType::router_id, AvpType::assigned_connection,
                              AvpType::pseudowire_capabilities};
  for (auto missing : required) {
    Pair pair;
    Message sccrq(MessageType::sccrq);
    if (missing != AvpType::host_name) sccrq.bytes(AvpType::host_name, as_bytes("peer"));
    if (missing != AvpType::router_id)
      sccrq.u32(AvpType::router_id, Ipv4Address::of(10, 0, 0, 1).value);
    if (missing != AvpType::assigned_connection) sccrq.u32(AvpType::assigned_connection, 77);
    if (missing != AvpType::pseudowire_capabilities)
      sccrq.bytes(AvpType::pseudowire_capabilities, Bytes{0, 5});

    pair.inject(pair.b, write_control(sccrq, {0, 0, 0}));

    INFO("without AVP " << static_cast<int>(missing));
    CHECK(pair.status(pair.b).state == l2tp::ControlState::idle);
    CHECK(pair.count_sent("b> SCCRP") == 0);
  }
}

TEST_CASE("an unknown mandatory AVP in SCCRQ: StopCCN 2/8, the same without the M bit: skipped") {
  for (bool mandatory : {true, false}) {
    Pair pair;
    auto sccrq = an_sccrq();
    sccrq.u16(static_cast<AvpType>(999), 1,
              mandatory ? Message::Need::mandatory : Message::Need::optional);

    pair.inject(pair.b, write_control(sccrq, {0, 0, 0}));

    CHECK(pair.count_sent("b> SCCRP") == (mandatory ? 0 : 1));
    REQUIRE(pair.count_sent("b> StopCCN") == (mandatory ? 1 : 0));
    if (!mandatory) continue;
    const auto stop = pair.last("b> StopCCN");
    const auto message = wire::l2tp::parse_control(stop);
    CHECK(message->connection == 77);
    const auto code = wire::l2tp::parse_result_code(message->value(AvpType::result_code));
    CHECK(code->result == 2);
    CHECK(code->error == 8);
  }
}

TEST_CASE("hidden, reserved and foreign mandatory AVPs are unknown ones") {
  const char* flags[] = {"c008", "8408", "8008"};  // hidden; reserved bit; plain but of vendor 9
  for (int i = 0; i < 3; ++i) {
    Pair pair;
    auto bytes = write_control(an_sccrq(), {0, 0, 0});
    const auto avp =
        *from_hex(std::string(flags[i]) + (i == 2 ? "0009" : "0000") + "0007" + "abcd");
    bytes.insert(bytes.end(), avp.begin(), avp.end());
    ByteWriter(bytes).patch_u16(2, static_cast<std::uint16_t>(bytes.size()));

    pair.inject(pair.b, bytes);

    INFO("case " << i);
    CHECK(pair.count_sent("b> SCCRP") == 0);
    CHECK(pair.count_sent("b> StopCCN") == 1);
  }
}

TEST_CASE("an unknown mandatory AVP in a session's message costs only the session") {
  Played played;

  played.say(an_icrq().u16(static_cast<AvpType>(999), 1));

  const auto code = played.result("b> CDN");
  CHECK(code.result == 2);
  CHECK(code.error == 8);
  CHECK(played.pair.status(played.pair.b).state == l2tp::ControlState::established);
}

TEST_CASE("an unknown message ends the connection only if it insists") {
  Played played;
  auto bytes = write_control(Message(static_cast<MessageType>(99)), {played.id, 2, 1});
  bytes[12] = static_cast<std::uint8_t>(bytes[12] & 0x7f);  // M bit of Message Type

  played.say(bytes);
  CHECK(played.pair.status(played.pair.b).state == l2tp::ControlState::established);
  played.say(Message(static_cast<MessageType>(99)));

  CHECK(played.result("b> StopCCN").error == 8);
  CHECK(played.pair.status(played.pair.b).state == l2tp::ControlState::idle);
}

TEST_CASE("a second session is refused, the first one stays") {
  Played played;
  played.say(an_icrq(5));
  const auto ours = number(played.pair.status(played.pair.b).local_session);
  played.say(
      Message(MessageType::iccn).u32(AvpType::local_session, 5).u32(AvpType::remote_session, ours));
  REQUIRE(played.pair.session_up(played.pair.b));

  played.say(an_icrq(6));

  CHECK(played.result("b> CDN").result == l2tp::cdn_result::no_facilities_now);
  CHECK(played.pair.session_up(played.pair.b));
  CHECK(played.pair.status(played.pair.b).remote_session == SessionId{5});
}

TEST_CASE("CDN ends the session, and the peer may ask for another") {
  Played played;
  played.say(an_icrq(5));
  auto ours = number(played.pair.status(played.pair.b).local_session);
  played.say(
      Message(MessageType::iccn).u32(AvpType::local_session, 5).u32(AvpType::remote_session, ours));

  played.say(Message(MessageType::cdn)
                 .result(3, 0, {})
                 .u32(AvpType::local_session, 5)
                 .u32(AvpType::remote_session, ours));
  CHECK(played.pair.b.count<l2tp::SessionDown>() == 1);
  played.say(an_icrq(6));
  ours = number(played.pair.status(played.pair.b).local_session);
  played.say(
      Message(MessageType::iccn).u32(AvpType::local_session, 6).u32(AvpType::remote_session, ours));

  CHECK(played.pair.session_up(played.pair.b));
  CHECK(played.pair.status(played.pair.b).remote_session == SessionId{6});
}

TEST_CASE("CDN for a session that does not exist changes nothing") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  const auto status = pair.status(pair.b);
  Message cdn(MessageType::cdn);
  cdn.result(3, 0, {})
      .u32(AvpType::local_session, 1)
      .u32(AvpType::remote_session, number(status.local_session) + 1);

  pair.inject(pair.b,
              write_control(cdn, {number(status.local), status.next_receive, status.next_send}));

  CHECK(pair.session_up(pair.b));
}

TEST_CASE("link info of the peer shows in the circuit status") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  auto status = pair.status(pair.b);
  Message info(MessageType::set_link_info);
  info.u32(AvpType::local_session, number(status.remote_session))
      .u32(AvpType::remote_session, number(status.local_session))
      .u16(AvpType::circuit_status, 0);

  pair.inject(pair.b,
              write_control(info, {number(status.local), status.next_receive, status.next_send}));

  status = pair.status(pair.b);
  CHECK(status.local_circuit_up);
  CHECK(!status.remote_circuit_up);
  CHECK(pair.session_up(pair.b));
}

TEST_CASE("a peer that acknowledges by ZLB gets ZLBs, others ACK messages") {
  Played played;
  played.say(Message(MessageType::hello));
  CHECK(played.pair.sent.back() == "b> ACK");

  const auto nr = played.pair.status(played.pair.b).next_send;
  played.pair.inject(played.pair.b,
                     write_control(Message(MessageType::zlb), {played.id, played.ns, nr}));
  played.say(Message(MessageType::hello));

  CHECK(played.pair.sent.back() == "b> ZLB");
  CHECK(played.pair.payloads.back().size() == wire::l2tp::kControlHeaderBytes);
}

TEST_CASE("a peer that answers as tersely as SoftEther is enough") {
  auto for_a = a_tunnel('a');
  for_a.remote_router_id = {};
  Pair pair(for_a);
  pair.fault = [](int, char, ByteView) { return Fate{Fate::Kind::lose}; };
  pair.transport_up();
  const auto id = number(pair.status(pair.a).local);
  Message sccrp(MessageType::sccrp);
  sccrp.bytes(AvpType::host_name, as_bytes("softether"))
      .bytes(AvpType::vendor_name, as_bytes("YAMAHA Corporation"), Message::Need::optional)
      .u32(AvpType::router_id, 0)
      .u32(AvpType::assigned_connection, 4242)
      .bytes(AvpType::pseudowire_capabilities, Bytes{0, 5, 0, 4});

  pair.inject(pair.a, write_control(sccrp, {id, 0, 1}));
  pair.inject(pair.a, write_control(Message(MessageType::zlb), {id, 1, 2}));
  Message icrp(MessageType::icrp);
  icrp.u32(AvpType::local_session, 9)
      .u32(AvpType::remote_session, number(pair.status(pair.a).local_session))
      .u16(AvpType::circuit_status, 3);
  pair.inject(pair.a, write_control(icrp, {id, 1, 3}));

  CHECK(pair.session_up(pair.a));
  CHECK(pair.status(pair.a).remote_session == SessionId{9});
  CHECK(pair.sent == std::vector<std::string>{"a> SCCRQ", "a> SCCCN", "a> ICRQ", "a> ICCN"});
  pair.inject(pair.a, write_control(Message(MessageType::hello), {id, 2, 4}));
  CHECK(pair.sent.back() == "a> ZLB");
}

TEST_CASE("a message of each kind in each state is survived and never taken for another") {
  for (std::uint16_t type = 1; type <= 30; ++type) {
    for (int state = 0; state < 4; ++state) {
      INFO("message " << type << " in state " << state);
      Pair pair;
      std::uint32_t id = 0x12345678;
      std::uint16_t ns = 0;
      if (state >= 1) {
        pair.inject(pair.b, write_control(an_sccrq(), {0, 0, 0}));
        id = number(pair.status(pair.b).local);
        ns = 1;
      }
      if (state >= 2)
        pair.inject(pair.b, write_control(Message(MessageType::scccn), {id, ns++, 1}));
      if (state >= 3) pair.inject(pair.b, write_control(an_icrq(), {id, ns++, 1}));
      Message message(static_cast<MessageType>(type));
      message.u32(AvpType::local_session, 5).u32(AvpType::remote_session, 6);

      pair.inject(pair.b, write_control(message, {id, ns, 1}));
      pair.run(120s);

      CHECK(!pair.session_up(pair.b));
      CHECK(pair.b.count<l2tp::SessionUp>() == 0);
    }
  }
}

TEST_CASE("messages for nobody are counted and not answered") {
  Pair pair;
  pair.transport_up();
  pair.run(1s);
  const auto before = pair.sent.size();
  const auto id = number(pair.status(pair.b).local);

  pair.inject(pair.b, {});
  pair.inject(pair.b, *from_hex("c802000c0000000000000000"));  // L2TPv2
  pair.inject(pair.b, *from_hex("c803000cdeadbeef00000000"));  // nobody's id
  pair.inject(pair.b, *from_hex("c803000c0000000000000000"));  // id 0, but no SCCRQ
  pair.inject(pair.b, write_control(Message(MessageType::stop_ccn), {id, 3, 2}), PolicyId{102});
  pair.inject(pair.b, write_control(Message(MessageType::stop_ccn), {id, 3, 2}), std::nullopt);
  pair.inject(pair.b, write_control(an_sccrq(), {0, 0, 0}), std::nullopt);

  const auto ignored = pair.b.engine->status(pair.now).ignored;
  CHECK(ignored.malformed == 1);
  CHECK(ignored.other_version == 1);
  CHECK(ignored.unknown_connection == 4);
  CHECK(ignored.unknown_peer == 1);
  CHECK(pair.sent.size() == before);
  CHECK(pair.both_up());
}

TEST_CASE(
    "ten thousand connections asked for by strangers leave one half-open and none thereafter") {
  auto for_b = a_tunnel('b');
  for_b.policy.reset();
  Pair pair(a_tunnel('a'), for_b);
  std::size_t received = 0;
  for (std::uint32_t i = 1; i <= 10000; ++i) {
    auto sccrq = write_control(an_sccrq(i), {0, 0, 0});
    received += sccrq.size();
    pair.inject(pair.b, std::move(sccrq), std::nullopt, Endpoint{Ipv4Address{0xcb007100 + i % 200}, 1701});
  }
  std::size_t answered = 0;
  for (auto& payload : pair.payloads) answered += payload.size();

  CHECK(answered <= 3 * received);
  CHECK(pair.sent.size() == 1);
  CHECK(pair.b.count<l2tp::PeerConnected>() == 1);
  pair.run(60s);
  CHECK(pair.status(pair.b).state == l2tp::ControlState::idle);
  CHECK(!pair.b.engine->deadline());
}

TEST_CASE("ten thousand refused connections are reported once") {
  Pair pair;
  for (std::uint32_t i = 1; i <= 10000; ++i) {
    pair.inject(pair.b, write_control(an_sccrq(i).u16(static_cast<AvpType>(999), 1), {0, 0, 0}));
  }
  CHECK(pair.b.count<l2tp::NegotiationFailed>() == 1);
  CHECK(pair.b.events.size() == 1);
  CHECK(!pair.b.engine->deadline());
}

TEST_CASE("a peer that asks for sessions and acknowledges nothing is cut off") {
  Played played;
  const auto nr = played.pair.status(played.pair.b).next_send;
  for (int i = 0; i < 200; ++i) {
    auto icrq = an_icrq(static_cast<std::uint32_t>(i + 1));
    icrq.u16(AvpType::sublayer, 1);
    played.pair.inject(played.pair.b, write_control(icrq, {played.id, played.ns++, nr}));
  }
  CHECK(played.pair.status(played.pair.b).state == l2tp::ControlState::idle);
}
