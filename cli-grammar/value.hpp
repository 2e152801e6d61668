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
  MessageId why{};  ///< when it does not fit
};
ValueMatch match_value(const Parameter& parameter, const Token& token);

/// "GATEWAY_ID = 1-6", for help.
std::string describe(const Parameter& parameter);

}  // namespace kyoten::grammar
