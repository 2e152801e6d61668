// Plays a dialogue: one Router, a flash in memory, a clock that only moves when the file says so.
#include <iconv.h>

#include <charconv>
#include <map>

#include "firmware/router/router.hpp"
#include "platform/decorate/startup_flash.hpp"
#include "tests/support/test_entropy.hpp"
#include "tests/transcript/dialogue.hpp"

namespace kyoten::transcript {
namespace {

/// 2020-01-01 00:00:00 UTC is 09:00 at the router's default time zone.
constexpr WallTime kPowerOn{std::chrono::seconds{1577836800}};
/// More expiries at one instant mean that the router's clock stands still.
constexpr int kMostExpiries = 100000;

/// Keys as written in the file: ^C, \t, \e, \r, \\, \^.
std::string keys_of(std::string_view written) {
  std::string keys;
  for (std::size_t i = 0; i < written.size(); ++i) {
    const char c = written[i];
    const char next = i + 1 < written.size() ? written[i + 1] : '\0';
    if (c == '^' && next >= '@' && next <= '_') {
      keys += static_cast<char>(next - '@');
      ++i;
    } else if (c == '\\' && next != '\0') {
      keys += next == 't'   ? '\t'
              : next == 'e' ? '\x1b'
              : next == 'r' ? '\r'
              : next == 's' ? ' '
                            : next;
      ++i;
    } else {
      keys += c;
    }
  }
  return keys;
}

/// Output as the file writes it: lines, with control characters and blanks at the ends made
/// visible.
std::vector<std::string> lines_of(std::string_view output) {
  std::vector<std::string> lines(1);
  for (std::size_t i = 0; i < output.size(); ++i) {
    const auto c = static_cast<unsigned char>(output[i]);
    auto& line = lines.back();
    if (c == '\r' && i + 1 < output.size() && output[i + 1] == '\n') {
      lines.emplace_back();
      ++i;
    } else if (c == '\b') {
      line += "\\b";
    } else if (c == '\r') {
      line += "\\r";
    } else if (c < 0x20 || c == 0x7f) {
      constexpr char kHex[] = "0123456789abcdef";
      line += {'\\', 'x', kHex[c >> 4], kHex[c & 15]};
    } else {
      line += static_cast<char>(c);
    }
  }
  for (auto& line : lines) {
    if (line.ends_with(' ')) line.replace(line.size() - 1, 1, "\\s");
  }
  return lines;
}

/// By the C library's tables, so that the router's own are checked by somebody else's.
std::string to_utf8(const std::string& text, const std::string& code) {
  const auto name = code == "sjis" ? "CP932" : code == "euc" ? "EUC-JP" : "UTF-8";
  const auto converter = ::iconv_open("UTF-8", name);
  std::string in = text;
  std::string out(in.size() * 3 + 1, '\0');
  char* from = in.data();
  char* to = out.data();
  std::size_t left = in.size();
  std::size_t room = out.size();
  const bool converted =
      ::iconv(converter, &from, &left, &to, &room) != static_cast<std::size_t>(-1) && left == 0;
  ::iconv_close(converter);
  out.resize(out.size() - room);
  return converted ? out : out + "(not " + code + " from here on)" + std::string(from, left);
}

/// {*} stands for any text.
bool matches(std::string_view expected, std::string_view actual) {
  const auto star = expected.find("{*}");
  if (star == std::string_view::npos) return expected == actual;
  if (!actual.starts_with(expected.substr(0, star))) return false;
  expected.remove_prefix(star + 3);
  for (auto from = star; from <= actual.size(); ++from) {
    if (matches(expected, actual.substr(from))) return true;
  }
  return false;
}

using LineIterator = std::vector<std::string>::const_iterator;

/// "..." stands for any lines.
bool matches(LineIterator expected, LineIterator expected_end, LineIterator actual,
             LineIterator actual_end) {
  while (expected != expected_end) {
    if (*expected == "...") {
      for (auto from = actual;; ++from) {
        if (matches(expected + 1, expected_end, from, actual_end)) return true;
        if (from == actual_end) return false;
      }
    }
    if (actual == actual_end || !matches(std::string_view(*expected), *actual)) return false;
    ++expected;
    ++actual;
  }
  return actual == actual_end;
}

std::string joined(const std::vector<std::string>& lines) {
  std::string text;
  for (auto& line : lines) text += line + "\n";
  return text;
}

class Player {
 public:
  explicit Player(const Dialogue& dialogue) : dialogue_(dialogue) {}

  void play() {
    for (auto& step : dialogue_.steps) {
      INFO(dialogue_.path << ":" << step.line_number << ": %" << step.what);
      play(step);
    }
  }

 private:
  struct Console {
    console::ConsoleId id{};
    std::string output;
    bool closed = false;
  };

  void play(const Step& step) {
    if (step.what == "live") return;  // live_player.py's
    if (step.what == "config") {
      configuration_ = joined(step.lines);
      return;
    }
    if (!router_) power_on();
    if (step.what == "login") log_in(step.argument != "user");
    if (step.what == "type" || step.what == "keys") type(step);
    if (step.what == "expect") expect(step);
    if (step.what == "ignore") current().output.clear();
    if (step.what == "open") open(step.argument);
    if (step.what == "on") on(step.argument);
    if (step.what == "closed") CHECK(current().closed);
    if (step.what == "wait") wait(std::chrono::seconds(std::stoi(step.argument)));
    if (step.what == "code") code_ = step.argument;
    if (step.what == "saved") check_saved(step);
    if (step.what == "restarted") check_restarted();
  }

  void power_on() {
    router::Options options;
    options.identity.macs = {MacAddress{{0x00, 0xa0, 0xde, 0x00, 0x00, 0x01}},
                             MacAddress{{0x00, 0xa0, 0xde, 0x00, 0x00, 0x02}}};
    options.identity.kyoten_version = "Kyoten 0.1.0";
    options.external_memory.usb1 = &usb1_;
    if (!flash_) flash_.emplace(medium_, configuration_, false);
    router_ = std::make_unique<router::Router>(options, pool_, entropy_, *flash_);
    const auto wall = kPowerOn + std::chrono::duration_cast<std::chrono::seconds>(now_ - Instant{});
    const auto report = router_->boot(std::nullopt, now_, wall, output_);
    for (auto& finding : report.findings) {
      INFO("configuration line " << finding.line << ": " << finding.text);
      CHECK(finding.severity != config::Finding::Severity::refused);
    }
    take();
  }

  void open(const std::string& argument) {
    const auto first = argument.find(' ');
    const auto second = argument.find(' ', first + 1);
    const auto kind = argument.substr(first + 1, second - first - 1);
    const auto peer = second == std::string::npos ? std::string() : argument.substr(second + 1);
    REQUIRE((kind == "serial" || kind == "telnet"));
    current_ = argument.substr(0, first);
    consoles_.erase(current_);
    const auto id = router_->open_console(
        kind == "telnet" ? console::ConsoleKind::telnet : console::ConsoleKind::serial, peer, now_,
        output_);
    consoles_[current_].id = id;
    take();
  }

  void log_in(bool as_administrator) {
    open("console serial");
    const std::string keys = as_administrator ? "\radministrator\r\r" : "\r";
    router_->type(current().id, as_bytes(keys), now_, output_);
    take();
    const auto prompt = as_administrator ? "# " : "> ";
    INFO(current().output);
    REQUIRE(current().output.ends_with(prompt));
    current().output.clear();
  }

  void type(const Step& step) {
    std::string keys;
    for (auto& line : step.lines) keys += keys_of(line) + (step.what == "type" ? "\r" : "");
    router_->type(current().id, as_bytes(keys), now_, output_);
    take();
  }

  void expect(const Step& step) {
    auto text = std::exchange(current().output, {});
    const auto actual = lines_of(code_.empty() ? text : to_utf8(text, code_));
    const bool as_expected =
        matches(step.lines.begin(), step.lines.end(), actual.begin(), actual.end());
    if (as_expected) {
      SUCCEED();
    } else {
      CHECK(joined(actual) == joined(step.lines));
    }
  }

  void on(const std::string& name) {
    REQUIRE(consoles_.contains(name));
    current_ = name;
  }

  void wait(Duration duration) {
    const auto until = now_ + duration;
    for (int expiries = 0;;) {
      const auto due = router_->deadline();
      if (!due || *due > until) break;
      expiries = *due > now_ ? 0 : expiries + 1;
      REQUIRE(expiries < kMostExpiries);
      now_ = std::max(now_, *due);
      router_->expire(now_, output_);
      take();
    }
    now_ = until;
  }

  void check_saved(const Step& step) {
    const auto content = flash_->read("config" + step.argument);
    const auto text = content ? std::string(content->begin(), content->end()) : "(nothing saved)\n";
    // Salts are drawn: {*} as in %expect.
    std::vector<std::string> lines;
    for (std::size_t at = 0; at < text.size();) {
      const auto end = std::min(text.find('\n', at), text.size());
      lines.push_back(text.substr(at, end - at));
      at = end + 1;
    }
    if (matches(step.lines.begin(), step.lines.end(), lines.begin(), lines.end())) {
      SUCCEED();
    } else {
      CHECK(text == joined(step.lines));
    }
  }

  void check_restarted() {
    CHECK(std::exchange(restart_, false));
    router_.reset();
    consoles_.clear();
    now_ += std::chrono::seconds(10);
    power_on();
  }

  /// Hands the router's output to the consoles; frames go nowhere.
  void take() {
    for (auto& [id, shown, finished] : output_.consoles) {
      for (auto& [name, console] : consoles_) {
        if (console.id != id) continue;
        console.output.append(shown.bytes.begin(), shown.bytes.end());
        console.closed |= shown.close;
      }
      if (shown.close) router_->close_console(id, now_, late_);
    }
    restart_ |= output_.restart;
    output_.clear();
    late_.clear();
  }

  Console& current() {
    REQUIRE(consoles_.contains(current_));
    return consoles_[current_];
  }

  const Dialogue& dialogue_;
  std::optional<std::string> configuration_;
  PacketPool pool_{256};
  test::TestEntropy entropy_{1};
  ports::MemoryFlash medium_;
  ports::MemoryMedium usb1_;
  std::optional<decorate::StartupFlash> flash_;
  router::Output output_;
  router::Output late_;
  std::unique_ptr<router::Router> router_;
  Instant now_{};
  bool restart_ = false;
  std::map<std::string, Console> consoles_;
  std::string current_ = "console";
  std::string code_;
};

}  // namespace

void play(const Dialogue& dialogue) { Player(dialogue).play(); }

}  // namespace kyoten::transcript
