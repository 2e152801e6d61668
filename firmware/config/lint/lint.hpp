// The linter: what a router takes, and what nevertheless cannot work.
#pragma once

#include <span>

#include "firmware/config/lint/rules.hpp"
#include "firmware/config/lint/warning.hpp"
#include "firmware/config/statements.hpp"

namespace kyoten::config::lint {

/// All warnings about these statements, in the order of the file's lines. Pure.
std::vector<Warning> lint(const Statements& statements);

/// All rules, by subject.
std::vector<Rule> rules();

}  // namespace kyoten::config::lint
