// `?` and TAB at any position of a line.
#include "tests/unit/console/terminal.hpp"

using namespace kyoten;
using test::FakeBackend;
using test::Terminal;

namespace {

class HelpTerminal {
 public:
  explicit HelpTerminal(config::CharacterCode code = config::CharacterCode::ascii) {
    router.system->character = code;
    router.system->lines.reset();
    terminal.emplace(router);
    terminal->log_in();
    terminal->become_administrator();
  }
  /// What `?` (or another key) answers behind `line`, between the line and the prompt.
  std::string answer(const std::string& line, const std::string& key = "?") {
    terminal->type("\x03");
    terminal->type(line);
    auto shown = terminal->type(key);
    const auto prompt = shown.rfind("\r\n# ");
    REQUIRE(prompt != std::string::npos);
    line_again = shown.substr(prompt + 4);
    return shown.substr(0, prompt + 2);
  }

  FakeBackend router;
  std::optional<Terminal> terminal;
  std::string line_again;
};

bool holds(const std::string& text, std::string_view part) {
  INFO(text);
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a question mark on an empty line lists the commands") {
  HelpTerminal help;

  const auto answer = help.answer("");

  CHECK(answer.starts_with("?\r\n? administrator "));
  CHECK(holds(answer, " show "));
  CHECK_FALSE(holds(answer, "Format"));
}

TEST_CASE("inside a command's name a question mark lists the words that may follow") {
  HelpTerminal help;

  CHECK(help.answer("console ") == "?\r\n? character columns info lines prompt\r\n");
  CHECK(help.answer("no console l") == "?\r\n? lines\r\n");
  CHECK(help.line_again == "no console l");
}

TEST_CASE("behind a command's name it gives form, ranges, explanation and default") {
  HelpTerminal help;

  CHECK(help.answer("console lines ") ==
        "?\r\n? infinity\r\n"
        "      Format: console lines LINES\r\n"
        "              LINES = 10-100, infinity\r\n"
        " Explanation: Lines of a console page\r\n"
        "     Default: LINES = 24\r\n");
  CHECK(help.line_again == "console lines ");
}

TEST_CASE("and in Japanese with Japanese labels and explanation") {
  HelpTerminal help(config::CharacterCode::utf8);

  const auto answer = help.answer("console lines ");

  CHECK(holds(answer, "    入力形式: console lines LINES\r\n"));
  CHECK(holds(answer, "        説明: コンソール"));
  CHECK(holds(answer, "デフォルト値: LINES = 24\r\n"));
}

TEST_CASE("in the middle of an operand it explains the command that is being typed") {
  HelpTerminal help;

  for (auto* line :
       {"console lines 5", "console lines 500", "ipsec sa policy 101 ",
        "ip lan1 address 192.168.100.1/24 ", "ip filter 1 pass * ", "no ip lan1 address 1"}) {
    INFO(line);
    CHECK(holds(help.answer(line), "Format: "));
    CHECK(help.line_again == line);
  }
  CHECK(holds(help.answer("ipsec sa policy 101 "), "GATEWAY_ID = 1-6"));
}

TEST_CASE("on half a keyword behind a command's name it lists the keyword and explains") {
  HelpTerminal help;

  const auto answer = help.answer("ipsec ike pre-shared-key 1 te");

  CHECK(answer.starts_with("?\r\n? text\r\n"));
  CHECK(holds(answer, "Format: ipsec ike pre-shared-key GATEWAY_ID"));
}

TEST_CASE("a line that is a whole command and may go on gets both") {
  HelpTerminal help;

  const auto answer = help.answer("show config ");

  CHECK(holds(answer, " tunnel"));
  CHECK(holds(answer, "Format: show config\r\n"));
}

TEST_CASE("behind a word that fits nowhere there is nothing to say") {
  HelpTerminal help;

  CHECK(help.answer("frobnicate ") == "?\r\n");
  CHECK(help.answer("show frobnicate ") == "?\r\n");
}

TEST_CASE("behind a bar a question mark and TAB know the filters") {
  HelpTerminal help;

  CHECK(help.answer("show log | ") == "?\r\n? grep less\r\n");
  CHECK(help.answer("show log | g") == "?\r\n? grep\r\n");
  CHECK(holds(help.answer("show log | grep "), "[-i] [-v] [-w] PATTERN"));
  CHECK(help.answer("show log | ", "\t") == "?\r\n? grep less\r\n");
  help.terminal->type("\x03show log | l");
  CHECK(help.terminal->type("\t") == "ess ");
}

TEST_CASE("a general user is offered what an administrator is, and told so on Enter") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();

  CHECK(holds(terminal.type("sa?"), "? save"));
  CHECK(terminal.type("\r").ends_with("Error: Administrator use only\r\n> "));
}

TEST_CASE("show ... > usb1:FILE wants a memory, and elsewhere the sign is a sign") {
  FakeBackend router;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();

  for (auto* line : {"show log > usb1:log.txt\r", "show log >> usb1:log.txt\r",
                     "show log | grep x > usb1:log.txt\r"})
    CHECK(terminal.type(line).ends_with("Error: External memory is not attached\r\n# "));
  CHECK(terminal.type("description lan1 a>b\r").ends_with("a>b \r\n# "));
  CHECK(router.applied == std::vector<std::string>{"description lan1 \"a>b\""});
}

TEST_CASE("show techinfo is neither wrapped nor paged") {
  FakeBackend router;
  for (int i = 0; i < 60; ++i) router.log_lines.push_back({router.boot, std::string(100, 'x')});
  router.system->lines = 10;
  Terminal terminal(router);
  terminal.log_in();
  terminal.become_administrator();

  const auto shown = terminal.type("show techinfo\r");

  CHECK(shown.ends_with("# "));
  CHECK(holds(shown, std::string(100, 'x') + "\r\n"));
}
