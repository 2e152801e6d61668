// kyoten-console: the administrator's console of a running router, with history and completion of GNU readline.
// Talks to the router's control socket by whole lines (platform/linux/control_server.hpp). The only program of
// Kyoten that links readline.
#include <poll.h>
#include <readline/history.h>
#include <readline/readline.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <string>
#include <vector>

#include <CLI/CLI.hpp>
#include <nlohmann/json.hpp>

namespace {

using nlohmann::json;

constexpr std::size_t kMostHistory = 1000;

class Control {
 public:
  /// Empty, or why not.
  std::string connect(const std::string& path) {
    sockaddr_un address{};
    address.sun_family = AF_UNIX;
    if (path.size() >= sizeof address.sun_path) return path + ": path too long";
    std::memcpy(address.sun_path, path.data(), path.size());
    descriptor_ = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    if (descriptor_ < 0 ||
        ::connect(descriptor_, reinterpret_cast<sockaddr*>(&address), sizeof address) != 0) {
      return path + ": " + std::strerror(errno);
    }
    return {};
  }
  [[nodiscard]] int descriptor() const { return descriptor_; }
  [[nodiscard]] bool line_waits() const { return input_.find('\n') != std::string::npos; }

  /// Sends a request and waits for its answer; what else comes in between goes to `other`.
  template <class Other>
  std::optional<json> ask(json request, Other other) {
    request["id"] = ++last_id_;
    const auto text = request.dump(-1, ' ', false, json::error_handler_t::replace) + "\n";
    if (!write_all(text)) return std::nullopt;
    while (auto message = read()) {
      if (message->value("id", 0) == last_id_) return message;
      other(*message);
    }
    return std::nullopt;
  }

  /// The next message; nothing when the router has gone.
  std::optional<json> read() {
    while (true) {
      const auto end = input_.find('\n');
      if (end != std::string::npos) {
        auto message = json::parse(input_.substr(0, end), nullptr, false);
        input_.erase(0, end + 1);
        if (message.is_object()) return message;
        continue;
      }
      char part[16384];
      const auto count = ::read(descriptor_, part, sizeof part);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return std::nullopt;
      input_.append(part, static_cast<std::size_t>(count));
    }
  }

 private:
  bool write_all(std::string_view text) const {
    while (!text.empty()) {
      const auto count = ::send(descriptor_, text.data(), text.size(), MSG_NOSIGNAL);
      if (count < 0 && errno == EINTR) continue;
      if (count <= 0) return false;
      text.remove_prefix(static_cast<std::size_t>(count));
    }
    return true;
  }

  int descriptor_ = -1;
  int last_id_ = 0;
  std::string input_;
};

// readline knows one terminal and calls back plain functions: hence one console of this program.
Control control;
std::string prompt;
bool gone = false;              // the router has closed the connection
bool finished = false;          // the user wants to leave
volatile std::sig_atomic_t interrupted = 0;

void print_lines(const json& lines) {
  if (!lines.is_array()) return;
  for (const auto& line : lines) {
    if (line.is_string()) std::puts(line.get<std::string>().c_str());
  }
  std::fflush(stdout);
}

/// What the router says without being asked. True when the running operation has ended.
bool take_message(const json& message) {
  if (message.contains("output")) print_lines(message["output"]);
  if (message.contains("restarted")) std::puts("the router has restarted");
  if (message.contains("prompt")) prompt = message.value("prompt", prompt);
  return message.contains("finished") || message.contains("restarted");
}

/// The same while a line is being typed: it is taken away and drawn again below.
void take_message_while_typing(const json& message) {
  if (!message.contains("output") && !message.contains("restarted")) return;
  rl_clear_visible_line();
  take_message(message);
  rl_set_prompt(prompt.c_str());
  rl_forced_update_display();
}

void wait_until_operation_ends() {
  while (true) {
    if (interrupted) {
      interrupted = 0;
      bool ended = false;
      if (!control.ask({{"cancel", true}}, [&](const json& message) { ended |= take_message(message); })) {
        gone = true;
        return;
      }
      if (ended) return;
    }
    pollfd waiting{control.descriptor(), POLLIN, 0};
    if (!control.line_waits() && ::poll(&waiting, 1, -1) < 0) continue;  // Ctrl-C
    const auto message = control.read();
    if (!message) {
      gone = true;
      return;
    }
    if (take_message(*message)) return;
  }
}

/// False if the router refused the line (its error is printed) or has gone.
bool execute(const std::string& line) {
  const auto answer = control.ask({{"execute", line}}, take_message);
  if (!answer) {
    gone = true;
    return false;
  }
  const auto lines = answer->value("lines", json::array());
  print_lines(lines);
  prompt = answer->value("prompt", prompt);
  if (answer->value("running", false)) wait_until_operation_ends();
  if (answer->value("close", false)) finished = true;
  return lines.empty() || !lines[0].is_string() || !lines[0].get<std::string>().starts_with("Error:");
}

std::string typed_line() { return {rl_line_buffer, static_cast<std::size_t>(rl_end)}; }

void show_below(const json& lines) {
  rl_crlf();
  print_lines(lines);
  rl_on_new_line();
  rl_forced_update_display();
}

int on_tab(int, int) {
  const auto answer = control.ask(
      {{"complete", typed_line()}, {"cursor", rl_point}}, take_message);
  if (!answer) return 0;
  const int begin = static_cast<int>(answer->value("word_begin", std::size_t{0}));
  const auto completed = answer->value("completed", std::string());
  const bool unique = answer->value("unique", false);
  if (begin <= rl_point && !completed.empty()) {
    const std::string before(rl_line_buffer + begin, static_cast<std::size_t>(rl_point - begin));
    auto after = completed;
    if (unique && rl_point == rl_end) after += ' ';
    if (after != before) {
      rl_begin_undo_group();
      rl_delete_text(begin, rl_point);
      rl_point = begin;
      rl_insert_text(after.c_str());
      rl_end_undo_group();
      return 0;
    }
  }
  std::string row;
  for (const char* key : {"candidates", "parameters"}) {
    for (const auto& word : answer->value(key, json::array())) {
      if (word.is_string()) row += (row.empty() ? "" : "  ") + word.get<std::string>();
    }
  }
  if (!row.empty()) show_below(json::array({row}));
  return 0;
}

int on_question_mark(int, int key) {
  // Inside of quotes it is a character like others.
  int quotes = 0;
  for (int i = 0; i < rl_point; ++i) quotes += rl_line_buffer[i] == '"';
  if (quotes % 2 != 0) return rl_insert(1, key);
  const auto answer = control.ask({{"help", typed_line()}}, take_message);
  if (answer) show_below(answer->value("lines", json::array()));
  return 0;
}

void on_line(char* text) {
  if (text == nullptr) {  // Ctrl-D
    std::puts("");
    finished = true;
    return;
  }
  const std::string line(text);
  std::free(text);
  if (!line.empty()) add_history(line.c_str());
  rl_callback_handler_remove();  // the terminal is the operation's while it runs
  execute(line);
  if (!finished && !gone) rl_callback_handler_install(prompt.c_str(), on_line);
}

std::string history_file() {
  const char* home = std::getenv("HOME");
  return home == nullptr ? std::string() : std::string(home) + "/.kyoten_history";
}

void prepare_readline() {
  rl_readline_name = "kyoten";
  rl_bind_key('\t', on_tab);
  rl_bind_key('?', on_question_mark);
  stifle_history(kMostHistory);
  if (const auto file = history_file(); !file.empty()) read_history(file.c_str());
}

void converse() {
  prepare_readline();
  rl_callback_handler_install(prompt.c_str(), on_line);
  while (!finished && !gone) {
    if (std::exchange(interrupted, 0)) {  // Ctrl-C gives the line up
      rl_callback_sigcleanup();
      rl_replace_line("", 0);
      rl_crlf();
      rl_on_new_line();
      rl_redisplay();
    }
    pollfd waiting[] = {{STDIN_FILENO, POLLIN, 0}, {control.descriptor(), POLLIN, 0}};
    if (::poll(waiting, 2, -1) < 0) continue;
    if (waiting[1].revents != 0) {
      if (const auto message = control.read()) {
        take_message_while_typing(*message);
      } else {
        gone = true;
      }
    }
    if (waiting[0].revents != 0 && !gone) rl_callback_read_char();
  }
  rl_callback_handler_remove();
  if (const auto file = history_file(); !file.empty()) write_history(file.c_str());
}

/// From a pipe: a line at a time, with no prompt and no editing.
int read_script() {
  int status = 0;
  char* line = nullptr;
  std::size_t size = 0;
  while (!finished && !gone) {
    const auto count = ::getline(&line, &size, stdin);
    if (count < 0) break;
    std::string_view text(line, static_cast<std::size_t>(count));
    while (text.ends_with('\n') || text.ends_with('\r')) text.remove_suffix(1);
    if (!execute(std::string(text))) status = 1;
  }
  std::free(line);
  return status;
}

void on_interrupt(int) { interrupted = 1; }

}  // namespace

int main(int argc, char** argv) {
  CLI::App app("Kyoten's console. Type a command; ? helps, TAB completes, exit leaves.");
  std::string path;
  std::vector<std::string> lines;
  app.add_option("SOCKET", path, "Control socket of a router")->required();
  app.add_option("-c,--command", lines, "Do this command and end (may be repeated)")->take_all();
  CLI11_PARSE(app, argc, argv);

  if (const auto error = control.connect(path); !error.empty()) {
    std::fprintf(stderr, "kyoten console: %s\n", error.c_str());
    return 1;
  }
  struct sigaction action {};
  action.sa_handler = on_interrupt;  // without SA_RESTART: poll() ends
  ::sigaction(SIGINT, &action, nullptr);
  const auto answer = control.ask({{"prompt", true}}, take_message);
  gone = !answer;
  if (answer) prompt = answer->value("prompt", std::string("# "));

  int status = 0;
  if (!lines.empty()) {
    for (const auto& line : lines) {
      if (!finished && !gone && !execute(line)) status = 1;
    }
  } else if (::isatty(STDIN_FILENO)) {
    converse();
  } else {
    status = read_script();
  }
  if (gone) {
    std::fprintf(stderr, "kyoten console: the router has ended\n");
    return 1;
  }
  return status;
}
