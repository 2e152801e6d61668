// The linter, the repair and the comparison over all published configurations: what they say is
// pinned, since every line of it was looked at.
#include "firmware/config/lint/lint.hpp"

#include "firmware/config/lint/peer.hpp"
#include "firmware/config/repair/repair.hpp"
#include "tests/corpus/corpus.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

config::Statements statements_of(const std::string& text) {
  config::Statements statements;
  (void)config::load(text, grammar::Grammar::builtin(), {}, statements);
  return statements;
}

config::repair::Repaired repaired(const std::string& text) {
  return config::repair::repair(text, grammar::Grammar::builtin(), {});
}

std::size_t refused(const std::string& text) {
  config::Statements statements;
  return config::load(text, grammar::Grammar::builtin(), {}, statements).refused;
}

/// As `show config` prints to a terminal of 80 columns: a line of the text is broken behind
/// column 79.
std::string wrapped(const std::string& text) {
  constexpr std::size_t kColumns = 79;
  std::string result;
  for (auto line : lines_of(text)) {
    while (line.size() > kColumns) {
      result += line.substr(0, kColumns) + "\n";
      line.erase(0, kColumns);
    }
    result += line + "\n";
  }
  return result;
}

bool is_wrapped(const config::repair::Change& change) {
  return change.kind == config::repair::Kind::wrapped_line ||
         change.kind == config::repair::Kind::wrapped_comment;
}

}  // namespace

TEST_CASE("what the linter says about published configurations was looked at, line by line") {
  std::string said;
  for (auto& [name, text] : corpus()) {
    for (auto& warning : config::lint::lint(statements_of(text)))
      said += name + ":" + std::to_string(warning.line) + ": " + std::string(warning.rule) + "\n";
  }

  CHECK(said == content_of(corpus_folder() / "warnings.txt"));
}

TEST_CASE("the lab's two homes are clean but for their short key, alone and together") {
  const auto texts = corpus();
  const auto a = statements_of(texts.at("site-a.conf"));
  const auto b = statements_of(texts.at("site-b.conf"));

  for (auto* site : {&a, &b}) {
    const auto warnings = config::lint::lint(*site);
    REQUIRE(warnings.size() == 1);
    CHECK(warnings[0].rule == "key-short");
    CHECK(warnings[0].severity == config::lint::Severity::advice);
  }
  CHECK(config::lint::compare(a, b).fits());
  CHECK(config::lint::compare(b, a).fits());
}

TEST_CASE("published pairs of files are recognized as two ends that fit") {
  const auto texts = corpus();
  for (auto& [ours, theirs] :
       {std::pair("rtx830-l2tpv3-ipsec-aggressive-branch.conf",
                  "rtx830-l2tpv3-ipsec-aggressive-center.conf"),
        std::pair("rtx1100-ipsec-main-fixed-heartbeat-a.conf",
                  "rtx1100-ipsec-main-fixed-heartbeat-b.conf"),
        std::pair("n1200-ipip-hub-pppoe-filters.conf", "nvr510-ipip-spoke.conf")}) {
    INFO(ours << " and " << theirs);
    const auto comparison =
        config::lint::compare(statements_of(texts.at(ours)), statements_of(texts.at(theirs)));

    CHECK(comparison.pairs.size() == 1);
    CHECK(comparison.fits());
  }
}

TEST_CASE("comparing any two files ends in pairs or reasons") {
  const auto texts = corpus();
  std::map<std::string, config::Statements> all;
  for (auto& [name, text] : texts) all.emplace(name, statements_of(text));
  for (auto& [ours, mine] : all) {
    for (auto& [theirs, yours] : all) {
      const auto there = config::lint::compare(mine, yours);
      const auto back = config::lint::compare(yours, mine);
      INFO(ours << " and " << theirs);
      CHECK(there.pairs.size() == back.pairs.size());
      CHECK(there.fits() == back.fits());
    }
  }
}

TEST_CASE("repair makes published texts load better, loses nothing, and is done once") {
  for (auto& [name, text] : corpus()) {
    INFO(name);
    const auto once = repaired(text);

    CHECK(refused(once.text) <= refused(text));
    CHECK((once.changes.empty() || refused(once.text) < refused(text)));
    CHECK(repaired(once.text).changes.empty());
    // Every statement is still there, or a longer one is in its place.
    const auto after = joined(statements_of(once.text).print(true));
    const auto before = statements_of(text);
    for (auto* statement : before.in_order()) {
      INFO(statement->text);
      CHECK(after.find(statement->text) != std::string::npos);
    }
  }
}

TEST_CASE("wrapped at column 79 and repaired, every published text is the one it was") {
  std::size_t joined_lines = 0;
  for (auto& [name, text] : corpus()) {
    INFO(name);
    // Against what repair makes of the text unwrapped: some are published wrapped.
    const auto whole = repaired(text);
    const auto again = repaired(wrapped(text));

    const auto expected = statements_of(whole.text).print(true);
    const auto actual = statements_of(again.text).print(true);
    REQUIRE(actual.size() == expected.size());
    for (std::size_t i = 0; i < actual.size(); ++i) CHECK(actual[i] == expected[i]);
    CHECK(repaired(again.text).changes.empty());
    CHECK(refused(again.text) <= refused(text));
    joined_lines += static_cast<std::size_t>(
        std::count_if(again.changes.begin(), again.changes.end(), is_wrapped));
  }
  CHECK(joined_lines > 40);
}

TEST_CASE("damaged texts are linted, repaired and compared without harm") {
  const auto texts = corpus();
  const auto other = statements_of(texts.at("site-b.conf"));
  std::uint32_t state = 1;
  const auto draw = [&](std::size_t below) {
    state = state * 1664525u + 1013904223u;
    return (state >> 8) % below;
  };
  for (auto& [name, text] : texts) {
    for (int round = 0; round < 3; ++round) {
      auto damaged = text;
      for (int i = 0; i < 20; ++i) {
        const auto at = draw(damaged.size());
        switch (draw(4)) {
          case 0:
            damaged[at] = static_cast<char>(draw(256));
            break;
          case 1:
            damaged.erase(at, draw(30));
            break;
          case 2:
            damaged.insert(at, "\n");
            break;
          default:
            damaged.insert(at, damaged.substr(draw(damaged.size()), draw(60)));
            break;
        }
        if (damaged.empty()) damaged = "\n";
      }
      INFO(name << " round " << round);
      const auto statements = statements_of(damaged);
      for (auto& warning : config::lint::lint(statements)) CHECK(!warning.reason.empty());
      (void)config::lint::compare(statements, other);
      const auto once = repaired(damaged);
      CHECK(refused(once.text) <= refused(damaged));
    }
  }
}
