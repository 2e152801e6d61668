#include "cli-grammar/notation.hpp"

using namespace kyoten;
using grammar::parse_pattern;
using grammar::parse_records;
using grammar::Pattern;

namespace {

constexpr std::string_view kHelp = "  help en \"x\"\n  help ja \"x\"\n";

/// All faults of the records in `text`, one a line; a text that cannot be parsed says where.
std::string faults(const std::string& text) {
  auto records = parse_records("99-test", text);
  if (!records)
    return "line " + std::to_string(records.error().line) + ": " + records.error().reason;
  std::string result;
  for (auto& fault : check_records(*records)) result += fault.reason + "\n";
  return result;
}

std::string record(const std::string& properties) {
  return "command test\n" + properties + "  order 1000\n" + std::string(kHelp);
}

bool mentions(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

}  // namespace

TEST_CASE("a syntax line is words, operands, options, brackets, choices and repetitions") {
  auto pattern = parse_pattern("ipsec test ID {on | off} [keepalive=TIME] NAME...");

  REQUIRE(pattern.has_value());
  auto& parts = pattern->children;
  REQUIRE(parts.size() == 6);
  CHECK(parts[0].kind == Pattern::Kind::keyword);
  CHECK(parts[2].kind == Pattern::Kind::parameter);
  CHECK(parts[3].kind == Pattern::Kind::choice);
  CHECK(parts[3].children.size() == 2);
  CHECK(parts[4].kind == Pattern::Kind::optional);
  CHECK(parts[4].children[0].kind == Pattern::Kind::option);
  CHECK(parts[4].children[0].text == "keepalive=");
  CHECK(parts[4].children[0].parameter == "TIME");
  CHECK(parts[5].repeated);
}

TEST_CASE("a syntax line that does not close its brackets is no syntax line") {
  CHECK_FALSE(parse_pattern("test [A").has_value());
  CHECK_FALSE(parse_pattern("test A]").has_value());
  CHECK_FALSE(parse_pattern("test {a | b").has_value());
  CHECK_FALSE(parse_pattern("").has_value());
}

TEST_CASE("a record holds all that is known about a command") {
  auto records =
      parse_records("99-test",
                    "# a comment\n"
                    "command test\n"
                    "  syntax  test ID [NAME]\n"
                    "  scope   global tunnel\n"
                    "  level   user\n"
                    "  model   other\n"
                    "  key     ID\n"
                    "  order   12\n"
                    "  param   ID integer 1..6 family 1..200 or none unit s default none\n"
                    "  param   NAME word 0..32 secret\n"
                    "  help    en \"Tests\"\n"
                    "  help    ja \"試験\"\n");

  REQUIRE(records.has_value());
  REQUIRE(records->size() == 1);
  auto& command = records->front();
  CHECK(command.id == "test");
  CHECK(command.chapter == "99-test");
  CHECK(command.line == 2);
  CHECK(command.key == std::vector<std::string>{"ID"});
  CHECK(command.scopes.size() == 2);
  CHECK(command.privilege == grammar::Privilege::user);
  CHECK(command.support == grammar::ModelSupport::other_model);
  CHECK(command.show_order == 12);
  REQUIRE(command.parameters.size() == 2);
  CHECK(command.parameters[0].maximum == 6);
  CHECK(command.parameters[0].family_maximum == 200);
  CHECK(command.parameters[0].values == std::vector<std::string>{"none"});
  CHECK(command.parameters[0].unit == "s");
  CHECK(command.parameters[0].default_text == "none");
  CHECK(command.parameters[1].secret);
  CHECK(command.help_ja == "試験");
}

TEST_CASE("what is not understood is reported with its line") {
  CHECK(faults("command test\n  syntax test\n  frobnicate yes\n") ==
        "line 3: not understood: frobnicate yes");
  CHECK(mentions(faults("syntax test\n"), "line 1"));
  CHECK(
      mentions(faults(record("  syntax test\n  kind strange\n")), "not understood: kind strange"));
  CHECK(
      mentions(faults(record("  syntax test\n  level nobody\n")), "not understood: level nobody"));
  CHECK(mentions(faults(record("  syntax test A\n  param A intger 1..6\n")),
                 "not understood: param A intger 1..6"));
  CHECK(mentions(faults(record("  syntax test A\n  param A integer 1..x\n")),
                 "not understood: param A integer 1..x"));
  CHECK(mentions(faults(record("  syntax test\n  scope moon\n")), "not understood: scope moon"));
}

TEST_CASE("a good record has no fault") {
  CHECK(faults(record("  syntax test A [b=B]\n  key A\n  param A integer 1..6 default 3\n  param B "
                      "one-of on off default off\n")) == "");
}

TEST_CASE("records that contradict themselves are faulty") {
  CHECK(mentions(faults(record("  syntax test A\n")), "parameter without declaration: A"));
  CHECK(mentions(faults(record("  syntax test\n  param A word\n")),
                 "parameter in no syntax line: A"));
  CHECK(mentions(faults(record("  syntax test A\n  param A word\n  param A word\n")),
                 "parameter declared twice: A"));
  CHECK(mentions(faults(record("  syntax test A\n  param A integer 9..1\n")), "empty range: A"));
  CHECK(mentions(faults(record("  syntax test A\n  param A integer 1..9 family 2..8\n")),
                 "does not contain the model's: A"));
  CHECK(mentions(faults(record("  syntax test A\n  param A one-of\n")), "no values: A"));
  CHECK(mentions(faults(record("  syntax test A\n  param A one-of on on\n")), "a value twice: A"));
  CHECK(mentions(faults(record("  syntax test A\n  param A one-of on off default maybe\n")),
                 "the default is no value: A maybe"));
  CHECK(mentions(faults(record("  syntax test A\n  param A integer 1..6 default 7\n")),
                 "the default is no value: A 7"));
  CHECK(mentions(faults(record("  syntax test\n  key A\n")), "key in no syntax line: A"));
  CHECK(mentions(faults(record("  syntax test [A\n")), "cannot read the syntax"));
  CHECK(mentions(faults(record("  syntax test\n  replaces nothing\n")),
                 "replaces no known command: nothing"));
  CHECK(mentions(faults("command test\n  order 1\n"), "no syntax line"));
  CHECK(mentions(faults("command test\n  syntax test\n" + std::string(kHelp)), "needs its order"));
  CHECK(mentions(faults("command test\n  syntax test\n  order 1\n"), "help is missing"));
}

TEST_CASE("records that cannot be told apart are ambiguous") {
  const std::string one = record("  syntax test A\n  param A integer 1..6\n");
  const std::string other =
      "command other\n  syntax test B\n  order 1000\n  param B integer 1..6\n" + std::string(kHelp);

  CHECK(mentions(faults(one + other), "ambiguous, looks the same as a form of test: test B"));
  CHECK(mentions(faults(one + one), "declared twice: test"));
}
