// A part of check_records: types the shortest and the longest line of every form.
#pragma once

#include "cli-grammar/notation.hpp"

namespace kyoten::grammar {

/// For records that are well formed by themselves.
void check_lines(const std::vector<Command>& commands, std::vector<NotationError>& errors);

}  // namespace kyoten::grammar
