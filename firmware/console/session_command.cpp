// The command line with completion and help, and the questions that commands ask.
#include <limits>

#include "firmware/console/assist.hpp"
#include "firmware/console/phrases.hpp"
#include "firmware/console/session_implementation.hpp"

namespace kyoten::console {

void Session::Implementation::show_prompt() {
  std::string text = shell_.prompt();
  editor_.show(text);
  show(text);
}

grammar::Completion Session::Implementation::completion() const {
  return complete_line(backend_, shell_, editor_.text(), editor_.cursor());
}

void Session::Implementation::press_at_command(const Key& key) {
  const bool asks = key.kind == KeyKind::tab || key.character == U'?' || key.character == U' ';
  if (asks && help_at_cursor(key)) return;
  std::string echo;
  switch (key.kind) {
    case KeyKind::enter:
      return on_enter();
    case KeyKind::tab:
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

/// TAB, SPACE and `?` look at the whole line. False if the key is a character like others here.
bool Session::Implementation::help_at_cursor(const Key& key) {
  ++costly_keys_;
  const auto line = editor_.text();
  const auto before = std::string_view(line).substr(0, editor_.cursor());
  const bool quoted = is_quoted_at_end(before);
  if (key.character == U'?') {
    if (!quoted) help_with(explain_line(backend_, shell_, before));
    return !quoted;
  }
  const bool plain = !quoted && !has_filter(before);
  if (key.kind == KeyKind::tab) {
    if (plain) {
      complete(false);
    } else if (auto filter = filter_at_end(before); filter && editor_.at_end()) {
      complete_filter(*filter);
    }
    return true;
  }
  const bool in_word = !before.empty() && before.back() != ' ';
  if (!plain || !in_word || !editor_.at_end()) return false;
  complete(true);
  return true;
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
    return help_with(offers(found));
  }
  show(echo);
}

/// `?`, and TAB where it cannot complete: rows below the line, then the line again.
void Session::Implementation::help_with(std::vector<std::string> rows) {
  std::string echo;
  editor_.move_to_end(echo);
  show(echo + "?\r\n");
  after_paging_ = Next::prompt;
  present(std::move(rows));
}

void Session::Implementation::complete_filter(std::string_view filter) {
  const auto words = filters_like(filter);
  if (words.size() != 1) return help_with(explain_line(backend_, shell_, editor_.text()));
  std::string echo;
  editor_.replace_word(editor_.cursor() - filter.size(), words[0] + " ", echo);
  show(echo);
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
  ++costly_keys_;
  std::string echo;
  editor_.move_to_end(echo);
  finish_abbreviation(echo);
  const auto line = editor_.text();
  const bool blank = line.find_first_not_of(' ') == std::string::npos;
  // The device adds one blank behind the last word; clients wait for the line as it then stands.
  if (!blank && line.back() != ' ') echo += ' ';
  show(echo + "\r\n");
  auto outcome = shell_.execute(editor_.take());
  login_timer_ = access().login_timer(shell_.user());  // the line may have changed it
  handle(std::move(outcome));
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
