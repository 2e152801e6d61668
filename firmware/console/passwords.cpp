#include "firmware/console/passwords.hpp"

#include "firmware/base/secret.hpp"
#include "firmware/config/secrets.hpp"

namespace kyoten::console {
namespace {

/// `security class ... on`: opens the serial line to an owner who forgot the password.
constexpr std::string_view kEmergencyPassword = "w,lXlma";

bool equal(std::string_view a, std::string_view b) {
  return equal_in_constant_time(as_bytes(a), as_bytes(b));
}

}  // namespace

bool Passwords::is_emergency(std::string_view typed) const {
  return kind_ == ConsoleKind::serial && backend_.intent().system->security_forget &&
         equal(typed, kEmergencyPassword);
}

bool Passwords::matches(std::string_view encrypted, std::string_view plain,
                        std::string_view typed) const {
  if (is_emergency(typed)) return true;
  return encrypted.empty() ? equal(plain, typed) : backend_.matches_encrypted(typed, encrypted);
}

bool Passwords::login_is_open() const {
  const auto& system = *backend_.intent().system;
  return system.login_password.empty() && system.users.empty() &&
         system.encrypted_login_password.empty();
}

bool Passwords::login_matches(std::string_view typed) const {
  const auto& system = *backend_.intent().system;
  return matches(system.encrypted_login_password, system.login_password, typed);
}

bool Passwords::administrator_matches(std::string_view typed) const {
  const auto& system = *backend_.intent().system;
  return matches(system.encrypted_administrator_password, system.administrator_password, typed);
}

bool Passwords::user_matches(std::string_view name, std::string_view typed) const {
  for (auto& user : backend_.intent().system->users) {
    if (user.name != name) continue;
    if (user.password.empty()) return false;  // an attribute alone makes no user
    return user.encrypted ? backend_.matches_encrypted(typed, user.password)
                          : equal(user.password, typed);
  }
  return false;
}

AdministratorRight Passwords::administrator_right(std::string_view user) const {
  return backend_.intent()
      .system->attribute(user, &config::UserAttributes::administrator)
      .value_or(AdministratorRight::with_password);
}

StoredUser with_encrypted_password(Backend& backend, const grammar::Statement& statement) {
  const auto password = statement.text_of("PASSWORD");
  const bool plain = statement.id() == "login user" && !statement.negated && !password.empty() &&
                     !config::has_encrypted_password(statement);
  if (!plain) return {};
  const auto encrypted = backend.encrypt_password(password);
  if (!encrypted) return {std::nullopt, true};
  const auto line = "login user " + quoted(statement.text_of("USER")) + " encrypted " + *encrypted;
  auto matched = backend.grammar().match(line, {}, {});
  if (!matched) return {std::nullopt, true};
  return {std::move(*matched), false};
}

bool is_acceptable_password(std::string_view password) {
  const bool printable =
      std::all_of(password.begin(), password.end(), [](char c) { return c >= 0x20 && c < 0x7f; });
  return !password.empty() && password.size() <= Passwords::kMostPasswordBytes && printable;
}

std::string quoted(std::string_view word) {
  if (word.find_first_of(" ?#|>\\'\"") == std::string_view::npos) return std::string(word);
  std::string text = "\"";
  for (char c : word) {
    if (c == '"' || c == '\\') text += '\\';
    text += c;
  }
  return text + '"';
}

}  // namespace kyoten::console
