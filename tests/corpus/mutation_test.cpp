// Slightly damaged command lines, as people type them: never a crash, and an error that tells what
// is wrong.
#include <set>

#include "cli-grammar/tokens.hpp"
#include "tests/corpus/corpus.hpp"

using namespace kyoten;
using namespace kyoten::test;
using grammar::Grammar;
using grammar::MessageId;
using grammar::Selection;

namespace {

struct Line {
  std::string text;
  Selection selection;
  std::vector<std::string> words;
};

/// Every different accepted line of the corpus, with the block it stands in. Lines with quotes are
/// left out: the damage is done by words.
std::vector<Line> accepted_lines() {
  std::vector<Line> result;
  std::set<std::string> known;
  for (auto& [name, text] : corpus()) {
    Selection selection;
    for (auto& line : lines_of(text)) {
      auto statement = Grammar::builtin().match(line, selection, {});
      if (!statement) continue;
      if (statement->id() == "pp select" || statement->id() == "tunnel select") {
        const auto kind =
            statement->id() == "pp select" ? Selection::Kind::pp : Selection::Kind::tunnel;
        selection = {kind, static_cast<std::uint32_t>(statement->arguments.empty() ? 0 : 1), {}};
      }
      if (line.find_first_of("\"'\\#") != std::string::npos || !known.insert(line).second) continue;
      Line entry{line, selection, {}};
      for (auto& token : grammar::tokenize(line)) entry.words.push_back(token.raw);
      result.push_back(std::move(entry));
    }
  }
  return result;
}

std::string joined_words(const std::vector<std::string>& words) {
  std::string text;
  for (auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

/// Errors that a wrong line can have on the device.
bool is_about_the_line(MessageId message) {
  static const std::set<MessageId> kErrors{
      MessageId::invalid_command_name,       MessageId::illegal_keyword,
      MessageId::wrong_number_of_parameters, MessageId::parameter_out_of_range,
      MessageId::select_peer_first,          MessageId::not_an_integer,
      MessageId::unrecognized_ip_address};
  return kErrors.contains(message);
}

/// Whether the outcome makes sense for any damage: an error of the device, or a statement that
/// matches again.
std::string nonsense_in(const std::string& text, const Selection& selection) {
  auto statement = Grammar::builtin().match(text, selection, {});
  if (!statement) {
    const bool sensible =
        is_about_the_line(statement.error().message) && statement.error().position <= text.size();
    return sensible ? "" : "strange error: " + text + "\n";
  }
  auto again = Grammar::builtin().match(statement->text, selection, {});
  return again && again->text == statement->text ? "" : "does not match again: " + text + "\n";
}

std::string misspelt(const std::string& word) {
  return word.substr(0, word.size() / 2) + "zq" + word.substr(word.size() / 2);
}

}  // namespace

TEST_CASE("the corpus has enough lines to damage") { CHECK(accepted_lines().size() > 1000); }

TEST_CASE("a line without one of its words is an error of the device or another statement") {
  std::string nonsense;
  for (auto& line : accepted_lines()) {
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      auto words = line.words;
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
      nonsense += nonsense_in(joined_words(words), line.selection);
    }
  }

  CHECK(nonsense == "");
}

TEST_CASE("a line with one word doubled is an error of the device or another statement") {
  std::string nonsense;
  for (auto& line : accepted_lines()) {
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      auto words = line.words;
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(i), words[i]);
      nonsense += nonsense_in(joined_words(words), line.selection);
    }
  }

  CHECK(nonsense == "");
}

TEST_CASE("a line with one word misspelt is an error of the device or another statement") {
  std::string nonsense;
  for (auto& line : accepted_lines()) {
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      auto words = line.words;
      words[i] = misspelt(words[i]);
      nonsense += nonsense_in(joined_words(words), line.selection);
    }
  }

  CHECK(nonsense == "");
}

TEST_CASE("a misspelt first word is an unknown command") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    auto words = line.words;
    words[0] = misspelt(words[0]);
    auto statement = Grammar::builtin().match(joined_words(words), line.selection, {});
    if (statement || statement.error().message != MessageId::invalid_command_name ||
        statement.error().position != 0) {
      wrong += joined_words(words) + "\n";
    }
  }

  CHECK(wrong == "");
}

TEST_CASE("the first word alone is no command, or lacks what follows") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    if (line.words.size() < 2) continue;
    auto statement = Grammar::builtin().match(line.words[0], line.selection, {});
    const bool whole = statement.has_value();  // "save", "administrator"
    if (!whole && statement.error().message != MessageId::invalid_command_name &&
        statement.error().message != MessageId::wrong_number_of_parameters) {
      wrong += line.words[0] + "\n";
    }
  }

  CHECK(wrong == "");
}

TEST_CASE("a number that grows beyond all limits is out of range, or was free text") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    for (std::size_t i = 1; i < line.words.size(); ++i) {
      if (line.words[i].find_first_not_of("0123456789") != std::string::npos) continue;
      auto words = line.words;
      words[i] += "99999999999999999999";
      auto statement = Grammar::builtin().match(joined_words(words), line.selection, {});
      if (!statement && statement.error().message != MessageId::parameter_out_of_range) {
        wrong += std::string(message(statement.error().message, grammar::Language::english)) +
                 ": " + joined_words(words) + "\n";
      }
    }
  }

  CHECK(wrong == "");
}
