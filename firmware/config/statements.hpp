// The stored command lines of one configuration: upsert by key, removal by `no`, and `show config`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "cli-grammar/command.hpp"
#include "cli-grammar/grammar.hpp"

namespace kyoten::config {

/// A problem in a configuration text, for the log, `kyoten check` and start-up.
struct Finding {
  enum class Severity : std::uint8_t { refused, stored_only, note, accepted };
  std::size_t line = 0;    ///< from 1
  std::size_t column = 0;  ///< from 1
  Severity severity = Severity::refused;
  grammar::MessageId message{};
  std::string text;  ///< the line, cut to a printable length
};

struct LoadReport {
  std::size_t statements = 0;  ///< lines that are statements
  std::size_t accepted = 0;
  std::size_t stored = 0;  ///< accepted, but nothing acts on them
  std::size_t refused = 0;
  std::vector<Finding> findings;
};

class Statements {
 public:
  /// Upserts or (negated) removes. Storing never fails because another statement is missing.
  void apply(const grammar::Statement& statement);

  /// All statements in the order in which `show config` prints them.
  [[nodiscard]] std::vector<const grammar::Statement*> in_order() const;
  /// Body of `show config`, without header: blocks, indentation, hidden secrets as the device hides
  /// them. With `secrets`, everything in a form that loads again (what `save` writes).
  [[nodiscard]] std::vector<std::string> print(bool secrets) const;
  /// `show config tunnel 1`, `show config pp 1`.
  [[nodiscard]] std::vector<std::string> print(const grammar::Selection& only, bool secrets) const;

  [[nodiscard]] std::vector<const grammar::Statement*> find(std::string_view command_id) const;
  [[nodiscard]] bool empty() const;
  bool operator==(const Statements& other) const;  ///< same statements, as printed with secrets

 private:
  /// Where a statement stands, and at the same time what identifies it: a second one with the same
  /// place replaces the first.
  struct Place {
    int group = 0;      ///< blocks stand at a place of their own among the other groups
    std::string block;  ///< which peer, tunnel, switch or interface
    int order = 0;
    std::string_view command;
    std::string key;  ///< written so that numbers sort by value
    auto operator<=>(const Place&) const = default;
  };
  /// One line of `show config`: a statement, or the line that opens a block.
  struct Line {
    int indent = 0;
    const grammar::Statement* statement = nullptr;
    std::string opening;
  };
  [[nodiscard]] static Place place_of(const grammar::Statement& statement);
  void apply_one(const grammar::Statement& statement);
  void displace(const grammar::Statement& statement, std::string_view command);
  [[nodiscard]] std::vector<Line> layout() const;

  std::map<Place, grammar::Statement> statements_;
};

/// What of a text is told: what is refused, without effect or noteworthy; or also what is simply accepted.
enum class Detail : std::uint8_t { problems, every_statement };

/// Replays a configuration text (any encoding, CR LF or LF, comments, blank and over-long lines):
/// what the device takes is applied, what it refuses is reported with line and column, and the rest
/// goes on.
LoadReport load(std::string_view text, const grammar::Grammar& grammar,
                const grammar::MatchOptions& options, Statements& into, Detail detail = Detail::problems);

/// Whether a router can start with it: it is not blank, and of its statements at least one is taken.
[[nodiscard]] bool is_configuration(std::string_view text, const grammar::Grammar& grammar,
                                    const grammar::MatchOptions& options);

}  // namespace kyoten::config
