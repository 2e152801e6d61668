// Slightly damaged command lines, as people type them. What must come out is derived from the
// damage and from the command's record, not from the matcher: which error, and at which column.
#include <limits>
#include <set>

#include "cli-grammar/tokens.hpp"
#include "tests/corpus/corpus.hpp"

using namespace kyoten;
using namespace kyoten::test;
using grammar::Grammar;
using grammar::MessageId;
using grammar::Parameter;
using grammar::Selection;
using grammar::Statement;

namespace {

struct Line {
  std::string text;
  Selection selection;
  std::vector<std::string> words;
  std::size_t first_operand = 0;  ///< behind the last word of the command's name
  Statement statement;
};

std::string joined_words(const std::vector<std::string>& words) {
  std::string text;
  for (auto& word : words) text += (text.empty() ? "" : " ") + word;
  return text;
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  for (auto& token : grammar::tokenize(text)) words.push_back(token.raw);
  return words;
}

bool is_keyword(const std::string& word) { return word[0] < 'A' || word[0] > 'Z'; }

/// How many words the command's name has in this line: `ip lan1 address` has three. A form with
/// another head than the id ("dns static" beside "ip host") is named by the words it begins with.
std::size_t end_of_name(const Statement& statement, const std::vector<std::string>& words) {
  const auto syntax = words_of(statement.command->syntax[statement.form]);
  const auto head = words_of(statement.command->id)[0];
  auto id = words_of(statement.command->id);
  const std::size_t no = statement.negated ? 1 : 0;
  std::size_t end = 0;
  for (std::size_t i = 0; i < syntax.size() && i + no < words.size(); ++i) {
    if (syntax[i][0] == '[' || syntax[i][0] == '{') break;
    const bool leading = syntax[0] != head && i == end;
    const auto of_name = std::find(id.begin(), id.end(), syntax[i]);
    if (!is_keyword(syntax[i]) || (of_name == id.end() && !leading)) continue;
    if (of_name != id.end()) id.erase(of_name);
    end = i + 1;
  }
  return end + no;
}

/// Whether the first words are the whole name of some command, so that an operand may follow:
/// `ip filter` of `ip filter dynamic`.
bool is_whole_name(const std::vector<std::string>& words, std::size_t count) {
  const auto& commands = Grammar::builtin().commands();
  return std::any_of(commands.begin(), commands.end(), [&](auto& command) {
    const auto id = words_of(command.id);
    if (id.size() != count) return false;
    for (std::size_t i = 0; i < count; ++i) {
      if (id[i] != words[i] && id[i] != "interface") return false;
    }
    return true;
  });
}

/// Every different accepted line of the corpus in its canonical form, with the block it stands in.
/// Lines with quotes are left out: the damage is done by words.
const std::vector<Line>& accepted_lines() {
  static const auto lines = [] {
    std::vector<Line> result;
    std::set<std::string> known;
    for (auto& [name, text] : corpus()) {
      Selection selection;
      for (auto& raw : lines_of(text)) {
        auto statement = Grammar::builtin().match(raw, selection, {});
        if (!statement) continue;
        if (statement->id() == "pp select" || statement->id() == "tunnel select") {
          const auto kind =
              statement->id() == "pp select" ? Selection::Kind::pp : Selection::Kind::tunnel;
          selection = {kind, static_cast<std::uint32_t>(statement->arguments.empty() ? 0 : 1), {}};
        }
        const auto& line = statement->text;
        const bool quoted = line.find_first_of("\"'\\#") != std::string::npos;
        if (quoted || !known.insert(line).second) continue;
        Line entry{line, selection, words_of(line), 0, *statement};
        entry.first_operand = end_of_name(*statement, entry.words);
        result.push_back(std::move(entry));
      }
    }
    return result;
  }();
  return lines;
}

/// Where word `index` begins if the words are joined by one blank.
std::size_t column_of(const std::vector<std::string>& words, std::size_t index) {
  std::size_t column = 0;
  for (std::size_t i = 0; i < index; ++i) column += words[i].size() + 1;
  return column;
}

/// Operands that take nearly any word hide damage: it makes another valid statement, or an error
/// that shows later.
bool takes_nearly_anything(const Parameter& parameter) {
  static const std::set<std::string> kTypes{"word",      "text", "host",          "assignment",
                                            "addresses", "date", "ipv6-addresses"};
  return kTypes.contains(parameter.type);
}

bool hides_damage(const Line& line) {
  auto& parameters = line.statement.command->parameters;
  return std::any_of(parameters.begin(), parameters.end(), takes_nearly_anything);
}

std::string name_of(MessageId message) {
  return std::string(grammar::message(message, grammar::Language::english));
}

struct Outcome {
  std::string text;
  bool taken = false;
  MessageId error{};
  std::size_t position = 0;

  [[nodiscard]] std::string complaint(const std::string& wish) const {
    const auto got = taken ? "taken" : name_of(error) + " at " + std::to_string(position);
    return text + "  (" + got + ", not " + wish + ")\n";
  }
};

/// Types the words. Whatever comes out must make sense by itself: a statement that matches again
/// and stays the same, or an error about the line.
Outcome type(const std::vector<std::string>& words, const Selection& selection,
             std::string& nonsense) {
  static const std::set<MessageId> kAboutTheLine{
      MessageId::invalid_command_name,       MessageId::illegal_keyword,
      MessageId::wrong_number_of_parameters, MessageId::parameter_out_of_range,
      MessageId::select_peer_first,          MessageId::not_an_integer,
      MessageId::unrecognized_ip_address};
  Outcome outcome{joined_words(words)};
  auto statement = Grammar::builtin().match(outcome.text, selection, {});
  outcome.taken = statement.has_value();
  if (statement) {
    auto again = Grammar::builtin().match(statement->text, selection, {});
    if (!again || again->text != statement->text)
      nonsense += outcome.complaint("the same again: " + statement->text);
    return outcome;
  }
  outcome.error = statement.error().message;
  outcome.position = statement.error().position;
  if (!kAboutTheLine.contains(outcome.error) || outcome.position > outcome.text.size())
    nonsense += outcome.complaint("an error about the line");
  return outcome;
}

std::string misspelt(const std::string& word) {
  return word.substr(0, word.size() / 2) + "zq" + word.substr(word.size() / 2);
}

/// The parameter behind each word of the line that is an operand, without or with its option's
/// word: "30", "keepalive=30". Words and operands stand in the same order.
std::vector<const Parameter*> parameters_behind(const Line& line) {
  std::vector<const Parameter*> result(line.words.size());
  auto argument = line.statement.arguments.begin();
  for (std::size_t i = 0; i < line.words.size() && argument != line.statement.arguments.end();
       ++i) {
    const bool plain = argument->text == line.words[i];
    if (!plain && line.words[i] != argument->name + "=" + argument->text) continue;
    for (auto& parameter : line.statement.command->parameters) {
      if (plain && parameter.name == argument->name) result[i] = &parameter;
    }
    ++argument;
  }
  return result;
}

}  // namespace

TEST_CASE("the corpus has enough lines to damage") { CHECK(accepted_lines().size() > 900); }

TEST_CASE("a misspelt word of a command's name is no command, at that word") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    if (line.statement.negated) continue;  // the rest behind a shorter command's `no` is ignored
    const auto parameters = parameters_behind(line);
    for (std::size_t i = 0; i < line.first_operand; ++i) {
      if (parameters[i] != nullptr) continue;  // ip INTERFACE address
      auto words = line.words;
      words[i] = misspelt(words[i]);
      const auto outcome = type(words, line.selection, wrong);
      const bool other_command = outcome.taken || outcome.position > column_of(words, i);
      if (other_command && hides_damage(line)) continue;
      const bool right = !outcome.taken && outcome.position == column_of(words, i);
      const bool unknown = outcome.error == MessageId::invalid_command_name;
      if (!right || (!unknown && !is_whole_name(words, i)))
        wrong += outcome.complaint("an unknown name at " + std::to_string(column_of(words, i)));
    }
  }

  CHECK(wrong == "");
}

TEST_CASE("a misspelt operand is an error of that operand") {
  static const std::set<MessageId> kOfOperands{
      MessageId::illegal_keyword, MessageId::not_an_integer, MessageId::unrecognized_ip_address,
      MessageId::parameter_out_of_range};
  std::string wrong;
  for (auto& line : accepted_lines()) {
    if (line.statement.negated) continue;
    for (std::size_t i = line.first_operand; i < line.words.size(); ++i) {
      auto words = line.words;
      words[i] = misspelt(words[i]);
      const auto outcome = type(words, line.selection, wrong);
      const auto column = column_of(words, i);
      const bool late = outcome.taken || outcome.position > column;
      if (late && hides_damage(line)) continue;
      if (late || outcome.position < column || !kOfOperands.contains(outcome.error))
        wrong += outcome.complaint("an error of the operand at " + std::to_string(column));
    }
  }

  CHECK(wrong == "");
}

TEST_CASE("a line without its last word is whole, unfinished, or no command yet") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    if (line.words.size() < 2 || line.statement.negated) continue;
    auto words = line.words;
    words.pop_back();
    const auto outcome = type(words, line.selection, wrong);
    if (outcome.taken) continue;
    const bool named = words.size() >= line.first_operand;
    const auto wish =
        named ? MessageId::wrong_number_of_parameters : MessageId::invalid_command_name;
    if (outcome.error != wish || outcome.position != outcome.text.size())
      wrong += outcome.complaint(name_of(wish) + " at the end");
  }

  CHECK(wrong == "");
}

TEST_CASE("a line without a word in the middle is wrong there or later, or another statement") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    for (std::size_t i = 0; i + 1 < line.words.size(); ++i) {
      auto words = line.words;
      words.erase(words.begin() + static_cast<std::ptrdiff_t>(i));
      const auto outcome = type(words, line.selection, wrong);
      const bool elsewhere = outcome.error == MessageId::select_peer_first;
      if (!outcome.taken && !elsewhere && outcome.position < column_of(words, i))
        wrong += outcome.complaint("an error before " + std::to_string(column_of(words, i)));
    }
  }

  CHECK(wrong == "");
}

TEST_CASE(
    "a line with one word doubled is wrong at the second one or later, or another statement") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      auto words = line.words;
      words.insert(words.begin() + static_cast<std::ptrdiff_t>(i), words[i]);
      const auto outcome = type(words, line.selection, wrong);
      const bool elsewhere = outcome.error == MessageId::select_peer_first;
      if (!outcome.taken && !elsewhere && outcome.position < column_of(words, i + 1))
        wrong += outcome.complaint("an error before " + std::to_string(column_of(words, i + 1)));
    }
  }

  CHECK(wrong == "");
}

TEST_CASE("a number just outside its limits is out of range, at that number") {
  constexpr auto kLargest = std::numeric_limits<std::int64_t>::max();
  std::string wrong;
  std::size_t tried = 0;
  for (auto& line : accepted_lines()) {
    if (line.statement.negated) continue;
    const auto parameters = parameters_behind(line);
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      auto* parameter = parameters[i];
      if (parameter == nullptr || parameter->type != "integer" || !parameter->maximum) continue;
      if (line.words[i].find_first_not_of("0123456789") != std::string::npos) continue;
      const auto low = parameter->family_minimum.value_or(*parameter->minimum);
      const auto high = parameter->family_maximum.value_or(*parameter->maximum);
      // A limit without a successor grows by a digit.
      const auto above = high < kLargest ? std::to_string(high + 1) : std::to_string(high) + "0";
      const auto below = low > 0 ? std::to_string(low - 1) : above;
      for (auto& value : {below, above}) {
        auto words = line.words;
        words[i] = value;
        const auto outcome = type(words, line.selection, wrong);
        ++tried;
        const bool late = outcome.taken || outcome.position > column_of(words, i);
        if (late && hides_damage(line)) continue;
        if (outcome.taken || outcome.error != MessageId::parameter_out_of_range ||
            outcome.position != column_of(words, i))
          wrong += outcome.complaint("out of range at " + std::to_string(column_of(words, i)));
      }
    }
  }

  CHECK(wrong == "");
  CHECK(tried > 500);
}

TEST_CASE("a surplus word is too much or no keyword, at that word") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    if (line.statement.negated) continue;
    auto words = line.words;
    words.push_back("zqzq");
    const auto outcome = type(words, line.selection, wrong);
    if (hides_damage(line) && outcome.taken) continue;
    const bool right = !outcome.taken && outcome.position == column_of(words, words.size() - 1);
    if (!right || outcome.error == MessageId::select_peer_first)
      wrong += outcome.complaint("an error at the surplus word");
  }

  CHECK(wrong == "");
}

TEST_CASE("behind a no form everything is ignored once the statement is known") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    if (line.statement.negated || !line.statement.command->negatable) continue;
    auto words = line.words;
    words.insert(words.begin(), "no");
    words.push_back("zqzq");
    const auto outcome = type(words, line.selection, wrong);
    if (!outcome.taken) wrong += outcome.complaint("taken");
  }

  CHECK(wrong == "");
}

TEST_CASE("any bytes in the place of a word do no harm") {
  std::string wrong;
  for (auto& line : accepted_lines()) {
    for (std::size_t i = 0; i < line.words.size(); ++i) {
      for (auto* garbage : {"\xff\xfe", "\x01", "\"", "\\", "=", ":", "-", "*", "/",
                            "99999999999999999999999999", "\xe6\x8b"}) {
        auto words = line.words;
        words[i] = garbage;
        (void)Grammar::builtin().match(joined_words(words), line.selection, {});
      }
    }
  }

  CHECK(wrong == "");
}
