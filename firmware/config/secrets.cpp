#include "firmware/config/secrets.hpp"

#include <algorithm>

#include "cli-grammar/command.hpp"

namespace kyoten::config {
namespace {

using grammar::Command;
using grammar::Statement;

constexpr std::string_view kPassword = "PASSWORD";

bool is_secret(const Command& command, const std::string& argument) {
  return std::any_of(command.parameters.begin(), command.parameters.end(), [&](auto& parameter) {
    return parameter.secret && parameter.name == argument;
  });
}

}  // namespace

std::string masked(const Statement& statement) {
  std::string text = statement.text;
  bool last = false;
  for (auto argument = statement.arguments.rbegin(); argument != statement.arguments.rend();
       ++argument) {
    if (!is_secret(*statement.command, argument->name)) continue;
    const auto at = text.rfind(" " + argument->text);
    if (at == std::string::npos) continue;
    text.replace(at + 1, argument->text.size(), last ? "" : "*");
    if (last) text.erase(at, 1);
    last = true;
  }
  // The device shows a named user's password as `*`, whatever form it is stored in.
  constexpr std::string_view kEncryptedStar = " encrypted *";
  if (statement.id() == "login user" && has_encrypted_password(statement) &&
      text.ends_with(kEncryptedStar)) {
    text.replace(text.size() - kEncryptedStar.size(), kEncryptedStar.size(), " *");
  }
  return text;
}

bool is_hidden(const Statement& statement) {
  bool needed = false;
  for (auto& parameter : statement.command->parameters) {
    if (!parameter.secret) continue;
    if (statement.text_of(parameter.name) == "*") return true;
    needed |= parameter.name == kPassword && !statement.has(parameter.name);
  }
  return needed;
}

bool has_encrypted_password(const Statement& statement) {
  const auto& command = *statement.command;
  if (!statement.has(kPassword) || statement.form >= command.syntax.size()) return false;
  return (command.syntax[statement.form] + " ").find(" encrypted ") != std::string::npos;
}

bool has_foreign_password(const Statement& statement) {
  return has_encrypted_password(statement) && !statement.negated &&
         !statement.text_of(kPassword).starts_with(kPasswordHashPrefix);
}

}  // namespace kyoten::config
