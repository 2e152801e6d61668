#include "tests/corpus/corpus.hpp"

#include "firmware/config/intent.hpp"

using namespace kyoten;
using namespace kyoten::test;

namespace {

config::LoadReport load_into(const std::string& text, config::Statements& statements) {
  return config::load(text, grammar::Grammar::builtin(), {}, statements);
}

/// "file:line: reason: text" of every refused line.
std::string refusals(const std::string& name, const config::LoadReport& report) {
  std::string result;
  for (auto& finding : report.findings) {
    if (finding.severity != config::Finding::Severity::refused) continue;
    const auto first = finding.text.find_first_not_of(' ');
    result += name + ":" + std::to_string(finding.line) + ": " +
              std::string(message(finding.message, grammar::Language::english)) + ": " +
              finding.text.substr(first) + "\n";
  }
  return result;
}

std::vector<std::string> texts_of(const config::Statements& statements) {
  std::vector<std::string> texts;
  for (auto* statement : statements.in_order()) texts.push_back(statement->text);
  return texts;
}

}  // namespace

TEST_CASE("published configurations load, but for the lines whose text is wrong") {
  std::string refused;
  for (auto& [name, text] : corpus()) {
    config::Statements statements;
    refused += refusals(name, load_into(text, statements));
  }

  CHECK(refused == content_of(corpus_folder() / "refusals.txt"));
}

TEST_CASE("what was loaded is printed, loads again without refusal, and is printed identically") {
  for (auto& [name, text] : corpus()) {
    INFO(name);
    config::Statements first;
    (void)load_into(text, first);
    const auto printed = joined(first.print(true));

    config::Statements second;
    const auto report = load_into(printed, second);

    CHECK(report.refused == 0);
    CHECK(joined(second.print(true)) == printed);
    CHECK(first == second);
  }
}

TEST_CASE("what a later line takes the place of was looked at, line by line") {
  std::string replaced;
  for (auto& [name, text] : corpus()) {
    std::vector<std::string> before;
    for (std::size_t end = text.find('\n'); end != std::string::npos; end = text.find('\n', end + 1)) {
      config::Statements statements;
      load_into(text.substr(0, end + 1), statements);
      auto now = texts_of(statements);
      for (auto& gone : before) {
        if (std::find(now.begin(), now.end(), gone) == now.end()) replaced += name + ": " + gone + "\n";
      }
      before = std::move(now);
    }
  }
  CHECK(replaced == content_of(corpus_folder() / "replaced.txt"));
}

TEST_CASE("what show config prints, with hidden passwords, loads without refusal") {
  for (auto& [name, text] : corpus()) {
    INFO(name);
    config::Statements first;
    (void)load_into(text, first);

    config::Statements second;
    const auto report = load_into(joined(first.print(false)), second);

    CHECK(report.refused == 0);
  }
}

TEST_CASE("other line ends and other indentation change nothing") {
  for (auto& [name, text] : corpus()) {
    INFO(name);
    std::string rewritten;
    for (auto& line : lines_of(text)) rewritten += "\t " + line + "  \r\n\r\n";
    config::Statements first;
    config::Statements second;

    (void)load_into(text, first);
    (void)load_into(rewritten, second);

    CHECK(joined(second.print(true)) == joined(first.print(true)));
  }
}

TEST_CASE("what only sister models know is kept, printed, and reported as such") {
  config::Statements statements;
  const auto report = load_into(
      "ipsec ike hash 1 sha512\nipsec ike hash 2 sha256\ndashboard accumulate traffic on\n",
      statements);

  CHECK(report.accepted == 3);
  CHECK(report.stored == 1);
  REQUIRE(report.findings.size() == 2);
  for (auto& finding : report.findings)
    CHECK(finding.message == grammar::MessageId::not_on_this_model);
  CHECK(report.findings[0].line == 1);
  CHECK(report.findings[1].line == 3);
  CHECK(joined(statements.print(true)) ==
        "ipsec ike hash 1 sha512\nipsec ike hash 2 sha256\ndashboard accumulate traffic on\n");
}

TEST_CASE("every loaded configuration compiles, and compiling it again shares everything") {
  for (auto& [name, text] : corpus()) {
    INFO(name);
    config::Statements statements;
    (void)load_into(text, statements);

    const auto first = config::compile(statements, nullptr);
    const auto second = config::compile(statements, &first);

    CHECK(second.ike == first.ike);
    CHECK(second.interfaces == first.interfaces);
    CHECK(second.tunnels == first.tunnels);
    CHECK(second.nat == first.nat);
  }
}

TEST_CASE("the lab's two homes load without any refusal") {
  for (auto* name : {"site-a.conf", "site-b.conf", "home-gateway.conf", "isp.conf"}) {
    INFO(name);
    config::Statements statements;

    const auto report = load_into(corpus().at(name), statements);

    CHECK(report.refused == 0);
    CHECK(report.accepted == report.statements);
  }
}

TEST_CASE("show config prints in the order of the devices") {
  // Configurations that a device printed; the others were typed or arranged by hand.
  for (auto* name : {"n1200-ipip-hub-pppoe-filters.conf", "nvr500-pppoe-gui-filters-wrapped80.conf",
                     "rtx1100-ipsec-main-fixed-heartbeat-a.conf",
                     "rtx1100-ipsec-main-fixed-heartbeat-b.conf", "rtx1210-factory-default.conf",
                     "rtx1210-ipoe-mape-v6plus-mirror.conf",
                     "rtx1220-l2tp-ipsec-anonymous-lua-otp.conf",
                     "rtx830-l2tpv3-ipsec-aggressive-branch.conf"}) {
    INFO(name);
    config::Statements statements;
    const auto text = corpus().at(name);
    (void)load_into(text, statements);
    const auto printed = statements.print(true);

    // Each printed line, if the file has it in these words, stands behind the one before it.
    std::string block;
    std::map<std::string, std::size_t> place;
    const auto keyed = [&](const std::string& line) {
      if (line[0] != ' ') block = line.find(" select ") == std::string::npos ? "" : line;
      return block + "|" + line.substr(line.find_first_not_of(' '));
    };
    const auto lines = lines_of(text);
    for (std::size_t i = 0; i < lines.size(); ++i) {
      if (!lines[i].empty()) place.emplace(keyed(lines[i]), i);
    }
    std::string wrong;
    std::size_t last = 0;
    std::size_t found = 0;
    block.clear();
    for (auto& line : printed) {
      const auto original = place.find(keyed(line));
      if (original == place.end()) continue;
      ++found;
      if (original->second < last) wrong += line + "\n";
      last = original->second;
    }
    CHECK(wrong == "");
    CHECK(found * 10 > printed.size() * 8);
  }
}
