#include "firmware/wire/l2tp_control.hpp"

#include "firmware/base/bytes.hpp"

using namespace kyoten;
using namespace kyoten::wire::l2tp;

namespace {

/// An ICRQ, field by field.
Bytes an_icrq() {
  return *from_hex(
      "c803"      // T, L, S; version 3
      "0036"      // length 54
      "01020304"  // control connection id
      "0002"      // Ns
      "0001"      // Nr
      "8008"
      "0000"
      "0000"
      "000a"  // M, 8 bytes: Message Type ICRQ
      "800a"
      "0000"
      "003f"
      "000000c8"  // M: Local Session ID 200
      "800a"
      "0000"
      "0042"
      "686f6d65"  // M: Remote End ID "home"
      "000e"
      "0000"
      "0005"
      "0102030405060708"  // Session Tie Breaker
  );
}

std::optional<ControlError> error_of(ByteView bytes) {
  auto message = parse_control(bytes);
  if (message) return std::nullopt;
  return message.error();
}

}  // namespace

TEST_CASE("a control message taken apart") {
  const auto bytes = an_icrq();

  const auto message = parse_control(bytes);

  REQUIRE(message.has_value());
  CHECK(message->connection == 0x01020304);
  CHECK(message->ns == 2);
  CHECK(message->nr == 1);
  CHECK(message->type == MessageType::icrq);
  CHECK(message->type_mandatory);
  CHECK(message->avps.size() == 4);
  CHECK(message->u32(AvpType::local_session) == 200u);
  CHECK(to_hex(message->value(AvpType::remote_end_id)) == "686f6d65");
  CHECK(message->u64(AvpType::tie_breaker) == 0x0102030405060708u);
  CHECK(!message->find(AvpType::tie_breaker)->mandatory);
  CHECK(!message->u16(AvpType::local_session));  // of another length
  CHECK(!message->u32(AvpType::remote_session));
  CHECK(message->value(AvpType::nonce).empty());
}

TEST_CASE("the same control message put together") {
  Message message(MessageType::icrq);
  message.u32(AvpType::local_session, 200)
      .bytes(AvpType::remote_end_id, as_bytes("home"))
      .u64(AvpType::tie_breaker, 0x0102030405060708u, Message::Need::optional);

  CHECK(to_hex(write_control(message, {0x01020304, 2, 1})) == to_hex(an_icrq()));
}

TEST_CASE("a ZLB is a header alone") {
  const auto bytes = write_control(Message(MessageType::zlb), {7, 3, 4});

  CHECK(to_hex(bytes) == "c803000c0000000700030004");
  CHECK(parse_control(bytes)->type == MessageType::zlb);
}

TEST_CASE("a message cut anywhere is an error, never a shorter message") {
  const auto bytes = an_icrq();
  for (std::size_t length = 0; length < bytes.size(); ++length) {
    INFO("cut at " << length);
    CHECK(error_of(ByteView(bytes).first(length)));
  }
}

TEST_CASE("what follows the length is not part of the message") {
  auto bytes = an_icrq();
  bytes.resize(bytes.size() + 10, 0xee);

  const auto message = parse_control(bytes);

  REQUIRE(message.has_value());
  CHECK(message->avps.size() == 4);
  CHECK(message->bytes.size() == an_icrq().size());
}

TEST_CASE("each wrong length of the header is refused") {
  for (auto length : std::initializer_list<std::uint16_t>{0, 1, 11, 55, 56, 0xffff}) {
    auto bytes = an_icrq();
    ByteWriter(bytes).patch_u16(2, length);
    INFO("length " << length);
    CHECK(error_of(bytes) == ControlError::bad_length);
  }
}

TEST_CASE("an AVP length below its header or beyond the message is refused") {
  for (auto length : std::initializer_list<std::uint16_t>{0, 1, 5, 25, 26, 1023}) {
    auto bytes = an_icrq();
    ByteWriter(bytes).patch_u16(40, length);  // of the last AVP, 14 bytes
    INFO("length " << length);
    CHECK(error_of(bytes) == ControlError::bad_avp_length);
  }
}

TEST_CASE("data messages, other versions and messages without L or S are told apart") {
  struct Row {
    std::uint16_t flags;
    std::optional<ControlError> error;
  };
  const Row rows[] = {
      {0xc803, std::nullopt},
      {0xfff3, std::nullopt},               // reserved bits are ignored on receipt
      {0x4803, ControlError::not_control},  // T is 0
      {0x8803, ControlError::not_control},  // L is 0
      {0xc003, ControlError::not_control},  // S is 0
      {0xc802, ControlError::wrong_version},
      {0xc804, ControlError::wrong_version},
  };
  for (auto& row : rows) {
    auto bytes = an_icrq();
    ByteWriter(bytes).patch_u16(0, row.flags);
    INFO("flags " << row.flags);
    CHECK(error_of(bytes) == row.error);
  }
}

TEST_CASE("the first AVP must be a message type other than 0, in two bytes") {
  for (auto* first : {"8008"
                      "0000"
                      "0007"
                      "000a",  // Host Name
                      "8008"
                      "0009"
                      "0000"
                      "000a",  // of another vendor
                      "c008"
                      "0000"
                      "0000"
                      "000a",  // hidden
                      "8008"
                      "0000"
                      "0000"
                      "0000"}) {  // type 0
    auto bytes = *from_hex(std::string("c803"
                                       "0014"
                                       "00000000"
                                       "0000"
                                       "0000") +
                           first);
    CHECK(error_of(bytes) == ControlError::no_message_type);
  }
}

TEST_CASE("64 AVPs are read, 65 are not") {
  for (std::size_t count : {63u, 64u, 65u}) {
    Message message(MessageType::icrq);
    for (std::size_t i = 1; i < count; ++i) message.u16(AvpType::circuit_status, 1);
    const auto error = error_of(write_control(message, {1, 0, 0}));
    CHECK(error == (count > 64 ? std::optional(ControlError::too_many_avps) : std::nullopt));
  }
}

TEST_CASE("of two AVPs of one type the first counts, and hidden ones are not read") {
  Message message(MessageType::icrq);
  message.u16(AvpType::circuit_status, 1).u16(AvpType::circuit_status, 2);
  auto bytes = write_control(message, {1, 0, 0});
  CHECK(parse_control(bytes)->u16(AvpType::circuit_status) == 1);

  bytes[20] |= 0x40;  // H bit of the first
  CHECK(parse_control(bytes)->u16(AvpType::circuit_status) == 2);
  bytes[28] |= 0x04;  // a reserved bit of the second
  CHECK(!parse_control(bytes)->has(AvpType::circuit_status));
}

TEST_CASE("a result code may come without error code and without text") {
  CHECK(!parse_result_code(Bytes{}));
  CHECK(!parse_result_code(Bytes{0}));
  CHECK(parse_result_code(Bytes{0, 1})->result == 1);
  CHECK(parse_result_code(Bytes{0, 2, 0, 8})->error == 8);
  CHECK(to_hex(parse_result_code(Bytes{0, 2, 0, 8, 'x'})->text) == "78");
}

TEST_CASE("a value longer than an AVP can be is cut to what the length field can say") {
  Message message(MessageType::icrq);
  message.bytes(AvpType::remote_end_id, Bytes(5000, 'x'));

  const auto bytes = write_control(message, {1, 0, 0});

  CHECK(parse_control(bytes)->value(AvpType::remote_end_id).size() == 1017);
}

TEST_CASE("any octets of any length up to 64 are survived") {
  for (std::size_t length = 0; length <= 64; ++length) {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
      Bytes bytes(length);
      auto state = seed * 2654435761u + 1;
      for (auto& byte : bytes)
        byte = static_cast<std::uint8_t>((state = state * 1664525u + 1013904223u) >> 24);
      if (length >= 4) {
        ByteWriter(bytes).patch_u16(0, kControlFlags);
        ByteWriter(bytes).patch_u16(2, static_cast<std::uint16_t>(length));
      }
      const auto message = parse_control(bytes);
      if (message) {
        CHECK(message->bytes.size() == length);
      }
    }
  }
}
