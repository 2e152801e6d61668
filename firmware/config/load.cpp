// Replaying a configuration text, as the router does at start-up and `kyoten check` does for the
// reader.
#include <unordered_set>

#include "firmware/config/intent.hpp"
#include "firmware/config/secrets.hpp"
#include "firmware/config/selection.hpp"
#include "firmware/config/statements.hpp"
#include "firmware/config/text_encoding.hpp"
#include "firmware/config/text_lines.hpp"

namespace kyoten::config {
namespace {

using grammar::Kind;
using grammar::MessageId;
using grammar::Selection;
using grammar::Statement;

constexpr std::size_t kLongestShownText = 120;
/// A file that is no configuration would fill the memory with findings; the counters go on.
constexpr std::size_t kMostFindings = 1000;  // lines that are accepted are told on demand, and are as many as there are
constexpr std::string_view kByteOrderMark = "\xef\xbb\xbf";
/// Some editors end a file with it.
constexpr char kEndOfFile = 0x1a;

bool is_control(char c) { return (c >= 0 && c < 0x20 && c != '\t') || c == 0x7f; }

/// Cut between characters, control characters made visible.
std::string shown(std::string_view line) {
  std::string text(line.substr(0, kLongestShownText));
  const auto cut = text.size();
  if (cut < line.size()) {
    while (!text.empty() && (static_cast<unsigned char>(line[text.size()]) & 0xc0) == 0x80)
      text.pop_back();
    text += "...";
  }
  for (auto& c : text) {
    if (is_control(c)) c = '?';
  }
  return is_utf8(text) ? text : std::string("(unreadable)");
}

const std::unordered_set<std::string_view>& acting() {
  static const std::unordered_set<std::string_view> ids(acting_commands().begin(),
                                                        acting_commands().end());
  return ids;
}

class Loader {
 public:
  Loader(const grammar::Grammar& grammar, const grammar::MatchOptions& options, Statements& into,
         Detail detail)
      : grammar_(grammar), options_(options), into_(into), detail_(detail) {}

  LoadReport run(std::string_view text) {
    if (text.starts_with(kByteOrderMark)) text.remove_prefix(kByteOrderMark.size());
    encoding_ = encoding_of(text);
    while (!text.empty()) {
      ++number_;
      take(take_line(text).text);
    }
    return std::move(report_);
  }

 private:
  void take(std::string_view raw) {
    while (!raw.empty() && raw.back() == kEndOfFile) raw.remove_suffix(1);
    const auto first = raw.find_first_not_of(" \t");
    if (first == std::string_view::npos || raw[first] == '#') return;
    ++report_.statements;
    const auto encoding = encoding_ ? encoding_ : encoding_of(raw);
    const auto decoded = encoding ? to_utf8(raw, *encoding) : std::nullopt;
    if (!decoded) return refuse(MessageId::unreadable_characters, first, raw);
    const auto control = std::find_if(decoded->begin(), decoded->end(), is_control);
    if (control != decoded->end()) {
      return refuse(MessageId::unreadable_characters,
                    static_cast<std::size_t>(control - decoded->begin()), *decoded);
    }
    auto statement = grammar_.match(*decoded, selection_, options_);
    if (!statement) {
      // What follows a wrong selection must not end up in the block before it.
      if (names_a_block(*decoded)) selection_ = {};
      return refuse(statement.error().message, std::max(statement.error().position, first),
                    *decoded);
    }
    statement->line = number_;
    accept(*statement, first, *decoded);
  }

  void accept(const Statement& statement, std::size_t column, std::string_view line) {
    ++report_.accepted;
    if (auto selected = selected_by(statement)) {
      selection_ = *selected;
      return note_accepted(column, line);
    }
    if (statement.command->kind != Kind::setting)
      return find(Finding::Severity::note, MessageId::not_a_setting, column, line);
    if (!statement.negated && is_hidden(statement))
      return find(Finding::Severity::note, MessageId::hidden_secret, column, line);
    into_.apply(statement);
    if (has_foreign_password(statement))
      find(Finding::Severity::note, MessageId::foreign_password, column, masked(statement));
    const bool of_others = statement.command->support == grammar::ModelSupport::other_model;
    const bool acts = !of_others && acting().contains(statement.id());
    if (!acts) ++report_.stored;
    if (of_others || statement.beyond_model)
      return find(Finding::Severity::note, MessageId::not_on_this_model, column, line);
    if (acts) return note_accepted(column, line);
    find(Finding::Severity::stored_only, MessageId{}, column, line);
  }

  void refuse(MessageId message, std::size_t column, std::string_view line) {
    ++report_.refused;
    find(Finding::Severity::refused, message, column, line);
  }

  void note_accepted(std::size_t column, std::string_view line) {
    if (detail_ == Detail::every_statement)
      find(Finding::Severity::accepted, MessageId{}, column, line);
  }

  void find(Finding::Severity severity, MessageId message, std::size_t column,
            std::string_view line) {
    const bool problem = severity != Finding::Severity::accepted;
    if (problem && problems_++ >= kMostFindings) return;
    report_.findings.push_back({number_, column + 1, severity, message, shown(line)});
  }

  const grammar::Grammar& grammar_;
  const grammar::MatchOptions& options_;
  Statements& into_;
  std::optional<TextEncoding> encoding_;
  Selection selection_;
  Detail detail_;
  std::size_t number_ = 0;
  std::size_t problems_ = 0;
  LoadReport report_;
};

}  // namespace

LoadReport load(std::string_view text, const grammar::Grammar& grammar,
                const grammar::MatchOptions& options, Statements& into, Detail detail) {
  return Loader(grammar, options, into, detail).run(text);
}

bool is_configuration(std::string_view text, const grammar::Grammar& grammar,
                      const grammar::MatchOptions& options) {
  if (text.find_first_not_of(" \t\r\n") == std::string_view::npos) return false;
  Statements statements;
  const auto report = load(text, grammar, options, statements);
  return report.statements == 0 || report.accepted > 0;
}

}  // namespace kyoten::config
