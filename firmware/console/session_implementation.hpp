// The inside of a Session. One console is in one mode at a time; each key goes to the mode.
//
//   password -> username -> user_password     login        session_login.cpp
//   delayed                                   login        after a wrong password; what is typed
//   waits command                                   typing       session_command.cpp paging, less,
//   dialogue, save_question     questions    session_command.cpp running an operation; what is
//   typed waits, Ctrl-C cancels closed
#pragma once

#include "firmware/console/access.hpp"
#include "firmware/console/less.hpp"
#include "firmware/console/line_editor.hpp"
#include "firmware/console/pager.hpp"
#include "firmware/console/secret_line.hpp"
#include "firmware/console/session.hpp"
#include "firmware/console/shell.hpp"
#include "firmware/console/telnet.hpp"

namespace kyoten::console {

class Session::Implementation {
 public:
  /// Typed bytes that wait (while an operation runs, or because the output of one call is bounded).
  static constexpr std::size_t kMostPendingBytes = 64 * 1024;
  /// No more keys are looked at in a call that has made this much output.
  static constexpr std::size_t kMostOutputBytes = 256 * 1024;
  /// No more keys are looked at in a call that has executed a line or asked for help so many times:
  /// what is pasted into a console must not keep the router from forwarding.
  static constexpr int kMostCostlyKeys = 64;
  /// Output held back by Ctrl-S; more resumes it.
  static constexpr std::size_t kMostHeldBytes = 256 * 1024;
  static constexpr int kMostLoginFailures = 3;
  /// A network client that has not logged in by then is cut off, whatever it types.
  static constexpr std::chrono::seconds kMostLoginTime{120};
  /// A serial line that is there at power-on sees the router start.
  static constexpr std::chrono::seconds kBootBannerTime{10};

  Implementation(ConsoleId id, ConsoleKind kind, std::string peer, Backend& backend);

  void start(Instant now, SessionOutput& out);
  void type(ByteView bytes, Instant now, SessionOutput& out);
  void expire(Instant now, SessionOutput& out);
  [[nodiscard]] std::optional<Instant> deadline() const;
  void print(std::string_view line, Instant now, SessionOutput& out);
  void operation_finished(Instant now, SessionOutput& out);
  void disconnect(Instant now, SessionOutput& out);
  [[nodiscard]] ConsoleUser user(Instant now) const;
  [[nodiscard]] bool logged_in() const { return logged_in_; }

 private:
  enum class Mode : std::uint8_t {
    password,
    username,
    user_password,
    delayed,
    command,
    paging,
    less,
    dialogue,
    save_question,
    running,
    closed,
  };

  // session.cpp
  void enter(Instant now, SessionOutput& out);
  void leave();
  void pump();
  void press(const Key& key);
  void show(std::string_view utf8);
  void show_line(std::string_view utf8);
  void logout(bool by_timer);
  [[nodiscard]] bool interrupted();

  // session_login.cpp
  void ask_password();
  void press_at_login(const Key& key);
  void on_password(const Secret& typed);
  void on_user_password(const Secret& typed);
  void log_in(std::string user);
  void refuse();
  void login_failed();
  void end_delay();

  // session_command.cpp
  void press_at_command(const Key& key);
  [[nodiscard]] bool help_at_cursor(const Key& key);
  void on_enter();
  void complete(bool go_on);
  void complete_filter(std::string_view filter);
  void help_with(std::vector<std::string> rows);
  void finish_abbreviation(std::string& echo);
  void present(std::vector<std::string> lines, bool less = false, bool as_it_is = false);
  void handle(Outcome outcome);
  void go_on(Next next);
  void press_at_question(const Key& key);
  void press_at_choice(const Key& key);
  void press_at_dialogue(const Key& key);
  void show_prompt();
  [[nodiscard]] grammar::Completion completion() const;
  [[nodiscard]] Access access() const { return {backend_, kind_, peer_}; }

  ConsoleId id_;
  ConsoleKind kind_;
  std::string peer_;
  Backend& backend_;
  Shell shell_;

  TelnetCodec telnet_;
  KeyDecoder keys_;
  LineEditor editor_;
  SecretLine secret_;
  Pager pager_;
  Less less_;
  std::unique_ptr<Dialogue> dialogue_;

  Mode mode_ = Mode::password;
  Next after_paging_ = Next::prompt;
  Bytes pending_;
  int costly_keys_ = 0;  ///< in the call under way
  std::size_t pending_at_ = 0;
  bool stopped_ = false;  ///< Ctrl-S
  Bytes held_;

  bool logged_in_ = false;
  int login_failures_ = 0;
  Instant delayed_until_{};
  std::string user_name_;  ///< typed at Username:
  WallTime login_time_{};
  Instant last_key_{};
  Instant started_{};
  std::optional<std::chrono::seconds> login_timer_;  ///< of this login; nothing: it stays for ever

  Instant now_{};
  SessionOutput* out_ = nullptr;                ///< of the call under way
  std::vector<std::string> printed_meanwhile_;  ///< print() from inside a call of ours
};

}  // namespace kyoten::console
