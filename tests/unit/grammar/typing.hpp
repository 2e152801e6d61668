// What tests of the command language say: a line typed at the console of an administrator.
#pragma once

#include "cli-grammar/command.hpp"
#include "cli-grammar/grammar.hpp"

namespace kyoten::test {

inline constexpr grammar::Selection kNothing{};
inline const grammar::Selection kPeer1{grammar::Selection::Kind::pp, 1, {}};
inline const grammar::Selection kTunnel1{grammar::Selection::Kind::tunnel, 1, {}};

inline Result<grammar::Statement, grammar::Mismatch> typed(
    std::string_view line, const grammar::Selection& selection = kNothing,
    const grammar::MatchOptions& options = {}) {
  return grammar::Grammar::builtin().match(line, selection, options);
}

/// The canonical text, or the error in the device's words.
inline std::string text_of(std::string_view line, const grammar::Selection& selection = kNothing,
                           const grammar::MatchOptions& options = {}) {
  auto statement = typed(line, selection, options);
  return statement ? statement->text
                   : std::string(message(statement.error().message, grammar::Language::english));
}

inline std::string id_of(std::string_view line, const grammar::Selection& selection = kNothing) {
  auto statement = typed(line, selection);
  return statement ? std::string(statement->id()) : "refused: " + text_of(line, selection);
}

inline grammar::Completion completed(std::string_view line,
                                     const grammar::Selection& selection = kNothing) {
  return grammar::Grammar::builtin().complete(line, line.size(), selection, {});
}

}  // namespace kyoten::test
