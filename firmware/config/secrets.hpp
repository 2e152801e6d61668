// The one place that knows what of a statement is secret: which operands `show config` prints as
// stars, which of them a text with stars cannot bring back, and which passwords are stored
// encrypted. What is secret says the record
// (`param ... secret`): the passwords of logins, of the administrator and of named users, and the
// SSH host keys. Pre-shared keys and the names and passwords of peers are shown as entered, as on
// the device.
#pragma once

#include <string>
#include <string_view>

#include "cli-grammar/statement.hpp"

namespace kyoten::config {

/// Encrypted passwords of ours begin so (firmware/crypto/password_hash); others are a device's own.
inline constexpr std::string_view kPasswordHashPrefix = "$argon2id$";

/// The line as `show config` shows it: every secret a star, several of them one.
[[nodiscard]] std::string masked(const grammar::Statement& statement);

/// A line that `show config` printed with stars, or without the password that it would ask for: no
/// secret can be taken from it.
[[nodiscard]] bool is_hidden(const grammar::Statement& statement);

/// `login password encrypted ...` and its relatives.
[[nodiscard]] bool has_encrypted_password(const grammar::Statement& statement);
/// Encrypted by somebody else: kept word for word, and nobody gets in by it.
[[nodiscard]] bool has_foreign_password(const grammar::Statement& statement);

}  // namespace kyoten::config
