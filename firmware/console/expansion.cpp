#include "firmware/console/expansion.hpp"

#include <algorithm>
#include <optional>

namespace kyoten::console {
namespace {

constexpr std::string_view kWorkingDirectory = "PWD";

bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }
bool is_name_character(char c) { return is_letter(c) || (c >= '0' && c <= '9') || c == '_'; }

/// Bytes of the name at the beginning: letters, digits and `_`, a letter first.
std::size_t name_length(std::string_view text) {
  if (text.empty() || !is_letter(text[0])) return 0;
  const auto end = std::find_if_not(text.begin(), text.end(), is_name_character);
  return static_cast<std::size_t>(end - text.begin());
}

struct Reference {
  std::string_view name;
  std::size_t length = 0;  ///< of all of it, `$` included; 0: none
};

Reference reference_at(std::string_view text) {
  if (text.size() > 1 && text[1] == '{') {
    const auto name = text.substr(2, name_length(text.substr(2)));
    const bool closed = text.size() > name.size() + 2 && text[name.size() + 2] == '}';
    return {name, closed && !name.empty() ? name.size() + 3 : 0};
  }
  const auto name = text.substr(1, name_length(text.substr(1)));
  return {name, name.empty() ? 0 : name.size() + 1};
}

std::string substitute(std::string_view line, const config::Statements& running) {
  std::string result;
  bool single_quoted = false;
  bool double_quoted = false;
  for (std::size_t at = 0; at < line.size();) {
    const char c = line[at];
    if (c == '\\' && at + 1 < line.size()) {
      result += line.substr(at, 2);
      at += 2;
      continue;
    }
    if (c == '\'' && !double_quoted) single_quoted = !single_quoted;
    if (c == '"' && !single_quoted) double_quoted = !double_quoted;
    if (c == '$' && !single_quoted) {
      const auto reference = reference_at(line.substr(at));
      const auto value =
          reference.length > 0 ? assigned(running, "set", reference.name) : std::nullopt;
      if (value && result.size() + value->size() <= kMostExpandedBytes) {
        result += *value;
        at += reference.length;
        continue;
      }
    }
    result += c;
    ++at;
  }
  return result;
}

}  // namespace

std::optional<std::string> assigned(const config::Statements& running, std::string_view command,
                                    std::string_view name) {
  for (auto* statement : running.find(command)) {
    const auto* assignment = statement->find("ASSIGNMENT");
    if (assignment == nullptr) continue;
    const auto* text = std::get_if<std::string>(&assignment->value);
    if (text == nullptr) continue;
    const auto equals = text->find('=');
    if (text->substr(0, equals) == name) return text->substr(equals + 1);
  }
  if (command == "set" && name == kWorkingDirectory) return "/";
  return std::nullopt;
}

std::string expand_alias(std::string_view line, const config::Statements& running) {
  std::string expanded(line);
  for (int i = 0; i < kMostAliases; ++i) {
    const auto begin = std::min(expanded.find_first_not_of(' '), expanded.size());
    const auto end = std::min(expanded.find(' ', begin), expanded.size());
    const auto value = assigned(running, "alias", expanded.substr(begin, end - begin));
    if (!value || expanded.size() + value->size() > kMostExpandedBytes) break;
    // An alias may stand for a command of the same name with something behind it.
    const bool itself = value->substr(0, value->find(' ')) == expanded.substr(begin, end - begin);
    expanded.replace(begin, end - begin, *value);
    if (itself) break;
  }
  return expanded;
}

std::string expand(std::string_view line, const config::Statements& running) {
  return substitute(expand_alias(line, running), running);
}

}  // namespace kyoten::console
