// All ways to read the words of a typed line, followed side by side through the graph.
#pragma once

#include <set>

#include "cli-grammar/trie.hpp"
#include "cli-grammar/value.hpp"

namespace kyoten::grammar {

/// All ways to read the words so far. Ways that arrive at the same state go on as one: the first
/// counts.
class Walk {
 public:
  struct Node {
    std::size_t parent = 0;
    const Edge* edge = nullptr;
    std::string printed;
    Value value;
    bool beyond_model = false;
  };
  struct Place {
    std::uint32_t state = Trie::root;
    std::size_t node = 0;
  };

  Walk(const Trie& trie, std::string_view line, bool strict, bool negated = false)
      : trie_(trie), line_(line), strict_(strict), negated_(negated) {
    nodes_.reserve(kUsualWords);
    nodes_.emplace_back();
    places_.push_back({});
    close();
  }

  /// False if the word fits nowhere: the places stay what they were, why() tells the reason.
  bool step(const Token& token);
  [[nodiscard]] const std::vector<Place>& places() const { return places_; }
  [[nodiscard]] const State& state(const Place& place) const { return trie_.state(place.state); }
  [[nodiscard]] MessageId why() const { return why_; }
  /// The rest of the line was taken as one operand.
  [[nodiscard]] bool rest_taken() const { return rest_taken_; }
  /// No way goes on from here.
  [[nodiscard]] bool at_end() const {
    return std::all_of(places_.begin(), places_.end(), [&](auto& place) {
      return state(place).keywords.empty() && state(place).operands.empty();
    });
  }
  /// Only because the last word was out of range is the line no whole command: "heartbeat2 transmit
  /// interval 29", where 29 could also be the first of two numbers.
  [[nodiscard]] bool nearly_whole() const;
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
  static constexpr std::size_t kUsualWords = 24;
  void close();
  void take_keywords(const std::string& lower, bool exact);
  void take_operands(const Token& token, const std::string& lower);
  void take_operand(const Place& place, const Edge& edge, const Token& token,
                    const std::string& lower);
  void complain(const Edge& edge, MessageId why);
  void abbreviate(const Place& place, const Edge& edge, const Token& operand);
  [[nodiscard]] Token rest_of_line(const Token& token) const;
  [[nodiscard]] std::vector<Place> best() const;
  void add(std::vector<Place>& to, const Place& from, const Edge& edge, std::string printed,
           Value value, bool beyond_model) {
    nodes_.push_back({from.node, &edge, std::move(printed), std::move(value), beyond_model});
    to.push_back({edge.target, nodes_.size() - 1});
  }

  const Trie& trie_;
  std::string_view line_;
  bool strict_;
  bool negated_;
  std::vector<Node> nodes_;
  std::vector<Place> places_;
  MessageId why_ = MessageId::illegal_keyword;
  bool rest_taken_ = false;
  bool option_refused_ = false;             ///< "keepalive=" with a wrong value
  bool numeric_ = false;                    ///< the word looks like a number or an address
  std::vector<std::uint32_t> near_misses_;  ///< where the word would lead if it were in range
  // What one word can be, filled by step().
  std::vector<Place> exact_, prefix_, strange_, typed_, text_;
  std::set<std::string_view> prefixes_, strange_prefixes_;
};

}  // namespace kyoten::grammar
