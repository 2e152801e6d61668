// The control socket's console: whole lines in UTF-8, no echo, no paging. A password question
// becomes the prompt of the next line.
#include "firmware/console/assist.hpp"
#include "firmware/console/session.hpp"

namespace kyoten::console {

class LineSession::Implementation {
 public:
  Implementation(ConsoleId id, Backend& backend)
      : backend_(backend), shell_(id, ConsoleKind::control, {}, backend) {}

  Answer execute(std::string_view line) {
    auto outcome = dialogue_ ? shell_.answer(*dialogue_, line) : shell_.execute(line);
    if (outcome.dialogue) dialogue_ = std::move(outcome.dialogue);
    if (outcome.next != Next::dialogue) dialogue_.reset();
    Answer answer;
    answer.lines = std::move(outcome.lines);
    answer.prompt = prompt();
    answer.running = outcome.next == Next::running;
    answer.close = outcome.next == Next::logout;
    return answer;
  }

  [[nodiscard]] std::string prompt() const {
    return dialogue_ ? dialogue_->prompt() : shell_.prompt();
  }
  [[nodiscard]] grammar::Completion complete(std::string_view line, std::size_t cursor) const {
    return complete_line(backend_, shell_, line, cursor);
  }
  [[nodiscard]] std::vector<std::string> help(std::string_view line) const {
    return explain_line(backend_, shell_, line);
  }

 private:
  Backend& backend_;
  Shell shell_;
  std::unique_ptr<Dialogue> dialogue_;
};

LineSession::LineSession(ConsoleId id, Backend& backend)
    : implementation_(std::make_unique<Implementation>(id, backend)) {}
LineSession::~LineSession() = default;

LineSession::Answer LineSession::execute(std::string_view line, Instant) {
  return implementation_->execute(line);
}
grammar::Completion LineSession::complete(std::string_view line, std::size_t cursor) const {
  return implementation_->complete(line, cursor);
}
std::vector<std::string> LineSession::help(std::string_view line) const {
  return implementation_->help(line);
}
std::string LineSession::prompt() const { return implementation_->prompt(); }

}  // namespace kyoten::console
