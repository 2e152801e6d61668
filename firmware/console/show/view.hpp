// What a `show` command looks at: the router, the language, and the typed statement.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "firmware/console/backend.hpp"
#include "firmware/console/text.hpp"

namespace kyoten::console {

using Lines = std::vector<std::string>;

struct View {
  const Backend& backend;
  const grammar::Statement& statement;
  grammar::Language language = grammar::Language::english;
  ConsoleId console{};

  [[nodiscard]] bool english() const { return language == grammar::Language::english; }
  [[nodiscard]] std::string_view word(std::string_view en, std::string_view ja) const {
    return english() ? en : ja;
  }
  /// A keyword or operand of the statement: "detail", "reverse".
  [[nodiscard]] bool has_word(std::string_view word) const;
  [[nodiscard]] std::optional<std::uint32_t> number(std::string_view parameter) const;
};

}  // namespace kyoten::console
