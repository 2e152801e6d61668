// A valid line of any form of any command, made from its record: what a test types when it has to
// type everything.
#pragma once

#include <string>

#include "cli-grammar/command.hpp"
#include "cli-grammar/notation.hpp"

namespace kyoten::test {

class SampleLine {
 public:
  /// `full`: with everything in brackets, and the last branch of each choice; else as short as
  /// possible.
  SampleLine(const grammar::Command& command, bool full) : command_(command), full_(full) {}

  [[nodiscard]] std::string of_form(std::size_t form) const {
    auto pattern = grammar::parse_pattern(command_.syntax[form]);
    return pattern ? of(*pattern) : std::string();
  }

 private:
  [[nodiscard]] std::string of(const grammar::Pattern& pattern) const {
    using Kind = grammar::Pattern::Kind;
    switch (pattern.kind) {
      case Kind::keyword:
        return pattern.text;
      case Kind::parameter:
        return value_of(pattern.text);
      case Kind::option:
        return pattern.text + value_of(pattern.parameter);
      case Kind::optional:
        return full_ ? joined(pattern) : std::string();
      case Kind::choice:
        return of(full_ ? pattern.children.back() : pattern.children.front());
      case Kind::sequence:
        return joined(pattern);
    }
    return {};
  }

  [[nodiscard]] std::string joined(const grammar::Pattern& pattern) const {
    std::string line;
    for (auto& child : pattern.children) {
      const auto word = of(child);
      if (!word.empty()) line += (line.empty() ? "" : " ") + word;
    }
    return line;
  }

  [[nodiscard]] std::string value_of(const std::string& name) const {
    for (auto& parameter : command_.parameters) {
      if (parameter.name == name) return sample(parameter);
    }
    return {};
  }

  [[nodiscard]] static std::string sample(const grammar::Parameter& parameter) {
    const auto low = parameter.minimum ? *parameter.minimum : parameter.family_minimum.value_or(1);
    static const std::pair<std::string_view, std::string_view> kSamples[] = {
        {"ip", "192.0.2.1"},
        {"ip-mask", "192.0.2.1/24"},
        {"ipv6", "2001:db8::1"},
        {"mask", "24"},
        {"mac", "00:a0:de:00:00:01"},
        {"mac-pattern", "00:a0:de:*"},
        {"interface", "lan1"},
        {"sub-interface", "lan1/1"},
        {"switch", "lan1:1"},
        {"host", "www.example.net"},
        {"area", "1"},
        {"telephone", "0312345678"},
        {"class", "1/2"},
        {"class-map", "0:1,1:2"},
        {"address-map", "192.0.2.1=10.0.0.1"},
        {"ipv6-addresses", "2001:db8::/32"},
        {"gateway", "192.0.2.1"},
        {"addresses", "192.0.2.1"},
        {"address-range", "192.0.2.2-192.0.2.9/24"},
        {"ports", "80"},
        {"port-map", "80"},
        {"protocols", "tcp"},
        {"speed", "64k"},
        {"time", "12:00"},
        {"date", "1/1"},
        {"duration", "24:00"},
        {"hex", "0x12"},
        {"assignment", "1=value"},
        {"text", "show environment"}};
    if (parameter.type == "one-of")
      return parameter.values.empty() ? parameter.family_values[0] : parameter.values[0];
    if (parameter.type == "integer" || parameter.type == "numbers" || parameter.type == "decimal")
      return std::to_string(low);
    if (parameter.type == "word")
      return std::string(static_cast<std::size_t>(std::max<std::int64_t>(low, 2)), 'x');
    for (auto& [type, text] : kSamples) {
      if (type == parameter.type) return std::string(text);
    }
    return {};
  }

  const grammar::Command& command_;
  bool full_;
};

/// The block in which a form must be typed.
inline grammar::Selection selection_for(const grammar::Command& command, const std::string& line) {
  using Kind = grammar::Selection::Kind;
  auto has = [&](Kind kind) {
    return std::find(command.scopes.begin(), command.scopes.end(), kind) != command.scopes.end();
  };
  auto block = [](Kind kind) {
    return grammar::Selection{kind, kind == Kind::switch_device ? 0u : 1u,
                              kind == Kind::switch_device ? "lan1:1" : ""};
  };
  if (!has(Kind::none)) return block(command.scopes[0]);
  if (line.find(" pp ") != std::string::npos && has(Kind::pp)) return block(Kind::pp);
  if (line.find(" tunnel ") != std::string::npos && has(Kind::tunnel)) return block(Kind::tunnel);
  return {};
}

}  // namespace kyoten::test
