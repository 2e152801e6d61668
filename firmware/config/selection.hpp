// Which block the lines of a text belong to: what `pp select 1` and its kind do to the lines below.
#pragma once

#include <optional>
#include <string_view>

#include "cli-grammar/statement.hpp"

namespace kyoten::config {

/// The block that this statement selects; nothing if it selects none. `pp select none` selects no
/// block.
std::optional<grammar::Selection> selected_by(const grammar::Statement& statement);

/// The line looks like the selection of a block, even if it is refused: what follows it must not
/// end up in the block before it.
bool names_a_block(std::string_view line);

}  // namespace kyoten::config
