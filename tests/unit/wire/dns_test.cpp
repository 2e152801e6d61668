// DNS messages: taken apart, put together, and what is refused (RFC 1035 section 4, RFC 9267).
#include <catch2/catch.hpp>

#include "firmware/wire/dns.hpp"

using namespace kyoten;
using namespace kyoten::wire::dns;

namespace {

Name name(std::string_view text) { return *Name::parse(text); }
Bytes hex(std::string text) {
  std::erase_if(text, [](char c) { return c == ' ' || c == '\n'; });
  return *from_hex(text);
}

/// A response as servers write it: the answer's name is a pointer to the question's.
const char* const kResponse =
    "1234 8180 0001 0002 0000 0000"
    "03777777 076578616d706c65 03636f6d 00 0001 0001"  // www.example.com A IN
    "c00c 0005 0001 0000012c 0007 04686f6d65 c010"     // CNAME home.example.com
    "c02d 0001 0001 0000003c 0004 cb007101";           // A 203.0.113.1

}  // namespace

TEST_CASE("a response with an alias and a compressed name is read") {
  const auto message = parse(hex(kResponse));
  REQUIRE(message.has_value());
  CHECK((*message).id == 0x1234);
  CHECK((*message).is_response);
  CHECK((*message).recursion_available);
  CHECK_FALSE((*message).truncated);
  CHECK((*message).question == Question{name("www.example.com"), Type::a});
  REQUIRE((*message).answers.size() == 2);
  CHECK(std::get<Name>((*message).answers[0].data) == name("home.example.com"));
  CHECK((*message).answers[0].ttl == 300);
  CHECK((*message).answers[1].name == name("home.example.com"));
  CHECK(std::get<IpAddress>((*message).answers[1].data) == Ipv4Address::of(203, 0, 113, 1));
}

TEST_CASE("a response that is cut anywhere is refused, unless it says so") {
  const auto whole = hex(kResponse);
  for (std::size_t length = 0; length < whole.size(); ++length) {
    INFO(length);
    CHECK_FALSE(parse(ByteView(whole).first(length)).has_value());
  }
  auto truncated = hex(kResponse);
  truncated[2] |= 0x02;
  const auto message = parse(ByteView(truncated).first(truncated.size() - 1));
  REQUIRE(message.has_value());
  CHECK((*message).truncated);
  CHECK((*message).answers.size() == 1);
}

TEST_CASE("a query is written as RFC 1035 has it, and read again") {
  Message query;
  query.id = 0xabcd;
  query.question = {name("Home.Example.COM."), Type::aaaa};
  const auto bytes = write(query);
  CHECK(to_hex(bytes) == "abcd01000001000000000000" "04686f6d65076578616d706c6503636f6d00" "001c0001");
  const auto again = parse(bytes);
  REQUIRE(again.has_value());
  CHECK((*again).question == query.question);
  CHECK_FALSE((*again).is_response);
}

TEST_CASE("answers of both versions are written and read again") {
  Message response;
  response.is_response = true;
  response.question = {name("a.example"), Type::any};
  response.answers = {{name("a.example"), Type::a, 5, IpAddress(Ipv4Address::of(192, 0, 2, 1))},
                      {name("a.example"), Type::aaaa, 6, IpAddress(*Ipv6Address::parse("2001:db8::1"))},
                      {name("a.example"), Type::cname, 7, name("b.example")}};
  const auto again = parse(write(response));
  REQUIRE(again.has_value());
  REQUIRE((*again).answers.size() == 3);
  for (std::size_t i = 0; i < 3; ++i) {
    CHECK((*again).answers[i].data == response.answers[i].data);
    CHECK((*again).answers[i].ttl == response.answers[i].ttl);
  }
}

TEST_CASE("more answers than fit are left out, and the message says so") {
  Message response;
  response.is_response = true;
  response.question = {name("many.example"), Type::a};
  for (std::uint8_t i = 0; i < 40; ++i)
    response.answers.push_back({name("many.example"), Type::a, 1, IpAddress(Ipv4Address::of(192, 0, 2, i))});
  const auto bytes = write(response);
  CHECK(bytes.size() <= kLongestMessage);
  const auto again = parse(bytes);
  REQUIRE(again.has_value());
  CHECK((*again).truncated);
  CHECK((*again).answers.size() > 10);
  CHECK((*again).answers.size() < 40);
}

TEST_CASE("a name's pointers lead backwards, or nowhere") {
  struct Row {
    const char* what;
    const char* name_at_12;  ///< the question's, behind the header
    bool good;
  };
  const Row rows[] = {
      {"the root", "00", true},
      {"a pointer to itself", "c00c", false},
      {"a pointer forward", "c00e 0161 00", false},
      {"a pointer behind the end", "c0ff", false},
      {"two that point at each other", "0161 c010 0161 c00c", false},
      {"half a pointer", "c0", false},
      {"a label of a reserved kind", "41 61 00", false},
      {"a label beyond the end", "0a 61", false},
  };
  for (auto& row : rows) {
    INFO(row.what);
    const auto message = parse(hex(std::string("0000 0100 0001 0000 0000 0000") + row.name_at_12 + "00010001"));
    CHECK(message.has_value() == row.good);
  }
}

TEST_CASE("a name is at most 255 octets, also through pointers") {
  const std::string label(63, 'a');
  const auto text = label + "." + label + "." + label + ".";
  CHECK(Name::parse(text + std::string(61, 'b')));
  CHECK_FALSE(Name::parse(text + std::string(62, 'b')));
  CHECK_FALSE(Name::parse(std::string(64, 'a')));
  CHECK_FALSE(Name::parse("a..b"));
  CHECK_FALSE(Name::parse(""));
  CHECK_FALSE(Name::parse(".a"));
  CHECK(Name::parse("."));

  // The question is as long as can be; the answer's name is one label more.
  Message response;
  response.is_response = true;
  response.question = {name(text + std::string(61, 'b')), Type::a};
  auto bytes = write(response);
  bytes[7] = 1;
  ByteWriter(bytes).bytes(hex("0161 c00c 0001 0001 00000001 0004 cb007101"));
  CHECK_FALSE(parse(bytes).has_value());
}

TEST_CASE("names are compared without regard to case, and odd octets are shown as numbers") {
  CHECK(name("WWW.Example.com") == name("www.example.com."));
  CHECK(name("a b.example").text() == "a\\032b.example");
  Bytes bytes;
  ByteWriter out(bytes);
  name("a b\x01.example").write(out);
  CHECK(to_hex(bytes) == "0461206201" "076578616d706c65" "00");
}

TEST_CASE("what is below a name") {
  CHECK(name("www.example.com").is_within(name("example.com")));
  CHECK(name("example.com").is_within(name("example.com")));
  CHECK(name("example.com").is_within(name(".")));
  CHECK_FALSE(name("badexample.com").is_within(name("example.com")));
  CHECK_FALSE(name("com").is_within(name("example.com")));
}

TEST_CASE("what is no message with one question of the Internet is refused") {
  struct Row {
    const char* what;
    const char* bytes;
    Error error;
  };
  const Row rows[] = {
      {"nothing", "", Error::too_short},
      {"half a header", "1234 8180 0001", Error::too_short},
      {"no question", "1234 8180 0000 0000 0000 0000", Error::bad_question},
      {"two questions", "1234 8180 0002 0000 0000 0000 00 0001 0001 00 0001 0001", Error::bad_question},
      {"another opcode", "1234 a180 0001 0000 0000 0000 00 0001 0001", Error::bad_question},
      {"another class", "1234 8180 0001 0000 0000 0000 00 0001 0003", Error::bad_question},
      {"more answers than can be", "1234 8180 0001 ffff 0000 0000 00 0001 0001", Error::too_long},
      {"an A of 5 octets", "1234 8180 0001 0001 0000 0000 00 0001 0001 00 0001 0001 00000000 0005 0102030405", Error::bad_record},
      {"an AAAA of 4 octets", "1234 8180 0001 0001 0000 0000 00 001c 0001 00 001c 0001 00000000 0004 01020304", Error::bad_record},
      {"an alias with something behind it", "1234 8180 0001 0001 0000 0000 00 0001 0001 00 0005 0001 00000000 0002 0000", Error::bad_record},
      {"data beyond the end", "1234 8180 0001 0001 0000 0000 00 0001 0001 00 0001 0001 00000000 ffff 01020304", Error::bad_record},
  };
  for (auto& row : rows) {
    INFO(row.what);
    const auto message = parse(hex(row.bytes));
    REQUIRE_FALSE(message.has_value());
    CHECK(message.error() == row.error);
  }
  CHECK(parse(Bytes(kLongestMessage + 1)).error() == Error::too_long);
}

TEST_CASE("every datagram of up to 64 octets of one value is read or refused") {
  for (std::size_t length = 0; length <= 64; ++length) {
    for (int value : {0x00, 0x01, 0x3f, 0x80, 0xc0, 0xff}) (void)parse(Bytes(length, static_cast<std::uint8_t>(value)));
  }
}

TEST_CASE("a TTL with its top bit set is none (RFC 2181)") {
  const auto message = parse(hex("1234 8180 0001 0001 0000 0000 00 0001 0001 00 0001 0001 80000001 0004 01020304"));
  REQUIRE(message.has_value());
  CHECK((*message).answers.at(0).ttl == 0);
}
