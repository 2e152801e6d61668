#include "firmware/console/telnet.hpp"

using namespace kyoten;
using console::TelnetCodec;

namespace {

constexpr std::uint8_t kIac = 255, kDont = 254, kDo = 253, kWont = 252, kWill = 251, kSb = 250,
                       kSe = 240;

struct Connection {
  TelnetCodec codec;
  Bytes typed;
  Bytes replies;
  void receive(const Bytes& bytes) { codec.receive(bytes, typed, replies); }
};

}  // namespace

TEST_CASE("the router offers to echo and to suppress go ahead") {
  Bytes out;
  TelnetCodec().start(out);

  CHECK(out == Bytes{kIac, kWill, 1, kIac, kWill, 3});
}

TEST_CASE("what the router offered is not confirmed again, and unknown options are declined once") {
  Connection c;
  Bytes offered;
  c.codec.start(offered);

  c.receive({kIac, kDo, 1, kIac, kDo, 3});  // both agreed
  CHECK(c.replies.empty());

  c.receive({kIac, kDo, 24, kIac, kWill, 39});  // terminal type, environment
  CHECK(c.replies == Bytes{kIac, kWont, 24, kIac, kDont, 39});

  c.receive({kIac, kDo, 24, kIac, kWill, 39});
  CHECK(c.replies.size() == 6);
}

TEST_CASE("the window size is asked for when offered, and read") {
  Connection c;

  c.receive({kIac, kWill, 31, kIac, kSb, 31, 0, 132, 0, 43, kIac, kSe});

  CHECK(c.replies == Bytes{kIac, kDo, 31});
  CHECK(c.codec.window() == TelnetCodec::WindowSize{132, 43});
}

TEST_CASE("a window of 255 columns comes with its 255 doubled") {
  Connection c;

  c.receive({kIac, kSb, 31, 0, kIac, kIac, 0, 24, kIac, kSe});

  CHECK(c.codec.window() == TelnetCodec::WindowSize{255, 24});
}

TEST_CASE("a window size that is too short or too long changes nothing") {
  Connection c;

  c.receive({kIac, kSb, 31, 0, 132, 0, kIac, kSe});
  c.receive({kIac, kSb, 31, 0, 132, 0, 43, 0, kIac, kSe});

  CHECK_FALSE(c.codec.window());
}

TEST_CASE("a subnegotiation of 64 KiB without an end is swallowed, and the next command ends it") {
  Connection c;
  Bytes flood{kIac, kSb, 39};
  flood.resize(flood.size() + 64 * 1024, 'x');

  c.receive(flood);
  CHECK(c.typed.empty());

  c.receive({kIac, kSe, 'a'});
  CHECK(c.typed == Bytes{'a'});
  CHECK(c.replies.empty());
}

TEST_CASE("a subnegotiation that another command interrupts is forgotten") {
  Connection c;

  c.receive({kIac, kSb, 31, 0, 132, kIac, kDo, 24, 'a'});

  CHECK(c.typed == Bytes{'a'});
  CHECK(c.replies == Bytes{kIac, kWont, 24});
  CHECK_FALSE(c.codec.window());
}

TEST_CASE("a storm of requests for every option is answered once for each") {
  Connection c;

  for (int round = 0; round < 1000; ++round) {
    for (int option = 0; option < 256; ++option) {
      c.receive({kIac, kDo, static_cast<std::uint8_t>(option), kIac, kWill,
                 static_cast<std::uint8_t>(option)});
    }
  }

  CHECK(c.replies.size() == 2 * 256 * 3);
  CHECK(c.typed.empty());
}

TEST_CASE("CR NUL is one Enter, also when a packet border lies between") {
  Connection c;

  c.receive({'a', '\r'});
  c.receive({0, 'b', '\r', 0});

  CHECK(c.typed == Bytes{'a', '\r', 'b', '\r'});
}

TEST_CASE("CR LF stays two characters and a bare LF one") {
  Connection c;

  c.receive({'\r', '\n', '\n'});

  CHECK(c.typed == Bytes{'\r', '\n', '\n'});
}

TEST_CASE("a doubled IAC is the character, and the commands of an NVT keyboard are keys") {
  Connection c;

  c.receive({kIac, kIac, kIac, 244, kIac, 247, kIac, 248, kIac, 241});

  CHECK(c.typed == Bytes{255, 0x03, 0x08, 0x15});
}

TEST_CASE("text to the client has its IAC doubled") {
  Bytes out;

  TelnetCodec::send(Bytes{'a', 255, 'b'}, out);

  CHECK(out == Bytes{'a', 255, 255, 'b'});
}
