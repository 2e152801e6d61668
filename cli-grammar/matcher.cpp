#include "cli-grammar/matcher.hpp"

#include <set>

namespace kyoten::grammar {
namespace {

/// Longest line the console takes; longer ones are refused before any work is done on them.
constexpr std::size_t kLongestLineBytes = 4095;

Selection::Kind block_of(const Selection& selection) {
  return selection.kind == Selection::Kind::pp_anonymous ? Selection::Kind::pp : selection.kind;
}

bool has_scope(const Command& command, Selection::Kind kind) {
  return std::find(command.scopes.begin(), command.scopes.end(), kind) != command.scopes.end();
}

/// A record that is global and of a block at once says by its second word which form is which: `ip
/// pp mtu`, `ip tunnel mtu`.
Selection::Kind scope_of_form(const Command& command, const std::string& syntax) {
  if (!has_scope(command, Selection::Kind::none)) return command.scopes[0];
  for (auto& token : tokenize(syntax.substr(0, syntax.find_first_of("[{")))) {
    if (token.begin == 0) continue;
    if (token.text == "pp" && has_scope(command, Selection::Kind::pp)) return Selection::Kind::pp;
    if (token.text == "tunnel" && has_scope(command, Selection::Kind::tunnel))
      return Selection::Kind::tunnel;
  }
  return Selection::Kind::none;
}

/// How much an explanation says: of several reasons why a word fits nowhere the most telling is
/// reported.
int weight(MessageId why) {
  switch (why) {
    case MessageId::parameter_out_of_range:
      return 3;
    case MessageId::unrecognized_ip_address:
      return 2;
    case MessageId::not_an_integer:
      return 1;
    default:
      return 0;
  }
}

bool is_no(const Token& token) { return lower_case(token.raw) == "no"; }

}  // namespace

/// All ways to read the words so far. Ways that arrive at the same state go on as one: the first
/// counts.
class Matcher::Walk {
 public:
  struct Node {
    std::size_t parent = 0;
    const Edge* edge = nullptr;
    std::string printed;
    Value value;
  };
  struct Place {
    std::uint32_t state = Trie::root;
    std::size_t node = 0;
  };

  Walk(const Trie& trie, std::string_view line, bool strict)
      : trie_(trie), line_(line), strict_(strict), nodes_(1) {
    places_.push_back({});
    close();
  }

  /// False if the word fits nowhere: the places stay what they were, why() tells the reason.
  bool step(const Token& token);
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }
  [[nodiscard]] const State& state(const Place& place) const { return trie_.state(place.state); }
  [[nodiscard]] MessageId why() const { return why_; }
  /// A `no` form: of NAME=VALUE the name is enough.
  void negate() { negated_ = true; }
  /// The rest of the line was taken as one operand.
  [[nodiscard]] bool rest_taken() const { return rest_taken_; }
  [[nodiscard]] bool in_name() const {
    return std::none_of(places_.begin(), places_.end(),
                        [&](auto& place) { return state(place).named; });
  }
  [[nodiscard]] bool identified() const {
    return std::any_of(places_.begin(), places_.end(),
                       [&](auto& place) { return !state(place).identified.empty(); });
  }
  void describe(const Place& place, Statement& statement) const;

 private:
  void close();
  void take_keywords(const std::string& lower, bool exact);
  void take_operands(const Token& token, const std::string& lower);
  void take_operand(const Place& place, const Edge& edge, const Token& token,
                    const std::string& lower);
  void abbreviate(const Place& place, const Edge& edge, const Token& operand);
  [[nodiscard]] Token rest_of_line(const Token& token) const;
  [[nodiscard]] std::vector<Place> best() const;
  void add(std::vector<Place>& to, const Place& from, const Edge& edge, std::string printed,
           Value value) {
    nodes_.push_back({from.node, &edge, std::move(printed), std::move(value)});
    to.push_back({edge.target, nodes_.size() - 1});
  }

  const Trie& trie_;
  std::string_view line_;
  bool strict_;
  std::vector<Node> nodes_;
  std::vector<Place> places_;
  MessageId why_ = MessageId::illegal_keyword;
  bool rest_taken_ = false;
  bool negated_ = false;
  bool numeric_ = false;  ///< the word looks like a number or an address
  // What one word can be, filled by step().
  std::vector<Place> exact_, prefix_, strange_, typed_, text_;
  std::set<std::string_view> prefixes_, strange_prefixes_;
};

void Matcher::Walk::close() {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    for (auto target : trie_.state(places_[i].state).skips) {
      const bool known = std::any_of(places_.begin(), places_.end(),
                                     [&](auto& other) { return other.state == target; });
      if (!known) places_.push_back({target, places_[i].node});
    }
  }
}

void Matcher::Walk::take_keywords(const std::string& lower, bool exact) {
  for (auto& place : places_) {
    auto& keywords = state(place).keywords;
    auto edge = std::lower_bound(keywords.begin(), keywords.end(), lower,
                                 [](auto& item, auto& word) { return item.word < word; });
    if (exact) {
      if (edge != keywords.end() && edge->word == lower) add(exact_, place, *edge, {}, {});
      continue;
    }
    for (; edge != keywords.end() && edge->word.starts_with(lower); ++edge) {
      // "sh" is "show" on an RTX810: words that only its sisters know come second.
      (edge->other_model ? strange_prefixes_ : prefixes_).insert(edge->word);
      add(edge->other_model ? strange_ : prefix_, place, *edge, {}, {});
    }
  }
}

Token Matcher::Walk::rest_of_line(const Token& token) const {
  Token rest = token;
  rest.raw = line_.substr(token.begin);
  while (!rest.raw.empty() && (rest.raw.back() == ' ' || rest.raw.back() == '\r'))
    rest.raw.pop_back();
  rest.text = rest.raw;
  return rest;
}

/// A word of a list may be abbreviated like a keyword.
void Matcher::Walk::abbreviate(const Place& place, const Edge& edge, const Token& operand) {
  if (edge.parameter->type != "one-of" || operand.text.empty()) return;
  const auto begin = lower_case(operand.text);
  const std::string* only = nullptr;
  for (auto& word : edge.parameter->values) {
    if (!word.starts_with(begin)) continue;
    prefixes_.insert(word);
    if (only != nullptr) return;  // ambiguous
    only = &word;
  }
  if (only != nullptr) add(prefix_, place, edge, *only, *only);
}

void Matcher::Walk::take_operand(const Place& place, const Edge& edge, const Token& token,
                                 const std::string& lower) {
  Token operand = token;
  if (edge.kind == Edge::Kind::option) {
    if (!lower.starts_with(edge.word)) return;
    operand.raw = token.raw.substr(edge.word.size());
    operand.text =
        token.text.size() < edge.word.size() ? std::string() : token.text.substr(edge.word.size());
  }
  const bool rest = edge.parameter->type == "text";
  if (rest) operand = rest_of_line(token);
  auto value = match_value(*edge.parameter, operand, strict_);
  if (negated_ && value.fit == Fit::none && edge.parameter->type == "assignment")
    value = {Fit::free_text, operand.text};
  if (value.fit == Fit::none) {
    const bool about_numbers = weight(value.why) > 0 && weight(value.why) < 3;
    const bool telling =
        edge.kind == Edge::Kind::option || !about_numbers || numeric_ || why_ == MessageId{};
    if (telling && weight(value.why) >= weight(why_)) why_ = value.why;
    return abbreviate(place, edge, operand);
  }
  auto printed = std::holds_alternative<std::string>(value.value)
                     ? std::get<std::string>(value.value)
                     : operand.raw;
  if (value.fit == Fit::free_text && !rest) printed = quoted(printed);
  auto& to = value.is_listed_word ? exact_ : value.fit == Fit::typed ? typed_ : text_;
  add(to, place, edge, std::move(printed), std::move(value.value));
}

/// Beside an exact keyword only operands count that list the same word.
void Matcher::Walk::take_operands(const Token& token, const std::string& lower) {
  const bool listed_only = !exact_.empty();
  for (auto& place : places_) {
    for (auto& edge : state(place).operands) {
      if (!listed_only || !edge.parameter->values.empty()) take_operand(place, edge, token, lower);
    }
  }
}

std::vector<Matcher::Walk::Place> Matcher::Walk::best() const {
  if (!exact_.empty()) return exact_;
  std::vector<Place> next;
  if (prefixes_.size() == 1) next = prefix_;
  if (prefixes_.empty() && strange_prefixes_.size() == 1) next = strange_;
  const bool abbreviated = !next.empty();
  // A value that happens to begin like a keyword ("1" like "100rel") is still a value, if only that
  // makes sense of the line.
  next.insert(next.end(), typed_.begin(), typed_.end());
  if (next.empty() || abbreviated) next.insert(next.end(), text_.begin(), text_.end());
  return next;
}

bool Matcher::Walk::step(const Token& token) {
  for (auto* list : {&exact_, &prefix_, &strange_, &typed_, &text_}) list->clear();
  prefixes_.clear();
  strange_prefixes_.clear();
  const auto lower = lower_case(token.raw);
  numeric_ = !lower.empty() && lower.find_first_not_of("0123456789.-/") == std::string::npos;
  why_ = MessageId::illegal_keyword;
  // Alone among its like, an operand may say what is wrong with any word.
  const bool only_operands = std::all_of(
      places_.begin(), places_.end(), [&](auto& place) { return state(place).keywords.empty(); });
  if (only_operands) numeric_ = true;
  take_keywords(lower, true);
  take_operands(token, lower);
  if (exact_.empty() && !lower.empty()) take_keywords(lower, false);
  auto next = best();
  if (next.empty()) return false;
  rest_taken_ = std::any_of(next.begin(), next.end(), [&](auto& place) {
    auto* parameter = nodes_[place.node].edge->parameter;
    return parameter != nullptr && parameter->type == "text";
  });
  places_.clear();
  for (auto& place : next) {
    const bool known = std::any_of(places_.begin(), places_.end(),
                                   [&](auto& other) { return other.state == place.state; });
    if (!known) places_.push_back(place);
  }
  close();
  return true;
}

/// Operands and canonical text of one way to read the line.
void Matcher::Walk::describe(const Place& place, Statement& statement) const {
  std::vector<const Node*> path;
  for (auto node = place.node; node != 0; node = nodes_[node].parent) path.push_back(&nodes_[node]);
  for (auto item = path.rbegin(); item != path.rend(); ++item) {
    auto& edge = *(*item)->edge;
    if (!statement.text.empty()) statement.text += ' ';
    statement.text += edge.printed;
    statement.text += (*item)->printed;
    if (edge.kind != Edge::Kind::keyword) {
      statement.arguments.push_back({edge.argument, (*item)->printed, (*item)->value});
    }
  }
}

Matcher::Matcher(const std::vector<Command>& commands, const Trie& trie)
    : commands_(commands), trie_(trie) {
  form_scopes_.reserve(commands.size());
  for (auto& command : commands) {
    auto& scopes = form_scopes_.emplace_back();
    for (auto& syntax : command.syntax) scopes.push_back(scope_of_form(command, syntax));
  }
}

bool Matcher::is_typed_in(const State::End& end, const Selection& selection) const {
  auto& command = commands_[end.command];
  const auto block = block_of(selection);
  if (has_scope(command, Selection::Kind::none)) {
    const auto scope = form_scopes_[end.command][end.form];
    return scope == Selection::Kind::none || scope == block;
  }
  return has_scope(command, block);
}

namespace {

/// Why none of the commands that end here can be taken.
struct Obstacles {
  bool forbidden = false;
  bool other_model = false;
  bool elsewhere = false;

  [[nodiscard]] std::optional<MessageId> message() const {
    if (forbidden) return MessageId::administrator_use_only;
    if (other_model) return MessageId::not_on_this_model;
    if (elsewhere) return MessageId::select_peer_first;
    return std::nullopt;
  }
};

bool may_be_typed(const Command& command, const MatchOptions& options, Obstacles& obstacles) {
  if (command.privilege == Privilege::administrator && options.privilege == Privilege::user) {
    obstacles.forbidden = true;
  } else if (options.strict && command.support == ModelSupport::other_model) {
    obstacles.other_model = true;
  } else {
    return true;
  }
  return false;
}

}  // namespace

Result<Statement, Mismatch> Matcher::match(std::string_view line, const Selection& selection,
                                           const MatchOptions& options) const {
  if (line.size() > kLongestLineBytes)
    return Mismatch{MessageId::line_too_long, kLongestLineBytes, {}};
  const auto tokens = tokenize(line);
  if (tokens.empty()) return Mismatch{MessageId::invalid_command_name, 0, {}};
  Walk walk(trie_, line, options.strict);
  if (is_no(tokens[0])) return match_negated(walk, tokens, selection, options);
  for (auto& token : tokens) {
    if (walk.step(token)) {
      if (walk.rest_taken()) break;
      continue;
    }
    auto why = walk.why();
    const bool nothing_more =
        std::all_of(walk.places().begin(), walk.places().end(), [&](auto& place) {
          return walk.state(place).keywords.empty() && walk.state(place).operands.empty();
        });
    if (nothing_more)
      why = MessageId::wrong_number_of_parameters;
    else if (walk.in_name() && why == MessageId::illegal_keyword)
      why = MessageId::invalid_command_name;
    return Mismatch{why, token.begin, token.raw};
  }
  Obstacles obstacles;
  for (auto& place : walk.places()) {
    for (auto& end : walk.state(place).ends) {
      auto& command = commands_[end.command];
      if (!may_be_typed(command, options, obstacles)) continue;
      if (!is_typed_in(end, selection)) {
        obstacles.elsewhere = true;
        continue;
      }
      Statement statement;
      statement.command = &command;
      statement.form = end.form;
      if (form_scopes_[end.command][end.form] != Selection::Kind::none)
        statement.selection = selection;
      walk.describe(place, statement);
      return statement;
    }
  }
  const auto missing =
      walk.in_name() ? MessageId::invalid_command_name : MessageId::wrong_number_of_parameters;
  return Mismatch{obstacles.message().value_or(missing), obstacles.message() ? 0 : line.size(), {}};
}

/// A `no` form needs what identifies the statement; operands behind it are ignored, even wrong
/// ones.
Result<Statement, Mismatch> Matcher::match_negated(Walk& walk, const std::vector<Token>& tokens,
                                                   const Selection& selection,
                                                   const MatchOptions& options) const {
  walk.negate();
  std::vector<Walk::Place> places;
  std::size_t end_of_line = tokens.back().end;
  for (std::size_t i = 1; i < tokens.size(); ++i) {
    if (!walk.step(tokens[i])) {
      if (!places.empty()) break;
      const bool name = walk.in_name() && walk.why() == MessageId::illegal_keyword;
      return Mismatch{name ? MessageId::invalid_command_name : walk.why(), tokens[i].begin,
                      tokens[i].raw};
    }
    if (walk.identified()) places = walk.places();
    if (walk.rest_taken()) break;
  }
  Obstacles obstacles;
  for (auto& place : places) {
    for (auto& end : walk.state(place).identified) {
      auto& command = commands_[end.command];
      if (!command.negatable || !may_be_typed(command, options, obstacles)) continue;
      if (!is_typed_in(end, selection)) {
        obstacles.elsewhere = true;
        continue;
      }
      Statement statement;
      statement.command = &command;
      statement.form = end.form;
      statement.negated = true;
      statement.text = "no";
      if (form_scopes_[end.command][end.form] != Selection::Kind::none)
        statement.selection = selection;
      walk.describe(place, statement);
      return statement;
    }
  }
  if (auto obstacle = obstacles.message()) return Mismatch{*obstacle, 0, {}};
  const bool name = walk.in_name() || !places.empty();
  return Mismatch{name ? MessageId::invalid_command_name : MessageId::wrong_number_of_parameters,
                  end_of_line,
                  {}};
}

/// Gathers what may stand for the word under the cursor.
class Matcher::Offer {
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
