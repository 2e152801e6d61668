// What may stand for the word under the cursor, and which commands a line may still become.
#include "cli-grammar/matcher.hpp"

namespace kyoten::grammar {
namespace {

/// Gathers what may stand for the word under the cursor.
class Offer {
 public:
  Offer(const std::vector<Command>& commands, const Selection& selection, const Token& word)
      : commands_(commands), selection_(selection), word_(word), lower_(lower_case(word.raw)) {}

  void word(const std::string& candidate, bool other_model) {
    if (candidate.starts_with(lower_)) (other_model ? strange_ : words_).insert(candidate);
  }

  void operand(const Edge& edge) {
    const bool other_model = std::all_of(
        edge.commands.begin(), edge.commands.end(),
        [&](auto command) { return commands_[command].support == ModelSupport::other_model; });
    if (edge.kind == Edge::Kind::option) return word(edge.printed, other_model);
    const bool typed_here =
        std::any_of(edge.commands.begin(), edge.commands.end(), [&](auto command) {
          return has_scope(commands_[command], Selection::Kind::none) ||
                 has_scope(commands_[command], block_of(selection_));
        });
    if (!typed_here) return;
    for (auto& value : edge.parameter->values) word(value, other_model);
    for (auto& value : edge.parameter->family_values) word(value, true);
    if (edge.parameter->type == "one-of") return;
    parameters_.insert(describe(*edge.parameter));
    const bool fits = match_value(*edge.parameter, word_, false).fit != Fit::none;
    if (fits) fitting_.insert(describe(*edge.parameter));
  }

  void write(Completion& completion) const {
    const auto& words = words_.empty() ? strange_ : words_;
    // Half a word that begins a keyword is meant as one, unless it is a whole value too.
    const auto& parameters = lower_.empty() || words.empty() ? parameters_ : fitting_;
    completion.candidates.assign(words.begin(), words.end());
    completion.parameters.assign(parameters.begin(), parameters.end());
    completion.completed = word_.raw;
    if (lower_.empty() || words.empty()) return;
    // As far as all candidates agree.
    auto common = *words.begin();
    for (auto& candidate : words) {
      const auto differ =
          std::mismatch(common.begin(), common.end(), candidate.begin(), candidate.end());
      common.erase(differ.first, common.end());
    }
    completion.completed = common;
    completion.unique = words.size() == 1 && common.find_last_of("=:@+") != common.size() - 1;
  }

 private:
  const std::vector<Command>& commands_;
  const Selection& selection_;
  const Token& word_;
  std::string lower_;
  std::set<std::string> words_;
  std::set<std::string> strange_;  ///< of other models: offered only if there is nothing else
  std::set<std::string> parameters_;
  std::set<std::string> fitting_;
};

}  // namespace

Completion Matcher::complete(std::string_view line, std::size_t cursor, const Selection& selection,
                             const MatchOptions& options) const {
  Completion completion;
  line = line.substr(0, std::min({cursor, line.size(), kLongestLineBytes}));
  auto tokens = tokenize(line);
  Token word;
  completion.word_begin = line.size();
  if (!tokens.empty() && tokens.back().end == line.size()) {
    word = tokens.back();
    completion.word_begin = word.begin;
    tokens.pop_back();
  }
  completion.completed = word.raw;
  Walk walk(trie_, line, options.strict);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i == 0 && is_no(tokens[0])) continue;
    if (!walk.step(tokens[i])) return completion;
  }
  completion.named = !walk.in_name();
  Offer offer(commands_, selection, word);
  for (auto& place : walk.places()) {
    const auto& state = walk.state(place);
    completion.may_end |= !state.ends.empty() && word.raw.empty();
    for (auto& edge : state.keywords) offer.word(edge.word, edge.other_model);
    for (auto& edge : state.operands) offer.operand(edge);
  }
  if (tokens.empty()) offer.word("no", false);
  offer.write(completion);
  return completion;
}

std::vector<std::uint32_t> Matcher::commands_behind(std::string_view line) const {
  line = line.substr(0, kLongestLineBytes);
  const auto tokens = tokenize(line);
  Walk walk(trie_, line, false);
  for (std::size_t i = 0; i < tokens.size(); ++i) {
    if (i == 0 && is_no(tokens[0])) continue;
    if (walk.step(tokens[i])) continue;
    const bool being_typed = i + 1 == tokens.size() && tokens[i].end == line.size();
    if (!being_typed || walk.in_name()) return {};
  }
  std::set<std::uint32_t> commands;
  for (auto& place : walk.places()) {
    auto& state = walk.state(place);
    for (auto& end : state.identified) commands.insert(end.command);
    for (auto& edge : state.operands) commands.insert(edge.commands.begin(), edge.commands.end());
  }
  return {commands.begin(), commands.end()};
}

}  // namespace kyoten::grammar
