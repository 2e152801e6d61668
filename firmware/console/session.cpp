#include "firmware/console/session.hpp"

#include "firmware/console/banner.hpp"
#include "firmware/console/session_implementation.hpp"
#include "firmware/console/text.hpp"

namespace kyoten::console {
namespace {

constexpr std::uint8_t kCtrlC = 0x03;
/// Lines that may come in while a call is under way; a router that logs more in one call drops the
/// rest.
constexpr std::size_t kMostPrintedMeanwhile = 100;

}  // namespace

Session::Implementation::Implementation(ConsoleId id, ConsoleKind kind, std::string peer,
                                        Backend& backend)
    : id_(id),
      kind_(kind),
      peer_(std::move(peer)),
      backend_(backend),
      shell_(id, kind, peer_, backend) {}

void Session::Implementation::enter(Instant now, SessionOutput& out) {
  now_ = now;
  out_ = &out;
  costly_keys_ = 0;
}

void Session::Implementation::leave() {
  // Lines of the log must not fall into a full-screen pager: they wait until it is left.
  if (mode_ == Mode::less) {
    out_ = nullptr;
    return;
  }
  for (auto& line : std::exchange(printed_meanwhile_, {})) show_line(line);
  out_ = nullptr;
}

void Session::Implementation::start(Instant now, SessionOutput& out) {
  enter(now, out);
  last_key_ = now;
  started_ = now;
  if (!access().is_served()) {
    refuse();
    return leave();
  }
  if (kind_ == ConsoleKind::telnet) telnet_.start(out.bytes);
  const bool just_booted = backend_.wall_time() - backend_.boot_time() < kBootBannerTime;
  if (kind_ == ConsoleKind::serial && just_booted) {
    for (auto& line : boot_banner(backend_)) show_line(line);
  }
  show_line("");
  ask_password();
  leave();
}

void Session::Implementation::show(std::string_view utf8) {
  Bytes coded;
  encode(utf8, shell_.terminal().character, coded);
  auto& to = stopped_ ? held_ : out_->bytes;
  if (kind_ == ConsoleKind::telnet) {
    TelnetCodec::send(coded, to);
  } else {
    to.insert(to.end(), coded.begin(), coded.end());
  }
  if (held_.size() <= kMostHeldBytes) return;
  out_->bytes.insert(out_->bytes.end(), held_.begin(), held_.end());
  held_.clear();
  stopped_ = false;
}

void Session::Implementation::show_line(std::string_view utf8) {
  std::string text;
  for (auto& row : wrap(utf8, shell_.terminal().columns - 1)) text += row + "\r\n";
  show(text);
}

void Session::Implementation::type(ByteView bytes, Instant now, SessionOutput& out) {
  if (mode_ == Mode::closed) return;
  enter(now, out);
  last_key_ = now;
  Bytes typed;
  if (kind_ == ConsoleKind::telnet) {
    telnet_.receive(bytes, typed, out.bytes);
  } else {
    typed.assign(bytes.begin(), bytes.end());
  }
  const auto room = kMostPendingBytes - pending_.size();
  typed.resize(std::min(typed.size(), room));
  pending_.insert(pending_.end(), typed.begin(), typed.end());
  pump();
  leave();
}

/// While an operation runs only Ctrl-C counts; what was typed before it is void.
bool Session::Implementation::interrupted() {
  const auto from = pending_.begin() + static_cast<std::ptrdiff_t>(pending_at_);
  const auto found = std::find(from, pending_.end(), kCtrlC);
  if (found == pending_.end()) return false;
  pending_.erase(pending_.begin(), found + 1);
  pending_at_ = 0;
  return true;
}

void Session::Implementation::pump() {
  while (pending_at_ < pending_.size() && out_->bytes.size() < kMostOutputBytes &&
         costly_keys_ < kMostCostlyKeys && mode_ != Mode::closed && mode_ != Mode::delayed) {
    if (mode_ == Mode::running) {
      if (interrupted()) backend_.cancel_operation(id_);
      break;
    }
    const auto byte = pending_[pending_at_++];
    if (auto key = keys_.feed(byte, shell_.terminal().character)) press(*key);
  }
  pending_.erase(pending_.begin(), pending_.begin() + static_cast<std::ptrdiff_t>(pending_at_));
  pending_at_ = 0;
  if (mode_ == Mode::closed) pending_.clear();
}

void Session::Implementation::press(const Key& key) {
  if (key.kind == KeyKind::stop) {
    stopped_ = true;
    return;
  }
  if (key.kind == KeyKind::resume) {
    stopped_ = false;
    out_->bytes.insert(out_->bytes.end(), held_.begin(), held_.end());
    held_.clear();
    return;
  }
  switch (mode_) {
    case Mode::password:
    case Mode::username:
    case Mode::user_password:
      press_at_login(key);
      break;
    case Mode::command:
      press_at_command(key);
      break;
    case Mode::dialogue:
      press_at_dialogue(key);
      break;
    case Mode::save_question:
      press_at_question(key);
      break;
    case Mode::less: {
      std::string shown;
      less_.press(key, shown);
      show(shown);
      if (!less_.open()) go_on(after_paging_);
      break;
    }
    case Mode::paging: {
      std::string shown;
      pager_.press(key, shown);
      show(shown);
      if (!pager_.waiting()) go_on(after_paging_);
      break;
    }
    case Mode::delayed:
    case Mode::running:
    case Mode::closed:
      break;
  }
}

void Session::Implementation::logout(bool by_timer) {
  if (logged_in_) backend_.log("Logout from " + shell_.way() + (by_timer ? " (login timer)" : ""));
  if (mode_ == Mode::running) backend_.cancel_operation(id_);
  logged_in_ = false;
  login_failures_ = 0;
  out_->close = true;
  dialogue_.reset();
  editor_ = {};
  (void)secret_.take();
  mode_ = Mode::closed;
}

void Session::Implementation::expire(Instant now, SessionOutput& out) {
  if (mode_ == Mode::closed) return;
  enter(now, out);
  if (mode_ == Mode::delayed) {
    if (now >= delayed_until_) {
      end_delay();
      pump();
    }
  } else if (!pending_.empty()) {
    pump();
  } else if (auto due = deadline(); due && *due <= now) {
    logout(true);
  }
  leave();
}

std::optional<Instant> Session::Implementation::deadline() const {
  if (mode_ == Mode::closed || mode_ == Mode::running) return std::nullopt;
  if (mode_ == Mode::delayed) return delayed_until_;
  if (!pending_.empty()) return now_;
  // An idle serial line at its password prompt has nothing to lose.
  if (!logged_in_) {
    if (kind_ == ConsoleKind::serial) return std::nullopt;
    return started_ + kMostLoginTime;
  }
  if (!login_timer_) return std::nullopt;
  return last_key_ + *login_timer_;
}

void Session::Implementation::print(std::string_view line, Instant now, SessionOutput& out) {
  if (mode_ == Mode::closed) return;
  // A log line that our own command caused: it follows when the command is through.
  if (out_ != nullptr || mode_ == Mode::less) {
    if (printed_meanwhile_.size() < kMostPrintedMeanwhile) printed_meanwhile_.emplace_back(line);
    return;
  }
  enter(now, out);
  show_line(line);
  leave();
}

void Session::Implementation::operation_finished(Instant now, SessionOutput& out) {
  if (mode_ != Mode::running) return;
  enter(now, out);
  last_key_ = now;
  go_on(Next::prompt);
  pump();
  leave();
}

void Session::Implementation::disconnect(Instant now, SessionOutput& out) {
  if (mode_ == Mode::closed) return;
  enter(now, out);
  logout(false);
  leave();
}

ConsoleUser Session::Implementation::user(Instant now) const {
  ConsoleUser user;
  user.id = id_;
  user.kind = kind_;
  user.name = shell_.user();
  user.administrator = shell_.is_administrator();
  user.login = login_time_;
  user.idle = std::chrono::duration_cast<std::chrono::seconds>(now - last_key_);
  user.address = peer_;
  return user;
}

Session::Session(ConsoleId id, ConsoleKind kind, std::string peer, Backend& backend)
    : implementation_(std::make_unique<Implementation>(id, kind, std::move(peer), backend)) {}
Session::~Session() = default;

void Session::start(Instant now, SessionOutput& out) { implementation_->start(now, out); }
void Session::type(ByteView bytes, Instant now, SessionOutput& out) {
  implementation_->type(bytes, now, out);
}
void Session::expire(Instant now, SessionOutput& out) { implementation_->expire(now, out); }
std::optional<Instant> Session::deadline() const { return implementation_->deadline(); }
void Session::print(std::string_view line, Instant now, SessionOutput& out) {
  implementation_->print(line, now, out);
}
void Session::operation_finished(Instant now, SessionOutput& out) {
  implementation_->operation_finished(now, out);
}
void Session::disconnect(Instant now, SessionOutput& out) { implementation_->disconnect(now, out); }
ConsoleUser Session::user(Instant now) const { return implementation_->user(now); }
bool Session::logged_in() const { return implementation_->logged_in(); }

}  // namespace kyoten::console
