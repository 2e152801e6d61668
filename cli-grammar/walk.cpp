#include "cli-grammar/walk.hpp"

namespace kyoten::grammar {
namespace {

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

}  // namespace

void Walk::close() {
  for (std::size_t i = 0; i < places_.size(); ++i) {
    for (auto target : trie_.state(places_[i].state).skips) {
      const bool known = std::any_of(places_.begin(), places_.end(),
                                     [&](auto& other) { return other.state == target; });
      if (!known) places_.push_back({target, places_[i].node});
    }
  }
}

bool Walk::nearly_whole() const {
  auto states = near_misses_;
  for (std::size_t i = 0; i < states.size(); ++i) {
    if (!trie_.state(states[i]).ends.empty()) return true;
    for (auto target : trie_.state(states[i]).skips) {
      if (std::find(states.begin(), states.end(), target) == states.end()) states.push_back(target);
    }
  }
  return false;
}

void Walk::take_keywords(const std::string& lower, bool exact) {
  for (auto& place : places_) {
    auto& keywords = state(place).keywords;
    auto edge = std::lower_bound(keywords.begin(), keywords.end(), lower,
                                 [](auto& item, auto& word) { return item.word < word; });
    if (exact) {
      if (edge != keywords.end() && edge->word == lower) add(exact_, place, *edge, {}, {}, false);
      continue;
    }
    for (; edge != keywords.end() && edge->word.starts_with(lower); ++edge) {
      // "sh" is "show" on an RTX810: words that only its sisters know come second.
      (edge->other_model ? strange_prefixes_ : prefixes_).insert(edge->word);
      add(edge->other_model ? strange_ : prefix_, place, *edge, {}, {}, false);
    }
  }
}

Token Walk::rest_of_line(const Token& token) const {
  Token rest = token;
  rest.raw = line_.substr(token.begin);
  while (!rest.raw.empty() && (rest.raw.back() == ' ' || rest.raw.back() == '\r'))
    rest.raw.pop_back();
  rest.text = rest.raw;
  return rest;
}

/// A word of a list may be abbreviated like a keyword.
void Walk::abbreviate(const Place& place, const Edge& edge, const Token& operand) {
  if (edge.parameter->type != "one-of" || operand.text.empty()) return;
  const auto begin = lower_case(operand.text);
  const auto collect = [&](const std::vector<std::string>& words, bool of_others) {
    const std::string* only = nullptr;
    for (auto& word : words) {
      if (!word.starts_with(begin)) continue;
      (of_others ? strange_prefixes_ : prefixes_).insert(word);
      if (only != nullptr) return;  // ambiguous
      only = &word;
    }
    if (only != nullptr) add(of_others ? strange_ : prefix_, place, edge, *only, *only, of_others);
  };
  collect(edge.parameter->values, false);
  if (!strict_) collect(edge.parameter->family_values, true);
}

/// Of several reasons the most telling one counts; what is said of an option that was named counts
/// before all.
void Walk::complain(const Edge& edge, MessageId why) {
  const bool named_option = edge.kind == Edge::Kind::option && edge.word.size() > 1;
  if (named_option && !option_refused_) {
    option_refused_ = true;
    why_ = why;
    return;
  }
  if (option_refused_ && !named_option) return;
  const bool about_numbers = weight(why) > 0 && weight(why) < 3;
  const bool telling = named_option || !about_numbers || numeric_;
  if (telling && weight(why) >= weight(why_)) why_ = why;
}

void Walk::take_operand(const Place& place, const Edge& edge, const Token& token,
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
  // `no set NAME` needs no value.
  const bool bare_name = negated_ && edge.parameter->type == "assignment" && !operand.text.empty();
  if (value.fit == Fit::none && bare_name) value = {Fit::free_text, operand.text};
  if (value.fit == Fit::none) {
    if (value.why == MessageId::parameter_out_of_range) near_misses_.push_back(edge.target);
    complain(edge, value.why);
    return abbreviate(place, edge, operand);
  }
  auto printed = std::holds_alternative<std::string>(value.value)
                     ? std::get<std::string>(value.value)
                     : operand.raw;
  if (value.fit == Fit::free_text && !rest) printed = quoted(printed);
  auto& to = value.is_listed_word ? exact_ : value.fit == Fit::typed ? typed_ : text_;
  add(to, place, edge, std::move(printed), std::move(value.value), value.beyond_model);
}

/// Beside an exact keyword only operands count that list the same word.
void Walk::take_operands(const Token& token, const std::string& lower) {
  const bool listed_only = !exact_.empty();
  for (auto& place : places_) {
    for (auto& edge : state(place).operands) {
      if (!listed_only || !edge.parameter->values.empty() || !edge.parameter->family_values.empty())
        take_operand(place, edge, token, lower);
    }
  }
}

std::vector<Walk::Place> Walk::best() const {
  if (!exact_.empty()) return exact_;
  std::vector<Place> next;
  if (prefixes_.size() == 1) next = prefix_;
  if (prefixes_.empty() && strange_prefixes_.size() == 1) next = strange_;
  const bool abbreviated = !next.empty();
  // A value that happens to begin like a keyword ("1" like "100rel") is still a value, if only that
  // makes sense of the line.
  next.insert(next.end(), typed_.begin(), typed_.end());
  // An option with a wrong value is an error, not a name that happens to look like one.
  if (!option_refused_ && (next.empty() || abbreviated))
    next.insert(next.end(), text_.begin(), text_.end());
  return next;
}

bool Walk::step(const Token& token) {
  for (auto* list : {&exact_, &prefix_, &strange_, &typed_, &text_}) list->clear();
  prefixes_.clear();
  strange_prefixes_.clear();
  near_misses_.clear();
  option_refused_ = false;
  const auto lower = lower_case(token.raw);
  const bool ipv6 = std::count(lower.begin(), lower.end(), ':') > 1;
  numeric_ =
      ipv6 || (!lower.empty() && lower.find_first_not_of("0123456789.-/") == std::string::npos);
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
void Walk::describe(const Place& place, Statement& statement) const {
  std::vector<const Node*> path;
  for (auto node = place.node; node != 0; node = nodes_[node].parent) path.push_back(&nodes_[node]);
  for (auto item = path.rbegin(); item != path.rend(); ++item) {
    auto& edge = *(*item)->edge;
    statement.beyond_model |= (*item)->beyond_model;
    if (!statement.text.empty()) statement.text += ' ';
    statement.text += edge.printed;
    statement.text += (*item)->printed;
    if (edge.kind != Edge::Kind::keyword) {
      statement.arguments.push_back({edge.argument, (*item)->printed, (*item)->value});
    }
  }
}

}  // namespace kyoten::grammar
