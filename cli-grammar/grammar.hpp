// The command language as a whole: all records of commands/*.cmd, and what can be asked of them.
// Knows no router.
#pragma once

#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "cli-grammar/messages.hpp"
#include "cli-grammar/statement.hpp"
#include "firmware/base/result.hpp"

namespace kyoten::grammar {

enum class Kind : std::uint8_t { setting, operation, show, clear };
enum class Privilege : std::uint8_t { user, administrator };

/// Why a line is not a statement: the error the device prints, and where.
struct Mismatch {
  MessageId message{};
  std::size_t position = 0;  ///< byte offset of the word in the line
  std::string word;          ///< the word at fault; empty at the end of the line
};

struct MatchOptions {
  Privilege privilege = Privilege::administrator;
  bool strict = false;  ///< refuse what only other models know
};

/// Answer to TAB, SPACE and `?` on a word.
struct Completion {
  std::size_t word_begin = 0;           ///< byte offset of the word being completed
  std::string completed;                ///< what the word becomes as far as it is unique; may equal the word
  bool unique = false;                  ///< it is complete: a blank may follow
  std::vector<std::string> candidates;  ///< possible keywords, sorted
  std::vector<std::string> parameters;  ///< possible values as printed by help: "GATEWAY_ID = 1-6"
  bool may_end = false;                 ///< the line is a whole command here
  bool named = false;                   ///< which command it is is told; operands follow
};

class Grammar {
 public:
  /// All records and models of the source tree, built into the program.
  static const Grammar& builtin();

  ~Grammar();

  /// Never throws; any bytes may be in `line`. Several blanks count as one; quotes and backslash as on the
  /// device. Exact keyword before unique prefix before typed value before free text.
  [[nodiscard]] Result<Statement, Mismatch> match(std::string_view line, const Selection& selection,
                                                  const MatchOptions& options) const;
  [[nodiscard]] Completion complete(std::string_view line, std::size_t cursor,
                                    const Selection& selection, const MatchOptions& options) const;
  /// Lines that `?` prints behind a (partial) command: syntax, ranges, explanation, default. A last
  /// word that fits nowhere is looked past: its operand is what is asked about.
  [[nodiscard]] std::vector<std::string> help(std::string_view line, const Selection& selection,
                                              const MatchOptions& options, Language language) const;
  [[nodiscard]] const std::vector<Command>& commands() const;
  [[nodiscard]] const Command* find(std::string_view id) const;

  Grammar(const Grammar&) = delete;
  Grammar& operator=(const Grammar&) = delete;

 private:
  Grammar();
  class Implementation;
  std::unique_ptr<Implementation> implementation_;
};

}  // namespace kyoten::grammar
