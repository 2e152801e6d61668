#include "tests/unit/grammar/typing.hpp"

using namespace kyoten;
using namespace kyoten::test;
using grammar::Grammar;
using grammar::Language;

namespace {

bool offers(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (auto& line : lines) text += line + "\n";
  return text;
}

}  // namespace

TEST_CASE("a unique beginning is completed") {
  const auto completion = completed("sho");

  CHECK(completion.completed == "show");
  CHECK(completion.unique);
  CHECK(completion.word_begin == 0);
}

TEST_CASE("an ambiguous beginning is completed as far as all candidates agree") {
  const auto completion = completed("show status p");

  CHECK_FALSE(completion.unique);
  CHECK(offers(completion.candidates, "pp"));
  CHECK(offers(completion.candidates, "pptp"));
  CHECK(completion.word_begin == 12);
  CHECK(completed("show status pp").completed == "pp");
}

TEST_CASE("behind a blank everything that may come next is offered, sorted") {
  const auto completion = completed("console ");

  CHECK(completion.candidates ==
        std::vector<std::string>{"character", "columns", "info", "lines", "prompt"});
  CHECK(completion.word_begin == 8);
}

TEST_CASE("values are offered with their range") {
  const auto completion = completed("console lines ");

  CHECK(offers(completion.candidates, "infinity"));
  CHECK(offers(completion.parameters, "LINES = 10-100, infinity"));
}

TEST_CASE("options are offered with the sign behind which the value stands") {
  const auto completion = completed("ipsec ike nat-traversal 1 on ke");

  CHECK(completion.completed == "keepalive=");
  CHECK_FALSE(completion.unique);
}

TEST_CASE("half a word that begins a keyword is not taken for a value") {
  const auto completion = completed("connect tun");

  CHECK(completion.completed == "tunnel");
  CHECK(completion.unique);
  CHECK(completion.parameters.empty());
  CHECK_FALSE(completed("connect ").parameters.empty());
}

TEST_CASE("no is offered at the beginning, and its operand is completed") {
  CHECK(offers(completed("").candidates, "no"));
  CHECK(completed("no cons").completed == "console");
}

TEST_CASE("words of other models are offered only if nothing else is meant") {
  CHECK_FALSE(offers(completed("show ").candidates, "lbo"));
  CHECK(completed("show lb").completed == "lbo");
}

TEST_CASE("operands of a block are offered only in that block") {
  CHECK(completed("l2tp hostname ").parameters.empty());
  CHECK_FALSE(completed("l2tp hostname ", kTunnel1).parameters.empty());
}

TEST_CASE("the cursor decides what is completed") {
  const auto completion = Grammar::builtin().complete("cons lines 24", 4, {}, {});

  CHECK(completion.completed == "console");
  CHECK(completion.word_begin == 0);
}

TEST_CASE("a line that may end says so") {
  CHECK(completed("show environment ").may_end);
  CHECK_FALSE(completed("console ").may_end);
}

TEST_CASE("nothing is offered behind a word that fits nowhere") {
  const auto completion = completed("frobnicate ");

  CHECK(completion.candidates.empty());
  CHECK(completion.parameters.empty());
}

TEST_CASE("help prints form, explanation, ranges and default in English") {
  const auto help = joined(Grammar::builtin().help("console lines ", {}, {}, Language::english));

  CHECK(help.find("Format: console lines LINES") != std::string::npos);
  CHECK(help.find("LINES = 10-100, infinity") != std::string::npos);
  CHECK(help.find("Explanation: ") != std::string::npos);
  CHECK(help.find("Default: LINES = 24") != std::string::npos);
}

TEST_CASE("help prints the same in Japanese") {
  const auto help = joined(Grammar::builtin().help("console lines ", {}, {}, Language::japanese));

  CHECK(help.find("入力形式: console lines LINES") != std::string::npos);
  CHECK(help.find("説明: コンソールの") != std::string::npos);
  CHECK(help.find("デフォルト値: LINES = 24") != std::string::npos);
}

TEST_CASE("it is told when a line has named its command and operands follow") {
  CHECK_FALSE(completed("console ").named);
  CHECK_FALSE(completed("ipsec ike ").named);
  CHECK(completed("console lines ").named);
  CHECK(completed("ipsec sa policy 101 ").named);
}

TEST_CASE("help looks past an operand that is half typed or wrong, but not past a name") {
  auto helped = [](std::string_view line) {
    return joined(Grammar::builtin().help(line, {}, {}, Language::english));
  };

  CHECK(helped("console lines 5").find("Format: console lines LINES") != std::string::npos);
  CHECK(helped("no console lines 5").find("Format: console lines LINES") != std::string::npos);
  CHECK(helped("console lines 5 ").empty());
  CHECK(helped("console l1nes").empty());
}

TEST_CASE("help on an unknown command is empty") {
  CHECK(Grammar::builtin().help("frobnicate", {}, {}, Language::english).empty());
}
