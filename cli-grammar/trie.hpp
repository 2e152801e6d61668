// All syntax lines as one graph: a trie over the keywords they begin with, small graphs behind it. What the user typed so far is a
// set of states; what may come next are their edges.
#pragma once

#include <string>
#include <vector>

#include "cli-grammar/notation.hpp"

namespace kyoten::grammar {

struct Edge {
  enum class Kind : std::uint8_t { keyword, parameter, option } kind = Kind::keyword;
  std::string word;                     ///< keyword, or the word before "=" of an option
  const Parameter* parameter = nullptr;
  std::string argument;                 ///< name under which the operand is found: "GATEWAY_ID", "keepalive"
  std::uint32_t target = 0;
  std::uint32_t command = 0;            ///< of parameter and option edges: for help
};

struct State {
  std::vector<Edge> edges;
  std::vector<std::uint32_t> skips;     ///< states that are reached without typing anything
  struct End {
    std::uint32_t command = 0;
    std::uint16_t form = 0;
  };
  std::vector<End> ends;                ///< the line may end here
  std::vector<std::uint32_t> identified; ///< commands whose `no` form may stop here, with any surplus
};

class Trie {
 public:
  explicit Trie(const std::vector<Command>& commands);
  [[nodiscard]] const State& state(std::uint32_t index) const { return states_[index]; }
  static constexpr std::uint32_t root = 0;

 private:
  struct Form {
    std::uint32_t command;
    const Command* record;
    std::size_t key_left;               ///< key parameters not seen yet
    std::size_t words_left;             ///< words of the id not seen yet
  };
  std::uint32_t add_state();
  std::uint32_t add(const Pattern& pattern, std::uint32_t from, Form& form);
  std::uint32_t add_sequence(const std::vector<Pattern>& patterns, std::uint32_t from, Form& form);
  std::uint32_t add_keyword(const std::string& word, std::uint32_t from);
  void mark(std::uint32_t state, const Form& form);

  std::vector<State> states_;
};

}  // namespace kyoten::grammar
