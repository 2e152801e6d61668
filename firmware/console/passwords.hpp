// Who gets in: the checks behind `Password: `. Compared in constant time; a password that is stored
// encrypted is the router's to verify, and one that nobody can verify lets nobody in.
#pragma once

#include <string_view>

#include "firmware/console/backend.hpp"

namespace kyoten::console {

using config::AdministratorRight;

class Passwords {
 public:
  static constexpr std::size_t kMostPasswordBytes = 32;

  Passwords(const Backend& backend, ConsoleKind kind) : backend_(backend), kind_(kind) {}

  [[nodiscard]] bool login_is_open() const;  ///< neither a login password nor a named user
  [[nodiscard]] bool login_matches(std::string_view typed) const;
  [[nodiscard]] bool user_matches(std::string_view name, std::string_view typed) const;
  [[nodiscard]] bool administrator_matches(std::string_view typed) const;
  [[nodiscard]] AdministratorRight administrator_right(std::string_view user) const;

 private:
  [[nodiscard]] bool matches(std::string_view encrypted, std::string_view plain,
                             std::string_view typed) const;
  [[nodiscard]] bool is_emergency(std::string_view typed) const;

  const Backend& backend_;
  ConsoleKind kind_;
};

/// `login user NAME PASSWORD` as it is stored.
struct StoredUser {
  std::optional<grammar::Statement>
      statement;        ///< the encrypted form; nothing if there was nothing to encrypt
  bool failed = false;  ///< the router could not encrypt it
};
StoredUser with_encrypted_password(Backend& backend, const grammar::Statement& statement);

/// 1 to 32 printable ASCII characters.
bool is_acceptable_password(std::string_view password);

/// The word as it must be typed: in quotes if it holds blanks or special characters.
std::string quoted(std::string_view word);

}  // namespace kyoten::console
