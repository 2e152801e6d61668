// Walks the trie with a typed line: exact keyword before unique prefix before typed value before free text.
#pragma once

#include "cli-grammar/trie.hpp"
#include "cli-grammar/value.hpp"

namespace kyoten::grammar {

/// One way to read the words so far.
struct Reading {
  std::uint32_t state = Trie::root;
  std::vector<Argument> arguments;
  std::vector<std::string> words;  ///< canonical words so far
};

class Matcher {
 public:
  Matcher(const std::vector<Command>& commands, const Trie& trie) : commands_(commands), trie_(trie) {}

  [[nodiscard]] Result<Statement, Mismatch> match(std::string_view line, const Selection& selection,
                                                  const MatchOptions& options) const;
  [[nodiscard]] Completion complete(std::string_view line, std::size_t cursor, const Selection& selection,
                                    const MatchOptions& options) const;
  /// The commands that a line may still become, for help.
  [[nodiscard]] std::vector<std::uint32_t> commands_behind(std::string_view line) const;

 private:
  struct Step {
    std::vector<Reading> readings;
    std::vector<std::string> prefixes;  ///< keywords that begin with the word, when it is ambiguous
    MessageId why = MessageId::illegal_keyword;
  };
  [[nodiscard]] std::vector<Reading> closure(std::vector<Reading> readings) const;
  [[nodiscard]] Step step(const std::vector<Reading>& readings, const Token& token, std::string_view line) const;
  [[nodiscard]] Result<Statement, Mismatch> finish(const std::vector<Reading>& readings, bool negated,
                                                   const Selection& selection, const MatchOptions& options,
                                                   std::size_t end) const;
  [[nodiscard]] Result<Statement, Mismatch> match_negated(const std::vector<Token>& tokens, std::string_view line,
                                                          const Selection& selection,
                                                          const MatchOptions& options) const;
  [[nodiscard]] bool is_identified(const std::vector<Reading>& readings) const;
  [[nodiscard]] Statement build(const Reading& reading, std::uint32_t command, std::size_t form, bool negated,
                                const Selection& selection) const;

  const std::vector<Command>& commands_;
  const Trie& trie_;
};

}  // namespace kyoten::grammar
