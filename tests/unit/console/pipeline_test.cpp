#include "firmware/console/pipeline.hpp"

using namespace kyoten;
using console::parse_pipeline;
using console::Pattern;
using grammar::MessageId;

namespace {

bool found(std::string_view pattern, std::string_view line, console::PatternOptions options = {}) {
  auto parsed = Pattern::parse(pattern, options);
  REQUIRE(parsed);
  return parsed->found_in(line);
}

std::vector<std::string> filtered(std::string_view command, std::vector<std::string> lines) {
  auto pipeline = parse_pipeline(command);
  REQUIRE(pipeline.has_value());
  return pipeline->apply(std::move(lines));
}

using Lines = std::vector<std::string>;

}  // namespace

TEST_CASE("patterns know the signs of the device's grep") {
  CHECK(found("ethernet .* filter", "ethernet lan1 filter in 1"));
  CHECK(found("^ip", "ip route"));
  CHECK_FALSE(found("^route", "ip route"));
  CHECK(found("e$", "ip route"));
  CHECK(found("ab?c", "ac"));
  CHECK(found("ab+c", "abbc"));
  CHECK_FALSE(found("ab+c", "ac"));
  CHECK(found("[0-9]+", "lan1"));
  CHECK_FALSE(found("[^0-9]", "123"));
  CHECK(found("(queue|speed) x", "a speed x"));
  CHECK(found("a\\.b", "a.b"));
  CHECK_FALSE(found("a\\.b", "axb"));
}

TEST_CASE("grep: -i ignores case and -w wants whole words") {
  CHECK(found("rev", "RTX810 Rev.11", {true, false}));
  CHECK_FALSE(found("rev", "RTX810 Rev.11"));
  CHECK(found("lan", "ip lan address", {false, true}));
  CHECK_FALSE(found("lan", "ip lan1 address", {false, true}));
}

TEST_CASE("malformed patterns are refused") {
  for (auto pattern : {"(", ")", "[", "[a", "*", "+a", "a|*", "\\", ""}) {
    INFO(pattern);
    CHECK_FALSE(Pattern::parse(pattern, {}));
  }
  CHECK_FALSE(Pattern::parse(std::string(5000, 'a'), {}));
  CHECK_FALSE(Pattern::parse(std::string(500, '('), {}));
}

TEST_CASE("a pattern that is slow elsewhere is not slow here") {
  CHECK_FALSE(found("(a*)*(a*)*(a|aa)+b", std::string(2000, 'a')));
}

TEST_CASE("grep says that it searches and prints the lines that pass") {
  CHECK(filtered("show config | grep \"dhcp scope\"", {"dhcp scope 1", "dhcp service"}) ==
        Lines{"Searching ...", "dhcp scope 1"});
  CHECK(filtered("show config | grep -v dhcp", {"dhcp scope 1", "ip route"}) ==
        Lines{"Searching ...", "ip route"});
  CHECK(filtered("show config | grep ip | grep -v route", {"ip lan1", "ip route"}) ==
        Lines{"Searching ...", "ip lan1"});
}

TEST_CASE("the console takes one backslash for itself, so a quoted backslash bar means either") {
  CHECK(filtered("show config | grep \"queue\\|speed\"", {"queue a", "speed b", "other"}) ==
        Lines{"Searching ...", "queue a", "speed b"});
}

TEST_CASE("a quoted bar does not split the line") {
  auto pipeline = parse_pipeline("description lan1 \"a | b\"");

  REQUIRE(pipeline.has_value());
  CHECK_FALSE(pipeline->piped);
  CHECK(pipeline->command == "description lan1 \"a | b\"");
}

TEST_CASE("less comes last, and wrong filters are refused") {
  CHECK((*parse_pipeline("show log | grep x | less")).less);
  CHECK(parse_pipeline("show log | less | grep x").error() ==
        MessageId::wrong_number_of_parameters);
  CHECK(parse_pipeline("show log | sort").error() == MessageId::illegal_keyword);
  CHECK(parse_pipeline("show log |").error() == MessageId::wrong_number_of_parameters);
  CHECK(parse_pipeline("show log | grep").error() == MessageId::wrong_number_of_parameters);
  CHECK(parse_pipeline("show log | grep a b").error() == MessageId::wrong_number_of_parameters);
  CHECK(parse_pipeline("show log | grep -x a").error() == MessageId::illegal_keyword);
}

TEST_CASE("a sign > takes the file off the line, and >> means to add") {
  const auto written = console::parse_pipeline("show config | grep -v ipsec > usb1:a.txt");
  REQUIRE(written.has_value());
  CHECK(written->command == "show config ");
  CHECK(written->filters.size() == 1);
  CHECK(written->piped);
  REQUIRE(written->redirection);
  CHECK(written->redirection->file == "usb1:a.txt");
  CHECK_FALSE(written->redirection->append);

  const auto added = console::parse_pipeline("show log>>\"usb1:my log.txt\"");
  REQUIRE(added.has_value());
  CHECK(added->command == "show log");
  CHECK(added->redirection->file == "usb1:my log.txt");
  CHECK(added->redirection->append);
}

TEST_CASE("a quoted sign > is a character") {
  const auto pipeline = console::parse_pipeline("description 1 \"a > b\"");

  REQUIRE(pipeline.has_value());
  CHECK_FALSE(pipeline->redirection);
  CHECK(pipeline->command == "description 1 \"a > b\"");
}

TEST_CASE("one file, last, and not behind less") {
  for (auto* line : {"show log >", "show log >>", "show log > a b", "show log > a > b", "show log > a | less",
                     "show log | less > a", "show log >>> a"}) {
    INFO(line);
    CHECK_FALSE(console::parse_pipeline(line).has_value());
  }
}
