// Walks the graph with a typed line: exact keyword before unique prefix before typed value before
// free text.
#pragma once

#include "cli-grammar/trie.hpp"
#include "cli-grammar/value.hpp"

namespace kyoten::grammar {

class Matcher {
 public:
  Matcher(const std::vector<Command>& commands, const Trie& trie);

  [[nodiscard]] Result<Statement, Mismatch> match(std::string_view line, const Selection& selection,
                                                  const MatchOptions& options) const;
  [[nodiscard]] Completion complete(std::string_view line, std::size_t cursor,
                                    const Selection& selection, const MatchOptions& options) const;
  /// The commands that a line may still become, for help.
  [[nodiscard]] std::vector<std::uint32_t> commands_behind(std::string_view line) const;

 private:
  class Walk;
  class Offer;
  [[nodiscard]] Result<Statement, Mismatch> match_negated(Walk& walk,
                                                          const std::vector<Token>& tokens,
                                                          const Selection& selection,
                                                          const MatchOptions& options) const;
  [[nodiscard]] bool is_typed_in(const State::End& end, const Selection& selection) const;

  const std::vector<Command>& commands_;
  const Trie& trie_;
  /// For each form of each command: the block it belongs to. `ip tunnel mtu` is typed in a selected
  /// tunnel, `ip lan1 mtu` anywhere.
  std::vector<std::vector<Selection::Kind>> form_scopes_;
};

}  // namespace kyoten::grammar
