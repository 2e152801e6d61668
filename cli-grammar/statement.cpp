#include "cli-grammar/statement.hpp"

#include "cli-grammar/command.hpp"

namespace kyoten::grammar {

const Argument* Statement::find(std::string_view name) const {
  for (auto& argument : arguments) {
    if (argument.name == name) return &argument;
  }
  return nullptr;
}

std::optional<std::int64_t> Statement::integer(std::string_view name) const {
  auto* argument = find(name);
  if (argument == nullptr) return std::nullopt;
  auto* value = std::get_if<std::int64_t>(&argument->value);
  return value ? std::optional(*value) : std::nullopt;
}

std::optional<Ipv4Address> Statement::address(std::string_view name) const {
  auto* argument = find(name);
  if (argument == nullptr) return std::nullopt;
  auto* value = std::get_if<Ipv4Address>(&argument->value);
  return value ? std::optional(*value) : std::nullopt;
}

std::optional<Ipv4Prefix> Statement::prefix(std::string_view name) const {
  auto* argument = find(name);
  if (argument == nullptr) return std::nullopt;
  auto* value = std::get_if<Ipv4Prefix>(&argument->value);
  return value ? std::optional(*value) : std::nullopt;
}

std::string Statement::text_of(std::string_view name) const {
  auto* argument = find(name);
  if (argument == nullptr) return {};
  auto* word = std::get_if<std::string>(&argument->value);
  return word ? *word : argument->text;
}

std::vector<const Argument*> Statement::all(std::string_view name) const {
  std::vector<const Argument*> result;
  for (auto& argument : arguments) {
    if (argument.name == name) result.push_back(&argument);
  }
  return result;
}

std::string_view Statement::id() const {
  return command ? std::string_view(command->id) : std::string_view{};
}

}  // namespace kyoten::grammar
