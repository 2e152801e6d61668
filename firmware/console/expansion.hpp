// What stands for something else on the command line: an alias at its beginning, `$NAME` or
// `${NAME}` of a variable (`set`) anywhere. Only in what is typed: a configuration is taken as it
// is.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "firmware/config/statements.hpp"

namespace kyoten::console {

/// Aliases of aliases are followed this far.
constexpr int kMostAliases = 8;
/// A line does not grow beyond this; what would make it longer is left as it was typed.
constexpr std::size_t kMostExpandedBytes = 4095;

/// A `$` in single quotes or behind a backslash, and a name that is not set, stay as they are:
/// there are passwords with a `$` in them.
std::string expand(std::string_view line, const config::Statements& running);
/// The line with its alias, but without variables; for completion and `?`.
std::string expand_alias(std::string_view line, const config::Statements& running);

/// The value of `set NAME=VALUE` or `alias NAME=VALUE`; case counts.
std::optional<std::string> assigned(const config::Statements& running, std::string_view command,
                                    std::string_view name);

}  // namespace kyoten::console
