// The command line with completion and help, and the questions that commands ask.
#include "firmware/console/session_implementation.hpp"

namespace kyoten::console {
namespace {

/// Behind a bar stand filters, which the grammar does not know.
bool has_filter(std::string_view line) {
  auto pipeline = parse_pipeline(std::string(line) + " x");
  return !pipeline || pipeline->piped;
}

}  // namespace

void Session::Implementation::show_prompt() {
  std::string text = shell_.prompt();
  editor_.show(text);
  show(text);
}

grammar::Completion Session::Implementation::completion() const {
  return backend_.grammar().complete(editor_.text(), editor_.cursor(), shell_.selection(),
                                     shell_.match_options());
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
      if (plain) complete(false);
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
    return list(found, true);
  }
  show(echo);
}

/// `?`: what may stand here, or the help of a command that is complete.
void Session::Implementation::explain() {
  std::string echo;
  editor_.move_to_end(echo);
  show(echo);
  const auto found = completion();
  const auto line = editor_.text();
  const auto word = std::string_view(line).substr(std::min(found.word_begin, line.size()));
  const bool whole = found.candidates.size() == 1 && found.candidates[0] == word;
  if (!found.candidates.empty() && !whole && !found.may_end) return list(found, true);
  show("?\r\n");
  auto lines =
      backend_.grammar().help(line, shell_.selection(), shell_.match_options(), shell_.language());
  if (lines.empty() && !found.candidates.empty()) {
    std::string row = "?";
    for (auto& candidate : found.candidates) row += " " + candidate;
    lines.push_back(std::move(row));
  }
  after_paging_ = Next::prompt;
  present(std::move(lines), false);
}

void Session::Implementation::list(const grammar::Completion& found, bool echo_mark) {
  std::string echo;
  editor_.move_to_end(echo);
  show(echo + (echo_mark ? "?\r\n" : "\r\n"));
  std::vector<std::string> lines;
  if (!found.candidates.empty()) {
    lines.emplace_back("?");
    for (auto& candidate : found.candidates) lines.back() += " " + candidate;
  }
  for (auto& parameter : found.parameters) lines.push_back("? " + parameter);
  after_paging_ = Next::prompt;
  present(std::move(lines), false);
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
  present(std::move(outcome.lines), outcome.less);
}

void Session::Implementation::present(std::vector<std::string> lines, bool less) {
  const auto& terminal = shell_.terminal();
  Pager::Screen screen{terminal.columns, terminal.lines, shell_.language()};
  if (less && !screen.lines) screen.lines = TerminalSettings{}.lines;
  std::string shown;
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
      return show(save_question(shell_.language()));
    case Next::running:
      mode_ = Mode::running;
      return;
    case Next::logout:
      return logout(false);
  }
}

void Session::Implementation::press_at_dialogue(const Key& key) {
  if (dialogue_->is_question() && key.kind != KeyKind::interrupt) return press_at_choice(key);
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

/// A dialogue's question: one key decides, and what it leads to begins on a new line.
void Session::Implementation::press_at_choice(const Key& key) {
  if (key.kind != KeyKind::character) return;
  const bool yes = key.character == U'y' || key.character == U'Y';
  if (!yes && key.character != U'n' && key.character != U'N') return;
  show(std::string(1, static_cast<char>(key.character)) + "\r\n");
  handle(shell_.answer(*dialogue_, yes ? "y" : "n"));
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
