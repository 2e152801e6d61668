// The dialogue of a console, key by key, as a client sees it.
#include "tests/unit/console/terminal.hpp"

using namespace kyoten;
using namespace std::chrono_literals;
using console::ConsoleKind;
using test::FakeBackend;
using test::Terminal;

namespace {

const std::string kBanner =
    "\r\n"
    "RTX810 Rev.11.01.34 (Tue Nov 26 18:39:12 2019)\r\n"
    "  Kyoten 0.1.0. Not made or endorsed by Yamaha Corporation.\r\n"
    "00:a0:de:00:00:01, 00:a0:de:00:00:02\r\n"
    "Memory 128Mbytes, 2LAN\r\n";

const std::string kIncorrect = "Error: Incorrect password\r\n";

}  // namespace

TEST_CASE("a console asks for the password, and Enter alone logs in where none is set") {
  FakeBackend router;
  Terminal terminal(router);
  CHECK(terminal.last == "\r\nPassword: ");

  CHECK(terminal.type("\r") == "\r\n" + kBanner + "> ");

  CHECK(terminal.session.logged_in());
  CHECK(router.logged == std::vector<std::string>{"Login succeeded for Serial"});
}

TEST_CASE("a telnet console begins with its options and says who came") {
  FakeBackend router;
  Terminal terminal(router, ConsoleKind::telnet);

  CHECK(terminal.last == "\xff\xfb\x01\xff\xfb\x03\r\nPassword: ");
  terminal.log_in();
  CHECK(router.logged.back() == "Login succeeded for TELNET: 192.168.100.2");
}

TEST_CASE("the serial line sees the router start") {
  FakeBackend router;
  router.wall = router.boot;

  Terminal terminal(router);

  CHECK(terminal.last.starts_with("Starting with config0 ...\r\n\r\nRTX810 Rev.11.01.34"));
}

TEST_CASE("passwords are not echoed") {
  FakeBackend router;
  router.system->login_password = "secret";
  Terminal terminal(router);

  CHECK(terminal.type("secret").empty());
  CHECK(terminal.type("\r") == "\r\n" + kBanner + "> ");
}

TEST_CASE(
    "each wrong password makes the next prompt come later, and the third closes the connection") {
  FakeBackend router;
  router.system->login_password = "secret";
  Terminal terminal(router, ConsoleKind::telnet);

  CHECK(terminal.type("wrong\r") == "\r\n");
  CHECK(terminal.wait(999ms).empty());
  CHECK(terminal.wait(1ms) == "Password: ");
  CHECK(terminal.type("wrong\r") == "\r\n");
  CHECK(terminal.wait(1999ms).empty());
  CHECK(terminal.wait(1ms) == "Password: ");
  CHECK(terminal.type("wrong\r") == "\r\n");
  CHECK_FALSE(terminal.closed);
  CHECK(terminal.wait(3s).empty());

  CHECK(terminal.closed);
  CHECK(router.logged == std::vector<std::string>(3, "Login failed for TELNET: 192.168.100.2"));
  CHECK(terminal.type("secret\r").empty());
}

TEST_CASE(
    "what is typed during the delay after a wrong password is taken afterwards, and is bounded") {
  FakeBackend router;
  router.system->login_password = "secret";
  Terminal terminal(router);

  CHECK(terminal.type("wrong\rsecret\r") == "\r\n");
  CHECK_FALSE(terminal.session.logged_in());
  terminal.type(std::string(1 << 20, 'x'));
  terminal.wait(1s);

  CHECK(terminal.session.logged_in());
}

TEST_CASE("a password with something behind it is wrong, however long") {
  FakeBackend router;
  router.system->login_password = std::string(32, 'x');
  Terminal terminal(router);

  CHECK(terminal.type(std::string(1000, 'x') + "\r") == "\r\n");
  CHECK(terminal.wait(1s) == "Password: ");
  CHECK_FALSE(terminal.session.logged_in());
}

TEST_CASE("Enter alone leads to the name of a named user") {
  FakeBackend router;
  router.system->login_password = "secret";
  router.system->users = {{"alice", "wonder", false}};
  Terminal terminal(router, ConsoleKind::telnet);

  CHECK(terminal.type("\r") == "\r\nUsername: ");
  CHECK(terminal.type("alicf\be\r") == "alicf\b \be\r\nPassword: ");
  CHECK(terminal.type("wonder\r") == "\r\n" + kBanner + "> ");
  CHECK(router.logged.back() == "Login succeeded for TELNET: 192.168.100.2 alice");
  CHECK(terminal.session.user({}).name == "alice");
}

TEST_CASE(
    "an unknown name and a wrong password fail alike, and a user without a password cannot come "
    "in") {
  FakeBackend router;
  router.system->users = {{"alice", "wonder", false}, {"bob", "", false}};
  Terminal terminal(router);

  CHECK(terminal.type("\rmallory\rwonder\r") == "\r\nUsername: mallory\r\nPassword: \r\n");
  CHECK(terminal.wait(1s) == "Password: ");
  CHECK(terminal.type("\rbob\r\r") == "\r\nUsername: bob\r\nPassword: \r\n");
  CHECK(terminal.wait(2s) == "Password: ");
  CHECK_FALSE(terminal.session.logged_in());
}

TEST_CASE("the emergency password opens the serial line only, and only with FORGET on") {
  for (auto [kind, forget, opens] :
       {std::tuple(ConsoleKind::serial, true, true), std::tuple(ConsoleKind::serial, false, false),
        std::tuple(ConsoleKind::telnet, true, false)}) {
    FakeBackend router;
    router.system->login_password = "forgotten";
    router.system->security_forget = forget;
    Terminal terminal(router, kind);

    terminal.type("w,lXlma\r");

    CHECK(terminal.session.logged_in() == opens);
  }
}

TEST_CASE(
    "a blank follows the last word on Enter, and an empty line gives a prompt and nothing else") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("show log\r") == "show log \r\n> ");
  CHECK(terminal.type("\r") == "\r\n> ");
  CHECK(terminal.type("show log \n") == "show log \r\n> ");
}

TEST_CASE("CR LF is two Enters, so a second prompt follows") {
  FakeBackend router;
  Terminal terminal(router, ConsoleKind::telnet);
  terminal.log_in();

  CHECK(terminal.type("show log\r\n") == "show log \r\n> \r\n> ");
  CHECK(terminal.type(std::string_view("show log\r\0", 10)) == "show log \r\n> ");
}

TEST_CASE("an abbreviated last word is completed on the screen") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("show lo\r") == "show log \r\n> ");
}

TEST_CASE("administrator asks for its password") {
  FakeBackend router;
  router.system->administrator_password = "root";
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("administrator\r") == "administrator \r\nPassword: ");
  CHECK(terminal.type("wrong\r") == "\r\n" + kIncorrect + "> ");
  CHECK(terminal.type("administrator\rroot\r") == "administrator \r\nPassword: \r\n# ");
  CHECK(router.logged.back() == "'administrator' succeeded for Serial user");
  CHECK(terminal.session.user({}).administrator);
}

TEST_CASE("an administrator who asks again is told so without an error") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();

  CHECK(terminal.type("administrator\r") ==
        "administrator \r\nAlready in administrator mode\r\n# ");
}

TEST_CASE("a command of administrators is refused to a user") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("save\r") == "save \r\nError: Administrator use only\r\n> ");
  CHECK(router.saves.empty());
}

TEST_CASE("mistakes get the device's error") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("frobnicate\r") == "frobnicate \r\nError: Invalid command name\r\n> ");
  CHECK(terminal.type("console lines 0\r") ==
        "console lines 0 \r\nError: Parameter out of range\r\n> ");
}

TEST_CASE("save says so on one line") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();

  CHECK(terminal.type("save\r") == "save \r\nSaving ... CONFIG0 Done .\r\n# ");
  CHECK(terminal.type("save 3\r") == "save 3 \r\nSaving ... CONFIG3 Done .\r\n# ");
  CHECK(terminal.type("save 9\r") == "save 9 \r\nError: Parameter out of range\r\n# ");
  CHECK(router.saves == std::vector<int>{0, 3});
}

TEST_CASE("leaving the administrator level without changes asks nothing") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();

  CHECK(terminal.type("exit\r") == "exit \r\n> ");
}

TEST_CASE("leaving with unsaved changes asks, and one key decides") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();
  router.changed = true;
  CHECK(terminal.type("exit\r") == "exit \r\nSave new configuration ? (Y/N)");

  SECTION("N") { CHECK(terminal.type("N") == "N\r\n> "); }
  SECTION("n") { CHECK(terminal.type("n") == "n\r\n> "); }
  SECTION("N and LF: one more empty prompt") { CHECK(terminal.type("N\n") == "N\r\n> \r\n> "); }
  SECTION("Y") { CHECK(terminal.type("Y") == "YSaving ... CONFIG0 Done .\r\n> "); }
  SECTION("Y and CR") { CHECK(terminal.type("Y\r") == "YSaving ... CONFIG0 Done .\r\n> \r\n> "); }
  SECTION("an LF that came behind exit is no answer") { CHECK(terminal.type("\nN") == "N\r\n> "); }
  SECTION("other keys are no answer") { CHECK(terminal.type("xq ?\x1b[AN") == "N\r\n> "); }
  SECTION("Ctrl-C goes back") { CHECK(terminal.type("\x03") == "\r\n# "); }

  CHECK_FALSE(terminal.closed);
}

TEST_CASE("what cannot be saved is not left behind") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();
  router.changed = true;
  router.save_failure = {ports::StorageError::full, "config0: No space left on device"};

  terminal.type("exit\r");

  CHECK(terminal.type("Y") == "YError: Not enough free space in memory\r\n# ");
  CHECK(router.logged.back() == "config0: No space left on device");
}

TEST_CASE("exit save saves without a question, and exit as a user ends the connection") {
  FakeBackend router;
  Terminal terminal(router, ConsoleKind::telnet);
  terminal.log_in();
  terminal.become_administrator();
  router.changed = true;

  CHECK(terminal.type("exit save\r") == "exit save \r\nSaving ... CONFIG0 Done .\r\n> ");
  CHECK(terminal.type("quit\r") == "quit \r\n");
  CHECK(terminal.closed);
  CHECK_FALSE(terminal.session.logged_in());
  CHECK(router.logged.back() == "Logout from TELNET: 192.168.100.2");
}

TEST_CASE("the prompt shows the console prompt and what is selected") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();

  CHECK(terminal.type("tunnel select 1\r").ends_with("\r\ntunnel1# "));
  CHECK(terminal.type("pp select 1\r").ends_with("\r\npp1# "));
  CHECK(terminal.type("no pp select\r").ends_with("\r\n# "));
  router.system->prompt = "[RTX810] ";
  CHECK(terminal.type("\r") == "\r\n[RTX810] # ");
  CHECK(terminal.type("tunnel select 2\r").ends_with("\r\n[RTX810] tunnel2# "));
  CHECK(terminal.type("tunnel select none\r").ends_with("\r\n[RTX810] # "));
  CHECK(terminal.type("pp select anonymous\r").ends_with("\r\n[RTX810] anonymous# "));
}

TEST_CASE("long output is paged, and the prompt follows the last page") {
  FakeBackend router;
  for (int i = 0; i < 12; ++i)
    router.log_lines.push_back({router.boot, "line " + std::to_string(i)});
  router.system->lines = 10;
  Terminal terminal(router);
  terminal.log_in();

  auto first = terminal.type("show log\r");
  CHECK(first.ends_with("line 8\r\n---more---"));
  CHECK(terminal.type("\r") == "\r          \r2020/01/06 16:59:16: line 9\r\n---more---");
  CHECK(terminal.type("q") == "\r          \r> ");
}

TEST_CASE("console lines takes effect at once for this login") {
  FakeBackend router;
  for (int i = 0; i < 50; ++i) router.log_lines.push_back({router.boot, "x"});
  Terminal terminal(router);
  terminal.log_in();

  terminal.type("console lines infinity\r");

  CHECK(terminal.type("show log\r").ends_with("x\r\n> "));
}

TEST_CASE("long rows are cut at one column less than console columns") {
  FakeBackend router;
  router.log_lines.push_back({router.boot, std::string(100, 'x')});
  Terminal terminal(router);
  terminal.log_in();

  const auto shown = terminal.type("show log\r");

  CHECK(shown.find("2020/01/06 16:59:16: " + std::string(58, 'x') + "\r\n" + std::string(42, 'x') +
                   "\r\n") != std::string::npos);
}

TEST_CASE("grep says that it searches") {
  FakeBackend router;
  router.log_lines = {{router.boot, "LAN1: link up"}, {router.boot, "LAN2: link up"}};
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("show log | grep LAN2\r") ==
        "show log | grep LAN2 \r\nSearching ...\r\n2020/01/06 16:59:16: LAN2: link up\r\n> ");
  CHECK(terminal.type("console lines 24 | grep x\r")
            .ends_with("Error: Insufficient or too many parameters\r\n> "));
}

TEST_CASE("TAB completes, SPACE completes and goes on") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("sh\t") == "show ");
  CHECK(terminal.type("env ") == "environment ");
  CHECK(terminal.type("\r").starts_with("\r\nRTX810 BootROM"));
}

TEST_CASE("a question mark lists what begins so, and the line is there again") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("show status pp?") == "show status pp?\r\n? pp pptp\r\n> show status pp");
  CHECK(terminal.type("tp\r").starts_with("tp \r\n"));
}

TEST_CASE("TAB on an ambiguous word lists it too") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("show status pp\t") == "show status pp?\r\n? pp pptp\r\n> show status pp");
}

TEST_CASE("a question mark behind a complete command explains it") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  const auto help = terminal.type("show command ?");

  CHECK(help.starts_with("show command ?\r\n"));
  CHECK(help.find("Lists all commands") != std::string::npos);
  CHECK(help.ends_with("\r\n> show command "));
}

TEST_CASE("a quoted question mark is a character") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();

  CHECK(terminal.type("show log | grep \"a?b\"\r")
            .starts_with("show log | grep \"a?b\" \r\nSearching"));
  CHECK(
      terminal.type("show log | grep a\\?b\r").starts_with("show log | grep a\\?b \r\nSearching"));
}

TEST_CASE("Ctrl-C gives up the line, Ctrl-R shows it again") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("show lo\x12") == "show lo\r\n> show lo");
  CHECK(terminal.type("\x03") == "\r\n> ");
  CHECK(terminal.type("\r") == "\r\n> ");
}

TEST_CASE("Ctrl-S stops the output and Ctrl-Q lets it go on") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("\x13show log\r").empty());
  CHECK(terminal.type("\x11") == "show log \r\n> ");
}

TEST_CASE("Japanese goes out in Shift_JIS, and console character changes it at once") {
  FakeBackend router;
  router.system->character = config::CharacterCode::sjis;
  Terminal terminal(router);
  terminal.log_in();

  // エラー: コマンド名を確認してください
  CHECK(terminal.type("frobnicate\r") ==
        "frobnicate \r\n"
        "\x83\x47\x83\x89\x81\x5b: \x83\x52\x83\x7d\x83\x93\x83\x68\x96\xbc\x82\xf0\x8a\x6d\x94\x46"
        "\x82\xb5\x82\xc4\x82\xad\x82\xbe\x82\xb3\x82\xa2\r\n> ");
  CHECK(terminal.type("console character ascii\r").ends_with("\r\n> "));
  CHECK(terminal.type("frobnicate\r").ends_with("Error: Invalid command name\r\n> "));
}

TEST_CASE("the save question is asked in Japanese") {
  FakeBackend router;
  router.system->character = config::CharacterCode::utf8;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();
  router.changed = true;

  CHECK(terminal.type("exit\r") == "exit \r\n新しい設定を保存しますか? (Y/N)");
  CHECK(terminal.type("y") == "yセーブ中... CONFIG0 終了\r\n> ");
}

TEST_CASE("login password asks for the old and twice for the new one") {
  FakeBackend router;
  router.system->login_password = "old";
  Terminal terminal(router);
  terminal.type("old\r");
  terminal.become_administrator();

  CHECK(terminal.type("login password\r") == "login password \r\nOld_Password: ");
  CHECK(terminal.type("old\r") == "\r\nNew_Password: ");
  CHECK(terminal.type("new one\r") == "\r\nNew_Password: ");
  CHECK(terminal.type("new one\r") == "\r\n# ");
  CHECK(router.applied == std::vector<std::string>{"login password \"new one\""});
}

TEST_CASE("a password is not changed when the old is wrong or the new ones differ") {
  FakeBackend router;
  router.system->administrator_password = "old";
  Terminal terminal(router);
  terminal.log_in();
  terminal.type("administrator\rold\r");

  CHECK(terminal.type("administrator password\rwrong\r").ends_with(kIncorrect + "# "));
  CHECK(terminal.type("administrator password\rold\ra\rb\r").ends_with(kIncorrect + "# "));
  CHECK(terminal.type("administrator password\rold\r" + std::string(33, 'x') + "\r")
            .ends_with("Error: Parameter out of range\r\n# "));
  CHECK(router.applied.empty());
}

TEST_CASE(
    "Enter alone at New_Password removes the password, and a password on the line is refused") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();

  terminal.type("administrator password\r\r\r\r");
  CHECK(router.applied == std::vector<std::string>{"no administrator password"});

  CHECK(terminal.type("login password secret\r").find("Error: ") != std::string::npos);
  CHECK(router.applied.size() == 1);
}

TEST_CASE("cold start asks for the administrator password") {
  FakeBackend router;
  router.system->administrator_password = "root";
  Terminal terminal(router);
  terminal.log_in();
  terminal.type("administrator\rroot\r");

  CHECK(terminal.type("cold start\rwrong\r").ends_with(kIncorrect + "# "));
  CHECK_FALSE(router.cold_started);
  terminal.type("cold start\rroot\r");
  CHECK(router.cold_started);
}

TEST_CASE("ping prints as replies come, Ctrl-C stops it, and what was typed meanwhile follows") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(terminal.type("ping 192.0.2.1\r") == "ping 192.0.2.1 \r\n");
  CHECK(router.pings == std::vector<std::string>{"ping 192.0.2.1"});

  console::SessionOutput out;
  terminal.session.print("received from 192.0.2.1: icmp_seq=0 ttl=64 time=1.000ms", {}, out);
  CHECK(terminal.take(out) == "received from 192.0.2.1: icmp_seq=0 ttl=64 time=1.000ms\r\n");

  CHECK(terminal.type("\x03").empty());
  CHECK(router.cancelled == 1);
  CHECK(terminal.type("show log\r").empty());
  console::SessionOutput end;
  terminal.session.operation_finished({}, end);
  CHECK(terminal.take(end) == "> show log \r\n> ");
}

TEST_CASE("the login timer closes an idle console, and a key starts it anew") {
  FakeBackend router;
  Terminal terminal(router, ConsoleKind::telnet);
  terminal.log_in();
  CHECK(terminal.session.deadline() == Instant{} + 300s);

  terminal.now += 299s;
  terminal.type("\r");
  CHECK(terminal.session.deadline() == Instant{} + 599s);

  console::SessionOutput out;
  terminal.session.expire(Instant{} + 599s, out);
  CHECK(out.close);
  CHECK_FALSE(terminal.session.deadline());
}

TEST_CASE("ten thousand pasted lines are worked off in bounded pieces") {
  FakeBackend router;
  for (int i = 0; i < 200; ++i) router.log_lines.push_back({router.boot, std::string(70, 'x')});
  router.system->lines.reset();
  Terminal terminal(router);
  terminal.log_in();
  std::string paste;
  for (int i = 0; i < 5000; ++i) paste += "show log\r";

  std::size_t prompts = 0;
  auto shown = terminal.type(paste);
  for (int rounds = 0; rounds < 100000; ++rounds) {
    REQUIRE(shown.size() < 2 * 256 * 1024);
    for (auto at = shown.find("\r\n> "); at != std::string::npos; at = shown.find("\r\n> ", at + 1))
      ++prompts;
    auto due = terminal.session.deadline();
    if (!due || *due > terminal.now) break;
    console::SessionOutput out;
    terminal.session.expire(terminal.now, out);
    shown = terminal.take(out);
  }

  CHECK(prompts == 5000);
}

TEST_CASE("64 KiB without an Enter, and any bytes at all, leave a console that works") {
  FakeBackend router;
  Terminal terminal(router, ConsoleKind::telnet);
  terminal.log_in();
  terminal.type(std::string(64 * 1024, 'x'));
  terminal.type("\x03");
  std::uint32_t state = 1;
  for (int i = 0; i < 20000; ++i) {
    state = state * 1664525 + 1013904223;
    const char byte = static_cast<char>(state >> 24);
    if (byte == 'y' || byte == 'Y') continue;
    terminal.type(std::string(1, byte));
  }

  terminal.type("\x11\xff\xf0\x03\x03q\x03");
  CHECK_FALSE(terminal.last.empty());
  CHECK(terminal.type("\x03").ends_with("> "));
}

TEST_CASE("a log line that a command causes follows behind its output") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  console::SessionOutput out;

  terminal.session.print("LAN2: link up", {}, out);

  CHECK(terminal.take(out) == "LAN2: link up\r\n");
}
