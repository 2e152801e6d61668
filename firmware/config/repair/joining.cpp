#include "firmware/config/repair/joining.hpp"

#include "firmware/base/utf8.hpp"
#include "cli-grammar/tokens.hpp"
#include "firmware/config/layout.hpp"

namespace kyoten::config::repair {
namespace {

/// `show config` goes to the next line behind column 79, a terminal that wraps by itself behind 80.
constexpr std::size_t kUsualColumns = 80;
/// The console's longest line is 4095 bytes.
constexpr std::size_t kLongestLine = 4095;
/// A list of 129 filters, the longest that the device takes, fills 12 lines.
constexpr std::size_t kMostPieces = 16;
constexpr std::uint32_t kHighestFilter = 21474836;
constexpr std::string_view kMarks[] = {"→", "⇒", "↓", "↵", "⏎", "↩", "➡", "⤶", "\\"};

std::string_view without_mark_behind(std::string_view text) {
  text = without_blanks_behind(text);
  for (auto mark : kMarks) {
    if (text.ends_with(mark)) return text.substr(0, text.size() - mark.size());
  }
  return {};
}

std::string_view without_mark_before(std::string_view text) {
  text = without_blanks_before(text);
  for (auto mark : kMarks) {
    if (text.starts_with(mark)) return text.substr(mark.size());
  }
  return {};
}

/// A word that goes on: "ssh,sftp,", "local-id=".
bool ends_openly(std::string_view text) {
  return !text.empty() && std::string_view(",=-/:@.").find(text.back()) != std::string_view::npos;
}

std::string last_word(std::string_view text) {
  const auto tokens = grammar::tokenize(text);
  return tokens.empty() ? "" : tokens.back().text;
}

std::string first_word(std::string_view text) {
  const auto tokens = grammar::tokenize(text);
  return tokens.empty() ? "" : tokens.front().text;
}

}  // namespace

Joiner::Joiner(const std::vector<Line>& lines, const Trial& trial)
    : lines_(lines), trial_(trial), widths_{kUsualColumns - 1, kUsualColumns} {
  for (auto& line : lines) {
    const auto tokens = grammar::tokenize(line.text);
    if (tokens.size() == 3 && tokens[0].text == "console" && tokens[1].text == "columns") {
      if (auto columns = whole_number(tokens[2].text); columns && *columns >= 40) {
        widths_.insert(*columns - 1);
        widths_.insert(*columns);
      }
    }
    if (tokens.size() < 4 || tokens[1].text != "filter" || !tokens[0].text.starts_with("ip"))
      continue;
    filters_.insert(tokens[tokens[2].text == "dynamic" ? 3 : 2].text);
  }
}

Joiner::Filled Joiner::fills(std::size_t at) const {
  const auto columns = static_cast<std::size_t>(width(lines_[at].text));
  if (widths_.contains(columns)) return Filled::yes;
  // A character of two columns does not fit into one.
  if (!widths_.contains(columns + 1) || at + 1 >= lines_.size()) return Filled::no;
  return begins_with_wide_character(lines_[at + 1].text) ? Filled::yes : Filled::but_for_a_blank;
}

bool Joiner::is_rest(std::size_t at, bool may_begin_like_a_command) const {
  if (at >= lines_.size() || !lines_[at].readable || Trial::is_silent(lines_[at].text))
    return false;
  return may_begin_like_a_command ? !trial_.accepts(lines_[at].text)
                                  : trial_.is_no_command(lines_[at].text);
}

/// Both readings of "1014" and "1015" are numbers, if not both of filters: the text knows which
/// there are.
bool Joiner::is_torn_list(const std::string& head, const std::string& rest) const {
  if (head.find("filter") == std::string::npos) return false;
  const auto before = last_word(head);
  const auto behind = first_word(rest);
  if (!whole_number(before) || !whole_number(behind)) return false;
  const auto together = whole_number(before + behind);
  if (!together || *together > kHighestFilter) return true;
  return filters_.contains(before) && filters_.contains(behind) &&
         !filters_.contains(before + behind);
}

std::string Joiner::join(const std::string& head, const std::string& rest, Filled filled) const {
  const std::string bare(without_blanks_before(rest));
  const auto spaced = head + " " + bare;
  if (filled == Filled::but_for_a_blank) return spaced;
  const auto direct = head + rest;
  if (bare == rest && is_torn_list(head, rest) && trial_.accepts(spaced)) return spaced;
  if (trial_.accepts(direct)) return direct;
  if (trial_.accepts(spaced)) return spaced;
  // Somebody indented the rest of a word.
  const auto glued = head + bare;
  return trial_.accepts(glued) ? glued : direct;
}

Joined Joiner::wrapped(std::size_t at) const {
  if (fills(at) == Filled::no || Trial::is_silent(lines_[at].text)) return {};
  const auto alone = trial_.matched(lines_[at].text);
  if (!alone && trial_.is_no_command(lines_[at].text)) return {};
  Joined best;
  auto text = lines_[at].text;
  for (auto next = at + 1; text.size() < kLongestLine && next - at < kMostPieces; ++next) {
    const auto filled = fills(next - 1);
    // Behind a line that is whole, a rest that begins like a command is a command with a mistake.
    const bool open = !alone || ends_openly(lines_[next - 1].text);
    if (filled == Filled::no || !is_rest(next, open)) break;
    text = join(text, lines_[next].text, filled);
    const auto matched = trial_.matched(text);
    if (matched && (!alone || *alone == *matched)) best = {next - at + 1, text};
  }
  return best;
}

Joined Joiner::wrapped_comment(std::size_t at) const {
  const auto& head = lines_[at].text;
  if (without_blanks_before(head).substr(0, 1) != "#" || fills(at) == Filled::no) return {};
  Joined joined{1, head};
  for (auto next = at + 1; next - at < kMostPieces; ++next) {
    if (fills(next - 1) == Filled::no || !is_rest(next, false)) break;
    joined.text += lines_[next].text;
    joined.lines = next - at + 1;
  }
  return joined.lines > 1 ? joined : Joined{};
}

Joined Joiner::marked(std::size_t at) const {
  if (Trial::is_silent(lines_[at].text)) return {};
  Joined best;
  auto text = lines_[at].text;
  for (auto next = at + 1; next < lines_.size() && next - at < kMostPieces; ++next) {
    if (text.size() > kLongestLine) break;
    const auto head = without_mark_behind(text);
    const auto rest = without_mark_before(lines_[next].text);
    if ((head.empty() && rest.empty()) || !is_rest(next, true)) break;
    const std::string before(without_blanks_behind(head.empty() ? text : head));
    const std::string behind(without_blanks_before(rest.empty() ? lines_[next].text : rest));
    const auto spaced = before + " " + behind;
    const bool again = !without_mark_behind(behind).empty();
    text = again || trial_.accepts(spaced) ? spaced : before + behind;
    if (trial_.accepts(text)) best = {next - at + 1, text};
  }
  return best;
}

}  // namespace kyoten::config::repair
