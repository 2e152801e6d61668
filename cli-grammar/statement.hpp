// What a typed line means once it matched: values, no text parsing left to do.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "firmware/base/address.hpp"

namespace kyoten::grammar {

struct Command;  // the record: cli-grammar/command.hpp

/// Which block is selected: `pp select 1`, `tunnel select 1`, ... Statements of that scope belong to it.
struct Selection {
  enum class Kind : std::uint8_t { none, pp, pp_anonymous, tunnel, switch_device };
  Kind kind = Kind::none;
  std::uint32_t number = 0;   ///< of pp and tunnel
  std::string name;           ///< of switch_device: "lan1:1"
  auto operator<=>(const Selection&) const = default;
};

/// Keywords and words: std::string (keywords in lower case); numbers: std::int64_t.
using Value = std::variant<std::string, std::int64_t, Ipv4Address, Ipv4Prefix, MacAddress>;

/// One operand. Repeated operands (lists) are several arguments with the same name. `name=value`
/// options carry the option's word as name ("keepalive", "force", "anti-replay-check").
struct Argument {
  std::string name;   ///< parameter name as declared: "GATEWAY_ID"; keywords chosen among several too
  std::string text;   ///< as printed
  Value value;
};

struct Statement {
  const Command* command = nullptr;
  std::size_t form = 0;               ///< which `syntax` line of the record matched
  bool negated = false;               ///< a `no` form
  bool beyond_model = false;          ///< a value in it is one that only sister models take
  Selection selection;                ///< where it was typed
  std::vector<Argument> arguments;
  std::string text;                   ///< canonical line: keywords complete and in lower case, one blank between words
  std::size_t line = 0;               ///< of the text it was loaded from, from 1; 0: typed

  [[nodiscard]] const Argument* find(std::string_view name) const;
  [[nodiscard]] bool has(std::string_view name) const { return find(name) != nullptr; }
  [[nodiscard]] std::optional<std::int64_t> integer(std::string_view name) const;
  [[nodiscard]] std::optional<Ipv4Address> address(std::string_view name) const;
  [[nodiscard]] std::optional<Ipv4Prefix> prefix(std::string_view name) const;
  /// The operand's text, empty if absent.
  [[nodiscard]] std::string text_of(std::string_view name) const;
  [[nodiscard]] std::vector<const Argument*> all(std::string_view name) const;
  /// The record's id: "ipsec sa policy".
  [[nodiscard]] std::string_view id() const;
};

}  // namespace kyoten::grammar
