#include "firmware/console/pager.hpp"

using namespace kyoten;
using console::Key;
using console::KeyKind;
using console::Pager;

namespace {

std::vector<std::string> numbered(int count) {
  std::vector<std::string> lines;
  for (int i = 1; i <= count; ++i) lines.push_back(std::to_string(i));
  return lines;
}

Pager::Screen ten_lines() { return {80, 10, grammar::Language::english}; }
constexpr Key kSpace{KeyKind::character, U' '};
constexpr Key kEnter{KeyKind::enter};
const std::string kWiped = "\r          \r";

}  // namespace

TEST_CASE("after the screen's lines but one the marker stands without a newline") {
  Pager pager;
  std::string shown;

  pager.start(numbered(11), ten_lines(), shown);

  CHECK(shown == "1\r\n2\r\n3\r\n4\r\n5\r\n6\r\n7\r\n8\r\n9\r\n---more---");
  CHECK(pager.waiting());
}

TEST_CASE("what fits on the screen is shown without a marker") {
  Pager pager;
  std::string shown;

  pager.start(numbered(9), ten_lines(), shown);

  CHECK_FALSE(pager.waiting());
  CHECK(shown.find("more") == std::string::npos);
}

TEST_CASE("Enter shows one more line, SPACE a page, and the marker is wiped before") {
  Pager pager;
  std::string shown;
  pager.start(numbered(20), ten_lines(), shown);

  shown.clear();
  pager.press(kEnter, shown);
  CHECK(shown == kWiped + "10\r\n---more---");

  shown.clear();
  pager.press(kSpace, shown);
  CHECK(shown == kWiped + "11\r\n12\r\n13\r\n14\r\n15\r\n16\r\n17\r\n18\r\n19\r\n---more---");

  shown.clear();
  pager.press(kSpace, shown);
  CHECK(shown == kWiped + "20\r\n");
  CHECK_FALSE(pager.waiting());
}

TEST_CASE("q and Ctrl-C stop, other keys do nothing") {
  for (Key stop : {Key{KeyKind::character, U'q'}, Key{KeyKind::interrupt}}) {
    Pager pager;
    std::string shown;
    pager.start(numbered(100), ten_lines(), shown);

    shown.clear();
    pager.press({KeyKind::character, U'x'}, shown);
    CHECK(shown.empty());
    CHECK(pager.waiting());

    pager.press(stop, shown);
    CHECK(shown == kWiped);
    CHECK_FALSE(pager.waiting());
  }
}

TEST_CASE("rows are counted after wrapping, at one column less than the screen has") {
  Pager pager;
  std::string shown;

  pager.start({std::string(79 * 2 + 1, 'x')}, ten_lines(), shown);

  CHECK(shown == std::string(79, 'x') + "\r\n" + std::string(79, 'x') + "\r\nx\r\n");
}

TEST_CASE("the Japanese marker is wiped over its width in columns") {
  Pager pager;
  std::string shown;
  pager.start(numbered(100), {80, 10, grammar::Language::japanese}, shown);
  CHECK(shown.ends_with("---つづく---"));

  shown.clear();
  pager.stop(shown);

  CHECK(shown == "\r" + std::string(12, ' ') + "\r");
}

TEST_CASE("with infinite lines nothing is paged") {
  Pager pager;
  std::string shown;

  pager.start(numbered(5000), {80, std::nullopt, grammar::Language::english}, shown);

  CHECK_FALSE(pager.waiting());
}
