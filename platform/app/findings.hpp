// What a router says to a configuration text, in words: for `kyoten check` and `kyoten run`.
#pragma once

#include <string>

#include "firmware/config/statements.hpp"

namespace kyoten::app {

/// "refused: Error: Parameter out of range", "stored: kept and printed, but nothing acts on it"
/// The router's own message, or why the statement has no effect.
[[nodiscard]] std::string message_of(const config::Finding& finding);
[[nodiscard]] std::string describe(const config::Finding& finding);
[[nodiscard]] std::string_view name_of(config::Finding::Severity severity);
/// "site-a.conf:12:8: refused: Error: ...", and the line below.
[[nodiscard]] std::string located(const std::string& file, const config::Finding& finding);
/// "52 statements: 50 accepted (3 of them stored only), 2 refused"
[[nodiscard]] std::string summary(const config::LoadReport& report);

}  // namespace kyoten::app
