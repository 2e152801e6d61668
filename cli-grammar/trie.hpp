// All syntax lines as one graph: a trie over the words and operands they begin with, small graphs
// behind it. What the user typed so far is a set of states; what may come next are their edges.
#pragma once

#include <string>
#include <vector>

#include "cli-grammar/notation.hpp"

namespace kyoten::grammar {

struct Edge {
  enum class Kind : std::uint8_t { keyword, parameter, option } kind = Kind::keyword;
  std::string word;     ///< keyword in lower case, or what stands before the operand of an option:
                        ///< "keepalive="
  std::string printed;  ///< the same as declared: "From:"
  const Parameter* parameter = nullptr;
  std::string argument;  ///< name under which the operand is found: "GATEWAY_ID", "keepalive"
  std::uint32_t target = 0;
  bool other_model = true;              ///< keyword of commands alone that the RTX810 lacks
  std::vector<std::uint32_t> commands;  ///< of parameter and option edges: for help
};

struct State {
  struct End {
    std::uint32_t command = 0;
    std::uint16_t form = 0;
    auto operator<=>(const End&) const = default;
  };
  std::vector<Edge> keywords;        ///< sorted by word
  std::vector<Edge> operands;        ///< in the order of declaration
  std::vector<std::uint32_t> skips;  ///< states that are reached without typing anything
  std::vector<End> ends;             ///< the line may end here
  std::vector<End> identified;       ///< whose `no` form may stop here, with any surplus
  bool named = false;  ///< the words behind here are operands, no part of a command's name
};

class Trie {
 public:
  explicit Trie(const std::vector<Command>& commands);
  [[nodiscard]] const State& state(std::uint32_t index) const { return states_[index]; }
  [[nodiscard]] std::size_t size() const { return states_.size(); }
  static constexpr std::uint32_t root = 0;

 private:
  struct Form {
    std::uint32_t command;
    std::uint16_t number;
    const Command* record;
    std::vector<std::string> keys_left;   ///< key operands not seen yet
    std::vector<std::string> words_left;  ///< words of the command's name not seen yet
  };
  std::uint32_t add_state();
  std::uint32_t add(const Pattern& pattern, std::uint32_t from, Form& form);
  std::uint32_t add_once(const Pattern& pattern, std::uint32_t from, Form& form);
  std::uint32_t add_sequence(const std::vector<Pattern>& patterns, std::uint32_t from, Form& form);
  std::uint32_t add_keyword(const std::string& word, std::uint32_t from, const Form& form);
  std::uint32_t add_operand(const Pattern& pattern, std::uint32_t from, Form& form);
  std::uint32_t add_optional(const Pattern& pattern, std::uint32_t from, Form& form);
  std::uint32_t add_choice(const Pattern& pattern, std::uint32_t from, Form& form);
  void mark(std::uint32_t state, const Form& form);

  std::vector<State> states_;
};

}  // namespace kyoten::grammar
