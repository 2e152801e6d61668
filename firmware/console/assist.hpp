// TAB and `?` on a line that is being typed, for every kind of console: words that may follow, the
// filters behind a bar, a command's help. Knows aliases; knows no terminal.
#pragma once

#include "firmware/console/shell.hpp"

namespace kyoten::console {

/// What TAB and SPACE may make of the word at `cursor`.
grammar::Completion complete_line(const Backend& backend, const Shell& shell, std::string_view line,
                                  std::size_t cursor);
/// The rows that TAB prints where it cannot complete: "? pp pptp", "? GATEWAY_ID = 1-6".
std::vector<std::string> offers(const grammar::Completion& found);
/// The rows that `?` prints behind `line`: what may follow, and where it is told which command it
/// is, that command's form, ranges, explanation and default.
std::vector<std::string> explain_line(const Backend& backend, const Shell& shell,
                                      std::string_view line);

/// Behind a bar stand filters, which the grammar does not know.
bool has_filter(std::string_view line);
/// Filters whose name begins so.
std::vector<std::string> filters_like(std::string_view begin);

}  // namespace kyoten::console
