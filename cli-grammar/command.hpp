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
  std::optional<std::int64_t> minimum;  ///< of numbers; of "word" the length in columns
  std::optional<std::int64_t> maximum;
  std::optional<std::int64_t> family_minimum;  ///< wider limits of sister models, taken unless `strict`
  std::optional<std::int64_t> family_maximum;
  std::vector<std::string> values;      ///< of one-of, or words allowed besides the plain value
  std::vector<std::string> family_values;  ///< words that only sister models know, taken unless `strict`
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
  bool negatable = true;                ///< there is a `no` form: what identifies the statement, surplus ignored
  bool no_means_all = false;            ///< a `no` form without a word of the key means the statements with all of them
  std::vector<std::string> key;         ///< what identifies a statement: operands, and words in lower case that may
                                        ///< stand in the line; empty: one per command
  std::string replaces;                 ///< id of the command whose statements this one displaces
  std::vector<Parameter> parameters;
  std::vector<Selection::Kind> scopes;  ///< where it may be typed; {none} = global
  std::string help_en;
  std::string help_ja;
  int show_order = 0;                   ///< place in `show config`
  std::size_t line = 0;                 ///< of the record in its file
};

}  // namespace kyoten::grammar
