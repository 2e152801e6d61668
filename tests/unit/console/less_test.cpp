#include "firmware/console/less.hpp"

#include "tests/unit/console/screen.hpp"
#include "tests/unit/console/terminal.hpp"

using namespace kyoten;
using console::Key;
using console::KeyKind;
using console::Less;

namespace {

/// A screen of ten lines, nine of them text, with "row 1" to "row N" in the pager.
class Reader {
 public:
  explicit Reader(int rows, grammar::Language language = grammar::Language::english) {
    std::vector<std::string> lines;
    for (int i = 1; i <= rows; ++i) lines.push_back("row " + std::to_string(i));
    std::string shown;
    less.start(lines, {80, 10, language}, shown);
    screen.show(shown);
  }
  void press(std::string_view keys) {
    for (char c : keys) press(Key{KeyKind::character, static_cast<char32_t>(c)});
  }
  void press(Key key) {
    std::string shown;
    less.press(key, shown);
    screen.show(shown);
  }
  [[nodiscard]] std::string top() const { return screen.rows().front(); }

  Less less;
  test::Screen screen{10};
};

constexpr Key kEnter{KeyKind::enter};

}  // namespace

TEST_CASE("less shows a screen of rows and a colon below") {
  Reader reader(100);

  CHECK(reader.screen.rows() == std::vector<std::string>{"row 1", "row 2", "row 3", "row 4",
                                                         "row 5", "row 6", "row 7", "row 8",
                                                         "row 9", ":"});
  CHECK(reader.less.open());
}

TEST_CASE("less moves by rows, pages and half pages, and stops at both ends") {
  Reader reader(100);

  auto after = [&](std::string_view keys) {
    reader.press(keys);
    return reader.top();
  };

  CHECK(after("j") == "row 2");
  CHECK(after("k") == "row 1");
  CHECK(after("k") == "row 1");
  CHECK(after("f") == "row 10");
  CHECK(after(" ") == "row 19");
  CHECK(after("b") == "row 10");
  CHECK(after("d") == "row 14");
  CHECK(after("u") == "row 10");
  CHECK(after("G") == "row 92");
  CHECK(reader.screen.status() == "(END)");
  CHECK(after("f") == "row 92");
  CHECK(after("g") == "row 1");
  reader.press(kEnter);
  CHECK(reader.top() == "row 2");
}

TEST_CASE("a number before a key of less says how often, or which row") {
  Reader reader(100);

  reader.press("12");
  CHECK(reader.screen.status() == ":12");
  reader.press("j");
  CHECK(reader.top() == "row 13");
  reader.press("3k");
  CHECK(reader.top() == "row 10");
  reader.press("50g");
  CHECK(reader.top() == "row 50");
  reader.press("77G");
  CHECK(reader.top() == "row 77");
  reader.press("99999999999999999999k");
  CHECK(reader.top() == "row 1");
  reader.press("99999999999999999999j");
  CHECK(reader.top() == "row 92");
}

TEST_CASE("less searches on and back, and n and N repeat it both ways") {
  Reader reader(100);

  reader.press("/5$");
  CHECK(reader.screen.status() == "/5$");
  reader.press(kEnter);
  CHECK(reader.top() == "row 5");
  reader.press("n");
  CHECK(reader.top() == "row 15");
  reader.press("2n");
  CHECK(reader.top() == "row 35");
  reader.press("N");
  CHECK(reader.top() == "row 25");
  reader.press("?row 3$");
  reader.press(kEnter);
  CHECK(reader.top() == "row 3");
  reader.press("n");
  CHECK(reader.screen.status() == "Pattern not found");
  CHECK(reader.top() == "row 3");
  reader.press("j");
  CHECK(reader.screen.status() == ":");
}

TEST_CASE("what is found on the last page comes to the top, with tildes below the end") {
  Reader reader(100);

  reader.press("/row 99");
  reader.press(kEnter);

  CHECK(reader.screen.rows()[0] == "row 99");
  CHECK(reader.screen.rows()[1] == "row 100");
  CHECK(reader.screen.rows()[2] == "~");
  CHECK(reader.screen.status() == "(END)");
}

TEST_CASE("a search is edited with BackSpace and given up with Ctrl-C, and is bounded") {
  Reader reader(100);

  reader.press("/ab");
  reader.press(Key{KeyKind::backspace});
  CHECK(reader.screen.status() == "/a");
  reader.press(Key{KeyKind::interrupt});
  CHECK(reader.screen.status() == ":");
  CHECK(reader.less.open());
  reader.press("/");
  for (int i = 0; i < 2000; ++i) reader.press(Key{KeyKind::character, U'x'});
  CHECK(reader.screen.status().size() == 1 + Less::kMostSearchBytes);
  reader.press("(");  // malformed: never found
  reader.press(kEnter);
  CHECK(reader.screen.status() == "Pattern not found");
}

TEST_CASE("q and Ctrl-C leave less, and the line of the status is free for the prompt") {
  for (auto key : {Key{KeyKind::character, U'q'}, Key{KeyKind::interrupt}}) {
    Reader reader(100);

    reader.press(key);

    CHECK_FALSE(reader.less.open());
    CHECK(reader.screen.status().empty());
  }
}

TEST_CASE("what is shorter than the screen, or empty, ends at once but stays until it is left") {
  Reader few(2);
  CHECK(few.screen.rows()[1] == "row 2");
  CHECK(few.screen.rows()[2] == "~");
  CHECK(few.screen.status() == "(END)");
  few.press("jfGkbgud");
  CHECK(few.top() == "row 1");

  Reader none(0);
  none.press("jfGkbgud5g/x");
  none.press(kEnter);
  CHECK(none.less.open());
}

TEST_CASE("show ... | less and less log fill the screen until q, and log lines wait meanwhile") {
  test::FakeBackend router;
  for (int i = 1; i <= 50; ++i) router.log_lines.push_back({router.boot, "x" + std::to_string(i)});
  router.system->lines.reset();
  test::Terminal terminal(router);
  terminal.log_in();

  for (auto* command : {"less log\r", "show log | less\r", "show log | grep x | less\r"}) {
    test::Screen screen(24);
    const auto shown = terminal.type(command);
    CHECK(shown.find("\x1b[2J\x1b[H") != std::string::npos);
    screen.show(shown.substr(shown.find("\x1b[2J")));
    CHECK(screen.status() == ":");

    console::SessionOutput out;
    terminal.session.print("LAN1: link down", {}, out);
    CHECK(out.bytes.empty());
    const auto left = terminal.type("Gq");
    CHECK(left.find("\r\x1b[K> ") != std::string::npos);
    CHECK(left.ends_with("LAN1: link down\r\n"));
  }
}
