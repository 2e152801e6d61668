// What a typed line does: level, selection, pipeline, execution. No terminal here: lines come out,
// and what is to happen next. Session puts a terminal around it, LineSession a control socket.
#pragma once

#include <deque>

#include "firmware/console/dialogue.hpp"
#include "firmware/console/pipeline.hpp"

namespace kyoten::console {

/// What one login has set for itself (`console character`, `columns`, `lines`).
struct TerminalSettings {
  config::CharacterCode character = config::CharacterCode::sjis;
  int columns = 80;
  std::optional<int> lines = 24;
};

enum class Next : std::uint8_t {
  prompt,
  dialogue,       ///< Outcome::dialogue asks
  save_question,  ///< leaving the administrator level with unsaved changes
  running,        ///< an operation goes on until it ends or is cancelled
  logout,
  delayed_prompt,  ///< after a wrong password
};

struct Outcome {
  std::vector<std::string> lines;
  Next next = Next::prompt;
  std::unique_ptr<Dialogue> dialogue;
  bool less = false;       ///< in the full-screen pager
  bool as_it_is = false;   ///< neither wrapped nor paged
};

class Shell {
 public:
  static constexpr std::size_t kMostHistory = 100;

  Shell(ConsoleId id, ConsoleKind kind, std::string peer, Backend& backend);

  /// A new login: user level, nothing selected, terminal settings of the configuration.
  void log_in(std::string user);
  Outcome execute(std::string_view line);
  /// The answer to a dialogue.
  Outcome answer(Dialogue& dialogue, std::string_view typed);
  /// The answer to the save question; afterwards the console is at the user level, unless saving
  /// failed.
  Outcome leave_administrator(bool save);

  [[nodiscard]] std::string prompt() const;
  [[nodiscard]] grammar::Language language() const;
  [[nodiscard]] const TerminalSettings& terminal() const { return terminal_; }
  [[nodiscard]] const grammar::Selection& selection() const { return selection_; }
  [[nodiscard]] grammar::MatchOptions match_options() const;
  [[nodiscard]] bool is_administrator() const {
    return privilege_ == grammar::Privilege::administrator;
  }
  [[nodiscard]] const std::string& user() const { return user_; }
  /// Ids of the commands that print something or do something on the console itself.
  [[nodiscard]] static std::vector<std::string_view> acting_commands();
  /// For the log: "TELNET: 192.168.100.2", "Serial".
  [[nodiscard]] std::string way() const;

 private:
  struct Operation {
    std::string_view id;
    Outcome (*run)(Shell&, const grammar::Statement&);
  };
  [[nodiscard]] static const std::vector<Operation>& operations();
  template <Outcome (*command)(DialogueContext, const grammar::Statement&)>
  static Outcome of_files(Shell& shell, const grammar::Statement& statement);
  Outcome run(const grammar::Statement& statement);
  Outcome set(const grammar::Statement& statement);
  Outcome operate(const grammar::Statement& statement);
  Outcome print(const grammar::Statement& statement);
  Outcome quit(const grammar::Statement& statement);
  Outcome administrator();
  Outcome select(const grammar::Statement& statement);
  Outcome ping(const grammar::Statement& statement);
  Outcome disconnect_user(const grammar::Statement& statement);
  Outcome set_clock(std::optional<WallTime> time);
  [[nodiscard]] Outcome history(bool newest_first, std::size_t most) const;
  void remember(std::string_view line);
  /// Done when the administrator level is reached.
  void promote(Outcome& outcome);
  void deselect();
  [[nodiscard]] bool may_redirect(const grammar::Statement& statement) const;
  Outcome piped(Outcome outcome, const Pipeline& pipeline);
  [[nodiscard]] Outcome error(grammar::MessageId id) const;
  [[nodiscard]] Outcome ask(std::unique_ptr<Dialogue> dialogue) const;
  [[nodiscard]] DialogueContext context() { return {backend_, kind_, language()}; }

  ConsoleId id_;
  ConsoleKind kind_;
  std::string peer_;
  Backend& backend_;
  std::string user_;
  grammar::Privilege privilege_ = grammar::Privilege::user;
  grammar::Selection selection_;
  TerminalSettings terminal_;
  std::deque<std::string> history_;  ///< oldest first
  std::optional<Pipeline> pipeline_;  ///< for what a dialogue under way will show
};

}  // namespace kyoten::console
