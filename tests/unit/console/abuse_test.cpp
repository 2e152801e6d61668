// Bad input at a console: bounded memory, a clear message or silence, and a console that goes on.
#include "firmware/console/telnet.hpp"
#include "tests/unit/console/terminal.hpp"

using namespace kyoten;
using console::ConsoleKind;
using test::FakeBackend;
using test::Terminal;

namespace {

/// Longest line (in bytes) that the console takes.
constexpr std::size_t kLongestLine = 4095;

void check_alive(Terminal& terminal) {
  CHECK(terminal.type("\x03show arp\r").ends_with("> "));
  CHECK(terminal.last.find("Count of Entry") != std::string::npos);
}

}  // namespace

TEST_CASE("a line of 64 KiB is cut at what a line may hold, and answered with one error") {
  FakeBackend router;
  Terminal terminal(router, ConsoleKind::telnet);
  terminal.log_in();

  const auto echoed = terminal.type(std::string(64 * 1024 - 1, 'x'));
  CHECK(echoed.size() == kLongestLine);
  const auto answer = terminal.type("\r");

  CHECK(answer == " \r\nError: Invalid command name\r\n> ");
  check_alive(terminal);
}

TEST_CASE("a word of 64 KiB in a command, quoted or not, is refused or cut, and stored nowhere") {
  for (std::string_view head :
       {"description lan1 ", "console prompt \"", "ip filter 1 pass ", "set x="}) {
    FakeBackend router;
    Terminal terminal(router);
    terminal.log_in();
    terminal.become_administrator();

    terminal.type(std::string(head) + std::string(64 * 1024, 'y') + "\r\r");

    for (auto& line : router.applied) CHECK(line.size() <= kLongestLine);
    CHECK(terminal.type("\x03").ends_with("# "));
  }
}

TEST_CASE("whatever is pasted, one call of the console does a bounded piece of work") {
  FakeBackend router;
  router.system->lines.reset();
  Terminal terminal(router, ConsoleKind::telnet);
  terminal.log_in();
  std::string paste;
  for (int i = 0; i < 10000; ++i) paste += "a b\t?\r";

  int calls = 1;
  terminal.type(paste);
  while (terminal.session.deadline() == terminal.now) {
    console::SessionOutput out;
    terminal.session.expire(terminal.now, out);
    CHECK(out.bytes.size() < 512 * 1024);
    ++calls;
  }

  CHECK(calls > 100);
  check_alive(terminal);
}

TEST_CASE("64 KiB at a password or a name are no password and no name") {
  FakeBackend router;
  router.system->login_password = "secret";
  Terminal terminal(router, ConsoleKind::telnet);

  CHECK(terminal.type(std::string(64 * 1024 - 1, 's')).empty());
  CHECK(terminal.type("\r") == "\r\n");
  terminal.wait(std::chrono::seconds(1));
  CHECK(terminal.type("\r") == "\r\nUsername: ");
  CHECK(terminal.type(std::string(60 * 1024, 'n')).size() <= 64);
  CHECK_FALSE(terminal.session.logged_in());
}

TEST_CASE("control characters type nothing, and none of them is echoed") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  for (char c = 1; c < 0x20; ++c) {
    if (std::string_view("\t\n\r\x03\x10\x11\x12\x13\x0e\x1b").find(c) != std::string_view::npos)
      continue;
    INFO(static_cast<int>(c));
    const auto echoed = terminal.type(std::string(1, c));
    CHECK(echoed.empty());
  }
  CHECK(terminal.type("\r") == "\r\n> ");
  check_alive(terminal);
}

TEST_CASE("escape sequences without end, and unknown ones, type nothing") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("\x1b[12;34;56;78;90;12;34Z").size() < 32);
  terminal.type("\x15");
  terminal.type("\x1b[" + std::string(64 * 1024, '1'));
  check_alive(terminal);
}

TEST_CASE("broken Shift_JIS, EUC-JP and UTF-8 leave a line that still ends and is answered") {
  for (std::string_view code : {"sjis", "euc", "ja.utf8"}) {
    FakeBackend router;
    router.system->character = config::CharacterCode::sjis;
    Terminal terminal(router);
    terminal.log_in();
    terminal.type("console character " + std::string(code) + "\r");
    for (std::string_view broken :
         {"\x82", "\x82\xff\x81\x20", "\xff\xfe\xfd", "\xe3\x81", "\x8f\xa1", "\xf0\x9f\x98",
          "\xc0\x80", "\xed\xa0\x80", "\x80\x80\x80"}) {
      INFO(code << ", bytes that begin with "
                << static_cast<int>(static_cast<unsigned char>(broken[0])));
      // The second Enter: a lead byte may have taken the first one for its trail.
      CHECK(terminal.type("description lan1 " + std::string(broken) + "\r\r").ends_with("> "));
    }
    CHECK(terminal.type("console character ascii\r").ends_with("> "));
    check_alive(terminal);
  }
}

TEST_CASE("a flood of telnet options is answered once each, and the console goes on") {
  FakeBackend router;
  Terminal terminal(router, ConsoleKind::telnet);
  terminal.log_in();
  std::string flood;
  for (int round = 0; round < 100; ++round) {
    for (int option = 0; option < 256; ++option) {
      for (char verb : {'\xfb', '\xfc', '\xfd', '\xfe'}) {
        flood += '\xff';
        flood += verb;
        flood += static_cast<char>(option);
      }
    }
  }

  std::size_t replied = 0;
  for (std::size_t at = 0; at < flood.size(); at += 4096)
    replied += terminal.type(flood.substr(at, 4096)).size();

  CHECK(replied <= std::size_t{3 * 2 * 256});
  check_alive(terminal);
}

TEST_CASE("a telnet subnegotiation without end is kept in a few bytes, and IAC SE ends it") {
  FakeBackend router;
  Terminal terminal(router, ConsoleKind::telnet);
  terminal.log_in();

  CHECK(terminal.type("\xff\xfa\x18" + std::string(1 << 20, 'A')).empty());
  CHECK(terminal.type("\xff\xf0").empty());

  check_alive(terminal);
}

TEST_CASE("patterns made to be slow are searched in time that grows with the text") {
  FakeBackend router;
  for (int i = 0; i < 100; ++i) router.log_lines.push_back({router.boot, std::string(200, 'a')});
  Terminal terminal(router);
  terminal.log_in();

  const auto begun = std::chrono::steady_clock::now();
  terminal.type("show log | grep \"(a*)*(a*)*(a*)*(a*)*(a*)*b\"\r");

  CHECK(terminal.last.ends_with("Searching ...\r\n> "));
  CHECK(std::chrono::steady_clock::now() - begun < std::chrono::seconds(5));
}

TEST_CASE(
    "keys typed while the output is stopped are kept to a bound, and Ctrl-Q shows their answer") {
  FakeBackend router;
  for (int i = 0; i < 100; ++i) router.log_lines.push_back({router.boot, std::string(70, 'x')});
  router.system->lines.reset();
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("\x13").empty());
  std::size_t shown = 0;
  for (int i = 0; i < 200; ++i) shown += terminal.type("show log\r").size();
  CHECK(shown > 0);  // more than is held back lets the output go on

  terminal.type("\x11");
  check_alive(terminal);
}
