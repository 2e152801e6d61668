// Walks the graph with a typed line: exact keyword before unique prefix before typed value before
// free text.
#pragma once

#include "cli-grammar/walk.hpp"

namespace kyoten::grammar {

/// Longest line the console takes; longer ones are refused before any work is done on them.
constexpr std::size_t kLongestLineBytes = 4095;

inline Selection::Kind block_of(const Selection& selection) {
  return selection.kind == Selection::Kind::pp_anonymous ? Selection::Kind::pp : selection.kind;
}

inline bool has_scope(const Command& command, Selection::Kind kind) {
  return std::find(command.scopes.begin(), command.scopes.end(), kind) != command.scopes.end();
}

inline bool is_no(const Token& token) { return lower_case(token.raw) == "no"; }

class Matcher {
 public:
  Matcher(const std::vector<Command>& commands, const Trie& trie);

  [[nodiscard]] Result<Statement, Mismatch> match(std::string_view line, const Selection& selection,
                                                  const MatchOptions& options) const;
  [[nodiscard]] Completion complete(std::string_view line, std::size_t cursor,
                                    const Selection& selection, const MatchOptions& options) const;
  /// Every command of which the line is a whole statement in that block: more than one is an
  /// ambiguity of the records.
  [[nodiscard]] std::vector<std::uint32_t> whole_commands(std::string_view line,
                                                          const Selection& selection) const;
  /// The commands that a line may still become, for help.
  [[nodiscard]] std::vector<std::uint32_t> commands_behind(std::string_view line) const;

 private:
  struct Obstacles;
  [[nodiscard]] Result<Statement, Mismatch> match_negated(Walk& walk,
                                                          const std::vector<Token>& tokens,
                                                          const Selection& selection,
                                                          const MatchOptions& options) const;
  [[nodiscard]] std::optional<Statement> statement_at(const Walk& walk,
                                                      const std::vector<Walk::Place>& places,
                                                      bool negated, const Selection& selection,
                                                      const MatchOptions& options,
                                                      Obstacles& obstacles) const;
  static bool may_be_typed(const Command& command, const MatchOptions& options,
                           Obstacles& obstacles);
  [[nodiscard]] bool is_typed_in(const State::End& end, const Selection& selection) const;

  const std::vector<Command>& commands_;
  const Trie& trie_;
  /// For each form of each command: the block it belongs to. `ip tunnel mtu` is typed in a selected
  /// tunnel, `ip lan1 mtu` anywhere.
  std::vector<std::vector<Selection::Kind>> form_scopes_;
};

}  // namespace kyoten::grammar
