// Typed values: does a word fit a declared parameter, and what value is it?
#pragma once

#include <optional>
#include <variant>

#include "cli-grammar/command.hpp"
#include "cli-grammar/statement.hpp"
#include "cli-grammar/tokens.hpp"

namespace kyoten::grammar {

/// How well a word fits; typed values come before free text.
enum class Fit : std::uint8_t { none, free_text, typed };

struct ValueMatch {
  Fit fit = Fit::none;
  Value value;
  MessageId why{};              ///< when it does not fit
  bool is_listed_word = false;  ///< one of the declared words: as good as a keyword
  bool beyond_model = false;    ///< only the sister models take it
};
/// `strict`: the limits of the RTX810, else those of the family.
ValueMatch match_value(const Parameter& parameter, const Token& token, bool strict);

bool is_value_type(std::string_view name);

/// "GATEWAY_ID = 1-6", for help.
std::string describe(const Parameter& parameter);

}  // namespace kyoten::grammar
