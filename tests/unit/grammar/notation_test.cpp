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

namespace {

/// A record that has nothing in common with record(), but for what the test puts into it.
std::string other_record(const std::string& properties, const std::string& order = "1001") {
  return "command other\n" + properties + "  order " + order +
         "\n  help en \"y\"\n  help ja \"y\"\n";
}

}  // namespace

TEST_CASE("words behind `family` are those of sister models") {
  auto records = parse_records(
      "99-test", record("  syntax test A B\n  param A one-of on family auto default on\n"
                        "  param B integer 1..6 family 1..9 or off family all\n"));

  REQUIRE(records.has_value());
  auto& parameters = records->front().parameters;
  CHECK(parameters[0].values == std::vector<std::string>{"on"});
  CHECK(parameters[0].family_values == std::vector<std::string>{"auto"});
  CHECK(parameters[0].default_text == "on");
  CHECK(parameters[1].family_maximum == 9);
  CHECK(parameters[1].values == std::vector<std::string>{"off"});
  CHECK(parameters[1].family_values == std::vector<std::string>{"all"});
}

TEST_CASE("`default` is a word of a list where it stands first or last") {
  auto records = parse_records("99-test", record("  syntax test A B\n"
                                                 "  param A one-of default on default on\n"
                                                 "  param B one-of off default\n"));

  REQUIRE(records.has_value());
  auto& parameters = records->front().parameters;
  CHECK(parameters[0].values == std::vector<std::string>{"default", "on"});
  CHECK(parameters[0].default_text == "on");
  CHECK(parameters[1].values == std::vector<std::string>{"off", "default"});
  CHECK(parameters[1].default_text.empty());
}

TEST_CASE("what the RTX810 lacks altogether has values of sister models only") {
  CHECK(faults(record("  syntax test [a=A] [b=B]\n  param A one-of family on off\n"
                      "  param B integer family 1..9\n")) == "");
  CHECK(mentions(faults(record("  syntax test A\n  param A one-of on family on\n")),
                 "a value twice: A"));
}

TEST_CASE("two settings do not claim one place in show config") {
  const auto one = record("  syntax test\n");

  CHECK(faults(one + other_record("  syntax other\n")) == "");
  CHECK(mentions(faults(one + other_record("  syntax other\n", "1000")), "has the place of test: 1000"));
  // A switch's settings are numbered by themselves.
  CHECK(faults(one + other_record("  syntax other\n  scope switch\n", "1000")) == "");
}

TEST_CASE("two commands are not explained by one sentence") {
  const std::string copy =
      "command other\n  syntax other\n  order 1001\n  help en \"x\"\n  help ja \"y\"\n";

  CHECK(mentions(faults(record("  syntax test\n") + copy), "has the help of test: x"));
}

TEST_CASE("an explanation fits into a line of the console") {
  const std::string text = "command test\n  syntax test\n  order 1\n  help ja \"x\"\n  help en \"" +
                           std::string(80, 'x') + "\"\n";

  CHECK(mentions(faults(text), "longer than a line"));
}

TEST_CASE("a command displaces another one by the same key") {
  const std::string one = record("  syntax test A\n  key A\n  param A word\n  replaces other\n");

  CHECK(faults(one + other_record("  syntax other A\n  key A\n  param A word\n")) == "");
  CHECK(mentions(faults(one + other_record("  syntax other\n")), "with another key: other"));
  CHECK(mentions(faults(record("  syntax test\n  replaces test\n")), "replaces itself"));
}

TEST_CASE("only settings stand in show config") {
  CHECK(mentions(faults(record("  syntax test\n  kind show\n")), "only settings have a place"));
  CHECK(mentions(faults("command test\n  syntax test A\n  kind show\n  key A\n  param A word\n" +
                        std::string(kHelp)),
                 "only settings have a key"));
}

TEST_CASE("a scope beside the global one has a form of its own") {
  CHECK(mentions(faults(record("  syntax test INTERFACE\n  scope global pp\n"
                               "  param INTERFACE interface\n")),
                 "no form for the scope: pp"));
  CHECK(mentions(faults(record("  syntax test pp\n  scope pp pp\n")), "a scope twice"));
}

TEST_CASE("defaults of every type are checked") {
  CHECK(mentions(faults(record("  syntax test A\n  param A ip default nowhere\n")),
                 "the default is no value: A nowhere"));
  CHECK(mentions(faults(record("  syntax test A\n  param A numbers 1..9 default 1-10\n")),
                 "the default is no value: A 1-10"));
  CHECK(faults(record("  syntax test {none | A}\n  param A ip default none\n")) == "");
}

TEST_CASE("a line belongs to one command") {
  // Different shapes, one line: "test 1".
  CHECK(mentions(faults(record("  syntax test [A]\n  param A integer 1..6\n") +
                        other_record("  syntax test B\n  param B integer 1..9\n")),
                 "ambiguous, is also a line of"));
  CHECK(mentions(faults(record("  syntax test one\n") +
                        other_record("  syntax test A\n  param A one-of one two\n")),
                 "ambiguous, is also a line of"));
  CHECK(faults(record("  syntax test one\n") +
               other_record("  syntax test A\n  param A one-of two three\n")) == "");
}

TEST_CASE("a form that another command's words hide can never be typed") {
  // "test one" is always the keyword, never the name.
  CHECK(mentions(faults(record("  syntax test xx yy\n") +
                        other_record("  syntax test A zz\n  param A word\n")),
                 "cannot be typed: test xx zz"));
}
