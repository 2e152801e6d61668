#include "firmware/console/line_editor.hpp"

#include "firmware/console/text.hpp"

using namespace kyoten;
using console::CharacterCode;
using console::LineEditor;

namespace {

/// Types bytes into an editor and keeps what a dumb terminal of one row would show.
struct Keyboard {
  LineEditor editor;
  console::KeyDecoder decoder;
  std::u32string row;
  std::size_t column = 0;

  void type(std::string_view bytes) {
    for (auto byte : as_bytes(bytes)) {
      auto key = decoder.feed(byte, CharacterCode::utf8);
      if (!key) continue;
      std::string echo;
      editor.press(*key, echo);
      show(echo);
    }
  }
  void show(std::string_view echo) {
    for (std::size_t at = 0; at < echo.size();) {
      const auto c = next_character(echo, at);
      if (c == U'\b') {
        REQUIRE(column > 0);
        --column;
        continue;
      }
      // A wide character stands in two cells.
      for (int cell = 0; cell < width(c); ++cell) {
        if (column == row.size()) row.push_back(U' ');
        row[column++] = cell == 0 ? c : U'\0';
      }
    }
  }
  [[nodiscard]] std::string screen() const {
    std::string text;
    for (auto c : row) {
      if (c != 0) append_character(c, text);
    }
    return text.substr(0, text.find_last_not_of(' ') + 1);
  }
};

constexpr const char* kLeft = "\x1b[D";
constexpr const char* kUp = "\x1b[A";
constexpr const char* kDown = "\x1b[B";

}  // namespace

TEST_CASE("characters go in where the cursor is") {
  Keyboard k;

  k.type("show lg");
  k.type(kLeft);
  k.type("o");

  CHECK(k.editor.text() == "show log");
  CHECK(k.screen() == "show log");
  CHECK(k.editor.cursor() == 7);
}

TEST_CASE("backspace, DEL, Ctrl-D and the Delete key erase") {
  Keyboard k;

  k.type("abcdef\b\x7f");
  CHECK(k.editor.text() == "abcd");

  k.type("\x01\x04");  // Ctrl-A Ctrl-D
  k.type("\x1b[3~");
  CHECK(k.editor.text() == "cd");
  CHECK(k.screen() == "cd");
  CHECK(k.column == 0);
}

TEST_CASE("Ctrl-K kills to the end, Ctrl-U the line, Ctrl-W a word") {
  Keyboard k;

  k.type("ip lan1 address\x17");
  CHECK(k.editor.text() == "ip lan1 ");
  k.type("\x02\x02\x0b");  // Ctrl-B twice, Ctrl-K
  CHECK(k.editor.text() == "ip lan");
  CHECK(k.screen() == "ip lan");
  k.type("\x15");
  CHECK(k.editor.text().empty());
  CHECK(k.screen().empty());
}

TEST_CASE("a character of several bytes is one character to move over and to delete") {
  Keyboard k;

  k.type("a説明");
  k.type(kLeft);
  k.type("\b");

  CHECK(k.editor.text() == "a明");
  CHECK(k.screen() == "a明");
  CHECK(k.column == 1);
}

TEST_CASE("Up and Down walk through the history and back to the line being typed") {
  Keyboard k;
  k.type("first");
  k.editor.take();
  k.row.clear(), k.column = 0;
  k.type("second");
  k.editor.take();
  k.row.clear(), k.column = 0;

  k.type("thi");
  k.type(kUp);
  CHECK(k.editor.text() == "second");
  k.type(kUp);
  CHECK(k.screen() == "first");
  k.type(kUp);
  CHECK(k.editor.text() == "first");
  k.type(kDown);
  k.type(kDown);
  CHECK(k.editor.text() == "thi");
  CHECK(k.screen() == "thi");
}

TEST_CASE("the history is bounded and takes neither blank nor repeated lines") {
  LineEditor editor;
  std::string echo;
  auto enter = [&](std::string_view line) {
    for (char c : line) editor.press({console::KeyKind::character, static_cast<char32_t>(c)}, echo);
    editor.take();
  };

  enter("same");
  enter("same");
  enter("   ");
  CHECK(editor.history().size() == 1);

  for (int i = 0; i < 500; ++i) enter(std::to_string(i));
  CHECK(editor.history().size() == LineEditor::kMostHistory);
  CHECK(editor.history().back() == "499");
}

TEST_CASE("a line holds 4095 bytes and no more, also in characters of several bytes") {
  Keyboard k;

  k.type(std::string(64 * 1024, 'x'));
  CHECK(k.editor.text().size() == LineEditor::kMostLineBytes);

  k.type("\x15");
  for (int i = 0; i < 2000; ++i) k.type("明");
  CHECK(k.editor.text().size() == 4095);
}

TEST_CASE("unknown control characters and escape sequences put nothing into the line") {
  Keyboard k;

  k.type(std::string_view("a\x00\x07\x0c\x1b[99;99R\x1b[15~\x1bOPb", 22));

  CHECK(k.editor.text() == "ab");
}

TEST_CASE("an escape sequence that never ends swallows a few bytes only") {
  Keyboard k;

  k.type("\x1b[111111111111");

  CHECK(k.editor.text().size() >= 5);
}

TEST_CASE("completion keeps what is on the screen and appends the rest") {
  Keyboard k;
  k.type("sh");

  std::string echo;
  k.editor.replace_word(0, "show", echo);

  CHECK(echo == "ow");
  CHECK(k.editor.text() == "show");
}
