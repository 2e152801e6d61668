// One record of commands/*.cmd: everything the language knows about a command (docs/cli-notation.md).
#pragma once

#include <map>
#include <optional>
#include <string>
#include <vector>

#include "cli-grammar/grammar.hpp"

namespace kyoten::grammar {

enum class ModelSupport : std::uint8_t { rtx810, other_model };

struct Parameter {
  std::string name;
  std::string type;                     ///< "integer", "one-of", "ip", "text", ...
  std::optional<std::int64_t> minimum;
  std::optional<std::int64_t> maximum;
  std::vector<std::string> values;      ///< of one-of, or words allowed besides the plain value
  std::string default_text;
  std::string unit;
  bool secret = false;
};

struct Command {
  std::string id;                       ///< keyword path: "ipsec sa policy"
  std::string chapter;                  ///< "15-ipsec"
  Kind kind = Kind::setting;
  Privilege privilege = Privilege::administrator;
  ModelSupport support = ModelSupport::rtx810;
  std::vector<std::string> syntax;      ///< as declared
  std::vector<std::string> no_syntax;
  std::vector<std::string> key;         ///< parameters that identify a statement; empty: one per command
  std::vector<Parameter> parameters;
  std::vector<Selection::Kind> scopes;  ///< where it may be typed; {none} = global
  std::string help_en;
  std::string help_ja;
  int show_order = 0;                   ///< place in `show config`
};

}  // namespace kyoten::grammar
