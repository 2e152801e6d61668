// The command line with completion and help, and the questions that commands ask.
#include <limits>

#include "firmware/console/expansion.hpp"
#include "firmware/console/phrases.hpp"
#include "firmware/console/session_implementation.hpp"

namespace kyoten::console {
namespace {

/// Behind a bar stand filters, which the grammar does not know.
bool has_filter(std::string_view line) {
  auto pipeline = parse_pipeline(std::string(line) + " x");
  return !pipeline || pipeline->piped;
}

/// "? pp pptp"; empty for nothing.
std::string row_of(const std::vector<std::string>& candidates) {
  std::string row;
  for (auto& candidate : candidates) row += " " + candidate;
  return row.empty() ? row : "?" + row;
}

std::vector<std::string> filters_like(std::string_view begin) {
  std::vector<std::string> words;
  for (std::string_view word : {"grep", "less"}) {
    if (word.starts_with(begin)) words.emplace_back(word);
  }
  return words;
}

}  // namespace

void Session::Implementation::show_prompt() {
  std::string text = shell_.prompt();
  editor_.show(text);
  show(text);
}

grammar::Completion Session::Implementation::completion() const {
  const auto line = editor_.text();
  const auto before = std::string_view(line).substr(0, editor_.cursor());
  const auto expanded = expand_alias(before, backend_.running());
  const auto begin = std::min(before.find_first_not_of(' '), before.size());
  const bool alias = expanded != before;
  grammar::Completion found;
  found.word_begin = begin;
  found.completed = before.substr(begin);
  // The word under the cursor is an alias as it stands: no abbreviation of anything.
  if (alias && before.find(' ', begin) == std::string_view::npos) return found;
  found = backend_.grammar().complete(expanded, expanded.size(), shell_.selection(),
                                      shell_.match_options());
  if (alias) found.word_begin = found.word_begin + before.size() - expanded.size();
  return found;
}

void Session::Implementation::press_at_command(const Key& key) {
  const auto line = editor_.text();
  const auto before = std::string_view(line).substr(0, editor_.cursor());
  const bool plain = !is_quoted_at_end(before) && !has_filter(before);
  const bool blank_line = before.find_first_not_of(' ') == std::string_view::npos;
  if (key.kind == KeyKind::character && key.character == U'?' && !is_quoted_at_end(before))
    return explain();
  if (key.kind == KeyKind::character && key.character == U' ' && plain && !blank_line &&
      editor_.at_end() && before.back() != ' ') {
    return complete(true);
  }
  std::string echo;
  switch (key.kind) {
    case KeyKind::enter:
      return on_enter();
    case KeyKind::tab:
      if (plain) return complete(false);
      if (auto filter = filter_at_end(before); filter && editor_.at_end()) complete_filter(*filter);
      return;
    case KeyKind::interrupt:
      editor_.move_to_end(echo);
      editor_.clear();
      show(echo + "\r\n");
      return show_prompt();
    case KeyKind::redraw:
      show("\r\n");
      return show_prompt();
    default:
      editor_.press(key, echo);
      show(echo);
  }
}

/// TAB completes as far as the word is unique and lists what is possible; SPACE completes a unique
/// word and goes on.
void Session::Implementation::complete(bool go_on_to_next_word) {
  const auto found = completion();
  const auto line = editor_.text();
  const bool inside_word = found.word_begin < editor_.cursor();
  const auto word =
      line.substr(std::min(found.word_begin, line.size()), editor_.cursor() - found.word_begin);
  std::string echo;
  const bool keyword =
      found.unique && inside_word && (found.parameters.empty() || found.completed == word);
  if (keyword) editor_.replace_word(found.word_begin, found.completed, echo);
  if (keyword || go_on_to_next_word) {
    editor_.press({KeyKind::character, U' '}, echo);
  } else if (inside_word && found.completed.size() > word.size()) {
    editor_.replace_word(found.word_begin, found.completed, echo);
  } else {
    return list(found);
  }
  show(echo);
}

/// `?`: what may stand here; and where it is told which command it is, that command's help.
void Session::Implementation::explain() {
  std::string echo;
  editor_.move_to_end(echo);
  show(echo);
  const auto line = editor_.text();
  if (has_filter(line)) return explain_filter(line);
  const auto found = completion();
  const auto word = std::string_view(line).substr(std::min(found.word_begin, line.size()));
  const bool whole = found.candidates.size() == 1 && found.candidates[0] == word;
  const bool ambiguous = !word.empty() && found.candidates.size() > 1;
  const bool of_command =
      found.candidates.empty() || whole || (!ambiguous && (found.may_end || found.named));
  if (!of_command) return list(found);
  auto lines = backend_.grammar().help(expand_alias(line, backend_.running()), shell_.selection(),
                                       shell_.match_options(), shell_.language());
  if (lines.empty() || (!found.candidates.empty() && !whole))
    lines.insert(lines.begin(), row_of(found.candidates));
  if (lines.front().empty()) lines.erase(lines.begin());
  show("?\r\n");
  after_paging_ = Next::prompt;
  present(std::move(lines));
}

void Session::Implementation::explain_filter(std::string_view line) {
  show("?\r\n");
  std::vector<std::string> lines;
  const auto filter = filter_at_end(line);
  if (auto row = row_of(filters_like(filter.value_or(""))); filter && !row.empty()) {
    lines.push_back(std::move(row));
  } else {
    const auto& help = filter_help(shell_.language());
    lines.assign(help.begin(), help.end());
  }
  after_paging_ = Next::prompt;
  present(std::move(lines));
}

void Session::Implementation::complete_filter(std::string_view filter) {
  const auto words = filters_like(filter);
  if (words.size() != 1) return explain_filter(editor_.text());
  std::string echo;
  editor_.replace_word(editor_.cursor() - filter.size(), words[0] + " ", echo);
  show(echo);
}

void Session::Implementation::list(const grammar::Completion& found) {
  std::string echo;
  editor_.move_to_end(echo);
  show(echo + "?\r\n");
  std::vector<std::string> lines;
  if (!found.candidates.empty()) lines.push_back(row_of(found.candidates));
  for (auto& parameter : found.parameters) lines.push_back("? " + parameter);
  after_paging_ = Next::prompt;
  present(std::move(lines));
}

/// Enter completes an abbreviated last word on the screen, as SPACE would.
void Session::Implementation::finish_abbreviation(std::string& echo) {
  const auto line = editor_.text();
  const bool in_word = !line.empty() && line.back() != ' ';
  if (!in_word || is_quoted_at_end(line) || has_filter(line)) return;
  const auto found = completion();
  if (found.unique && found.parameters.empty() && found.word_begin < line.size()) {
    editor_.replace_word(found.word_begin, found.completed, echo);
  }
}

void Session::Implementation::on_enter() {
  std::string echo;
  editor_.move_to_end(echo);
  finish_abbreviation(echo);
  const auto line = editor_.text();
  const bool blank = line.find_first_not_of(' ') == std::string::npos;
  // The device adds one blank behind the last word; clients wait for the line as it then stands.
  if (!blank && line.back() != ' ') echo += ' ';
  show(echo + "\r\n");
  handle(shell_.execute(editor_.take()));
}

void Session::Implementation::handle(Outcome outcome) {
  if (outcome.dialogue) dialogue_ = std::move(outcome.dialogue);
  after_paging_ = outcome.next;
  present(std::move(outcome.lines), outcome.less, outcome.as_it_is);
}

void Session::Implementation::present(std::vector<std::string> lines, bool less, bool as_it_is) {
  const auto& terminal = shell_.terminal();
  Pager::Screen screen{terminal.columns, terminal.lines, shell_.language()};
  std::string shown;
  if (less) {
    less_.start(lines, screen, shown);
    mode_ = Mode::less;
    return show(shown);
  }
  if (as_it_is) screen = {std::numeric_limits<int>::max(), std::nullopt, screen.language};
  pager_.start(lines, screen, shown);
  show(shown);
  if (pager_.waiting()) {
    mode_ = Mode::paging;
  } else {
    go_on(after_paging_);
  }
}

void Session::Implementation::go_on(Next next) {
  switch (next) {
    case Next::prompt:
      mode_ = Mode::command;
      dialogue_.reset();
      return show_prompt();
    case Next::dialogue:
      mode_ = Mode::dialogue;
      return show(dialogue_->prompt());
    case Next::save_question:
      mode_ = Mode::save_question;
      return show(phrase(Phrase::save_question, shell_.language()));
    case Next::running:
      mode_ = Mode::running;
      return;
    case Next::logout:
      return logout(false);
    case Next::delayed_prompt: {
      // One slip is free; the more wrong passwords lately, the later comes the next prompt.
      dialogue_.reset();
      const auto delay = backend_.login_throttle().failed(now_) - std::chrono::seconds(1);
      if (delay == std::chrono::seconds(0)) return go_on(Next::prompt);
      delayed_until_ = now_ + delay;
      mode_ = Mode::delayed;
      return;
    }
  }
}

void Session::Implementation::press_at_dialogue(const Key& key) {
  if (key.kind == KeyKind::interrupt) {
    (void)secret_.take();
    show("\r\n");
    return go_on(Next::prompt);
  }
  if (key.kind != KeyKind::enter) return secret_.press(key);
  show("\r\n");
  const auto typed = secret_.take();
  const auto view = typed.view();
  handle(shell_.answer(*dialogue_, {reinterpret_cast<const char*>(view.data()), view.size()}));
}

/// One key decides. An Enter is no answer: the LF of a client's CR LF behind `exit` arrives here.
void Session::Implementation::press_at_question(const Key& key) {
  if (key.kind == KeyKind::interrupt) {
    show("\r\n");
    return go_on(Next::prompt);
  }
  if (key.kind != KeyKind::character) return;
  const bool yes = key.character == U'y' || key.character == U'Y';
  const bool no = key.character == U'n' || key.character == U'N';
  if (!yes && !no) return;
  show(std::string(1, static_cast<char>(key.character)));
  if (no) show("\r\n");
  // With Y the text of saving follows on the same line.
  handle(shell_.leave_administrator(yes));
}

}  // namespace kyoten::console
