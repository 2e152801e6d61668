#include "firmware/wire/dhcp.hpp"

#include "firmware/base/bytes.hpp"

using namespace kyoten;
using namespace kyoten::wire::dhcp;

namespace {

/// A DHCPREQUEST as a client sends it, field by field.
Bytes a_request() {
  auto bytes = *from_hex(
      "01"
      "01"
      "06"
      "00"                    // BOOTREQUEST, Ethernet, 6 octets, no hop
      "3903f326"              // xid
      "0005"                  // 5 seconds
      "8000"                  // broadcast
      "00000000"              // ciaddr
      "00000000"              // yiaddr
      "00000000"              // siaddr
      "00000000"              // giaddr
      "00a0de112233");        // chaddr
  bytes.resize(kFixedBytes);  // rest of chaddr, sname, file
  const auto options = *from_hex(
      "63825363"      // magic cookie
      "350103"        // DHCPREQUEST
      "3204c0a86402"  // requested address 192.168.100.2
      "3604c0a86401"  // server 192.168.100.1
      "ff");
  bytes.insert(bytes.end(), options.begin(), options.end());
  bytes.resize(kShortestMessage);
  return bytes;
}

Message the_same() {
  Message message;
  message.xid = 0x3903f326;
  message.seconds = 5;
  message.broadcast = true;
  message.hardware = *MacAddress::parse("00:a0:de:11:22:33");
  message.type = MessageType::request;
  message.set(option::requested_address, Ipv4Address::of(192, 168, 100, 2));
  message.set(option::server_id, Ipv4Address::of(192, 168, 100, 1));
  return message;
}

Bytes with_options(std::string_view hex) {
  auto bytes = a_request();
  bytes.resize(kFixedBytes);
  const auto options = *from_hex(std::string("63825363") + std::string(hex));
  bytes.insert(bytes.end(), options.begin(), options.end());
  return bytes;
}

std::optional<Error> error_of(ByteView bytes) {
  auto message = parse(bytes);
  if (message) return std::nullopt;
  return message.error();
}

}  // namespace

TEST_CASE("a DHCPREQUEST taken apart") {
  const auto bytes = a_request();

  const auto message = parse(bytes);

  REQUIRE(message.has_value());
  CHECK(message->from_client);
  CHECK(message->xid == 0x3903f326);
  CHECK(message->seconds == 5);
  CHECK(message->broadcast);
  CHECK(message->hardware.text() == "00:a0:de:11:22:33");
  CHECK(message->type == MessageType::request);
  CHECK(message->address(option::requested_address) == Ipv4Address::of(192, 168, 100, 2));
  CHECK(message->address(option::server_id) == Ipv4Address::of(192, 168, 100, 1));
  CHECK(!message->address(option::router));
  CHECK(message->options.size() == 2);
}

TEST_CASE("the same DHCPREQUEST put together") {
  CHECK(to_hex(write(the_same())) == to_hex(a_request()));
}

TEST_CASE("a message cut before its options end is refused or complete, and never read beyond") {
  const auto bytes = a_request();
  for (std::size_t length = 0; length < kFixedBytes + 4 + 3 + 6 + 6; ++length) {
    INFO("cut at " << length);
    const auto message = parse(ByteView(bytes).first(length));
    // Only between options a cut goes unnoticed: what came before still counts.
    const auto behind = length < kFixedBytes + 4 ? 0 : length - kFixedBytes - 4;
    CHECK(message.has_value() == (behind == 3 || behind == 9));
  }
}

TEST_CASE("what is not Ethernet, not DHCP or has no message type is refused") {
  auto bytes = a_request();
  bytes[1] = 6;
  CHECK(error_of(bytes) == Error::not_ethernet);
  bytes = a_request();
  bytes[2] = 16;
  CHECK(error_of(bytes) == Error::not_ethernet);
  bytes = a_request();
  bytes[kFixedBytes] = 0;
  CHECK(error_of(bytes) == Error::no_cookie);
  CHECK(error_of(with_options("ff")) == Error::no_message_type);
  CHECK(error_of(with_options("350100ff")) == Error::no_message_type);
  CHECK(error_of(with_options("350109ff")) == Error::no_message_type);
  CHECK(error_of(with_options("35020303ff")) == Error::no_message_type);
}

TEST_CASE("an option longer than the rest is refused") {
  CHECK(error_of(with_options("35010332")) == Error::bad_option);
  CHECK(error_of(with_options("3501033204c0a864")) == Error::bad_option);
  CHECK(error_of(with_options("35010332ff")) == Error::bad_option);
}

TEST_CASE("padding is skipped, an end that is missing is forgiven, an empty option is one") {
  const auto message = parse(with_options("0000350103000c00"));

  REQUIRE(message.has_value());
  CHECK(message->options.contains(option::host_name));
  CHECK(message->value(option::host_name).empty());
}

TEST_CASE("an option in parts is joined") {
  const auto message = parse(with_options("3501030c0261620c026364ff"));

  CHECK(to_hex(message->value(option::host_name)) == "61626364");
}

TEST_CASE("an option of more than 255 octets goes into parts and comes back whole") {
  auto message = the_same();
  Bytes list(600);
  for (std::size_t i = 0; i < list.size(); ++i) list[i] = static_cast<std::uint8_t>(i);
  message.set(option::name_servers, list);

  const auto back = parse(write(message));

  REQUIRE(back.has_value());
  CHECK(to_hex(back->value(option::name_servers)) == to_hex(list));
}

TEST_CASE("options in the file and server name fields are read when option 52 says so") {
  auto bytes = with_options("350103340103ff");
  const auto in_file = *from_hex("0c0161ff");
  const auto in_name = *from_hex("0f0162ff");
  std::copy(in_file.begin(), in_file.end(), bytes.begin() + 108);
  std::copy(in_name.begin(), in_name.end(), bytes.begin() + 44);

  CHECK(to_hex(parse(bytes)->value(option::host_name)) == "61");
  CHECK(to_hex(parse(bytes)->value(option::domain_name)) == "62");
  bytes[kFixedBytes + 4 + 5] = 1;
  CHECK(parse(bytes)->value(option::domain_name).empty());
  bytes[44 + 64 + 1] = 0xff;  // an option that runs over the field
  CHECK(error_of(bytes) == Error::bad_option);
}

TEST_CASE("relay agent information is written last") {
  auto message = the_same();
  message.set(option::relay_agent, Bytes{1, 2, 0xab, 0xcd}).set(200, Bytes{9});

  const auto bytes = write(message);

  CHECK(to_hex(ByteView(bytes).subspan(kFixedBytes + 4, 25)) ==
        "350103"
        "3204c0a86402"
        "3604c0a86401"
        "c80109"
        "5204"
        "0102abcd"
        "ff");
}

TEST_CASE("any options of any length up to 64 are survived") {
  for (std::size_t length = 0; length <= 64; ++length) {
    for (std::uint32_t seed = 0; seed < 200; ++seed) {
      auto bytes = with_options("");
      auto state = seed * 2654435761u + 1;
      for (std::size_t i = 0; i < length; ++i) {
        state = state * 1664525u + 1013904223u;
        bytes.push_back(static_cast<std::uint8_t>((state >> 24) % 64));
      }
      if (auto message = parse(bytes)) {
        CHECK(parse(write(*message)).has_value());
      }
    }
  }
}
