// The saved configurations in the flash, and what a power cut leaves of them.
#include "firmware/config/areas.hpp"

#include "firmware/config/statements.hpp"
#include "tests/support/power_cut_flash.hpp"

using namespace kyoten;
using config::AreaName;
using config::Areas;
using ports::MemoryFlash;
using ports::StorageError;
using test::PowerCutFlash;

namespace {

constexpr WallTime kNewYear{std::chrono::seconds(1577836800)};

std::string text_in(const Areas& areas, AreaName name) {
  return areas.read(name).value_or("(nothing)");
}

}  // namespace

TEST_CASE("areas are 0 to 4, and two earlier generations of each") {
  CHECK(AreaName::parse("0") == AreaName{0, 0});
  CHECK(AreaName::parse("4.2") == AreaName{4, 2});
  CHECK(AreaName{4, 2}.text() == "4.2");
  CHECK(AreaName{4, 2}.label() == "CONFIG4.2");
  for (auto* text : {"", "5", "-1", "00", "0.0", "0.3", "0.", ".1", "4.21", "a", "0 ", "1.x"}) {
    INFO(text);
    CHECK_FALSE(AreaName::parse(text));
  }
}

TEST_CASE("what is saved over becomes the generation before") {
  MemoryFlash flash;
  Areas areas(flash);

  for (auto* text : {"first\n", "second\n", "third\n", "fourth\n"})
    REQUIRE_FALSE(areas.write(1, text));

  CHECK(text_in(areas, {1, 0}) == "fourth\n");
  CHECK(text_in(areas, {1, 1}) == "third\n");
  CHECK(text_in(areas, {1, 2}) == "second\n");
  CHECK(text_in(areas, {0, 0}) == "(nothing)");
}

TEST_CASE("saving the same text again pushes nothing out") {
  MemoryFlash flash;
  Areas areas(flash);
  REQUIRE_FALSE(areas.write(0, "old\n"));
  REQUIRE_FALSE(areas.write(0, "new\n"));

  REQUIRE_FALSE(areas.write(0, "new\n"));

  CHECK(text_in(areas, {0, 1}) == "old\n");
}

TEST_CASE(
    "wherever the power goes during a save, the old or the new text is there, and the one before "
    "is not lost") {
  for (int operations = 0;; ++operations) {
    MemoryFlash medium;
    Areas before(medium);
    REQUIRE_FALSE(before.write(0, "oldest\n"));
    REQUIRE_FALSE(before.write(0, "older\n"));
    REQUIRE_FALSE(before.write(0, "old\n"));
    PowerCutFlash flash(medium, operations);

    const bool saved = !Areas(flash).write(0, "new\n");

    INFO("after " << operations << " operations");
    Areas after(medium);
    const auto current = text_in(after, {0, 0});
    CHECK(current == (saved ? "new\n" : "old\n"));
    CHECK(text_in(after, {0, 1}) == (saved || operations == 2 ? "old\n" : "older\n"));
    // And the next save is as good as any.
    REQUIRE_FALSE(after.write(0, "newest\n"));
    CHECK(text_in(after, {0, 0}) == "newest\n");
    CHECK(text_in(after, {0, 1}) == current);
    if (saved) break;
    REQUIRE(operations < 10);
  }
}

TEST_CASE("a full flash keeps what it holds") {
  MemoryFlash medium;
  Areas before(medium);
  REQUIRE_FALSE(before.write(0, "old\n"));
  PowerCutFlash flash(medium, 0, StorageError::full);
  Areas areas(flash);

  const auto failure = areas.write(0, "new\n");

  REQUIRE(failure);
  CHECK(failure->error == StorageError::full);
  CHECK(text_in(areas, {0, 0}) == "old\n");
}

TEST_CASE("when it was saved and why stands in the text, and loads as a comment") {
  const config::Stamp stamp{kNewYear, "before the change"};

  const auto text = config::stamped("# RTX810 Rev.11.01.34\nconsole lines 30\n", stamp);

  CHECK(text ==
        "# RTX810 Rev.11.01.34\n# Saved: 2020-01-01T00:00:00Z\n# Comment: before the change\n"
        "console lines 30\n");
  CHECK(config::stamp_of(text).saved == kNewYear);
  CHECK(config::stamp_of(text).comment == "before the change");
  config::Statements statements;
  CHECK(config::load(text, grammar::Grammar::builtin(), {}, statements).statements == 1);
}

TEST_CASE("a new stamp takes the place of the old one, also where lines end with CR LF") {
  const auto once = config::stamped("# RTX810\r\nconsole lines 30\r\n", {kNewYear, "one"});

  const auto twice = config::stamped(once, {kNewYear + std::chrono::hours(1), ""});

  CHECK(twice == "# RTX810\r\n# Saved: 2020-01-01T01:00:00Z\nconsole lines 30\r\n");
  CHECK(config::stamped("console lines 30\n", {kNewYear, ""}) ==
        "# Saved: 2020-01-01T00:00:00Z\nconsole lines 30\n");
}

TEST_CASE("a stamp that is none, and a text without one, have no time") {
  CHECK_FALSE(config::stamp_of("# Saved: yesterday\n").saved);
  CHECK_FALSE(config::stamp_of("# Saved: 2020-13-01T00:00:00Z\n").saved);
  CHECK_FALSE(config::stamp_of("console lines 30\n# Saved: 2020-01-01T00:00:00Z\n").saved);
}

TEST_CASE("the list has every area with its time, size and comment, and other files are none") {
  MemoryFlash flash;
  Areas areas(flash);
  REQUIRE_FALSE(areas.write(2, config::stamped("", {kNewYear, "two"})));
  REQUIRE_FALSE(areas.write(0, "old\n"));
  REQUIRE_FALSE(areas.write(0, "new\n"));
  REQUIRE_FALSE(flash.write("config9", as_bytes("x")));
  REQUIRE_FALSE(areas.set_startup({2, 0}));

  const auto entries = areas.list();

  REQUIRE(entries.size() == 3);
  CHECK(entries[0].name == AreaName{0, 0});
  CHECK(entries[0].bytes == 4);
  CHECK(entries[1].name == AreaName{0, 1});
  CHECK(entries[2].name == AreaName{2, 0});
  CHECK(entries[2].stamp.saved == kNewYear);
  CHECK(entries[2].stamp.comment == "two");
}

TEST_CASE("the area of the start is remembered, and a spoilt choice means the first") {
  MemoryFlash flash;
  Areas areas(flash);
  CHECK(areas.startup() == AreaName{0, 0});

  REQUIRE_FALSE(areas.set_startup({3, 1}));
  CHECK(areas.startup() == AreaName{3, 1});

  for (auto* text : {"", "config7", "\xff\xff", "../../etc/passwd", "config", "3"}) {
    REQUIRE_FALSE(flash.write(ports::kStartupChoice, as_bytes(text)));
    CHECK(areas.startup() == AreaName{0, 0});
  }
}

TEST_CASE("a start looks at the chosen area, then at what stood there before, then at the others") {
  MemoryFlash flash;
  Areas areas(flash);
  REQUIRE_FALSE(areas.set_startup({2, 0}));

  const auto candidates = areas.startup_candidates();

  std::string text;
  for (auto& candidate : candidates) text += candidate.text() + " ";
  CHECK(text == "2 2.1 2.2 0 1 3 4 ");
}

TEST_CASE(
    "wherever the power goes while everything is forgotten, the start is the old one or the "
    "factory's") {
  for (int operations = 0;; ++operations) {
    MemoryFlash medium;
    Areas before(medium);
    REQUIRE_FALSE(before.write(0, "zero\n"));
    REQUIRE_FALSE(before.write(2, "old two\n"));
    REQUIRE_FALSE(before.write(2, "two\n"));
    REQUIRE_FALSE(before.set_startup({2, 0}));
    REQUIRE_FALSE(medium.write("host-key", as_bytes("x")));
    PowerCutFlash flash(medium, operations);

    const bool done = !Areas(flash).remove_all();

    INFO("after " << operations << " operations");
    Areas after(medium);
    const auto current = text_in(after, after.startup());
    CHECK((current == "two\n" || after.list().empty()));
    if (done) {
      CHECK(medium.list().empty());
      break;
    }
    REQUIRE(operations < 20);
  }
}

TEST_CASE(
    "a configuration is a text of which something is understood, or that says nothing on purpose") {
  const auto usable = [](std::string_view text) {
    return config::is_configuration(text, grammar::Grammar::builtin(), {});
  };
  CHECK(usable("console lines 30\nwhat is this\n"));
  CHECK(usable("# RTX810 Rev.11.01.34\n"));
  CHECK_FALSE(usable(""));
  CHECK_FALSE(usable("  \r\n\n"));
  CHECK_FALSE(usable("what is this\n"));
  CHECK_FALSE(usable(std::string(4096, '\0')));
  CHECK_FALSE(usable(std::string(4096, '\xff')));
}
