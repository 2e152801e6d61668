#include "firmware/console/assist.hpp"

#include "firmware/console/expansion.hpp"
#include "firmware/console/phrases.hpp"

namespace kyoten::console {
namespace {

/// "? pp pptp"; empty for nothing.
std::string row_of(const std::vector<std::string>& candidates) {
  std::string row;
  for (auto& candidate : candidates) row += " " + candidate;
  return row.empty() ? row : "?" + row;
}

std::vector<std::string> explain_filter(std::string_view line, grammar::Language language) {
  const auto filter = filter_at_end(line);
  const auto row = row_of(filters_like(filter.value_or("")));
  if (filter && !row.empty()) return {row};
  const auto& help = filter_help(language);
  return {help.begin(), help.end()};
}

}  // namespace

bool has_filter(std::string_view line) {
  auto pipeline = parse_pipeline(std::string(line) + " x");
  return !pipeline || pipeline->piped;
}

std::vector<std::string> filters_like(std::string_view begin) {
  std::vector<std::string> words;
  for (std::string_view word : {"grep", "less"}) {
    if (word.starts_with(begin)) words.emplace_back(word);
  }
  return words;
}

grammar::Completion complete_line(const Backend& backend, const Shell& shell, std::string_view line,
                                  std::size_t cursor) {
  const auto before = line.substr(0, cursor);
  const auto expanded = expand_alias(before, backend.running());
  const bool alias = expanded != before;
  const auto begin = std::min(before.find_first_not_of(' '), before.size());
  // The word under the cursor is an alias as it stands: no abbreviation of anything.
  if (alias && before.find(' ', begin) == std::string_view::npos) {
    grammar::Completion found;
    found.word_begin = begin;
    found.completed = before.substr(begin);
    return found;
  }
  auto found = backend.grammar().complete(expanded, expanded.size(), shell.selection(),
                                          shell.match_options());
  if (alias) found.word_begin = found.word_begin + before.size() - expanded.size();
  return found;
}

std::vector<std::string> offers(const grammar::Completion& found) {
  std::vector<std::string> rows;
  if (!found.candidates.empty()) rows.push_back(row_of(found.candidates));
  for (auto& parameter : found.parameters) rows.push_back("? " + parameter);
  return rows;
}

std::vector<std::string> explain_line(const Backend& backend, const Shell& shell,
                                      std::string_view line) {
  if (has_filter(line)) return explain_filter(line, shell.language());
  const auto found = complete_line(backend, shell, line, line.size());
  const auto word = line.substr(std::min(found.word_begin, line.size()));
  const bool whole = found.candidates.size() == 1 && found.candidates[0] == word;
  const bool ambiguous = !word.empty() && found.candidates.size() > 1;
  const bool of_command =
      found.candidates.empty() || whole || (!ambiguous && (found.may_end || found.named));
  if (!of_command) return offers(found);
  auto rows = backend.grammar().help(expand_alias(line, backend.running()), shell.selection(),
                                     shell.match_options(), shell.language());
  const bool more_words = !found.candidates.empty() && (!whole || rows.empty());
  if (more_words) rows.insert(rows.begin(), row_of(found.candidates));
  return rows;
}

}  // namespace kyoten::console
