// Pasted configurations and what they are repaired to.
#include "firmware/config/repair/repair.hpp"

#include "tests/unit/config/typing.hpp"

using namespace kyoten;
using namespace kyoten::test;
using config::repair::Kind;

namespace {

config::repair::Repaired repaired(std::string_view text) {
  auto result = config::repair::repair(text, grammar::Grammar::builtin(), {});
  INFO(result.text);
  CHECK(config::repair::repair(result.text, grammar::Grammar::builtin(), {}).changes.empty());
  CHECK(loaded(result.text).report.refused <= loaded(text).report.refused);
  return result;
}

const std::string kList =
    " ip pp secure filter in 200003 200020 200021 200022 200023 200024 200025";

}  // namespace

TEST_CASE("a text in which nothing is refused stays as it is, byte for byte") {
  const std::string text = "ip lan1 address 192.168.1.1/24\r\n\r\n# a comment\r\n\tsave  ";

  const auto result = repaired(text);

  CHECK(result.changes.empty());
  CHECK(result.text == text);
}

TEST_CASE("a line that show config wrapped at column 79 is joined") {
  const std::string text = "pp select 1\n" + kList + " 200030\n 200032\n pp enable 1\n";

  const auto result = repaired(text);

  REQUIRE(result.changes.size() == 1);
  CHECK(result.changes[0].kind == Kind::wrapped_line);
  CHECK(result.changes[0].first_line == 2);
  CHECK(result.changes[0].before.size() == 2);
  CHECK(
      result.changes[0].explanation.starts_with("lines 2 and 3 are one statement: the first fills "
                                                "79 columns"));
  CHECK(result.text == "pp select 1\n" + kList + " 200030 200032\n pp enable 1\n");
}

TEST_CASE("a word that was cut in two is put together") {
  const auto result = repaired("pp select 1\n" + kList + "  20002\n6 200027\n");

  CHECK(result.text == "pp select 1\n" + kList + "  200026 200027\n");
}

TEST_CASE("the blank at the edge may have got lost") {
  CHECK(repaired("pp select 1\n" + kList + " 200030\n200032\n").text ==
        "pp select 1\n" + kList + " 200030 200032\n");
}

TEST_CASE("of two readings the one that names filters that exist is taken") {
  const std::string head =
      "ip lan2 secure filter out 1010 1011 1012 1013 1014 1015 3000 1016 1017 100 1014";
  REQUIRE(head.size() == 79);
  const std::string filters = "ip filter 1014 pass * *\nip filter 1015 pass * *\n";

  CHECK(repaired(head + "\n1015\n" + filters).text == head + " 1015\n" + filters);
  CHECK(repaired(head + "\n1015\n").text == head + "1015\n");
}

TEST_CASE("a line may be wrapped more than once") {
  const auto result = repaired("pp select 1\n" + kList +
                               " 200030\n 200032 200033 200034 200035 "
                               "200036 200037 200038 200039 200040 200041 200042 2\n00043 "
                               "200044\n");

  REQUIRE(result.changes.size() == 1);
  CHECK(result.changes[0].before.size() == 3);
  CHECK(result.changes[0].explanation.starts_with("lines 2 to 4 are one statement"));
  CHECK(loaded(result.text).refused().empty());
}

TEST_CASE("the console's own width counts") {
  const std::string text =
      "console columns 57\npp select 1\n ip pp secure filter in 200003 200020 "
      "200021 200022 2000\n23 200024\n";

  CHECK(repaired(text).text ==
        "console columns 57\npp select 1\n ip pp secure filter in 200003 "
        "200020 200021 200022 200023 200024\n");
}

TEST_CASE("a mistake behind a line that happens to fill the screen is left alone") {
  const auto text = "pp select 1\n" + kList + " 200030\nnat descriptor typo 1\n";

  CHECK(repaired(text).changes.empty());
}

TEST_CASE("a wrapped comment stays a comment") {
  const std::string head =
      "# main:  RTX1210 ver=00 serial=S00000000 MAC-Address=00:a0:de:00:00:01 MAC-Addr";
  REQUIRE(head.size() == 79);

  const auto result = repaired(head + "\ness=00:a0:de:00:00:02\nip lan1 address 192.168.1.1/24\n");

  REQUIRE(result.changes.size() == 1);
  CHECK(result.changes[0].kind == Kind::wrapped_comment);
  CHECK(result.text == head + "ess=00:a0:de:00:00:02\nip lan1 address 192.168.1.1/24\n");
}

TEST_CASE("arrows and backslashes that continue a line are taken out") {
  const std::string joined = "pp select 1\nip pp secure filter in 1 2 3\n";

  CHECK(repaired("pp select 1\nip pp secure filter in 1 →\n 2 3\n").text == joined);
  CHECK(repaired("pp select 1\nip pp secure filter in 1 2\n→ 3\n").text == joined);
  CHECK(repaired("pp select 1\nip pp secure filter in 1 \\\n   2 \\\n   3\n").text == joined);
  CHECK(repaired("pp select 1\nip pp secure filter in 1 ↓\n2 3\n").changes.at(0).kind ==
        Kind::continuation_mark);
}

TEST_CASE("full-width blanks and typographic signs become those of a keyboard") {
  const auto result = repaired(
      "tunnel select 1\n tunnel endpoint address　2001:db8::1\nip lan1 address "
      "１９２.168.1.1／24\nip filter 1 pass 10.0.0.1–10.0.0.9 * * * *\n");

  CHECK(result.changes.size() == 3);
  CHECK(result.changes[0].explanation ==
        "line 2 holds a full-width blank, which separates no words");
  CHECK(result.text ==
        "tunnel select 1\n tunnel endpoint address 2001:db8::1\nip lan1 address "
        "192.168.1.1/24\nip filter 1 pass 10.0.0.1-10.0.0.9 * * * *\n");
}

TEST_CASE("a full-width blank in a text that is taken stays") {
  CHECK(repaired("description lan1 \"本社　一階\"\n").changes.empty());
}

TEST_CASE("comments of other devices become comments") {
  const auto result = repaired("; LAN\nip lan1 address 192.168.1.1/24 ; home\n! end\n");

  CHECK(result.text == "# LAN\nip lan1 address 192.168.1.1/24 # home\n# end\n");
  CHECK(result.changes[0].kind == Kind::foreign_comment);
}

TEST_CASE("prompts and the pager's lines are taken out") {
  const auto result = repaired("RTX810# ip lan1 address 192.168.1.1/24\n---more---\nsave\n");

  CHECK(result.text == "ip lan1 address 192.168.1.1/24\nsave\n");
  CHECK(result.changes.at(1).after.empty());
}

TEST_CASE("a repaired text is in UTF-8 and keeps the line ends of untouched lines") {
  const auto result = repaired(
      "\xef\xbb\xbf# LAN\r\n; WAN\r\n"
      "description lan1 \x96{\x8e\xd0\r\n");  // Shift_JIS is not valid here

  CHECK(result.text.starts_with("# LAN\r\n# WAN\r\n"));
  CHECK(repaired("; \x96{\x8e\xd0\n").text == "# 本社\n");
}

TEST_CASE("lines that no encoding explains are kept byte for byte") {
  const std::string text = "; LAN\ndescription lan1 \xff\xfe\xff\n";

  CHECK(repaired(text).text == "# LAN\ndescription lan1 \xff\xfe\xff\n");
}
