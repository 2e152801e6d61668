// See templates.cpp.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "firmware/config/statements.hpp"

namespace kyoten::config {

/// The commands that with_templates() carries out.
std::span<const std::string_view> template_commands();

/// The statements with the copies that `tunnel template` and `ipsec transport template` ask for; nothing if none is there.
std::optional<Statements> with_templates(const Statements& statements);

}  // namespace kyoten::config
