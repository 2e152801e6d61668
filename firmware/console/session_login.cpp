// `Password: `, `Username: `, the banner.
#include "firmware/console/banner.hpp"
#include "firmware/console/passwords.hpp"
#include "firmware/console/phrases.hpp"
#include "firmware/console/session_implementation.hpp"

namespace kyoten::console {
namespace {

constexpr std::size_t kMostUserNameBytes = 32;

std::string_view text_of(const Secret& secret) {
  const auto view = secret.view();
  return {reinterpret_cast<const char*>(view.data()), view.size()};
}

}  // namespace

void Session::Implementation::ask_password() {
  mode_ = Mode::password;
  show("Password: ");
}

void Session::Implementation::press_at_login(const Key& key) {
  if (key.kind == KeyKind::interrupt) {
    (void)secret_.take();
    show("\r\n");
    ask_password();
    return;
  }
  // The name is shown as it is typed; passwords are not.
  if (mode_ == Mode::username && key.kind != KeyKind::enter) {
    const bool history = key.kind == KeyKind::up || key.kind == KeyKind::down;
    const bool full = key.kind == KeyKind::character && editor_.text().size() >= kMostUserNameBytes;
    if (history || full) return;
    std::string echo;
    editor_.press(key, echo);
    show(echo);
    return;
  }
  if (key.kind != KeyKind::enter) {
    secret_.press(key);
    return;
  }
  show("\r\n");
  switch (mode_) {
    case Mode::password:
      on_password(secret_.take());
      break;
    case Mode::user_password:
      on_user_password(secret_.take());
      break;
    default:
      user_name_ = editor_.text();
      editor_ = {};  // names are no commands to be recalled
      if (user_name_.empty()) return ask_password();
      mode_ = Mode::user_password;
      show("Password: ");
  }
}

void Session::Implementation::on_password(const Secret& typed) {
  const Passwords passwords(backend_, kind_);
  if (typed.empty() && passwords.login_is_open()) return log_in({});
  if (typed.empty()) {
    mode_ = Mode::username;
    show("Username: ");
    return;
  }
  // The unnamed user can never come in by SSH.
  if (kind_ != ConsoleKind::ssh && passwords.login_matches(text_of(typed))) return log_in({});
  login_failed();
}

void Session::Implementation::on_user_password(const Secret& typed) {
  if (Passwords(backend_, kind_).user_matches(user_name_, text_of(typed)))
    return log_in(user_name_);
  login_failed();
}

void Session::Implementation::login_failed() {
  backend_.log("Login failed for " + shell_.way());
  ++login_failures_;
  delayed_until_ = now_ + backend_.login_throttle().failed(now_);
  mode_ = Mode::delayed;
}

void Session::Implementation::end_delay() {
  if (logged_in_) return go_on(Next::prompt);
  if (login_failures_ < kMostLoginFailures) return ask_password();
  logout(false);
}

/// The right password at the wrong door.
void Session::Implementation::refuse() {
  backend_.log("Login failed for " + shell_.way());
  show_line(phrase(Phrase::access_restricted, shell_.language()));
  logout(false);
}

void Session::Implementation::log_in(std::string user) {
  if (!access().may_log_in(user)) return refuse();
  login_timer_ = access().login_timer(user);
  shell_.log_in(std::move(user));
  logged_in_ = true;
  login_failures_ = 0;
  login_time_ = backend_.wall_time();
  backend_.log("Login succeeded for " + shell_.way());
  show_line("");
  for (auto& line : login_banner(backend_.identity())) show_line(line);
  go_on(Next::prompt);
}

}  // namespace kyoten::console
