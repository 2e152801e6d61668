// A valid line of any form of any command, made from its record: what the check of the records
// types, and a test that has to type everything.
#pragma once

#include <algorithm>
#include <string>

#include "cli-grammar/command.hpp"
#include "cli-grammar/notation.hpp"

namespace kyoten::grammar {

class SampleLine {
 public:
  /// `full`: with everything in brackets, and the last branch of each choice; else as short as
  /// possible.
  SampleLine(const Command& command, bool full) : command_(command), full_(full) {}

  [[nodiscard]] std::string of_form(std::size_t form) const {
    auto pattern = parse_pattern(command_.syntax[form]);
    return pattern ? of(*pattern) : std::string();
  }

 private:
  [[nodiscard]] std::string of(const Pattern& pattern) const {
    using Node = Pattern::Kind;
    switch (pattern.kind) {
      case Node::keyword:
        return pattern.text;
      case Node::parameter:
        return value_of(pattern.text);
      case Node::option:
        return pattern.text + value_of(pattern.parameter);
      case Node::optional:
        return full_ ? joined(pattern) : std::string();
      case Node::choice:
        return of(full_ ? pattern.children.back() : pattern.children.front());
      case Node::sequence:
        return joined(pattern);
    }
    return {};
  }

  [[nodiscard]] std::string joined(const Pattern& pattern) const {
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

  [[nodiscard]] static std::string sample(const Parameter& parameter) {
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

  const Command& command_;
  bool full_;
};

/// The block in which a form must be typed.
inline Selection selection_for(const Command& command, const std::string& line) {
  using Block = Selection::Kind;
  auto has = [&](Block kind) {
    return std::find(command.scopes.begin(), command.scopes.end(), kind) != command.scopes.end();
  };
  auto block = [](Block kind) {
    return Selection{kind, kind == Block::switch_device ? 0u : 1u,
                     kind == Block::switch_device ? "lan1:1" : ""};
  };
  if (!has(Block::none)) return block(command.scopes[0]);
  if (line.find(" pp ") != std::string::npos && has(Block::pp)) return block(Block::pp);
  if (line.find(" tunnel ") != std::string::npos && has(Block::tunnel)) return block(Block::tunnel);
  return {};
}

}  // namespace kyoten::grammar
